"""Read and write brat standoff: `NAME.txt` beside `NAME.ann`.

Triggers are events (`E`) with numbered role arguments, other links are relations (`R`), `status` is an
attribute (`A`). A mention that runs over line breaks is a span of several fragments; its whole stretch counts.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.schema import LINK_LABELS, SPAN_LABELS, STATUSES, TRIGGER_LABELS

_LINE_BREAKS = re.compile(r"[\r\n]+")
_STATUS = re.compile(rf"status\s+(\S+)(?:\s+({'|'.join(STATUSES)}))?")


class CorpusError(ValueError):
    """A file of the corpus that cannot be read; the message names the file, the line and what to do."""


def documents(folder: Path) -> list[Path]:
    """List the `.ann` files of a folder in order of name.

    Raises:
        CorpusError: where there are none.
    """
    paths = sorted(folder.glob("*.ann"))
    if not paths:
        raise CorpusError(f"{folder}: no .ann files; give a folder of brat documents (NAME.txt beside NAME.ann)")
    return paths


def read_brat(path: Path) -> Annotation:
    """Read the document whose `.ann` (or `.txt`) file is `path`.

    Raises:
        CorpusError: where a file is missing, or a line is malformed, points outside the text or at other text.
    """
    try:
        text = path.with_suffix(".txt").read_bytes().decode("utf8")
        lines = path.with_suffix(".ann").read_text("utf8").split("\n")
    except FileNotFoundError as error:
        raise CorpusError(f"{error.filename}: missing; a brat document is a .txt file beside an .ann file") from None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 ({error}); convert it first") from None
    return parse_brat(text, lines, str(path.with_suffix(".ann")))


def parse_brat(text: str, lines: list[str], name: str) -> Annotation:
    """Parse the lines of an `.ann` file; `name` is for messages. Raises CorpusError like `read_brat`."""
    rows = [(number, line.split("\t", 2)) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    planned: dict[str, str] = {}
    spans: dict[str, tuple[int, int, str]] = {}
    heads: dict[str, str] = {}
    for number, row in rows:
        where = f"{name}:{number}"
        if len(row) < 2 or not row[1].strip():
            raise CorpusError(f"{where}: the line is cut: {row[0]!r}; expected an ID, a tab and what it stands for")
        if row[0][0] == "T":
            spans[row[0]] = _parse_span(text, row, where)
        elif row[0][0] == "E":
            heads[row[0]] = row[1].split()[0].partition(":")[2]
        elif row[0][0] == "A":
            if not (found := _STATUS.fullmatch(row[1].strip())):
                raise CorpusError(f"{where}: unknown attribute {row[1]!r}; known: status ID {' or '.join(STATUSES)}")
            if found[2] == "planned":
                planned[found[1]] = where
    for target, where in planned.items():
        if target not in heads and target not in spans:
            raise CorpusError(f"{where}: {target} is not defined; give the ID of an event or a mention")
    ids = {heads.get(target, target) for target in planned}
    mentions = {id_: Mention(*span, "planned" if id_ in ids else "realized") for id_, span in spans.items()}
    arcs = [arc for number, row in rows for arc in _parse_arcs(row, mentions, heads, f"{name}:{number}")]
    return Annotation(text, tuple(sorted(mentions.values())), tuple(dict.fromkeys(arcs)))


def _parse_span(text: str, row: list[str], where: str) -> tuple[int, int, str]:
    try:
        label, places = row[1].split(" ", 1)
        edges = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
        surface = row[2]
    except (IndexError, ValueError):
        raise CorpusError(f"{where}: cannot read {row!r}; expected ID, LABEL START END, TEXT") from None
    if label not in SPAN_LABELS:
        raise CorpusError(f"{where}: unknown label {label!r}; known: {', '.join(SPAN_LABELS)}")
    found = " ".join(text[a:b] for a, b in edges)
    if found != surface or not 0 <= edges[0][0] < edges[-1][1]:
        raise CorpusError(f"{where}: offsets {places} hold {found!r}, the line says {surface!r}; fix the offsets")
    return edges[0][0], edges[-1][1], label


def _parse_arcs(row: list[str], mentions: dict[str, Mention], heads: dict[str, str], where: str) -> Iterator[Arc]:
    try:
        if row[0][0] == "E":
            trigger, *arguments = row[1].split()
            pairs = [(role.rstrip("0123456789"), id_) for role, _, id_ in (a.partition(":") for a in arguments)]
            head = trigger.partition(":")[2]
        elif row[0][0] == "R":
            label, first, second = row[1].split()
            head, pairs = first.partition(":")[2], [(label, second.partition(":")[2])]
        else:
            return
        source = mentions[heads.get(head, head)]
        for label, id_ in pairs:
            if label not in LINK_LABELS:
                raise CorpusError(f"{where}: unknown link {label!r}; known: {', '.join(LINK_LABELS)}")
            yield Arc(source, label, mentions[heads.get(id_, id_)])
    except (KeyError, ValueError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(f"{where}: cannot read {row[1]!r}: {error} is not defined or the line is cut") from None


def format_brat(annotation: Annotation) -> str:
    """Format mentions and arcs as the content of an `.ann` file."""
    ids = {mention: f"T{number}" for number, mention in enumerate(annotation.mentions, 1)}
    lines = [f"{ids[mention]}\t{_format_span(annotation.text, mention)}" for mention in annotation.mentions]
    events: dict[Mention, str] = {}
    for mention in annotation.mentions:
        if mention.label in TRIGGER_LABELS:
            events[mention] = f"E{len(events) + 1}"
            seen: dict[str, int] = {}
            row = f"{events[mention]}\t{mention.label}:{ids[mention]}"
            for arc in annotation.arcs:
                if arc.head == mention:
                    seen[arc.label] = seen.get(arc.label, 0) + 1
                    row += f" {arc.label}{seen[arc.label] if seen[arc.label] > 1 else ''}:{ids[arc.tail]}"
            lines.append(row)
    relations = [arc for arc in annotation.arcs if arc.head not in events]
    lines += [f"R{n}\t{a.label} Arg1:{ids[a.head]} Arg2:{ids[a.tail]}\t" for n, a in enumerate(relations, 1)]
    planned = [mention for mention in annotation.mentions if mention.status == "planned"]
    lines += [f"A{number}\tstatus {events.get(m, ids[m])} planned" for number, m in enumerate(planned, 1)]
    return "".join(f"{line}\n" for line in lines)


def _format_span(text: str, mention: Mention) -> str:
    breaks = [found.span() for found in _LINE_BREAKS.finditer(text, mention.start, mention.end)]
    edges = [mention.start, *(edge for pair in breaks for edge in pair), mention.end]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    places = ";".join(f"{a} {b}" for a, b in pieces)
    return f"{mention.label} {places}\t{' '.join(text[a:b] for a, b in pieces)}"

"""Extension attributes of Doc and Span, and the passage between a Doc and an annotation.

Everything is kept in `doc.user_data` as plain values, so it survives `DocBin`, `to_bytes` and
`nlp.pipe(n_process=2)`; the attributes give it back as objects.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from spacy.tokens import Doc, Span

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.records import Cluster, Event, Note, Place, Quantity, Record, TimeInterval

TRIGGERS = "triggers"  # key in doc.spans
_LINKS = "gongbao_links"
_RecordT = TypeVar("_RecordT", bound=Record)


@dataclass(frozen=True)
class Link:
    """A directed, labelled link between two spans of a Doc, with a confidence in [0, 1]."""

    head: Span
    label: str
    tail: Span
    confidence: float = 1.0


def register_extensions() -> None:
    """Register the attributes; calling it again changes nothing.

    Doc: `links` (list of Link), `clusters`, `events` and `notes` (lists of records), `published` (date or none),
    `region` (str or none).
    Span: `status`, `confidence`, `completeness`, `quantity`, `interval`, `place`.
    """
    if Doc.has_extension("links"):
        return
    Doc.set_extension("links", getter=_get_links, setter=_set_links)
    lists: dict[str, type[Record]] = {"clusters": Cluster, "events": Event, "notes": Note}
    for name, record in lists.items():
        getter, setter = _record_list(name, record)
        Doc.set_extension(name, getter=getter, setter=setter)
    Doc.set_extension("published", getter=_get_published, setter=_set_published)
    Doc.set_extension("region", default=None)
    Span.set_extension("status", default="realized")
    Span.set_extension("confidence", default=1.0)
    Span.set_extension("completeness", default=1.0)
    forms: dict[str, type[Record]] = {"quantity": Quantity, "interval": TimeInterval, "place": Place}
    for name, record in forms.items():
        span_getter, span_setter = _record_attribute(name, record)
        Span.set_extension(name, getter=span_getter, setter=span_setter)


def link_values(doc: Doc) -> list[list[Any]]:
    """Links of a Doc as plain values, for loops over all of them: head, label, tail and confidence.

    Head and tail are first token, token after the last, and label.
    """
    values: list[list[Any]] = doc.user_data.get(_LINKS, [])
    return values


def _get_links(doc: Doc) -> list[Link]:
    def span(values: list[Any]) -> Span:
        return Span(doc, values[0], values[1], label=values[2])

    return [Link(span(head), label, span(tail), score) for head, label, tail, score in link_values(doc)]


def _set_links(doc: Doc, links: Iterable[Link]) -> None:
    def values(span: Span) -> list[Any]:
        return [span.start, span.end, span.label_]

    doc.user_data[_LINKS] = [
        [values(link.head), link.label, values(link.tail), float(link.confidence)] for link in links
    ]


def _record_list(
    name: str, record: type[_RecordT]
) -> tuple[Callable[[Doc], list[_RecordT]], Callable[[Doc, Iterable[_RecordT]], None]]:
    """Getter and setter of a Doc attribute that holds a list of records."""

    def get(doc: Doc) -> list[_RecordT]:
        return [record.model_validate(values) for values in doc.user_data.get(f"gongbao_{name}", [])]

    def set_(doc: Doc, values: Iterable[_RecordT]) -> None:
        doc.user_data[f"gongbao_{name}"] = [value.model_dump(mode="json", exclude_defaults=True) for value in values]

    return get, set_


def _get_published(doc: Doc) -> date | None:
    value = doc.user_data.get("gongbao_published")
    return date.fromisoformat(value) if value else None


def _set_published(doc: Doc, value: date | str | None) -> None:
    doc.user_data["gongbao_published"] = value.isoformat() if isinstance(value, date) else value


def _record_attribute(
    name: str, record: type[_RecordT]
) -> tuple[Callable[[Span], _RecordT | None], Callable[[Span, _RecordT | None], None]]:
    """Getter and setter of a span attribute that holds a record."""

    def key(span: Span) -> tuple[str, int, int]:
        return f"gongbao_{name}", span.start_char, span.end_char

    def get(span: Span) -> _RecordT | None:
        values = span.doc.user_data.get(key(span))
        return None if values is None else record.model_validate(values)

    def set_(span: Span, value: _RecordT | None) -> None:
        span.doc.user_data[key(span)] = None if value is None else value.model_dump(mode="json")

    return get, set_


def mentions_of(doc: Doc) -> list[Span]:
    """Entities and triggers of a Doc in text order, a span that is in both layers once."""
    found = {(span.start, span.end): span for span in (*doc.ents, *doc.spans.get(TRIGGERS, []))}
    return [found[place] for place in sorted(found)]


def to_annotation(doc: Doc) -> Annotation:
    """Take entities, triggers, status and links of a Doc as an annotation of its text."""

    def mention(span: Span) -> Mention:
        return Mention(
            span.start_char, span.end_char, span.label_, span._.status, span._.confidence, span._.completeness
        )

    by_place = {(span.start, span.end): mention(span) for span in mentions_of(doc)}
    arcs = [
        Arc(by_place[head[0], head[1]], label, by_place[tail[0], tail[1]], score)
        for head, label, tail, score in link_values(doc)
        if (head[0], head[1]) in by_place and (tail[0], tail[1]) in by_place
    ]
    return Annotation(doc.text, tuple(by_place.values()), tuple(arcs))


def set_annotation(doc: Doc, annotation: Annotation, *, flat: bool = False) -> int:
    """Write an annotation of the same text onto a Doc; return how many mentions the tokens cannot express.

    A mention that does not start and end with a token is widened to the tokens it touches; where it would then
    overlap another one it is left out with its arcs.

    Args:
        doc: the Doc; its tokens stay.
        annotation: mentions and arcs, in characters of `doc.text`.
        flat: put the triggers among the entities as well, as the entity model is trained.

    Raises:
        ValueError: where the text differs.
    """
    if doc.text != annotation.text:
        raise ValueError(f"the annotation is of another text: {annotation.text[:20]!r}, not {doc.text[:20]!r}")
    spans: dict[Mention, Span] = {}
    covered, misplaced = 0, 0
    for mention in annotation.mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.label)
        if span is None:
            misplaced += 1
            span = doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
        if span is None or span.start < covered:
            continue
        covered = span.end
        spans[mention] = span
        span._.status = mention.status
    triggers = [span for mention, span in spans.items() if mention.is_trigger]
    doc.ents = [span for mention, span in spans.items() if flat or not mention.is_trigger]
    doc.spans[TRIGGERS] = triggers
    doc._.links = [
        Link(spans[arc.head], arc.label, spans[arc.tail], arc.confidence)
        for arc in annotation.arcs
        if arc.head in spans and arc.tail in spans
    ]
    return misplaced


register_extensions()

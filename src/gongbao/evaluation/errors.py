"""Where predictions differ from gold: errors of mentions, links and status, one by one, and confusion of labels.

Only compares: scores are in `scores`, what a reader sees of the errors in `page`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.evaluation.scores import Pair

MISSED, SPURIOUS = "missed", "spurious"
MENTION_KINDS = (MISSED, SPURIOUS, "label", "edge", "label and edge", "split", "merged")
Confusion = Counter[tuple[str, str]]  # (gold label or "spurious", predicted label or "missed") -> how often

_SIGNS = str.maketrans({"\n": "⏎\n", "\r": "␍", "\t": "⇥", " ": "·", "\u3000": "□", "\u00a0": "⍽"})


class Error(NamedTuple):
    """One difference, with the stretch of text it stands in (characters, end exclusive).

    `layer` is "mention", "status" or "link", `kind` one of `MENTION_KINDS`, `label` the gold label (the predicted one
    where nothing is gold). `gold` and `predicted` are what a reader compares, white space visible; empty where there is
    nothing.
    """

    start: int
    end: int
    layer: str
    kind: str
    label: str
    gold: str
    predicted: str


def errors(pair: Pair) -> list[Error]:
    """List the errors of one document in text order.

    Links and status are compared over the gold mentions where such a prediction was made, so that a wrong mention is
    one error and not as many as it has links; otherwise end to end.
    """
    other = pair.links_on_gold or pair.predicted
    found = [
        *(_mention_error(pair.gold.text, *sides) for sides in mention_differences(pair.gold, pair.predicted)),
        *_status_errors(pair.gold, other),
        *(_link_error(pair.gold.text, *sides) for sides in link_differences(pair.gold, other)),
    ]
    return sorted(found)


def mention_differences(gold: Annotation, predicted: Annotation) -> list[tuple[list[Mention], list[Mention]]]:
    """Group the mentions that only one side has by what they touch: gold and predicted mentions of each group."""
    sides = [{m.span: m for m in annotation.mentions} for annotation in (gold, predicted)]
    different = sorted(sides[0].keys() ^ sides[1].keys())
    groups: list[tuple[list[Mention], list[Mention]]] = []
    end = -1
    for span in different:
        if span[0] >= end:
            groups.append(([], []))
        side = 0 if span in sides[0] else 1
        groups[-1][side].append(sides[side][span])
        end = max(end, span[1])
    return groups


def mention_kind(gold: list[Mention], predicted: list[Mention]) -> str:
    """Name the kind of a difference: one of `MENTION_KINDS`."""
    if not predicted:
        return MISSED
    if not gold:
        return SPURIOUS
    if len(gold) != len(predicted):
        return "split" if len(gold) < len(predicted) else "merged"
    same_label = [m.label for m in gold] == [m.label for m in predicted]
    same_edges = [m[:2] for m in gold] == [m[:2] for m in predicted]
    return "edge" if same_label else "label" if same_edges else "label and edge"


def mention_confusion(pairs: Iterable[Pair]) -> Confusion:
    """Count each gold mention with the label of the predicted mention it shares most characters with.

    Rows sum to the gold mentions of a label; predicted mentions that touch no gold one are "spurious".
    """
    counts: Confusion = Counter()
    for gold, predicted, _ in pairs:
        for mention in gold.mentions:
            best = max(predicted.mentions, key=lambda other: _shared(mention, other), default=None)
            counts[mention.label, best.label if best and _shared(mention, best) else MISSED] += 1
        for mention in predicted.mentions:
            if not any(_shared(mention, other) for other in gold.mentions):
                counts[SPURIOUS, mention.label] += 1
    return counts


def link_pairs(gold: Annotation, predicted: Annotation) -> list[tuple[Arc | None, Arc | None]]:
    """Lay the links between the same two mentions side by side, equal labels first; none where one side has none."""
    by_ends: defaultdict[object, tuple[dict[str, Arc], dict[str, Arc]]] = defaultdict(lambda: ({}, {}))
    for side, annotation in enumerate((gold, predicted)):
        for arc in annotation.arcs:
            by_ends[arc.head.span, arc.tail.span][side][arc.label] = arc
    found: list[tuple[Arc | None, Arc | None]] = []
    for left, right in by_ends.values():
        found += [(left[label], right[label]) for label in left.keys() & right.keys()]
        left_only = [arc for label, arc in left.items() if label not in right]
        right_only = [arc for label, arc in right.items() if label not in left]
        found += zip_longest(left_only, right_only)
    return found


def link_differences(gold: Annotation, predicted: Annotation) -> list[tuple[Arc | None, Arc | None]]:
    """Those of `link_pairs` whose sides differ."""
    return [(left, right) for left, right in link_pairs(gold, predicted) if _label(left) != _label(right)]


def link_confusion(sides: Iterable[tuple[Annotation, Annotation]]) -> Confusion:
    """Count the labels of links between the same two mentions, over gold and predicted annotations."""
    return Counter(
        (_label(left) or SPURIOUS, _label(right) or MISSED)
        for gold, predicted in sides
        for left, right in link_pairs(gold, predicted)
    )


def name_link(text: str, arc: Arc | None) -> str:
    """Name a link by its mentions and labels, white space visible; nothing where there is no link."""
    return f"{_named(text, arc.head)} {arc.label} {_named(text, arc.tail)}" if arc else ""


def visible(text: str) -> str:
    """Write a sign for white space, and the code of any other control character."""
    signs = text.translate(_SIGNS)
    return "".join(sign if sign.isprintable() or sign == "\n" else f"[{ord(sign):x}]" for sign in signs)


def _mention_error(text: str, gold: list[Mention], predicted: list[Mention]) -> Error:
    mentions = [*gold, *predicted]
    start, end = min(m.start for m in mentions), max(m.end for m in mentions)
    names = [" ".join(_named(text, m) for m in side) for side in (gold, predicted)]
    return Error(start, end, "mention", mention_kind(gold, predicted), mentions[0].label, names[0], names[1])


def _status_errors(gold: Annotation, predicted: Annotation) -> list[Error]:
    status = {m.span: m.status for m in predicted.mentions}
    return [
        Error(m.start, m.end, "status", "label", m.label, m.status, status[m.span])
        for m in gold.mentions
        if m.is_trigger and status.get(m.span, m.status) != m.status
    ]


def _link_error(text: str, gold: Arc | None, predicted: Arc | None) -> Error:
    arc = gold or predicted
    assert arc
    kind = "label" if gold and predicted else MISSED if gold else SPURIOUS
    start, end = min(arc.head.start, arc.tail.start), max(arc.head.end, arc.tail.end)
    return Error(start, end, "link", kind, arc.label, name_link(text, gold), name_link(text, predicted))


def _label(arc: Arc | None) -> str:
    return arc.label if arc else ""


def _shared(one: Mention, other: Mention) -> int:
    """How many characters two mentions share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _named(text: str, mention: Mention) -> str:
    return f"{visible(text[mention.start : mention.end])}/{mention.label}"

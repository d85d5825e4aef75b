"""Components `gongbao_quantities`, `gongbao_times`, `gongbao_places`: normal forms on entities.

Each reads the entities of one type, of whatever pipeline, and writes `span._.quantity`, `span._.interval` or
`span._.place`. How a string is read is left to `gongbao.normal`.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from gongbao.normal import find_dateline, link_place, parse_quantity, parse_time
from gongbao.normal.dateline import parse_time_in
from gongbao.pipeline.extensions import link_values, register_extensions
from gongbao.records import TimeInterval

_REACH = 80  # characters to either side of a number that may tell what it is
_CONTEXT = 20  # mentions to either side that help to decide between places of one name


@Language.factory("gongbao_quantities", requires=["doc.ents"], assigns=["span._.quantity"])
def make_quantities(nlp: Language, name: str, label: str = "QUANTITY") -> "Quantities":
    """Create the component for entities with this label."""
    return Quantities(label)


@Language.factory("gongbao_times", requires=["doc.ents"], assigns=["span._.interval", "doc._.published"])
def make_times(nlp: Language, name: str, label: str = "TIME") -> "Times":
    """Create the component for entities with this label."""
    return Times(label)


@Language.factory("gongbao_places", requires=["doc.ents"], assigns=["span._.place"])
def make_places(nlp: Language, name: str, label: str = "PLACE", context_labels: Sequence[str] = ("ORG",)) -> "Places":
    """Create the component for entities with this label; those with a context label help to decide."""
    return Places(label, context_labels)


class Quantities:
    """Read the QUANTITY entities of a Doc."""

    def __init__(self, label: str) -> None:
        register_extensions()
        self.label = label

    def __call__(self, doc: Doc) -> Doc:
        """Set `span._.quantity`, none where the text is no quantity."""
        text = doc.text
        for span in _entities(doc, self.label):
            start, end = span.start_char, span.end_char
            left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
            span._.quantity = parse_quantity(span.text, left, right)
        return doc


class Times:
    """Read the TIME entities of a Doc against `doc._.published`; links, where there are any, tell which are planned.

    Without a publication date the one that the text states is taken, and written to `doc._.published` if it is a day.
    """

    def __init__(self, label: str) -> None:
        register_extensions()
        self.label = label

    def __call__(self, doc: Doc) -> Doc:
        """Set `span._.interval`, none where the text is no time."""
        stated = None if doc._.published else find_dateline(doc.text)
        if stated and stated.start == stated.end:
            doc._.published, stated = stated.start, None
        named: TimeInterval | None = None
        planned = {
            tail[0]
            for head, label, tail, _ in link_values(doc)
            if label == "time" and doc[head[0] : head[1]]._.status == "planned"
        }
        for span in _entities(doc, self.label):
            is_planned = span.start in planned
            if stated:
                interval = parse_time_in(span.text, stated, is_planned, named)
            else:
                interval = parse_time(span.text, doc._.published, is_planned, named)
            span._.interval = interval
            if interval is not None and _is_named(interval):
                named = interval
        return doc


class Places:
    """Link the PLACE entities of a Doc to divisions, helped by `doc._.region` and the names around them."""

    def __init__(self, label: str, context_labels: Sequence[str]) -> None:
        register_extensions()
        self.label = label
        self.context_labels = context_labels

    def __call__(self, doc: Doc) -> Doc:
        """Set `span._.place`, none where the text is no division."""
        names = [span for span in doc.ents if span.label_ == self.label or span.label_ in self.context_labels]
        texts = [span.text for span in names]
        published, region = doc._.published, doc._.region
        for place, span in enumerate(names):
            if span.label_ == self.label:
                near = texts[max(0, place - _CONTEXT) : place] + texts[place + 1 : place + _CONTEXT + 1]
                span._.place = link_place(texts[place], published, near, region)
        return doc


def _is_named(interval: TimeInterval) -> bool:
    """Tell whether 当年 and the like may refer to a time: it lies in one year, and not vaguely (年底 is not vague)."""
    start, end = interval.start, interval.end
    is_clear = not interval.approximate or interval.precision == "month"
    return start is not None and end is not None and start.year == end.year and is_clear


def _entities(doc: Doc, label: str) -> list[Span]:
    return [span for span in doc.ents if span.label_ == label]

"""Flat form of documents: one row an event, for spreadsheets and data frames."""

from collections.abc import Iterable, Iterator

from gongbao.records import Document, Event, EventQuantity, Mention
from gongbao.schema import ArgumentRole

Row = dict[str, str | int | float | None]

_ROLES: tuple[ArgumentRole, ...] = ("agent", "recipient", "item", "program", "partner", "place", "time", "metric")
COLUMNS = (
    "source", "article", "headline", "published", "event", "type", "status", "trigger", *_ROLES,
    "place_codes", "time_start", "time_end",
    "quantities", "values", "units", "confidence", "evidence", "evidence_start", "evidence_end",
    "source_start", "source_end", "page",
)  # fmt: skip
_SEPARATOR = "; "


def rows(document: Document) -> Iterator[Row]:
    """Yield one row for each event; several values of a cell are joined by a semicolon."""
    article: Row = {
        "source": document.source,
        "article": document.article,
        "headline": document.headline,
        "published": document.published.isoformat() if document.published else None,
    }
    for number, event in enumerate(document.events, 1):
        yield {**article, "event": number, **_row(event)}


def _row(event: Event) -> Row:
    places, times = event.arguments.get("place", ()), event.arguments.get("time", ())
    intervals = [mention.time for mention in times if mention.time]
    starts, ends = [t.start for t in intervals if t.start], [t.end for t in intervals if t.end]
    row: Row = {"type": event.type, "status": event.status, "trigger": _join(s.text for s in event.triggers)}
    row |= {role: _texts(event.arguments.get(role, ())) for role in _ROLES}
    return row | {
        "place_codes": _join(m.place.code for m in places if m.place and m.place.code),
        "time_start": min(starts).isoformat() if starts else None,
        "time_end": max(ends).isoformat() if ends else None,
        "quantities": _join(_describe(quantity) for quantity in event.quantities),
        "values": _join(format_value(quantity) for quantity in event.quantities),
        "units": _join((q.quantity.unit or "") if q.quantity else "" for q in event.quantities),
        "confidence": event.confidence,
        "evidence": _join(" ".join(span.text.split()) for span in event.evidence),
        "evidence_start": event.evidence[0].start,
        "evidence_end": event.evidence[-1].end,
        "source_start": event.evidence[0].source_start,
        "source_end": event.evidence[-1].source_end,
        "page": event.evidence[0].page,
    }


def format_value(mention: EventQuantity) -> str:
    """Write the normal form of a number: the value, or the ends of an interval."""
    quantity = mention.quantity
    if quantity is None:
        return ""
    if quantity.value is not None:
        return f"{quantity.value:f}"
    return "–".join(f"{end:f}" if end is not None else "" for end in (quantity.low, quantity.high))


def _describe(quantity: EventQuantity) -> str:
    counted = "、".join(clean(span.text) for span in quantity.measures)
    return f"{counted} {clean(quantity.text)}".strip()


def clean(text: str) -> str:
    """Take the layout out of a mention: `2.6 万 名` becomes `2.6万名`."""
    return "".join(text.split())


def _texts(mentions: tuple[Mention, ...]) -> str:
    return _join(dict.fromkeys(clean(mention.text) for mention in mentions))


def _join(values: Iterable[str]) -> str:
    return _SEPARATOR.join(values)

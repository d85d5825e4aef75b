"""Flat forms of documents, for spreadsheets, data frames and Parquet: a row an event, an event-quantity or an argument.

The rows of the three tables join on `source`, `article` and `event`, the number of the event in its article.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from gongbao.records import Argument, Document, Event, EventQuantity, Mention
from gongbao.schema import ArgumentRole

Row = dict[str, str | int | float | bool | None]

_ROLES: tuple[ArgumentRole, ...] = ("agent", "recipient", "item", "program", "partner", "place", "time", "metric")
COLUMNS = (
    "source", "article", "headline", "published", "event", "type", "kind", "status", "trigger", *_ROLES,
    "place_codes", "time_start", "time_end", "as_of",
    "quantities", "values", "units", "confidence", "evidence", "evidence_start", "evidence_end",
    "source_start", "source_end", "page",
)  # fmt: skip
QUANTITY_COLUMNS = (
    "source", "article", "event", "type", "kind", "status", "role", "text", "start", "end", "confidence", "measures",
    "value", "low", "high", "unit", "dimension", "bound", "per", "change", "change_base", "cumulative", "part_of",
    "place_codes", "time_start", "time_end", "part",
)  # fmt: skip
ARGUMENT_COLUMNS = (
    "source", "article", "event", "type", "kind", "status", "role", "text", "start", "end", "confidence",
    "label", "cluster", "name", "place_code", "place_name", "place_level", "time_start", "time_end", "time_precision",
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


def quantity_rows(document: Document) -> Iterator[Row]:
    """Yield one row for each number of each event, with its normal form and the place and time of the event.

    `part` is the kind of the paragraph that the number stands in: a headline often repeats what the body says.
    """
    for number, event in enumerate(document.events, 1):
        for mention in event.quantities:
            known = mention.quantity
            change = known.change if known else None
            yield {
                **_head(document, number, event, mention),
                "role": mention.role,
                "measures": _join(clean(span.text) for span in mention.measures),
                "value": _number(known.value) if known else None,
                "low": _number(known.low) if known else None,
                "high": _number(known.high) if known else None,
                "unit": known.unit if known else None,
                "dimension": known.dimension if known else None,
                "bound": known.bound if known else None,
                "per": _join(known.per) if known else "",
                "change": change.direction if change else None,
                "change_base": change.base if change else None,
                "cumulative": known.cumulative if known else None,
                "part_of": known.part_of if known else None,
                **_where_and_when(event),
                "part": next((p.kind for p in document.parts if p.start <= mention.start < p.end), None),
            }


def argument_rows(document: Document) -> Iterator[Row]:
    """Yield one row for each argument of each event that is no number, with its cluster and its normal form."""
    names = {cluster.id: cluster.name for cluster in document.clusters}
    for number, event in enumerate(document.events, 1):
        for role, mentions in event.arguments.items():
            for mention in mentions:
                place, time = mention.place, mention.time
                yield {
                    **_head(document, number, event, mention),
                    "role": role,
                    "label": mention.label,
                    "cluster": mention.cluster,
                    "name": names.get(mention.cluster or 0, clean(mention.text)),
                    "place_code": place.code if place else None,
                    "place_name": place.name if place else None,
                    "place_level": place.level if place else None,
                    "time_start": time.start.isoformat() if time and time.start else None,
                    "time_end": time.end.isoformat() if time and time.end else None,
                    "time_precision": time.precision if time else None,
                }


class Table(NamedTuple):
    """A flat form: its columns in order, and what makes its rows of a document."""

    columns: tuple[str, ...]
    rows: Callable[[Document], Iterator[Row]]


TABLES = {
    "events": Table(COLUMNS, rows),
    "quantities": Table(QUANTITY_COLUMNS, quantity_rows),
    "arguments": Table(ARGUMENT_COLUMNS, argument_rows),
}


def _row(event: Event) -> Row:
    row: Row = {"type": event.type, "kind": event.kind, "status": event.status}
    row["trigger"] = _join(span.text for span in event.triggers)
    row |= {role: _texts(event.arguments.get(role, ())) for role in _ROLES}
    return row | {
        **_where_and_when(event),
        "as_of": event.as_of.isoformat() if event.as_of else None,
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


def _head(document: Document, number: int, event: Event, argument: Argument) -> Row:
    """The columns that rows of quantities and of arguments begin with."""
    row: Row = {"source": document.source, "article": document.article, "event": number}
    row |= {"type": event.type, "kind": event.kind, "status": event.status}
    row |= {"text": clean(argument.text), "start": argument.start, "end": argument.end}
    return row | {"confidence": argument.role_confidence}


def _where_and_when(event: Event) -> Row:
    places, times = event.arguments.get("place", ()), event.arguments.get("time", ())
    intervals = [mention.time for mention in times if mention.time]
    starts, ends = [t.start for t in intervals if t.start], [t.end for t in intervals if t.end]
    return {
        "place_codes": _join(m.place.code for m in places if m.place and m.place.code),
        "time_start": min(starts).isoformat() if starts else None,
        "time_end": max(ends).isoformat() if ends else None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


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

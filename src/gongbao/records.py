"""The records that leave the software: documents, events, arguments, mentions and normal forms.

Says what the output looks like and nothing of how it is found. Every span carries `start` and `end` in
characters of the clean text of its article, end exclusive, so that `span.text == document.text[start:end]`, and
`source_start`, `source_end` and `page`: its place in the text of the source, noise included.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from gongbao.schema import ArgumentRole, EntityLabel, EventType, Status

Dimension = Literal[
    "people",
    "households",
    "person_times",
    "organisations",
    "places",
    "cases",
    "things",
    "sessions",
    "money",
    "ratio",
    "percentage_points",
    "multiple",
    "area",
    "length",
    "mass",
    "volume",
    "duration",
    "frequency",
    "rate",
    "magnitude",
    "number",
]
Bound = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about", "nearly", "interval"]
Precision = Literal["time_of_day", "day", "month", "quarter", "half_year", "year", "period"]
PartKind = Literal[
    "masthead", "section", "headline", "subtitle", "lead", "body", "source", "date", "caption"
]  # fmt: skip
DateOrigin = Literal["option", "metadata", "source line", "text"]
StatisticKind = Literal["level", "change", "share", "cumulative", "part_of"]
NoteKind = Literal["part_above_total", "share_contradicts_counts", "two_values"]
ChangeDirection = Literal["increase", "decrease"]
ChangeBase = Literal["year_on_year", "period_on_period", "other"]
PlaceLevel = Literal["country", "province", "city", "county", "township"]

Number = Annotated[
    Decimal,
    PlainSerializer(lambda x: int(x) if x == x.to_integral_value() else float(x), when_used="json"),
    WithJsonSchema({"type": "number"}),
]


class Record(BaseModel):
    """A frozen record that rejects unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(Record):
    """What makes a number the size of a change: its direction and what it is compared with, none where not said."""

    direction: ChangeDirection
    base: ChangeBase | None = None


class Quantity(Record):
    """A quantity in normal form: 1.18 万余名 is more than 11800 people.

    `value` is the stated number in the base unit (元 for money, 1 for ratios: 86% is 0.86); `low` and `high`
    bound what is meant, both inclusive, none where open. For an interval `value` is none. `per` names what a rate
    is per, as the unit does: 每人每月 740 元 has the unit 元/人/月, per 人 and 月. A number with a `change` is the size
    of it (增长 12%). `cumulative` numbers are sums (累计, 共), those with `part_of` a part of one before (其中).
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    dimension: Dimension
    bound: Bound
    per: tuple[str, ...] = ()
    change: Change | None = None
    cumulative: bool = False
    part_of: bool = False


class TimeInterval(Record):
    """A time in normal form: first and last day, both inclusive, none where open or not known."""

    start: date | None = None
    end: date | None = None
    precision: Precision
    approximate: bool = False


class PlaceCandidate(Record):
    """One division that a place name may stand for, with a score in [0, 1]."""

    code: str
    name: str
    level: PlaceLevel
    score: float


class Place(Record):
    """A place in normal form: the six-digit GB/T 2260 code, or none where nothing decides between candidates."""

    code: str | None = None
    name: str | None = None
    level: PlaceLevel | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


class Span(Record):
    """A stretch of the clean text of an article, and its place in the source (characters, ends exclusive).

    `page` is the number of the page, from 1, that the span starts on; none where the source is not paged.
    """

    text: str
    start: int
    end: int
    source_start: int | None = None
    source_end: int | None = None
    page: int | None = None


class Mention(Span):
    """An entity, with the normal form that its label calls for where one was found.

    `confidence` is that of the span and its label. `cluster` is the id of the cluster in the document that it belongs
    to: equal ids name the same thing.
    """

    label: EntityLabel
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    cluster: int | None = None
    quantity: Quantity | None = None
    time: TimeInterval | None = None
    place: Place | None = None


class Cluster(Record):
    """An organisation, place, programme or document of one article, with all its mentions.

    `id` counts from 1 in the order of first mentions, `name` is the fullest mention without layout. `jurisdiction`
    is the division that a government body belongs to, with code and level, none for all else.
    """

    id: int
    label: EntityLabel
    name: str
    mentions: tuple[Span, ...]
    jurisdiction: Place | None = None


class Argument(Mention):
    """A mention in a role of an event; `role_confidence` is the probability that mention and role are right."""

    role_confidence: Annotated[float, Field(ge=0, le=1)] = 1.0


class EventQuantity(Argument):
    """A number of an event and what it counts.

    `role` is `amount` (of the event itself), `value` (of a statistic) or `count` (it measures an argument).
    """

    role: Literal["amount", "value", "count"]
    measures: tuple[Span, ...] = ()


class Event(Record):
    """Who did what, for whom, where, when, under which programme, how many; done or only planned.

    A `statistic` reports a state and has no trigger; what is measured stands in the role `metric`, `kind` tells how it
    is measured and `as_of` is the last day of its time. An event that the text reports twice has all its triggers and
    all its `evidence`.
    """

    type: EventType
    kind: StatisticKind | None = None
    as_of: date | None = None
    status: Status
    triggers: tuple[Span, ...] = ()
    arguments: dict[ArgumentRole, tuple[Argument, ...]] = {}
    quantities: tuple[EventQuantity, ...] = ()
    evidence: tuple[Span, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]


class ArticlePart(Record):
    """A paragraph of an article and what it is; places as in a span."""

    kind: PartKind
    start: int
    end: int
    source_start: int
    source_end: int
    page: int | None = None


class Dropped(Record):
    """What cleaning left out of the text, and why (characters of the source, end exclusive)."""

    text: str
    source_start: int
    source_end: int
    reason: str


class Note(Record):
    """Numbers of a text that do not agree with each other; they stay as they are.

    `part_above_total`: a part (其中) is more than its total. `share_contradicts_counts`: a share is not that of the two
    counts before it. `two_values`: one indicator has two values at one place or time. `spans` are the numbers.
    """

    kind: NoteKind
    spans: tuple[Span, ...]


class Document(Record):
    """All that was found in one article.

    `article` counts the `articles` of a source from 1. `date_origin` tells how the publication date was found.
    """

    source: str
    media_type: str = "text/plain"
    article: int = 1
    articles: int = 1
    headline: str | None = None
    issuer: str | None = None
    region: str | None = None
    published: date | None = None
    date_origin: DateOrigin | None = None
    text: str
    parts: tuple[ArticlePart, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    entities: tuple[Mention, ...]
    events: tuple[Event, ...]
    clusters: tuple[Cluster, ...] = ()
    notes: tuple[Note, ...] = ()


_RecordT = TypeVar("_RecordT", bound=Record)


def place_spans(record: _RecordT, place: Callable[[Span], dict[str, Any]]) -> _RecordT:
    """Copy a record with new values for the fields of every span in it, itself included.

    Records are frozen, so what holds no span is the same object in the copy.

    Args:
        record: any record.
        place: gives the new values for a span.
    """
    holders = ((name, value) for name, value in record.__dict__.items() if isinstance(value, Span | tuple | dict))
    placed = ((name, value, _placed(value, place)) for name, value in holders if value)
    changes = {name: new for name, value, new in placed if new is not value}
    if isinstance(record, Span):
        changes |= place(record)
    if not changes:
        return record
    copy = record.model_copy(update=changes)
    copy.__pydantic_fields_set__ = _all_fields(type(record))
    return copy


@cache
def _all_fields(kind: type[Record]) -> set[str]:
    """Names of the fields of a kind of record: one set for all copies, as a long text has them by the 100,000."""
    return set(kind.model_fields)


def _placed(value: Any, place: Callable[[Span], dict[str, Any]]) -> Any:  # noqa: ANN401
    if isinstance(value, Record):
        return place_spans(value, place)
    if isinstance(value, tuple):
        items = tuple(_placed(item, place) for item in value)
        return value if all(new is item for new, item in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return {key: _placed(item, place) for key, item in value.items()}
    return value


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of `Document`, the record of one line of output."""
    return Document.model_json_schema(mode="serialization")

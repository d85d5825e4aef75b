"""Build time intervals from calendar numbers, and choose the year that a text leaves out.

Pure date arithmetic; `dates`, `festivals` and `time` know the words.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from gongbao.records import Precision, TimeInterval

Lean = Literal["none", "past", "future"]
# days that a time without a year may lie ahead of publication before the year before is meant
SOON: Final = 62
HALF_YEAR: Final = 184
MOST_OF_A_YEAR: Final = 300
PART_OF_MONTH: Final = r"上旬|上、?中旬|中上旬|中、?下旬|中旬|下旬|[上下]半月"
_DAYS_OF_PARTS: Final = {
    "上旬": (1, 10), "上中旬": (1, 20), "中上旬": (1, 20), "中旬": (11, 20), "中下旬": (11, 31), "下旬": (21, 31),
    "上半月": (1, 15), "下半月": (16, 31), "初": (1, 10), "中": (11, 20), "底": (21, 31), "末": (21, 31),
}  # fmt: skip


class Context(NamedTuple):
    """What is known around a time: the publication date, what the first half of a range said, and a lean.

    `lean` is `past` before 以来 and `future` before 前 (a deadline). `named` is the time that the text named last,
    for 当年 次年 当天.
    """

    published: date | None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    lean: Lean = "none"
    named: TimeInterval | None = None

    @property
    def named_year(self) -> int | None:
        """The year of the time named last."""
        edge = (self.named.start or self.named.end) if self.named else None
        return edge.year if edge else None

    @property
    def named_month(self) -> date | None:
        """The first day of the time named last, if that lay in one month."""
        start, end = (self.named.start, self.named.end) if self.named else (None, None)
        return start if start and end and (start.year, start.month) == (end.year, end.month) else None

    @property
    def named_day(self) -> date | None:
        """The time named last, if it was one day."""
        return self.named.start if self.named and self.named.start == self.named.end else None


class Part(NamedTuple):
    """A time within a year, still to be given one: `build` makes the interval of a year, none for 2月30日.

    `ahead` is how many days it may lie ahead of publication before the year before is chosen; none means that the
    year with the nearest one is chosen (festivals and seasons).
    """

    precision: Precision
    build: Callable[[int], TimeInterval | None]
    ahead: int | None = SOON


def unknown(precision: Precision) -> TimeInterval:
    """Make an interval of which only the precision is known."""
    return TimeInterval(precision=precision)


def span(start: date | None, end: date | None, precision: Precision, *, approximate: bool = False) -> TimeInterval:
    """Make an interval of whole days, both ends inclusive."""
    return TimeInterval(start=start, end=end, precision=precision, approximate=approximate)


def day_of(year: int, month: int, day: int) -> TimeInterval | None:
    """One day, none where the calendar has no such day."""
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return span(only, only, "day")


def months_of(
    year: int, first: int, last: int, precision: Precision = "month", *, approximate: bool = False
) -> TimeInterval:
    """Whole months of a year; months past 12 fall in the next year.

    Example:
        >>> months_of(2021, 10, 12, "quarter").end
        datetime.date(2021, 12, 31)

    """
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1)
    end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return span(start, end, precision, approximate=approximate)


def year_of(year: int) -> TimeInterval:
    """Make a whole year."""
    return months_of(year, 1, 12, "year")


def part_of_month(year: int, month: int, name: str) -> TimeInterval:
    """Make a part of a month: 旬 and 半月 are exact, 初 中 底 末 are taken as thirds and are approximate."""
    whole = months_of(year, month, month)
    first, last = _DAYS_OF_PARTS[name.replace("、", "")]
    start, end = whole.start, whole.end
    if start is None or end is None:  # never: months_of gives both
        return whole
    end = start.replace(day=last) if last < end.day else end
    return span(start.replace(day=first), end, "period", approximate=len(name) == 1)


def shift_months(day: date, months: int) -> date:
    """Find the same day some months on (or back, if negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def place_in_year(part: Part, context: Context) -> TimeInterval | None:
    """Give a part the year that the context tells, else one chosen around the publication date.

    Without a year in the text it is the year of publication, or the year before where that would lie more than
    `part.ahead` days in the future. A deadline (lean `future`) is instead moved to the next year where it would lie
    more than half a year in the past; after 以来 (lean `past`) nothing may lie ahead. Without a publication date the
    interval is unknown.
    """
    if context.year is not None:
        return part.build(context.year)
    published = context.published
    if published is None:
        return unknown(part.precision)
    if part.ahead is None and context.lean != "past":
        return _nearest(part, published)
    built = part.build(published.year)
    if context.lean == "future":
        late = built is not None and built.end is not None and built.end < published - timedelta(days=HALF_YEAR)
        return part.build(published.year + 1) if late else built
    ahead = 0 if context.lean == "past" else part.ahead or 0
    start = built.start if built else None
    if start is not None and ahead == SOON:  # every part of a month falls in the same year
        start = start.replace(day=1)
    early = start is not None and start > published + timedelta(days=ahead)
    return part.build(published.year - 1) if early or built is None else built


def _nearest(part: Part, published: date) -> TimeInterval | None:
    built = [part.build(published.year + offset) for offset in (0, -1, 1)]
    return min(
        (interval for interval in built if interval and interval.start and interval.end),
        key=lambda interval: _distance(interval, published),
        default=None,
    )


def _distance(interval: TimeInterval, day: date) -> int:
    if interval.start is None or interval.end is None:
        return 0
    return max((interval.start - day).days, (day - interval.end).days, 0)

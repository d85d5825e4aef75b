"""Read a time mention as first and last day, both inclusive.

Times without a year, month or day of their own are placed by the publication date; without one they are known by
their precision alone, never guessed. The rules for what a text leaves out stand in `intervals.place_in_year`
(years), `nearby` (days and vague words), `durations`, `festivals` and `seasons`. Around them:

| form | interval |
|---|---|
| X以来 X至今 | first day of X to the publication date |
| X起 X后 | from the first day of X, from the day after X; no end |
| X前 | no start, up to the last day of X where X is a day or a 底 末 旬 内, else to the day before X |
| X前夕 X前后 | the seven days before X, X with seven days either side; approximate |
| X至Y X和Y之间 | from X to Y, each lending the other the year, month or unit it lacks |
| X和Y X、Y | the same, where Y follows right after X (7、8月) |
| 每年X 每月X 每逢X | recurs: both ends unknown, with the precision of X |
| 去年同期 | 1 January to the publication date, a year earlier; approximate |
| 比赛期间 赛前 首日 同期 | placed by the text, not by a date: both ends unknown |

`precision` is that of the words (the finer one in a range); a clock time keeps its day as `time_of_day`. 年底 is
December and 月底 the last third of the month, both approximate.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, get_args

from gongbao.normal.dates import read_date
from gongbao.normal.durations import read_duration
from gongbao.normal.intervals import Context, shift_months, span, unknown
from gongbao.normal.numerals import NUMERAL, fold
from gongbao.normal.seasons import read_decade, read_era, read_plan, read_school_year
from gongbao.records import Precision, TimeInterval

_QUOTED_PLAN: Final = re.compile(r"[“”\"'‘「]([一二三四五六七八九十]{1,2}五)[“”\"'’」]")
_WINTER: Final = re.compile(r"([今去])冬[明今]春")
_WEEKDAY: Final = re.compile(r"(?<=[日号]),?(?:星期|周|礼拜)[一二三四五六日天]$")
_QUOTES: Final = re.compile(r"[“”\"'‘’「」]")
_EDGES: Final = " ,、;:。!.《》"
_LEAD: Final = re.compile(r"(?:截至到?|截止到?|自从?|从|到|在|于|至|将于|时间为)(?=.{2})")
_BRACKET: Final = re.compile(r"(?P<outer>[^()]+)\((?P<inner>[^()]+)\)(?P<rest>[^()]*)")
_RANGE: Final = re.compile(r"(?P<first>.+?)起?(?:[至到]|-(?!.*[至到]))(?P<last>.+)")
_PAIR: Final = re.compile(r"(?P<first>.+?)[和与及、](?P<last>.+)")
_LIST: Final = re.compile("[和与及、]")
_COUNT_BEHIND: Final = re.compile(rf"(?P<stem>.+[至到-].*\d年?)(?P<count>{NUMERAL})年(?:间|里|中)?")  # 2021-2023三年
_LUNAR_MONTH: Final = re.compile(r"(?:农历|阴历)?[正腊]月|大年|(?:农历|阴历)[冬一二三四五六七八九十]{1,2}月")
_EVERY: Final = re.compile(r"每(?:逢|年|个?月|(?=周|星期|礼拜))(?P<stem>.+)")
_SINCE: Final = re.compile(r"(?P<stem>.+?)(?:以来|至今|到现在|迄今)")
_FROM: Final = re.compile(
    r"(?P<stem>.+?)(?:结束)?(?:(?P<at>起(?:施行|实施|执行)?|开始|始|[或及]?(?:之后|以后)(?<=[或及]..)|(?<=入[春夏秋冬汛])后|(?<=开春)后)|之?以?后|过后)"
)
_BEFORE: Final = re.compile(r"(?P<stem>.+?)(?P<over>结束|[或及](?=[之以]前))?(?:之前|以前|前)")
_UNTIL: Final = re.compile(r"(?P<stem>.+?)(?:为止|止)")
_EVE: Final = re.compile(r"(?P<stem>.+?)(?:前夕|来临之际|到来之际)")
_AROUND: Final = re.compile(r"(?P<stem>.+?)(?:前后|左右|之际)")
_BETWEEN: Final = re.compile(r"(?P<first>.+?)[和与及至到-](?P<last>.+?)之?间")
_WITHIN: Final = re.compile(r"(?P<stem>.+?)(?:期间|时期|之间|里|中|内|间)")
_INCLUSIVE: Final = re.compile(
    rf"(?:[底末旬内终]|半月|年度|[\d一二三四五六七八九十][日号]|[时点分]|:\d\d|{NUMERAL}天)$"
)
_COUNTED: Final = re.compile(r"\D*?(?:\d+|[一二三四五六七八九十]+)(年|月|日|号|季度|时)")
_TWO_YEARS: Final = {"今明两年": (0, 1), "去今两年": (-1, 0), "今明": (0, 1), "今明后三年": (0, 2), "明后两年": (1, 2)}
_SHORT_YEARS: Final = re.compile(r"((?:19|20)\d\d)[-/](\d\d)(?:年度?|财年)")
_SAME_PERIOD: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|去年|上年|上一年|前一年)(?:度)?(?:的?同期|同一时期|这个时候)"
)
_IN_THE_TEXT: Final = re.compile(
    r".{0,12}(?:期间|时期|同期|当天|当日|当晚|当夜|首日|前夕|前后|之前|之后|以前|以后|之际|旺季|首晚|以来)|.{1,6}[前后]"
    r"|.{0,8}第.{1,3}[天日周年].{0,3}|.{0,8}[头首](?:[月年季]|.{1,3}[天日周月年])|同一(?:年|个?月|日|天|时[间段点刻节])|.{1,8}(?:时节|季节)|.{1,8}[前后]这?.{1,3}[天日周月年]内?|届时|此前|此后|随后|次日.{0,3}|首年|翌日|次晨|本届|上届|任期内|.{0,4}学期|.{0,4}学年|同时期"
)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_RANKS: Final = {precision: rank for rank, precision in enumerate(get_args(Precision))}


@lru_cache(maxsize=16384)
def parse_time(
    text: str, published: date | None = None, planned: bool = False, named: TimeInterval | None = None
) -> TimeInterval | None:
    """Read a time mention, none where the text is no time.

    Args:
        text: the mention as it stands in the document, layout noise included.
        published: the day the document was published, to which relative times refer.
        planned: whether what happens then is planned; a time without a year is then placed as a deadline is.
        named: the time that the text names before, to which 当年 次年 当天 次日 refer.

    Returns:
        The interval; start and end are none where open, or not known (no publication date, or a time that only the
        text around it places).

    Example:
        >>> parse_time("6月底前", date(2023, 4, 1)).end
        datetime.date(2023, 6, 30)

    """
    folded = _QUOTED_PLAN.sub(r"\1规划", fold(text).strip(_EDGES))
    folded = _WINTER.sub(r"\1冬春", _WEEKDAY.sub("", _QUOTES.sub("", folded)))
    if not folded:
        return None
    context = Context(published, lean="future" if planned else "none", named=named)
    return _read(folded, context) or (unknown("period") if _IN_THE_TEXT.fullmatch(folded) else None)


def _read(text: str, context: Context) -> TimeInterval | None:
    for reader in (_every, _plain, _bracket, _range, _pair, _compared, _lead):
        try:
            interval = reader(text, context)
        except (OverflowError, ValueError):  # outside the years 1 to 9999
            return None
        if interval is not None:
            return interval
    return None


def _plain(text: str, context: Context) -> TimeInterval | None:
    return read_date(text, context) or _plan_or_years(text, context.published) or read_duration(text, context.published)


def _plan_or_years(text: str, published: date | None) -> TimeInterval | None:
    if (years := _SHORT_YEARS.fullmatch(text)) and int(years[1][2:]) < int(years[2]):
        return span(date(int(years[1]), 1, 1), date(int(years[1][:2] + years[2]), 12, 31), "year")
    if same := _SAME_PERIOD.fullmatch(text):
        if published is None:
            return unknown("period")
        year = int(same["year"] or published.year - 1)
        end = shift_months(published, 12 * (year - published.year))
        return span(date(year, 1, 1), end, "period", approximate=True)
    if (offsets := _TWO_YEARS.get(text)) is not None:
        if published is None:
            return unknown("year")
        return span(date(published.year + offsets[0], 1, 1), date(published.year + offsets[1], 12, 31), "year")
    return read_plan(text) or read_decade(text) or read_school_year(text) or read_era(text)


def _every(text: str, context: Context) -> TimeInterval | None:
    match = _EVERY.fullmatch(text)
    listed = [_read(stem, context) for stem in _LIST.split(match["stem"])] if match else []
    known = [interval.precision for interval in listed if interval]  # 每周二、周四
    return unknown(known[0]) if known and len(known) == len(listed) else None


def _lead(text: str, context: Context) -> TimeInterval | None:
    match = _LEAD.match(text)
    return _read(text[match.end() :], context) if match else None


def _bracket(text: str, context: Context) -> TimeInterval | None:
    """今天(2月17日)16时 is the date in brackets, 2月22日(正月初七) the one before them."""
    match = _BRACKET.fullmatch(text)
    if match is None:
        return None
    outer, inner = match["outer"] + match["rest"], match["inner"] + match["rest"]
    first, second = (outer, inner) if any(char.isdigit() for char in match["outer"]) else (inner, outer)
    return _read(first, context) or _read(second, context)


def _range(text: str, context: Context) -> TimeInterval | None:
    match = _RANGE.fullmatch(text)
    return _from_to(match, context) if match and match["last"] != "今" else None


def _pair(text: str, context: Context) -> TimeInterval | None:
    match = _PAIR.fullmatch(text)
    return _from_to(match, context, is_gapless=True) if match else None


def _between(match: re.Match[str], context: Context) -> TimeInterval | None:
    return _from_to(match, context)


def _from_to(match: re.Match[str], context: Context, is_gapless: bool = False) -> TimeInterval | None:
    first = _plain(match["first"], context)
    if first is None and (unit := _COUNTED.search(match["last"])):
        first = _plain(match["first"] + unit[1], context)
    if first is None:
        return None
    start = first.start
    inherited = context if start is None else context._replace(year=start.year, month=start.month, day=start.day)
    last = _plain(match["last"], inherited) or (_pair(match["last"], inherited) if is_gapless else None)
    if last is None and (lunar := _LUNAR_MONTH.match(match["first"])):  # 正月初一至初七
        last = _plain(lunar[0] + match["last"], inherited)
    if last is None:
        return None
    if start and last.end and last.end < start:  # 11月至3月
        last = _plain(match["last"], inherited._replace(year=start.year + 1)) or last
    if start and last.end and last.end < start:
        return None
    if is_gapless and first.end and last.start and last.start - first.end != _DAY:
        return None
    precision = min(first.precision, last.precision, key=_RANKS.__getitem__)
    return span(start, last.end, precision, approximate=first.approximate or last.approximate)


def _compared(text: str, context: Context) -> TimeInterval | None:
    for pattern, build in _COMPARISONS:
        match = pattern.fullmatch(text)
        if match is not None and (interval := build(match, context)) is not None:
            return interval
    return None


def _since(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context._replace(lean="past"))
    if interval is None or interval.start is None:
        return interval
    end = context.published if context.published and context.published >= interval.start else None
    return span(interval.start, end, interval.precision, approximate=interval.approximate)


def _from(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context)
    if interval is None:
        return None
    start = interval.start if match["at"] or interval.end is None else interval.end + timedelta(days=1)
    return span(start, None, interval.precision, approximate=interval.approximate)


def _before(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context._replace(lean="future"))
    if interval is None:
        return None
    if match["over"] or _INCLUSIVE.search(match["stem"]):
        return span(None, interval.end, interval.precision)
    end = interval.start - timedelta(days=1) if interval.start else None
    return span(None, end, interval.precision, approximate=interval.approximate)


def _until(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context)
    return span(None, interval.end, interval.precision, approximate=interval.approximate) if interval else None


def _eve(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context)
    if interval is None or interval.start is None:
        return unknown("period") if interval else None
    return span(interval.start - _WEEK, interval.start - timedelta(days=1), "period", approximate=True)


def _around(match: re.Match[str], context: Context) -> TimeInterval | None:
    interval = _read(match["stem"], context)
    if interval is None or interval.start is None or interval.end is None:
        return unknown("period") if interval else None
    return span(interval.start - _WEEK, interval.end + _WEEK, "period", approximate=True)


def _within(match: re.Match[str], context: Context) -> TimeInterval | None:
    return _plain(match["stem"], context) or _range(match["stem"], context) or _pair(match["stem"], context)


def _count_behind(match: re.Match[str], context: Context) -> TimeInterval | None:
    return _range(match["stem"].removesuffix("年") + "年", context)


_COMPARISONS: Final = (
    (_COUNT_BEHIND, _count_behind),
    (_SINCE, _since),
    (_EVE, _eve),
    (_AROUND, _around),
    (_BEFORE, _before),
    (_FROM, _from),
    (_UNTIL, _until),
    (_BETWEEN, _between),
    (_WITHIN, _within),
)

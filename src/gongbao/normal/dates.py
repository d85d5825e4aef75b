"""Read dates and the named parts of years, quarters and months: 2023年6月12日上午, 去年底, 前三季度, 10月下旬.

No ranges and no comparatives (以来, 前): `time` takes those off first. What a text leaves out (the year, the month)
is chosen by `intervals.place_in_year`; a day without a month is in the month of publication, or in the month before
where it would lie more than ten days ahead.
"""

import re
from typing import Final

from gongbao.normal.festivals import read_festival
from gongbao.normal.intervals import (
    HALF_YEAR,
    MOST_OF_A_YEAR,
    PART_OF_MONTH,
    Context,
    Part,
    day_of,
    months_of,
    part_of_month,
    place_in_year,
    unknown,
    year_of,
)
from gongbao.normal.nearby import DAY_NUMBER, read_nearby
from gongbao.normal.numerals import read_number
from gongbao.normal.seasons import read_season
from gongbao.records import Precision, TimeInterval

_MONTH_NUMBER: Final = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_THIRD: Final = rf"{PART_OF_MONTH}|月?[初中底末]"
_NUMBER: Final = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"

_ISO: Final = re.compile(rf"((?:19|20)\d\d)([-./])({_MONTH_NUMBER})\2({DAY_NUMBER})[日号]?")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_ISO_MONTH: Final = re.compile(r"((?:19|20)\d\d)[-./](0[1-9]|1[0-2])")
_SLASHED: Final = re.compile(rf"({_MONTH_NUMBER})[/.]({DAY_NUMBER})[日号]?")
_CLOCK: Final = re.compile(
    r"(?P<stem>.*?)(?P<clock>(?:当?(?:凌晨|清晨|清早|早晨|早上|早间|一?大?早|上午|中午|正午|午间|下午|午后|傍晚"
    r"|晚上|晚间|夜间|夜里|深夜|晚|夜|晨))?"
    rf"(?:(?:{_NUMBER}|零)[时点](?:半|整|一刻|(?:零?(?:{_NUMBER}|\d\d)分?))?(?:许|左右|钟|多)?|\d{{1,2}}:\d\d(?::\d\d)?)?)"
)
_YEAR: Final = re.compile(
    r"(0\d(?=年)|[12]\d(?=年\d{1,2}月)|(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})(?:财年|年度?|(?=全年)|$)"
)
_RELATIVE_YEARS: Final = {
    "今年": 0, "今年一年": 0, "本年度": 0, "本年": 0, "当年": 0, "同年": 0, "这一年": 0, "当年度": 0,
    "今": 0, "去年": -1, "去年一年": -1, "上年度": -1, "上年": -1, "上一年度": -1, "上一年": -1, "去": -1,
    "头年": -1, "前一年": -1, "前年": -2, "大前年": -3, "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "下一年": 1,
    "下年度": 1, "明": 1, "下一年度": 1, "下年": 1, "后年": 2,
}  # fmt: skip
_RELATIVE_YEAR: Final = re.compile("|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)))
# years counted from the one that the text named last; those of the first row mean nothing without it
_BOUND_YEARS: Final = ("次年", "翌年", "同年", "前一年")
_DEPENDENT_YEARS: Final = (
    *_BOUND_YEARS, "来年", "下一年", "当年", "当年度", "这一年", "头年", "上年", "上年度", "上一年", "上一年度",
)  # fmt: skip
_MONTH: Final = re.compile(
    rf"(?P<month>{_MONTH_NUMBER})月份?(?:当月)?(?:(?P<day>{DAY_NUMBER})[日号]?|(?P<third>{_THIRD}))?(?P<rest>[^\d].*)?"
)
_QUARTER: Final = re.compile(
    r"(?P<which>第?[一二三四1-4]|[一二三]、?[二三四]|首|[前头][两二三23]个?)季度?(?P<edge>[初末底])?"
)
_FOUR: Final = "一二三四"
_HALF: Final = re.compile(r"(?P<which>[上下前后])半年(?P<edge>[初末底])?")
_FIRST_MONTHS: Final = re.compile(rf"[前头](?P<count>{_NUMBER})(?:个月?|月)(?:份)?")
_EDGE: Final = re.compile(r"年?(?P<edge>[初中底末尾内]|终)|岁末|年终岁末|岁尾|年末岁尾|全年")


def read_date(text: str, context: Context) -> TimeInterval | None:
    """Read one date or named period, none where the text is none.

    Args:
        text: folded, without quotation marks.
        context: the publication date and what a range has said already.

    Example:
        >>> read_date("去年底", Context(date(2022, 3, 1))).end
        datetime.date(2021, 12, 31)

    """
    if iso := _ISO.fullmatch(text):
        return day_of(int(iso[1]), int(iso[3]), int(iso[4]))
    if compact := _COMPACT.fullmatch(text):
        return day_of(*(int(number) for number in compact.groups()))
    if iso := _ISO_MONTH.fullmatch(text):
        return months_of(int(iso[1]), int(iso[2]), int(iso[2]))
    interval = _read_day(text, context)
    if interval is not None:
        return interval
    match = _CLOCK.fullmatch(text)
    if match is None or not match["clock"]:
        return None
    if match["stem"] or not (context.year and context.month and context.day):
        day = _read_day(match["stem"] or "当天", context)
    else:  # 23日3时至5时
        day = day_of(context.year, context.month, context.day)
    return day.model_copy(update={"precision": "time_of_day"}) if day and day.precision == "day" else None


def _read_day(text: str, context: Context) -> TimeInterval | None:
    return read_nearby(text, context) or _in_a_year(text, context)


def _in_a_year(text: str, context: Context) -> TimeInterval | None:
    if match := _YEAR.match(text):
        year = int(str(read_number(match[1])))
        year += 2000 if year < 100 else 0  # 08年, 23年5月
        return _part(text[match.end() :], context._replace(year=year), after_year=True)
    if match := _RELATIVE_YEAR.match(text):
        name, rest = match[0], text[match.end() :]
        if len(name) == 1 and rest[:1] not in "春夏秋冬":  # 今冬, 去秋
            return None
        base = (context.year or context.named_year) if name in _DEPENDENT_YEARS else None
        if base is None and context.published is not None and name not in _BOUND_YEARS:
            base = context.published.year
            base -= name == "今" and rest.startswith("冬") and context.published.month < 4  # the winter under way
        if base is None:
            interval = _part(rest, context._replace(published=None, year=2000), after_year=True)
            return unknown(interval.precision) if interval else None
        return _part(rest, context._replace(year=base + _RELATIVE_YEARS[name]), after_year=True)
    return _part(text, context) if text else None


def _part(text: str, context: Context, *, after_year: bool = False) -> TimeInterval | None:
    """Read what stands behind the year, or stands alone without one."""
    if after_year and not text:
        return year_of(context.year or 1)
    if after_year and text == "同月":
        named = context.named_month
        return months_of(context.year or 1, named.month, named.month) if named else unknown("month")
    if (match := _EDGE.fullmatch(text)) and (after_year or text[0] in "年岁全"):
        return place_in_year(_edge(match["edge"] or text), context)
    for read in (_month, _quarter, _half, _first_months, _slashed, read_festival, read_season):
        part = read(text)
        if part is not None:
            return place_in_year(part, context)
    return None


def _edge(name: str) -> Part:
    if name in ("内", "全年"):
        # 全年 in January may mean the year before: the mention does not tell
        return Part("year", year_of, 0)
    first, last = {"初": (1, 1), "中": (6, 7)}.get(name, (12, 12))
    precision: Final = "period" if name == "中" else "month"
    return Part(precision, lambda year: months_of(year, first, last, precision, approximate=True), MOST_OF_A_YEAR)


def _month(text: str) -> Part | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"] or ""
    if match["day"] == "十五" and text.endswith("十五"):  # 八月十五, in the lunar calendar
        return None
    if rest and not (match["day"] and read_festival(rest)):  # 5月8日世界红十字日
        return None
    month = int(read_number(match["month"]) or 0)
    if match["day"]:
        day = int(read_number(match["day"]) or 0)
        return Part("day", lambda year: day_of(year, month, day))
    if match["third"]:
        third = match["third"].removeprefix("月")
        return Part("period", lambda year: part_of_month(year, month, third))
    return Part("month", lambda year: months_of(year, month, month))


def _slashed(text: str) -> Part | None:
    match = _SLASHED.fullmatch(text)
    if match is None:
        return None
    month, day = int(read_number(match[1]) or 0), int(read_number(match[2]) or 0)
    return Part("day", lambda year: day_of(year, month, day))


def _quarter(text: str) -> Part | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    which = match["which"].removesuffix("个").replace("、", "")
    if len(which) == 2 and which[0] in _FOUR and which[1] in _FOUR:  # 三四季度
        first, last = (_FOUR.index(char) for char in which)
        return _months(3 * first + 1, 3 * last + 3, match["edge"], "quarter") if first < last else None
    number = int(read_number(which.lstrip("第前头").replace("首", "一")) or 0)
    first = 1 if which[0] in "前头" else number * 3 - 2
    return _months(first, number * 3, match["edge"], "quarter")


def _half(text: str) -> Part | None:
    match = _HALF.fullmatch(text)
    if match is None:
        return None
    first = 1 if match["which"] in "上前" else 7
    return _months(first, first + 5, match["edge"], "half_year")


def _first_months(text: str) -> Part | None:
    match = _FIRST_MONTHS.fullmatch(text)
    last = int(read_number(match["count"]) or 0) if match else 0
    return _months(1, last, None, "month") if 1 <= last <= 12 else None


def _months(first: int, last: int, edge: str | None, precision: Precision) -> Part:
    if edge is None:
        return Part(precision, lambda year: months_of(year, first, last, precision), HALF_YEAR)
    month = first if edge == "初" else last
    return Part("month", lambda year: months_of(year, month, month, approximate=True), HALF_YEAR)

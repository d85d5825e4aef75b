"""Seasons, school holidays, five-year plans and decades: periods that a name stands for.

Seasons have no official days; those of `_SEASONS` are what bulletins mean by them, and all are approximate. Plans and
decades are exact.
"""

import calendar
import re
from datetime import date
from typing import Final

from gongbao.normal.intervals import Part, months_of, span, year_of
from gongbao.normal.numerals import read_number
from gongbao.records import TimeInterval

# first month and day, last month and day: a last month before the first lies in the next year
_SEASONS: Final = """
    1 15 2 25 寒假
    7 1 8 31 暑假 暑期
    6 1 9 30 汛期 汛 入汛
    7 16 8 15 主汛期
    3 1 5 31 春季 春天 春
    6 1 8 31 夏季 夏天 夏
    9 1 11 30 秋季 秋天 秋
    12 1 2 29 冬季 冬天 冬
    2 4 4 30 开春 入春
    5 5 8 31 入夏
    8 7 11 30 入秋
    11 7 2 29 入冬
    11 15 3 15 采暖季 供暖季 供暖期 采暖期
    2 20 7 10 春季学期
    9 1 1 20 秋季学期
    11 1 3 31 冬春
    10 1 10 31 敬老月 全国敬老月
    6 1 6 30 安全生产月
    6 7 6 10 高考
    9 7 9 9 99公益日 九九公益日 腾讯99公益日
    3 4 3 12 全国两会
    12 15 1 15 岁末年初
    3 1 3 31 学雷锋月 学雷锋活动月 学雷锋志愿服务月 雷锋月
    3 1 5 31 春耕 春耕备耕
"""
_CENTURY: Final = re.compile(r"([上本])个?世纪([初中末])叶?")
_SCHOOL_YEAR: Final = re.compile(
    r"((?:19|20)\d\d)年?(?:[-/至到](?:(?:19|20)(?=\d\d))?(\d\d)年?)?学年(?:第?(?P<term>[一二上下])学期)?"
)
# what bulletins count from: the first and last day of a congress or session, the first of what goes on (`-`)
_ERAS: Final = """
    2007-10-15 2007-10-21 十七大
    2012-11-08 2012-11-14 十八大
    2013-11-09 2013-11-12 十八届三中全会
    2017-10-18 2017-10-24 十九大
    2019-10-28 2019-10-31 十九届四中全会
    2020-10-26 2020-10-29 十九届五中全会
    2021-11-08 2021-11-11 十九届六中全会
    2022-10-16 2022-10-22 二十大
    2024-07-15 2024-07-18 二十届三中全会
    2025-10-20 2025-10-23 二十届四中全会
    1978-12-18 - 改革开放
    1949-10-01 - 新中国成立 中华人民共和国成立 建国
"""
_ERA_LEAD: Final = re.compile("党的|中共")


def _table() -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {}
    for line in _SEASONS.strip().splitlines():
        words = line.split()
        table |= dict.fromkeys(words[4:], tuple(int(word) for word in words[:4]))
    return table


def _eras() -> dict[str, TimeInterval]:
    eras: dict[str, TimeInterval] = {}
    for first, last, *names in map(str.split, _ERAS.strip().splitlines()):
        end = None if last == "-" else date.fromisoformat(last)
        eras |= dict.fromkeys(names, span(date.fromisoformat(first), end, "period"))
    return eras


SEASONS: Final = _table()
ERAS: Final = _eras()
_SEASON: Final = re.compile(rf"(?P<name>{'|'.join(sorted(SEASONS, key=len, reverse=True))})(?:期间|假期|时节|里|间)?")
_PLAN: Final = re.compile(
    r"(?P<number>十?[一二三四五六七八九]|十|二十)五(?P<sure>规划|计划|期间|时期|期)?(?:期间?|时期)?(?P<edge>初|中期|末|[前后](?P<years>[两二三四])年)?"
)
_DECADE: Final = re.compile(
    r"(?:(?P<century>上个?|本|[12]\d|二十一?)世纪)?"
    r"(?P<first>[一二三四五六七八](?=[二三四五六七八九]十))?(?P<tens>[〇零一二三四五六七八九\d]0|[一二三四五六七八九]十|(?:19|20)\d0)年代(?P<edge>初|末)?"
)


def read_season(text: str) -> Part | None:
    """Read a season or school holiday, none where the text is none.

    Example:
        >>> read_season("暑期").build(2023).end
        datetime.date(2023, 8, 31)

    """
    match = _SEASON.fullmatch(text)
    if match is None:
        return None
    first_month, first_day, last_month, last_day = SEASONS[match["name"]]

    def build(year: int) -> TimeInterval:
        end_year = year + (last_month < first_month)
        end = date(end_year, last_month, min(last_day, calendar.monthrange(end_year, last_month)[1]))
        return span(date(year, first_month, first_day), end, "period", approximate=True)

    return Part("period", build, None)


def read_plan(text: str) -> TimeInterval | None:
    """Read a five-year plan: 十四五 is 2021 to 2025, 十四五末 its last year.

    Short numbers are plans only with a word that says so, since 十五 and 五五 are numbers as well.

    Example:
        >>> read_plan("十四五期间").start
        datetime.date(2021, 1, 1)

    """
    match = _PLAN.fullmatch(text)
    if match is None or not (match["sure"] or len(match["number"]) == 2):
        return None
    number = int(read_number(match["number"]) or 0)
    first = 1966 + 5 * (number - 3) if number > 2 else 1953 + 5 * (number - 1)  # 1963 to 1965 had no plan
    if match["years"]:
        years = int(read_number(match["years"]) or 0)
        start = first if match["edge"][0] == "前" else first + 5 - years
        return months_of(start, 1, 12 * years, "year")
    if match["edge"]:
        return year_of(first + {"初": 0, "中期": 2, "末": 4}[match["edge"]])
    return span(date(first, 1, 1), date(first + 4, 12, 31), "period")


def read_school_year(text: str) -> TimeInterval | None:
    """Read a school year or its half: 2022-2023学年 is September 2022 to August 2023."""
    match = _SCHOOL_YEAR.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    last = first - first % 100 + int(match[2]) if match[2] else first + 1
    if match["term"]:
        season = read_season("秋季学期" if match["term"] in "一上" else "春季学期")
        return season.build(first if match["term"] in "一上" else last) if season else None
    return months_of(first, 9, 8 + 12 * (last - first), "period") if first < last else None


def read_era(text: str) -> TimeInterval | None:
    """Read a congress or session of the party, or the beginning of what goes on: 党的二十大, 改革开放."""
    return ERAS.get(_ERA_LEAD.sub("", text, count=1))


def read_decade(text: str) -> TimeInterval | None:
    """Read a decade, or a part of a century: 上世纪90年代 and 九十年代 are 1990 to 1999."""
    if (named := _CENTURY.fullmatch(text)) is not None:
        first = (1901 if named[1] == "上" else 2001) + {"初": 0, "中": 40, "末": 90}[named[2]]
        return months_of(first, 1, 240 if named[2] == "中" else 120, "period", approximate=True)
    match = _DECADE.fullmatch(text)
    if match is None:
        return None
    tens = int(read_number(match["tens"]) or 0)
    century = (match["century"] or "").removesuffix("个") or None
    if tens > 1000:
        start = tens
    elif century is None:
        start = 1900 + tens if tens >= 30 else 2000 + tens
    else:
        number = {"上": 20, "本": 21}.get(century) or int(read_number(century) or 0)
        start = 100 * (number - 1) + tens
    if match["edge"]:
        first = start if match["edge"] == "初" else start + 7
        return months_of(first, 1, 36, "period", approximate=True)
    decades = 1 if match["first"] is None else 1 + tens // 10 - int(read_number(match["first"]) or 0)  # 八九十年代
    return months_of(start - 10 * (decades - 1), 1, 120 * decades, "period") if decades > 0 else None

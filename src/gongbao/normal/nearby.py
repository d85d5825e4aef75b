"""Read times that the publication date alone places: 昨天, 本月下旬, 22日, 上周五, 近日, 目前.

Vague words get a documented window and are approximate: 近日 and its like are the fourteen days up to publication,
目前 and its like the day of publication. 当天 and 当月 point into the text: they are the day and the month of the
time named last (次日 the day after), and else, approximately, those of publication.
"""

import re
from datetime import date, timedelta
from typing import Final

from gongbao.normal.intervals import (
    PART_OF_MONTH,
    Context,
    day_of,
    months_of,
    part_of_month,
    shift_months,
    span,
    unknown,
)
from gongbao.normal.numerals import read_number
from gongbao.records import TimeInterval

DAY_NUMBER: Final = (
    r"0?[1-9]|[12]\d|3[01]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九]"
)
RECENT_DAYS: Final = 14
# days that a bare 22日 may lie ahead of publication before the month before is meant
_SOON: Final = 10

_DAYS: Final = {
    "今天": 0, "今日": 0, "今": 0, "当天": 0, "当日": 0, "当": 0, "同日": 0, "同一天": 0, "即日": 0,
    "昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "前日": -2, "前": -2, "大前天": -3,
    "明天": 1, "明日": 1, "明": 1, "后天": 2,
}  # fmt: skip
# days from the day that the text named last
_NAMED_DAYS: Final = {
    "当天": 0, "当日": 0, "当": 0, "同日": 0, "同一天": 0,
    "次日": 1, "翌日": 1, "第二天": 1, "前一天": -1, "前一日": -1,
}  # fmt: skip
_RECENT_WORDS: Final = """
    近日 日前 近期 最近 近来 这几天 连日来 连日 前不久 不久前 前些天 近几日 近几天 近段时间 近一段时间
    最近一段时间 近一时期 这段时间 新近 近些天 前几天 前几日 几天来 数日来 几天前
"""
_NOW_WORDS: Final = """
    目前 当前 现在 如今 眼下 当下 现阶段 至今 迄今 迄今为止 截至目前 到目前为止 目前为止 发稿 发稿时
    截至发稿 现 此时 此刻 时下 现今
"""
_YEARS_WORDS: Final = """
    近年来 近年 近几年 近几年来 近些年 近些年来 几年来 多年来 数年来 这些年 这几年 最近几年
"""
_RECENT: Final = frozenset(_RECENT_WORDS.split())
_NOW: Final = frozenset(_NOW_WORDS.split())
_YEARS_PAST: Final = frozenset(_YEARS_WORDS.split())
_THIRD: Final = rf"{PART_OF_MONTH}|月?[初中底末]"
_MONTH: Final = re.compile(
    rf"(?P<which>本月份?|这个月|当月|同月|上个?月|下个?月)(?:(?P<day>{DAY_NUMBER})[日号]|(?P<third>{_THIRD}))?"
    rf"|月(?P<edge>[初中底末])|(?P<part>{PART_OF_MONTH})"
)
_DAY: Final = re.compile(rf"(?P<day>{DAY_NUMBER})[日号]")
_QUARTER: Final = re.compile(r"(?P<which>本|上|下)一?个?季度?(?P<edge>[初末底])?")
_WEEK: Final = re.compile(r"(?P<which>本|这|上上?|下下?|当)?[一个]?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?")
_SHIFT: Final = {"上": -1, "下": 1}


def read_nearby(text: str, context: Context) -> TimeInterval | None:
    """Read a time relative to the publication date, none where the text is none; unknown without that date.

    Example:
        >>> read_nearby("近日", Context(date(2023, 5, 15))).start
        datetime.date(2023, 5, 2)

    """
    return (
        _relative_day(text, context)
        or _vague(text, context.published)
        or _month(text, context)
        or _day(text, context)
        or _quarter(text, context.published)
        or _week(text, context.published)
    )


def _relative_day(text: str, context: Context) -> TimeInterval | None:
    if context.named_day and text in _NAMED_DAYS:
        day = context.named_day + timedelta(days=_NAMED_DAYS[text])
        return span(day, day, "day")
    offset = _DAYS.get(text)
    if offset is None:
        return None
    if context.published is None:
        return unknown("day")
    day = context.published + timedelta(days=offset)
    return span(day, day, "day", approximate=text[0] in "当同")


def _vague(text: str, published: date | None) -> TimeInterval | None:
    if text in _NOW:
        return span(published, published, "day", approximate=True)
    if text in _YEARS_PAST:
        return span(None, published, "year", approximate=True)
    if text not in _RECENT:
        return None
    start = published - timedelta(days=RECENT_DAYS - 1) if published else None
    return span(start, published, "period", approximate=True)


def _month(text: str, context: Context) -> TimeInterval | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    third = (match["third"] or match["edge"] or match["part"] or "").removeprefix("月")
    if third and not match["which"] and context.year and context.month:  # 9月上旬至中旬
        return part_of_month(context.year, context.month, third)
    which = match["which"] or "本"
    base = context.named_month if which[0] in "当同" and context.named_month else context.published
    if base is None:
        return unknown("day" if match["day"] else "period" if third else "month")
    month = shift_months(base.replace(day=1), _SHIFT.get(which[0], 0))
    if match["day"]:
        return day_of(month.year, month.month, int(read_number(match["day"]) or 0))
    if third:
        return part_of_month(month.year, month.month, third)
    return months_of(month.year, month.month, month.month, approximate=which[0] in "当同" and not context.named_month)


def _day(text: str, context: Context) -> TimeInterval | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    day = int(read_number(match["day"]) or 0)
    if context.year and context.month:
        return day_of(context.year, context.month, day)
    published = context.published
    if published is None:
        return unknown("day")
    if context.lean == "future":  # a deadline: this month, or the next where it has passed
        shift = int(day < published.day)
    else:
        shift = -int(day > published.day + _SOON or (context.lean == "past" and day > published.day))
    month = shift_months(published.replace(day=1), shift)
    return day_of(month.year, month.month, day) or unknown("day")  # 30日 in March: not known of which month


def _quarter(text: str, published: date | None) -> TimeInterval | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    if published is None:
        return unknown("month" if match["edge"] else "quarter")
    month = shift_months(published.replace(day=1), 3 * _SHIFT.get(match["which"], 0))
    first = (month.month - 1) // 3 * 3 + 1
    if match["edge"] is None:
        return months_of(month.year, first, first + 2, "quarter")
    first += 0 if match["edge"] == "初" else 2
    return months_of(month.year, first, first, approximate=True)


def _week(text: str, published: date | None) -> TimeInterval | None:
    match = _WEEK.fullmatch(text)
    if match is None or not (match["which"] or match["day"]):
        return None
    which, day_name = match["which"] or "", match["day"]
    one_day = day_name is not None and day_name != "末"
    if published is None:
        return unknown("day" if one_day else "period")
    monday = published + timedelta(days=7 * _SHIFT.get(which[:1], 0) * len(which) - published.weekday())
    if not one_day:
        return span(monday + timedelta(days=5 if day_name else 0), monday + timedelta(days=6), "period")
    day = monday + timedelta(days="一二三四五六日".index("日" if day_name == "天" else day_name))
    if match["which"] is None and day > published:
        day -= timedelta(days=7)
    return span(day, day, "day")

"""Read stretches of time measured from the publication date: 近三年, 半年多来, 未来五年, 两年前, 10天内.

All are approximate. 近 过去 来 以来 end on the publication date, 未来 今后 and 内 begin on it; 前 and 后 name the
year, month or day so far away. With 几 or 数 only the end at publication is known. 两年间 and 23天里 have a length
and no place, and hours count from what the text tells: both ends stay unknown.
"""

import re
from datetime import date, timedelta
from typing import Final

from gongbao.normal.intervals import months_of, shift_months, span, unknown, year_of
from gongbao.normal.numerals import NUMERAL, match_number
from gongbao.records import Precision, TimeInterval

_UNIT: Final = "工作日|年|月|周|星期|天|日|季度|小时|分钟"
_STRETCH: Final = re.compile(
    r"(?P<before>近|最近|过去|刚刚过去的|这|连续|未来|今后|接下来|此前|前|后)?的?"
    rf"(?P<number>半|{NUMERAL})(?P<half>个半)?(?P<more>[多余]?)(?P<counted>个?)(?:多)?(?P<unit>{_UNIT})(?P<also>半)?[多余]?(?:时间|左右)?"
    r"(?P<after>以来|来|间|之间|里|之内|以内|内|中|之前|以前|前|之后|以后|后|下来)?"
)
_MONTHS: Final = {"年": 12, "季度": 3, "月": 1}
_DAYS: Final = {"周": 7, "星期": 7, "天": 1, "日": 1}
_PRECISIONS: Final[dict[str, Precision]] = {"年": "year", "季度": "quarter", "月": "month"}
_LONGEST: Final = 1200  # months


def read_duration(text: str, published: date | None) -> TimeInterval | None:
    """Read a stretch of time, none where the text is none (a bare 三年 is a quantity).

    Example:
        >>> read_duration("近两年", date(2024, 6, 30)).start
        datetime.date(2022, 7, 1)

    """
    match = _STRETCH.fullmatch(text)
    if match is None or not (match["before"] or match["after"]) or _is_calendar(match):
        return None
    before, after, unit = match["before"] or "", match["after"] or "", match["unit"]
    precision = _PRECISIONS.get(unit, "time_of_day" if unit in ("小时", "分钟") else "day")
    if match["number"] == "半" and unit == "年":
        precision = "half_year"
    if precision == "time_of_day":
        return unknown(precision)
    ahead = before in ("未来", "今后", "接下来")
    if after.endswith(("前", "后")) and not before:
        return _point(match, published, precision)
    placed = ahead or before in ("近", "最近", "过去", "刚刚过去的") or after in ("来", "以来", "内", "以内", "之内")
    if published is None or not placed or unit == "工作日":
        return unknown(precision)
    ahead = ahead or (after in ("内", "以内", "之内") and not before)
    end = _shift(match, published, 1 if ahead else -1)
    if end is None:
        return span(published if ahead else None, None if ahead else published, precision, approximate=True)
    if ahead:
        return span(published, end, precision, approximate=True)
    return span(end + timedelta(days=end < published), published, precision, approximate=True)


def _is_calendar(match: re.Match[str]) -> bool:
    """Tell 2014年以来, 3月前 and 22日前, which are dates, from 四年来, 三个月前 and 近22日."""
    if match["unit"] == "月":
        return not (match["counted"] or match["half"] or match["number"] in ("半", "两", "几", "数"))
    if match["unit"] == "日":
        return not match["before"] and (match["after"] or "").endswith(("前", "后"))
    if match["unit"] == "季度":
        return not (match["before"] or match["counted"] or match["half"] or match["number"] in ("半", "两", "几", "数"))
    return match["unit"] == "年" and (len(match["number"]) > 3 or match["number"][0] == "0")


def _point(match: re.Match[str], published: date | None, precision: Precision) -> TimeInterval | None:
    """Give the year, month or day that lies a stretch before or after publication."""
    sign = -1 if match["after"].endswith("前") else 1
    day = _shift(match, published, sign) if published else None
    if day is None:
        return unknown(precision)
    if precision == "year" and not (match["half"] or match["also"] or match["number"] == "半"):
        return year_of(day.year).model_copy(update={"approximate": True})
    if precision == "day" and match["unit"] in ("天", "日"):
        return span(day, day, precision, approximate=True)
    return months_of(day.year, day.month, day.month, "month", approximate=True)


def _shift(match: re.Match[str], day: date, sign: int) -> date | None:
    number = match_number(match["number"])
    halves = 1 if match["number"] == "半" else int(2 * number.low) if number and number.low == number.high else 0
    halves += bool(match["half"] or match["also"])
    unit = match["unit"]
    if not 0 < halves <= 2 * _LONGEST or halves * _MONTHS.get(unit, 0) > 2 * _LONGEST:
        return None
    try:
        if unit in _MONTHS:
            months = halves * _MONTHS[unit]
            return shift_months(day, sign * (months // 2)) + timedelta(days=sign * 15 * (months % 2))
        return day + timedelta(days=sign * ((halves * _DAYS.get(unit, 0) + 1) // 2))
    except (OverflowError, ValueError):
        return None

"""Festivals, observances and solar terms: their names, and the days they mean in a year.

A bare festival is its day. With 期间 or 假期 it is a holiday window: 春节 from the eve to the seventh day, 国庆 seven
days, 五一 five, 元旦 清明 端午 中秋 three from the day on, any other festival three days either side; windows are
approximate, since the holiday notices differ from year to year. 春运 is the forty days from fifteen before 春节.
Lunar dates and solar terms come from the package borax (1900 to 2100).
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from borax.calendars.lunardate import TERMS_CN, LunarDate, TermUtils  # type: ignore[import-untyped]

from gongbao.normal.intervals import Part, span
from gongbao.normal.numerals import read_number
from gongbao.records import TimeInterval


class Rule(NamedTuple):
    """How to find the day of a festival: `solar` month day, `lunar` month day, `weekday` month nth weekday."""

    kind: Literal["solar", "lunar", "weekday", "term", "eve"]
    numbers: tuple[int, ...] = ()


_SOLAR: Final = """
    1 1 元旦 新年
    3 3 全国爱耳日 爱耳日
    3 5 学雷锋纪念日 学雷锋日
    3 8 三八 三八妇女节 妇女节 国际妇女节 三八国际妇女节
    3 12 植树节
    3 15 3·15 3.15 消费者权益日 国际消费者权益日
    3 24 世界防治结核病日
    4 2 世界自闭症日 世界孤独症日 世界自闭症关注日 世界孤独症关注日 世界提高孤独症意识日
    4 15 国家安全教育日 全民国家安全教育日
    4 23 世界读书日
    5 1 五一 五一国际劳动节 劳动节 五一劳动节 国际劳动节
    5 4 五四 五四青年节 青年节
    5 8 世界红十字日
    5 12 全国防灾减灾日 防灾减灾日 国际护士节 护士节 5·12 5.12
    5 15 国际家庭日
    5 30 全国科技工作者日
    5 31 世界无烟日
    6 1 六一 六一儿童节 儿童节 国际儿童节 六一国际儿童节
    6 5 世界环境日 六五环境日
    6 6 全国爱眼日 爱眼日
    6 14 世界献血者日
    6 26 国际禁毒日
    7 1 七一 建党节
    8 1 八一 八一建军节 建军节
    8 8 全民健身日
    8 19 中国医师节
    8 25 残疾预防日 全国残疾预防日
    9 3 抗战胜利纪念日
    9 5 中华慈善日 国际慈善日
    9 10 教师节
    9 30 烈士纪念日
    10 1 国庆 国庆节 十一 国际老年人日 国际老人节
    9 21 世界阿尔茨海默病日 世界老年痴呆日
    10 10 世界精神卫生日
    10 13 国际减灾日
    10 15 国际盲人节 盲人节
    10 17 国家扶贫日 全国扶贫日
    11 8 记者节
    11 9 全国消防日 消防宣传日
    12 1 世界艾滋病日
    12 3 国际残疾人日 世界残疾人日
    12 4 国家宪法日
    12 5 国际志愿者日 国际志愿人员日
    12 13 国家公祭日
"""
_LUNAR: Final = """
    1 1 春节 大年初一
    1 15 元宵 元宵节
    2 2 龙抬头
    5 5 端午 端午节
    7 7 七夕 七夕节
    7 15 中元节
    8 15 中秋 中秋节
    10 1 寒衣节
    9 9 重阳 重阳节 老年节 敬老节
    12 8 腊八 腊八节
    12 23 小年
"""
# month, which one, weekday (Monday is 0)
_WEEKDAY: Final = """
    3 3 1 国际社工日 世界社工日 社工日 国际社会工作日
    5 2 6 母亲节
    5 3 6 全国助残日 助残日
    6 3 6 父亲节
    9 2 5 世界急救日
"""
# first and last day of the holiday, in days from the festival
_HOLIDAYS: Final = {
    **{"春": (-1, 6), "国庆": (0, 6), "五一": (0, 4), "劳动": (0, 4)},
    **dict.fromkeys(("元旦", "清明", "端午", "中秋"), (0, 2)),
}
_AROUND: Final = (-3, 3)


def _rules() -> dict[str, Rule]:
    rules = {name: Rule("eve") for name in ("除夕", "大年三十", "年三十")}
    rules |= {term: Rule("term", (number,)) for number, term in enumerate(TERMS_CN)}
    rules["清明节"] = rules["清明"]
    tables: tuple[tuple[Literal["solar", "lunar", "weekday"], str], ...]
    tables = (("solar", _SOLAR), ("lunar", _LUNAR), ("weekday", _WEEKDAY))
    for kind, table in tables:
        for line in table.strip().splitlines():
            words = line.split()
            numbers = tuple(int(word) for word in words if word.isdecimal())
            rules |= dict.fromkeys(words[len(numbers) :], Rule(kind, numbers))
    return rules


FESTIVALS: Final = _rules()
_NAME: Final = "|".join(sorted(map(re.escape, FESTIVALS), key=len, reverse=True))
_FESTIVAL: Final = re.compile(
    rf"(?:第.{{1,4}}?[个次届])?(?:农历|传统)?(?P<first>{_NAME})(?:[、和及与]?(?P<second>{_NAME}))?"
    r"(?:节日|节气|节|双节|两节)?(?P<window>期间|时节|假期|长假|小长假|黄金周|假日)?(?:当天|当日|这天|首日|当)?"
)
_N: Final = "一二三四五六七八九十"
_LUNAR_DAY: Final = re.compile(
    rf"(?:农历|阴历)?(?:(?P<month>[正腊]|(?<=[农阴]历)[冬{_N}]{{1,2}}|[{_N}]{{1,2}}(?=月(?:初[{_N}]|十五$)))月|大年(?=初))"
    r"(?:初?(?P<day>[一二三四五六七八九十廿]{1,3}))?"
)


def read_festival(text: str) -> Part | None:
    """Read a festival, a pair of them, a lunar date or 春运, none where the text is none of these.

    Example:
        >>> read_festival("中秋节").build(2023).start
        datetime.date(2023, 9, 29)

    """
    if text in ("春运", "春运期间"):
        return Part("period", lambda year: _window(FESTIVALS["春节"], year, -15, 24, approximate=False), None)
    if found := _LUNAR_DAY.fullmatch(text):
        return _lunar_date(found["month"] or "正", found["day"])
    match = _FESTIVAL.fullmatch(text)
    if match is None:
        return None
    first, second = FESTIVALS[match["first"]], FESTIVALS.get(match["second"] or "")
    if second not in (None, first):
        return Part("period", lambda year: _pair(first, second, year), None)
    if match["window"]:
        before, after = _HOLIDAYS.get(match["first"].removesuffix("节"), _AROUND)
        return Part("period", lambda year: _window(first, year, before, after), None)
    return Part("day", lambda year: _window(first, year, 0, 0), None)


@lru_cache(maxsize=2048)
def festival_day(rule: Rule, year: int) -> date | None:
    """Find the day of a festival in a year of the common calendar, none outside 1901 to 2100 where the moon decides."""
    if rule.kind == "solar":
        return date(year, rule.numbers[0], rule.numbers[1])
    if rule.kind == "weekday":
        month, nth, weekday = rule.numbers
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if not 1901 <= year <= 2100:
        return None
    if rule.kind == "term":
        return date.fromisoformat(str(TermUtils.nth_term_day(year, term_index=rule.numbers[0])))
    month, day = rule.numbers or (1, 1)
    try:  # the twelfth lunar month lies mostly in the next year
        lunar = LunarDate(year - 1 if month == 12 else year, month, day)
    except ValueError:
        return None
    return date.fromisoformat(str(lunar.to_solar_date())) - timedelta(days=rule.kind == "eve")


def _window(rule: Rule, year: int, before: int, after: int, *, approximate: bool = True) -> TimeInterval | None:
    day = festival_day(rule, year)
    if day is None:
        return None
    if before == after == 0:
        return span(day, day, "day")
    return span(day + timedelta(days=before), day + timedelta(days=after), "period", approximate=approximate)


def _pair(first: Rule, second: Rule, year: int) -> TimeInterval | None:
    """Give the days from the one festival to the holiday's end of the other: 中秋国庆, 元旦春节."""
    days = [day for day in (festival_day(first, year), festival_day(second, year)) if day]
    if len(days) < 2:
        return None
    return span(min(days), max(days) + timedelta(days=6), "period", approximate=True)


def _lunar_date(month_name: str, day_name: str | None) -> Part | None:
    month = {"正": 1, "腊": 12, "冬": 11}.get(month_name) or int(read_number(month_name) or 0)
    if not 1 <= month <= 12:
        return None
    if day_name is not None:
        rule = Rule("lunar", (month, int(read_number(day_name) or 0)))
        return Part("day", lambda year: _window(rule, year, 0, 0), None)

    def whole_month(year: int) -> TimeInterval | None:
        first = festival_day(Rule("lunar", (month, 1)), year)
        after = festival_day(Rule("lunar", (month % 12 + 1, 1)), year + (month == 11))
        if first is None or after is None:
            return None
        return span(first, after - timedelta(days=1), "month")

    return Part("month", whole_month, None)

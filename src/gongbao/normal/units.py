"""Units and measure words, and the dimension that each of them decides.

Only the unit is looked at, never the noun that is counted. Where a measure word counts several kinds of thing the
default is the kind that bulletins count with it most: 家 所 支 count organisations, 处 places, 起 例 宗 通 cases,
场 期 次 批 班 sessions; 个 件 项 套 座 对 and every unknown measure word count things. Words in 次 behind a noun
(人次 户次 件次 车次) count occasions and are person_times. Lengths, masses and areas stay in the unit as written;
money is in 元 (other currencies in their own unit), ratios in 1.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from gongbao.records import Dimension


class Unit(NamedTuple):
    """A unit: its clean name (none for pure ratios), its dimension, and what one of it is in the base unit."""

    name: str | None
    dimension: Dimension
    factor: Decimal = Decimal(1)


_WORDS: Final[dict[Dimension, str]] = {
    "people": "名 人 位 口 口人 个人 员 号人",
    "households": "户 家庭 户人家 户家庭 户籍",
    "person_times": "人次 户次 家次 人天 人次数",
    "organisations": "家 所 支 院 队 家单位 机构 企业 单位 支队伍 家企业",
    "places": "处 村 县 市 区 镇 乡 省 州 旗 地 社区 街道 乡镇 村庄 行政村 县区 地市 省份 国家 地区 点位 市州",
    "cases": "起 例 宗 桩 案 通 人例 起案件 宗案件 件案件",
    "sessions": "场 期 次 批 班 轮 届 回 遍 趟 场次 期次 批次 班次 节 堂 课 课次 节课",
    "area": "平方米 平米 平方公里 平方千米 公顷 亩 平方 顷 m2 km2 hm2 平方英里 平方厘米 公亩 平",
    "length": "米 公里 千米 厘米 毫米 里 华里 海里 英里 丈 尺 寸 分米 微米 延米 延长米 m km cm mm 里地",
    "mass": "吨 公斤 千克 克 斤 毫克 微克 担 市斤 两 磅 t kg g mg",
    "volume": "立方米 升 毫升 立方 方 公升 立方公里 立方厘米 m3 L ml mL 立方千米",
    "duration": (
        "载 年 月 天 日 周 小时 分钟 秒 季度 学期 学年 星期 钟头 工作日 年度 周年 周岁 岁 课时 学时 昼夜 夜 "
        "时 日夜 世纪 年代 自然日 晚 晚上 h min s"
    ),
    "magnitude": (
        "级 度 分 摄氏度 °C °F 分贝 千瓦 兆瓦 瓦 千瓦时 度电 伏 千伏 帕 百帕 兆帕 kW MW kWh GB TB MB 公里/小时 米/秒"
    ),
}
_SCALED: Final = {
    "元": Unit("元", "money"),
    "块钱": Unit("元", "money"),
    "圆": Unit("元", "money"),
    "刻钟": Unit("分钟", "duration", Decimal(15)),
    "角": Unit("元", "money", Decimal("0.1")),
    "毛钱": Unit("元", "money", Decimal("0.1")),
    "分钱": Unit("元", "money", Decimal("0.01")),
    "%": Unit(None, "ratio", Decimal("0.01")),
    "‰": Unit(None, "ratio", Decimal("0.001")),
    "成": Unit(None, "ratio", Decimal("0.1")),
    "折": Unit(None, "ratio", Decimal("0.1")),
    "百分点": Unit("百分点", "percentage_points"),
    "千分点": Unit("百分点", "percentage_points", Decimal("0.1")),
    "倍": Unit("倍", "multiple"),
    "番": Unit("番", "multiple"),
    "分之": Unit(None, "ratio"),
}
_CURRENCIES: Final = {"港币": "港元", "美金": "美元", "澳门元": "澳门元", "日圆": "日元"} | {
    name: name for name in ("美元", "欧元", "港元", "日元", "英镑", "新台币", "卢布", "韩元", "澳元", "加元")
}
_SYMBOLS: Final = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑", "港币": "港元", "美元": "美元"}
UNITS: Final[dict[str, Unit]] = (
    {word: Unit(word, dimension) for dimension, words in _WORDS.items() for word in words.split()}
    | {name: Unit(clean, "money") for name, clean in _CURRENCIES.items()}
    | _SCALED
)
# seconds in a unit of clock time, months in one of calendar time, 两 in one of mass: 1小时30分钟, 一年零三个月, 2斤3两
SECONDS: Final = {"天": 86400, "日": 86400, "小时": 3600, "时": 3600, "分钟": 60, "分": 60, "秒": 1, "秒钟": 1}
MONTHS: Final = {"年": 12, "周年": 12, "月": 1}
TAELS: Final = {"斤": 10, "两": 1}
# what a rate may be per: 每人每月, 元/人/月
_TIMES: Final = """
    年 月 天 日 周 小时 分钟 秒 季度 季 学期 学年 星期 旬 夜 晚 年度 半年 半个月 半月 半天 半小时
"""
TIME_UNITS: Final = frozenset(_TIMES.split())
_RENAMED: Final = {"星期": "周", "钟头": "小时", "秒钟": "秒", "平米": "平方米", "市斤": "斤", "人次数": "人次"} | {
    f"{noun}(次)": f"{noun}次" for noun in "人户件台场"
}
_MONEY: Final = re.compile(r"^(.*?)(?:人民币|整|钱)$")
_HEAD: Final = re.compile(r"[^(/、和及或]+")
_UNKNOWN: Final = re.compile(r"(?![年月日号点第至到])个?[一-鿿A-Za-z]{1,4}(?:\([^()]{1,8}\)|[/、和][一-鿿]{1,4})*")
_DIGIT: Final = re.compile(r"[一二两三四五六七八九十百千万亿半]|分之")
# a noun behind 个 that ends so is of that kind: 个设区市, 个养老机构
_HEAD_NOUN: Final = re.compile(r"个.+?(?P<noun>社区|街道|乡镇|县区|省份|国家|地区|[村县市区镇乡省州旗]|家庭|机构|企业)")


@lru_cache(maxsize=2048)
def find_unit(text: str) -> Unit | None:
    """Look up a unit as it stands behind a number, none where the text cannot be one.

    An unknown measure word of up to four characters counts things. Alternatives in brackets stay in the name and
    the first one decides: 条(座) is like 条.

    Example:
        >>> find_unit("个百分点")
        Unit(name='百分点', dimension='percentage_points', factor=Decimal('1'))

    """
    text = _RENAMED.get(text, text)
    if text in UNITS:
        return UNITS[text]
    if text.startswith("个") and (bare := find_known(text[1:])):
        return bare
    if (money := _MONEY.match(text)) and (known := UNITS.get(money[1])) and known.dimension == "money":
        return known
    if _UNKNOWN.fullmatch(text) is None or _DIGIT.search(text):
        return None
    head = _HEAD.match(text)
    known = find_known(head[0]) if head and head[0] != text else None
    if known is not None:
        return known._replace(name=text.removeprefix("个") if known.name != "个" else text)
    return _guess(text)


def find_known(text: str) -> Unit | None:
    """Look up a unit of the table, with or without 个 before it, none where it is not there."""
    text = _RENAMED.get(text, text)
    return UNITS.get(text) or (UNITS.get(text[1:]) if text.startswith("个") else None)


def split_currency(text: str) -> tuple[str | None, str]:
    """Take a currency off the front of an amount: ¥300 and 港币60万元; none where there is none."""
    for length in (1, 2):
        if name := _SYMBOLS.get(text[:length]):
            return name, text[length:]
    return None, text


def _guess(text: str) -> Unit:
    if len(text) > 1 and text.endswith("次"):
        return Unit(text, "person_times")
    if (noun := _HEAD_NOUN.fullmatch(text)) and (known := UNITS.get(noun["noun"])):
        return known._replace(name=text[1:])
    if len(text) > 1 and text[0] in "名位户级" and (known := UNITS.get(text[0])):
        return known
    return Unit(text, "things")

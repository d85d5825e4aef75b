"""Read a quantity mention as a number or an interval with unit, dimension and bound.

Decides the number from the mention alone, never from the counted noun; what the words around it add (per what, change,
sum, part) is read by `wording`. What is meant, per bound:

| bound | surface | value | low | high |
|---|---|---|---|---|
| exact | 36 万元, 三分之一 | stated | stated | stated |
| at_least | 不少于 以上 至少 上百 | stated | stated | none |
| more_than | 超过 逾 余 多 过半 | stated | stated | none |
| at_most | 不超过 以内 以下 最多 | stated | none | stated |
| less_than | 不足 不到 低于 | stated | none | stated |
| nearly | 近 接近 将近 | stated | none | stated |
| about | 约 左右 十来个 | stated | none | none: the text gives no width |
| interval | 5 至 8 名, 十几, 五六百万 | none | first | last |

Ratios are in 1 (86% and 八成六 are 0.86; a fraction that does not end is cut at ten places), 翻一番 is 2 倍, 多次 is
at least 2. A rate keeps the dimension of its numerator and names its denominators in the
unit, in the order of the text: 每人每月 740 元 is 740 元/人/月. Times per unit of time are a frequency: 每周两次 is
2 次/周, 每两周一次 is 1 次/2周. Denominators alone, the first half of a split rate, have no value: 每周 is a frequency
in /周, 每人 a rate in /人. Mixed clock and calendar times are in the smallest unit: 1小时30分钟 is 90 分钟. Days of
a schedule (每周六, 每月15日) are no quantities.
"""

import re
from collections.abc import Sequence
from decimal import Context, localcontext
from functools import lru_cache
from typing import Final

from gongbao.normal.amounts import Amount, read_amount
from gongbao.normal.numerals import NUMERAL, fold
from gongbao.normal.units import TIME_UNITS
from gongbao.normal.wording import LEAD, NOUN, Wording, denominator, either, read_wording
from gongbao.records import Bound, Quantity

_BEFORE: Final[dict[Bound, str]] = {
    "at_least": "不少于 不低于 不小于 不下于 不下 至少 最少 最低 最短 起码 少则 不得少于 不得低于 大于等于 ≥",
    "more_than": "超过 不止 超出 突破 高于 大于 多于 逾 超 过 破 > 已超 远超",
    "at_most": "不超过 不过 不多于 不高于 不大于 不得超过 不得高于 不超 不超出 最多 最高 最长 至多 多则 小于等于 ≤",
    "less_than": "不足 不到 低于 少于 小于 未满 不满 未达 < 不及",
    "about": "约 大约 大概 约合 约为 大致 差不多 ≈",
    "nearly": "接近 将近 近 几近 几乎 临近",
}
_AFTER: Final[dict[Bound, str]] = {
    "at_least": "以上 及以上 或以上 之上 起步",
    "at_most": "以内 之内 以下 及以下 内 之下 封顶",
    "about": "左右 上下 许 光景",
    "more_than": "开外 有余 还多 余 多 出头",
    "exact": "不等 之间 之多 之久 整 长",
}
_NEUTRAL: Final = (
    "仅有 仅 只有 只 达到 高达 多达 长达 可达 达 共计 累计 总计 合计 共 各 均 足足 整整 已 为期 为 另有 有 人民币 "
    "总额 里氏 价值 总价值 总值 折合"
)


def _bounds(table: dict[Bound, str]) -> dict[str, Bound]:
    return {word: bound for bound, words in table.items() for word in words.split()}


_BOUND_BEFORE: Final = _bounds(_BEFORE) | {"上": "at_least"}
_BOUND_AFTER: Final = _bounds(_AFTER)
_BOUND: Final = either(" ".join(_BEFORE.values())) + "|上(?=[百千万亿])"
_FOLLOWS: Final = rf"(?=$|每|不|[-¥$]|{_BOUND}|{either(_NEUTRAL)}|{NUMERAL})"
_PREFIX: Final = re.compile(
    rf"(?P<bound>{_BOUND})|(?P<neutral>{either(_NEUTRAL)})"
    rf"|每(?P<count>{NUMERAL})?个?(?P<per>(?:{NOUN}|[一-鿿]{{1,4}}?){_FOLLOWS})|(?P<mean>[人户日年月周村床])均"
)
_SUFFIX: Final = re.compile(rf"(?<=.)({either(' '.join(_AFTER.values()))})$")
_PERIOD: Final = re.compile(
    rf"(?P<count>{NUMERAL})?个?(?P<per>{either(' '.join(TIME_UNITS))})(?=.)|一(?P<one>[人户餐桌趟床亩])(?=.)"
)
_AGES: Final = ("岁", "周岁")  # never per anything: 人均预期寿命 77 岁
_HAS_LOW: Final = ("exact", "at_least", "more_than")
_HAS_HIGH: Final = ("exact", "at_most", "less_than", "nearly")
_EXACT: Final = Context(prec=60)
_EDGES: Final = " '\"“”‘’,、;:。!《》"
_ASIDE: Final = re.compile(r"\((?:含|含本数|含?\d+周?岁|人民币)\)|[\"“”]")  # 60周岁(含)以上
_PAUSE: Final = re.compile(r"(?<=[一二两三四五六七八])、(?=[二三四五六七八九])|(?<=.)个(?=亿)")  # 二、三十人, 两个亿
_SCHEDULE: Final = re.compile(
    r"每(?:周|星期|礼拜)[一二三四五六日天](?=$|[至到、和-]|[上下]午|晚)|每[个年]?月(?:逢|[\d一二三十]+[日号])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年")


def parse_quantity(text: str, left: str = "", right: str = "") -> Quantity | None:
    """Read a quantity mention, none where no reading is known.

    Args:
        text: the mention as it stands in the document, layout noise included.
        left: the text before it in the document; the last eighty characters are enough.
        right: the text behind it.

    Returns:
        The normal form; the module's table says what `value`, `low` and `high` hold.

    Example:
        >>> parse_quantity("1.18 万余名")
        Quantity(value=Decimal('11800'), low=Decimal('11800'), high=None, unit='名', dimension='people', ...)

    """
    core = _ASIDE.sub("", _PAUSE.sub("", fold(text).strip(_EDGES)))
    lead = LEAD.match(core)
    if lead is not None:  # 同比增长12.3%
        left, core = left + lead[0], core[lead.end() :]
    quantity = _read_mention(core)
    if quantity is None or not (left or right):
        return quantity
    wording = read_wording(left, right, core)
    if wording == Wording():
        return quantity
    outside = tuple(noun for noun in wording.per if noun not in quantity.per) if quantity.unit not in _AGES else ()
    per = (*outside, *quantity.per)
    in_time = quantity.dimension == "sessions" and any(map(_is_time, outside))
    return quantity.model_copy(
        update={
            "per": per,
            "unit": _rate((quantity.unit or "").removesuffix(_rate("", quantity.per) or ""), per),
            "dimension": "frequency" if in_time else quantity.dimension,
            "change": wording.change,
            "cumulative": wording.cumulative,
            "part_of": wording.part_of,
        }
    )


@lru_cache(maxsize=16384)
def _read_mention(core: str) -> Quantity | None:
    """Read a folded mention, whatever precision the program around us has set for decimals."""
    with localcontext(_EXACT):
        return _read_core(core)


def _read_core(core: str) -> Quantity | None:
    if not core or _YEAR.match(core) or _SCHEDULE.match(core):
        return None
    core, before, denominators = _strip_front(core)
    if not core:
        return _denominators_alone(denominators)
    amount, after = _read(core)
    if amount is None:
        return _times_per_period(core, before)
    return _quantity(amount, before or after, denominators)


def _strip_front(core: str) -> tuple[str, Bound | None, list[str]]:
    bound: Bound | None = None
    denominators: list[str] = []
    while match := _PREFIX.match(core):
        if match["bound"]:
            bound = bound or _BOUND_BEFORE[match["bound"]]
        elif match["per"] or match["mean"]:
            denominators.append(denominator(match["count"], match["per"] or match["mean"]))
        core = core[match.end() :]
    return core, bound, denominators


def _read(core: str) -> tuple[Amount | None, Bound | None]:
    suffix = _SUFFIX.search(core)
    if suffix is not None and (amount := read_amount(core[: suffix.start()])):
        bound = _BOUND_AFTER[suffix[1]]
        return amount, None if bound == "exact" else bound
    return read_amount(core), None


def _times_per_period(core: str, before: Bound | None) -> Quantity | None:
    """Read 一年两次 and 一户2包, which have no 每."""
    denominators: list[str] = []
    only_times = False
    while period := _PERIOD.match(core):
        denominators.append(period["one"] or denominator(period["count"], period["per"]))
        only_times |= not period["one"]
        core = core[period.end() :]
    inner, bound, _ = _strip_front(core)
    amount, after = _read(inner) if denominators and inner else (None, None)
    if amount is None or (only_times and amount.dimension != "sessions"):
        return None
    return _quantity(amount, before or bound or after, denominators)


def _denominators_alone(denominators: list[str]) -> Quantity | None:
    if not denominators:
        return None
    in_time = all(_is_time(noun) for noun in denominators)
    return Quantity(
        unit=_rate("", denominators),
        dimension="frequency" if in_time else "rate",
        bound="exact",
        per=tuple(denominators),
    )


def _rate(unit: str, denominators: Sequence[str]) -> str | None:
    return "/".join([unit, *denominators]) or None


def _is_time(denominator: str) -> bool:
    return denominator.lstrip("0123456789.") in TIME_UNITS


def _quantity(amount: Amount, comparative: Bound | None, denominators: list[str]) -> Quantity:
    denominators = [*denominators, *amount.denominators]
    dimension = amount.dimension
    if dimension == "sessions" and any(_is_time(noun) for noun in denominators):
        dimension = "frequency"
    unit = _rate(amount.unit or "", denominators)
    low, high = amount.low, amount.high
    if low != high and comparative not in ("at_least", "more_than", "at_most", "less_than"):
        return Quantity(low=low, high=high, unit=unit, dimension=dimension, bound="interval", per=tuple(denominators))
    bound = comparative or amount.bound
    value = high if bound in ("at_most", "less_than") else low
    return Quantity(
        value=value,
        low=value if bound in _HAS_LOW else None,
        high=value if bound in _HAS_HIGH else None,
        unit=unit,
        dimension=dimension,
        bound=bound,
        per=tuple(denominators),
    )

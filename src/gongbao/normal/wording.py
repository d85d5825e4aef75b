"""Read what the words around a number say of it: per what it is, a change and its base, a sum, a part.

Sees the text left and right of a mention, up to the ends of its sentence; the number itself is for `quantity`.

| field | words | reach |
|---|---|---|
| per | 人均 日均 年均, 每月 每名 before the number | the clause, up to ten characters between, none of them a digit |
| change | 增长 减少 提高 降幅 before the number, 的增长 behind it; 多 高 少 低 only with a base | next to the number |
| base of a change | 同比 比上年; 环比 比上月; any other 比 较 与 | the clause, or one before it with 相比 |
| cumulative | 累计 共 总计 合计 总数 总额 | the clause |
| part_of | 其中 | its clause, and those after it while each ends in the measure word of the number |

A number after 提高到, 上调为 or 增至 is a level and no change. 新增 says what is new and gives no change; 翻一番 stays
a multiple. A rate holds for the next number of its measure too in 由每月600元提高到660元, and in a list after 分别.
"""

import re
from typing import Final, NamedTuple

from gongbao.normal.numerals import NUMERAL, fold, read_number
from gongbao.normal.units import TIME_UNITS, UNITS
from gongbao.records import Change, ChangeBase

_REACH: Final = 80  # characters to the left
_REACH_RIGHT: Final = 8


def either(words: str) -> str:
    """Write words, separated by blanks, as alternatives of a regular expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


NOUN: Final = either(" ".join([*UNITS, *TIME_UNITS]))
_SENTENCE_END: Final = re.compile("[。｡!?;！？；]")
_CLAUSE_END: Final = re.compile(r"(?<!\d),|,(?!\d)|[:(]")
_BRACKET: Final = re.compile(r"\([^()]*\)")

_UP: Final = either(
    "增长 增加 提高 上升 提升 上涨 扩大 攀升 回升 上调 上浮 净增 净增加 延长 增多 增幅 增速 增长率 涨幅 升幅 增收 递增"
)
_DOWN: Final = either(
    "下降 减少 降低 回落 缩短 下滑 下调 下浮 缩减 压减 压缩 减幅 降幅 跌幅 下降率 收窄 精简 净减少 递减 下跌"
)
_COMPARED_UP: Final = either("增 升 涨 多 高 高出 多出 快 增了 长")
_COMPARED_DOWN: Final = either("降 减 跌 少 低 慢 短")
_LISTED: Final = rf"(?:约|近|超)?{NUMERAL}(?:%|‰|个百分点|倍|[万亿]?[一-鿿]{{1,3}})[、和及与]"
_CHANGE: Final = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<compared_up>{_COMPARED_UP})|(?P<compared_down>{_COMPARED_DOWN}))"
    rf"(?:了|幅度)?(?:分别)?(?:均)?(?:(?<=[幅速率度])为|达到?|约|近|超过?)?(?:{_LISTED})*$"
)
# what is made better is counted, no change: 改造提升38家
_WORKS: Final = re.compile("(?:改造|改建|扩建|修缮|整治|优化|提档|提质|规范|打造)(?:、|和|和?)$")
_CHANGE_BEHIND: Final = re.compile(rf"的(?:(?:同比|环比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})))")
_YEAR_ON_YEAR: Final = re.compile(
    r"同比|(?:[较比与同]|相较于?|相比)(?:上|去|前)一?年度?(?:同期|同月|同季度?)?(?![末底初])|[上去]年同期"
)
_PERIOD_ON_PERIOD: Final = re.compile(
    r"环比|(?:[较比与]|相较于?)(?:上一?个?|前一?个?)(?:月|季度|季|周|旬|期|日|天)(?!末|底)|[较比]昨[日天]"
)
_OTHER_BASE: Final = re.compile(r"(?:较|与|相比|(?<![占同环对])比)(?![例重如率值较赛]).")
_COMPARED_CLAUSE: Final = re.compile(r"^(?:与|和|同|比|较)|相比|相较")
_MEAN: Final = "(?:[年月日]?[人户]|[日年月周村床])"
_PER: Final = re.compile(
    rf"(?P<rates>(?:(?:平均)?(?:每(?:{NUMERAL})?个?(?:{NOUN})|{_MEAN}均(?:[年月](?!龄))?))+)[^、\d一二两三四五六七八九十百千]{{0,10}}$"
)
_RAISED: Final = re.compile(
    rf"{NUMERAL}(?P<measure>[^\d,、]{{0,4}}?)"
    rf"(?:(?:{_UP}|{_DOWN}|[增升提涨降减]|调整|调[增升高减低]|变)(?:到|至|为)|(?P<listed>[、和及与]))$"
)
_OWN_RATE: Final = re.compile("[每均/]")
_ONE_RATE: Final = re.compile(rf"每(?P<count>{NUMERAL})?个?(?P<noun>{NOUN})|(?P<mean>{_MEAN})均(?P<also>[年月]?)")
_SUM: Final = re.compile(
    r"累计|总计|合计|共计|总共|一共|总(?:数|额|量|人数|户数|金额)(?!的)|(?<![公中总一合])共(?![同享建产青和党识性筹治融用处商])"
)
_PART: Final = "其中"
_PART_OPENING: Final = re.compile(f"{_PART}[,:]")
_MEASURE: Final = re.compile(r"[^\d.,十百千万亿余多几]*$")
# what a mention may hold in front of its number: 同比增长12.3%
LEAD: Final = re.compile(
    rf"(?:其中|同比|环比|[较比](?:[上去]年|上月)(?:同期)?|累计|共计|合计|总计|总共|共|{_UP}|{_DOWN}|了)+(?![同到至])"
)


class Wording(NamedTuple):
    """What the words around a number say of it; see `gongbao.records.Quantity` for the fields."""

    per: tuple[str, ...] = ()
    change: Change | None = None
    cumulative: bool = False
    part_of: bool = False


def read_wording(left: str, right: str = "", mention: str = "") -> Wording:
    """Read the words around a number.

    Args:
        left: text before the mention; more than eighty characters are not looked at.
        right: text behind it.
        mention: the number itself, for its measure word.

    Example:
        >>> read_wording("低保人数同比下降").change
        Change(direction='decrease', base='year_on_year')

    """
    sentence = _BRACKET.sub("", fold(_SENTENCE_END.split(left[-_REACH:])[-1]))
    clauses = _CLAUSE_END.split(_PART_OPENING.sub(_PART, sentence))
    return Wording(
        per=_per(clauses[-1]) or _per_before(clauses[-1], mention),
        change=_change(clauses, fold(right[:_REACH_RIGHT])),
        cumulative=bool(_SUM.search(clauses[-1])),
        part_of=_is_part(clauses, mention),
    )


def denominator(count: str | None, noun: str) -> str:
    """Name what a rate is per: `100户` for 每百户, `周` for 每星期."""
    number = read_number(count) if count else None
    noun = {"星期": "周", "季": "季度"}.get(noun, noun)
    return noun if number in (None, 1) else f"{number}{noun}"


def _per(clause: str) -> tuple[str, ...]:
    match = _PER.search(clause)
    if match is None:
        return ()
    found: list[str] = []
    for rate in _ONE_RATE.finditer(match["rates"]):
        mean = [*reversed(rate["mean"]), *rate["also"]] if rate["mean"] else [denominator(rate["count"], rate["noun"])]
        found += mean
    return tuple(found)


def _per_before(clause: str, mention: str) -> tuple[str, ...]:
    """What the number before this one is per, where both are of one rate: 由每人每月600元提高到660元."""
    before = _RAISED.search(clause)
    found = _MEASURE.search(fold(mention))
    if before is None or found is None or before["measure"] != found[0] or _OWN_RATE.search(fold(mention)):
        return ()
    rest = clause[: before.start()]
    return _per(rest) or _per_before(rest, mention) if not before["listed"] or "分别" in rest else ()


def _change(clauses: list[str], right: str) -> Change | None:
    clause = clauses[-1]
    match = _CHANGE.search(clause)
    if match is not None and match["up"] == "提升" and _WORKS.search(clause[: match.start()]):
        return None
    if match is None:
        behind = _CHANGE_BEHIND.match(right)
        if behind is None:
            return None
        return Change(direction="increase" if behind["up"] else "decrease", base=_base(clause + behind[0]))
    base = _base(clause[: match.start()])
    if base is None and len(clauses) > 1 and _COMPARED_CLAUSE.search(clauses[-2]):
        base = _base(clauses[-2])
    if base is None and not (match["up"] or match["down"]):
        return None
    return Change(direction="increase" if match["up"] or match["compared_up"] else "decrease", base=base)


def _base(text: str) -> ChangeBase | None:
    if _YEAR_ON_YEAR.search(text):
        return "year_on_year"
    if _PERIOD_ON_PERIOD.search(text):
        return "period_on_period"
    return "other" if _OTHER_BASE.search(text) else None


def _is_part(clauses: list[str], mention: str) -> bool:
    found = _MEASURE.search(fold(mention))
    measure = found[0] if found else ""
    for place, clause in enumerate(reversed(clauses)):
        if _PART in clause:
            return True
        before = clauses[-2 - place] if place + 1 < len(clauses) else ""
        if not measure or not before.endswith(measure):
            return False
    return False

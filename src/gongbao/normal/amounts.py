"""Read a number with its unit, or a range of two: what is left of a quantity without comparatives and rates.

Knows the shapes that numbers take around units (三成五, 百分之三至五, 七个半月, 10万元至15万元, 1小时30分钟, 翻一番).
"""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from gongbao.normal.numerals import NUMERAL, Numeral, match_number, plain, read_number
from gongbao.normal.units import MONTHS, SECONDS, TAELS, TIME_UNITS, UNITS, Unit, find_known, find_unit, split_currency
from gongbao.records import Bound, Dimension


class Amount(NamedTuple):
    """Numbers in the base unit: `low` and `high` differ for intervals only; `bound` is what the number itself says."""

    low: Decimal
    high: Decimal
    bound: Bound
    unit: str | None
    dimension: Dimension
    denominators: tuple[str, ...] = ()


_HALF: Final = Decimal("0.5")
_PLACES: Final = Decimal("1E-10")
_SPECIAL: Final = {
    "一半": Amount(_HALF, _HALF, "exact", None, "ratio"),
    "半": Amount(_HALF, _HALF, "exact", None, "ratio"),
    "半数": Amount(_HALF, _HALF, "exact", None, "ratio"),
    **dict.fromkeys(("大半", "一大半", "多半", "一多半"), Amount(_HALF, _HALF, "more_than", None, "ratio")),
    **dict.fromkeys(("小半", "一小半"), Amount(_HALF, _HALF, "less_than", None, "ratio")),
    "对折": Amount(_HALF, _HALF, "exact", None, "ratio"),
    "翻倍": Amount(Decimal(2), Decimal(2), "exact", "倍", "multiple"),
}
_TWICE: Final = re.compile(rf"(?:翻了?)?(?P<times>{NUMERAL})?番")
_FRACTION: Final = re.compile(
    rf"(?:[一壹](?=[百佰千仟]))?(?P<below>[百佰千仟]|{NUMERAL})分之(?P<above>{NUMERAL})(?P<more>[多强])?"
    rf"|(?P<over>{NUMERAL})[/:∶比](?P<under>{NUMERAL})"
)
_PARTS: Final = {"百": Decimal(100), "佰": Decimal(100), "千": Decimal(1000), "仟": Decimal(1000), "万": Decimal(10000)}
_TENTHS: Final = re.compile(rf"(?P<tenths>{NUMERAL})成(?P<rest>[一二三四五六七八九半]?)(?P<more>多?)")
_DISCOUNT: Final = re.compile(r"([\d一二三四五六七八九])([\d一二三四五六七八九])折")
_RANGE: Final = re.compile(r"(?P<left>.+?)(?:以上)?(?:至|到|-|以上[、,]?(?=.+以[下内]$))(?P<right>.+?)(?:以[下内])?")
_MAGNITUDE: Final = re.compile(r"[百千]?[万亿]+$")
_SUM: Final = re.compile(rf"(?P<number>{NUMERAL})个?(?P<unit>小时|分钟|秒钟|[天日时分秒年月元块角毛斤两])[零又]?")
_HALF_OF: Final = re.compile("(大?)半(?=.)")
_AND_A_HALF: Final = re.compile(r"个半(.+)|(.+)半")
_DAYS_AND_NIGHTS: Final = re.compile(rf"([天日]){NUMERAL}[夜晚]")
_MORE: Final = re.compile(r"(个?)[余多](?=.)")
_CENTS: Final = {"元": 100, "块": 100, "角": 10, "毛": 10, "分": 1}


def read_amount(text: str) -> Amount | None:
    """Read a folded text that is all amount, none where it is not.

    Example:
        >>> read_amount("10万元至15万元")[:4]
        (Decimal('100000'), Decimal('150000'), 'interval', '元')

    """
    if text in _SPECIAL:
        return _SPECIAL[text]
    return _single(text) or _range(text)


def _single(text: str) -> Amount | None:
    money, rest = split_currency(text)
    if money is not None and (amount := _counted(rest)):
        return amount._replace(unit=money, dimension="money") if amount.unit in (None, "元") else None
    return _twice(text) or _fraction(text) or _tenths(text) or _discount(text) or _sum(text) or _counted(text)


def _twice(text: str) -> Amount | None:
    match = _TWICE.fullmatch(text)
    times = read_number(match["times"] or "一") if match else None
    if times is None or not 0 < times < 20:
        return None
    value = Decimal(2) ** int(times)
    return Amount(value, value, "exact", "倍", "multiple")


def _fraction(text: str) -> Amount | None:
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    denominator = match["below"] or match["under"]
    below = _PARTS.get(denominator) or read_number(denominator)
    above = match_number(match["above"] or match["over"])
    if not below or above is None:
        return None
    bound: Bound = "more_than" if match["more"] else above.vagueness
    return Amount(_divide(above.low, below), _divide(above.high, below), bound, None, "ratio")


def _divide(above: Decimal, below: Decimal) -> Decimal:
    return plain((above / below).quantize(_PLACES))


def _tenths(text: str) -> Amount | None:
    match = _TENTHS.fullmatch(text)
    tenths = match_number(match["tenths"]) if match else None
    if match is None or tenths is None:
        return None
    rest = _HALF if match["rest"] == "半" else (read_number(match["rest"]) or 0) / Decimal(10)
    bound: Bound = "more_than" if match["more"] else tenths.vagueness
    return Amount(plain((tenths.low + rest) / 10), plain((tenths.high + rest) / 10), bound, None, "ratio")


def _discount(text: str) -> Amount | None:
    """Read a discount of two digits: 75折 and 七五折 are 0.75."""
    match = _DISCOUNT.fullmatch(text)
    if match is None:
        return None
    tens, ones = (read_number(digit) or Decimal(0) for digit in match.groups())
    value = plain(tens / 10 + ones / 100)
    return Amount(value, value, "exact", None, "ratio")


def _sum(text: str) -> Amount | None:
    """Add up clock times, calendar times, masses and money in mixed units, in the smallest unit (money in 元)."""
    parts = list(_SUM.finditer(text))
    if len(parts) < 2 or "".join(part[0] for part in parts) != text:
        return None
    for scale in (SECONDS, MONTHS, TAELS, _CENTS):
        if all(part["unit"] in scale for part in parts):
            break
    else:
        return None
    numbers = [read_number(part["number"]) for part in parts]
    if any(number is None for number in numbers):
        return None
    last = "元" if scale is _CENTS else parts[-1]["unit"]
    total = sum((number or 0) * scale[part["unit"]] for number, part in zip(numbers, parts, strict=True))
    value = plain(Decimal(total) / scale[last])
    unit = find_known({"时": "小时", "分": "分钟"}.get(last, last))
    return Amount(value, value, "exact", unit.name, unit.dimension) if unit else None


def _counted(text: str) -> Amount | None:
    if text[:1] == "多":  # 多次: article-like 多个 is no quantity, but a reader may label it
        number = Numeral(Decimal(2), Decimal(2), "exact", 1, "多")
        amount = _with_unit(number, text[1:]) if len(text) > 1 else None
        return amount._replace(bound="at_least") if amount else None
    if half := _HALF_OF.match(text):
        return _with_unit(Numeral(_HALF, _HALF, "more_than" if half[1] else "exact", 1, "半"), text[half.end() :])
    number_found = match_number(text)
    if number_found is None:
        return None
    rest = text[number_found.end :]
    if days := _DAYS_AND_NIGHTS.fullmatch(rest):
        rest = days[1]
    and_half = _AND_A_HALF.fullmatch(rest)
    if and_half is not None and (unit := find_known(and_half[1] or and_half[2])):
        more = number_found._replace(low=number_found.low + _HALF, high=number_found.high + _HALF)
        return _amount(more, unit)
    return _with_unit(number_found, rest)


def _with_unit(number: Numeral, text: str) -> Amount | None:
    if more := _MORE.match(text):  # 万余元, 个多月
        number, text = number._replace(vagueness="more_than"), more[1] + text[more.end() :]
    if not text:
        return Amount(number.low, number.high, number.vagueness, None, "number")
    if text in UNITS:
        return _amount(number, UNITS[text])
    head, *denominators = re.split(r"[/每·]个?", text)
    unit = find_unit(head)
    if unit is None:
        return None
    per = tuple(map(_denominator, denominators))
    if all(per):
        return _amount(number, unit)._replace(denominators=per)
    alternatives = find_unit(text)  # 台/套
    return _amount(number, alternatives) if alternatives else None


def _denominator(text: str) -> str:
    """Read what a rate is per, with a count before it or a count alone (人/10万); empty where it is nothing known."""
    counted = match_number(text)
    count, noun = (f"{counted.low:f}", text[counted.end :]) if counted and counted.vagueness == "exact" else ("", text)
    return count + noun if noun in UNITS or noun in TIME_UNITS or (count and not noun) else ""


def _amount(number: Numeral, unit: Unit) -> Amount:
    low, high = plain(number.low * unit.factor), plain(number.high * unit.factor)
    return Amount(low, high, number.vagueness, unit.name, unit.dimension)


def _range(text: str) -> Amount | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    left, right = match["left"], match["right"]
    if "分之" in left and "分之" not in right:
        right = left[: left.index("分之") + 2] + right
    last = _single(right)
    first = _single(left) if last else None
    if first is None or last is None:
        return None
    if first.unit is None and first.dimension == "number":
        first = _single(_complete(left, right)) or first
    if first.dimension != last.dimension or first.unit != last.unit:
        return None
    low, high = first.low, last.high
    if high < low < 0:  # 零下3至零下6摄氏度
        low, high = high, low
    if low > high:
        return None
    return Amount(low, high, "interval", last.unit, last.dimension, last.denominators)


def _complete(left: str, right: str) -> str:
    """Give the bare first number of a range the unit of the last, and its magnitude where that keeps the order."""
    number = match_number(right)
    if number is None:
        return left
    magnitude = _MAGNITUDE.search(number.digits)
    if magnitude and not _MAGNITUDE.search(left):
        bare, coefficient = read_number(left), read_number(number.digits[: magnitude.start()])
        if bare is not None and coefficient is not None and bare < coefficient:
            left += magnitude[0]
    return left + right[number.end :]

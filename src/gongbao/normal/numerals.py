"""Read Arabic, Chinese and mixed numerals as exact decimals.

Knows what a number is and which numbers are vague in themselves (十几, 数百, 五六百万, 三千余); leaves units and
comparatives to `quantity`. The numeral grammar is our own: the public converters reject 余, 几 and 五六百.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Vagueness = Literal["exact", "more_than", "about", "interval"]


class Numeral(NamedTuple):
    """A numeral found at the start of a text: what it may stand for, and where it ends.

    `low` and `high` are equal but for intervals; `end` is in characters, exclusive; `digits` is the numeral as
    written, without 余, 多, 来 and what follows them.
    """

    low: Decimal
    high: Decimal
    vagueness: Vagueness
    end: int
    digits: str


_DIGITS: Final = {
    char: value
    for value, chars in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_LIMIT: Final = 10**20
_D: Final = "".join(_DIGITS)
_ARABIC: Final = r"\d+(?:,\d{3})*(?:\.\d+)?(?!\d)"  # the look-ahead keeps matching linear
# 百 and 千 open 百分点 and 千分点 as well
_MAGNITUDE: Final = r"[十拾廿卅万亿]|[百佰千仟](?!分[点之])"
_BODY: Final = rf"(?:{_ARABIC}|[{_D}几]|{_MAGNITUDE}|点(?=[{_D}\d])|(?<=十)数(?![据字]))+"
NUMERAL: Final = rf"(?:(?:数(?=[十百千万亿])|好(?=几))?{_BODY}|[数几])"
_VAGUE: Final = re.compile(
    rf"(?P<sign>负|零下|[-−](?=\d))?(?P<digits>{NUMERAL})"
    r"(?:(?P<more>[余多来])(?P<scale>[百千万亿]+)?)?"
)
_TOKEN: Final = re.compile(rf"{_ARABIC}|.")
_POINT: Final = re.compile(rf"([{_D}十百千\d]+)点([{_D}\d]+)")
_RUN: Final = re.compile(rf"[{_D}]{{2,}}")
# the 千 of 千米 belongs to the unit in 9千米 and 1.2万千瓦, not in 一万三千米
_KILO: Final = re.compile(r"千(?=[米克瓦伏帕焦卡]|字节)")
# the last 两 of 二两 is the measure of mass, that of 一两个 and 一两百 a digit
_TAEL: Final = re.compile(r"两(?=$|[/每·半至到-])")
_FOLDED: Final = str.maketrans(
    dict.fromkeys("—–―‐‑‒−－~～〜∼﹣", "-")
    | dict.fromkeys("\u200b\ufeff", "")
    | dict(
        zip(
            "萬億點兩貳參陸負幾餘個約過歲戶週後禮號時間從節",
            "万亿点两贰叁陆负几余个约过岁户周后礼号时间从节",
            strict=True,
        )
    )
)
_TO_FOLD: Final = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED)))}]")
_DASHES: Final = re.compile("-{2,}")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    r"""Fold a dirty mention: half-width, one kind of dash, simplified number words, no white space.

    Example:
        >>> fold("２.6 万\n名")
        '2.6万名'

    """
    folded = unicodedata.normalize("NFKC", text)
    if _TO_FOLD.search(folded):  # slow to do, and most texts have nothing of it
        folded = folded.translate(_FOLDED)
    return _DASHES.sub("-", "".join(folded.split()))


def read_number(text: str) -> Decimal | None:
    """Read a whole text as one plain number, none where it is vague or is no number.

    Example:
        >>> read_number("3亿5000万")
        Decimal('350000000')

    """
    found = match_number(text)
    if found is None or found.end != len(text) or found.vagueness != "exact":
        return None
    return found.low


def match_number(text: str) -> Numeral | None:
    """Find the longest numeral at the start of a folded text.

    Vague numerals: 十几 is 11 to 19, 几十 and 数十 are 20 to 90, 数百 200 to 900, 几 2 to 9, 五六百 500 to 600;
    余 and 多 give more_than, 来 (十来个) about.

    Example:
        >>> match_number("五六百万元")[:3]
        (Decimal('5000000'), Decimal('6000000'), 'interval')

    """
    match = _VAGUE.match(text)
    if match is None:
        return None
    digits, end = match["digits"], match.end()
    if match["more"] is None and _ends_in_unit(text, digits, match.end("digits")):
        digits, end = digits[:-1], end - 1
    sign = -1 if match["sign"] else 1
    readings = [_evaluate(reading + (match["scale"] or "")) for reading in _readings(digits)]  # 1亿2000余万
    values = sorted(sign * reading for reading in readings if reading is not None)
    if len(values) != len(readings) or any(abs(value) >= _LIMIT for value in values):
        return None
    vagueness: Vagueness = "interval" if len(values) > 1 else "exact"
    if match["more"] and vagueness == "exact":
        vagueness = "about" if match["more"] == "来" else "more_than"
    return Numeral(plain(values[0]), plain(values[-1]), vagueness, end, digits)


def plain(value: Decimal) -> Decimal:
    """Write a decimal without exponent and without trailing zeros: 1.18E+4 is 11800."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _ends_in_unit(text: str, digits: str, end: int) -> bool:
    if len(digits) > 1 and _TAEL.match(text, end - 1):
        return True
    if len(digits) < 2 or digits[-1] != "千" or not _KILO.match(text, end - 1):
        return False
    return digits[-2] in "万亿" or not any(char in "万亿" for char in digits)


def _readings(digits: str) -> list[str]:
    digits = digits.removeprefix("好")
    for char in "几数":
        if char in digits:
            least = "一" if f"十{char}" in digits else "二"
            return [digits.replace(char, least, 1), digits.replace(char, "九", 1)]
    for run in _RUN.finditer(digits):
        first, second = _DIGITS[run[0][0]], _DIGITS[run[0][1]]
        if len(run[0]) == 2 and first and (second == first + 1 or (first, second) == (3, 5)):
            return [digits[: run.start() + skip] + digits[run.start() + skip + 1 :] for skip in (1, 0)]
    return [digits]


def _evaluate(digits: str) -> Decimal | None:
    digits = _POINT.sub(lambda m: f"{_evaluate(m[1])}.{_positional(m[2])}", digits)
    digits = _RUN.sub(lambda m: _positional(m[0]), digits)
    tokens = _TOKEN.findall(digits)
    total = section = Decimal(0)
    current: Decimal | None = None
    for word in tokens:
        if word in _SMALL:
            tens = _SMALL[word]
            section += tens if word in "廿卅" else (current or 1) * tens  # 一千零十二
            current = None
        elif word in _LARGE:
            section += current or 0
            if not section and not total:
                section = Decimal(1)
            large = _LARGE[word]
            is_whole = large > 10**4 or not section  # 四万万
            total = (total + section) * large if is_whole else total + section * large
            section, current = Decimal(0), None
        elif current:
            return None
        else:
            current = _digit(word)
            if current is None:
                return None
    return total + section + (current or 0) * _shorthand(tokens)


def _shorthand(tokens: list[str]) -> int:
    # the last digit of 五百二 and 两万三 counts tenths of the magnitude before it
    if len(tokens) < 2 or len(tokens[-1]) > 1 or tokens[-2] not in "百千万亿":
        return 1
    return (_SMALL.get(tokens[-2]) or _LARGE[tokens[-2]]) // 10


def _digit(word: str) -> Decimal | None:
    if word in _DIGITS:
        return Decimal(_DIGITS[word])
    return Decimal(word.replace(",", "")) if word[0].isdigit() else None


def _positional(digits: str) -> str:
    return "".join(str(_DIGITS.get(char, char)) for char in digits)

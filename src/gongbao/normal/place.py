"""Link a place mention to an administrative division: its six-digit code, official name and level.

The divisions and the forms of their names come from `divisions`; here is only how a mention is read, from the text
itself, from the other places of the article and from the region of the issuer.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from gongbao.normal.divisions import Division, Name, division_at, match_names, names, standing_in
from gongbao.records import Place, PlaceCandidate

# what must speak for a reading: nothing; its province, if more than townships speak; what holds it; the county itself
_NO_SUPPORT, _PROVINCE, _PARENT, _ITSELF = range(4)

_MIN_SHARE: Final = 0.7  # of the weight of all readings, to decide
_MIN_SCOPE_LEAD: Final = 1.5  # of the best antecedent of a scope word over the next
_UNSUPPORTED: Final = 0.0005  # weight of a reading that nothing speaks for, where something speaks for others
_IMPLIED_VOTE: Final = 0.4  # of a division that is not named itself but holds a named one, for 全市 and the like
_REGION_WEIGHT: Final = 3.0  # against 1 for a mention in the text
_TOWNSHIP_WEIGHT: Final = 0.5
_MAX_READINGS: Final = 8  # a mention with more is no evidence
_MAX_CANDIDATES: Final = 10

_COUNTRY: Final = Place(name="中华人民共和国", level="country")
_COUNTRY_PATTERN: Final = re.compile("(?:全国|我国|中国|国内|全中国|中华人民共和国|[全我]国各地|全国范围内?|全国城乡)")
# what stands before a division and is none: 第八师石河子市
_PREFIX: Final = re.compile("^(?:中华人民共和国|中国|我国|(?:新疆生产建设)?兵团(?:第.{1,3}师)?|第.{1,3}师)(?=.)")
_SCOPE_PATTERN: Final = re.compile(
    "(?:[全本我该此]|(?=自治))(?P<kind>自治[区州县旗]|街道|苏木|[省市区县州旗盟镇乡])(?:各地|上下|范围内?|境内|内|城乡)?"
    "|(?P<inner>[省市区县州旗盟])(?:境内|内)|(?:[全本]?辖区|境内)内?"
)
_BLANKS: Final = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_EDGES: Final = "\"'“”‘’《》「」()[]【】,，.。;；:：、·-—"
# a short name before one of these names something else: 天津路, 怒江桥, 和平社区
_OTHER_KIND: Final = re.compile(
    "[东西南北中]?(?:[路街巷道桥江河湖海山岛峡湾沟村镇乡里苑园寺庙门港线]|大[街道桥]|[小社]区|街道|胡同|水库|铁路|公路|高速)$"
    "|[东西南北中]?(?:路|街(?!头)|大道|大街|铁路|公路|高速|国道|省道|河畔)"
)
_CONJUNCTION: Final = re.compile("[、和与及至到—-]")
# short names that are common words as well, and classes that serve as names
_COMMON: Final = frozenset({
    "通道", "安居", "平安", "和平", "光明", "东方", "向阳", "新华", "解放", "红旗", "团结", "胜利",
    "城关", "城中", "城东", "城西", "城北", "新城", "全州", "太湖", "泰山", "衡山",
})  # fmt: skip


class _Reading(NamedTuple):
    division: Division
    weight: float
    needs: int


class _Evidence:
    """What the region and the other places say: weights by code, of divisions named and of all that hold them."""

    def __init__(self) -> None:
        self.held: defaultdict[str, float] = defaultdict(float)
        self.named: defaultdict[str, float] = defaultdict(float)
        self.townships: defaultdict[Division, float] = defaultdict(float)
        self._most = [0.0, 0.0, 0.0]  # the highest weight among provinces, cities, counties

    def vote(self, division: Division, weight: float) -> None:
        """Give the weight of a mention to a division and all that hold it."""
        if division.level == "township":
            self.townships[division] += weight
            weight *= _TOWNSHIP_WEIGHT
        else:
            self.named[division.code] += weight
        for code in division.chain:
            self.held[code] += weight
            level = _level(code)
            self._most[level] = max(self._most[level], self.held[code])

    def support(self, division: Division) -> float:
        """Return how far the evidence speaks for a division, from `_UNSUPPORTED` to 1; 1 where there is none.

        At each level of the hierarchy it counts how close the division comes to the one most spoken of.
        """
        if not self.held:
            return 1.0
        shares = [self.held[code] / self._most[_level(code)] for code in division.chain if code in self.held]
        return float(_UNSUPPORTED ** (1 - sum(shares) / len(division.chain)))

    def meets(self, reading: _Reading) -> bool:
        """Tell whether the evidence speaks for the reading as far as the reading needs it."""
        chain = reading.division.chain
        if reading.needs == _NO_SUPPORT or (reading.needs == _PROVINCE and not self.named):
            return True
        wanted = chain[0] if reading.needs == _PROVINCE else chain[-2:][0] if reading.needs == _PARENT else chain[-1]
        return wanted in self.held


def link_place(
    text: str, published: date | None = None, context: Sequence[str] = (), region: str | None = None
) -> Place | None:
    """Link a place mention to the division it stands for.

    The code, name and level are those of the deepest part that has a code. A township has no six-digit code: it
    comes with the code of the county that holds it, its own name and level `township`.

    Args:
        text: The mention as it stands in the text; white space and full-width forms are folded.
        published: Day of publication; decides between a division and what it was before. None means today.
        context: The other place mentions of the article, in any order.
        region: Six-digit code or name of the issuer's region (柳州市, 柳州市民政局).

    Returns:
        The place; with code none and scored candidates where nothing decides between homonyms, with nothing but
        none where a scope word (全市) has no antecedent. The country has the level `country` and no code. None if
        the text names no division: common nouns, roads, rivers, foreign places.

    Example:
        >>> link_place("鼓楼区", context=["福州市"]).code
        '350102'

    """
    year = published.year if published else None
    folded = _fold(text)
    if _COUNTRY_PATTERN.fullmatch(folded):
        return _COUNTRY
    scope = _SCOPE_PATTERN.fullmatch(folded)
    readings = _read(folded, year)
    if scope is None and not readings:
        return None
    evidence = _gather([mention for mention in context if mention != text], region, year)
    if scope is not None:
        home, kind = _region(region, year), scope["kind"] or scope["inner"]
        found = _link_scope(kind, home, evidence, year) if kind else _link_here(home, evidence, year)
        if found.code or not readings:
            return found
        return _decide(readings, evidence) or found
    return _decide(readings, evidence)


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    """Fold full-width forms, drop white space, the quotes around the mention, a leading 中国 or 兵团."""
    folded = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).strip(_EDGES)
    return _PREFIX.sub("", folded)


@lru_cache(maxsize=65536)
def _read(text: str, year: int | None) -> tuple[_Reading, ...]:
    """Return what a folded mention may stand for by its own words; empty if it names no division."""
    end, n_parts, found = match_names(text)
    rest = text[end:]
    if not found or _CONJUNCTION.match(rest):
        return ()
    if rest and (found[0].short or text[end - 1] == "乡") and (_OTHER_KIND.match(rest) or _names_province(rest)):
        return ()
    alive = standing_in(found, year)
    readings = (_Reading(name.division, weight, _needs(name, text[:end], rest, n_parts)) for name, weight in alive)
    return tuple(readings)


def _needs(name: Name, matched: str, rest: str, n_parts: int) -> int:
    """Return what must speak for the reading of a mention that consists of `n_parts` names and a rest."""
    level = name.division.level
    if n_parts > 1 or level in ("province", "city"):
        return _NO_SUPPORT
    if level == "township":
        return _ITSELF if name.short else _PROVINCE
    vague = matched in _COMMON or (len(matched) == 2 and matched.endswith("区"))
    return _PARENT if vague or (name.short and rest) else _NO_SUPPORT


def _names_province(rest: str) -> bool:
    """Tell whether the rest of a mention begins with a province: the mention joins two places."""
    return any(name.division.level == "province" for n in (2, 3) for name in names().get(rest[:n], ()))


def _decide(readings: tuple[_Reading, ...], evidence: _Evidence) -> Place | None:
    """Weigh the readings by the evidence; none if nothing speaks for a mention that may be a common noun."""
    fit = tuple(reading for reading in readings if evidence.meets(reading))
    # 城关镇 beside 文县 is that of 文县, however many there are in its city
    fit = tuple(reading for reading in fit if _in_named_county(reading.division, evidence)) or fit
    if fit:
        return _place(fit, _weigh(fit, evidence), _MIN_SHARE)
    far = tuple(reading for reading in readings if reading.needs == _PROVINCE)
    return Place(candidates=_place(far, _weigh(far, evidence), _MIN_SHARE).candidates) if far else None


def _in_named_county(division: Division, evidence: _Evidence) -> bool:
    return division.level == "township" and evidence.named.get(division.code, 0.0) >= 1.0


def _weigh(readings: Sequence[_Reading], evidence: _Evidence) -> list[float]:
    """Return the share of each reading in the weight of all."""
    weights = [r.weight * evidence.support(r.division) for r in readings]
    total = sum(weights)
    return [weight / total for weight in weights]


def _place(readings: Sequence[_Reading], shares: list[float], min_share: float) -> Place:
    """Make the record: decided if the best share reaches `min_share`."""
    order = sorted(range(len(readings)), key=lambda i: (-shares[i], readings[i].division.code))[:_MAX_CANDIDATES]
    candidates = tuple(
        PlaceCandidate(code=d.code, name=d.full_name, level=d.level, score=round(shares[i], 3))
        for i in order
        if (d := readings[i].division)
    )
    if shares[order[0]] < min_share:
        return Place(candidates=candidates)
    best = candidates[0]
    return Place(code=best.code, name=best.name, level=best.level, candidates=candidates)


def _gather(context: Sequence[str], region: str | None, year: int | None) -> _Evidence:
    """Add up what the region and the other places say, first the places with one reading, the firm ones first."""
    evidence = _Evidence()
    home = _region(region, year)
    if home is not None:
        evidence.vote(home, _REGION_WEIGHT)
    read = [_read(_fold(mention), year) for mention in context]
    for clear in sorted((readings[0] for readings in read if len(readings) == 1), key=lambda reading: reading.needs):
        if evidence.meets(clear):
            evidence.vote(clear.division, 1.0)
    unclear = [tuple(filter(evidence.meets, readings)) for readings in read if 1 < len(readings) <= _MAX_READINGS]
    shares = [_weigh(readings, evidence) for readings in unclear]
    for readings, weights in zip(unclear, shares, strict=True):
        for reading, weight in zip(readings, weights, strict=True):
            evidence.vote(reading.division, weight)
    return evidence


def _level(code: str) -> int:
    """Return 0 for the code of a province, 1 for a city's, 2 for a county's."""
    return 0 if code[2:] == "0000" else 1 if code[4:] == "00" else 2


@lru_cache(maxsize=4096)
def _region(region: str | None, year: int | None) -> Division | None:
    """Return the division of an issuer by code or name; none if not known or not clear."""
    if not region:
        return None
    folded = _fold(region)
    if re.fullmatch(r"\d{2,}", folded):
        return division_at(folded[:6].ljust(6, "0"), year)
    readings = tuple(reading for reading in _read(folded, year) if reading.needs <= _PROVINCE)
    if not readings:
        return None
    shares = _weigh(readings, _Evidence())
    best = max(range(len(readings)), key=shares.__getitem__)
    return readings[best].division if shares[best] >= _MIN_SHARE else None


def _link_scope(kind: str, home: Division | None, evidence: _Evidence, year: int | None) -> Place:
    """Link a scope word by its class (省, 区): the innermost of the region, else the one most spoken of."""
    above = [division for code in reversed(home.chain if home else ()) if (division := division_at(code, year))]
    for division in above if home is None or home.level != "township" else (home, *above):
        if _is_kind(division, kind):
            return _place([_Reading(division, 1.0, _NO_SUPPORT)], [1.0], _MIN_SHARE)
    votes = []
    for code, weight in evidence.held.items():
        division = division_at(code, year)
        if division is not None and _is_kind(division, kind):
            named = evidence.named.get(code, 0.0)
            votes.append(_Reading(division, named + _IMPLIED_VOTE * (weight - named), _NO_SUPPORT))
    votes = _without_parts(votes, evidence)
    votes += [_Reading(d, weight, _NO_SUPPORT) for d, weight in evidence.townships.items() if _is_kind(d, kind)]
    if not votes:
        return Place()
    weights = sorted((vote.weight for vote in votes), reverse=True)
    is_clear = len(votes) == 1 or weights[0] >= _MIN_SCOPE_LEAD * weights[1]
    return _place(votes, [vote.weight / sum(weights) for vote in votes], 0.0 if is_clear else 1.0)


def _link_here(home: Division | None, evidence: _Evidence, year: int | None) -> Place:
    """Link 辖区: the region, else the innermost of the places named, if all of them lie on one line."""
    named = [division for code in evidence.named if (division := division_at(code, year))]
    innermost = home or max(named, key=lambda division: len(division.chain), default=None)
    if innermost is None or not (home or evidence.named.keys() <= set(innermost.chain)):
        return Place()
    return _place([_Reading(innermost, 1.0, _NO_SUPPORT)], [1.0], _MIN_SHARE)


def _without_parts(votes: list[_Reading], evidence: _Evidence) -> list[_Reading]:
    """Drop the parts of a division if two or more are named and none makes up most of it: 全市 is then the whole."""
    for whole in votes:
        parts = [vote for vote in votes if whole.division.holds(vote.division)]
        most = max((evidence.held[part.division.code] for part in parts), default=0.0)
        if len(parts) > 1 and most <= evidence.held[whole.division.code] / 2:
            return [vote for vote in votes if vote not in parts]
    return votes


def _is_kind(division: Division, kind: str) -> bool:
    """Tell whether a scope word of this class may mean the division: 区 an autonomous region or a district."""
    if kind == "区" and division.level == "province":
        return division.name.endswith("自治区")
    return division.name.endswith(kind) and not division.name.endswith("地区")

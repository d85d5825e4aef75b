"""Names of organisations and programmes: their parts, which is a short form of which, whose government a body is.

A name of a body is split into the division at its head (临江市), or the class word that stands for it (市), and the
core (民政局). A name is a short form of a fuller one if their heads agree and its core is the other one's, the end of
it, or an abbreviation of it (人社局 of 人力资源和社会保障局). Whether a text has several fuller names that fit is for
the caller to see.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from gongbao.normal.divisions import Name, match_names
from gongbao.normal.numerals import fold
from gongbao.normal.place import link_place
from gongbao.records import Place

_CLASS: Final = re.compile(
    r"[全本我该]?(?P<name>自治[区州县旗]|特区|省|市(?!场|容|政(?![府协]))|区(?!块|域)|县|州|盟|旗|镇|乡(?!村振|村发)|街道)(?=.)"
)
_NATIONAL: Final = re.compile(
    r"(?:国家|全国|中华人民共和国|中国|中央|国务院|最高人民|最高[法检])|^(?:市场监管|市场监督管理|税务)总局$|(?:民政|财政|教育|公安|司法|应急管理|人力资源和?社会保障|人社|住房和?城乡建设|住建"
    r"|农业农村|交通运输|水利|商务|文化和旅游|退役军人事务|自然资源|生态环境|科学?技术?|工业和信息化|外交)部(?:办公厅)?$"
)
_GOVERNMENT: Final = re.compile(
    r"(?:政府|[厅局委部署办]|委员会|办公室|国务院|法院|检察院|最高[法检]|领导小组|人大|人大常委会|政协|办事处|总队|支队|指挥部|(?<=[厅局委办部])党[组委]"
    r"|(?<=[厅局])[^厅局]{2,8}[处科])$"
)
# the county 公安县 is not in 公安局, nor the district 市中区 in 市中级人民法院
_NO_DIVISION: Final = re.compile("公安[部厅局分]|市中(?!区)")
# 团市委 and 共青团柳州市委 are 市团委 and 柳州市团委
_YOUTH_LEAGUE: Final = re.compile("^团(?P<brief>自治区|[省市区县州旗盟])委$|^共青团(?P<whole>.+?)委$")
# names without a division that are those of a government alone: 财政局 of the issuer
_LONE: Final = re.compile(
    "(?!有关|相关|[该某各两本])..+[厅局]|(?:卫健|卫生健康|发改|发展和?改革|国资|民宗|政法|纪委监|监察)委|(?:人民)?(?:法院|检察院|政府)"
)
_ASIDE: Final = re.compile(r"\([^()]*\)$")
_NO_GOVERNMENT: Final = re.compile(
    r"(?:[居村]民?委员?会?|业委会|业主委员会|党支部|俱乐部|门诊部|专业委员会|邮局|分部|总部|大厅|[餐展舞]厅)$"
)
_FULL_TO_SHORT: Final = (
    ("委员会", "委"),
    ("联合会", "联"),
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("办事处", "办"),
    ("红十字会", "红会"),
    ("中华全国", "全国"),
)
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十\d]+")
_SCHOOL: Final = re.compile("(?:大学|学院|[中小]学|公司|银行)$")
_QUOTES: Final = re.compile("[“”\"‘’'「」《》]")
_QUOTED: Final = re.compile('[“「"]([^“”「」"]{2,})[”」"]')
_MIN_CORE: Final = 2  # characters of a core that may stand without a division


class BodyName(NamedTuple):
    """A name in parts: readings of the division at its head, the class word there, and the rest, abbreviated."""

    head: str
    divisions: tuple[Name, ...]
    class_word: str
    core: str


@lru_cache(maxsize=16384)
def split_name(name: str) -> BodyName:
    """Split the name of a body.

    Example:
        >>> split_name("自治区民政厅")[2:]
        ('自治区', '民政厅')

    """
    folded = _QUOTES.sub("", fold(name)).removeprefix("中共")
    for full, short in _FULL_TO_SHORT:
        folded = folded.replace(full, short)
    if league := _YOUTH_LEAGUE.match(folded):
        folded = (league["brief"] or league["whole"]) + "团委"
    end, _, divisions = match_names(folded)
    if end == len(folded) or _NO_DIVISION.match(folded):
        end, divisions = 0, ()
    core = folded[end:]
    class_word = _CLASS.match(core) if not end else None
    if class_word is not None:
        core = core[class_word.end() :]
    return BodyName(folded[:end], divisions, class_word["name"] if class_word else "", core)


def is_short_form(short: str, full: str) -> bool:
    """Tell whether one name of a body may stand for another, fuller one.

    Example:
        >>> is_short_form("自治区民政厅", "广西壮族自治区民政厅")
        True

    """
    if len(fold(short)) > len(fold(full)):
        return False
    brief, whole = split_name(short), split_name(full)
    if not _heads_agree(brief, whole):
        return False
    if brief.core == whole.core or (brief.class_word and not whole.head and not whole.class_word):
        return True
    if _ORDINAL.findall(brief.core) != _ORDINAL.findall(whole.core):  # 人民医院 is not 第二人民医院
        return False
    has_head = bool(brief.head or brief.class_word)
    if len(brief.core) < _MIN_CORE:
        return has_head and brief.core in ("厅", "局", "办") and whole.core.endswith(brief.core)
    if not has_head and whole.core.endswith(brief.core):
        return True
    if _SCHOOL.search(whole.core):  # 安徽大学 is not 安徽师范大学
        return False
    is_abbreviation = brief.core[-1] == whole.core[-1] and _is_subsequence(brief.core, whole.core)
    return is_abbreviation and (has_head or brief.core[0] == whole.core[0])


def is_same_programme(short: str, full: str) -> bool:
    """Tell whether two names of programmes share the quoted name, or one without quotes is the other's end.

    会议 may stand for any meeting.

    Example:
        >>> is_same_programme("“暖阳”行动", "“暖阳”助老志愿行动")
        True

    """
    quoted = [_QUOTED.search(fold(name)) for name in (short, full)]
    if quoted[0] and quoted[1]:
        return quoted[0][1] == quoted[1][1]
    brief, whole = (_QUOTES.sub("", fold(name)) for name in (short, full))
    if brief == "会议":
        return whole.endswith("会")
    return len(brief) >= _MIN_CORE and whole.endswith(brief)


def is_same_place(short: str, full: str) -> bool:
    """Tell whether two names of places are all name and have the same most common reading: 三明 and 福建三明市."""
    return _division_of(short) is not None and _division_of(short) == _division_of(full)


@lru_cache(maxsize=16384)
def _division_of(name: str) -> str | None:
    """Full name of the division that a name stands for most commonly, none if it is not all name."""
    folded = fold(name)
    end, _, readings = match_names(folded)
    if end != len(folded) or not readings:
        return None
    return max(readings, key=lambda reading: reading.weight).division.full_name


def find_jurisdiction(
    name: str,
    published: date | None = None,
    context: Sequence[str] = (),
    region: str | None = None,
    listed: Sequence[str] = (),
) -> Place | None:
    """Find the division whose government, party or court body a name is; none for all other organisations.

    Args:
        name: the name of the body, the fullest that the text has.
        published: day of publication.
        context: place names of the article.
        region: division of the issuer, which 市民政局 and the like belong to.
        listed: the bodies before it in a list; in 柳州市民政局、财政局 the last one is of the same division. One alone
            (财政局) is of the issuer, a 厅 of the issuer's province; a 局 may be of any division of a province.

    Returns:
        The place with code and level; for national bodies the country.

    Example:
        >>> find_jurisdiction("广西壮族自治区民政厅").code
        '450000'

    """
    folded = _ASIDE.sub("", _QUOTES.sub("", fold(name)))
    parts = split_name(folded)
    if _NO_GOVERNMENT.search(folded) or not _GOVERNMENT.search(folded):
        return None
    if not parts.head and _NATIONAL.search(folded):
        return link_place("全国")
    for body in (parts, *map(split_name, reversed(listed))):
        if body.head or body.class_word:
            return link_place(body.head or f"全{body.class_word}", published, context, region)
    return _of_issuer(parts.core, published, region) if region and _LONE.fullmatch(parts.core) else None


def _of_issuer(core: str, published: date | None, region: str) -> Place | None:
    """The division of a lone office: the region of the issuer, a 厅 its province; a 局 of a province may be any."""
    scopes = ("全省", "自治区") if core.endswith("厅") else ("辖区",)
    found = next(
        (place for scope in scopes if (place := link_place(scope, published, (), region)) and place.code), None
    )
    return None if found and found.level == "province" and core.endswith("局") else found


def _heads_agree(brief: BodyName, whole: BodyName) -> bool:
    if brief.head:
        codes = {name.division.full_name for name in brief.divisions}
        return bool(codes & {name.division.full_name for name in whole.divisions})
    if brief.class_word:
        if whole.class_word:
            return whole.class_word.endswith(brief.class_word)
        if not whole.head:  # 县民政局 of a county that the table lacks
            return whole.core.endswith(brief.class_word + brief.core)
        standing = (name.division.name for name in whole.divisions)
        return any(name.endswith(brief.class_word) for name in (whole.head, *standing))
    return True


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(char in rest for char in short)

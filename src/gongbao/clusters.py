"""Cluster the mentions of one article that name the same thing: organisations, places, programmes, documents.

Joined are mentions of equal text, those that a link `alias_of` joins, and short forms with the one fuller name that
they fit (`gongbao.normal.organisation`). Where two fuller names fit, nothing is joined. Pure and model-free.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from gongbao.annotation import Annotation, Mention
from gongbao.normal.organisation import is_same_place, is_same_programme, is_short_form

CLUSTERED: Final = ("ORG", "PLACE", "PROGRAM", "DOC")
_RULES: Final[dict[str, Callable[[str, str], bool]]] = {
    "ORG": is_short_form,
    "PLACE": is_same_place,
    "PROGRAM": is_same_programme,
    "DOC": is_same_programme,
}
_LAYOUT: Final = re.compile(r"\s+")
_AND: Final = re.compile(r"\s*(?:[、和与及暨]|以及)\s*")
# names of a class that stand for the one body of that class only after 该 or 本
_GENERIC: Final = frozenset(
    "企业 机构 单位 部门 组织 社会组织 社区 团队 公司 政府 村 学校 医院 银行 站点 财政 食堂 政策 方案".split()
)
_DEICTIC: Final = ("该", "本", "此", "这")
_THAT: Final = "该"
_GAP: Final = 8  # characters of layout and a word before a mention


def cluster_mentions(annotation: Annotation) -> list[tuple[Mention, ...]]:
    """Cluster the mentions of an annotation; each mention of a clustered label is in one cluster.

    Returns:
        The clusters, each in text order, in the order of their first mentions.
    """
    mentions = [mention for mention in annotation.mentions if mention.label in CLUSTERED]
    names = {mention: _LAYOUT.sub("", annotation.text[mention.start : mention.end]) for mention in mentions}
    joined = _Joined(mentions)
    first: dict[tuple[str, str], Mention] = {}
    for place, mention in enumerate(mentions):
        meant = _antecedent(annotation.text, mentions[:place], names, mention) if mention.label == "ORG" else None
        joined.join(meant or first.setdefault((mention.label, names[mention]), mention), mention)
    for arc in annotation.arcs:
        if arc.label == "alias_of" and arc.head in names and arc.tail in names:
            joined.join(arc.head, arc.tail)
    for (label, name), mention in sorted(first.items(), key=lambda item: -len(item[0][1])):  # 市民政局 before 市局
        if label not in _RULES or not _may_be_short(annotation.text, name, mention):
            continue
        fuller = {
            joined.find(other)
            for (other_label, other_name), other in first.items()
            if other_label == label and len(other_name) > len(name) and _RULES[label](name, other_name)
        }
        if len(fuller | {joined.find(mention)}) == 2 and len(fuller) == 1:
            joined.join(fuller.pop(), mention)
    clusters: dict[Mention, list[Mention]] = {}
    for mention in mentions:
        clusters.setdefault(joined.find(mention), []).append(mention)
    return [tuple(cluster) for cluster in clusters.values()]


def bodies_before(annotation: Annotation) -> dict[Mention, tuple[str, ...]]:
    """The names that stand before each organisation in a list (柳州市民政局、财政局和教育局), in text order."""
    before: dict[Mention, tuple[str, ...]] = {}
    bodies = [mention for mention in annotation.mentions if mention.label == "ORG"]
    for body, following in pairwise(bodies):
        if _AND.fullmatch(annotation.text, body.end, following.start):
            before[following] = (*before.get(body, ()), annotation.text[body.start : body.end])
    return before


def fullest(text: str, cluster: tuple[Mention, ...]) -> Mention:
    """The mention of a cluster with the longest name, the first of several."""
    return max(cluster, key=lambda mention: len(_LAYOUT.sub("", text[mention.start : mention.end])))


def _antecedent(text: str, before: list[Mention], names: dict[Mention, str], mention: Mention) -> Mention | None:
    """The body that 该局 means: the last one before it whose name ends so; none for all else."""
    name = names[mention]
    is_that = name.startswith(_THAT)
    if not is_that and not _stands_behind(text, mention, _THAT):
        return None
    kind = name.removeprefix(_THAT)
    fits = (other for other in reversed(before) if other.label == "ORG" and names[other].endswith(kind))
    return next((other for other in fits if names[other] != name), None) if kind else None


def _may_be_short(text: str, name: str, mention: Mention) -> bool:
    return name not in _GENERIC or _stands_behind(text, mention, *_DEICTIC)


def _stands_behind(text: str, mention: Mention, *words: str) -> bool:
    return text[max(0, mention.start - _GAP) : mention.start].rstrip().endswith(words)


class _Joined:
    """Disjoint sets of mentions."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._above = {mention: mention for mention in mentions}

    def find(self, mention: Mention) -> Mention:
        while self._above[mention] is not mention:
            mention = self._above[mention]
        return mention

    def join(self, one: Mention, other: Mention) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first

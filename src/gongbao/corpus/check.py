"""Check annotated documents against the annotation scheme, as far as a program can.

An error breaks the contract; a warning is a possible slip that a person should look at. Rules are named as in
`corpus/GUIDELINES.md`.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from gongbao.annotation import Annotation, Mention
from gongbao.layout import sentences
from gongbao.normal.divisions import match_names
from gongbao.schema import CROSS_SENTENCE_LINKS, link_allowed

NEVER_TRIGGERS = frozenset(
    """完善 健全 建立健全 提升 强化 推进 推广 深化 加强 优化 落实 用好 了解 提高 改善 巩固
    升级 打造 扩围 赶赴 抵达 处分 追责 公示 上报 购买 签订 签署 签约 通报 转介 追回
    申报 储备 观摩 命名 运营 接入 收回 接管 认购 约谈 结业 落户 并入""".split()
)
_DETERMINER = re.compile(r"各(?!界)|该|全体|部分|有关")
_EDGE = re.compile(r"^[\s，。、；：！？,;:]|[\s，。、；：！？,;:]$")
_NOT_QUANTITY = re.compile(r"第|共|累计|总计|达|为")
_UNANNOTATED = {
    "number outside any span": re.compile(
        r"(?<![第〔\[(（0-9])[0-9０-９][0-9０-９.,]*(?![0-9０-９]*[号〕\])）、.．期页])"
    ),
    "scope word not annotated": re.compile(
        r"全(?:国|省|市|县|区|州|盟|旗|镇|乡)(?![民面])|本(?:市|县|省)|我(?:省|市|县|区|国)"
    ),
    "time word not annotated": re.compile(r"近日|日前|目前|今年|去年|明年|当日|当天|年底|年内|[上下]半年|春节"),
    "title not annotated": re.compile(r"《[^》]*》"),
}  # fmt: skip
SHINGLE = 10  # characters


class Problem(NamedTuple):
    """Something a check found: where, whether it breaks the contract, which rule, and what was found."""

    document: str
    is_error: bool
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.document}: {'error' if self.is_error else 'warning'}: {self.rule}: {self.message}"


def check_document(name: str, annotation: Annotation) -> list[Problem]:
    """Check one document."""
    checks = (_check_overlap, _check_mentions, _check_links, _check_roles, _check_missing)
    return [Problem(name, *found) for check in checks for found in check(annotation)]


_Found = Iterator[tuple[bool, str, str]]


def _check_overlap(annotation: Annotation) -> _Found:
    for first, second in zip(annotation.mentions, annotation.mentions[1:], strict=False):
        if second.start < first.end:
            yield True, "one flat layer", f"{_show(annotation, first)} overlaps {_show(annotation, second)}"


def _check_mentions(annotation: Annotation) -> _Found:
    for mention in annotation.mentions:
        text, shown = annotation.text[mention.start : mention.end], _show(annotation, mention)
        if _EDGE.search(text):
            yield True, "G5", f"white space or punctuation at the edge of {shown}"
        if mention.is_trigger:
            if text in NEVER_TRIGGERS:
                yield True, "rulings 1, 14, 19, 37", f"never a trigger: {shown}"
            if len(text) > 6:
                yield False, "section 3", f"long for a trigger: {shown}"
        elif _DETERMINER.match(text):
            yield False, "G3", f"determiner inside {shown}"
        elif "的" in text and not re.search("[“《「]", text):
            yield False, "G3", f"的 inside {shown}"
        if mention.label == "QUANTITY" and _NOT_QUANTITY.match(text):
            yield True, "section 2", f"ordinal or verb at the start of {shown}"


def _check_links(annotation: Annotation) -> _Found:
    starts = [start for start, _ in sentences(annotation.text)]
    pairs = Counter((arc.head, arc.tail) for arc in annotation.arcs)
    for arc in annotation.arcs:
        shown = f"{_show(annotation, arc.head)} {arc.label} {_show(annotation, arc.tail)}"
        if arc.head == arc.tail:
            yield True, "section 4", f"link to itself: {shown}"
        if not link_allowed(arc.head.label, arc.label, arc.tail.label):
            yield True, "section 4", f"the scheme has no {arc.head.label} {arc.label} {arc.tail.label}: {shown}"
        if pairs[arc.head, arc.tail] > 1:
            yield False, "section 4", f"two links between one pair: {shown}"
        apart = bisect_right(starts, arc.head.start) != bisect_right(starts, arc.tail.start)
        if apart and arc.label not in CROSS_SENTENCE_LINKS:
            yield False, "L1", f"link between sentences: {shown}"


def _check_roles(annotation: Annotation) -> _Found:
    linked: defaultdict[Mention, set[str]] = defaultdict(set)
    for arc in annotation.arcs:
        linked[arc.head].add(arc.label)
        linked[arc.tail].add(f"is {arc.label}")
    for mention in annotation.mentions:
        shown = _show(annotation, mention)
        if mention.is_trigger and not linked[mention]:
            yield False, "section 3", f"trigger without arguments: {shown}"
        if mention.label in ("GROUP", "ITEM") and not linked[mention]:
            yield False, "G1", f"common noun in no link: {shown}"
        if mention.label == "QUANTITY" and not linked[mention] & {"measures", "is amount"}:
            yield False, "L2", f"neither measures nor amount: {shown}"
        if mention.status == "planned" and not mention.is_trigger and mention.label != "QUANTITY":
            yield True, "section 3", f"status on {shown}"


def _check_missing(annotation: Annotation) -> _Found:
    covered = [False] * len(annotation.text)
    for mention in annotation.mentions:
        covered[mention.start : mention.end] = [True] * (mention.end - mention.start)
    patterns = dict(_UNANNOTATED)
    names = {_text(annotation, m) for m in annotation.mentions if m.label in ("ORG", "PROGRAM", "DOC")}
    for name in names:
        if len(name) > 2:
            patterns[f"G6: {name} is annotated elsewhere"] = re.compile(re.escape(name))
    for rule, pattern in patterns.items():
        for found in pattern.finditer(annotation.text):
            if not any(covered[found.start() : found.end()]):
                yield False, rule, _context(annotation.text, *found.span())


def shingles(text: str) -> set[str]:
    """Runs of ten characters of a text, white space aside."""
    packed = "".join(text.split())
    return {packed[i : i + SHINGLE] for i in range(len(packed) - SHINGLE + 1)}


def repeated_share(texts: Iterable[str], least: int = 3) -> float:
    """Share of the distinct ten-character runs that stand in at least that many texts."""
    counts = Counter(run for text in texts for run in shingles(text))
    return sum(count >= least for count in counts.values()) / max(1, len(counts))


_COMMON_NAME = re.compile(
    "12345|中央|国家|国务院|全国|中国|中华|民政部|[^省市县区]{2,7}部$"
    "|(?:自治[区州县旗]|[省市区县州盟旗镇乡村]|街道|社区|团[省市区县])(?:(?!.{6})|[、（]|[^“]*[厅局委办队库所科处]$|[^“]*中心$)"
    "|.*(?:组织|单位|企业|机构|部门|团体|系统)$"
    "|(?:红白理事会|救助管理站|退役军人服务站|居民委员会|会计师事务所|农村助餐点|“跨省通办”)$|.*大学$"
)


def near_duplicates(texts: Mapping[str, str], least: float = 0.05) -> list[tuple[str, str, float]]:
    """Pairs of texts that share at least that part of the shorter one's ten-character runs."""
    runs = {name: shingles(text) for name, text in texts.items()}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in found:
            holders[run].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(sorted(names), 2))
    shares = {(a, b): count / min(len(runs[a]), len(runs[b])) for (a, b), count in shared.items()}
    return [(a, b, share) for (a, b), share in sorted(shares.items()) if share >= least]


def invented_names(annotations: Iterable[Annotation]) -> set[str]:
    """Names of organisations and programmes that no real body is likely to have: neither common nor of a place."""
    return {
        name
        for annotation in annotations
        for mention in annotation.mentions
        if mention.label in ("ORG", "PROGRAM")
        for name in ["".join(_text(annotation, mention).split())]
        if len(name) >= 5 and not _COMMON_NAME.match(name) and all(form.short for form in match_names(name)[2])
    }


def repeated_names(annotations: Collection[Annotation], most: float = 0.01) -> dict[str, int]:
    """Names of organisations and programmes in more than a share of the documents, with the number of documents.

    Central bodies, short forms of offices (市民政局), kinds of bodies (第三方机构) and anything of less than five
    characters are no names in this sense.
    """
    counts = Counter(
        name
        for annotation in annotations
        for name in {
            "".join(_text(annotation, m).split()) for m in annotation.mentions if m.label in ("ORG", "PROGRAM")
        }
        if len(name) >= 5 and not _COMMON_NAME.match(name)
    )
    return {name: count for name, count in counts.most_common() if count > most * len(annotations)}


def _text(annotation: Annotation, mention: Mention) -> str:
    return annotation.text[mention.start : mention.end]


def _show(annotation: Annotation, mention: Mention) -> str:
    return f"{mention.label} {_text(annotation, mention)!r} ({mention.start})"


def _context(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 8]}")

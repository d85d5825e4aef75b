"""Split the clean text of a bulletin page into articles, and tell the parts of each.

First each paragraph gets a kind by its form alone; then a short line is judged to head an article by what stands
around it. Who issued an article and when is `gongbao.sources.imprint`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from gongbao.layout import paragraphs
from gongbao.sources.fields import read_fields


class Kind(str, Enum):
    """What a paragraph is."""

    masthead = "masthead"
    section = "section"
    headline = "headline"
    subtitle = "subtitle"
    lead = "lead"
    body = "body"
    source = "source"
    date = "date"
    caption = "caption"


class Part(NamedTuple):
    """A paragraph of an article (characters of the clean text, end exclusive)."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """An article of a page.

    Attributes:
        start: first character of the clean text, in characters.
        end: end exclusive; the articles of a page follow each other and leave out only white space.
        parts: in the order of the text.
    """

    start: int
    end: int
    parts: tuple[Part, ...]

    def first(self, text: str, kind: Kind) -> str | None:
        """Text of the first part of a kind, from the text that the article stands in."""
        return next((text[part.start : part.end] for part in self.parts if part.kind == kind), None)


_MAX_HEADLINE: Final = 45  # characters
_MAX_SOURCE: Final = 50  # characters
_OFFICE: Final = "局厅委办网报社部会府站心"
_DAY: Final = (
    r"(?:(?:19|20)[0-9]{2}(?:年|[-./])[0-9]{1,2}(?:(?:月|[-./])[0-9]{1,2}日?|月)|"
    "[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_MASTHEAD = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[期号版]|总第|^(?:主办|主管|编印|编发|主编|编辑部)|内部(?:资料|参考)|编[印发]?\s|"
    r"(?:简报|快报|专报|周报|月报|摘编|信息|动态|通讯|公开栏|专刊|播报|要闻)(?:[（(].*[）)])?(?:\s+\S*)?$"
)
_SECTION = re.compile(
    r"[【\[〖〔［].{1,12}[】\]〗〕］]?$|(?:要闻|简讯|短讯|快讯|动态|图片新闻|基层传真|工作动态|一线传真|民生服务|本期导读|本期要目|综合信息|经验交流|政策解读|各地动态|热点关注)$"
)
_SOURCE = re.compile(
    r"[（(【]?(?:信息|文章|稿件|文字|数据|资料|图文)?(?:来源|稿源|供稿|原载)(?:单位)?[:：\s].*$|"
    r"[（(](?:综合)?(?:据|摘自|转自|选自|原载|来源|供稿|作者|记者|通讯员|编辑|撰稿).{1,40}[）)]$|"
    r"(?:综合)?(?:据|摘自|转自|选自)[^，。；]{2,40}(?:官网|网站|网|报|公众号|微信|客户端|中心|频道|电视台|通讯社)[）)]?$|"
    r"[（(][^，。；：]{2,30}[）)]$|(?:责任编辑|责编|审核|撰稿|通讯员|作者|记者)[:：][^，。；？！]{2,30}$|"
    r"(?:本[报刊网台]|新华社)?(?:见习|实习)?(?:记者|通讯员)(?:\s[^，。；：！？]{2,28}|(?!手记|观察|调查|走访|来信)[\u4e00-\u9fff]{2,3}"
    r"(?:\s+(?:记者|通讯员|摄影)[^，。；：！？]{2,14})?)$|"
    r"[^，。；：\s]{2,22}(?:供稿|供图)$"
)
_REMARK = re.compile(r"[（(]\s*(?:此件|此页|本页|共印|未完|完[）)]|下转|上接|附[:：表图件]|注[:：]|单位[:：])")
_ENDS_WITH_SOURCE = re.compile(r"。[（(](?:据|来源|摘自|转自)[^，。；]{2,40}[）)]$|。[（(][^，。；]{2,20}供稿[）)]$")
_DATE = re.compile(
    rf"[（(]?(?:(?:发布|发表|成文|印发)?(?:日期|时间)[:：\s]*)?{_DAY}(?:\s*[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?[）)]?$"
)
_CAPTION = re.compile(
    r"[▲△▼]|表[0-9一二三四五六七八九十]{1,2}[:：\s、]|[（(]?(?:[上下左右]?图|图片)(?:[0-9一二三四五六①-⑩]{0,2})(?:为|[:：\s、])|[（(](?:图片由|摄影)"
)
_SUBTITLE = re.compile(r"——|—|--")
_LEAD = re.compile(r"编者按|导语|【?导读|核心提示|内容摘要|按[:：]")
_LISTED = re.compile(
    r"(?:记者|局长|书记|问|答)[:：]|"
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[0-9]{1,2}(?:[、．)）]|[.](?![0-9]))|第[一二三四五六七八九十]+[章条部]|[①-⑳]|附件|附[:：]"
)
_SIGNATURE = re.compile(
    rf"[^，。；：:！？\s]{{2,22}}(?:[{_OFFICE}]|委员会|办公室|领导小组)(?:\s+[^，。；：\s]{{2,22}}[{_OFFICE}])*$"
)
_ISSUE = re.compile(r"第\s*[0-9〇零一二三四五六七八九十百]+\s*期|总第")
_OFFICE_DAY = re.compile(rf"[{_OFFICE}室]编?印?\s+{_DAY}$")
_BULLET = re.compile("[●•■◆▲※★·○]")
_CONTENTS_MARK = re.compile(r"^[●•■◆▲※★·○]?\s*(?:[0-9]{1,2}[.、．])?\s*|[\s.·…—-]*[（(]?[0-9]{0,3}[）)]?$")
_DATELINE = re.compile(r"(?:本[报刊站网台]|新华社|中新[社网]|人民网|央[视广])[^，。；]{0,14}?[讯电](?:[\s（(：:，]|$)")
_WIDE = re.compile(r"\t|\u3000+|\s{2,}")
_NUMBER = re.compile("[0-9.,%％]+$")
_CLOSED = re.compile("[。；：，、;:,]$")
_OPENING = re.compile(
    r"(?:本报|本站|本刊|本台|本网).{0,6}[讯电]|.{0,14}(?:讯|消息|电)[\s（，：:]|近日|日前|连日来|近期|今天|昨天|昨日|前天|"
    r"(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|初|以来)|[0-9]{1,2}日|记者|今年|去年|截至|据|随着|入[春夏秋冬冬]|为"
)
_PLACE = re.compile("[省市县区州盟旗镇乡村]|街道|社区|嘎查|苏木|[局厅院站]")
_SUBHEAD = re.compile(
    "(?:方面|情况|做法|成效|打算|问题|措施|举措|经验|特点|启示|安排|要求|目标|任务|到位|保障|体系|机制)$"
)
_THRESHOLD: Final = 2.5
_CERTAIN: Final = 10.0
_TWIN: Final = 5.0
_LONG: Final = 10  # characters, of a short line that is likely a headline
_SHORT: Final = 6  # characters, of one that is likely a heading inside an article
_MAX_TWIN: Final = 10  # characters
_NEAR: Final = 20  # paragraphs
_NUMERALS: Final = "一二三四五六七八九十"


class _Line(NamedTuple):
    kind: Kind | None
    """None for a short line that may be a headline or a heading inside an article."""
    start: int
    end: int
    text: str


def split_articles(text: str) -> list[Article]:
    """Split a clean text into articles; a text without a headline is one article."""
    lines = [_line(text, start, end) for start, end in paragraphs(text)]
    if not lines:
        return [Article(0, len(text), ())]
    lines = _mark_contents(lines)
    heads = _headlines(lines)
    starts = [number for number in range(len(lines)) if number in heads and number - 1 not in heads]
    starts = [_with_section(lines, start) for start in starts]
    if not starts or any(_is_text(line) for line in lines[: starts[0]]):
        starts.insert(0, 0)
    starts[0] = 0  # mastheads, tables and captions that come first belong to the first article
    starts = list(_with_datelines(lines, starts))
    ends = [*starts[1:], len(lines)]
    return [_article(lines[start:end], {n - start for n in heads}) for start, end in zip(starts, ends, strict=True)]


def _line(text: str, start: int, end: int) -> _Line:
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    return _Line(_kind(content.strip()), start, end, content.strip())


def _is_text(line: _Line) -> bool:
    return line.kind is Kind.body and "。" in line.text and not _BULLET.match(line.text)


def _mark_contents(lines: list[_Line]) -> list[_Line]:
    """Take the headlines of a table of contents for a part of the masthead.

    They come again below, and the first of them before any text: a text that stands twice in a page is no contents.
    """
    head = next((n for n, line in enumerate(lines) if line.kind is Kind.lead or _is_text(line)), len(lines))
    bare = [_CONTENTS_MARK.sub("", line.text) if line.kind in (None, Kind.body) else "" for line in lines]
    long_enough = [len(text) >= _SHORT - 1 for text in bare]
    first = next((n for n in range(head) if long_enough[n] and bare[n] in bare[:n]), 0)
    below = set(bare[first:])
    again = [long_enough[n] and bare[n] in below for n in range(first)]
    pairs = zip([False, *again[:-1]], again, [*again[1:], False], strict=True)
    listed = [here and (above or under) for above, here, under in pairs] if first else []
    return [line._replace(kind=Kind.masthead) if n < first and listed[n] else line for n, line in enumerate(lines)]


def _with_datelines(lines: list[_Line], starts: list[int]) -> Iterator[int]:
    """Add the starts of articles without headline: a dateline (`新华社太原5月7日电`) after the text of another one."""
    has_text = False
    for number, line in enumerate(lines):
        if number in starts or (has_text and _DATELINE.match(line.text) and _is_text(line)):
            has_text = False
            yield number
        has_text = has_text or _is_text(line)


def _with_section(lines: list[_Line], start: int) -> int:
    """Number of the section mark right above a headline, or of the headline."""
    return start - 1 if start and lines[start - 1].kind is Kind.section else start


def _kind(line: str) -> Kind | None:
    if _CAPTION.match(line):
        return Kind.caption
    if _DATE.match(line):
        return Kind.date
    if _REMARK.match(line):
        return Kind.body
    if (len(line) <= _MAX_SOURCE and _SOURCE.match(line)) or len(list(read_fields(line))) > 1:
        return Kind.source
    if _is_table_row(line):
        return Kind.body
    if _SUBTITLE.match(line) and len(line) <= _MAX_HEADLINE:
        return Kind.subtitle
    if _LEAD.match(line):
        return Kind.lead
    if len(line) <= 14 and _SECTION.match(line):
        return Kind.section
    if len(line) > _MAX_HEADLINE or _CLOSED.search(line) or _LISTED.match(line):
        return Kind.body
    return None


def _is_table_row(line: str) -> bool:
    """Tell whether a line has cells: with tabs between them, four apart from each other, or three with numbers."""
    if "\t" in line:
        return not _OFFICE_DAY.search(line)
    cells = _WIDE.split(line)
    if any(len(cell) > _MAX_TWIN for cell in cells):
        return False
    return len(cells) > 3 or (len(cells) > 2 and any(_NUMBER.match(cell) for cell in cells))


def _headlines(lines: list[_Line]) -> set[int]:
    """Numbers of the lines that head articles; a headline in two lines gives both."""
    heads: set[int] = set()
    for number, line in enumerate(lines):
        if line.kind is None and number not in heads and _heads_article(lines, number, heads):
            heads.add(number)
            follows = number + 1
            if follows + 1 < len(lines) and lines[follows].kind is None and not _is_signed(lines, follows):
                heads.add(follows)
    return heads


def _heads_article(lines: list[_Line], number: int, heads: set[int]) -> bool:
    line = lines[number]
    if _is_signed(lines, number) or _is_masthead(lines, number, heads):
        return False
    ahead = number + 1
    while ahead < len(lines) and ahead < number + 5 and lines[ahead].kind not in (Kind.body, Kind.lead, Kind.caption):
        if lines[ahead].kind is Kind.section:
            return False
        ahead += 1
    if ahead == len(lines):
        return False
    back = number - 1
    while back >= 0 and lines[back].kind is Kind.section:
        back -= 1
    if back < 0 or not heads or back < number - 1:
        return True
    return (
        _score(line, lines[number + 1 : ahead], lines[ahead], lines[back]) - _TWIN * _has_twin(lines, number)
        >= _THRESHOLD
    )


def _has_twin(lines: list[_Line], number: int) -> bool:
    """Tell whether a short line runs parallel to another one, as the headings inside an article do."""
    text = lines[number].text
    near = range(max(0, number - _NEAR), min(len(lines), number + _NEAR))
    others = (lines[at].text for at in near if lines[at].kind is None and at != number)
    return len(text) <= _MAX_TWIN and any(_is_twin(text, other) for other in others)


def _is_twin(one: str, other: str) -> bool:
    same_start = one[0] == other[0] or (one[0] in _NUMERALS and other[0] in _NUMERALS)
    return one != other and len(one) == len(other) and same_start and one[-1] == other[-1]


def _score(line: _Line, between: list[_Line], body: _Line, before: _Line) -> float:
    """Add up what speaks for a headline of a new article against a heading inside one."""
    text = line.text
    if (
        before.kind in (Kind.source, Kind.date, Kind.caption)
        or before.kind is None
        or _ENDS_WITH_SOURCE.search(before.text)
    ):
        return _CERTAIN
    if any(found.kind in (Kind.date, Kind.source, Kind.subtitle) for found in between):
        return _CERTAIN
    score = 1.5
    score += 1.5 * bool(_OPENING.match(body.text))
    score += bool(_PLACE.search(text)) + bool(_PLACE.search(body.text[:8]))
    score += 1.5 * (text[:2] in body.text[:40])
    score += 1.0 * (len(text) >= _LONG) - 1.0 * (len(text) <= _SHORT)
    return score - 1.5 * bool(_SUBHEAD.search(text))


def _is_signed(lines: list[_Line], number: int) -> bool:
    """Tell whether a line names the office that signs what stands above, with the date under it or at the end."""
    if number == 0 or not _SIGNATURE.match(lines[number].text) or lines[number - 1].kind is not Kind.body:
        return False
    return number + 1 == len(lines) or lines[number + 1].kind is Kind.date


def _is_masthead(lines: list[_Line], number: int, heads: set[int]) -> bool:
    """Tell whether a line above all articles names the bulletin: a headline follows before any text.

    So do all lines above the number of the issue, and above the office and date under it.
    """
    if heads:
        return False
    rest = range(number + 1, len(lines))
    end = next((n for n in rest if lines[n].kind is Kind.lead or _is_text(lines[n])), len(lines))
    named = [n for n in range(end) if lines[n].kind is None and _MASTHEAD.search(lines[n].text)]
    ends = [n for n in named if n == number or _ISSUE.search(lines[n].text)]
    ends += [n for n in range(end) if named and n > named[0] and _OFFICE_DAY.search(lines[n].text)]
    last = max((n for n in ends if n >= number), default=-1)
    return last >= 0 and any(line.kind is None for line in lines[last + 1 : end])


def _article(lines: list[_Line], heads: set[int]) -> Article:
    first = min((number for number in heads if number >= 0), default=0)
    parts = []
    for number, line in enumerate(lines):
        if number < first and line.kind in (None, Kind.date):
            kind = Kind.masthead
        elif line.kind is not None:
            kind = line.kind
        elif number in heads:
            kind = Kind.subtitle if number - 1 in heads else Kind.headline
        else:
            kind = Kind.source if _is_signed(lines, number) else Kind.body
        parts.append(Part(kind, line.start, line.end))
    bodies = [number for number, part in enumerate(parts) if part.kind is Kind.body]
    if len(bodies) > 1 and not any(part.kind is Kind.lead for part in parts) and _OPENING.match(lines[bodies[0]].text):
        parts[bodies[0]] = parts[bodies[0]]._replace(kind=Kind.lead)
    return Article(lines[0].start, lines[-1].end, tuple(parts))

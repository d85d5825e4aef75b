"""Find lines that belong to the pages and not to the text: page numbers, running heads, mastheads that come again."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from gongbao.layout import Range, is_page_mark

_LINE = re.compile(r"[^\n\r\f]*[^\s][^\n\r\f]*")
_COUNTED = re.compile("[万亿元个名人户次件项家所处岁余多年月日时%％]")
_MASTHEAD = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[期号]|(?:简报|快报|专报|月报|摘编|信息|动态|工作通讯)$"
)
_ENDS_ARTICLE = re.compile("[（(据▲图]|来源")
_STOP = re.compile("[，。；,;]")
_LONG_LINE = 45  # characters, above which a line is no headline
_LEAST_HEADLINE = 5  # characters


_RULE = re.compile(r"[-—–=_*~＿－─━═＝]{4,}$")
_LINK = re.compile(
    r"(?:打印|关闭|返回|收藏|分享|点赞|在看|点击|阅读|复制链接|我要纠错)(?:本页|此页|本文|窗口|首页|顶部|上一页|列表|到)?"
    r"[ \u3000:：]{0,3}[0-9]{0,9}"
)
_AROUND_LINKS = re.compile(r"[\s|｜/【】\[\]]*$")
_OTHER_ARTICLE = re.compile(
    r"[上下]一[篇条页]\s*[:：]|(?:微信)?(?:长按|扫一扫|扫码|扫描).{0,12}(?:公众号|二维码|关注.{0,6}|手机.{0,8})$"
)
_QUOTED = re.compile(r"^[ \t]*(?:[>＞][ \t]?)+", re.MULTILINE)
_LEAST_QUOTED = 3  # lines
_LONG_LINK = 60  # characters, above which a line holds more than links


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    """Without white space at its ends."""
    page: int


def _lines(text: str) -> list[_Line]:
    feeds = [found.start() for found in re.finditer("\f", text)]
    return [
        _Line(*match.span(), match.group().strip(), bisect_right(feeds, match.start()))
        for match in _LINE.finditer(text)
    ]


def page_marks(text: str) -> Iterator[Range]:
    """Lines that hold a page number."""
    lines = _lines(text)
    for number in range(len(lines)):
        if _is_page_mark(lines, number):
            yield _whole_line(text, lines, number)


def _is_page_mark(lines: list[_Line], number: int) -> bool:
    """Tell a page number from a number that line breaks cut out of a sentence."""
    text = lines[number].text
    if not is_page_mark(text):
        return False
    follows = lines[number + 1].text if number + 1 < len(lines) else ""
    return not (text.isdigit() and _COUNTED.match(follows))


def running_heads(text: str) -> Iterator[Range]:
    """Lines that come again at the edges of pages, mastheads that come again, and headlines twice in a row.

    The first one stays where it heads the text.
    """
    lines = _lines(text)
    forms = [re.sub(r"[0-9]+", "0", re.sub(r"\s", "", line.text)) for line in lines]
    at_edge = list(_edges(lines))
    again = Counter(form for form, is_edge in zip(forms, at_edge, strict=True) if is_edge)
    seen: set[str] = set()
    for number, form in enumerate(forms):
        is_short = len(form) < _LONG_LINE and not _STOP.search(form) and not _ENDS_ARTICLE.match(form)
        if (
            number > 0
            and is_short
            and not _is_page_mark(lines, number)
            and (
                (at_edge[number] and again[form] > 1)
                or (form in seen and _MASTHEAD.search(lines[number].text))
                or (form == forms[number - 1] and len(form) > _LEAST_HEADLINE)
            )
        ):
            yield _whole_line(text, lines, number)
        seen.add(form)


def _edges(lines: list[_Line]) -> Iterator[bool]:
    """Tell of each line whether it stands next to the end of a page, which a page number or a form feed marks."""
    marks = [_is_page_mark(lines, number) for number in range(len(lines))]
    is_paged = any(marks) or (bool(lines) and lines[-1].page > 0)
    for number, line in enumerate(lines):
        near = [n for n in (number - 1, number + 1) if 0 <= n < len(lines)]
        yield is_paged and (len(near) < 2 or any(marks[n] or lines[n].page != line.page for n in near))


def _whole_line(text: str, lines: list[_Line], number: int) -> Range:
    """Range of a line with the break after it, or before it where it is the last one."""
    start, end = lines[number].start, lines[number].end
    if number + 1 == len(lines):
        return (lines[number - 1].end if number else 0), end
    while text[end] in "\n\r":
        end += 1
    return start, end


def ruled_lines(text: str) -> Iterator[Range]:
    """Lines drawn with characters."""
    return _lines_that(text, lambda line: bool(_RULE.match(line)))


def page_links(text: str) -> Iterator[Range]:
    """What web pages set around an article: links to print it, to close it, to the article before and after."""
    return _lines_that(text, _is_link)


def _is_link(line: str) -> bool:
    if len(line) > _LONG_LINK:
        return False
    rest, n_links = _LINK.subn("", line)
    is_links = n_links > 1 or (n_links == 1 and line[0] in "【[" and line[-1] in "】]")
    return bool((is_links and _AROUND_LINKS.match(rest)) or _OTHER_ARTICLE.match(line))


def _lines_that(text: str, is_meant: Callable[[str], bool]) -> Iterator[Range]:
    lines = _lines(text)
    return (_whole_line(text, lines, number) for number, line in enumerate(lines) if is_meant(line.text))


def quotation_marks(text: str) -> Iterator[Range]:
    """Marks `>` that mail sets before each line of what it quotes."""
    found = [match.span() for match in _QUOTED.finditer(text)]
    return iter(found if len(found) >= _LEAST_QUOTED and 2 * len(found) >= len(_lines(text)) else ())


def page_breaks(text: str) -> Iterator[Range]:
    """Form feeds."""
    return (found.span() for found in re.finditer("\f", text))

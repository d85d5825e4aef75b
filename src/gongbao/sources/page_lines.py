"""Find lines that belong to the pages and not to the text: page numbers, running heads, mastheads that come again."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
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


def page_breaks(text: str) -> Iterator[Range]:
    """Form feeds."""
    return (found.span() for found in re.finditer("\f", text))

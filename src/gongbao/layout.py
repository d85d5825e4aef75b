"""Find sentences and paragraphs in text whose layout may be broken, without changing a character.

Text copied from PDF or web pages has spaces inside words and line breaks inside sentences. Which line break
ends something and which is an accident is decided here, once, for the tokenizer and for the sentence ranges.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

Range = tuple[int, int]

_LINE_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*(?:\r\n?|\n)\s*")
_FULL_STOP = re.compile(r"[。！？!?]+[”’」』）)\"]*")
_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)\"]*$|[）)】]$")
_UNFINISHED = re.compile(r"[，、,（(《“「·—－-]$|[0-9０-９][.．]$")
_CONTINUES = re.compile(r"[，、。；：,;:!?！？）)》”」％%·]")
_STARTS_NEW = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．是]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、.．](?![0-9])"
    r"|第[一二三四五六七八九十]+[章条部]|[●•■◆▲※★·○]|【|——|[（(][^，。]{2,30}(?:供稿|供图|摄|官网|网站)[）)]|[（(]?(?:图|来源|据.{2,20}[官网]|转自|摘自|供稿|编辑|记者|附件|抄送|发布)"
)
_PAGE_MARK = re.compile(r"[—–\-－\s]*\d{1,4}[—–\-－\s]*$|第\s*\d+\s*页.*$")
_INNER_STOP = re.compile(r"[，。；,;]")
_BRACKETS = (("《", "》"), ("（", "）"), ("“", "”"), ("「", "」"))
_MAX_HEADLINE = 45  # characters
_SHORT_HEADLINE = 26  # characters, with a comma in it
_OPENS_ARTICLE = re.compile(r"本报讯|近日|日前|[0-9]{4}年|[0-9]{1,2}月[0-9]{1,2}日")
_LEANS_ON_NEXT = re.compile(r"[在和与为由把被对从将共已向于至到及或以各该其]$")
_NUMBER_CUT = re.compile(r"[0-9][ \t\u3000]*$")
_AFTER_NUMBER = re.compile("[0-9%％\u4e00-\u9fff]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_MONTH_CUT = re.compile(r"[0-9]{1,2}月$")
_AFTER_MONTH = re.compile(r"[0-9]{1,2}日")
_SHORT_TITLES = {"公告", "公示", "附件", "简讯", "快讯", "目录", "通报", "通告", "通知", "要闻"}


def is_soft_break(before: str, after: str) -> bool:
    """Tell whether a line break between two stretches of text is an accident inside a sentence.

    Args:
        before: what stands before the break since the last real break, stripped.
        after: the line after the break, stripped.
    """
    if not before or not after:
        return False
    if _NUMBER_CUT.search(before) and _AFTER_NUMBER.match(after):
        return not (is_page_mark(after) or _STARTS_NEW.match(after) or _YEAR.search(before))
    if _MONTH_CUT.search(before) and _AFTER_MONTH.match(after):
        return True
    if is_page_mark(before) or is_page_mark(after):
        return False
    if _CONTINUES.match(after) or _UNFINISHED.search(before):
        return True
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in _BRACKETS):
        return len(after) > 1
    if _FINISHED.search(before) or _STARTS_NEW.match(after):
        return False
    if _INNER_STOP.search(before):
        return len(before) > _SHORT_HEADLINE or not _OPENS_ARTICLE.match(after)
    return len(before) > _MAX_HEADLINE or _is_fragment(before, after)


def is_page_mark(line: str) -> bool:
    """Tell whether a line holds nothing but a page number."""
    return bool(_PAGE_MARK.match(line))


def _is_fragment(before: str, after: str) -> bool:
    """Tell whether a short line without a comma is the start of a sentence and no headline."""
    if len(before) < 3:
        return before not in _SHORT_TITLES
    return bool(_LEANS_ON_NEXT.search(before)) or after[0] in _word_pairs().get(before[-1], "")


@lru_cache(maxsize=1)
def _word_pairs() -> dict[str, str]:
    """Characters that a word or phrase goes on with, by the character before (`scripts/build_word_pairs.py`)."""
    lines = files("gongbao").joinpath("word_pairs.txt").read_text("utf8").splitlines()
    return {line[0]: line[1:] for line in lines}


def paragraphs(text: str) -> Iterator[Range]:
    """Yield the paragraphs of a text as (start, end), in characters, end exclusive, soft breaks ignored.

    The ranges cover everything but the white space at real line breaks.
    """
    start = 0
    breaks = list(_LINE_BREAK.finditer(text))
    for number, found in enumerate(breaks):
        next_end = breaks[number + 1].start() if number + 1 < len(breaks) else len(text)
        # long paragraphs: the last 400 characters tell as much as the whole
        before = text[max(start, found.start() - 400) : found.start()].strip()
        if not is_soft_break(before, text[found.end() : next_end].strip()):
            if text[start : found.start()].strip():
                yield start, found.start()
            start = found.end()
    if text[start:].strip():
        yield start, start + len(text[start:].rstrip())


def sentences(text: str) -> Iterator[Range]:
    """Yield the sentences of a text as (start, end), in characters, end exclusive.

    。！？ and paragraph breaks end a sentence, ； does not (link rule L1 of the annotation scheme).
    """
    for start, end in paragraphs(text):
        begin = start
        for found in _FULL_STOP.finditer(text, start, end):
            yield begin, found.end()
            begin = found.end()
        if text[begin:end].strip():
            yield begin, end

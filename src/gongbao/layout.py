"""Find sentences and paragraphs in text whose layout may be broken, without changing a character.

Text copied from PDF or web pages has spaces inside words and line breaks inside sentences. Which line break
ends something and which is an accident is decided here, once, for the tokenizer and for the sentence ranges.
"""

import re
from collections.abc import Iterator

Range = tuple[int, int]

_LINE_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*(?:\r\n?|\n)\s*")
_FULL_STOP = re.compile(r"[。！？!?]+[”’」』）)\"]*")
_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)\"]*$|[）)】]$")
_UNFINISHED = re.compile(r"[，、,（(《“「·—－-]$|[0-9０-９][.．]$")
_CONTINUES = re.compile(r"[，、。；：,;:!?！？）)》”」％%·]")
_STARTS_NEW = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．是]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、.．](?![0-9])"
    r"|第[一二三四五六七八九十]+[章条部]|[●•■◆▲※★·○]|【|[（(]?(?:图|来源|据.{2,20}[官网]|转自|摘自|供稿|编辑|记者|附件|抄送|发布)"
)
_PAGE_MARK = re.compile(r"[—–\-－\s]*\d{1,4}[—–\-－\s]*$|第\s*\d+\s*页.*$")
_INNER_STOP = re.compile(r"[，。；,;]")
_BRACKETS = (("《", "》"), ("（", "）"), ("“", "”"), ("「", "」"))
_MAX_HEADLINE = 45  # characters


def is_soft_break(before: str, after: str) -> bool:
    """Tell whether a line break between two stretches of text is an accident inside a sentence.

    Args:
        before: what stands before the break since the last real break, stripped.
        after: the line after the break, stripped.
    """
    if not before or not after or _PAGE_MARK.match(before) or _PAGE_MARK.match(after):
        return False
    if _CONTINUES.match(after) or _UNFINISHED.search(before):
        return True
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in _BRACKETS):
        return len(after) > 1
    if _FINISHED.search(before) or _STARTS_NEW.match(after):
        return False
    return bool(_INNER_STOP.search(before)) or len(before) > _MAX_HEADLINE


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

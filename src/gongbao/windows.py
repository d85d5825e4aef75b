"""Cut long texts into windows that a pipeline takes one by one, never inside a sentence.

A window ends with a paragraph where one ends in its second half, else with a sentence. Only a sentence longer than
a whole window is cut, after a comma if it has one.
"""

import re
from collections.abc import Iterator

from gongbao.layout import Range, paragraphs, sentences

WINDOW = 10_000  # characters
_PAUSE = re.compile("[，；、：,;]")


def cut_windows(text: str, size: int = WINDOW) -> Iterator[Range]:
    """Yield the windows of a text as (start, end), in characters, end exclusive; they cover all but white space.

    Args:
        text: a clean text.
        size: longest window, in characters.
    """
    paragraph_ends = {end for _, end in paragraphs(text)} if len(text) > size else set()
    start, paragraph_end, done = -1, -1, -1
    for begin, finish in _pieces(text, size):
        if start >= 0 and finish - start > size:
            end = paragraph_end if paragraph_end - start > size // 2 else done
            yield start, end
            start = begin if end == done else _next_start(text, end)
        elif start < 0:
            start = begin
        done = finish
        if finish in paragraph_ends:
            paragraph_end = finish
    if start >= 0:
        yield start, done


def _next_start(text: str, place: int) -> int:
    while text[place].isspace():
        place += 1
    return place


def _pieces(text: str, size: int) -> Iterator[Range]:
    """Sentences, those longer than a window cut."""
    for start, end in sentences(text):
        while end - start > size:
            pauses = [found.end() for found in _PAUSE.finditer(text, start, start + size)]
            cut = pauses[-1] if pauses else start + size
            yield start, cut
            start = cut
        yield start, end

"""Cut long texts into windows that a pipeline takes one by one, never inside a sentence.

A window ends with a paragraph where one ends in its second half, else with a sentence.
"""

from collections.abc import Iterator

from gongbao.layout import LONGEST_SENTENCE, Range, paragraphs, sentences

WINDOW = 10_000  # characters


def cut_windows(text: str, size: int = WINDOW) -> Iterator[Range]:
    """Yield the windows of a text as (start, end), in characters, end exclusive; they cover all but white space.

    Args:
        text: a clean text.
        size: longest window, in characters.
    """
    paragraph_ends = {end for _, end in paragraphs(text)} if len(text) > size else set()
    start, paragraph_end, done = -1, -1, -1
    for begin, finish in sentences(text, min(size, LONGEST_SENTENCE)):
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

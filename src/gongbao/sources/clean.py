"""Repair text that lost its layout, and keep for each character its place in the source.

A pure function of the text. Which line break is an accident is decided by `gongbao.layout`. Characters are dropped or
folded one to one, never moved, and what was dropped is listed.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongbao.layout import Range, paragraphs
from gongbao.sources.folds import fold
from gongbao.sources.page_lines import page_breaks, page_links, page_marks, quotation_marks, ruled_lines, running_heads
from gongbao.sources.spaces import number_spaces, spaces

Rule = Callable[[str], Iterable[Range]]

_UNREADABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff"
    "\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
_QUOTE = re.compile("[“”]")
_BREAK = re.compile(r"[^\S\n\r]*[\n\r]\s*")
_LATIN = re.compile("[A-Za-z]")
_LEAD = 14  # characters that are looked through for the head of a line


class Dropped(NamedTuple):
    """A stretch of the source that is not in the clean text (characters, end exclusive), and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True)
class Clean:
    """Clean text, the place of each of its characters in the source, ascending, and what was dropped."""

    text: str
    offsets: Sequence[int]
    dropped: tuple[Dropped, ...]

    def source_range(self, start: int, end: int) -> Range:
        """Place in the source of a stretch of the clean text, both in characters, end exclusive.

        An empty stretch stands before the character that follows it.
        """
        if start >= end:
            place = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1

    def dropped_between(self, start: int, end: int) -> tuple[Dropped, ...]:
        """What was dropped from a stretch of the source (characters, end exclusive)."""
        return self.dropped[bisect_left(self.dropped, (start,)) : bisect_left(self.dropped, (end,))]


def clean(text: str) -> Clean:
    """Take the noise of copied text out.

    Cleaning a clean text changes nothing: the rules run until none applies.
    """
    draft = _Draft(text)
    while draft.apply(_RULES):
        pass
    return Clean(draft.text, draft.offsets, tuple(draft.list_dropped(text)))


class _Draft:
    """Text on its way, with the place of each character in the source and the reason of each dropped one."""

    def __init__(self, source: str) -> None:
        self.text = fold(source)
        self.offsets = array("I", range(len(source)))
        self.reasons = bytearray(len(source))  # number of the rule that dropped a character, 0 for none

    def apply(self, rules: Sequence[tuple[str, Rule]]) -> bool:
        """Apply each rule once; tell whether anything changed."""
        before = self.text
        for number, (_, find) in enumerate(rules, 1):
            self.drop(find(self.text), number)
        self.text = "".join(_open_latin_breaks(self.text))
        return self.text != before

    def drop(self, ranges: Iterable[Range], number: int) -> None:
        pieces, offsets, done = [], array("I"), 0
        for start, end in ranges:
            pieces.append(self.text[done:start])
            offsets += self.offsets[done:start]
            for place in self.offsets[start:end]:
                self.reasons[place] = number
            done = end
        if pieces:
            pieces.append(self.text[done:])
            offsets += self.offsets[done:]
            self.text, self.offsets = "".join(pieces), offsets

    def list_dropped(self, source: str) -> Iterator[Dropped]:
        for found in re.finditer(rb"([^\x00])\1*", self.reasons, re.DOTALL):
            start, end = found.span()
            yield Dropped(start, end, source[start:end], _RULES[found[1][0] - 1][0])


def _unreadable(text: str) -> Iterator[Range]:
    """Control and direction characters, half surrogates, private glyphs."""
    return (found.span() for found in _UNREADABLE.finditer(text))


def _stray_quotes(text: str) -> Iterator[Range]:
    """Quotation marks without a partner; one that opens a paragraph may be closed paragraphs later."""
    opened = -1
    stray = []
    for found in _QUOTE.finditer(text):
        place = found.start()
        if found.group() == "“":
            if opened >= 0 and not _opens_line(text, opened):
                stray.append(opened)
            opened = place
        elif opened < 0:
            stray.append(place)
        else:
            opened = -1
    if opened >= 0 and not _opens_line(text, opened):
        stray.append(opened)
    return ((place, place + 1) for place in sorted(stray))


def _opens_line(text: str, place: int) -> bool:
    before = text[max(0, place - _LEAD) : place].rstrip(" \u3000")
    return before[-1] in "\n\r" if before else place < _LEAD


def _line_breaks(text: str) -> Iterator[Range]:
    """Line breaks inside a sentence; between Latin letters one character of them stays."""
    for start, end in paragraphs(text):
        for found in _BREAK.finditer(text, start, end):
            between_latin = _LATIN.match(text[found.start() - 1]) and _LATIN.match(text, found.end())
            yield found.start() + bool(between_latin), found.end()


def _open_latin_breaks(text: str) -> Iterator[str]:
    """Turn what is left of a soft break between Latin letters into a space."""
    done = 0
    for start, end in paragraphs(text):
        for found in _BREAK.finditer(text, start, end):
            yield text[done : found.start()]
            yield " " * len(found.group())
            done = found.end()
    yield text[done:]


_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("unreadable character", _unreadable),
    ("mark of a quoted mail", quotation_marks),
    ("ruled line", ruled_lines),
    ("link of a web page", page_links),
    ("running head", running_heads),
    ("page number", page_marks),
    ("page break", page_breaks),
    ("stray quotation mark", _stray_quotes),
    ("space in a number", number_spaces),
    ("space", spaces),
    ("line break", _line_breaks),
)

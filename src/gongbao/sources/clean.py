"""Repair text that lost its layout, and keep for each character its place in the source.

A pure function of the text. Which line break is an accident is decided by `gongbao.layout`; what else is noise is
decided here. Characters are dropped or folded one to one, never moved, and what was dropped is listed.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongbao.layout import holds_together, is_page_mark, paragraphs
from gongbao.sources.source import Range

# CJK radicals that have no compatibility form in Unicode, by the character they look like
_RADICALS: Final = dict(
    zip(
        "⺁⺄⺟⺠⺡⺩⺫⺮⺷⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻭⻮⻯⻰⻳",
        "厂乙母民水王网竹羊月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿齿龙龙龟",
        strict=True,
    )
)
_COMPATIBLE: Final = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B),
                      range(0xFF41, 0xFF5B), range(0x2F800, 0x2FA20))  # fmt: skip
_FOLDS: Final = {
    **{ord(radical): look for radical, look in _RADICALS.items()},
    **{c: found for codes in _COMPATIBLE for c in codes if len(found := unicodedata.normalize("NFKC", chr(c))) == 1},
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " "),
    **dict.fromkeys((0x0B, 0x85, 0x2028, 0x2029), "\n"),
}

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_MARKS = "，。；：、！？（）《》〈〉“”‘’「」『』【】…—"
_UNREADABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff"
    "\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
_LINE = re.compile(r"[^\n\r\f]*[^\s][^\n\r\f]*")
_COUNTED = re.compile("[万亿元个名人户次件项家所处岁余多年月日时%％]")
_MASTHEAD = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[期号]|(?:简报|快报|专报|月报|摘编|信息|动态|工作通讯)$"
)
_ENDS_ARTICLE = re.compile("[（(据▲图]|来源")
_QUOTE = re.compile("[“”]")
_SPACE = re.compile(r"(?<=[^\s])[ \u3000]+(?=[^\s])")
_BREAK = re.compile(r"[^\S\n\r]*[\n\r]\s*")
_LATIN = re.compile("[A-Za-z]")
_STOP = re.compile("[，。；,;]")
_GROUPED = re.compile(rf"(?<![0-9.])[0-9]{{1,3}}(?: [0-9]{{3}})+(?:\.[0-9]+)?(?= ?[{_HAN}%％{_MARKS},;])(?! ?[:：])")
_SPELLED = re.compile(rf"(?<![0-9.] )(?<![0-9.])[0-9](?: [0-9])+(?= ?[{_HAN}%％.])(?!\.[0-9])")
_AT_NUMBER = re.compile(rf"(?<=第)[ \u3000]+(?=[0-9])|(?<=[0-9])[ \u3000]+(?={_COUNTED.pattern}|[期号届周])")
_FULL_POINT = re.compile("(?<=[0-9])．(?=[0-9])")
_DECIMAL = re.compile(r"(?<=[0-9])(?: +\. *| *\. +)(?=[0-9])")
_LABEL = re.compile(r"[图表][0-9一二三四五六七八九十①-⑳]{0,3}$|[讯电]$")
_CREDIT = re.compile("供图|供稿|摄|文[/／]|图[/／]|报道|制图")
_LONG_LINE = 45  # characters, above which a line is no headline
_LEAD = 14  # characters, of a label that a space sets off at the head of a line
_LEAST_HEADLINE = 5  # characters
_PART = 3  # characters, of the least part of a headline that a space sets off


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
        self.text = _FULL_POINT.sub(".", source.translate(_FOLDS))
        self.offsets = array("L", range(len(source)))
        self.reasons = bytearray(len(source))  # number of the rule that dropped a character, 0 for none

    def apply(self, rules: "Sequence[tuple[str, Rule]]") -> bool:
        """Apply each rule once; tell whether anything changed."""
        before = self.text
        for number, (_, find) in enumerate(rules, 1):
            self.drop(find(self.text), number)
        self.text = "".join(_open_latin_breaks(self.text))
        return self.text != before

    def drop(self, ranges: Iterable[Range], number: int) -> None:
        pieces, offsets, done = [], array("L"), 0
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


def _page_marks(text: str) -> Iterator[Range]:
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


def _running_heads(text: str) -> Iterator[Range]:
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


def _page_breaks(text: str) -> Iterator[Range]:
    return (found.span() for found in re.finditer("\f", text))


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


def _number_spaces(text: str) -> Iterator[Range]:
    """Spaces inside numbers: `1 280`, `2 0 2 4 年`, `21 .6`, `81.5 %`, `第 18 期`."""
    found = [match.span() for match in _DECIMAL.finditer(text) if not _is_list_mark(text, match.start())]
    places = {place for start, end in found for place in range(start, end) if text[place] == " "}
    for pattern in (_GROUPED, _SPELLED):
        for match in pattern.finditer(text):
            places |= {match.start() + at for at, char in enumerate(match.group()) if char == " "}
    for match in re.finditer(
        rf"(?<=第)[ \u3000]+(?=[0-9])|(?<=[0-9])[ \u3000]+(?=[%％]|{_COUNTED.pattern}|[期号届周])", text
    ):
        places |= set(range(*match.span()))
    return ((place, place + 1) for place in sorted(places))


def _is_list_mark(text: str, place: int) -> bool:
    """Tell whether a number before a full stop numbers a list: `3. 5月以来`."""
    line = re.split(r"[\n\r]", text[max(0, place - _LEAD) : place])[-1]
    return len(line.strip()) < 3 and text[place] == "."


def _spaces(text: str) -> Iterator[Range]:
    """Spaces between Chinese characters, and between them and digits; those that set off parts of a line stay."""
    for line in re.finditer(r"[^\n\r]+", text):
        if " " not in line.group() and "\u3000" not in line.group():
            continue
        content = line.group()
        is_sentence = bool(_STOP.search(content)) or len(content) > _LONG_LINE
        is_table = not is_sentence and any(re.fullmatch(r"[0-9.,%％]+", cell) for cell in content.split())
        if not is_table:
            is_noise = _is_noise_in_sentence if is_sentence else _is_noise_in_headline
            for found in _SPACE.finditer(content):
                if _joins_chinese(content, found) and is_noise(content, found):
                    yield line.start() + found.start(), line.start() + found.end()


_CHINESE_SIDE = re.compile(f"[{_HAN}0-9{_MARKS}%％,;:()]")
_CHINESE_CHARACTER = re.compile(f"[{_HAN}{_MARKS}]")


def _joins_chinese(line: str, space: re.Match[str]) -> bool:
    left, right = line[space.start() - 1], line[space.end()]
    both = _CHINESE_SIDE.match(left) and _CHINESE_SIDE.match(right)
    return bool(both and (_CHINESE_CHARACTER.match(left) or _CHINESE_CHARACTER.match(right)))


def _is_noise_in_sentence(line: str, space: re.Match[str]) -> bool:
    before = line[: space.start()].strip()
    if _CREDIT.match(line, space.end()):
        return False
    if len(before) <= _LEAD and not _STOP.search(before):
        return not ("\u3000" in space.group() or _LABEL.search(before))
    return True


def _is_noise_in_headline(line: str, space: re.Match[str]) -> bool:
    if "\u3000" in space.group() or len(space.group()) > 1 or _LABEL.search(line[: space.start()]):
        return False
    left = re.split(r"[ \u3000]", line[: space.start()])[-1]
    right = re.split(r"[ \u3000]", line[space.end() :])[0]
    return min(len(left), len(right)) < _PART or holds_together(left[-1], right[0])


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


Rule = Callable[[str], Iterable[Range]]
_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("unreadable character", _unreadable),
    ("running head", _running_heads),
    ("page number", _page_marks),
    ("page break", _page_breaks),
    ("stray quotation mark", _stray_quotes),
    ("space in a number", _number_spaces),
    ("space", _spaces),
    ("line break", _line_breaks),
)

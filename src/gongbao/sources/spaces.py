"""Find spaces that broken layout left in numbers, in words and beside Chinese characters."""

import re
from collections.abc import Iterator

from gongbao.layout import Range, holds_together
from gongbao.sources.fields import FIELD

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_MARKS = "，。；：、！？（）《》〈〉“”‘’「」『』【】…—"
_COUNTED = re.compile("[万亿元个名人户次件项家所处岁余多年月日时%％]")
_SPACE = re.compile(r"(?<=[^\s])[ \u3000]+(?=[^\s])")
_STOP = re.compile("[，。；,;]")
_GROUPED = re.compile(rf"(?<![0-9.])[0-9]{{1,3}}(?: [0-9]{{3}})+(?:\.[0-9]+)?(?= ?[{_HAN}%％{_MARKS},;])(?! ?[:：])")
_SPELLED = re.compile(rf"(?<![0-9.] )(?<![0-9.])[0-9](?: [0-9])+(?= ?[{_HAN}%％.])(?!\.[0-9])")
_AT_NUMBER = re.compile(rf"(?<=第)[ \u3000]+(?=[0-9])|(?<=[0-9])[ \u3000]+(?={_COUNTED.pattern}|[期号届周])")
_DECIMAL = re.compile(r"(?<=[0-9])(?: +\. *| *\. +)(?=[0-9])")
_LABEL = re.compile(r"[图表][0-9一二三四五六七八九十①-⑳]{0,3}$|[讯电]$")
_CREDIT = re.compile("记者|通讯员|供图|供稿|摄|文[/／]|图[/／]|报道|制图")
_CHINESE_SIDE = re.compile(f"[{_HAN}0-9{_MARKS}%％,;:()]")
_CHINESE_CHARACTER = re.compile(f"[{_HAN}{_MARKS}]")
_HAN_PAIR = re.compile(f"[{_HAN}]{{2}}")
_MARK = re.compile(f"[{_MARKS}:]")
_OFFICE_END = re.compile("[局厅委办室科处部站府会院心校社网报台][）)】]?$")
_LONG_LINE = 45  # characters, above which a line is no headline
_LEAD = 14  # characters, of a label that a space sets off at the head of a line
_CLAUSE = 5  # characters, of a part that is surely one where there are two
_PART = 3  # characters, of the least part of a headline that a space sets off


def number_spaces(text: str) -> Iterator[Range]:
    """Spaces inside numbers: `1 280`, `2 0 2 4 年`, `21 .6`, `81.5 %`, `第 18 期`."""
    found = [match.span() for match in _DECIMAL.finditer(text) if not _is_list_mark(text, match.start())]
    places = {place for start, end in found for place in range(start, end) if text[place] == " "}
    for pattern in (_GROUPED, _SPELLED):
        for match in pattern.finditer(text):
            places |= {match.start() + at for at, char in enumerate(match.group()) if char == " "}
    for match in _AT_NUMBER.finditer(text):
        places |= set(range(*match.span()))
    return ((place, place + 1) for place in sorted(places))


def _is_list_mark(text: str, place: int) -> bool:
    """Tell whether a number before a full stop numbers a list: `3. 5月以来`."""
    line = re.split(r"[\n\r]", text[max(0, place - _LEAD) : place])[-1]
    return len(line.strip()) < 3 and text[place] == "."


def spaces(text: str) -> Iterator[Range]:
    """Spaces between Chinese characters, and between them and digits; those that set off parts of a line stay."""
    for line in re.finditer(r"[^\n\r]+", text):
        if " " not in line.group() and "\u3000" not in line.group():
            continue
        content = line.group()
        is_sentence = bool(_STOP.search(content)) or len(content) > _LONG_LINE
        is_table = not is_sentence and any(re.fullmatch(r"[0-9.,%％]+", cell) for cell in content.split())
        if not is_table:
            is_noise = _is_noise_in_sentence if is_sentence else _is_noise_in_headline
            is_noise = _is_noise_in_field if FIELD.match(content.lstrip("（(【[ \u3000")) else is_noise
            for found in _SPACE.finditer(content):
                if _joins_chinese(content, found) and is_noise(content, found):
                    yield line.start() + found.start(), line.start() + found.end()


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


def _is_noise_in_field(line: str, space: re.Match[str]) -> bool:
    """Spaces that set off fields (`来源：市残联　日期：…`), dates and names (`编辑：王芳 李明`) stay."""
    if FIELD.match(line, space.end()):
        return line[space.start() - 1] in "（(【["
    left, right = line[: space.start()].split()[-1], line[space.end() :].split()[0]
    if _MARK.match(left[-1]) or _MARK.match(right) or (1 in (len(left), len(right)) and not right[0].isdigit()):
        return True
    if not (_HAN_PAIR.match(left[-2:]) and _HAN_PAIR.match(right)):
        return False
    return bool(_OFFICE_END.search(right))


def _is_noise_in_headline(line: str, space: re.Match[str]) -> bool:
    if "\u3000" in space.group() or len(space.group()) > 1 or _LABEL.search(line[: space.start()]):
        return False
    left = re.split(r"[ \u3000]", line[: space.start()])[-1]
    right = re.split(r"[ \u3000]", line[space.end() :])[0]
    if min(len(left), len(right)) >= _CLAUSE and len(line.split()) == 2:
        return False  # 向石头要水 泥溪镇抗旱见闻
    return min(len(left), len(right)) < _PART or holds_together(left[-1], right[0])

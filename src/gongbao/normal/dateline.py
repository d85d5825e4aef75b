"""Find the publication date that a text states of itself, and read times by one that is known to the month only.

Looked at are the first six lines, up to the first with a full stop, and those of the last four that have none. A date
counts where it stands alone on its line, beside a word of publication (发布时间 来源 编辑 印发), in brackets, or in a
dateline with its year (新华社北京 2023 年 12 月 5 日电). A month counts alone on its line and in the headline
(2023年12月工作简报). Anything else is the date of an event, and nothing is guessed from it.
"""

import re
from collections.abc import Iterator
from typing import Final

from gongbao.normal.intervals import unknown
from gongbao.normal.numerals import fold
from gongbao.normal.time import parse_time
from gongbao.records import TimeInterval

_HEAD_LINES: Final = 6
_FOOT_LINES: Final = 4
_LONGEST_LINE: Final = 80  # characters; a longer one is running text
_LONGEST_OPENING: Final = 40
_YEAR: Final = r"(?<!\d)(?:(?:19|20)\d\d|[二一][〇零○一二三四五六七八九]{3})"
_NUMBER: Final = r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九]|[二三]?十)"
_DAY: Final = re.compile(rf"{_YEAR}(?:年{_NUMBER}月{_NUMBER}日|[-./]\d{{1,2}}[-./](?:\d\d(?=\d\d:)|\d{{1,2}}(?!\d)))")
_MONTH: Final = re.compile(rf"({_YEAR}年{_NUMBER}月)份?(?!{_NUMBER})")
_ALONE: Final = re.compile(r"[(\[【]?(?:\(?(?:星期|周)[一二三四五六日天]\)?)?(?:\d{1,2}:\d\d(?::\d\d)?)?[)\]】]?")
_WORD: Final = re.compile(
    "发布|发表|发文|成文|来源|日期|时间[::]|发稿|印发|编辑|更新|供稿|作者|浏览|点击|字号|责编|审核"
)
_BULLETIN: Final = re.compile("[简通公月快]报|动态|信息|月刊|专报|要情|统计|数据")


def find_dateline(text: str) -> TimeInterval | None:
    r"""Find the day, or else the month, that a text states as that of its publication; none where it does not.

    Example:
        >>> find_dateline("全市养老服务推进会召开\n发布时间：2023-12-05 来源：市民政局\n近日，会议召开。").start
        datetime.date(2023, 12, 5)

    """
    lines = list(filter(None, map(fold, (line for line in text.splitlines() if not line.isspace()))))
    head = list(_until_running_text(lines[:_HEAD_LINES]))
    foot = [line for line in lines[len(head) :][-_FOOT_LINES:] if "。" not in line]
    opening = [line[:_LONGEST_OPENING] for line in lines[len(head) : len(head) + 1]]
    for line in opening:
        if (found := _DAY.search(line)) and line[found.end() :][:1] in ("电", "讯"):
            return _read_day(found[0])
    for line in (*head, *foot):
        if len(line) <= _LONGEST_LINE and (day := _noted_day(line)):
            return day
    return next((month for line in (*head, *foot) if (month := _month(line, line in head[:1]))), None)


def parse_time_in(
    text: str, dateline: TimeInterval, planned: bool = False, named: TimeInterval | None = None
) -> TimeInterval | None:
    """Read a time in a text of which only the month is known: what comes out the same on its first and last day.

    Args:
        text: the mention.
        dateline: the month of publication.
        planned: see `parse_time`.
        named: see `parse_time`.

    Returns:
        The interval, with start and end none where the day of publication would matter.
    """
    first, last = (parse_time(text, day, planned, named) for day in (dateline.start, dateline.end))
    return first if first == last or first is None else unknown(first.precision)


def _until_running_text(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if "。" in line:
            return
        yield line


def _read_day(text: str) -> TimeInterval | None:
    return parse_time(text.replace(".", "-").replace("/", "-"))


def _noted_day(line: str) -> TimeInterval | None:
    found = _DAY.search(line)
    if found is None:
        return None
    before, after = line[: found.start()], line[found.end() :]
    is_noted = (
        _ALONE.fullmatch(before + after)
        or _WORD.search(before + after)
        or (before.endswith("(") and after.startswith(")"))
    )
    return _read_day(found[0]) if is_noted else None


def _month(line: str, is_headline: bool) -> TimeInterval | None:
    found = _MONTH.search(line)
    if found is None:
        return None
    rest = line[: found.start()] + line[found.end() :]
    if _ALONE.fullmatch(rest) or (is_headline and _BULLETIN.search(rest)):
        return parse_time(found[1])
    return None

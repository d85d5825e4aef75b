"""Find sentences and paragraphs in text whose layout may be broken, without changing a character.

Text copied from PDF or web pages has spaces inside words and line breaks inside sentences. Which line break
ends something and which is an accident is decided here, once, for the tokenizer and for the sentence ranges.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

Range = tuple[int, int]

_LINE_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*(?:\r\n?|\n)\s*")
_INDENTED = re.compile("[。！？][ \t\u3000]*[\n\r]+\u3000\u3000")
_FULL_STOP = re.compile(r"[。！？!?]+[”’」』）)\"]*")
_LONGEST_QUOTE = 100  # characters
_CLAUSE_END = re.compile(r"《[^《》]{0,98}》|“[^“”]{0,98}”|[（(][^（）()]{0,98}[）)]|([，；：])")
_STOPPED = re.compile(r"[。！？!?][”’」』）)\"]*$|[。！？][（(][^。]*[）)]$")
_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)\"]*$|[）)】]$")
_UNFINISHED = re.compile(r"[，、,（(《“「·—－-]$|[0-9０-９][.．]$")
_CONTINUES = re.compile(r"[，、。；：,;:!?！？）)》”」％%·]")
_STARTS_NEW = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．是]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、.．](?![0-9])"
    r"|第[一二三四五六七八九十]+[章条部]|[●•■◆▲※★·○]|【|——|[（(][^，。]{2,30}(?:供稿|供图|摄|官网|网站)[）)]|[（(]?(?:图|来源|据.{2,20}[官网]|转自|摘自|供稿|编辑|记者|附件|抄送|发布)"
    r"|(?:时间|日期|作者|责任编辑|责编|稿源|审核|校对|索引号|文号)[ \u3000]*[:：]"
)
_PAGE_MARK = re.compile(
    r"[—–\-－\s·•|\[]*(?!(?:19|20)\d{2}$)\d{1,4}[—–\-－\s·•|\]]*$|\d{1,4}\s*/\s*\d{1,4}$|[—–\-\s]*第\s*\d+\s*页.{0,14}$"
    r"|(?i:page)\s*\d+.{0,10}$"
)
_GOES_ON = re.compile("的|了(?![解却])|[\u4e00-\u9fff][；、]|[\u4e00-\u9fff]{1,2}。")  # in an unfinished clause
_REMNANT = re.compile("[\u4e00-\u9fff]{1,2}$")  # of a headline whose end was cut off
_INNER_STOP = re.compile(r"[，。；,;]")
_BRACKETS = (("《", "》"), ("（", "）"), ("“", "”"), ("「", "」"))
_LEAST_HEADLINE = 8  # characters
_MAX_HEADLINE = 45  # characters
_SHORT_PAIR = 12  # characters, of a headline in two clauses
_BODY = 30  # characters, above which a line is no headline of two clauses but text
_SHORT_HEADLINE = 26  # characters, with a comma in it
_OPENS_ARTICLE = re.compile(
    r"本报讯|近日|日前|从?今[天日年]|昨[天日]|目前|截至|记者|.{1,4}(?:新闻|消息)[ \u3000]"
    r"|[0-9]{4}年|[0-9]{1,2}月[0-9]{1,2}(?:日|$)|[一二三四五六七八九十]{1,3}月"
)
_IS_TITLE = re.compile(
    r"(?:通知|通报|公报|简报|快报|快讯|摘要|小记|手记|问答|总结|要点|计划|纪实|侧记|报告|方案|办法|意见|清单|名单|公告|公示)(?:[（(][^（）()]*[）)])?$"
    r"|^[^，。；,; ]{4,}(?: [^，。；,; ]{4,}){1,2}$"
)
_HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_OPENS_WITH_PLACE = re.compile("[\u4e00-\u9fff]{0,5}[省市县区州旗]")
_LEANS_ON_NEXT = re.compile(
    r"(?:[在和与为由把被从将共已向于至到及或以各该其]|(?<![0-9一二三四五六七八九十百千万亿几])对)$"
)
_SOURCE_LINE = re.compile("^[（(]?(?:综合)?(?:据|摘自|转自|来源)[^，。,；]{2,30}(?:网|网站|报|公众号|客户端)[）)]?$")
_OPENS_SENTENCE = re.compile(r"图为|截至|近日|日前|据")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}[:：][^，。；]+$")
_DATED_LINE = re.compile(
    "[^，。；]{2,40}(?:\u3000| {2})[0-9〇零○一二三四五六七八九]{4}年"
    "[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日$"
)
_IMPRINT = re.compile(
    r"[（(【\[]?[ \u3000]*(?:(?:信息|文章|稿件|数据)?来源|稿源|供稿|作者|编辑|责任编辑|责编|审核|校对|发布机构"
    r"|发文机关|索引号|文号|(?:发布|成文|发文)?(?:日期|时间))[ \u3000]*[:：][^，。；]+$"
)
_MAX_IMPRINT = 80  # characters
_LONGEST_REMNANT = 3  # characters, of an imprint
_CONTENTS_ENTRY = re.compile(r"(?:[.·]{3}|…)[ \u3000]*[（(]?[0-9]{1,3}[）)]?$")
_NUMBER_CUT = re.compile(r"[^\s0-9.][0-9][0-9.]*$")
_AFTER_NUMBER = re.compile("[0-9%％\u4e00-\u9fff]")
_SPACED_NUMBER_CUT = re.compile("[\u4e00-\u9fff] [0-9]+$")
_AFTER_SPACED_NUMBER = re.compile("[0-9]{0,3}[万亿元个名人户次年月日%％]")
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-./][0-9]{1,2}){0,2}$")
_COUNTED = re.compile("[万亿元个名人户次件项家所处岁余多张套台场辆吨%％]")
_MONTH_CUT = re.compile(r"[0-9]{1,2}月$")
_AFTER_MONTH = re.compile(r"[0-9]{1,2}日")
_HALF_WIDTH = re.compile("[!-~]")
_LEAST_WRAPPED_LINES = 4
_LEAST_WIDTH = 15.0  # Chinese characters
_MOST_WIDTH = 60.0  # Chinese characters
_RAGGED = 2.5  # Chinese characters that a full line may be short of the widest
LONGEST_SENTENCE = 1000  # characters
_SHORT_TITLES = {"公告", "公示", "附件", "简讯", "快讯", "目录", "通报", "通告", "通知", "要闻"}


def is_soft_break(before: str, after: str, *, fills_line: bool = False, is_indented: bool = False) -> bool:
    """Tell whether a line break between two stretches of text is an accident inside a sentence.

    Args:
        before: what stands before the break since the last real break, stripped.
        after: the line after the break, stripped.
        fills_line: whether the line before the break is as wide as the text is wrapped.
        is_indented: whether the line after the break is indented as a paragraph is.
    """
    if not before or not after:
        return False
    if _CONTENTS_ENTRY.search(before) or _DATED_LINE.match(before):
        return False
    if _IMPRINT.match(before) and len(before) <= _MAX_IMPRINT:
        return len(after) <= _LONGEST_REMNANT and holds_together(before[-1], after[0])
    if len(before) <= _BODY and _LABELLED.match(before) and _LABELLED.match(after):
        return False
    is_number_cut = _NUMBER_CUT.search(before) and _AFTER_NUMBER.match(after)
    if is_number_cut or (before[-1].isdigit() and _COUNTED.match(after)):
        is_title = _YEAR.search(before) and after[0] != "年"
        return not (is_page_mark(after) or _STARTS_NEW.match(after) or is_title)
    if _MONTH_CUT.search(before) and _AFTER_MONTH.match(after):
        return True
    if _SPACED_NUMBER_CUT.search(before) and _AFTER_SPACED_NUMBER.match(after):
        return True
    if _BARE_YEAR.match(before) and after[0] == "年":
        return True
    if is_page_mark(before) or is_page_mark(after):
        return False
    if _SOURCE_LINE.match(before) and after[0] != "站":
        return False
    if _CONTINUES.match(after) or _UNFINISHED.search(before):
        return True
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in _BRACKETS):
        return len(after) > 1
    if is_indented:
        return False
    if fills_line and not _STARTS_NEW.match(after) and (_INNER_STOP.search(before) or not _OPENS_ARTICLE.match(after)):
        return not _STOPPED.search(before)
    if _FINISHED.search(before) or _STARTS_NEW.match(after):
        return False
    if _GOES_ON.match(after) or (len(before) >= _LEAST_HEADLINE and _is_remnant(before, after)):
        return True
    if "。" in before:
        return True
    if len(before) <= _MAX_HEADLINE and _HAN_PAIR.match(after) and (after[:2] in before[:-2] or after[:2] == before):
        return False  # a headline, and a text that takes up its name
    if len(before) <= _MAX_HEADLINE and _IS_TITLE.search(before):
        return False
    if _INNER_STOP.search(before):
        if len(before) <= _SHORT_HEADLINE and _OPENS_ARTICLE.match(after):
            return False
        is_headline = len(before) <= _SHORT_PAIR and len(after) > _BODY and not _OPENS_ARTICLE.match(before)
        return not is_headline or _is_fragment(before, after)
    return len(before) > _MAX_HEADLINE or _is_fragment(before, after)


def is_page_mark(line: str) -> bool:
    """Tell whether a line holds nothing but a page number."""
    return bool(_PAGE_MARK.match(line))


def _is_remnant(before: str, after: str) -> bool:
    """Tell whether a line is the end of the headline above it and nothing else."""
    return bool(_REMNANT.match(after)) and after not in _SHORT_TITLES and holds_together(before[-1], after[0])


def _is_fragment(before: str, after: str) -> bool:
    """Tell whether a short line without a comma is the start of a sentence and no headline."""
    if len(before) < 3:
        return before not in _SHORT_TITLES
    if _OPENS_SENTENCE.match(before) or _LEANS_ON_NEXT.search(before):
        return True
    if len(before) > _LEAST_HEADLINE and _OPENS_WITH_PLACE.match(after):
        return False
    if len(before) >= _LEAST_HEADLINE - 2 and _OPENS_ARTICLE.match(after):
        return False
    return holds_together(before[-1], after[0])


def holds_together(left: str, right: str) -> bool:
    """Tell whether two characters stand side by side inside words and phrases far more often than across lines."""
    return right in _word_pairs().get(left, "")


@lru_cache(maxsize=1)
def _word_pairs() -> dict[str, str]:
    """Characters that a word or phrase goes on with, by the character before (`scripts/build_word_pairs.py`)."""
    lines = files("gongbao").joinpath("word_pairs.txt").read_text("utf8").splitlines()
    return {line[0]: line[1:] for line in lines}


def paragraphs(text: str) -> Iterator[Range]:
    """Yield the paragraphs of a text as (start, end), in characters, end exclusive, soft breaks ignored.

    The ranges cover everything but the white space at real line breaks.
    """
    start, line_start = 0, 0
    breaks = list(_LINE_BREAK.finditer(text))
    least_width = _least_full_width(text)
    has_indents = bool(_INDENTED.search(text))
    for number, found in enumerate(breaks):
        next_end = breaks[number + 1].start() if number + 1 < len(breaks) else len(text)
        # long paragraphs: the last 400 characters tell as much as the whole
        before = text[max(start, found.start() - 400) : found.start()].strip()
        fills_line = _width(text[line_start : found.start()]) >= least_width
        is_indented = has_indents and found.group().endswith("\u3000\u3000")
        after = text[found.end() : next_end].strip()
        if not is_soft_break(before, after, fills_line=fills_line, is_indented=is_indented):
            if text[start : found.start()].strip():
                yield start, found.start()
            start = found.end()
        line_start = found.end()
    if text[start:].strip():
        yield start, start + len(text[start:].rstrip())


def _least_full_width(text: str) -> float:
    """Width, in Chinese characters, from which on a line is full; infinite where the text is not wrapped."""
    widths = sorted(_width(line) for line in text.splitlines() if line.strip())
    if len(widths) < _LEAST_WRAPPED_LINES:
        return math.inf
    full = widths[int(0.95 * len(widths))] - _RAGGED
    is_wrapped = _LEAST_WIDTH < full < _MOST_WIDTH and 2 * sum(width >= full for width in widths) >= len(widths)
    return full if is_wrapped and widths[-1] < full + 2 * _RAGGED else math.inf


def _width(line: str) -> float:
    return len(line.rstrip()) - len(_HALF_WIDTH.findall(line)) / 2


def sentences(text: str, longest: int = LONGEST_SENTENCE) -> Iterator[Range]:
    """Yield the sentences of a text as (start, end), in characters, end exclusive.

    。！？ and paragraph breaks end a sentence, ； does not (link rule L1 of the annotation scheme). A sentence longer
    than `longest`, as texts without full stops have, is cut at the end of a clause outside quotes and brackets, which
    no mention crosses, or else anywhere.
    """
    for start, end in paragraphs(text):
        begin = start
        for finish in [*(found.end() for found in _FULL_STOP.finditer(text, start, end)), end]:
            while finish - begin > longest:
                cut = _last_clause_end(text, begin, begin + longest)
                yield begin, cut
                begin = cut
            if text[begin:finish].strip():
                yield begin, finish
            begin = finish


def _last_clause_end(text: str, start: int, end: int) -> int:
    """Last end of a clause in a stretch, or the end of the stretch."""
    found = (clause.end() for clause in _CLAUSE_END.finditer(text, start, end + _LONGEST_QUOTE) if clause[1])
    return max((place for place in found if place <= end), default=end)


def ends_clause(text: str, place: int) -> bool:
    """Tell whether a sentence that ends at a place ends with a clause or a paragraph, and is not cut anywhere."""
    closed = re.search(rf"(?:{_FULL_STOP.pattern}|[，；：])$", text[max(0, place - 10) : place])
    return bool(closed or re.match(r"\s*(?:[\n\r]|$)", text[place : place + 10]))

"""Find who issued an article, for which division, and when it was published.

Reads the parts of an article and the metadata of its source; tells how the date was found.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongbao.sources.articles import Article, Kind
from gongbao.sources.fields import ISSUERS, read_fields

DateOrigin = Literal["metadata", "source line", "text"]

_DATE = re.compile(
    r"((?:19|20)[0-9]{2})\s*(?:年|[-./])\s*([0-9]{1,2})\s*(?:月|[-./])\s*([0-9]{1,2})(?![0-9])|((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])"
)
_SPELLED_DATE = re.compile(
    "([〇零○一二三四五六七八九]{4})年(十?[一二三四五六七八九]|十)月(二?十?[一二三四五六七八九]|[二三]?十|三十一)日"
)
_NUMERALS: Final = "〇一二三四五六七八九"
_DATED: Final = ("date", "published", "publication_date", "pubdate", "发布日期", "日期", "发布时间")
_PUBLISHERS: Final = ("issuer", "publisher", "发布机构", "来源")
_TODAY = re.compile(r"(?:今[天日]|昨[天日]|[讯电])[（(\s\u3000]*(?=(?:19|20)[0-9]{2}年)")
_WRAPPING = re.compile(
    r"^[（(【]?(?:综合)?(?:(?:信息|文章|稿件|文字)?(?:来源|稿源|供稿|原载)(?:单位)?|据|摘自|转自|选自)[:：\s]*|[）)】]$|^[（(]"
)
_TAIL = re.compile(r"(?:官方)?(?:网站|官网|微信公众号|公众号|供稿|供图|消息|通报|\s.*|[《》]|发布时间.*|日期.*)$")
_INLINE = re.compile(r"。[（(]((?:据|来源|摘自|转自)[^，。；]{2,40}|[^，。；]{2,20}供稿)[）)]$")
_PERSON = re.compile("记者|作者|通讯员|责任编辑|责编|审核|撰稿")
_NAME = "[^\x00-\u4dff\ua000-\uffff省市县区盟旗]"
_REGION = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{2,3}?(?:省)|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)(?:自治区)?|北京市?|天津市?|上海市?|重庆市?))?"
    rf"(?:{_NAME}{{1,10}}?自治州|{_NAME}{{1,5}}?(?:地区|市|州|盟))?(?:{_NAME}{{1,10}}?自治[县旗]|{_NAME}{{1,5}}?(?:县|旗|区|市))?"
)
_NO_PLACE = re.compile("^[市县区州盟旗]|[全各我该本两多][省市县区州盟旗]|社区|[小校园景]区$|地区$")


@dataclass(frozen=True)
class Imprint:
    """Issuer, division of the issuer, and publication date of an article; none where not known."""

    issuer: str | None = None
    region: str | None = None
    published: date | None = None
    date_origin: DateOrigin | None = None


def read_imprints(text: str, articles: Sequence[Article], metadata: Mapping[str, str]) -> list[Imprint]:
    """Read the imprint of each article of a page.

    The date is that of the metadata, else of the source or date line, else of a dateline in the text, else of the
    masthead of the page.

    Args:
        text: the clean text of the page.
        articles: its articles.
        metadata: of the source.
    """
    masthead = _of_kind(text, articles[0], Kind.masthead) if articles else ""
    return [_read_imprint(text, article, metadata, masthead) for article in articles]


def _read_imprint(text: str, article: Article, metadata: Mapping[str, str], masthead: str) -> Imprint:
    issuer = next(_issuers(text, article, metadata), None)
    headline = article.first(text, Kind.headline)
    region = next((found for name in (issuer, headline, masthead) if name and (found := _region(name))), None)
    published, origin = next(_dates(text, article, metadata, masthead), (None, None))
    return Imprint(issuer, region, published, origin)


def _issuers(text: str, article: Article, metadata: Mapping[str, str]) -> Iterator[str]:
    for part in article.parts:
        line = text[part.start : part.end].strip()
        inline = _INLINE.search(line)
        if part.kind is Kind.source or inline:
            named = [value for field, value in read_fields(line) if field in ISSUERS]
            words = inline[1] if inline else line
            for found in named or [_WRAPPING.sub("", _WRAPPING.sub("", words))]:
                name = _TAIL.sub("", found).strip("《》 　")
                if len(name) > 1 and not _PERSON.search(name):
                    yield name
    yield from (metadata[key] for key in _PUBLISHERS if metadata.get(key))


def _region(name: str) -> str | None:
    found = _REGION.match(name)
    place = found.group() if found else ""
    return place if len(place) > 1 and not _NO_PLACE.search(place) else None


def _dates(
    text: str, article: Article, metadata: Mapping[str, str], masthead: str
) -> Iterator[tuple[date, DateOrigin]]:
    for key in _DATED:
        yield from ((day, "metadata") for day in _read_dates(metadata.get(key, "")))
    for kind in (Kind.source, Kind.date):
        yield from ((day, "source line") for day in _read_dates(_of_kind(text, article, kind)))
    for kind in (Kind.lead, Kind.body):
        words = _of_kind(text, article, kind)
        for told in _TODAY.finditer(words):
            yield from ((day, "text") for day in _read_dates(words[told.end() : told.end() + 12]))
    yield from ((day, "text") for day in _read_dates(masthead))


def _of_kind(text: str, article: Article, kind: Kind) -> str:
    return " ".join(text[part.start : part.end] for part in article.parts if part.kind is kind)


def _read_dates(text: str) -> Iterator[date]:
    spelled = (tuple(_spelled(number) for number in found.groups()) for found in _SPELLED_DATE.finditer(text))
    written = (tuple(int(number) for number in found.groups() if number) for found in _DATE.finditer(text))
    for year, month, day in (*written, *spelled):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _spelled(number: str) -> int:
    """Value of a number up to 99, or of a year, in Chinese characters: 三十一, 二〇二三."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return int("".join(str(_NUMERALS.index(char)) for char in re.sub("[零○]", "〇", number)))
    return 10 * (_spelled(tens) if tens else 1) + (_spelled(ones) if ones else 0)

"""Read web pages: the main text, without navigation and scripts. Follows no link and runs nothing.

trafilatura tells where on the page the main text stands; it leaves out headlines inside it and takes tables apart, so
the lines are read from the page itself.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, BinaryIO, Final

from gongbao.sources.extras import need
from gongbao.sources.fields import FIELD
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import decode, read_limited

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_BYTES: Final = 10_000_000
_LEAST_TEXT: Final = "40"  # characters, of a main text: bulletins are short
_PRUNED: Final = ["//nav", "//footer", "//aside", "//script", "//style"]
_HIDDEN: Final = {
    "script",
    "style",
    "nav",
    "footer",
    "aside",
    "noscript",
    "template",
    "select",
    "button",
    "iframe",
    "head",
}
_INLINE: Final = {
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "em",
    "font",
    "i",
    "label",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_CELLS: Final = {"td", "th"}
_GROUPS: Final = {"div", "ul", "ol", "dl", "table", "section", "header", "form", "center", "article"}
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:foot(?:er)?|nav(?:igation)?|menu|side(?:bar)?|(?:bread)?crumbs?|position|share|copyright|related)s?"
    r"(?:[-_ ]|$)",
    re.IGNORECASE,
)
_LINKED: Final = 0.5  # share of the characters of a block that are links, from which on it is navigation
_LEAST_LINE: Final = 10  # characters, of a line that tells where the main text stands
_MAX_HEAD: Final = 150  # characters, of headline and imprint
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DATE_TAG = re.compile(r"<meta[^>]+(?:pubdate|publishdate|published_time)[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"'<>]*)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_html(file: BinaryIO, name: str) -> Source:
    """Read a web page, its headline first; one paragraph or table row a line, cells apart by tabs.

    Needs the extra `html`.

    Raises:
        SourceError: where the page is too large, has no main text or is no text at all.
    """
    trafilatura = need("trafilatura", "html", name)
    page = _decode(read_limited(file, name, _MAX_BYTES), name)
    config = need("trafilatura.settings", "html", name).use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_TEXT)
    try:
        if trafilatura.load_html(page) is None:
            page = f"<html><body>{page}</body></html>"  # a fragment
        tree = trafilatura.load_html(page)
        for article in tree.findall(".//article") if tree is not None else ():
            article.tag = "div"  # of several, only the first would be taken
        found = trafilatura.bare_extraction(
            tree, favor_recall=True, include_comments=False, with_metadata=False, prune_xpath=_PRUNED, config=config
        )
        described = trafilatura.extract_metadata(page)
        tree = trafilatura.load_html(page)
        main = (found.text or "").strip() if found else ""
        body = "\n".join(_main_lines(tree, main)) if tree is not None else ""
    except (ValueError, RecursionError, AssertionError) as error:
        raise SourceError(f"{name}: no web page that can be read ({error}); save its text as .txt") from None
    if not body:
        raise SourceError(f"{name}: no main text in the page; save its text as .txt")
    metadata = _metadata(described, page)
    title = metadata.get("title", "")
    text = (
        body if not title or "".join(title.split()) in "".join(body[: 4 * len(title)].split()) else f"{title}\n{body}"
    )
    lines = tuple(match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Source(name, text, "text/html", paragraphs=lines, metadata=metadata)


def _main_lines(tree: "HtmlElement", main: str) -> Iterator[str]:
    """Lines of the smallest part of a page that holds what trafilatura takes for its main text.

    What little stands around that part is its headline and imprint. Where trafilatura finds nothing it is the page.
    """
    everything = _bare(_words(tree))
    wanted = [line for line in map(_bare, main.split("\n")) if len(line) >= _LEAST_LINE and line in everything]
    part: HtmlElement | None = tree if wanted else None
    while part is not None:
        tree = part
        part = next((child for child in tree if _is_element(child) and _holds(child, wanted, all)), None)
    text = "".join(_pieces(tree, wanted))
    while (outer := tree.getparent()) is not None and outer.tag not in ("body", "html"):
        wider = "".join(_pieces(outer, wanted))
        if len(_bare(wider)) > len(_bare(text)) + _MAX_HEAD:
            break
        tree, text = outer, wider
    for line in text.split("\n"):
        if line.strip():
            yield line.strip(" \t")


def _pieces(element: "HtmlElement", wanted: list[str]) -> Iterator[str]:
    """Texts of an element, with line breaks around blocks and tabs after cells."""
    edge = "" if element.tag in _INLINE or element.tag in _CELLS else "\n"
    yield edge
    yield _WHITE.sub(" ", element.text or "")
    for child in element:
        if _is_element(child) and child.tag not in _HIDDEN and not _is_around(child, wanted):
            yield from _pieces(child, wanted)
            yield "\u3000" * _is_before_field(child)
        yield _WHITE.sub(" ", child.tail or "")
    yield "\t" if element.tag in _CELLS else edge


def _is_around(element: "HtmlElement", wanted: list[str]) -> bool:
    """Tell whether a group of elements is navigation or the like: by its name, or because links fill it."""
    if element.tag not in _GROUPS:
        return False
    links = [_bare(_words(link)) for link in element.iter("a")]
    is_linked = len(links) > 1 and sum(map(len, links)) > _LINKED * len(_bare(_words(element)))
    is_named = any(_AROUND.search(element.get(key) or "") for key in ("class", "id"))
    return (is_linked or is_named) and not _holds(element, wanted, any)


def _is_before_field(span: "HtmlElement") -> bool:
    after = span.getnext()
    has_neighbour = span.tag in _INLINE and after is not None and after.tag == span.tag
    return has_neighbour and not (span.tail or "").strip() and bool(FIELD.match(_words(after).strip()))


def _holds(element: "HtmlElement", wanted: list[str], quantifier: Callable[[Iterable[bool]], bool]) -> bool:
    text = _bare(_words(element))
    return quantifier(line in text for line in wanted)


def _is_element(node: "HtmlElement") -> bool:
    """Tell an element from a comment."""
    return isinstance(node.tag, str)


def _words(element: "HtmlElement") -> str:
    return "".join(element.itertext())


def _bare(text: str) -> str:
    return "".join(text.split())


def _metadata(described: object, page: str) -> dict[str, str]:
    names = {"title": "title", "sitename": "publisher", "url": "url"}
    found = {ours: getattr(described, theirs, None) for theirs, ours in names.items()}
    tag = _DATE_TAG.search(page)
    date = _ISO_DATE.search(tag.group()) if tag else None
    found["date"] = date.group() if date else None
    for name, ours in (("ArticleTitle", "title"), ("ContentSource", "publisher")):  # as government sites have them
        tag = re.search(rf"<meta[^>]+[\"']{name}[\"'][^>]*>", page, re.IGNORECASE)
        content = _CONTENT.search(tag.group()) if tag else None
        found[ours] = unescape(content[1].strip()) if content else found[ours]
    return {key: value for key, value in found.items() if value}


def _decode(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        encoding = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else codecs.lookup(encoding).name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)

"""Read web pages: the main text, without navigation and scripts. Follows no link and runs nothing."""

import codecs
import re
from typing import BinaryIO, Final

from gongbao.sources.extras import need
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import decode, read_limited

_MAX_BYTES: Final = 10_000_000
_PRUNED: Final = ["//nav", "//footer", "//aside", "//script", "//style"]
_DATE_TAG = re.compile(r"<meta[^>]+(?:pubdate|publishdate|published_time)[^>]*>", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_html(file: BinaryIO, name: str) -> Source:
    """Read a web page, its headline first; one paragraph a line. Needs the extra `html`.

    Raises:
        SourceError: where the page is too large, has no main text or is no text at all.
    """
    trafilatura = need("trafilatura", "html", name)
    page = _decode(read_limited(file, name, _MAX_BYTES), name)
    try:
        found = trafilatura.bare_extraction(
            page, favor_recall=True, include_comments=False, with_metadata=False, prune_xpath=_PRUNED
        )
        described = trafilatura.extract_metadata(page)
    except (ValueError, RecursionError, AssertionError) as error:
        raise SourceError(f"{name}: no web page that can be read ({error}); save its text as .txt") from None
    body = (found.text or "").strip() if found else ""
    if not body:
        raise SourceError(f"{name}: no main text in the page; save its text as .txt")
    metadata = _metadata(described, page)
    title = metadata.get("title", "")
    text = (
        body if not title or "".join(title.split()) in "".join(body[: 4 * len(title)].split()) else f"{title}\n{body}"
    )
    lines = tuple(match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Source(name, text, "text/html", paragraphs=lines, metadata=metadata)


def _metadata(described: object, page: str) -> dict[str, str]:
    names = {"title": "title", "sitename": "publisher", "url": "url"}
    found = {ours: getattr(described, theirs, None) for theirs, ours in names.items()}
    tag = _DATE_TAG.search(page)
    date = _ISO_DATE.search(tag.group()) if tag else None
    found["date"] = date.group() if date else None
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

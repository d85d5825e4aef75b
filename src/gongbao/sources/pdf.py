"""Read the text layer of PDF files, page by page. Pages that are pictures need OCR, which is left to others."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from gongbao.layout import Range, paragraphs
from gongbao.sources.extras import need
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import read_limited

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_PAGES: Final = 2_000
_LEAST_TEXT: Final = 8  # characters a page, on average, below which the pages are pictures
_LEAST_PAGE: Final = 20  # characters, of a page that is surely no picture with a mark on it
_PAGE_END: Final = "\n\f"


def read_pdf(file: BinaryIO, name: str) -> Source:
    """Read a PDF file; a form feed stands between pages. Needs the extra `pdf`.

    Raises:
        SourceError: where the file is encrypted, damaged, too long, or has no text layer.
    """
    pypdf = need("pypdf", "pdf", name)
    data = read_limited(file, name)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(f"{name}: encrypted; save a copy without a password")
        pages = list(_pages(reader, name))
        title = (reader.metadata or {}).get("/Title")
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # whatever the library meets in a damaged file
        raise SourceError(f"{name}: no PDF that can be read ({error}); print it to a new PDF") from None
    lengths = [len("".join(page.split())) for page in pages]
    if sum(lengths) < _LEAST_TEXT * len(pages) and max(lengths, default=0) < _LEAST_PAGE:
        raise SourceError(f"{name}: {len(pages)} pages without a text layer, a scan; run OCR on it first")
    text = _PAGE_END.join(pages)
    metadata = {"title": str(title)} if title else {}
    return Source(name, text, "application/pdf", tuple(_ranges(pages)), tuple(paragraphs(text)), metadata)


def _pages(reader: "PdfReader", name: str) -> Iterator[str]:
    if len(reader.pages) > _MAX_PAGES:
        raise SourceError(f"{name}: {len(reader.pages)} pages, at most {_MAX_PAGES}; split it first")
    for page in reader.pages:
        yield page.extract_text().strip("\n")


def _ranges(pages: list[str]) -> Iterator[Range]:
    place = 0
    for page in pages:
        yield place, place + len(page)
        place += len(page) + len(_PAGE_END)

"""Read Word documents: paragraphs, tables and text boxes of the body, in order, with tracked changes accepted."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from gongbao.layout import Range
from gongbao.sources.extras import need
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import read_limited

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_MAX_UNPACKED: Final = 200_000_000  # bytes, of all parts
_MAX_RATIO: Final = 200  # of unpacked to packed, for parts over _SMALL
_SMALL: Final = 1_000_000  # bytes
_MAX_PARTS: Final = 10_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _ROW, _CELL, _TEXT, _BOX = (f"{_WORD}{tag}" for tag in ("p", "tr", "tc", "t", "txbxContent"))
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS: Final = [f"{_WORD}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")]
_HOLDERS: Final = [_PARAGRAPH, _ROW, f"{_WORD}tbl", *_WRAPPERS]
_SIGNS: Final = {
    f"{_WORD}{tag}": sign for tag, sign in (("tab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))
}
_INLINE: Final = [
    _TEXT,
    *_SIGNS,
    *_WRAPPERS,
    *(f"{_WORD}{tag}" for tag in ("r", "hyperlink", "fldSimple", "dir", "bdo")),
]


def read_docx(file: BinaryIO, name: str) -> Source:
    """Read a Word document, one paragraph or table row a line, cells apart by tabs. Needs the extra `docx`.

    Headers, footers, notes and comments are left out.

    Raises:
        SourceError: where the file is encrypted, damaged, hostile or without text.
    """
    docx = need("docx", "docx", name)
    data = read_limited(file, name)
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document.element.body))
        title = document.core_properties.title
    except MemoryError:
        raise
    except Exception as error:  # whatever the library meets in a damaged file
        raise SourceError(f"{name}: no Word document that can be read ({error}); save it anew as .docx") from None
    if not any(line.strip() for line in lines):
        raise SourceError(f"{name}: a Word document without text; are its pages pictures?")
    metadata = {"title": title} if title else {}
    return Source(name, "\n".join(lines), _MEDIA_TYPE, paragraphs=tuple(_ranges(lines)), metadata=metadata)


def _check(data: bytes, name: str) -> None:
    """Look at the packed parts before anything unpacks them."""
    if data.startswith(_OLD_FORMAT):
        raise SourceError(f"{name}: encrypted, or in the old .doc format; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise SourceError(f"{name}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB; not read")
            for part in parts:
                if part.file_size > _SMALL and part.file_size > _MAX_RATIO * max(1, part.compress_size):
                    raise SourceError(f"{name}: {part.filename} is packed like a zip bomb; not read")
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(packed, part, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SourceError(f"{name}: no Word document ({error}); save it anew as .docx") from None


def _check_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    with packed.open(part) as opened:
        head = opened.read(4096).replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise SourceError(f"{name}: {part.filename} declares entities, which Word never does; not read")


def _lines(parent: "BaseOxmlElement") -> Iterator[str]:
    """Lines of the paragraphs and table rows under an element, in order, text boxes after their paragraph."""
    for child in parent.iterchildren(*_HOLDERS):
        if child.tag == _PARAGRAPH:
            yield "".join(_texts(child))
            for box in child.iter(_BOX):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _lines(box)
        elif child.tag == _ROW:
            cells = (_lines(cell) for cell in child.iter(_CELL) if next(cell.iterancestors(_ROW)) is child)
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)
        else:
            yield from _lines(child)


def _texts(parent: "BaseOxmlElement") -> Iterator[str]:
    """Texts of a paragraph as it reads with all changes accepted; those in text boxes are no part of it."""
    for child in parent.iterchildren(*_INLINE):
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _texts(child)


def _ranges(lines: list[str]) -> Iterator[Range]:
    place = 0
    for line in lines:
        if line.strip():
            yield place, place + len(line)
        place += len(line) + 1

"""Read files, bytes and rows: picks the reader for the kind of file.

Each reader takes an open file and a name for messages; knows nothing of what is done with the text.
"""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from gongbao.sources.docx import read_docx
from gongbao.sources.html import read_html
from gongbao.sources.limits import Found, Reader, read_apart
from gongbao.sources.markdown import read_markdown
from gongbao.sources.pdf import read_pdf
from gongbao.sources.rows import read_csv, read_jsonl, read_parquet, row_source
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import read_limited, read_text

_PARSED: Final[dict[str, Reader]] = {
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
_MANY: Final[dict[str, Reader]] = {
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
}
SUFFIXES: Final = (".txt", *_PARSED, *_MANY)
TEXT_COLUMN: Final = "text"


def read_sources(path: Path | str, data: bytes | None = None, column: str = TEXT_COLUMN) -> Iterator[Found]:
    """Read the texts of a file, in order; an error in the place of a text that cannot be read.

    Args:
        path: file, or `-` for standard input; its ending tells the kind, an unknown one means text.
        data: content, where it does not stand in the file of that name.
        column: column or key of the text in a file of rows.
    """
    path = Path(path)
    try:
        with _open(path, data) as file:
            suffix = path.suffix.lower()
            if suffix in _MANY:
                found = read_apart(_MANY[suffix], path.absolute() if data is None else data, str(path), column)
                first = next(found, None)
                yield first or SourceError(f"{path}: no rows; there is nothing to extract")
                yield from found
            elif suffix in _PARSED:
                yield from read_apart(_PARSED[suffix], read_limited(file, str(path)), str(path))
            else:
                yield read_text(file, str(path))
    except OSError as error:
        yield SourceError(f"{path}: cannot be read ({error.strerror or error}); check the path and its permissions")
    except SourceError as error:
        yield error


def read_source(path: Path | str, data: bytes | None = None) -> Source:
    """Read the one text of a file, as `read_sources` does.

    Raises:
        SourceError: where the file cannot be read, holds no text, or holds several.
    """
    found = list(read_sources(path, data))
    if len(found) != 1:
        raise SourceError(f"{path}: {len(found)} texts, not one; read it with read_sources")
    if isinstance(found[0], SourceError):
        raise found[0]
    return found[0]


def as_sources(items: Iterable[str | Path | Found | Mapping[str, Any]], column: str = TEXT_COLUMN) -> Iterator[Found]:
    """Take texts (`str`), files (`Path`), rows (of a `datasets.Dataset`, or other mappings) and sources as they come.

    Args:
        items: in any mixture; texts and rows are named by their number, from 1.
        column: key of the text in a row.
    """
    for number, item in enumerate(items, 1):
        if isinstance(item, Source | SourceError):
            yield item
        elif isinstance(item, str):
            yield Source(f"text {number}", item)
        elif isinstance(item, Path):
            yield from read_sources(item, column=column)
        else:
            yield row_source(item, f"row {number}", column)


def _open(path: Path, data: bytes | None) -> BinaryIO:
    if data is not None:
        return io.BytesIO(data)
    return io.BytesIO(sys.stdin.buffer.read()) if str(path) == "-" else path.open("rb")

"""Read rows with a text column: JSON Lines, CSV, Parquet, and mappings such as the rows of a `datasets.Dataset`.

A file may be of any length: rows are given as they are read.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from gongbao.layout import paragraphs
from gongbao.sources.extras import need
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import MAX_BYTES, detect_encoding

_MAX_METADATA: Final = 200  # characters, of a column that is kept beside the text
_MAX_TEXT: Final = MAX_BYTES // 3  # characters, which are three bytes each in Chinese
_DELIMITERS: Final = ",;\t"
_MAX_HEAD: Final = 10_000  # characters, of a head line
_SAMPLE: Final = 1_000_000  # bytes, by which the encoding is told
_MAX_RATIO: Final = 200  # of the texts read, in characters, to the bytes of a packed file of over _SMALL
_SMALL: Final = 50_000_000  # characters
_MAX_ROWS: Final = 256  # rows that are unpacked at a time
_MAX_UNPACKED: Final = 32_000_000  # bytes of them
_UNDECODED = re.compile("[\udc80-\udcff]")


def row_source(row: Mapping[str, Any], name: str, column: str, media_type: str = "text/plain") -> Source | SourceError:
    """Make a source of a row; short text and numbers in other columns become metadata."""
    if not isinstance(row, Mapping):
        return SourceError(f"{name}: no row with columns ({type(row).__name__})")
    if column not in row:
        return _no_column(name, column, row)
    text = row[column]
    if text is not None and not isinstance(text, str):
        return SourceError(f"{name}: column {column} holds no text ({type(text).__name__}); name the column that does")
    text = text or ""
    if not text.strip():
        return SourceError(f"{name}: column {column} is empty; there is nothing to extract")
    if len(text) > _MAX_TEXT:
        return SourceError(f"{name}: a text of {len(text)} characters, at most {_MAX_TEXT}; split it first")
    others = {str(key): str(value) for key, value in row.items() if key != column and _is_short(value)}
    return Source(name, text, media_type, paragraphs=tuple(paragraphs(text)), metadata=others)


def _no_column(name: str, column: str, found: Iterable[object]) -> SourceError:
    known = ", ".join(map(str, found))
    return SourceError(f"{name}: no column {column} (found: {known[:_MAX_METADATA]}); name the column of the text")


def read_jsonl(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read JSON Lines in any encoding of `decode`, named by line number; empty lines are passed over.

    A line that cannot be read is an error in its place. Raises SourceError where the file is binary.
    """
    lines = _as_text(file, name, "\n")
    number = 0
    while line := lines.readline(MAX_BYTES):
        number += 1
        place = f"{name}#{number}"
        if len(line) == MAX_BYTES:
            while line and not line.endswith("\n"):
                line = lines.readline(MAX_BYTES)
            yield SourceError(f"{place}: a line of more than {MAX_BYTES // 1_000_000} million characters; split it")
        elif _UNDECODED.search(line):
            yield SourceError(f"{place}: not text in {lines.encoding} as the lines before; save the file as UTF-8")
        elif line.strip():
            yield _json_source(line, place, column)


def _json_source(line: str, place: str, column: str) -> Source | SourceError:
    try:
        row = json.loads(line)
    except RecursionError:
        return SourceError(f"{place}: JSON nested too deeply; not read")
    except ValueError as error:
        return SourceError(f"{place}: no JSON ({error}); write one object a line")
    return row_source(row, place, column, "application/json")


def read_csv(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read CSV with a head line, in any encoding of `decode`, named by row number.

    Cells are parted by comma, semicolon or tab, whichever the head line has most of.
    Raises SourceError where the file is binary, or has no such column.
    """
    csv.field_size_limit(_MAX_TEXT)
    text = _as_text(file, name, "")
    head = text.readline(_MAX_HEAD)
    text.seek(0)
    rows = csv.DictReader(text, delimiter=max(_DELIMITERS, key=head.count))
    number = 0
    try:
        if rows.fieldnames and column not in rows.fieldnames:
            yield _no_column(name, column, rows.fieldnames)
            return
        for row in rows:
            number += 1
            place = f"{name}#{number}"
            if any(_UNDECODED.search(str(cell)) for cell in row.values()):
                yield SourceError(f"{place}: not text in {text.encoding} as the rows before; save the file as UTF-8")
            else:
                yield row_source(row, place, column, "text/csv")
    except csv.Error as error:
        yield SourceError(
            f"{name}#{number + 1}: no CSV ({error}; is a quotation mark open?); what follows is not read, save it anew"
        )


def _as_text(file: BinaryIO, name: str, newline: str) -> io.TextIOWrapper:
    """Open a file of rows as text; bytes that are none in its encoding become half surrogates."""
    sample = file.read(_SAMPLE)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n", 0, -4) + 1] or sample
    try:
        encoding = detect_encoding(sample, name) if sample.strip() else "utf-8"
    except SourceError:
        if b"\x00" in sample:
            raise
        encoding = "utf-8"  # most likely, with rows in it that are not
    file.seek(0)
    return io.TextIOWrapper(file, encoding, "surrogateescape", newline)


def read_parquet(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read Parquet, named by row number. Needs the extra `tables`."""
    parquet = need("pyarrow.parquet", "tables", name)
    size = file.seek(0, io.SEEK_END)
    number, n_read = 0, 0
    try:
        opened = parquet.ParquetFile(file)
        if column not in opened.schema_arrow.names:
            yield _no_column(name, column, opened.schema_arrow.names)
            return
        for batch in opened.iter_batches(batch_size=_rows_at_a_time(opened.metadata), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                source = row_source(row, f"{name}#{number}", column, "application/vnd.apache.parquet")
                n_read += len(source.text) if isinstance(source, Source) else 0
                if n_read > max(_SMALL, _MAX_RATIO * size):
                    yield SourceError(f"{name}#{number}: packed like a bomb; what follows is not read")
                    return
                yield source
    except (OSError, ValueError) as error:
        yield SourceError(f"{name}: no Parquet that can be read ({error}); write it anew")


def _rows_at_a_time(metadata: Any) -> int:  # noqa: ANN401
    """Rows of a file that are unpacked at a time: fewer where they are large."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    largest = max((group.total_byte_size / max(1, group.num_rows) for group in groups), default=0)
    return int(max(1, min(_MAX_ROWS, _MAX_UNPACKED / max(1, largest))))


def _is_short(value: object) -> bool:
    return isinstance(value, str | int | float) and 0 < len(str(value)) <= _MAX_METADATA

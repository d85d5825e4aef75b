"""Read rows with a text column: JSON Lines, CSV, Parquet, and mappings such as the rows of a `datasets.Dataset`."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from gongbao.layout import paragraphs
from gongbao.sources.extras import need
from gongbao.sources.source import Source, SourceError
from gongbao.sources.text import MAX_BYTES

_MAX_METADATA: Final = 200  # characters, of a column that is kept beside the text


def row_source(row: Mapping[str, Any], name: str, column: str, media_type: str = "text/plain") -> Source | SourceError:
    """Make a source of a row; short text and numbers in other columns become metadata."""
    text = row.get(column) if isinstance(row, Mapping) else None
    if not isinstance(text, str):
        known = ", ".join(map(str, row)) if isinstance(row, Mapping) else type(row).__name__
        return SourceError(f"{name}: no text in column {column} (found: {known[:_MAX_METADATA]}); name the column")
    if not text.strip():
        return SourceError(f"{name}: column {column} is empty; there is nothing to extract")
    others = {str(key): str(value) for key, value in row.items() if key != column and _is_short(value)}
    return Source(name, text, media_type, paragraphs=tuple(paragraphs(text)), metadata=others)


def read_jsonl(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read JSON Lines, named by line number; empty lines are passed over."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        place = f"{name}#{number}"
        if len(line) > MAX_BYTES:
            yield SourceError(f"{place}: a line of more than {MAX_BYTES // 1_000_000} MB; split it first")
            return
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except RecursionError:
            yield SourceError(f"{place}: JSON nested too deeply; not read")
        except ValueError as error:
            yield SourceError(f"{place}: no JSON ({error}); write one object a line")
        else:
            yield row_source(row, place, column, "application/json")


def read_csv(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read CSV with a head line, in UTF-8, named by row number."""
    csv.field_size_limit(MAX_BYTES)
    rows = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
    number = 0
    try:
        for row in rows:
            number += 1
            yield row_source(row, f"{name}#{number}", column, "text/csv")
    except (csv.Error, UnicodeDecodeError) as error:
        yield SourceError(f"{name}#{number + 1}: no CSV in UTF-8 ({error}); save it anew")


def read_parquet(file: BinaryIO, name: str, column: str) -> Iterator[Source | SourceError]:
    """Read Parquet, named by row number. Needs the extra `tables`."""
    parquet = need("pyarrow.parquet", "tables", name)
    number = 0
    try:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield row_source(row, f"{name}#{number}", column, "application/vnd.apache.parquet")
    except (OSError, ValueError) as error:
        yield SourceError(f"{name}: no Parquet that can be read ({error}); write it anew")


def _is_short(value: object) -> bool:
    return isinstance(value, str | int | float) and 0 < len(str(value)) <= _MAX_METADATA

"""Command line `gongbao`: extract, show, schema."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from gongbao import sources
from gongbao.batch import Batch
from gongbao.inference import DEFAULT_MODEL, ModelError, extract, load
from gongbao.records import Document, json_schema
from gongbao.tables import TABLES

app = typer.Typer(
    help="Chinese government and civil-affairs bulletins in, structured events out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
errors = Console(stderr=True)


class Format(str, Enum):
    """Output formats."""

    jsonl = "jsonl"
    csv = "csv"


class TableName(str, Enum):
    """Tables of the CSV output."""

    events = "events"
    quantities = "quantities"
    arguments = "arguments"


Model = Annotated[str, typer.Option("--model", "-m", help="Pipeline: a folder or an installed package.")]
Published = Annotated[
    datetime | None, typer.Option("--published", "-p", formats=["%Y-%m-%d"], help="Publication date: 2024-07-01.")
]
Region = Annotated[str | None, typer.Option("--region", "-r", help="Division of the issuer: 广西壮族自治区 or 450000.")]


@app.command("extract")
def extract_command(
    paths: Annotated[
        list[str],
        typer.Argument(help=f"Files ({', '.join(sources.SUFFIXES)}), folders, globs, or - for standard input."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output if none.")
    ] = None,
    model: Model = DEFAULT_MODEL,
    published: Published = None,
    region: Region = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="One JSON article or one CSV row a line.")
    ] = Format.jsonl,
    table: Annotated[
        TableName, typer.Option("--table", "-t", help="What a CSV row is: an event, a number or an argument of one.")
    ] = TableName.events,
    column: Annotated[
        str, typer.Option("--column", "-c", help="Column of the text in .jsonl, .csv and .parquet files.")
    ] = sources.TEXT_COLUMN,
    processes: Annotated[int, typer.Option("--processes", "-n", min=1, help="Worker processes.")] = 1,
) -> None:
    """Extract the events of documents as JSON Lines or CSV, one record an article.

    An output file gets its name when it is whole; the same command after a kill goes on where it stopped. A source
    that cannot be read is reported on standard error, and in NAME.errors.jsonl beside an output file NAME.jsonl; the
    others are processed and the exit code is 1.
    """
    day = published.date() if published else None
    settings = {"model": model, "published": str(day), "region": region, "format": format_.value, "column": column}
    settings |= {"table": table.value}
    head = ",".join(TABLES[table.value].columns) + "\n" if format_ is Format.csv else ""
    n_failed = 0
    try:
        nlp = load(model)
        with (
            Batch(output, settings, head) if output else nullcontext() as batch,
            Progress(console=errors, disable=not errors.is_terminal) as progress,
        ):

            def fail(error: sources.SourceError) -> None:
                nonlocal n_failed
                n_failed += 1
                _report(str(error))
                if batch:
                    batch.fail(str(error))

            task = progress.add_task("extracting", total=None)
            read = _read(paths, column, batch.done if batch else set(), output)
            found = extract(
                read, published=day, region=region, model=nlp, processes=processes, column=column, on_error=fail
            )
            if not batch:
                sys.stdout.write(head)
            for name, documents in groupby(found, lambda document: document.source):
                lines = (piece for document in documents for piece in _line(document, format_, table))
                if batch:
                    batch.write(name, lines)
                else:
                    sys.stdout.writelines(lines)
                progress.advance(task)
    except BrokenPipeError:  # the reader of our output had enough: click ends quietly
        raise
    except (ModelError, OSError) as error:
        raise _stop(str(error)) from None
    if n_failed:
        raise typer.Exit(1)


@app.command()
def show(
    path: Annotated[str, typer.Argument(help="File, or - for standard input.")],
    model: Model = DEFAULT_MODEL,
    published: Published = None,
    region: Region = None,
) -> None:
    """Print each article with its entities coloured, and its events as a table."""
    from gongbao.display import print_document

    try:
        day: date | None = published.date() if published else None
        for document in extract([Path(path)], published=day, region=region, model=load(model)):
            print_document(document, Console())
    except (sources.SourceError, ModelError) as error:
        raise _stop(str(error)) from None


@app.command()
def schema() -> None:
    """Print the JSON Schema of one line of output."""
    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _read(
    paths: Iterable[str], column: str, done: set[str], output: Path | None
) -> Iterator[sources.Source | sources.SourceError]:
    """Read what is not done yet; the output is no input."""
    for path in sources.expand(paths):
        if isinstance(path, sources.SourceError):
            yield path
        elif str(path) not in done and not (output and path.resolve() == output.resolve()):
            for found in sources.read_sources(path, column=column):
                if isinstance(found, sources.SourceError) or found.name not in done:
                    yield found


def _line(document: Document, format_: Format, table: TableName) -> Iterator[str]:
    """What is written of an article, in pieces: a line of JSON, or the rows of a table."""
    if format_ is Format.jsonl:
        yield document.model_dump_json(exclude_none=True)
        yield "\n"
        return
    text = io.StringIO()
    columns, rows = TABLES[table.value]
    csv.DictWriter(text, columns, lineterminator="\n").writerows(rows(document))
    yield text.getvalue()


def _report(message: str) -> None:
    errors.print(f"error: {message}", style="red", markup=False, highlight=False, soft_wrap=True)


def _stop(message: str) -> typer.Exit:
    _report(message)
    return typer.Exit(1)

"""Command line `gongbao`: extract, show, schema."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import Progress

from gongbao import sources
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
    paths: Annotated[list[str], typer.Argument(help="Text files, folders, globs, or - for standard input.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output if none.")
    ] = None,
    model: Model = DEFAULT_MODEL,
    published: Published = None,
    region: Region = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="One JSON document or one CSV row a line.")
    ] = Format.jsonl,
    table: Annotated[
        TableName, typer.Option("--table", "-t", help="What a CSV row is: an event, a number or an argument of one.")
    ] = TableName.events,
    processes: Annotated[int, typer.Option("--processes", "-n", min=1, help="Worker processes.")] = 1,
) -> None:
    """Extract the events of text files as JSON Lines or CSV.

    A file that cannot be read is reported on standard error; the others are processed and the exit code is 1.
    """
    failures: list[str] = []
    files = list(sources.expand(paths))
    try:
        nlp = load(model)
        with ExitStack() as stack:
            write = _writer(format_, table, stack.enter_context(_open(output)) if output else sys.stdout)
            progress = stack.enter_context(Progress(console=errors, disable=not errors.is_terminal))
            task = progress.add_task("extracting", total=len(files))
            read = _read(files, failures, nlp.max_length)
            day = published.date() if published else None
            for done, document in enumerate(
                extract(read, published=day, region=region, model=nlp, processes=processes), 1
            ):
                write(document)
                progress.update(task, completed=done + len(failures))
    except BrokenPipeError:  # the reader of our output had enough: click ends quietly
        raise
    except (ModelError, OSError) as error:
        raise _stop(str(error)) from None
    if failures:
        raise typer.Exit(1)


@app.command()
def show(
    path: Annotated[str, typer.Argument(help="Text file, or - for standard input.")],
    model: Model = DEFAULT_MODEL,
    published: Published = None,
    region: Region = None,
) -> None:
    """Print an article with its entities coloured, and its events as a table."""
    from gongbao.display import print_document

    try:
        source = sources.read_source(Path(path))
        day: date | None = published.date() if published else None
        document = next(extract([source], published=day, region=region, model=load(model)))
    except (sources.SourceError, ModelError) as error:
        raise _stop(str(error)) from None
    print_document(source.text, document, Console())


@app.command()
def schema() -> None:
    """Print the JSON Schema of one line of output."""
    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _read(files: Iterable[Path | sources.SourceError], failures: list[str], longest: int) -> Iterator[sources.Source]:
    """Read the files that can be read and are no longer than the pipeline takes, and report the others."""
    for file in files:
        try:
            if isinstance(file, sources.SourceError):
                raise file
            source = sources.read_source(file)
            if len(source.text) > longest:
                raise sources.SourceError(f"{file}: {len(source.text)} characters, at most {longest}; split it first")
            yield source
        except sources.SourceError as error:
            failures.append(str(error))
            errors.print(f"error: {error}", style="red", markup=False, highlight=False, soft_wrap=True)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf8", newline="")


def _writer(format_: Format, name: TableName, file: TextIO) -> Callable[[Document], object]:
    if format_ is Format.jsonl:
        return lambda document: file.write(document.model_dump_json(exclude_none=True) + "\n")
    table = TABLES[name.value]
    writer = csv.DictWriter(file, table.columns, lineterminator="\n")
    writer.writeheader()
    return lambda document: writer.writerows(table.rows(document))


def _stop(message: str) -> typer.Exit:
    errors.print(f"error: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)

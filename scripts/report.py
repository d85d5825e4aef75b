"""Write the error report of a pipeline on a folder of brat documents: one HTML page to open in a browser."""

import csv
import random
from pathlib import Path
from typing import Annotated

import typer
from evaluate import console, read_folder
from rich.progress import track

from gongbao.evaluation.errors import errors, visible
from gongbao.evaluation.page import context, render
from gongbao.evaluation.run import predict_pairs
from gongbao.evaluation.scores import Pair

COLUMNS = ("row", "document", "start", "layer", "kind", "label", "gold", "predicted", "before", "text", "after")


def main(
    model: Annotated[str, typer.Argument(help="Pipeline: a folder or an installed package.")],
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents (NAME.txt beside NAME.ann).")],
    part: Annotated[str | None, typer.Option(help="Only this part of splits.json in or above the folder.")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")] = Path("report.html"),
    limit: Annotated[int, typer.Option(min=0, help="How many documents to show, the worst first.")] = 20,
    sample: Annotated[
        Path | None, typer.Option(help="Write 100 random errors to read, as tab-separated values.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 1,
) -> None:
    """Write scores, confusion, calibration, the worst documents and all errors."""
    for path in filter(None, (output, sample)):
        if not path.parent.is_dir():
            raise typer.BadParameter(f"{path.parent}: no such folder; make it first, or write to another one")
    nlp, names, gold = read_folder(model, folder, part)
    pairs = list(track(predict_pairs(nlp, gold), "predicting", len(gold), console=console))
    title = f"{model} on {folder.name}{f', {part}' if part else ''}"
    output.write_text(
        render(names, pairs, title, limit, calibration=nlp.get_pipe("gongbao_events").calibration), "utf8"
    )
    if sample:
        write_sample(sample, names, pairs, seed)


def write_sample(path: Path, names: list[str], pairs: list[Pair], seed: int, size: int = 100) -> None:
    """Write random errors of mentions and links, to be read and sorted by cause."""
    listed = [
        (name, pair.gold.text, error)
        for name, pair in zip(names, pairs, strict=True)
        for error in errors(pair)
        if error.layer != "status"
    ]
    with path.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(COLUMNS)
        for row, (name, text, error) in enumerate(random.Random(seed).sample(listed, min(size, len(listed))), 1):
            start, _, *fields = error
            values = (row, name, start, *fields, *map(visible, context(text, error)))
            table.writerow(str(value).replace("\n", "") for value in values)


if __name__ == "__main__":
    typer.run(main)

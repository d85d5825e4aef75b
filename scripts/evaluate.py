"""Score a pipeline on a folder of brat documents."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from spacy.language import Language

from gongbao.annotation import Annotation
from gongbao.corpus.brat import CorpusError, documents, read_brat
from gongbao.corpus.convert import read_splits
from gongbao.evaluation.run import predict_pairs, reliabilities
from gongbao.evaluation.scores import report
from gongbao.inference import ModelError, load

console = Console()


def main(
    model: Annotated[str, typer.Argument(help="Pipeline: a folder or an installed package.")],
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents (NAME.txt beside NAME.ann).")],
    part: Annotated[str | None, typer.Option(help="Only this part of splits.json in or above the folder.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the scores as JSON.")] = None,
    samples: Annotated[int, typer.Option(help="Bootstrap samples.")] = 1000,
) -> None:
    """Print the headline scores with 95 % intervals, and write all of them."""
    nlp, _, gold = read_folder(model, folder, part)
    pairs = list(track(predict_pairs(nlp, gold), "scoring", len(gold), console=console))
    scores = report(pairs, samples)
    table = Table("score", "value", "95 % interval", title=f"{model} on {folder} ({len(gold)} documents)")
    for name, row in scores["headlines"].items():
        table.add_row(name, f"{row['score']:.3f}", "{:.3f} to {:.3f}".format(*row["interval"]))
    console.print(table)
    if output:
        described = {
            "command": " ".join(["python", *sys.argv]),
            "model": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
            "seed": nlp.config.interpolate()["training"]["seed"],
            "commit": commit(),
            "data": folder.name,
            "part": part,
            **scores,
            "confidence": [row._asdict() for row in reliabilities(pairs, nlp.get_pipe("gongbao_events").calibration)],
        }
        output.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf8")


def read_folder(model: str, folder: Path, part: str | None) -> tuple[Language, list[str], list[Annotation]]:
    """Load a pipeline and read the documents to score it on, or some part of them: pipeline, names, annotations.

    Raises:
        typer.BadParameter: where one of them cannot be read; the message says what to do.
    """
    try:
        paths = documents(folder)
        if part:
            splits = read_splits(
                next(p / "splits.json" for p in (folder, folder.parent) if (p / "splits.json").exists())
            )
            if part not in splits:
                raise CorpusError(f"{part}: no such part; splits.json has {', '.join(splits)}")
            paths = [path for path in paths if path.stem in splits[part]]
        gold = [read_brat(path) for path in paths]
    except (CorpusError, StopIteration) as error:
        raise typer.BadParameter(str(error) or f"{folder}: no splits.json beside or above it") from None
    try:
        return load(model), [path.stem for path in paths], gold
    except ModelError as error:
        raise typer.BadParameter(str(error)) from None


def commit() -> str:
    """Name the commit of the working tree; `-dirty` where code, corpus or models differ from it."""
    parts = ("src", "scripts", "configs", "corpus", "models")
    try:
        name = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)  # noqa: S607
        changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", *parts], check=False).returncode  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name.stdout.strip() + ("-dirty" if changed else "")


if __name__ == "__main__":
    typer.run(main)

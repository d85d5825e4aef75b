"""Label raw text with a pipeline, to train another one on it: distillation from a large pipeline into a small one."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from spacy.util import minibatch

import gongbao
from gongbao.corpus.convert import to_docbin
from gongbao.windows import cut_windows

LONGEST, SHORTEST = 1000, 30  # characters of a stretch


def main(
    source: Annotated[Path, typer.Argument(help=".jsonl.gz with a `text` field and a `source` field.")],
    model: Annotated[str, typer.Argument(help="Pipeline that labels: a folder or an installed package.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the labelled text.")] = Path(
        "training/output/labelled"
    ),
    kinds: Annotated[list[str] | None, typer.Option("--kind", help="Only texts with this `source`.")] = None,
    most: Annotated[int, typer.Option(help="Most characters.")] = 1_500_000,
) -> None:
    """Write files of 100 stretches; files that are there already are skipped."""
    nlp = gongbao.load(model)
    nlp.select_pipes(disable=["gongbao_quantities", "gongbao_times", "gongbao_places", "gongbao_events"])
    output.mkdir(parents=True, exist_ok=True)
    shards = list(minibatch(stretches(source, kinds, most), 100))
    for number, shard in enumerate(track(shards, "labelling")):
        target = output / f"{number:04}.spacy"
        if not target.exists():
            to_docbin(nlp.pipe(shard, batch_size=10)).to_disk(target.with_suffix(".part"))
            target.with_suffix(".part").rename(target)


def stretches(source: Path, kinds: list[str] | None, most: int) -> Iterator[str]:
    """Stretches of whole sentences of up to `LONGEST` characters."""
    total = 0
    with gzip.open(source, "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            for start, end in cut_windows(row["text"], LONGEST) if not kinds or row["source"] in kinds else ():
                if total < most and end - start >= SHORTEST:
                    total += end - start
                    yield row["text"][start:end]


if __name__ == "__main__":
    typer.run(main)

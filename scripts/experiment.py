"""Train a variant of a pipeline, score it on development data, and record what was tried and what came of it."""

import json
import random
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from evaluate import commit
from spacy.cli.train import train
from spacy.util import load_config

import gongbao
from gongbao.corpus.brat import documents, read_brat
from gongbao.corpus.convert import blank_pipeline, read_splits, to_docbin, to_docs
from gongbao.evaluation.run import predict_pairs
from gongbao.evaluation.scores import report


def main(
    name: Annotated[str, typer.Argument(help="Name of the experiment; its record is OUTPUT/NAME.json.")],
    overrides: Annotated[list[str] | None, typer.Argument(help="Settings of the config: training.dropout=0.2")] = None,
    config: Annotated[Path, typer.Option(help="Training config.")] = Path("configs/sm.cfg"),
    corpus: Annotated[Path, typer.Option(help="Folder of brat documents, with splits.json above it.")] = Path(
        "corpus/bulletins"
    ),
    score: Annotated[list[Path] | None, typer.Option(help="Score on this folder of brat documents as well.")] = None,
    add: Annotated[list[Path] | None, typer.Option(help="Train on this folder of brat documents as well.")] = None,
    size: Annotated[int | None, typer.Option(help="Train on so many documents, drawn by a seed; all if none.")] = None,
    steps: Annotated[int, typer.Option(help="Training steps.")] = 1300,
    seeds: Annotated[int, typer.Option(help="Train so many times, with seeds from 0.")] = 1,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the record.")] = Path(
        "training/experiments"
    ),
) -> None:
    """Train on the train part; score the dev part and what is named. A run that is on record is not made again."""
    settings: dict[str, Any] = {"training.max_steps": steps, "training.eval_frequency": steps}
    settings["training.optimizer.learn_rate.total_steps"] = steps
    for setting in overrides or []:
        key, _, value = setting.partition("=")
        settings[key] = json.loads(value)
    splits = read_splits(corpus.parent / "splits.json")
    # one order for all sizes: a smaller set is part of every larger one
    names = random.Random(0).sample(splits["train"], len(splits["train"]))[:size]
    parts = {
        part: [corpus / f"{name}.ann" for name in chosen]
        for part, chosen in (("train", sorted(names)), ("dev", splits["dev"]))
    }
    parts["train"] += [path for folder in add or [] for path in documents(folder)]
    scored = {"dev": parts["dev"]} | {folder.name: documents(folder) for folder in score or []}
    work = Path("training/output/experiments") / name
    work.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline(load_config(config, interpolate=True))
    for part, paths in parts.items():
        to_docbin(to_docs(nlp, paths)).to_disk(work / f"{part}.spacy")
        settings[f"paths.{part}"] = str(work / f"{part}.spacy")
    record = output / f"{name}.json"
    runs = json.loads(record.read_text("utf8"))["runs"] if record.exists() else []
    for seed in range(len(runs), seeds):
        start = time.perf_counter()
        train(config, work, overrides=settings | {"system.seed": seed})
        minutes = round((time.perf_counter() - start) / 60, 1)
        trained = gongbao.load(work / "model-last")
        scores = {}
        for data, paths in scored.items():
            found = report(predict_pairs(trained, map(read_brat, paths)))
            scores[data] = {key: found[key] for key in ("documents", "headlines")}
        runs.append({"seed": seed, "commit": commit(), "minutes": minutes, "scores": scores})
        described = {
            "command": " ".join(["python", *sys.argv]), "steps": steps, "train documents": len(parts["train"]),
            "settings": [*(overrides or []), *(f"+ {folder.name}" for folder in add or [])], "runs": runs,
        }  # fmt: skip
        output.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    typer.run(main)

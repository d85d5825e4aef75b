"""Train a variant of a pipeline, score it on development data, and record what was tried and what came of it."""

import json
import random
import sys
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
    size: Annotated[int | None, typer.Option(help="Train on so many documents, drawn by a seed; all if none.")] = None,
    steps: Annotated[int, typer.Option(help="Training steps.")] = 1300,
    seed: Annotated[int, typer.Option(help="Seed of initialisation and of the order of the examples.")] = 0,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the record.")] = Path(
        "training/experiments"
    ),
) -> None:
    """Train on the train part; score the dev part and what is named. An experiment with a record is not run again."""
    record = output / f"{name}.json"
    if record.exists():
        typer.echo(f"{record}: there already")
        return
    settings: dict[str, Any] = {"system.seed": seed, "training.max_steps": steps, "training.eval_frequency": steps}
    settings["training.optimizer.learn_rate.total_steps"] = steps
    for setting in overrides or []:
        key, _, value = setting.partition("=")
        settings[key] = json.loads(value)
    splits = read_splits(corpus.parent / "splits.json")
    # one order for all sizes: a smaller set is part of every larger one
    names = random.Random(0).sample(splits["train"], len(splits["train"]))[:size]
    work = Path("training/output/experiments") / name
    work.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline(load_config(config, interpolate=True))
    for part, chosen in (("train", sorted(names)), ("dev", splits["dev"])):
        to_docbin(to_docs(nlp, (corpus / f"{n}.ann" for n in chosen))).to_disk(work / f"{part}.spacy")
        settings[f"paths.{part}"] = str(work / f"{part}.spacy")
    train(config, work, overrides=settings)
    trained = gongbao.load(work / "model-last")
    scores = {}
    for folder in (corpus, *(score or [])):
        paths = [p for p in documents(folder) if folder != corpus or p.stem in splits["dev"]]
        found = report(predict_pairs(trained, map(read_brat, paths)))
        scores["dev" if folder == corpus else folder.name] = {k: found[k] for k in ("documents", "headlines")}
    described = {
        "command": " ".join(["python", *sys.argv]), "seed": seed, "commit": commit(), "steps": steps,
        "train documents": len(names), "settings": overrides or [], "scores": scores,
    }  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    typer.run(main)

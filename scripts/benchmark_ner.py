"""Train the entity part of a config on a public corpus, and score it on the part that published figures are for."""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from evaluate import commit
from spacy.cli.train import train as train_pipeline
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config
from thinc.api import Config

import gongbao
from gongbao.annotation import Annotation, Mention
from gongbao.corpus.convert import blank_pipeline, to_docbin
from gongbao.evaluation.run import predict_pairs
from gongbao.evaluation.scores import micro, report, tally, total
from gongbao.pipeline.extensions import set_annotation

COMPONENTS = ["tok2vec", "ner"]


def read_corpus(path: Path) -> list[Annotation]:
    """Read sentences with their entities: `.jsonl`, or a character, a tab and a tag a line; either may be gzipped."""
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf8") if packed else path.open(encoding="utf8") as lines:
        return [*(read_jsonl if ".jsonl" in path.suffixes else read_tags)(lines)]


def read_jsonl(lines: Iterable[str]) -> Iterator[Annotation]:
    """Read CLUENER: one sentence a line, entities in characters of its text, end exclusive."""
    for row in map(json.loads, lines):
        places = [(e["entity_index"]["begin"], e["entity_index"]["end"], e["entity_type"]) for e in row["entity_list"]]
        yield Annotation(row["text"], tuple(Mention(*place) for place in sorted({*places})), ())


def read_tags(lines: Iterable[str]) -> Iterator[Annotation]:
    """Read MSRA: `B-`, `I-` and `O` tags, an empty line after each sentence."""
    text, mentions, inside = "", list[Mention](), ""
    for line in chain(lines, [""]):
        character, _, tag = line.rstrip("\n").partition("\t")
        if character:
            kind, _, label = tag.partition("-")
            if label and kind == "I" and label == inside:
                mentions[-1] = mentions[-1]._replace(end=len(text) + len(character))
            elif label:
                mentions.append(Mention(len(text), len(text) + len(character), label))
            text, inside = text + character, label
        elif text:
            yield Annotation(text, tuple(mentions), ())
            text, mentions, inside = "", [], ""


def entity_config(path: Path, data: Path, seed: int, steps: int) -> Config:
    """Take from a training config what its entities need; progress is shown on a little of the training data."""
    config = load_config(path)
    config["nlp"]["pipeline"] = COMPONENTS
    config["components"] = {name: config["components"][name] for name in COMPONENTS}
    config["paths"] |= {"train": str(data), "dev": str(data)}
    config["system"]["seed"] = seed
    config["corpora"]["train"]["augmenter"] = None
    config["corpora"]["dev"]["limit"] = 100
    config["training"] |= {"max_steps": steps, "eval_frequency": steps, "annotating_components": []}
    config["training"]["score_weights"] = {"ents_f": 1.0}
    return config


def to_doc(nlp: Language, annotation: Annotation) -> Doc:
    """Make a gold Doc; entities off word boundaries are widened."""
    doc = nlp.make_doc(annotation.text)
    set_annotation(doc, annotation)
    return doc


def off_boundaries(nlp: Language, gold: Iterable[Annotation]) -> dict[str, float]:
    """Share of the entities that do not start and end with a word, so that none can be right; all, and by label."""
    entities, missed = Counter[str](), Counter[str]()
    for annotation in gold:
        doc = nlp.make_doc(annotation.text)
        for start, end, label in (mention.span for mention in annotation.mentions):
            entities.update(["all", label])
            missed.update(["all", label] if doc.char_span(start, end) is None else [])
    return {label: round(missed[label] / count, 4) for label, count in sorted(entities.items())}


def main(
    name: Annotated[str, typer.Argument(help="Name of the benchmark; its record is OUTPUT/NAME.json.")],
    train: Annotated[Path, typer.Argument(help="Training part: CLUENER's .jsonl, or characters and tags as MSRA's.")],
    test: Annotated[Path, typer.Argument(help="Part to score on, in the same form.")],
    config: Annotated[Path, typer.Option(help="Training config.")] = Path("configs/sm.cfg"),
    steps: Annotated[int, typer.Option(help="Training steps; the last pipeline is scored.")] = 1500,
    seed: Annotated[int, typer.Option(help="Seed of initialisation and of the order of the examples.")] = 0,
    samples: Annotated[int, typer.Option(help="Bootstrap samples.")] = 1000,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the record.")] = Path(
        "training/benchmarks"
    ),
    work: Annotated[Path, typer.Option(help="Folder for data and weights, which are not kept.")] = Path(
        "training/output/benchmarks"
    ),
) -> None:
    """Train on one part and score exact spans and labels on the other, all gold entities counted."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    parts = [read_corpus(path) for path in (train, test)]
    settings = entity_config(config, folder / "train.spacy", seed, steps)
    settings.to_disk(folder / "config.cfg")
    nlp = blank_pipeline(settings.interpolate())
    to_docbin(to_doc(nlp, annotation) for annotation in parts[0]).to_disk(folder / "train.spacy")
    train_pipeline(folder / "config.cfg", folder)
    pairs = [*predict_pairs(gongbao.load(folder / "model-last"), parts[1])]
    counts = micro(total(map(tally, pairs)), "entities")
    scores = report(pairs, samples)
    headline = scores["headlines"]["entities micro F1"]
    record = {
        "command": " ".join(["python", *sys.argv]), "seed": seed, "commit": commit(), "steps": steps,
        "train": {"sentences": len(parts[0]), "entities": sum(len(a.mentions) for a in parts[0])},
        "test": {"sentences": len(parts[1]), "entities": counts.gold},
        "off boundaries": off_boundaries(nlp, parts[1]),
        "micro F1": headline["score"], "interval": headline["interval"],
        "precision": round(counts.precision, 4), "recall": round(counts.recall, 4),
        "by label": dict(sorted(scores["by label"]["entities"].items())),
    }  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    (output / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf8")
    typer.echo("{}: micro F1 {:.3f} ({:.3f} to {:.3f})".format(name, headline["score"], *headline["interval"]))


if __name__ == "__main__":
    typer.run(main)

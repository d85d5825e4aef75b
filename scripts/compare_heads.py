"""Compare heads for mentions on one encoder: `ner` over all labels, `ner` for entities and for triggers, `spancat`."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import Annotated, Any

import typer
from corpus_stats import replace_between
from evaluate import commit
from experiment_table import spread
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model
from thinc.api import Config

from gongbao.corpus.brat import documents, read_brat
from gongbao.corpus.convert import blank_pipeline, read_splits, to_docbin, to_docs
from gongbao.evaluation.scores import Counts
from gongbao.pipeline.ner import EntityRecognizer
from gongbao.schema import ENTITY_LABELS, TRIGGER_LABELS

START = "<!-- heads -->\n"
GROUPS = {"entities": ENTITY_LABELS, "triggers": TRIGGER_LABELS}
SPANS = "mentions"


class GroupRecognizer(EntityRecognizer):
    """Learns the labels of one group of an otherwise flat layer."""

    group: str

    def initialize(self, get_examples: Callable[[], Iterable[Example]], **settings: Any) -> None:  # noqa: ANN401
        """Take the labels from the examples' spans of the group."""
        super().initialize(lambda: self._of_group(get_examples()), **settings)

    def update(self, examples: Iterable[Example], **settings: Any) -> dict[str, float]:  # noqa: ANN401
        """Learn from the spans of the group."""
        found: dict[str, float] = super().update(self._of_group(examples), **settings)
        return found

    def _of_group(self, examples: Iterable[Example]) -> list[Example]:
        kept = []
        for example in examples:
            reference = example.reference.copy()
            reference.ents = [span for span in reference.ents if span.label_ in GROUPS[self.group]]
            kept.append(Example(example.predicted, reference))
        return kept


@Language.factory("group_ner", default_config={"group": "entities"})
def make_group_ner(nlp: Language, name: str, model: Any, group: str) -> GroupRecognizer:  # noqa: ANN401
    """Create the component."""
    component = GroupRecognizer(nlp.vocab, model, name=name)
    component.group = group
    return component


def heads(config: Config) -> dict[str, dict[str, Any]]:
    """Components of each head after the encoder."""
    ner = config["components"]["ner"]
    width = config["components"]["tok2vec"]["model"]["encode"]["width"]
    spancat = {
        "factory": "spancat_singlelabel",
        "spans_key": SPANS,
        "allow_overlap": False,
        "model": {
            "@architectures": "spacy.SpanCategorizer.v1",
            "scorer": {"@layers": "spacy.LinearLogistic.v1"},
            "reducer": {
                "@layers": "spacy.mean_max_reducer.v1", "hidden_size": ner["model"]["hidden_width"],
            },
            "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"},
        },
        "suggester": {"@misc": "spacy.ngram_range_suggester.v1", "min_size": 1, "max_size": 10},
    }  # fmt: skip
    return {
        "joint ner": {"ner": ner},
        "separate ner": {group: {**ner, "factory": "group_ner", "group": group} for group in GROUPS},
        "spancat": {"spancat": spancat},
    }


def head_config(path: Path, head: str, folder: Path, seed: int, steps: int) -> Config:
    """Take from a training config the encoder, and put a head behind it."""
    config = load_config(path)
    chosen = heads(config)[head]
    config["nlp"]["pipeline"] = ["tok2vec", *chosen]
    config["components"] = {"tok2vec": config["components"]["tok2vec"], **chosen}
    config["paths"] |= {part: str(folder / f"{part}.spacy") for part in ("train", "dev")}
    config["system"]["seed"] = seed
    config["corpora"]["train"]["augmenter"] = None
    config["corpora"]["dev"]["limit"] = 10
    config["training"] |= {
        "max_steps": steps,
        "eval_frequency": steps,
        "annotating_components": [],
        "score_weights": {},
    }
    return config


def facts_of(doc: Doc) -> set[tuple[int, int, str]]:
    """Mentions of a Doc, wherever the head wrote them: start and end in characters, label."""
    return {(s.start_char, s.end_char, s.label_) for s in doc.spans.get(SPANS, doc.ents)}


def score(nlp: Language, paths: Iterable[Path]) -> dict[str, float]:
    """F1 of exact spans and labels, by group."""
    counts: dict[str, list[Counts]] = {group: [] for group in GROUPS}
    for path in paths:
        annotation = read_brat(path)
        sides = {mention.span for mention in annotation.mentions}, facts_of(nlp(annotation.text))
        for group, labels in GROUPS.items():
            gold, found = ({fact for fact in side if fact[2] in labels} for side in sides)
            counts[group].append(Counts(len(gold), len(found), len(gold & found)))
    return {group: round(Counts(*map(sum, zip(*of, strict=True))).f1, 4) for group, of in counts.items()}


def table(records: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """One row a head: mean F1 over seeds, least and greatest in brackets."""
    data = list(next(iter(records.values()))[0]["scores"])
    yield "| head | " + " | ".join(f"{d}: {g}" for d in data for g in GROUPS) + " | minutes of training |"
    yield "| --- |" + " ---: |" * (1 + len(data) * len(GROUPS))
    for head, runs in records.items():
        cells = [spread([run["scores"][name][group] for run in runs]) for name in data for group in GROUPS]
        yield f"| {head} | {' | '.join(cells)} | {mean(run['minutes'] for run in runs):.1f} |"


def main(
    config: Annotated[Path, typer.Option(help="Training config that the encoder is taken from.")] = Path(
        "configs/sm.cfg"
    ),
    corpus: Annotated[Path, typer.Option(help="Folder of brat documents, with splits.json above it.")] = Path(
        "corpus/bulletins"
    ),
    real: Annotated[
        list[Path] | None, typer.Option("--score", help="Score on this folder of brat documents too.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--head", help="Heads; all if none.")] = None,
    steps: Annotated[int, typer.Option(help="Training steps.")] = 800,
    seeds: Annotated[int, typer.Option(help="Number of seeds.")] = 3,
    record: Annotated[Path, typer.Option(help="JSON file for the scores; what is in it is not run again.")] = Path(
        "training/experiments/heads/heads.json"
    ),
    document: Annotated[Path, typer.Option(help="Markdown file with a marked place for the table.")] = Path(
        "training/README.md"
    ),
) -> None:
    """Train each head with each seed on the train part, and score it on the dev part."""
    work = Path("training/output/heads")
    work.mkdir(parents=True, exist_ok=True)
    splits = read_splits(corpus.parent / "splits.json")
    nlp = blank_pipeline(load_config(config, interpolate=True))
    for part in ("train", "dev"):
        docs = list(to_docs(nlp, (corpus / f"{name}.ann" for name in splits[part])))
        for doc in docs:
            doc.spans[SPANS] = doc.ents
        to_docbin(docs).to_disk(work / f"{part}.spacy")
    known = json.loads(record.read_text("utf8")) if record.exists() else {"runs": {}}
    for head in only or list(heads(load_config(config))):
        for seed in range(seeds):
            runs = known["runs"].setdefault(head, [])
            if any(run["seed"] == seed for run in runs):
                continue
            folder = work / f"{head.replace(' ', '-')}-{seed}"
            folder.mkdir(exist_ok=True)
            head_config(config, head, work, seed, steps).to_disk(folder / "config.cfg")
            start = time.perf_counter()
            train(folder / "config.cfg", folder)
            minutes = round((time.perf_counter() - start) / 60, 1)
            trained = load_model(folder / "model-last")
            scores = {"dev": score(trained, (corpus / f"{name}.ann" for name in splits["dev"]))}
            scores |= {path.name: score(trained, documents(path)) for path in real or []}
            runs.append({"seed": seed, "commit": commit(), "steps": steps, "minutes": minutes, "scores": scores})
            known["command"] = " ".join(["python", *sys.argv])
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", "utf8")
    replace_between(document, START, "\n".join(table(known["runs"])) + "\n")


if __name__ == "__main__":
    typer.run(main)

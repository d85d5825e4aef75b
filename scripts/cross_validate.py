"""List what models trained without a document find otherwise than its annotation: possible label errors, for review."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from spacy.cli.train import train
from spacy.util import load_config

import gongbao
from gongbao.annotation import Annotation, Mention
from gongbao.corpus.brat import documents, read_brat
from gongbao.corpus.convert import blank_pipeline, to_docbin, to_docs
from gongbao.evaluation.run import predict_pairs
from gongbao.evaluation.scores import Pair

SURE, DOUBTFUL = 0.85, 0.05  # a link nobody annotated is listed from the one, an annotated one below the other
COLUMNS = ("document", "start", "end", "annotated", "found", "context", "elsewhere")
Row = tuple[str, int, int, str, str, str, int]


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents.")] = Path("corpus/bulletins"),
    config: Annotated[Path, typer.Option(help="Training config.")] = Path("configs/sm.cfg"),
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the lists, one a fold.")] = Path(
        "training/output/cross_validation"
    ),
    folds: Annotated[int, typer.Option(help="Parts that the documents are dealt into.")] = 3,
    steps: Annotated[int, typer.Option(help="Training steps of each fold.")] = 1500,
    only: Annotated[list[str] | None, typer.Option(help="List these documents alone (all others train).")] = None,
) -> None:
    """Train once a fold on the other folds and write FOLD.tsv; folds that are there already are skipped.

    Rows hold document, start and end in characters, what is annotated, what was found, and the context; `elsewhere` is
    the number of other documents that annotate the found mentions so, 1 for links and status.
    """
    paths = documents(folder)
    parts = [[path for path in paths if path.stem in only]] if only else [paths[fold::folds] for fold in range(folds)]
    output.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline(load_config(config, interpolate=True))
    for fold, held_out in enumerate(parts):
        target = output / f"{fold}.tsv"
        if target.exists():
            continue
        training = [path for path in paths if path not in held_out]
        for name, chosen in (("train", training), ("dev", held_out[:10])):
            to_docbin(to_docs(nlp, chosen)).to_disk(output / f"{name}.spacy")
        corpus: dict[str, str | int] = {f"paths.{name}": str(output / f"{name}.spacy") for name in ("train", "dev")}
        schedule = {"training.max_steps": steps, "training.optimizer.learn_rate.total_steps": steps}
        train(config, output / f"model-{fold}", overrides=corpus | schedule | {"training.eval_frequency": steps})
        with target.with_suffix(".part").open("w", encoding="utf8", newline="") as file:
            table = csv.writer(file, delimiter="\t")
            table.writerow(COLUMNS)
            table.writerows(differences(output / f"model-{fold}" / "model-last", held_out, training))
        target.with_suffix(".part").rename(target)


def differences(model: Path, paths: list[Path], others: list[Path]) -> Iterator[Row]:
    """Compare mentions, status over them, and links over the annotated mentions, document by document."""
    nlp = gongbao.load(model)
    nlp.get_pipe("gongbao_links").cfg["threshold"] = DOUBTFUL
    known = Counter(
        name for path in others for name in {_key(read, m) for read in [read_brat(path)] for m in read.mentions}
    )
    for path, pair in zip(paths, predict_pairs(nlp, map(read_brat, paths)), strict=True):
        rows = [*_mention_rows(pair, known), *_status_rows(pair), *_link_rows(pair)]
        yield from ((path.stem, *row) for row in sorted(rows))


def _mention_rows(pair: Pair, known: Counter[tuple[str, str]]) -> Iterator[tuple[int, int, str, str, str, int]]:
    """Clusters of overlapping mentions that differ between the two."""
    text, gold = pair.gold.text, {m.span for m in pair.gold.mentions}
    found = {m.span for m in pair.predicted.mentions}
    cluster: list[tuple[int, int, str]] = []
    for span in [*sorted(gold ^ found), (len(text) + 1, len(text) + 1, "")]:
        if cluster and span[0] >= max(end for _, end, _ in cluster):
            start, end = cluster[0][0], max(end for _, end, _ in cluster)
            annotated, others = (
                _flat(" ".join(f"{text[a:b]}/{label}" for a, b, label in cluster if (a, b, label) in side))
                for side in (gold, found)
            )
            spans = [span for span in cluster if span in found]
            elsewhere = min((known[_key(pair.gold, Mention(*span))] for span in spans), default=0)
            yield start, end, annotated, others, _context(text, start, end), elsewhere
            cluster = []
        cluster.append(span)


def _status_rows(pair: Pair) -> Iterator[tuple[int, int, str, str, str, int]]:
    assert pair.links_on_gold
    status = {m.span: m.status for m in pair.links_on_gold.mentions}
    for mention in pair.gold.mentions:
        other = status.get(mention.span, mention.status)
        if mention.is_trigger and other != mention.status:
            yield mention.start, mention.end, mention.status, other, _context(pair.gold.text, *mention.span[:2]), 1


def _link_rows(pair: Pair) -> Iterator[tuple[int, int, str, str, str, int]]:
    assert pair.links_on_gold
    text, gold = pair.gold.text, {arc.key: arc for arc in pair.gold.arcs}
    found = {arc.key: arc for arc in pair.links_on_gold.arcs}
    missed = [arc for key, arc in gold.items() if key not in found]
    extra = [arc for key, arc in found.items() if key not in gold and arc.confidence >= SURE]
    for arcs, column in ((missed, 0), (extra, 1)):
        for arc in arcs:
            start, end = min(arc.head.start, arc.tail.start), max(arc.head.end, arc.tail.end)
            sides = ["", ""]
            sides[column] = _flat(f"{_named(text, arc.head)} -{arc.label}-> {_named(text, arc.tail)}")
            yield start, end, sides[0], sides[1], _context(text, start, end), 1


def _key(annotation: Annotation, mention: Mention) -> tuple[str, str]:
    """What a mention is told by in other documents: its characters without white space, and its label."""
    return "".join(annotation.text[mention.start : mention.end].split()), mention.label


def _named(text: str, mention: Mention) -> str:
    return f"{text[mention.start : mention.end]}/{mention.label}"


def _context(text: str, start: int, end: int) -> str:
    return _flat(f"{text[max(0, start - 20) : start]}[{text[start:end]}]{text[end : end + 20]}")


def _flat(text: str) -> str:
    return "⏎".join(text.splitlines())


if __name__ == "__main__":
    typer.run(main)

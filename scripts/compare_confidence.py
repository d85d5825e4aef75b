"""Compare two confidences of a pipeline's entities and triggers: its own, and what spaCy's beam search gives them."""

import json
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from corpus_stats import replace_between
from evaluate import commit, read_folder
from spacy.language import Language
from spacy.tokens import Doc

from gongbao.annotation import Annotation
from gongbao.confidence import UNCALIBRATED, Outcome, fit_calibration
from gongbao.evaluation.calibration import expected_calibration_error
from gongbao.pipeline.ner import EntityRecognizer

START = "<!-- beam -->\n"


def own(ner: EntityRecognizer, docs: list[Doc]) -> list[list[float]]:
    """Products of the probabilities of the actions, for the spans of each Doc."""
    parse = ner.predict(docs)
    ner.set_annotations(docs, parse)
    return [[span._.confidence for span in doc.ents] for doc in docs]


def beam(ner: EntityRecognizer, docs: list[Doc], width: int) -> list[list[float]]:
    """Share of the weight of the beam that has each span of a Doc."""
    bare = [Doc(doc.vocab, words=[token.text for token in doc], spaces=[False] * len(doc)) for doc in docs]
    for copy, doc in zip(bare, docs, strict=True):
        copy.tensor = doc.tensor
    scored = ner.scored_ents(ner.beam_parse(bare, beam_width=width))
    return [
        [found.get((s.start, s.end, s.label_), 0.0) for s in doc.ents] for doc, found in zip(docs, scored, strict=True)
    ]


def measure(nlp: Language, gold: list[Annotation], width: int) -> dict[str, tuple[float, list[Outcome]]]:
    """Seconds and outcomes of both."""
    docs = [nlp.make_doc(annotation.text) for annotation in gold]
    encoder, ner = nlp.get_pipe("tok2vec"), nlp.get_pipe("ner")
    encoder.set_annotations(docs, encoder.predict(docs))
    spans = [{mention.span for mention in annotation.mentions} for annotation in gold]
    found = {}
    for name, read in (("actions", own), ("beam", partial(beam, width=width))):
        start = time.perf_counter()
        confidences: list[list[float]] = read(ner, docs)
        seconds = time.perf_counter() - start
        outcomes = [
            Outcome(min(value, 1.0), (span.start_char, span.end_char, span.label_) in right)
            for doc, right, values in zip(docs, spans, confidences, strict=True)
            for span, value in zip(doc.ents, values, strict=True)
        ]
        found[name] = seconds, outcomes
    return found


def area(outcomes: Iterable[Outcome]) -> float:
    """Probability that a right prediction has a higher confidence than a wrong one (area under the ROC curve)."""
    found = list(outcomes)
    ranks = {value: place for place, value in enumerate(np.unique([o.confidence for o in found]))}
    counts = np.zeros((len(ranks), 2))
    for outcome in found:
        counts[ranks[outcome.confidence], int(outcome.correct)] += 1
    wrong, right = counts.T
    below = np.cumsum(wrong) - wrong
    return float((right * (below + wrong / 2)).sum() / (right.sum() * wrong.sum()))


def main(
    model: Annotated[str, typer.Argument(help="Pipeline: a folder or an installed package.")] = "zh_gongbao_sm",
    real: Annotated[list[Path] | None, typer.Option("--score", help="Folder of brat documents to compare on.")] = None,
    width: Annotated[int, typer.Option(help="Width of the beam.")] = 16,
    record: Annotated[Path, typer.Option(help="JSON file for the figures.")] = Path(
        "training/experiments/heads/beam.json"
    ),
    document: Annotated[Path, typer.Option(help="Markdown file with a marked place for the table.")] = Path(
        "training/README.md"
    ),
) -> None:
    """Fit a map for each on the dev part, and compare on the test part and on what is named."""
    corpus = Path("corpus/bulletins")
    parts = {part: read_folder(model, corpus, part) for part in ("dev", "test")}
    parts |= {folder.name: read_folder(model, folder, None) for folder in real or []}
    nlp = parts["dev"][0]
    nlp.get_pipe("ner").calibration = UNCALIBRATED
    found = {name: measure(nlp, gold, width) for name, (_, _, gold) in parts.items()}
    maps = {kind: fit_calibration(outcomes) for kind, (_, outcomes) in found["dev"].items()}
    rows: dict[str, Any] = {}
    for kind, calibration in maps.items():
        rows[kind] = {"seconds": round(sum(part[kind][0] for part in found.values()), 1)}
        for name in list(parts)[1:]:
            outcomes = found[name][kind][1]
            error = expected_calibration_error(calibration.apply(outcomes))
            rows[kind][name] = {"error": round(error, 4), "area": round(area(outcomes), 4)}
    record.parent.mkdir(parents=True, exist_ok=True)
    described = {"command": " ".join(["python", *sys.argv]), "commit": commit(), "width": width, "confidences": rows}
    record.write_text(json.dumps(described, indent=1) + "\n", "utf8")
    names = list(parts)[1:]
    lines = ["| | " + " | ".join(f"{n}: {what}" for n in names for what in ("calibration error", "area")) + " | time |"]
    lines += ["| --- |" + " ---: |" * (2 * len(names) + 1)]
    for kind, row in rows.items():
        cells = [f"{row[name][key]:.3f}" for name in names for key in ("error", "area")]
        lines += [f"| {kind} | {' | '.join(cells)} | {row['seconds'] / rows['actions']['seconds']:.1f} |"]
    replace_between(document, START, "\n".join(lines) + "\n")


if __name__ == "__main__":
    typer.run(main)

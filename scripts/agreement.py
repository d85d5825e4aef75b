"""Measure the agreement of two independent annotations of the same documents, and write it into the corpus card."""

from pathlib import Path
from typing import Annotated

import typer
from corpus_stats import replace_between

from gongbao.corpus.brat import documents, read_brat
from gongbao.evaluation.scores import HEADLINES, Pair, tally, total
from gongbao.schema import ENTITY_LABELS, LINK_LABELS, TRIGGER_LABELS

START = "<!-- agreement -->\n"


def main(
    second: Annotated[Path, typer.Argument(help="Folder of the second annotation.")] = Path("corpus/agreement"),
    first: Annotated[Path, typer.Argument(help="Folder that holds the first one.")] = Path("corpus/bulletins"),
    card: Annotated[Path, typer.Argument(help="Card to write the figures into.")] = Path("corpus/README.md"),
) -> None:
    """Compare by exact span, label and link; F1 of the second annotation against the first."""
    paths = documents(second)
    counts = total(tally(Pair(read_brat(first / path.name), read_brat(path))) for path in paths)
    lines = [f"{len(paths)} documents.", "", "| | F1 |", "|---|---:|"]
    lines += [f"| {name} | {score(counts):.3f} |" for name, score in HEADLINES.items() if "gold" not in name]
    for group, labels in (("entities", ENTITY_LABELS), ("triggers", TRIGGER_LABELS), ("links", LINK_LABELS)):
        found = [f"{label} {counts[group, label].f1:.2f}" for label in labels if (group, label) in counts]
        lines += ["", f"By label, {group}: {', '.join(found)}."]
    replace_between(card, START, "\n".join(lines) + "\n")


if __name__ == "__main__":
    typer.run(main)

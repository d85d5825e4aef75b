"""Write the table of scores into the documents that show it, from the score files of a pipeline."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from corpus_stats import replace_between

LEAST = (0.5, 0.7, 0.8, 0.9)  # thresholds shown


def table(scores: dict[str, Any]) -> str:
    """Headline scores with 95 % intervals as a Markdown table, one column a score file."""
    columns = [f"{name} ({content['documents']} documents)" for name, content in scores.items()]
    rows = [["", *columns], ["---", *["---:"] * len(columns)]]
    for score in next(iter(scores.values()))["headlines"]:
        found = [content["headlines"][score] for content in scores.values()]
        rows.append([score, *(f"{f['score']:.3f} ({f['interval'][0]:.3f} to {f['interval'][1]:.3f})" for f in found)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def confidence_table(scores: dict[str, Any]) -> str:
    """Expected calibration error, and what thresholds keep, as a Markdown table: one row a kind and score file."""
    rows = [["", "expected calibration error", *(f"confidence ≥ {least}: kept, right" for least in LEAST)]]
    rows.append(["---", *["---:"] * (len(LEAST) + 1)])
    for name, content in scores.items():
        for kind in content["confidence"]:
            kept = {row[0]: row for row in kind["kept"]}
            cells = [f"{kept[least][2]:.0%}, {kept[least][3]:.0%}" if least in kept else "none" for least in LEAST]
            rows.append([f"{kind['name']}, {name}", f"{kind['error']:.3f}", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of score files, written by evaluate.py.")],
    documents: Annotated[list[Path], typer.Argument(help="Markdown files with a marked place for the table.")],
) -> None:
    """Replace the tables in the documents that have a place for them; the corpus's own test part comes first."""
    paths = sorted(folder.glob("*.json"), key=lambda path: path.stem != "test")
    scores = {path.stem.replace("_", " "): json.loads(path.read_text("utf8")) for path in paths}
    for document in documents:
        for kind, text in (("scores", table(scores)), ("confidence", confidence_table(scores))):
            if (start := f"<!-- {kind} {folder.name} -->\n") in document.read_text("utf8"):
                replace_between(document, start, text)


if __name__ == "__main__":
    typer.run(main)

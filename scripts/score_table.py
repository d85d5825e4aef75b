"""Write the table of scores into the documents that show it, from the score files of a pipeline."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from corpus_stats import replace_between

START = "<!-- scores -->\n"


def table(scores: dict[str, Any]) -> str:
    """Headline scores with 95 % intervals as a Markdown table, one column a score file."""
    columns = [f"{name} ({content['documents']} documents)" for name, content in scores.items()]
    rows = [["", *columns], ["---", *["---:"] * len(columns)]]
    for score in next(iter(scores.values()))["headlines"]:
        found = [content["headlines"][score] for content in scores.values()]
        rows.append([score, *(f"{f['score']:.3f} ({f['interval'][0]:.3f} to {f['interval'][1]:.3f})" for f in found)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of score files, written by evaluate.py.")],
    documents: Annotated[list[Path], typer.Argument(help="Markdown files with a marked place for the table.")],
) -> None:
    """Replace the table in the documents; the corpus's own test part comes first."""
    paths = sorted(folder.glob("*.json"), key=lambda path: path.stem != "test")
    text = table({path.stem.replace("_", " "): json.loads(path.read_text("utf8")) for path in paths})
    for document in documents:
        replace_between(document, START, text)


if __name__ == "__main__":
    typer.run(main)

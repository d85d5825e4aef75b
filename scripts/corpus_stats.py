"""Write the statistics table of the corpus into its card."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from gongbao.corpus.brat import read_brat
from gongbao.corpus.check import repeated_share
from gongbao.corpus.convert import read_splits
from gongbao.schema import ENTITY_LABELS, LINK_LABELS, TRIGGER_LABELS

START, END = "<!-- statistics -->\n", "<!-- end -->"


def statistics(folder: Path) -> str:
    """Count documents, characters and labels of each part, as a Markdown table."""
    parts = {
        part: [read_brat(folder / f"{name}.ann") for name in names]
        for part, names in read_splits(folder.parent / "splits.json").items()
    }
    counts = {
        part: Counter(
            {
                "documents": len(read),
                "characters": sum(len(a.text) for a in read),
                "planned": sum(m.status == "planned" for a in read for m in a.mentions),
                **Counter(m.label for a in read for m in a.mentions),
                **Counter(arc.label for a in read for arc in a.arcs),
            }
        )
        for part, read in parts.items()
    }
    rows = [["", *counts, "all"]]
    for name in ("documents", "characters", *ENTITY_LABELS, *TRIGGER_LABELS, "planned", *LINK_LABELS):
        values = [count[name] for count in counts.values()]
        rows.append([name, *map(str, [*values, sum(values)])])
    rows.insert(1, ["---", *["---:"] * (len(counts) + 1)])
    share = repeated_share(a.text for read in parts.values() for a in read)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{table}\n\nTen-character runs that stand in three or more documents: {share:.2%}.\n"


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents.")] = Path("corpus/bulletins"),
    card: Annotated[Path, typer.Argument(help="Card to write the table into.")] = Path("corpus/README.md"),
) -> None:
    """Replace the table in the card."""
    replace_between(card, START, statistics(folder))


def replace_between(path: Path, start: str, text: str) -> None:
    """Replace what stands in a file between a start mark and the next end mark."""
    before, rest = path.read_text("utf8").split(start)
    path.write_text(f"{before}{start}{text}{END}{rest.split(END, 1)[1]}", "utf8")


if __name__ == "__main__":
    typer.run(main)

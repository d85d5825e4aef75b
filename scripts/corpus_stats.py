"""Write the statistics of the corpus into its card, and draw them."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from gongbao.annotation import Annotation
from gongbao.corpus.brat import documents, read_brat
from gongbao.corpus.check import repeated_share
from gongbao.corpus.convert import read_splits
from gongbao.corpus.jsonl import read_plan
from gongbao.layout import sentences
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
    return (
        f"{table}\n\nTen-character runs that stand in three or more documents: {share:.2%}.\n\n"
        f"{variety([a for read in parts.values() for a in read])}"
    )


def variety(read: list[Annotation]) -> str:
    """Count for each entity label how many different mentions there are, white space aside, as a Markdown table."""
    surfaces: dict[str, Counter[str]] = {label: Counter() for label in ENTITY_LABELS}
    for annotation in read:
        for mention in annotation.mentions:
            if not mention.is_trigger:
                surfaces[mention.label]["".join(annotation.text[mention.start : mention.end].split())] += 1
    lines = ["| | mentions | different | type-token ratio | occurring once |", "| --- | ---: | ---: | ---: | ---: |"]
    for label, counts in surfaces.items():
        once = sum(count == 1 for count in counts.values())
        total, different = counts.total(), len(counts)
        lines.append(f"| {label} | {total} | {different} | {different / total:.2f} | {once / different:.0%} |")
    return "\n".join(lines) + "\n"


def draw(folder: Path, target: Path) -> None:
    """Draw documents by what the plan says of them, and the lengths of documents, sentences and mentions."""
    from matplotlib import pyplot, rcParams

    rcParams["svg.hashsalt"] = "gongbao"  # the same file each time
    plan, read = read_plan(folder.parent / "plan.csv"), {path.stem: read_brat(path) for path in documents(folder)}
    planned = [plan[name] for name in read if name in plan]
    figure, axes = pyplot.subplots(2, 3, figsize=(15, 11), layout="constrained")
    for axis, key in zip(axes.flat, ("topic", "genre", "level", "year"), strict=False):
        counts = sorted(Counter(str(row[key]) for row in planned).items(), reverse=True)
        axis.barh(*zip(*counts, strict=True), color="#4477aa")
        axis.set_title(f"documents by {key}")
        axis.tick_params(labelsize=8)
    axes[1, 1].hist([len(a.text) for a in read.values()], bins=30, color="#4477aa")
    axes[1, 1].set_title("documents by characters")
    axes[1, 2].hist([end - start for a in read.values() for start, end in sentences(a.text)], bins=40, color="#4477aa")
    axes[1, 2].set_title("sentences by characters")
    figure.savefig(target, metadata={"Date": None})


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents.")] = Path("corpus/bulletins"),
    card: Annotated[Path, typer.Argument(help="Card to write the tables into.")] = Path("corpus/README.md"),
    plot: Annotated[Path | None, typer.Option(help="SVG file for the plots.")] = None,
) -> None:
    """Replace the tables in the card, and draw the plots where a file is named (needs matplotlib)."""
    replace_between(card, START, statistics(folder))
    if plot:
        draw(folder, plot)


def replace_between(path: Path, start: str, text: str) -> None:
    """Replace what stands in a file between a start mark and the next end mark."""
    before, rest = path.read_text("utf8").split(start)
    path.write_text(f"{before}{start}{text}{END}{rest.split(END, 1)[1]}", "utf8")


if __name__ == "__main__":
    typer.run(main)

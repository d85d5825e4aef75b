"""Write the table of experiments into the record of runs, and draw the learning curve."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from corpus_stats import replace_between

START = "<!-- experiments -->\n"
SHOWN = {
    "entities": "entities micro F1",
    "triggers": "triggers micro F1",
    "links": "links end to end micro F1",
}


def table(records: dict[str, Any]) -> str:
    """One row an experiment: what differs from the config, how much was trained on, scores by data."""
    data = list(next(iter(records.values()))["scores"])
    head = ["", "settings", "documents", "steps", *(f"{d}: {s}" for d in data for s in SHOWN)]
    rows = [head, ["---", "---", *["---:"] * (len(head) - 2)]]
    for name, record in records.items():
        scores = [f"{record['scores'][d]['headlines'][score]['score']:.3f}" for d in data for score in SHOWN.values()]
        settings = "; ".join(f"`{setting}`" for setting in record["settings"])
        rows.append([name, settings, str(record["train documents"]), str(record["steps"]), *scores])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def draw(records: dict[str, Any], target: Path) -> None:
    """Draw F1 against the number of documents, one panel a data set, with 95 % intervals."""
    from matplotlib import pyplot, rcParams

    rcParams["svg.hashsalt"] = "gongbao"  # the same file each time
    sizes = sorted(records.values(), key=lambda record: record["train documents"])
    data = list(sizes[0]["scores"])
    figure, axes = pyplot.subplots(1, len(data), figsize=(5 * len(data), 4), sharey=True, layout="constrained")
    for axis, name in zip(axes if len(data) > 1 else [axes], data, strict=True):
        for short, score in SHOWN.items():
            found = [record["scores"][name]["headlines"][score] for record in sizes]
            places = [record["train documents"] for record in sizes]
            axis.plot(places, [f["score"] for f in found], marker="o", label=short)
            axis.fill_between(places, *zip(*(f["interval"] for f in found), strict=True), alpha=0.15)
        axis.set(title=name, xlabel="documents in training", xscale="log")
        axis.set_xticks(places, labels=map(str, places))
        axis.minorticks_off()
    figure.axes[0].set_ylabel("F1")
    figure.axes[0].legend()
    figure.savefig(target, metadata={"Date": None})


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of records, written by experiment.py.")] = Path(
        "training/experiments"
    ),
    document: Annotated[Path, typer.Argument(help="Markdown file with a marked place for the table.")] = Path(
        "training/README.md"
    ),
    plot: Annotated[Path | None, typer.Option(help="SVG file for the curve over documents-*.json.")] = None,
) -> None:
    """Replace the table; draw where a file is named (needs matplotlib)."""
    records = {path.stem: json.loads(path.read_text("utf8")) for path in sorted(folder.glob("*.json"))}
    replace_between(document, START, table(records))
    if plot:
        draw({name: record for name, record in records.items() if name.startswith("documents-")}, plot)


if __name__ == "__main__":
    typer.run(main)

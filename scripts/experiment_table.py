"""Write the table of experiments into the record of runs, and draw the learning curve."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
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
    data = list(next(iter(records.values()))["runs"][0]["scores"])
    head = ["", "settings", "documents", "steps", "seeds", *(f"{d}: {s}" for d in data for s in SHOWN)]
    rows = [head, ["---", "---", *["---:"] * (len(head) - 2)]]
    for name, record in records.items():
        runs = record["runs"]
        scores = [spread([found(run, d, score)["score"] for run in runs]) for d in data for score in SHOWN.values()]
        settings = "; ".join(f"`{setting}`" for setting in record["settings"])
        rows.append([name, settings, *map(str, (record["train documents"], record["steps"], len(runs))), *scores])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def found(run: dict[str, Any], data: str, score: str) -> dict[str, Any]:
    """Score and interval of a run."""
    headline: dict[str, Any] = run["scores"][data]["headlines"][score]
    return headline


def spread(values: Sequence[float]) -> str:
    """Mean, and the least and the greatest value where there are several."""
    ends = f" ({min(values):.3f} to {max(values):.3f})" if len(values) > 1 else ""
    return f"{mean(values):.3f}{ends}"


def draw(records: dict[str, Any], target: Path) -> None:
    """Draw F1 against the number of documents, one panel a data set, with 95 % intervals."""
    from matplotlib import pyplot, rcParams

    rcParams["svg.hashsalt"] = "gongbao"  # the same file each time
    sizes = sorted(records.values(), key=lambda record: record["train documents"])
    data = list(sizes[0]["runs"][0]["scores"])
    figure, axes = pyplot.subplots(1, len(data), figsize=(5 * len(data), 4), sharey=True, layout="constrained")
    for axis, name in zip(axes if len(data) > 1 else [axes], data, strict=True):
        for short, score in SHOWN.items():
            scores = [found(record["runs"][0], name, score) for record in sizes]
            places = [record["train documents"] for record in sizes]
            axis.plot(places, [s["score"] for s in scores], marker="o", label=short)
            axis.fill_between(places, *zip(*(s["interval"] for s in scores), strict=True), alpha=0.15)
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

"""Convert the brat corpus to spaCy's binary format and to JSON Lines, one file a part."""

from pathlib import Path
from typing import Annotated

import typer
from spacy.util import load_config

from gongbao.corpus.brat import read_brat
from gongbao.corpus.convert import blank_pipeline, read_splits, to_docbin, to_docs
from gongbao.corpus.jsonl import format_json, read_plan


def main(
    folder: Annotated[
        Path, typer.Argument(help="Folder of brat documents, with splits.json and plan.csv above it.")
    ] = Path("corpus/bulletins"),
    output: Annotated[Path, typer.Argument(help="Folder for PART.spacy and PART.jsonl.")] = Path("corpus"),
    config: Annotated[Path, typer.Option(help="Training config, for its tokenizer.")] = Path("configs/sm.cfg"),
) -> None:
    """Write train, dev and test in both formats."""
    nlp = blank_pipeline(load_config(config, interpolate=True))
    plan = read_plan(folder.parent / "plan.csv")
    for part, names in read_splits(folder.parent / "splits.json").items():
        paths = [folder / f"{name}.ann" for name in names]
        docs = list(to_docs(nlp, paths))
        to_docbin(docs).to_disk(output / f"{part}.spacy")
        lines = [format_json(path.stem, read_brat(path), plan.get(path.stem)) + "\n" for path in paths]
        (output / f"{part}.jsonl").write_text("".join(lines), "utf8")
        typer.echo(f"{part}: {len(docs)} documents, {sum(map(len, docs))} tokens -> {output / part}.spacy and .jsonl")


if __name__ == "__main__":
    typer.run(main)

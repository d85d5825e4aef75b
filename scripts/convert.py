"""Convert the brat corpus to spaCy's binary format, one file a part."""

from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.util import load_config

from gongbao.corpus.convert import read_splits, to_docbin, to_docs


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents, with splits.json above it.")] = Path(
        "corpus/bulletins"
    ),
    output: Annotated[Path, typer.Argument(help="Folder for train.spacy, dev.spacy and test.spacy.")] = Path("corpus"),
    config: Annotated[Path, typer.Option(help="Training config, for its tokenizer.")] = Path("configs/sm.cfg"),
) -> None:
    """Write one .spacy file for each part of the splits."""
    settings = load_config(config, interpolate=True)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": settings["nlp"]["tokenizer"]}})
    nlp.tokenizer.initialize(**settings["initialize"]["tokenizer"])
    for part, names in read_splits(folder.parent / "splits.json").items():
        docs = list(to_docs(nlp, (folder / f"{name}.ann" for name in names)))
        to_docbin(docs).to_disk(output / f"{part}.spacy")
        typer.echo(f"{part}: {len(docs)} documents, {sum(map(len, docs))} tokens -> {output / f'{part}.spacy'}")


if __name__ == "__main__":
    typer.run(main)

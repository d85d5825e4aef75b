"""Tokenise raw text once, for word vectors and for pretraining the encoder."""

import random
from pathlib import Path
from typing import Annotated

import spacy
import typer
from benchmark import read_texts
from rich.progress import track
from spacy.tokens import DocBin
from spacy.util import load_config

from gongbao.layout import paragraphs

LONGEST, SHORTEST = 400, 15  # characters of a paragraph


def main(
    source: Annotated[Path, typer.Argument(help="Folder of .txt files, or .jsonl(.gz) with a text field.")],
    output: Annotated[Path, typer.Argument(help="File to write, .spacy.")] = Path("training/output/raw.spacy"),
    config: Annotated[Path, typer.Option(help="Training config, for its tokenizer.")] = Path("configs/sm.cfg"),
    most: Annotated[int, typer.Option(help="Most tokens to keep, paragraphs drawn at random.")] = 9_000_000,
) -> None:
    """Write paragraphs as Docs."""
    settings = load_config(config, interpolate=True)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": settings["nlp"]["tokenizer"]}})
    nlp.tokenizer.initialize(**settings["initialize"]["tokenizer"])
    stretches = [text[a : min(b, a + LONGEST)] for text in read_texts(source) for a, b in paragraphs(text)]
    random.Random(0).shuffle(stretches)
    packed, tokens = DocBin(attrs=["NORM"]), 0
    for stretch in track(stretches, "tokenising"):
        if len(stretch) >= SHORTEST and tokens < most:
            doc = nlp.make_doc(stretch)
            packed.add(doc)
            tokens += len(doc)
    output.parent.mkdir(parents=True, exist_ok=True)
    packed.to_disk(output)
    typer.echo(f"{len(packed)} paragraphs, {tokens} tokens -> {output}")


if __name__ == "__main__":
    typer.run(main)

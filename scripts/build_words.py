"""List the trigger words that the segmenter should split off wherever they stand (调拨|棉被, not 调拨棉|被).

Words of the train part that are triggers at least three times, but for those that would cut a mention in two.
"""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from spacy.util import load_config

from gongbao.annotation import Annotation
from gongbao.corpus.brat import read_brat
from gongbao.corpus.convert import blank_pipeline, read_splits

LEAST = 3  # occurrences as a trigger
Place = tuple[int, int, int]


def main(
    corpus: Annotated[Path, typer.Argument(help="Folder of brat documents, with splits.json above it.")] = Path(
        "corpus/bulletins"
    ),
    output: Annotated[Path, typer.Argument(help="Text file to write, one word a line.")] = Path("corpus/words.txt"),
    config: Annotated[Path, typer.Option(help="Training config, for its tokenizer.")] = Path("configs/sm.cfg"),
) -> None:
    """Write the words and say how many mentions start and end with a word before and after."""
    settings = load_config(config, interpolate=True)
    tokenizer = settings["initialize"]["tokenizer"]
    tokenizer["pkuseg_user_dict"] = "default"
    always = list(tokenizer["words"])
    train = [read_brat(corpus / f"{name}.ann") for name in read_splits(corpus.parent / "splits.json")["train"]]

    def misplaced(words: list[str]) -> set[Place]:
        tokenizer["words"] = always + words
        nlp = blank_pipeline(settings)
        docs = [nlp.make_doc(annotation.text) for annotation in train]
        return {
            (number, m.start, m.end)
            for number, (doc, annotation) in enumerate(zip(docs, train, strict=True))
            for m in annotation.mentions
            if doc.char_span(m.start, m.end) is None
        }

    counts = Counter(a.text[m.start : m.end] for a in train for m in a.mentions if m.is_trigger)
    words = sorted(word for word, n in counts.items() if n >= LEAST and len(word) > 1 and word.isalpha())
    before = misplaced([])
    broken = misplaced(words) - before
    words = [word for word in words if not any(_cuts(word, train[number], start, end) for number, start, end in broken)]
    output.write_text("".join(f"{word}\n" for word in words), "utf8")
    typer.echo(f"{len(words)} words; mentions off word boundaries: {len(before)} before, {len(misplaced(words))} after")


def _cuts(word: str, annotation: Annotation, start: int, end: int) -> bool:
    """Tell whether a word stands across an edge of a mention."""
    text = annotation.text
    for edge in (start, end):
        first = max(0, edge - len(word) + 1)
        if word in text[first : edge + len(word) - 1]:
            place = text.index(word, first)
            if place < edge < place + len(word):
                return True
    return False


if __name__ == "__main__":
    typer.run(main)

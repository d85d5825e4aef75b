"""Train static word vectors with subword hashing (floret), which also answer for words never seen."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import floret
import spacy
import typer
from spacy.tokens import DocBin
from spacy.training.initialize import convert_vectors


def main(
    tokens: Annotated[Path, typer.Argument(help="Tokenised text, .spacy.")] = Path("training/output/raw.spacy"),
    output: Annotated[Path, typer.Argument(help="Folder to write.")] = Path("training/output/vectors"),
    dim: Annotated[int, typer.Option(help="Width of the vectors.")] = 96,
    rows: Annotated[int, typer.Option(help="Rows of the table that subwords are hashed into.")] = 20_000,
    epochs: Annotated[int, typer.Option(help="Passes over the text.")] = 3,
) -> None:
    """Write vectors that `initialize.vectors` of a config can name."""
    nlp = spacy.blank("zh")
    with TemporaryDirectory() as folder:
        text, table = Path(folder, "text"), Path(folder, "table")
        with text.open("w", encoding="utf8") as file:
            for doc in DocBin().from_disk(tokens).get_docs(nlp.vocab):
                file.write(" ".join(token.norm_ for token in doc if not token.is_space) + "\n")
        # one thread: the same vectors each time
        model = floret.train_unsupervised(
            str(text), model="skipgram", mode="floret", dim=dim, bucket=rows, hashCount=2, epoch=epochs,
            minn=1, maxn=3, minCount=10, neg=5, thread=1,
        )  # fmt: skip
        model.save_floret_vectors(str(table))
        convert_vectors(nlp, table, truncate=-1, prune=-1, name="zh_gongbao_floret", mode="floret")
    nlp.to_disk(output)
    typer.echo(f"{nlp.vocab.vectors.shape} -> {output}")


if __name__ == "__main__":
    typer.run(main)

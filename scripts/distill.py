"""Train an encoder on text that another pipeline labelled, and keep its weights as what training starts from.

The weights take the place of those of `spacy pretrain`, from which this training starts, as `paths.encoder`: the
pipeline itself is trained on the corpus alone.
"""

from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.cli.train import train


def main(
    labelled: Annotated[Path, typer.Argument(help="Folder of label_text.py.")] = Path("training/output/labelled"),
    config: Annotated[Path, typer.Option(help="Training config.")] = Path("configs/sm.cfg"),
    encoder: Annotated[Path, typer.Option(help="Weights of `spacy pretrain` to start from.")] = Path(
        "training/output/tok2vec.bin"
    ),
    output: Annotated[Path, typer.Option("--output", "-o", help="File for the weights.")] = Path(
        "training/output/distilled.bin"
    ),
    steps: Annotated[int, typer.Option(help="Training steps.")] = 1500,
    seed: Annotated[int, typer.Option(help="Seed of initialisation and of the order of the examples.")] = 0,
) -> None:
    """Train all components on the labelled text, and write the weights of `tok2vec`."""
    work = output.with_suffix("")
    settings: dict[str, str | int] = {"paths.train": str(labelled), "paths.encoder": str(encoder)}
    train(config, work, overrides=settings | {"training.max_steps": steps, "system.seed": seed})
    output.write_bytes(spacy.load(work / "model-last").get_pipe("tok2vec").model.to_bytes())


if __name__ == "__main__":
    typer.run(main)

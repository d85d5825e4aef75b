"""Train a pipeline from a config, as `spacy train` does, after converting the corpus."""

from pathlib import Path
from typing import Annotated

import convert
import srsly
import typer
from spacy.cli.train import train

import gongbao

META = {
    "version": gongbao.__version__,
    "description": "Entities, links and events in Chinese government and civil-affairs bulletins",
    "license": "MIT",
    "requirements": [f"gongbao>={gongbao.__version__}"],
}


def main(
    config: Annotated[Path, typer.Argument(help="Training config.")] = Path("configs/sm.cfg"),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder for model-best and model-last.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of initialisation and of the order of the examples.")] = 0,
    steps: Annotated[int | None, typer.Option(help="Most training steps, if not those of the config.")] = None,
) -> None:
    """Convert the corpus and train; progress is printed."""
    convert.main(config=config)
    overrides: dict[str, int] = {"system.seed": seed} | ({} if steps is None else {"training.max_steps": steps})
    output = output or Path("training/output") / config.stem
    train(config, output, overrides=overrides)
    for folder in (output / "model-best", output / "model-last"):
        meta = srsly.read_json(folder / "meta.json")
        srsly.write_json(folder / "meta.json", meta | META | {"name": f"gongbao_{config.stem}"})


if __name__ == "__main__":
    typer.run(main)

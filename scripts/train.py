"""Train a pipeline from a config, as `spacy train` does, after converting the corpus; calibrate it at the end."""

import shutil
from pathlib import Path
from typing import Annotated

import calibrate
import convert
import srsly
import typer
from spacy.cli.train import train
from spacy.util import load_config

import gongbao
from gongbao.checkpoints import resume

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
    """Convert the corpus and train; progress is printed. The same command after a kill goes on from its checkpoint."""
    convert.main(config=config)
    output = output or Path("training/output") / config.stem
    checkpoint = output / "checkpoint"
    overrides = {"system.seed": seed, "training.logger.folder": str(checkpoint)}
    settings = load_config(config, overrides if steps is None else overrides | {"training.max_steps": steps})
    output.mkdir(parents=True, exist_ok=True)
    resume(settings, checkpoint).to_disk(output / "config.cfg")
    train(output / "config.cfg", output)
    for folder in (output / "model-best", output / "model-last"):
        meta = srsly.read_json(folder / "meta.json")
        srsly.write_json(folder / "meta.json", meta | META | {"name": f"gongbao_{config.stem}"})
        calibrate.main(folder)
    shutil.rmtree(checkpoint)


if __name__ == "__main__":
    typer.run(main)

"""Checkpoints of a training run, and how a run goes on from one.

What is kept are the weights and the step. The optimizer's moments and the order of the examples start anew, so a run
that was cut off does not give the same bytes as one in a piece. In a config:

```ini
[training.logger]
@loggers = "gongbao.checkpoint_logger.v1"
folder = "training/output/sm/checkpoint"
```
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import srsly
from spacy.language import Language
from spacy.training.loggers import console_logger_v3
from spacy.util import registry
from thinc.api import Config

LogStep = Callable[[dict[str, Any] | None], None]
_WARMUP: Final = 20  # steps in which the optimizer finds its moments again
_STATE: Final = "step.json"


@registry.loggers("gongbao.checkpoint_logger.v1")
def make_checkpoint_logger(
    folder: str | None = None, progress_bar: str | None = "eval"
) -> Callable[[Language, IO[str], IO[str]], tuple[LogStep, Callable[[], None]]]:
    """Print as spaCy's console logger does, and save the pipeline after each evaluation.

    Args:
        folder: folder of the checkpoint; none is saved without it.
        progress_bar: `train`, `eval` or none, as in `spacy.ConsoleLogger.v3`.
    """
    console = console_logger_v3(progress_bar=progress_bar)

    def setup(nlp: Language, stdout: IO[str], stderr: IO[str]) -> tuple[LogStep, Callable[[], None]]:
        print_step, finish = console(nlp, stdout, stderr)

        def log_step(info: dict[str, Any] | None) -> None:
            print_step(info)
            if info is not None and folder is not None:
                save(nlp, Path(folder), info["step"])

        return log_step, finish

    return setup


def save(nlp: Language, folder: Path, step: int) -> None:
    """Save a checkpoint; one that is there already is replaced when the new one is whole."""
    part = folder.with_name(f"{folder.name}.part")
    nlp.to_disk(part)
    srsly.write_json(part / _STATE, {"step": step})
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def resume(config: Config, folder: Path) -> Config:
    """Change a training config so that it goes on from a checkpoint; unchanged where there is none.

    Trainable components are taken from the checkpoint, the steps that are left are made, and the learning rate goes on
    falling (`warmup_linear.v1`) from where it was.
    """
    if not (folder / _STATE).exists():
        return config
    step = srsly.read_json(folder / _STATE)["step"]
    resumed = config.copy()
    for name, component in config["components"].items():
        if "model" in component:
            resumed["components"][name] = {"source": str(folder)}
    resumed["initialize"]["init_tok2vec"] = None
    training = resumed["training"]
    total, left = config["training"]["max_steps"], config["training"]["max_steps"] - step
    rate = training["optimizer"]["learn_rate"]
    rate |= {"warmup_steps": _WARMUP, "total_steps": left, "initial_rate": rate["initial_rate"] * left / total}
    training["max_steps"] = left
    return resumed

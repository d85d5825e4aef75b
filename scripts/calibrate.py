"""Calibrate the confidences of a pipeline on development data: fit the maps, write them into its config."""

from pathlib import Path
from typing import Annotated

import typer
from evaluate import read_folder
from rich.progress import track
from spacy.util import load_config

from gongbao.annotation import Annotation
from gongbao.confidence import UNCALIBRATED, Outcome, fit_calibration
from gongbao.evaluation.run import event_outcomes, link_outcomes, mention_outcomes, predict_pairs


def main(
    model: Annotated[Path, typer.Argument(help="Folder of a trained pipeline; its config.cfg is changed.")],
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents.")] = Path("corpus/bulletins"),
    part: Annotated[str | None, typer.Option(help="Only this part of splits.json in or above the folder.")] = "dev",
) -> None:
    """Fit mentions, then links over the calibrated mentions, then events over both."""
    nlp, _, gold = read_folder(str(model), folder, part)
    ner, links, events = (nlp.get_pipe(name) for name in ("ner", "gongbao_links", "gongbao_events"))
    for component in (ner, links, events):
        component.calibration = UNCALIBRATED
    for component, outcomes_of in ((ner, mention_outcomes), (links, link_outcomes), (events, _event_outcomes)):
        outcomes: list[Outcome] = []
        for pair in track(predict_pairs(nlp, gold), "calibrating", len(gold)):
            outcomes += outcomes_of(pair.gold, pair.predicted)
        component.calibration = fit_calibration(outcomes)
    config = load_config(model / "config.cfg")
    for name, component in (("ner", ner), ("gongbao_links", links), ("gongbao_events", events)):
        config["components"][name]["calibration"] = [round(value, 4) for value in component.calibration]
        typer.echo(f"{name}: slope {component.calibration.slope:.3f}, intercept {component.calibration.intercept:.3f}")
    config.to_disk(model / "config.cfg")


def _event_outcomes(gold: Annotation, predicted: Annotation) -> list[Outcome]:
    return event_outcomes(gold, predicted, UNCALIBRATED)


if __name__ == "__main__":
    typer.run(main)

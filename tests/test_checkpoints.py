"""Checkpoints: a run that was killed goes on with its weights, its steps and its learning rate."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import srsly
from spacy.training.initialize import init_nlp
from spacy.util import load_config

import gongbao
from gongbao.checkpoints import resume, save
from gongbao.corpus.convert import to_docbin, to_docs

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    nlp = gongbao.load()
    to_docbin(to_docs(nlp, sorted((ROOT / "corpus/bulletins").glob("*.ann"))[:3])).to_disk(folder / "few.spacy")
    overrides = {"paths.train": str(folder / "few.spacy"), "paths.dev": str(folder / "few.spacy")}
    overrides |= {"training.max_steps": 400, "training.eval_frequency": 2, "training.batcher.size": 100}
    overrides |= {"components.tok2vec.model.encode.depth": 1, "initialize.init_tok2vec": None}
    return load_config(ROOT / "configs/sm.cfg", overrides)


def test_without_checkpoint_nothing_changes(config, tmp_path):
    assert resume(config, tmp_path / "checkpoint") == config


def test_a_run_goes_on_with_weights_steps_and_rate(config, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    nlp = init_nlp(config.interpolate())
    save(nlp, tmp_path / "checkpoint", 100)
    save(nlp, tmp_path / "checkpoint", 300)
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint"]
    resumed = resume(config, tmp_path / "checkpoint")
    assert resumed["training"]["max_steps"] == 100
    rate = config["training"]["optimizer"]["learn_rate"]["initial_rate"]
    assert resumed["training"]["optimizer"]["learn_rate"]["initial_rate"] == pytest.approx(rate / 4)
    again = init_nlp(resumed.interpolate())
    for name in ("tok2vec", "ner", "gongbao_links"):
        assert again.get_pipe(name).model.to_bytes() == nlp.get_pipe(name).model.to_bytes()


def test_a_killed_run_leaves_a_checkpoint_and_goes_on(config, tmp_path):
    checkpoint, settings = tmp_path / "checkpoint", config.copy()
    settings["training"]["logger"]["folder"] = str(checkpoint)
    settings.to_disk(tmp_path / "config.cfg")
    command = [sys.executable, "-m", "spacy", "train", str(tmp_path / "config.cfg"), "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as run:
        while run.poll() is None and not (checkpoint / "step.json").exists():
            time.sleep(0.05)
        assert run.poll() is None
        run.kill()
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    done = srsly.read_json(checkpoint / "step.json")["step"]
    resumed = resume(settings, checkpoint)
    assert resumed["training"]["max_steps"] == 400 - done
    resumed["training"]["max_steps"] = 2
    resumed.to_disk(tmp_path / "config.cfg")
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert (tmp_path / "out/model-last/config.cfg").exists()

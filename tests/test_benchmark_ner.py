"""The benchmark on public entity corpora: what is read, what is left of a config, what is counted."""

import json
import runpy
import sys
from pathlib import Path

import pytest
import spacy
import typer
from examples import annotate
from spacy.util import load_config
from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
ROW = {"entity_type": "name", "entity": "王小明", "entity_index": {"begin": 0, "end": 3}}
TAGGED = "王\tB-PER\n明\tI-PER\n江\tB-PER\n在\tO\n北\tI-LOC\n京\tI-LOC\n市\tB-ORG\n\n\n好\tO\n"


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.chdir(ROOT)
    return runpy.run_path("scripts/benchmark_ner.py")


def test_json_lines_are_read_in_text_order_and_once(script, tmp_path):
    place = {"entity_type": "address", "entity": "临江市", "entity_index": {"begin": 5, "end": 8}}
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({"text": "王小明住在临江市", "entity_list": [place, ROW, ROW]}) + "\n", "utf8")
    (read,) = script["read_corpus"](path)
    assert [mention.span for mention in read.mentions] == [(0, 3, "name"), (5, 8, "address")]


def test_tags_are_read_to_the_last_sentence(script, tmp_path):
    path = tmp_path / "train.bio"
    path.write_text(TAGGED, "utf8")
    read = script["read_corpus"](path)
    assert [annotation.text for annotation in read] == ["王明江在北京市", "好"]
    assert [m.span for m in read[0].mentions] == [(0, 2, "PER"), (2, 3, "PER"), (4, 6, "LOC"), (6, 7, "ORG")]


@pytest.mark.parametrize("name", ["sm", "trf"])
def test_entity_part_of_a_config_stands_alone(script, name):
    config = script["entity_config"](ROOT / f"configs/{name}.cfg", Path("train.spacy"), 3, 50).interpolate()
    full = load_config(ROOT / f"configs/{name}.cfg", interpolate=True)
    assert config["nlp"]["pipeline"] == [*config["components"]] == ["tok2vec", "ner"]
    assert config["components"]["tok2vec"] == full["components"]["tok2vec"]
    assert config["training"]["seed"] == 3
    assert config["training"]["optimizer"]["learn_rate"]["total_steps"] == 50
    assert "gongbao_links" not in config.to_str()


def test_entities_off_word_boundaries_are_counted(script, blank_nlp):
    gold = [annotate("[北京|LOC a]市民政局召开[会议|EVENT b]。")]
    assert script["off_boundaries"](blank_nlp, gold) == {"EVENT": 0.0, "LOC": 1.0, "all": 0.5}


def test_record_of_a_small_run(script, tmp_path, monkeypatch):
    names = ["王小明", "李建国", "张丽华"]
    for part in ("train", "test"):
        rows = [{"text": f"{name}住在这里。", "entity_list": [ROW]} for name in names]
        (tmp_path / f"{part}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf8")
    app = typer.Typer()
    app.command()(script["main"])
    paths = [tmp_path / "train.jsonl", tmp_path / "test.jsonl", "--steps", 3, "-o", tmp_path, "--work", tmp_path / "w"]
    monkeypatch.setattr(sys, "argv", ["benchmark_ner.py", "tiny"])
    result = CliRunner().invoke(app, ["tiny", *map(str, paths)])
    assert result.exit_code == 0, result.output
    record = json.loads((tmp_path / "tiny.json").read_text("utf8"))
    assert record["command"] == "python benchmark_ner.py tiny"
    assert record["steps"] == 3
    assert record["train"] == record["test"] == {"sentences": 3, "entities": 3}
    assert record["by label"]["name"]["gold"] == 3
    assert record["interval"][0] <= record["micro F1"] <= record["interval"][1]
    assert spacy.load(tmp_path / "w/tiny/model-last").pipe_names == ["tok2vec", "ner"]

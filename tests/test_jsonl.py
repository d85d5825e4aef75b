"""The corpus as JSON Lines."""

import json
from pathlib import Path

import pytest

from gongbao.corpus.brat import CorpusError, documents, read_brat
from gongbao.corpus.jsonl import METADATA, format_json, parse_json, read_plan

ROOT = Path(__file__).parents[1]


def test_every_document_survives_writing_and_reading():
    for path in documents(ROOT / "corpus/bulletins"):
        name, read = parse_json(format_json(path.stem, read_brat(path)))
        assert name == path.stem
        assert read == read_brat(path)


def test_metadata_come_from_the_plan():
    plan = read_plan(ROOT / "corpus/plan.csv")
    record = json.loads(format_json("0001", read_brat(ROOT / "corpus/bulletins/0001.ann"), plan["0001"]))
    assert record["metadata"]["genre"] == "news brief"
    assert record["metadata"]["year"] == 2020
    assert record["metadata"]["noise"] == ["stray quotation mark", "repeated headline"]
    assert list(record["metadata"]) == list(METADATA)
    mention = record["mentions"][0]
    assert record["text"][mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        '{"id": "x"}',
        '{"id": "x", "text": "", "mentions": [], "links": [{"head": 0, "label": "item", "tail": 1}]}',
    ],
)
def test_bad_lines_are_named(line):
    with pytest.raises(CorpusError, match="no document of the corpus"):
        parse_json(line)


def test_missing_plan_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"plan\.csv"):
        read_plan(tmp_path / "plan.csv")


def test_datasets_loads_it_offline(tmp_path):
    datasets = pytest.importorskip("datasets")
    lines = [format_json(path.stem, read_brat(path)) for path in documents(ROOT / "corpus/bulletins")[:3]]
    (tmp_path / "train.jsonl").write_text("\n".join(lines), "utf8")
    loaded = datasets.load_dataset(
        "json", data_files={"train": str(tmp_path / "train.jsonl")}, cache_dir=str(tmp_path / "cache")
    )["train"]
    assert loaded.num_rows == 3
    assert loaded[0]["links"][0]["label"]

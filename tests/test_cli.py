"""The command line, over the shipped pipeline."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongbao import records
from gongbao.cli import app

ROOT = Path(__file__).parents[1]
TEXT = "近日，临江市民政局启动“暖阳行动”，为全市 1200 余名高龄失能老人发放防跌倒包 1200 个。"


def run(*arguments, data=None):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=data)


@pytest.fixture
def bulletin(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf8")
    return path


def test_extract_writes_one_document_a_line_with_true_offsets(bulletin):
    result = run("extract", bulletin, "--published", "2021-09-06")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["source"] == str(bulletin)
    assert document["published"] == "2021-09-06"
    spans = [*document["entities"], *(s for e in document["events"] for s in (*e["evidence"], *e.get("triggers", ())))]
    assert spans
    assert all(document["text"][span["start"] : span["end"]] == span["text"] for span in spans)
    sources = [TEXT[span["source_start"] : span["source_end"]] for span in spans]
    assert ["".join(found.split()) for found in sources] == [span["text"] for span in spans]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_give_the_same_entities(tmp_path, encoding):
    path = tmp_path / "b.txt"
    path.write_bytes(TEXT.encode(encoding))
    found = json.loads(run("extract", path).stdout)["entities"]
    assert [entity["text"] for entity in found if entity["label"] == "ORG"] == ["临江市民政局"]


def test_bad_files_are_named_and_the_others_processed(tmp_path, bulletin):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\xff caf\xe9")
    result = run("extract", tmp_path, tmp_path / "missing.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    for name in ("empty.txt", "binary.txt", "latin.txt", "missing.txt"):
        assert name in result.stderr


def test_standard_input_and_output_file(tmp_path):
    output = tmp_path / "out.jsonl"
    assert run("extract", "-", "-o", output, data=TEXT).exit_code == 0
    assert json.loads(output.read_text("utf8"))["source"] == "-"


def test_csv_has_one_row_an_event(bulletin):
    events = json.loads(run("extract", bulletin).stdout)["events"]
    rows = list(csv.DictReader(io.StringIO(run("extract", bulletin, "--format", "csv").stdout)))
    assert [row["type"] for row in rows] == [event["type"] for event in events]
    assert rows[0]["source"] == str(bulletin)


def test_two_processes_give_what_one_gives(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("1200", str(1200 + number)), "utf8")
    assert run("extract", tmp_path, "-n", "2").stdout == run("extract", tmp_path).stdout


def test_show_prints_article_and_events(bulletin):
    result = run("show", bulletin)
    assert result.exit_code == 0
    assert "临江市民政局" in result.stdout
    assert "distribution" in result.stdout


@pytest.mark.parametrize("command", ["extract", "show"])
def test_unknown_model_is_a_clear_error(command, bulletin):
    result = run(command, bulletin, "--model", "nowhere")
    assert result.exit_code == 1
    assert "nowhere: no such pipeline" in result.stderr


def test_schema_is_the_committed_one():
    committed = (ROOT / "src/gongbao/document.schema.json").read_text("utf8")
    assert json.loads(run("schema").stdout) == json.loads(committed) == records.json_schema()


def test_output_validates_against_the_records(bulletin):
    records.Document.model_validate_json(run("extract", bulletin).stdout)


def test_script_is_the_command(bulletin):
    command = [sys.executable, ROOT / "scripts/extract.py", bulletin]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == run("extract", bulletin).stdout


@pytest.mark.parametrize(("table", "column"), [("events", "trigger"), ("quantities", "value"), ("arguments", "name")])
def test_csv_row_is_an_event_a_number_or_an_argument(bulletin, table, column):
    printed = run("extract", bulletin, "--format", "csv", "--table", table).stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert rows
    assert all(row[column] or table == "events" for row in rows)

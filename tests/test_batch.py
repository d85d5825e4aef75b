"""Batches that survive: whole files, resumed after a kill, in order, with the failures listed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongbao.batch import Batch

TEXT = "近日，临江市民政局启动“暖阳行动”，为全市 {} 名高龄失能老人发放防跌倒包。\n"
SETTINGS = {"model": "m"}


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.iterdir())


def test_file_gets_its_name_when_it_is_whole(tmp_path):
    output = tmp_path / "out.jsonl"
    with Batch(output, SETTINGS, "head\n") as batch:
        batch.write("a", ["1\n", "2\n"])
        assert not output.exists()
    assert output.read_text("utf8") == "head\n1\n2\n"
    assert names(tmp_path) == ["out.jsonl"]


def stop_in_the_middle(output: Path, settings: dict[str, str]) -> None:
    with pytest.raises(KeyboardInterrupt), Batch(output, settings, "head\n") as batch:
        batch.write("a", ["1\n"])
        batch._part.write(b"half a li")
        raise KeyboardInterrupt


def test_stopped_run_goes_on_where_it_stopped(tmp_path):
    output = tmp_path / "out.jsonl"
    stop_in_the_middle(output, SETTINGS)
    with Batch(output, SETTINGS, "head\n") as batch:
        assert batch.done == {"a"}
        batch.write("b", ["2\n"])
    assert output.read_text("utf8") == "head\n1\n2\n"


def test_run_with_other_settings_begins_anew(tmp_path):
    output = tmp_path / "out.jsonl"
    stop_in_the_middle(output, SETTINGS)
    with Batch(output, {"model": "other"}) as batch:
        assert batch.done == set()
    assert output.read_text("utf8") == ""


def test_failures_stand_beside_the_output_and_go_with_their_cause(tmp_path):
    output = tmp_path / "out.jsonl"
    with Batch(output, SETTINGS) as batch:
        batch.fail("a.txt: empty; there is nothing to extract")
    errors = (tmp_path / "out.errors.jsonl").read_text("utf8")
    assert json.loads(errors) == {"source": "a.txt", "error": "empty; there is nothing to extract"}
    with Batch(output, SETTINGS):
        pass
    assert names(tmp_path) == ["out.jsonl"]


def command(folder: Path, output: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "gongbao", "extract", str(folder), "-o", str(output), *options]


def test_killed_run_is_resumed_and_two_processes_give_the_same(tmp_path):
    folder, killed, straight = tmp_path / "in", tmp_path / "killed.jsonl", tmp_path / "straight.jsonl"
    folder.mkdir()
    for number in range(160):
        (folder / f"{number:04}.txt").write_text(TEXT.format(100 + number), "utf8")
    (folder / "0100.txt").write_bytes(b"\x00")
    journal = tmp_path / "killed.jsonl.journal"
    process = subprocess.Popen(command(folder, killed))
    while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 20):
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not killed.exists()
    n_done = journal.read_bytes().count(b"\n") - 1
    assert 20 <= n_done < 159
    assert subprocess.run(command(folder, killed), check=False).returncode == 1
    assert subprocess.run(command(folder, straight, "-n", "2"), check=False).returncode == 1
    assert killed.read_bytes() == straight.read_bytes()
    sources = [json.loads(line)["source"] for line in killed.read_text("utf8").splitlines()]
    assert sources == [str(folder / f"{number:04}.txt") for number in range(160) if number != 100]
    errors = (tmp_path / "killed.errors.jsonl").read_text("utf8").splitlines()
    assert [json.loads(line)["source"] for line in errors] == [str(folder / "0100.txt")]
    assert names(tmp_path) == ["in", "killed.errors.jsonl", "killed.jsonl", "straight.errors.jsonl", "straight.jsonl"]

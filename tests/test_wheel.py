"""The wheels, installed in a fresh environment and used from outside the source folder."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = """
import spacy
doc = spacy.load("zh_gongbao_sm")("临江市民政局发放救助金300万元。")
print([(span.text, span.label_) for span in doc.ents], [event.type for event in doc._.events])
"""


@pytest.mark.slow
def test_wheels_work_in_a_fresh_environment(tmp_path):
    def run(*command, cwd=tmp_path):
        return subprocess.run(list(map(str, command)), cwd=cwd, check=True, capture_output=True, text=True).stdout

    dist = tmp_path / "dist"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, ROOT)
    run(sys.executable, ROOT / "scripts/package.py", ROOT / "models/zh_gongbao_sm", dist)
    run(sys.executable, "-m", "venv", tmp_path / "env")
    wheels = sorted(dist.glob("*.whl"))
    assert [wheel.name.split("-")[0] for wheel in wheels] == ["gongbao", "zh_gongbao_sm"]
    run(tmp_path / "env/bin/pip", "install", "-q", *wheels)
    printed = run(tmp_path / "env/bin/python", "-c", CODE)
    assert "('临江市民政局', 'ORG')" in printed
    assert "distribution" in printed
    installed = run(tmp_path / "env/bin/pip", "list")
    assert "torch" not in installed
    assert "transformers" not in installed

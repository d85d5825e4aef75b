"""What README shows is what the program prints."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gongbao

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf8")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)[1]


def test_shown_table_is_printed():
    command = [sys.executable, "-m", "gongbao", "show", "corpus/example.txt", "--published", "2024-08-10"]
    wide = os.environ | {"COLUMNS": "110"}
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=wide).stdout
    assert mask(block("text").strip()) in mask(printed)


def mask(text):
    """Leave out what may differ in the last digit from machine to machine."""
    return re.sub(r"[01]\.\d\d", "0.00", text)


def test_shown_event_is_extracted():
    document = next(gongbao.extract([ROOT / "corpus/example.pdf"], published="2024-08-10"))
    events = [event.model_dump(mode="json", exclude_none=True) for event in document.events]
    shown = json.loads(block("json"))
    found = next(event for event in events if event["triggers"] == shown["triggers"])
    assert confidences(found) == pytest.approx(confidences(shown), abs=0.01)
    assert found == shown


def confidences(value):
    """Take the confidences out of nested values, in order."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value.pop("confidence")] if isinstance(value, dict) and "confidence" in value else []
    return own + [score for item in inner for score in confidences(item)]


def test_normal_forms_are_as_shown():
    lines = re.findall(r"^((?:parse_|link_)\w+\(.*?\)\.\w+) +# (.+)$", README, re.MULTILINE)
    assert len(lines) == 3
    names: dict[str, object] = {}
    exec("from datetime import date; from decimal import Decimal; from gongbao.normal import *", names)
    for call, result in lines:
        assert eval(call, names) == eval(result, names)

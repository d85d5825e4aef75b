"""The error report: well-formed, nothing loaded from elsewhere, hostile text escaped, counts right."""

import csv
import re
import runpy
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer
from examples import WORKED, annotate, annotations
from hypothesis import given, settings
from typer.testing import CliRunner

from gongbao.annotation import Annotation
from gongbao.corpus.brat import format_brat
from gongbao.evaluation.page import pieces, render, worst
from gongbao.evaluation.scores import Pair

SCRIPTS = Path(__file__).parents[1] / "scripts"
MARKED = "[市局|ORG o][走访|visit e][老人|GROUP n]"
GOLD = annotate(MARKED, "e agent o · e recipient n")
WRONG = annotate(MARKED.replace("ORG", "PLACE"), "e agent o")
VOID = {"meta", "input"}


class Checker(HTMLParser):
    """Raises where an element is closed that is not open; keeps rows of tables, and addresses that are loaded."""

    def __init__(self):
        super().__init__()
        self.open, self.rows, self.loaded = [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self.loaded += [value for name, value in attributes if name in ("src", "href") and value[0] != "#"]

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data.strip()


def parse(page):
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    return checker


@pytest.fixture(scope="module")
def page():
    return render(["good", "bad"], [Pair(GOLD, GOLD, GOLD), Pair(GOLD, WRONG, GOLD)], "sm on dev", samples=10)


def test_page_is_well_formed_and_loads_nothing(page):
    assert parse(page).loaded == []
    assert "http" not in page


def test_page_counts(page):
    rows = parse(page).rows
    assert ["ORG", "2", "1", "1.000", "0.500", "0.667"] in rows
    assert ["ORG", "1", "1", "0", "0", "0"] in rows  # confusion: right, PLACE, GROUP, visit, missed
    assert ["ORG", "0", "0", "1", "0", "0", "0", "0"] in rows  # kinds: one wrong label
    assert ["0.0", "3", "1.000", "0.667", "0.500"] in rows  # three links predicted, two right
    assert ["bad", "0", "mention", "label", "ORG", "市局/ORG", "市局/PLACE", "市局走访老人"] in rows


def test_only_documents_with_errors_are_shown_the_worst_first():
    pairs = [Pair(GOLD, GOLD), Pair(GOLD, WRONG), Pair(GOLD, Annotation(GOLD.text, (), ()))]
    assert [shown.name for shown in worst(["good", "bad", "empty"], pairs)] == ["empty", "bad"]


def test_limit_of_documents():
    pairs = [Pair(GOLD, WRONG)] * 3
    assert render(["a", "b", "c"], pairs, "", limit=2, samples=1).count("<details") == 2


def test_pieces_mark_what_the_other_side_has_not():
    found = pieces(annotate("在[市局|ORG o][走访|visit e!]"), annotate("在[市局|GROUP o][走访|visit e]"), "missed")
    assert [piece for piece in found if piece.text] == [
        ("在", "", ""),
        ("市局", "ORG", "missed"),
        ("走访", "visit, planned", "status"),
    ]


def test_hostile_text_is_escaped():
    hostile = annotate("</td><script>alert(1)</script>[<b onclick='x'>&|ORG o]\n")
    page = render(["<i>"], [Pair(hostile, hostile._replace(mentions=()))], "<u>title", samples=1)
    parse(page)
    assert page.count("<script>") == 1
    assert not re.search("<i>|<u>|<b onclick", page)
    assert "&lt;b·onclick=&#39;x&#39;&gt;&amp;" in page


def test_page_without_predictions():
    parse(render(["a"], [Pair(WORKED, Annotation(WORKED.text, (), ()))], "", samples=1))


@settings(max_examples=20)
@given(annotations("市局发放 <a>&\n"), annotations("市局发放 <a>&\n"))
def test_any_page_is_well_formed(gold, predicted):
    parse(render(["a"], [Pair(gold, predicted, predicted)], "", samples=1))


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return runpy.run_path(str(SCRIPTS / "report.py"))


@pytest.fixture
def folder(tmp_path):
    for name, text in (("x", WORKED), ("y", GOLD)):
        (tmp_path / f"{name}.txt").write_text(text.text, "utf8")
        (tmp_path / f"{name}.ann").write_text(format_brat(text), "utf8")
    (tmp_path / "splits.json").write_text('{"dev": ["x"]}', "utf8")
    return tmp_path


def run(script, *arguments):
    app = typer.Typer()
    app.command()(script["main"])
    return CliRunner().invoke(app, list(map(str, arguments)), terminal_width=300)


def test_script_writes_the_page_and_a_sample(script, folder):
    result = run(
        script, "zh_gongbao_sm", folder, "--part", "dev", "-o", folder / "r.html", "--sample", folder / "s.tsv"
    )
    assert result.exit_code == 0, result.output
    parse((folder / "r.html").read_text("utf8"))
    rows = list(csv.DictReader((folder / "s.tsv").open(encoding="utf8"), delimiter="\t"))
    assert [int(row["row"]) for row in rows] == list(range(1, len(rows) + 1))
    assert {row["document"] for row in rows} <= {"x"}


def test_sample_is_the_same_for_the_same_seed(script, tmp_path):
    pairs = [Pair(GOLD, WRONG, WRONG)] * 9
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        script["write_sample"](tmp_path / name, list("123456789"), pairs, seed, 5)
    texts = [(tmp_path / name).read_text("utf8") for name in "abc"]
    assert texts[0] == texts[1] != texts[2]
    assert texts[0].count("\n") == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("zh_gongbao_sm", "nowhere"), "no .ann files"),
        (("no_model", "."), "no such pipeline"),
        (("zh_gongbao_sm", ".", "--part", "tset"), "tset: no such part"),
        (("zh_gongbao_sm", ".", "-o", "nowhere/r.html"), "nowhere: no such folder"),
        (("zh_gongbao_sm", ".", "--sample", "nowhere/s.tsv"), "nowhere: no such folder"),
        (("zh_gongbao_sm", ".", "--limit", "-1"), "--limit"),
    ],
)
def test_script_says_what_is_wrong(script, folder, monkeypatch, arguments, message):
    monkeypatch.chdir(folder)
    result = run(script, *arguments)
    assert result.exit_code == 2
    assert message in result.output

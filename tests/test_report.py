"""The error report: well-formed, nothing loaded from elsewhere, hostile text escaped, counts right."""

import re
from html.parser import HTMLParser

import pytest
from examples import WORKED, annotate, annotations
from hypothesis import given, settings

from gongbao.annotation import Annotation
from gongbao.evaluation.page import pieces, render, worst
from gongbao.evaluation.scores import Pair

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
    assert ["0.0", "3", "1.000", "0.667"] in rows  # three links predicted, two right
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


@settings(max_examples=20, deadline=None)
@given(annotations("市局发放 <a>&\n"), annotations("市局发放 <a>&\n"))
def test_any_page_is_well_formed(gold, predicted):
    parse(render(["a"], [Pair(gold, predicted, predicted)], "", samples=1))

"""The committed corpus keeps its promises."""

import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest
from examples import annotate
from typer.testing import CliRunner

from gongbao.corpus.brat import documents, format_brat, parse_brat, read_brat
from gongbao.corpus.convert import read_splits
from gongbao.evaluation.scores import Pair
from gongbao.schema import SPAN_LABELS

ROOT = Path(__file__).parents[1]
BULLETINS = ROOT / "corpus/bulletins"


def run_script(name, *arguments):
    import typer

    app = typer.Typer()
    app.command()(runpy.run_path(str(ROOT / f"scripts/{name}.py"))["main"])
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_check_passes():
    result = run_script("check_corpus", BULLETINS)
    assert result.exit_code == 0, result.output


def test_check_fails_on_a_broken_document(tmp_path):
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins/x.txt").write_text("临江市民政局", "utf8")
    (tmp_path / "bulletins/x.ann").write_text("T1\tORG 0 5\t临江市民政局\n", "utf8")
    result = run_script("check_corpus", tmp_path / "bulletins")
    assert result.exit_code == 1
    assert "x.ann:1" in result.output


def test_every_document_survives_writing_and_reading():
    for path in documents(BULLETINS):
        read = read_brat(path)
        again = parse_brat(read.text, format_brat(read).splitlines(), path.name)
        assert again.mentions == read.mentions
        assert set(again.arcs) == set(read.arcs)


def test_every_label_occurs_in_train():
    train = [read_brat(BULLETINS / f"{name}.ann") for name in read_splits(ROOT / "corpus/splits.json")["train"]]
    assert {mention.label for read in train for mention in read.mentions} == set(SPAN_LABELS)


@pytest.mark.parametrize("part", ["dev", "test"])
def test_parts_are_large_enough_to_tell(part):
    assert len(read_splits(ROOT / "corpus/splits.json")[part]) >= 20


def test_plan_is_what_its_script_draws(tmp_path):
    run_script("plan_corpus", tmp_path / "plan.csv")
    assert (tmp_path / "plan.csv").read_bytes() == (ROOT / "corpus/plan.csv").read_bytes()
    planned = {row["id"] for row in csv.DictReader((ROOT / "corpus/plan.csv").open(encoding="utf8"))}
    assert {path.stem for path in documents(BULLETINS) if path.stem[0].isdigit()} <= planned


def test_card_has_the_statistics_of_today(tmp_path):
    card = tmp_path / "README.md"
    card.write_bytes((ROOT / "corpus/README.md").read_bytes())
    run_script("corpus_stats", BULLETINS, card)
    assert card.read_text("utf8") == (ROOT / "corpus/README.md").read_text("utf8")


def test_cross_validation_lists_what_differs():
    script = runpy.run_path(str(ROOT / "scripts/cross_validate.py"))
    gold = annotate("[市局|ORG o][走访|visit e!][孤儿|GROUP n]。", "e agent o · e recipient n")
    found = annotate("[市局走访|ORG o][孤儿|GROUP n]。")
    on_gold = annotate("[市局|ORG o][走访|visit e][孤儿|GROUP n]。", "e agent o · e item n")
    pair = Pair(gold, found, on_gold)
    known = Counter({("市局走访", "ORG"): 2})
    assert [*script["_mention_rows"](pair, known)] == [
        (0, 4, "市局/ORG 走访/visit", "市局走访/ORG", "[市局走访]孤儿。", 2)
    ]
    assert [*script["_status_rows"](pair)] == [(2, 4, "planned", "realized", "市局[走访]孤儿。", 1)]
    assert [row[2:4] for row in script["_link_rows"](pair)] == [
        ("走访/visit -recipient-> 孤儿/GROUP", ""),
        ("", "走访/visit -item-> 孤儿/GROUP"),
    ]

"""Corpus check: each rule fires on a bad example and is silent on a good one."""

import pytest
from examples import annotate

from gongbao.annotation import Annotation, Mention
from gongbao.corpus.check import (
    check_document,
    invented_names,
    near_duplicates,
    repeated_names,
    repeated_share,
    shingles,
)


def rules(annotation: Annotation, *, errors: bool) -> set[str]:
    return {problem.rule for problem in check_document("a", annotation) if problem.is_error == errors}


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        pytest.param("G5", ("[，市局|ORG o]",), ("，[市局|ORG o]",), id="mark at the start"),
        pytest.param("G5", ("[市局 |ORG o]开会",), ("[市局|ORG o] 开会",), id="white space at the end"),
        pytest.param("G5", ("[市局。|ORG o]",), ("[市 局|ORG o]。",), id="white space inside is allowed"),
        pytest.param("rulings 1, 14, 19, 37", ("[提升|activity e]",), ("[启动|activity e]",), id="never a trigger"),
        pytest.param("section 2", ("[第三批|QUANTITY q]",), ("第[三批|QUANTITY q]",), id="ordinal"),
        pytest.param("section 2", ("[累计300名|QUANTITY q]",), ("累计[300名|QUANTITY q]",), id="verb before number"),
        pytest.param(
            "section 4",
            ("[阳光协会|ORG o]", "o part_of o"),
            ("[阳光协会|ORG o]隶属[市局|ORG p]", "o part_of p"),
            id="link to itself",
        ),
        pytest.param(
            "section 4",
            ("[市局|ORG o][走访|visit e]", "o agent e"),
            ("[市局|ORG o][走访|visit e]", "e agent o"),
            id="the scheme has no such link",
        ),
        pytest.param("section 3", ("[市局|ORG o!]",), ("[300名|QUANTITY q!]",), id="status on an entity"),
    ],
)
def test_errors(rule, bad, good):
    assert rule in rules(annotate(*bad), errors=True)
    assert not rules(annotate(*good), errors=True)


def test_overlap_is_an_error():
    annotation = Annotation("临江市民政局", (Mention(0, 6, "ORG"), Mention(0, 3, "PLACE")), ())
    assert rules(annotation, errors=True) == {"one flat layer"}


def test_touching_mentions_are_no_overlap():
    annotation = Annotation("云岭临江", (Mention(0, 2, "PLACE"), Mention(2, 4, "PLACE")), ())
    assert not rules(annotation, errors=True)


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        pytest.param(
            "section 3",
            ("[走访|visit e]",),
            ("[市局|ORG o][走访|visit e]", "e agent o"),
            id="trigger without arguments",
        ),
        pytest.param("G3", ("[各市局|ORG o]",), ("各[市局|ORG o]",), id="determiner"),
        pytest.param("G3", ("[贫困的县|PLACE p]",), ("[“我的家”|PROGRAM g]",), id="de"),
        pytest.param(
            "G1",
            ("[老人|GROUP n]",),
            ("[300名|QUANTITY q][老人|GROUP n]", "q measures n"),
            id="common noun in no link",
        ),
        pytest.param(
            "L2", ("[300名|QUANTITY q]",), ("[300名|QUANTITY q][老人|GROUP n]", "q measures n"), id="number in no link"
        ),
        pytest.param(
            "L1",
            ("[走访|visit e]。[老人|GROUP n]", "e recipient n"),
            ("[市局|ORG o]。[走访|visit e]", "e agent o"),
            id="link between sentences",
        ),
        pytest.param(
            "section 4",
            ("[市局|ORG o][走访|visit e]", "e agent o · e partner o"),
            ("[市局|ORG o][走访|visit e]", "e agent o"),
            id="two links between one pair",
        ),
        pytest.param("number outside any span", ("发放300元",), ("发放[300元|QUANTITY q]",), id="number"),
        pytest.param("scope word not annotated", ("全市走访",), ("[全市|PLACE p]走访",), id="scope word"),
        pytest.param("time word not annotated", ("近日走访",), ("[近日|TIME t]走访",), id="time word"),
        pytest.param("title not annotated", ("印发《方案》",), ("印发[《方案》|DOC d]",), id="title"),
        pytest.param(
            "G6: 阳光协会 is annotated elsewhere",
            ("[阳光协会|ORG o]，阳光协会",),
            ("[阳光协会|ORG o]，[阳光协会|ORG p]",),
            id="name annotated once only",
        ),
    ],
)
def test_warnings(rule, bad, good):
    assert rule in rules(annotate(*bad), errors=False)
    assert rule not in rules(annotate(*good), errors=False)


def test_worked_example_breaks_no_rule(worked_example):
    assert check_document("a", worked_example) == []


def test_problem_names_document_kind_rule_and_mention():
    (problem,) = check_document("0001", annotate("[，市局|ORG o]"))
    assert str(problem) == "0001: error: G5: white space or punctuation at the edge of ORG '，市局' (0)"


def test_shingles_pass_over_white_space():
    assert shingles("一二三四五\n六七八九 十") == {"一二三四五六七八九十"}


def test_repeated_share_counts_runs_in_three_texts():
    same, other = "市民政局走访慰问老人", "县医保局上门办理登记"
    assert repeated_share([same, same, same, other]) == 0.5


def test_run_in_two_texts_is_not_repeated():
    assert repeated_share(["市民政局走访慰问老人"] * 2) == 0


def test_run_repeated_in_one_text_counts_once():
    assert repeated_share(["市民政局走访慰问老人" * 3]) == 0


def test_nothing_is_repeated_in_no_texts():
    assert repeated_share([]) == 0


def test_near_duplicates_are_found_in_either_order():
    texts = {
        "a": "民政部门七月底以前把棉被送到每一户受灾群众家中",
        "b": "据悉，民政部门七月底以前把棉被送到每一户受灾群众手里",
        "c": "县图书馆的旧书架由三位退休木匠用了整整一个夏天修好",
    }
    ((first, second, share),) = near_duplicates(texts)
    assert (first, second) == ("a", "b")
    assert 0.5 < share < 1


def test_invented_names_are_neither_central_nor_of_a_place_nor_kinds():
    names = ["槐荫听雨助学社", "民政部社会事务司", "柳州市民政局", "市消防救援支队", "第三方机构", "槐荫社"]
    found = invented_names([annotate(f"[{name}|ORG o]去了。") for name in names])
    assert found == {"槐荫听雨助学社"}


def test_repeated_names_are_counted_by_document():
    often = [annotate("[槐荫听雨助学社|ORG o]和[槐荫听雨 助学社|ORG p]来了。")] * 3
    others = [annotate("[市民政局|ORG o]来了。")] * 97
    assert repeated_names([*often, *others], most=0.02) == {"槐荫听雨助学社": 3}
    assert repeated_names([*often, *others], most=0.03) == {}

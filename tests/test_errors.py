"""Errors: their kinds on hand-made pairs, confusion of labels, and what must hold of any annotations."""

import pytest
from examples import WORKED, annotate, annotations
from hypothesis import given

from gongbao.evaluation.errors import errors, link_confusion, mention_confusion, visible
from gongbao.evaluation.scores import Pair

MARKED = "[市局|ORG o][走访|visit e][老人|GROUP n]"
TEXT = "市局发放补贴和棉被。"


def test_no_errors_of_a_perfect_prediction():
    assert errors(Pair(WORKED, WORKED, WORKED)) == []


@pytest.mark.parametrize(
    ("gold", "predicted", "kind", "label"),
    [
        ("[市局|ORG a]走访", "市局走访", "missed", "ORG"),
        ("市局走访", "[市局|ORG a]走访", "spurious", "ORG"),
        ("[市局|ORG a]走访", "[市局|PLACE a]走访", "label", "ORG"),
        ("[市局|ORG a]走访", "[市局走|ORG a]访", "edge", "ORG"),
        ("[市局|ORG a]走访", "[市|PLACE a]局走访", "label and edge", "ORG"),
        ("[市局走访|ORG a]", "[市局|ORG a][走访|visit b]", "split", "ORG"),
        ("[市局|ORG a][走访|visit b]", "[市局走访|ORG a]", "merged", "ORG"),
    ],
)
def test_kinds_of_mention_errors(gold, predicted, kind, label):
    (error,) = errors(Pair(annotate(gold), annotate(predicted)))
    assert (error.layer, error.kind, error.label) == ("mention", kind, label)


def test_mentions_that_only_stand_side_by_side_are_errors_of_their_own():
    found = errors(Pair(annotate("[市局|ORG a]走访"), annotate("市局[走访|visit b]")))
    assert [error.kind for error in found] == ["missed", "spurious"]


def test_error_names_both_sides_and_where():
    (error,) = errors(Pair(annotate("在[云 岭|PLACE a]县"), annotate("在[云 岭县|PLACE a]")))
    assert (error.start, error.end, error.gold, error.predicted) == (1, 5, "云·岭/PLACE", "云·岭县/PLACE")


def test_link_errors_are_over_gold_mentions_where_there_are_such():
    gold, found = annotate(MARKED, "e agent o · e recipient n"), annotate(MARKED, "e partner o · o serves n")
    listed = errors(Pair(gold, gold, found))
    assert [(error.kind, error.gold, error.predicted) for error in listed if error.layer == "link"] == [
        ("label", "走访/visit agent 市局/ORG", "走访/visit partner 市局/ORG"),
        ("spurious", "", "市局/ORG serves 老人/GROUP"),
        ("missed", "走访/visit recipient 老人/GROUP", ""),
    ]


def test_status_errors():
    (error,) = errors(Pair(annotate("[走访|visit e!]"), annotate("[走访|visit e]")))
    assert (error.layer, error.gold, error.predicted) == ("status", "planned", "realized")


def test_confusion_of_mentions():
    gold = annotate("[市局|ORG o][走访|visit e][老人|GROUP n]")
    predicted = annotate("[市|PLACE p]局走访[老人|GROUP n][。|ITEM i]")
    text = gold._replace(text=predicted.text)
    assert mention_confusion([Pair(text, predicted)]) == {
        ("ORG", "PLACE"): 1,
        ("visit", "missed"): 1,
        ("GROUP", "GROUP"): 1,
        ("spurious", "ITEM"): 1,
    }


def test_confusion_of_links():
    gold, found = annotate(MARKED, "e agent o · e recipient n"), annotate(MARKED, "e partner o · o serves n")
    assert link_confusion([(gold, found)]) == {
        ("agent", "partner"): 1,
        ("recipient", "missed"): 1,
        ("spurious", "serves"): 1,
    }


@given(annotations(TEXT), annotations(TEXT))
def test_confusion_counts_each_gold_mention_once(gold, predicted):
    counts = mention_confusion([Pair(gold, predicted)])
    assert sum(n for (row, _), n in counts.items() if row != "spurious") == len(gold.mentions)


@given(annotations(TEXT), annotations(TEXT))
def test_confusion_counts_each_link_once(gold, predicted):
    counts = link_confusion([(gold, predicted)])
    keys = [{arc.key for arc in annotation.arcs} for annotation in (gold, predicted)]
    assert sum(n for (row, _), n in counts.items() if row != "spurious") == len(keys[0])
    assert sum(n for (_, column), n in counts.items() if column != "missed") == len(keys[1])


@given(annotations(TEXT), annotations(TEXT))
def test_mention_errors_cover_all_that_differs(gold, predicted):
    found = [error for error in errors(Pair(gold, predicted)) if error.layer == "mention"]
    spans = {m.span for m in gold.mentions} ^ {m.span for m in predicted.mentions}
    assert sum(len(f"{error.gold} {error.predicted}".split()) for error in found) == len(spans)


def test_white_space_and_control_characters_are_visible():
    assert visible("a b\n\t\u3000\u200b") == "a·b⏎\n⇥□[200b]"

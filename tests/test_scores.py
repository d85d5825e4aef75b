"""Scores: set operations over all gold and all predicted facts."""

import pytest
from examples import WORKED, annotate, annotations
from hypothesis import given
from hypothesis import strategies as st

from gongbao.annotation import Annotation
from gongbao.evaluation.scores import HEADLINES, Counts, Pair, macro_f1, micro, report, tally, total

GROUPS = ("entities", "triggers", "links", "status", "events", "arguments")
EMPTY = Annotation(WORKED.text, (), ())
MARKED = "[市局|ORG o][走访|visit e][老人|GROUP n]"


def counted(group: str, gold: Annotation, predicted: Annotation) -> Counts:
    return micro(tally(Pair(gold, predicted)), group)


@pytest.mark.parametrize("group", GROUPS)
def test_perfect_prediction_scores_one(group):
    assert counted(group, WORKED, WORKED).f1 == 1


@pytest.mark.parametrize("group", GROUPS)
def test_empty_prediction_scores_nothing(group):
    counts = counted(group, WORKED, EMPTY)
    assert (counts.precision, counts.recall, counts.f1) == (0, 0, 0)


@pytest.mark.parametrize("group", GROUPS)
def test_duplicates_change_nothing(group):
    doubled = WORKED._replace(mentions=WORKED.mentions * 2, arcs=WORKED.arcs * 2)
    assert counted(group, WORKED, doubled) == counted(group, WORKED, WORKED)


def test_gold_pairs_that_nobody_proposed_are_missed():
    predicted = annotate(MARKED, "e agent o")
    assert counted("links", annotate(MARKED, "e agent o · e recipient n"), predicted) == Counts(2, 1, 1)


def test_link_with_another_label_is_wrong():
    predicted = annotate(MARKED, "e partner o")
    assert counted("links", annotate(MARKED, "e agent o"), predicted) == Counts(1, 1, 0)


def test_link_turned_round_is_wrong():
    marked = "[阳光协会|ORG o][市局|ORG p]"
    assert counted("links", annotate(marked, "o part_of p"), annotate(marked, "p part_of o")).correct == 0


@pytest.mark.parametrize(
    "predicted",
    [
        pytest.param("[临江市民政局|GROUP o]", id="label"),
        pytest.param("[临江市|ORG o]民政局", id="span"),
    ],
)
def test_label_and_span_must_both_be_right(predicted):
    assert counted("entities", annotate("[临江市民政局|ORG o]"), annotate(predicted)) == Counts(1, 1, 0)


def test_wrong_label_counts_against_both_labels():
    counts = tally(Pair(annotate("[市局|ORG o]"), annotate("[市局|GROUP o]")))
    assert counts["entities", "ORG"] == Counts(1, 0, 0)
    assert counts["entities", "GROUP"] == Counts(0, 1, 0)


def test_links_of_a_wrong_span_are_wrong():
    gold = annotate("[临江市民政局|ORG o][走访|visit e]", "e agent o")
    assert counted("links", gold, annotate("[临江市|ORG o]民政局[走访|visit e]", "e agent o")).correct == 0


def test_status_counts_only_on_triggers_found_by_both():
    gold = annotate("[走访|visit a!]，[发放|distribution b!]，[培训|training c]")
    predicted = annotate("[走访|visit a!]，[发放|distribution b]，培[训|training c]")
    assert counted("status", gold, predicted) == Counts(2, 2, 1)


def test_status_does_not_count_among_triggers():
    assert counted("triggers", annotate("[走访|visit e!]"), annotate("[走访|visit e]")).f1 == 1


def test_event_is_right_only_as_a_whole():
    gold, predicted = annotate(MARKED, "e agent o · e recipient n"), annotate(MARKED, "e agent o")
    assert counted("events", gold, predicted) == Counts(1, 1, 0)
    assert counted("arguments", gold, predicted) == Counts(2, 1, 1)


@pytest.mark.parametrize("group", GROUPS)
@given(first=annotations("市局发放补贴和棉被。"), second=annotations("市局发放补贴和棉被。"))
def test_swap_of_gold_and_predicted_swaps_precision_and_recall(group, first, second):
    there, back = counted(group, first, second), counted(group, second, first)
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


@given(st.lists(st.tuples(annotations("市局发放补贴。"), annotations("市局发放补贴。")), max_size=3))
def test_scores_stand_between_nothing_and_one(pairs):
    counts = total(tally(Pair(*pair)) for pair in pairs)
    assert all(0 <= score(counts) <= 1 for score in HEADLINES.values())


def test_total_sums_documents():
    one = tally(Pair(annotate("[市局|ORG o]"), annotate("[市局|ORG o]")))
    assert total([one, one])["entities", "ORG"] == Counts(2, 2, 2)


def test_micro_takes_only_the_labels_asked_for():
    gold = annotate("[市局|ORG o][走访|visit e][老人|GROUP n]")
    assert micro(tally(Pair(gold, gold)), "entities", ["ORG"]) == Counts(1, 1, 1)


def test_macro_is_over_labels_that_are_gold():
    counts = tally(Pair(annotate("[市局|ORG o]在[临江|PLACE p]"), annotate("[市局|ORG o]在[临江|ITEM p]")))
    assert macro_f1(counts, "entities") == 0.5


def test_links_on_gold_spans_are_rows_of_their_own():
    gold = annotate(MARKED, "e agent o")
    counts = tally(Pair(gold, EMPTY._replace(text=gold.text), gold))
    assert micro(counts, "links on gold spans").f1 == 1
    assert micro(counts, "links").f1 == 0


def test_no_row_for_links_on_gold_spans_that_were_not_predicted():
    rows = report([Pair(WORKED, WORKED)], samples=1)
    assert "links on gold spans micro F1" not in rows["headlines"]
    assert "links on gold spans" not in rows["by label"]


def test_interval_contains_the_score():
    wrong = annotate(MARKED.replace("ORG", "GROUP"))
    pairs = [Pair(annotate(MARKED), annotate(MARKED) if number % 3 else wrong) for number in range(30)]
    headline = report(pairs, samples=200)["headlines"]["entities micro F1"]
    low, high = headline["interval"]
    assert low < headline["score"] < high


def test_report_is_the_same_for_the_same_seed():
    pairs = [Pair(WORKED, WORKED), Pair(WORKED, EMPTY)]
    assert report(pairs, samples=20, seed=3) == report(pairs, samples=20, seed=3)


def test_report_counts_by_label():
    row = report([Pair(annotate(MARKED), annotate("[市局|ORG o]走访老人"))], samples=1)["by label"]["entities"]["ORG"]
    assert row == {"gold": 1, "predicted": 1, "precision": 1, "recall": 1, "f1": 1}


def test_report_of_no_documents():
    assert report([], samples=2)["documents"] == 0

"""Calibration: bins, errors and fits by hand, and what must hold of any outcomes."""

from itertools import pairwise

import pytest
from examples import annotate
from hypothesis import given
from hypothesis import strategies as st

from gongbao.annotation import Mention
from gongbao.confidence import Calibration, Outcome, fit_calibration
from gongbao.evaluation.calibration import (
    Bin,
    Kept,
    brier_score,
    coverage,
    expected_calibration_error,
    reliability,
)
from gongbao.evaluation.run import event_outcomes, link_outcomes, mention_outcomes
from gongbao.frames import Frame

FOUR = [Outcome(0.9, True), Outcome(0.9, False), Outcome(0.3, False), Outcome(0.1, True)]
OUTCOMES = st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), max_size=40)
MARKED = "[市局|ORG o][走访|visit e][老人|GROUP n]"


def test_bins_by_hand():
    assert reliability(FOUR, bins=2) == [Bin(2, 0.2, 0.5), Bin(2, 0.9, 0.5)]


def test_last_bin_holds_certainty():
    assert reliability([Outcome(1.0, True), Outcome(0.95, True)], bins=10) == [Bin(2, 0.975, 1)]


def test_expected_calibration_error_by_hand():
    assert expected_calibration_error(FOUR, bins=2) == pytest.approx((2 * 0.3 + 2 * 0.4) / 4)


def test_brier_score_by_hand():
    assert brier_score(FOUR) == pytest.approx((0.01 + 0.81 + 0.09 + 0.81) / 4)


def test_coverage_by_hand():
    assert coverage(FOUR, 4, (0, 0.3, 0.95)) == [Kept(0, 4, 1, 0.5, 0.5), Kept(0.3, 3, 0.75, 1 / 3, 0.25)]


def test_fitted_map_by_hand():
    halves = [Outcome(0.9, number < 60) for number in range(100)] + [Outcome(0.1, number < 40) for number in range(100)]
    fitted = fit_calibration(halves)
    assert fitted(0.9) == pytest.approx(0.6, abs=0.01)
    assert fitted(0.1) == pytest.approx(0.4, abs=0.01)


def test_map_of_nothing_changes_nothing():
    assert fit_calibration([])(0.3) == pytest.approx(0.3)


def test_what_scores_higher_is_not_called_less_sure():
    assert fit_calibration([Outcome(0.9, False), Outcome(0.1, True)] * 10).slope == 0


def test_nothing_is_calibrated():
    assert expected_calibration_error([]) == brier_score([]) == 0
    assert coverage([], 3) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), min_size=1))
def test_calibrated_outcomes_have_no_error(shares):
    outcomes = [
        Outcome(right / (right + wrong), number < right) for right, wrong in shares for number in range(right + wrong)
    ]
    assert expected_calibration_error(outcomes) == pytest.approx(0, abs=1e-9)


@given(OUTCOMES)
def test_error_stands_between_nothing_and_one(outcomes):
    assert 0 <= expected_calibration_error(outcomes) <= 1


@given(OUTCOMES, st.lists(st.floats(0, 1)))
def test_fitted_map_never_falls(outcomes, values):
    fitted = fit_calibration(outcomes)
    mapped = [fitted(value) for value in sorted(values)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(mapped))
    assert all(0 <= value <= 1 for value in mapped)


def test_fitted_confidences_are_right_on_average():
    outcomes = [Outcome(0.5 + number % 50 / 100, number % 3 > 0) for number in range(300)]
    mapped = fit_calibration(outcomes).apply(outcomes)
    assert sum(outcome.confidence for outcome in mapped) / 300 == pytest.approx(2 / 3, abs=0.001)


def test_outcomes_of_mentions():
    gold, predicted = annotate("[市局|ORG o][走访|visit e]"), annotate("[市局|PLACE o][走访|visit e]")
    sure = tuple(mention._replace(confidence=0.7) for mention in predicted.mentions)
    assert mention_outcomes(gold, predicted._replace(mentions=sure)) == [Outcome(0.7, False), Outcome(0.7, True)]


def test_outcomes_of_links():
    gold, predicted = annotate(MARKED, "e agent o"), annotate(MARKED, "e agent o · e partner o")
    arcs = tuple(arc._replace(confidence=score) for arc, score in zip(predicted.arcs, (0.9, 0.6), strict=True))
    assert link_outcomes(gold, predicted._replace(arcs=arcs)) == [Outcome(0.9, True), Outcome(0.6, False)]


def test_outcomes_of_events():
    gold = annotate(f"{MARKED}[发放|distribution d]", "e agent o · d recipient n")
    predicted = annotate(f"{MARKED}[发放|distribution d]", "e agent o · e recipient n · d recipient n")
    arcs = tuple(arc._replace(confidence=score) for arc, score in zip(predicted.arcs, (0.5, 0.5, 0.8), strict=True))
    found = event_outcomes(gold, predicted._replace(arcs=arcs), Calibration(slope=1.0, intercept=0.0))
    assert found == [Outcome(pytest.approx(0.25), False), Outcome(pytest.approx(0.8), True)]
    sceptical = event_outcomes(gold, predicted._replace(arcs=arcs), Calibration(1.0, -1.0))
    assert all(mapped.confidence < plain.confidence for mapped, plain in zip(sceptical, found, strict=True))


def test_event_that_may_miss_an_argument_is_less_sure():
    frame = Frame("visit", (Mention(0, 2, "visit", confidence=0.9, completeness=0.5),), "realized", ())
    assert frame.probability == pytest.approx(0.45)

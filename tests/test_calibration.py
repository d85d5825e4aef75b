"""Calibration: bins, errors and fits by hand, and what must hold of any outcomes."""

import json
from itertools import pairwise

import pytest
from examples import annotate
from hypothesis import given
from hypothesis import strategies as st

from gongbao.evaluation.calibration import (
    Bin,
    Isotonic,
    Kept,
    Outcome,
    brier_score,
    coverage,
    expected_calibration_error,
    fit_isotonic,
    reliability,
)
from gongbao.evaluation.run import event_outcomes, link_outcomes

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


def test_isotonic_pools_what_falls():
    fitted = fit_isotonic([Outcome(0.2, True), Outcome(0.4, False), Outcome(0.6, True), Outcome(0.8, True)])
    assert fitted == Isotonic(((0.2, 0.5), (0.4, 0.5), (0.6, 1), (0.8, 1)))


def test_isotonic_draws_lines_between_points_and_is_level_beyond():
    fitted = Isotonic(((0.2, 0.5), (0.6, 0.9)))
    assert [fitted(value) for value in (0, 0.4, 1)] == pytest.approx([0.5, 0.7, 0.9])


def test_isotonic_of_nothing_changes_nothing():
    assert fit_isotonic([])(0.3) == pytest.approx(0.3)


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
def test_isotonic_never_falls(outcomes, values):
    fitted = fit_isotonic(outcomes)
    mapped = [fitted(value) for value in sorted(values)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(mapped))
    assert all(0 <= value <= 1 for value in mapped)


@given(OUTCOMES)
def test_isotonic_never_raises_the_brier_score_on_its_own_data(outcomes):
    assert brier_score(fit_isotonic(outcomes).apply(outcomes)) <= brier_score(outcomes) + 1e-9


@given(OUTCOMES)
def test_isotonic_is_calibrated_on_its_own_data(outcomes):
    assert expected_calibration_error(fit_isotonic(outcomes).apply(outcomes)) == pytest.approx(0, abs=1e-9)


@given(OUTCOMES)
def test_isotonic_survives_json(outcomes):
    fitted = fit_isotonic(outcomes)
    again = Isotonic(**json.loads(json.dumps(fitted._asdict())))
    assert [again(o.confidence) for o in outcomes] == [fitted(o.confidence) for o in outcomes]


def test_outcomes_of_links():
    gold, predicted = annotate(MARKED, "e agent o"), annotate(MARKED, "e agent o · e partner o")
    arcs = tuple(arc._replace(confidence=score) for arc, score in zip(predicted.arcs, (0.9, 0.6), strict=True))
    assert link_outcomes(gold, predicted._replace(arcs=arcs)) == [Outcome(0.9, True), Outcome(0.6, False)]


def test_outcomes_of_events():
    gold = annotate(f"{MARKED}[发放|distribution d]", "e agent o · d recipient n")
    predicted = annotate(f"{MARKED}[发放|distribution d]", "e agent o · e recipient n · d recipient n")
    arcs = tuple(arc._replace(confidence=score) for arc, score in zip(predicted.arcs, (0.9, 0.7, 0.6), strict=True))
    assert event_outcomes(gold, predicted._replace(arcs=arcs)) == [Outcome(0.8, False), Outcome(0.6, True)]

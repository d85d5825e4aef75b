"""Calibration: does a confidence of 0.8 mean right in 80 of 100 cases, and what does a threshold keep.

Pure functions over outcomes; which facts of a document are outcomes says `run`. Expected calibration error and
reliability over bins of equal width: Guo et al. 2017, "On calibration of modern neural networks", section 2.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongbao.confidence import Outcome
from gongbao.evaluation.scores import Counts

N_BINS = 15  # as in Guo et al.
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


class Bin(NamedTuple):
    """Predictions of similar confidence: how many, their mean confidence, and the share that was right."""

    size: int
    confidence: float
    accuracy: float


class Kept(NamedTuple):
    """What is left of the predictions at a threshold: how many, their share of all predictions, and scores."""

    threshold: float
    size: int
    coverage: float
    precision: float
    recall: float


class Reliability(NamedTuple):
    """How far the confidences of one kind of fact can be relied on."""

    name: str
    size: int
    error: float
    bins: list[Bin]
    kept: list[Kept]


def reliability(outcomes: Iterable[Outcome], bins: int = N_BINS) -> list[Bin]:
    """Group outcomes into bins of equal width over [0, 1], and leave out the empty ones."""
    members: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        members[min(int(outcome.confidence * bins), bins - 1)].append(outcome)
    return [Bin(len(found), *_means(found)) for _, found in sorted(members.items())]


def expected_calibration_error(outcomes: Iterable[Outcome], bins: int = N_BINS) -> float:
    """Mean distance between confidence and accuracy over bins, weighted by their size; 0 without outcomes."""
    table = reliability(outcomes, bins)
    distances = sum(row.size * abs(row.confidence - row.accuracy) for row in table)
    return distances / sum(row.size for row in table) if table else 0.0


def brier_score(outcomes: Sequence[Outcome]) -> float:
    """Mean squared distance between confidence and 1 (right) or 0 (wrong); 0 without outcomes."""
    return sum((o.confidence - o.correct) ** 2 for o in outcomes) / len(outcomes) if outcomes else 0.0


def coverage(outcomes: Sequence[Outcome], gold: int, thresholds: Iterable[float] = THRESHOLDS) -> list[Kept]:
    """Tell for each threshold what is kept at or above it; thresholds that keep nothing are left out.

    Args:
        outcomes: all predictions.
        gold: how many facts there are to find.
        thresholds: confidences in [0, 1].
    """
    rows = []
    for threshold in thresholds:
        if kept := [outcome for outcome in outcomes if outcome.confidence >= threshold]:
            counts = Counts(gold, len(kept), sum(outcome.correct for outcome in kept))
            rows.append(Kept(threshold, len(kept), len(kept) / len(outcomes), counts.precision, counts.recall))
    return rows


def _means(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Mean confidence, and share that was right."""
    return (
        sum(outcome.confidence for outcome in outcomes) / len(outcomes),
        sum(outcome.correct for outcome in outcomes) / len(outcomes),
    )

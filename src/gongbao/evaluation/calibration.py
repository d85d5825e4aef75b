"""Calibration: does a confidence of 0.8 mean right in 80 of 100 cases, and what does a threshold keep.

Pure functions over outcomes; which facts of a document are outcomes says `run`. Expected calibration error and
reliability over bins of equal width: Guo et al. 2017, "On calibration of modern neural networks", section 2.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from gongbao.evaluation.scores import Counts

N_BINS = 15  # as in Guo et al.
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


class Outcome(NamedTuple):
    """The confidence of one prediction, in [0, 1], and whether it was right."""

    confidence: float
    correct: bool


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


class Isotonic(NamedTuple):
    """A never falling map of confidences: straight lines between points, level beyond the first and the last.

    `points` are pairs of floats, so `json.dumps` and `Isotonic(json.loads(...)["points"])` keep it.
    """

    points: Sequence[Sequence[float]] = ((0.0, 0.0), (1.0, 1.0))

    def __call__(self, confidence: float) -> float:
        """Map one confidence."""
        values, mapped = zip(*self.points, strict=True)
        return float(np.interp(confidence, values, mapped))

    def apply(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """Map the confidences of outcomes."""
        return [Outcome(self(outcome.confidence), outcome.correct) for outcome in outcomes]


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


def fit_isotonic(outcomes: Iterable[Outcome]) -> Isotonic:
    """Fit the never falling map with the least Brier score, by pooling adjacent violators; identity without outcomes.

    Source: Zadrozny & Elkan 2002, "Transforming classifier scores into accurate multiclass probability estimates".
    """
    tied: defaultdict[float, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        tied[outcome.confidence].append(outcome.correct)
    blocks: list[tuple[float, float, int, int]] = []  # first and last confidence, how many, how many right
    for confidence, found in sorted(tied.items()):
        block = (confidence, confidence, len(found), sum(found))
        while blocks and blocks[-1][3] * block[2] >= block[3] * blocks[-1][2]:
            first, _, count, correct = blocks.pop()
            block = (first, block[1], count + block[2], correct + block[3])
        blocks.append(block)
    points = {
        edge: correct / count for first, last, count, correct in blocks for edge in (first, last)
    }  # first and last are one point where they are equal
    return Isotonic(tuple(points.items())) if points else Isotonic()


def _means(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Mean confidence, and share that was right."""
    return (
        sum(outcome.confidence for outcome in outcomes) / len(outcomes),
        sum(outcome.correct for outcome in outcomes) / len(outcomes),
    )

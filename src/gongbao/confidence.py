"""From scores to confidences one can act on: a confidence of 0.8 is to be right in 80 of 100 cases.

The map is that of Platt 1999, "Probabilistic outputs for support vector machines": a logistic function of the log-odds,
with two numbers a component, fitted on development data by `scripts/calibrate.py`.
"""

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_LEAST: Final = 1e-6  # a probability is kept this far from 0 and 1
_RIDGE: Final = 1e-2
_STEPS: Final = 50


class Outcome(NamedTuple):
    """The confidence of one prediction, in [0, 1], and whether it was right."""

    confidence: float
    correct: bool


class Calibration(NamedTuple):
    """Map of a probability: `slope` times its log-odds plus `intercept`, as a probability again."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, probability: float) -> float:
        """Map one probability."""
        return 1 / (1 + math.exp(-self.slope * log_odds(probability) - self.intercept))

    def apply(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """Map the confidences of outcomes."""
        return [Outcome(self(outcome.confidence), outcome.correct) for outcome in outcomes]


UNCALIBRATED: Final = Calibration()


def log_odds(probability: float) -> float:
    """Log-odds of a probability, finite at 0 and 1 as well."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def fit_calibration(outcomes: Iterable[Outcome]) -> Calibration:
    """Fit slope and intercept by Newton's method, steps halved where they overshoot.

    The fit is slightly drawn to the map that changes nothing, and the slope is never negative: what scores higher is
    not called less sure. Source of the method: Lin et al. 2007, "A note on Platt's probabilistic outputs for support
    vector machines".
    """
    found = list(outcomes)
    x = np.array([[log_odds(outcome.confidence), 1.0] for outcome in found]).reshape(-1, 2)
    correct = np.array([outcome.correct for outcome in found], dtype=float)
    start = np.array(UNCALIBRATED)

    def loss(weights: NDArray[np.float64]) -> float:
        scores = x @ weights
        return float((np.logaddexp(0, scores) - correct * scores).sum() + _RIDGE * ((weights - start) ** 2).sum() / 2)

    weights = start.copy()
    for _ in range(_STEPS):
        p = np.exp(-np.logaddexp(0, -x @ weights))
        gradient = x.T @ (p - correct) + _RIDGE * (weights - start)
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + _RIDGE * np.eye(2), gradient)
        while loss(weights - step) > loss(weights):
            step /= 2
        weights = weights - step
    return Calibration(max(0.0, float(weights[0])), float(weights[1]))

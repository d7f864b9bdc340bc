"""How much units differ on a theme, and where each lies when chance is allowed for: a normal model in two layers.

Each score is its unit's level plus chance, with a variance that is known from the spread and the number of people; the
levels lie around a mean of the field with a standard deviation `tau`. Nothing is known of either beforehand. The scores
are drawn towards the mean of the field, the more the less is known of a unit, and intervals count what is not known of
`tau` and of that mean. Everything is worked out exactly over a grid of `tau`, so the same files give the same numbers.

Source: the normal hierarchical model as in Gelman and others, Bayesian Data Analysis, chapter 5; the plug-in form is
that of Paule and Mandel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TAUS: Floats = np.linspace(0.002, 1.0, 80)
"""The standard deviations between units that are tried, in steps of the scale 1-5."""
_HALVINGS = 40
_SHARE = 0.10
"""Of what is called clearly higher or lower, so much may be wrong."""


@dataclass(frozen=True)
class Pooled:
    """The levels of some units on one theme, on the scale 1-5, in the order of the units.

    `level` is drawn towards `mean`, the mean of the field; `low` and `high` are its 95 % interval; `chance` is the
    probability that the level lies on the other side of the mean of the field, times two. `tau` is the median of the
    standard deviation between units, with its 95 % interval.
    """

    mean: float
    level: Floats
    low: Floats
    high: Floats
    chance: Floats
    tau: float
    tau_interval: tuple[float, float]


class PlugIn(NamedTuple):
    """The same with `tau` put in as if it were known: the variance between units, the mean of the field with its
    standard error, and the levels with theirs."""

    variance: float
    mean: float
    mean_error: float
    level: Floats
    error: Floats


def pooled(scores: Floats, variances: Floats) -> Pooled:
    """The levels of units (five or more) with these scores and variances of chance."""
    tau2 = TAUS[:, None] ** 2
    weight = 1 / (variances + tau2)  # tau × unit
    mean_variance = 1 / weight.sum(axis=1)
    mean = (weight * scores).sum(axis=1) * mean_variance
    fit = np.log(weight).sum(axis=1) - (weight * (scores - mean[:, None]) ** 2).sum(axis=1) + np.log(mean_variance)
    share = np.exp(0.5 * (fit - fit.max()))
    share /= share.sum()
    drawn = variances / (variances + tau2)  # how far each is drawn towards the mean
    own = (1 - drawn) * variances
    level = drawn * mean[:, None] + (1 - drawn) * scores
    error = np.sqrt(own + drawn**2 * mean_variance[:, None])
    beside = (1 - drawn) * (scores - mean[:, None])  # the level less the mean of the field
    beside_error = np.sqrt(own + (1 - drawn) ** 2 * mean_variance[:, None])
    below = (share[:, None] * ndtr(-beside / beside_error)).sum(axis=0)
    low, middle, high = np.interp([0.025, 0.5, 0.975], np.cumsum(share), TAUS)
    return Pooled(
        mean=float((share * mean).sum()),
        level=(share[:, None] * level).sum(axis=0),
        low=_quantile(0.025, share, level, error),
        high=_quantile(0.975, share, level, error),
        chance=2 * np.minimum(below, 1 - below),
        tau=float(middle),
        tau_interval=(float(low), float(high)),
    )


def _quantile(probability: float, share: Floats, centre: Floats, error: Floats) -> Floats:
    """Where so much of a mixture of normal distributions (tau × unit) lies below, for each unit."""
    low, high = (centre - 6 * error).min(axis=0), (centre + 6 * error).max(axis=0)
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        above = (share[:, None] * ndtr((middle - centre) / error)).sum(axis=0) >= probability
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray((low + high) / 2)


def clear(chances: Sequence[float]) -> Flags:
    """Which of many differences are clear: of these at most one in ten is expected to be wrong.

    Source: Benjamini and Hochberg (1995).
    """
    values = np.asarray(chances, dtype=np.float64)
    order = np.argsort(values)
    limits = _SHARE * np.arange(1, len(values) + 1) / max(len(values), 1)
    passed = np.flatnonzero(values[order] <= limits)
    found = np.zeros(len(values), dtype=np.bool_)
    found[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return found


def plug_in(scores: Floats, variances: Floats) -> PlugIn:
    """The levels with the variance between units of Paule and Mandel, for whoever wants to work it out again."""

    def left_over(tau2: float) -> float:
        weight = 1 / (variances + tau2)
        return float((weight * (scores - (weight * scores).sum() / weight.sum()) ** 2).sum() - (len(scores) - 1))

    tau2 = float(brentq(left_over, 0, 100, xtol=1e-14)) if left_over(0) > 0 else 0.0
    weight = 1 / (variances + tau2)
    mean, mean_error = float((weight * scores).sum() / weight.sum()), float(1 / np.sqrt(weight.sum()))
    drawn = variances / (variances + tau2)
    error = np.sqrt((1 - drawn) * variances + drawn**2 * mean_error**2)
    return PlugIn(tau2, mean, mean_error, drawn * mean + (1 - drawn) * scores, error)

"""How far a score can be off: intervals of a mean for a small, known group, and of a share.

Two questions, two intervals. *Now* is about everyone invited today: those who answered are most of them, so the
interval shrinks with the share that answered (finite population correction) and never leaves what the others could
have made of it. *Level* is about the unit as such, for change and comparison: no correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, stdtrit

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

LOWEST, HIGHEST = 1, 5
PRIOR_DF = 4
THEME_VARIANCE = 0.72**2
ITEM_VARIANCE = 0.96**2
_POOLING_DF = 30
_TAIL = 0.975
_EXACTLY = 1e-12
_TWENTIETHS = 20

Interval = tuple[float, float]


@dataclass(frozen=True)
class Spread:
    """The moderated standard deviation of a theme at a unit, with its degrees of freedom: with n they give every
    interval, change and comparison."""

    sd: float
    df: int

    def blurred(self) -> Spread:
        """The spread in twentieths, for where a full one would tell what a few people answered.

        Hundredths would still tell it in themes of two items, and where the others answered nearly alike; twentieths
        move an interval by some hundredths.
        """
        return Spread(round(self.sd * _TWENTIETHS) / _TWENTIETHS, self.df)


def theme_variances(answers: Floats, groups: Flags) -> Floats:
    """The variance of a theme score in each group of people by linearisation, for n - 1 degrees of freedom.

    The square of a person's deviation is spelled out in products of two answers: sums of whole numbers, the same
    however they are added up.

    Args:
        answers: people × items on the answer scale, NaN where an item was not answered.
        groups: groups × people. What a group has nobody for, an item or a second person, makes its variance NaN.

    Source: Taylor linearisation of a mean of ratio means; equals the delta method of survey statistics.
    """
    answered, given = (~np.isnan(answers)).astype(np.float64), np.nan_to_num(answers)
    who = groups.astype(np.float64)

    def over_pairs(one: Floats, other: Floats) -> Floats:
        """For each group, the products of two answers of a person added up: groups × items × items."""
        return np.tensordot(who, one[:, :, None] * other[:, None, :], axes=1)

    both = over_pairs(answered, answered)
    n, n_items = who @ answered.any(axis=1), np.diagonal(both, axis1=1, axis2=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        means, weights = (who @ given) / n_items, n[:, None] / n_items
        crossed = over_pairs(given, answered) * means[:, None, :]
        products = (
            over_pairs(given, given)
            - crossed
            - crossed.transpose(0, 2, 1)
            + both * means[:, :, None] * means[:, None, :]
        )
        squares = (weights[:, :, None] * weights[:, None, :] * products).sum(axis=(1, 2)) / n_items.shape[1] ** 2
        return np.asarray(np.maximum(squares, 0.0) / (n - 1))


def theme_variance(answers: Floats) -> float:
    """The variance of a theme score in one group: everyone answered an item, every item was answered."""
    return float(theme_variances(answers, np.ones((1, len(answers)), dtype=np.bool_))[0])


def pooled_variance(variances: Sequence[tuple[float, int]], default: float) -> float:
    """The within-unit variance over units, each with its degrees of freedom; the default below 30 in all.

    Give it only units that are shown: a pooled quantity over hidden ones would give them away.
    """
    df = sum(freedom for _variance, freedom in variances)
    if df < _POOLING_DF:
        return default
    return sum(variance * freedom for variance, freedom in variances) / df


def moderated(variance: float, n: int, prior: float) -> Spread:
    """The variance of n people drawn towards a prior worth four more degrees of freedom, as a spread."""
    df = PRIOR_DF + n - 1
    return Spread(sqrt((PRIOR_DF * prior + (n - 1) * variance) / df), df)


def bounds(mean: float, n: int, invited: int) -> Interval:
    """What the score of everyone invited could be, whatever the others would have said."""
    answered = n / invited
    return answered * mean + (1 - answered) * LOWEST, answered * mean + (1 - answered) * HIGHEST


def interval_now(mean: float, spread: Spread, n: int, invited: int) -> Interval:
    """The 95 % interval for the mean of everyone invited, within the bounds; a point when everyone answered."""
    half = _half(spread, n) * sqrt(1 - n / invited)
    low, high = bounds(mean, n, invited)
    return max(mean - half, low), min(mean + half, high)


def interval_level(mean: float, spread: Spread, n: int) -> Interval:
    """The 95 % interval for the level of the unit, within the scale: for change, comparison and ranking."""
    half = _half(spread, n)
    return max(mean - half, float(LOWEST)), min(mean + half, float(HIGHEST))


def _half(spread: Spread, n: int) -> float:
    return _t(spread.df) * spread.sd / sqrt(n)


@cache
def _t(df: int) -> float:
    """How many standard errors the 95 % interval goes to either side."""
    return float(stdtrit(df, _TAIL))


@lru_cache(maxsize=100_000)
def favourable_interval(favourable: int, n: int, invited: int) -> Interval:
    """The 95 % interval for the share of everyone invited that is favourable (0-1), from the favourable ones of n.

    The unseen answers are predicted with a beta-binomial distribution (Jeffreys): exact, and inside the bounds.
    """
    unseen = invited - n
    more = np.arange(unseen + 1)
    ways = -betaln(unseen - more + 1, more + 1) - np.log(unseen + 1)
    share = betaln(favourable + 0.5 + more, n - favourable + 0.5 + unseen - more)
    cumulative = np.cumsum(np.exp(ways + share - betaln(favourable + 0.5, n - favourable + 0.5)))
    # a quantile is the first value that reaches it, also when decimals fall just short of exactly there
    low, high = np.searchsorted(cumulative, (1 - _TAIL - _EXACTLY, _TAIL - _EXACTLY))
    return (favourable + int(low)) / invited, (favourable + int(min(high, unseen))) / invited

"""How far a score can be off: intervals of a mean for a small, known group, and of a share.

Two questions, two intervals. *Now* is about everyone invited today: those who answered are most of them, so the
interval shrinks with the share that answered (finite population correction), has room for a difference between those
who answered and those who did not, and never leaves what the others could have made of it. *Level* is about the unit as
such, for change and comparison: neither correction nor room.
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
Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LOWEST, HIGHEST = 1, 5
PRIOR_DF = 4
POOLING_DF = 30
SMALLEST = 0.5
ALLOWANCE = 0.4
"""How much lower or higher those who stayed away are allowed to score, in steps of the scale."""
_TAIL = 0.975
_EXACTLY = 1e-12
STEP = 0.05
"""In what steps spreads are published."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class Spread:
    """A standard deviation of a theme with its degrees of freedom: with n they give every interval, change and
    comparison."""

    sd: float
    df: int

    def coarse(self, least: float = 0.0) -> Spread:
        """The spread as it is published: in twentieths, and never below a half or `least`.

        Answers are whole numbers. A spread in full, or a very small one, would tell beside the score what single
        people answered in all; twentieths move an interval by some hundredths.
        """
        return Spread(max(SMALLEST, *(round(sd / STEP) / round(1 / STEP) for sd in (self.sd, least))), self.df)


USUAL = Spread(0.72, POOLING_DF)
"""The spread of a theme within a team, as far as known: for themes of which too few teams are shown."""


def theme_variances(totals: Counts, answers: Counts, groups: Flags) -> Floats:
    """The variance of the score of a theme in each group of people by linearisation, for n - 1 degrees of freedom.

    The deviation of a person with m answers and sum s is `z = (n / M) (s - T m)`, for the n people and M answers of the
    group and its score T; the variance is the sum of z² over n - 1.

    Args:
        totals: the sum of the answers of each person.
        answers: how many answers each person gave.
        groups: groups × people; a group of fewer than two people has the variance NaN.

    Source: Taylor linearisation of a ratio of two sums; equals `svyratio` of R's survey.
    """
    sums = np.stack([answers > 0, answers, totals, totals**2, totals * answers, answers**2], axis=1)
    n, m, s, squares, products, sizes = (groups.astype(np.float64) @ sums.astype(np.float64)).T
    with np.errstate(divide="ignore", invalid="ignore"):
        score = s / m
        deviations = squares - 2 * score * products + score**2 * sizes
        return np.asarray(np.where(n > 1, (n / m) ** 2 * np.maximum(deviations, 0) / (n - 1), np.nan))


def pooled(variances: Sequence[tuple[float, int]]) -> Spread:
    """The spread within units, from the variance of each with its degrees of freedom; the usual one below 30 in all.

    Give it only units that are shown: a pooled quantity over hidden ones would give them away.
    """
    df = sum(freedom for _variance, freedom in variances)
    if df < POOLING_DF:
        return USUAL
    return Spread(sqrt(sum(variance * freedom for variance, freedom in variances) / df), df)


def moderated(variance: float, n: int, prior: float) -> Spread:
    """The variance of n people drawn towards a prior variance worth four more degrees of freedom, as a spread."""
    df = PRIOR_DF + n - 1
    return Spread(sqrt((PRIOR_DF * prior + (n - 1) * variance) / df), df)


def least_spread(n: int, answers: int, prior: float) -> float:
    """The spread of n people of whom four differ from the score by one point of all their answers together.

    A smaller one is not published: it would tell that nobody differs, and so what everybody answered.
    """
    return moderated(4 * (n / answers) ** 2 / (n - 1), n, prior).sd


def bounds(total: int, answers: int, unseen: int) -> Interval:
    """What the score of everyone invited would be if whoever did not answer had said only 1, or only 5.

    Args:
        total: the sum of the answers that were given, of so many `answers`.
        unseen: how many answers all others would have given together, when they had answered every item.
    """
    together = answers + unseen
    return (total + LOWEST * unseen) / together, (total + HIGHEST * unseen) / together


def interval_now(mean: float, spread: Spread, n: int, invited: int, furthest: Interval) -> Interval:
    """The 95 % interval for the mean of everyone invited, with the allowance for those who stayed away, within the
    `furthest` that they could move it (`bounds`); a point when everyone answered."""
    missing = 1 - n / invited
    half = _half(spread, n) * sqrt(missing) + ALLOWANCE * missing
    return max(mean - half, furthest[0]), min(mean + half, furthest[1])


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

"""How often a difference is named: between two rounds, and between a unit and the rest of its organisation.

A difference is named when 0 is outside its interval, from the spreads that are published: at 95 % between rounds (as if
all staff were new), at 99 % beside the rest of an organisation, of which a unit has twelve themes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from audit.publish import intervals
from tests.simulations.coverage import ITEMS, MISSING, pooled_spread, published
from tests.simulations.people import answered, views

SIZES, TRUE, REST = (8, 15, 40), (0.0, 0.3, 0.5), 120


@dataclass(frozen=True)
class Named:
    """Of units of n people that truly differ so much, the share of which a difference is named between two rounds, and
    beside the rest of an organisation of 120 people."""

    n: int
    true: float
    change: float
    contrast: float


@dataclass(frozen=True)
class Score:
    """The score of some people, with the spread that readers use for them."""

    mean: float
    n: int
    spread: intervals.Spread


def named(units: int, seed: int = 20261126) -> Iterator[Named]:
    """Each size and true difference, over so many units of each."""
    chance = np.random.default_rng(seed)
    pooled = pooled_spread(chance)
    for n in SIZES:
        for true in TRUE:
            change = contrast = 0
            for _unit in range(units):
                before, after = score(n, 0.0, pooled, chance), score(n, true, pooled, chance)
                change += outside(before, after, 0.975)
                contrast += outside(score(REST - n, 0.0, pooled, chance), after, 0.995)
            yield Named(n, true, change / units, contrast / units)


def score(n: int, higher: float, pooled: intervals.Spread, chance: np.random.Generator) -> Score:
    """The score of n people of a typical unit, or of one that is so much higher; a few skipped an item."""
    given = chance.random((n, ITEMS)) >= MISSING
    given[~given.any(axis=1), 0] = True
    values = answered(views("typical", 1, n, chance, between=0.0)[0] + higher, ITEMS, chance)
    totals, answers = (values * given).sum(axis=1).astype(np.int64), given.sum(axis=1)
    return Score(float(totals.sum() / answers.sum()), n, published(totals, answers, pooled))


def outside(one: Score, other: Score, tail: float) -> bool:
    """Whether 0 is outside the interval of the difference."""
    error = sqrt(one.spread.sd**2 / one.n + other.spread.sd**2 / other.n)
    return abs(one.mean - other.mean) > float(stdtrit(one.spread.df + other.spread.df, tail)) * error

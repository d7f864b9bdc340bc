"""How often the interval for everyone invited holds what everyone would have said.

Of teams, services and organisations two thirds answer; those who stay away score as high, or lower. Teams lean on the
spread of typical teams, fitting or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.publish import intervals
from tests.simulations.people import POPULATIONS, answered, opinions, views

INVITED = (8, 12, 15, 30, 60, 150, 300)
LOWER = (0.0, 0.2, 0.4)
RESPONSE, ITEMS, MISSING = 0.67, 4, 0.12
PROMISED, PROMISED_OF_CAMPS = 0.93, 0.83
"""The second is for teams below ten people in two camps: these lean on the spread of typical teams, which is too small
for them. Found were 85 to 90 % where the camps lie 2.2 steps apart; chance may take two more."""
OWN_SPREAD = 10


@dataclass(frozen=True)
class Coverage:
    """The share of intervals that hold the mean of everybody, and their mean width in steps of the scale; of `n` people
    who answered of those invited, where the others score so much lower."""

    population: str
    invited: int
    n: int
    lower: float
    share: float
    width: float

    @property
    def kept(self) -> bool:
        few_of_camps = self.population == "two camps" and self.n < OWN_SPREAD
        return self.share >= (PROMISED_OF_CAMPS if few_of_camps else PROMISED)


def coverage(units: int, seed: int = 20261126) -> Iterator[Coverage]:
    """The coverage of every scenario, over so many made-up units of each."""
    chance = np.random.default_rng(seed)
    pooled = pooled_spread(chance)
    for population in POPULATIONS:
        for invited in INVITED:
            for lower in LOWER:
                yield covered(population, invited, lower, units, pooled, chance)


def pooled_spread(chance: np.random.Generator) -> intervals.Spread:
    """The spread within typical teams of an organisation."""
    means = opinions("typical", 400, 12, ITEMS, chance).mean(axis=2)
    return intervals.Spread(float(np.sqrt(means.var(axis=1, ddof=1).mean())), 120).coarse()


def covered(
    population: str, invited: int, lower: float, units: int, pooled: intervals.Spread, chance: np.random.Generator
) -> Coverage:
    """Who answers is chance, but for what those who do not think lower."""
    n = round(RESPONSE * invited)
    hits, width = 0, 0.0
    thought = views(population, units, invited, chance)
    thought[:, n:] -= lower
    for everybody in answered(thought, ITEMS, chance):
        given = chance.random((n, ITEMS)) >= MISSING
        given[~given.any(axis=1), 0] = True
        totals, answers = (everybody[:n] * given).sum(axis=1).astype(np.int64), given.sum(axis=1)
        low, high = interval(totals, answers, invited, pooled)
        hits += low - 1e-9 <= everybody.mean() <= high + 1e-9
        width += high - low
    return Coverage(population, invited, n, lower, hits / units, width / units)


def interval(
    totals: intervals.Counts, answers: intervals.Counts, invited: int, pooled: intervals.Spread
) -> intervals.Interval:
    """The interval as it is published: with a spread of their own from ten people on."""
    spread = published(totals, answers, pooled)
    return intervals.interval_now(float(totals.sum() / answers.sum()), spread, len(totals), invited)


def published(totals: intervals.Counts, answers: intervals.Counts, pooled: intervals.Spread) -> intervals.Spread:
    """The spread that readers use for a group of people: of its own from ten people on."""
    n = len(totals)
    if n < OWN_SPREAD:
        return pooled
    variance = float(intervals.theme_variances(totals, answers, np.ones((1, n), dtype=np.bool_))[0])
    least = intervals.least_spread(n, int(answers.sum()), pooled.sd**2)
    return intervals.moderated(variance, n, pooled.sd**2).coarse(least)

"""How often what is said of services beside each other is right, in fields that differ much, little or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.compare.pooling import clear, pooled

SERVICES, DIFFERENCES, THEMES = (12, 60), (0.0, 0.1, 0.25, 0.5), 12
PRIOR_DF = 4


@dataclass(frozen=True)
class Simulated:
    """Of fields of so many services that differ so much (a standard deviation): the share of levels inside their
    interval, of fields of which any service is called higher or lower, and of what is called so that is wrong."""

    services: int
    differ: float
    covered: float
    said: float
    wrong: float

    @property
    def kept(self) -> bool:
        """Whether it is as often right as is promised."""
        if not self.differ:
            return self.covered >= 0.93 and self.said <= 0.10
        return self.covered >= 0.93 and self.wrong <= 0.10


def fields(number: int) -> Iterator[Simulated]:
    """So many fields of twelve themes for each size and difference."""
    chance = np.random.default_rng(20260630)
    for services in SERVICES:
        for differ in DIFFERENCES:
            yield _simulated(number, services, differ, chance)


def _simulated(number: int, services: int, differ: float, chance: np.random.Generator) -> Simulated:
    covered, said, called, wrong = [], 0, 0, 0
    for _field in range(number):
        chances, sides = [], []
        for _theme in range(THEMES):
            n = chance.integers(10, 61, services)
            variance = chance.uniform(0.6, 0.95, services) ** 2 / n
            field = chance.normal(3.4, 0.3)
            level = field + differ * chance.normal(size=services)
            score = level + np.sqrt(variance) * chance.normal(size=services)
            df = PRIOR_DF + n - 1
            found = pooled(score, variance * chance.chisquare(df) / df)
            covered.append(float(((found.low <= level) & (level <= found.high)).mean()))
            chances += found.chance.tolist()
            sides += ((level - field) * np.sign(found.level - found.mean)).tolist()
        named = clear(chances)
        said += bool(named.any())
        called += int(named.sum())
        wrong += int((np.array(sides)[named] <= 0).sum())
    return Simulated(services, differ, float(np.mean(covered)), said / number, wrong / max(called, 1))

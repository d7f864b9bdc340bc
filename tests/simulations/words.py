"""How often the words are right: of certainty about priorities, and of two camps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.publish import agreement, certainty, priorities
from tests.simulations.people import Floats

BANDS = ((0.30, 0.50), (0.50, 0.70), (0.70, 0.90), (0.90, 1.01))
THEMES, CHOICES, THEME_ITEMS = 12, 3, 4


@dataclass(frozen=True)
class Stated:
    """Of how many themes a certainty in a band was stated, and the share that were first priorities."""

    low: float
    high: float
    themes: int
    true: float


def stated(groups: int, seed: int = 20260630) -> list[Stated]:
    """Certainty as stated from those who answered, against the priorities of everybody: 14 to 40 people, 12 themes, of
    whom 70 to 75 % answered. People choose what they score low, and what is dear to them."""
    chance = np.random.default_rng(seed)
    said: list[float] = []
    true: list[bool] = []
    for group in range(groups):
        invited = int(chance.integers(14, 41))
        n = round(invited * chance.uniform(0.70, 0.75))
        levels = 3.4 + chance.normal(0, 0.45, THEMES)
        dear = chance.normal(0, 0.7, THEMES)
        views = levels + chance.normal(0, 0.4, (invited, 1)) + chance.normal(0, 0.5, (invited, THEMES))
        given = views[:, :, None] + chance.normal(0, 0.7, (invited, THEMES, THEME_ITEMS))
        totals = np.clip(np.rint(given), 1, 5).sum(axis=2).astype(np.int64)
        wish = dear - 0.7 * views + chance.gumbel(0, 1, (invited, THEMES))
        chosen = wish >= np.sort(wish, axis=1)[:, [-CHOICES]]
        answers, asked = np.full_like(totals, THEME_ITEMS), np.ones_like(chosen)
        of_those = [values[:n] for values in (totals, answers)], [values[:n] for values in (asked, chosen)]
        shares = priorities.tops(*of_those[0], *of_those[1], invited=invited, most=CHOICES, seed=group)
        said += map(certainty.in_steps, shares)
        scores = totals.mean(axis=0) / THEME_ITEMS
        worth = priorities.index(scores, chosen.sum(axis=0), invited)
        true += list(worth >= np.sort(worth)[-CHOICES])
    shares_said, happened = np.array(said), np.array(true)
    found = []
    for low, high in BANDS:
        inside = (shares_said >= low - 1e-9) & (shares_said < high - 1e-9)
        found.append(Stated(low, min(high, 1.0), int(inside.sum()), float(happened[inside].mean())))
    return found


@dataclass(frozen=True)
class Camps:
    """How often teams of n people are called two camps: those that are (40/60 and 50/50), and those round one middle
    (the standard deviation between people 0.5 to 0.9)."""

    n: int
    planted: float
    bell: float


def camps(teams: int, seed: int = 20260630) -> Iterator[Camps]:
    """The share of teams that are called two camps, by size."""
    chance = np.random.default_rng(seed)
    for n in (10, 20, 80):
        planted = bell = 0
        for team in range(teams):
            low = round(n * (0.4, 0.5)[team % 2])
            centres = np.where(np.arange(n) < low, 1.9, 4.1) + chance.normal(0, 0.4, n)
            planted += _called(centres, chance)
            spread = chance.uniform(0.5, 0.9)
            bell += _called(chance.uniform(2.6, 3.8) + chance.normal(0, spread, n), chance)
        yield Camps(n, planted / teams, bell / teams)


def _called(views: Floats, chance: np.random.Generator) -> bool:
    answers = np.clip(np.rint(views[:, None] + chance.normal(0, 0.75, (len(views), THEME_ITEMS))), 1, 5)
    return agreement.label(0.0, answers.mean(axis=1)) == "two_camps"

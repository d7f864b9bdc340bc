"""How often an interval holds what it is about, and a word of certainty what it says: `make simulate`.

Made-up teams of which everybody's opinion is known; some of them answer. Whether the mean of everybody lies in the
interval is counted over 64 scenarios, and whether a theme that is called "probably" a first priority is one when
everybody has answered. Prints two tables, and ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.publish import intervals, priorities

Floats = npt.NDArray[np.float64]

SIZES = ((6, 5), (8, 6), (12, 9), (12, 6), (20, 10), (30, 15), (30, 24), (100, 30))
POPULATIONS = ("typical", "ceiling", "bimodal", "low")
ITEMS = (1, 4)
TEAMS, GROUPS = 2000, 500
THEMES, CHOICES, THEME_ITEMS = 12, 3, 4
BANDS = ((0.30, 0.50), (0.50, 0.70), (0.70, 0.90), (0.90, 1.01))


def opinions(population: str, teams: int, people: int, items: int, chance: np.random.Generator) -> Floats:
    """Answers 1-5 of everybody in so many teams: teams × people × items.

    A person has a view, and each item a chance of its own; a bimodal team has two camps. Standard deviations are those
    of small organisations as far as known: about 1 for an item and 0.7 for a theme.
    """
    centre = {"typical": 3.4, "ceiling": 4.6, "bimodal": 3.1, "low": 1.8}[population]
    views = centre + chance.normal(0, 0.25, (teams, 1, 1)) + chance.normal(0, 0.6, (teams, people, 1))
    if population == "bimodal":
        views = views + 1.1 * chance.choice((-1.0, 1.0), (teams, people, 1))
    return np.clip(np.rint(views + chance.normal(0, 0.75, (teams, people, items))), 1, 5)


@dataclass(frozen=True)
class Scenario:
    """Teams of `invited` people of whom `n` answered so many items."""

    population: str
    items: int
    invited: int
    n: int


@dataclass(frozen=True)
class Coverage:
    """The share of intervals that hold the mean of everybody, and their mean width in steps of the scale."""

    scenario: Scenario
    share: float
    width: float


def scenarios() -> Iterator[Scenario]:
    for items in ITEMS:
        for population in POPULATIONS:
            for invited, n in SIZES:
                yield Scenario(population, items, invited, n)


def prior(items: int, chance: np.random.Generator) -> float:
    """The variance within typical teams: what a whole organisation lends to each of its teams, fitting or not."""
    means = opinions("typical", 400, 12, items, chance).mean(axis=2)
    return float(means.var(axis=1, ddof=1).mean())


def covered(scenario: Scenario, teams: int, lent: float, chance: np.random.Generator) -> Coverage:
    """Who answers is chance: the first n of people in no order."""
    hits, width = 0, 0.0
    for everybody in opinions(scenario.population, teams, scenario.invited, scenario.items, chance):
        answers = everybody[: scenario.n]
        spread = intervals.moderated(intervals.theme_variance(answers), scenario.n, lent)
        low, high = intervals.interval_now(float(answers.mean()), spread, scenario.n, scenario.invited)
        hits += low - 1e-9 <= everybody.mean() <= high + 1e-9
        width += high - low
    return Coverage(scenario, hits / teams, width / teams)


def coverage(teams: int, seed: int = 20260630) -> list[Coverage]:
    """The coverage of every scenario."""
    chance = np.random.default_rng(seed)
    lent = {items: prior(items, chance) for items in ITEMS}
    return [covered(scenario, teams, lent[scenario.items], chance) for scenario in scenarios()]


@dataclass(frozen=True)
class Stated:
    """Of how many themes a certainty in a band was stated, and the share that were first priorities."""

    low: float
    high: float
    themes: int
    true: float


def certainty(groups: int, seed: int = 20260630) -> list[Stated]:
    """Certainty as stated from those who answered, against the priorities of everybody: 8 to 40 people, 12 themes, of
    whom 70 to 75 % answered. People choose what they score low, and what is dear to them."""
    chance = np.random.default_rng(seed)
    stated, true = [], []
    for _group in range(groups):
        invited = int(chance.integers(8, 41))
        n = round(invited * chance.uniform(0.70, 0.75))
        levels = 3.4 + chance.normal(0, 0.45, THEMES)
        dear = chance.normal(0, 0.7, THEMES)
        views = levels + chance.normal(0, 0.4, (invited, 1)) + chance.normal(0, 0.5, (invited, THEMES))
        given = views[:, :, None] + chance.normal(0, 0.7, (invited, THEMES, THEME_ITEMS))
        answers = np.clip(np.rint(given), 1, 5).reshape(invited, THEMES * THEME_ITEMS)
        wish = dear - 0.7 * views + chance.gumbel(0, 1, (invited, THEMES))
        chosen = (wish >= np.sort(wish, axis=1)[:, [-CHOICES]]).astype(float)
        columns = [list(range(theme * THEME_ITEMS, (theme + 1) * THEME_ITEMS)) for theme in range(THEMES)]
        asked = np.ones((invited, THEMES))
        stated += priorities.tops(answers[:n], columns, asked[:n], chosen[:n], invited=invited, most=CHOICES)
        scores = answers.reshape(invited, THEMES, THEME_ITEMS).mean(axis=(0, 2))
        worth = priorities.index(scores, chosen.sum(axis=0), invited)
        true += list(worth >= np.sort(worth)[-CHOICES])
    said, happened = np.array(stated), np.array(true)
    found = []
    for low, high in BANDS:
        inside = (said >= low) & (said < high)
        found.append(Stated(low, min(high, 1.0), int(inside.sum()), float(happened[inside].mean())))
    return found


def main() -> int:
    start = time.monotonic()
    found, words = coverage(TEAMS), certainty(GROUPS)
    print("| people | answers | items | teams | the mean of everybody is in the interval | width |")
    print("|---|---|---|---|---|---|")
    for one in found:
        s = one.scenario
        print(f"| {s.invited} | {s.n} | {s.items} | {s.population} | {100 * one.share:.1f} % | {one.width:.2f} |")
    mean, worst = sum(one.share for one in found) / len(found), min(one.share for one in found)
    print(
        f"\nOver {len(found)} scenarios of {TEAMS} teams: {100 * mean:.1f} % on average, {100 * worst:.1f} % at worst"
        " "
        "(promised: 94 and 89).\n"
    )
    print("| certainty as stated | themes | of them first priorities |\n|---|---|---|")
    for band in words:
        print(f"| {band.low:.2f} to {band.high:.2f} | {band.themes} | {100 * band.true:.0f} % |")
    kept = mean >= 0.94 and worst >= 0.89 and all(band.low <= band.true <= band.high for band in words)
    print(f"\n{'Every promise is kept' if kept else 'A PROMISE IS NOT KEPT'} ({time.monotonic() - start:.0f} seconds).")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

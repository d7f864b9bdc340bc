"""How much people get to see: themes shown at teams, and staff with most themes of their own team.

Made-up organisations with teams of 4 to 30 people; two thirds or four fifths answer, and some items are skipped. With
the rule that counts people, and beside it with one that counts the answers to each item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.organisation import Organisation, Service, Team, Unit
from audit.publish.disclosure import tree_pattern
from audit.publish.guard import guarded, narrow
from tests.simulations.people import answered, views

Counts = npt.NDArray[np.int64]
Units = tuple[Unit, ...]

K, THEMES, ITEMS, MOST = 5, 12, 4, 9
RESPONSES, MISSING = (0.67, 0.80), (0.05, 0.12, 0.20)
SIZES = ((4, 7), (8, 12), (13, 20), (21, 30))


@dataclass(frozen=True)
class Useful:
    """By the rule that counts answers to each item (`before`) and the one that counts people (`after`): of teams with
    five answers or more, the share of themes shown; of all staff, the share with nine themes or more of their own team,
    in all and by the size of the team; and of teams with exactly five answers that protect no sister, the number of
    themes."""

    response: float
    missing: float
    rule: str
    themes: float
    staff: float
    by_size: tuple[float, ...]
    of_five: float


def usefulness(organisations: int, seed: int = 20261126) -> Iterator[Useful]:
    """Each response and share of missing answers, by both rules on the same people."""
    for response in RESPONSES:
        for missing in MISSING:
            rows: dict[str, list[tuple[int, int, int, bool]]] = {"before": [], "after": []}
            chance = np.random.default_rng(seed)
            for _organisation in range(organisations):
                for rule, found in shown(chance, response, missing).items():
                    rows[rule] += found
            for rule, found in rows.items():
                yield summary(response, missing, rule, np.array(found))


def summary(response: float, missing: float, rule: str, rows: Counts) -> Useful:
    """Of the teams, one row each: invited, answered, themes shown, whether a sister has fewer than five answers."""
    invited, n, themes, sister = rows.T
    enough, most = n >= K, themes >= MOST
    five = (n == K) & (sister == 0)
    return Useful(
        response,
        missing,
        rule,
        float(themes[enough].mean() / THEMES),
        float(invited[most].sum() / invited.sum()),
        tuple(
            float(invited[most & inside].sum() / invited[inside].sum())
            for low, high in SIZES
            for inside in [(invited >= low) & (invited <= high)]
        ),
        float(themes[five].mean()) if five.any() else float("nan"),
    )


def shown(chance: np.random.Generator, response: float, missing: float) -> dict[str, list[tuple[int, int, int, bool]]]:
    """The teams of one organisation of 2 to 4 services by both rules."""
    sizes = [chance.integers(4, 31, chance.integers(2, 6)).tolist() for _service in range(chance.integers(2, 5))]
    units = Organisation(
        name="org",
        services=tuple(
            Service(name=f"s{s}", teams=tuple(Team(name=f"t{t}", invited=n) for t, n in enumerate(teams)))
            for s, teams in enumerate(sizes)
        ),
    ).units
    invited = np.array([unit.invited if unit.level == "team" else 0 for unit in units])
    n = chance.binomial(invited, response)
    inside = np.array([[unit.id in ("org", other.id, other.parent) for other in units] for unit in units]).astype(int)
    themes = {"before": np.zeros(len(units), dtype=int), "after": np.zeros(len(units), dtype=int)}
    for _theme in range(THEMES):
        given, totals = theme(chance, n, missing)
        for rule, pattern in (("before", by_answers), ("after", by_people)):
            found = pattern(units, inside, given, totals)
            themes[rule] += [unit.id in found for unit in units]
    few = {unit.id: [] for unit in units if unit.level == "service"}
    for place, unit in enumerate(units):
        if unit.level == "team" and 0 < n[place] < K:
            few[unit.parent or ""].append(unit.id)
    return {
        rule: [
            (int(invited[place]), int(n[place]), int(counts[place]), bool(few[unit.parent or ""]))
            for place, unit in enumerate(units)
            if unit.level == "team"
        ]
        for rule, counts in themes.items()
    }


def theme(chance: np.random.Generator, n: Counts, missing: float) -> tuple[list[Counts], list[Counts]]:
    """What was answered (people × items) in each unit, and the answers."""
    level = chance.normal(0, 0.45)
    given = [chance.random((people, ITEMS)) >= missing for people in n]
    thought = [level + views("typical", 1, int(people), chance)[0] for people in n]
    return given, [answered(one, ITEMS, chance) * there for one, there in zip(thought, given, strict=True)]


def by_people(units: Units, inside: Counts, given: list[Counts], totals: list[Counts]) -> frozenset[str]:
    """As the product: people who gave an answer, and the homogeneity guard."""
    people = inside @ np.array([int(there.any(axis=1).sum()) for there in given])
    sums = np.array([[int(there.sum()), int(values.sum())] for there, values in zip(given, totals, strict=True)])

    def fails(teams: tuple[int, ...]) -> bool:
        return narrow(*map(int, sums[list(teams)].sum(axis=0)), ITEMS)

    sizes = [(int(n),) for n in people]
    return guarded(units, sizes, tree_pattern(units, sizes, K), fails)


def by_answers(units: Units, inside: Counts, given: list[Counts], totals: list[Counts]) -> frozenset[str]:
    """The answers to each item, and no guard."""
    each = inside @ np.array([there.sum(axis=0) for there in given])
    return tree_pattern(units, [tuple(map(int, row)) for row in each], K)

"""The homogeneity guard: a group large enough can still give its members away when they all answered alike.

It hides by the answers themselves, so what is hidden by it has the same reason as a complement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from audit.organisation import Unit
from audit.publish.disclosure import WEIGHT, Sizes, remainders
from audit.publish.tally import Counts, Flags, Tally

WIDTH = 2
"""How many steps of the scale must be left open about everybody."""
LOW, HIGH = 1, 5

Teams = tuple[int, ...]


def narrow(answers: int, total: int, items: int = 1) -> bool:
    """Whether the sum of some answers pins a person down to less than two steps of the scale.

    Whoever answered most items is pinned down most: the other answers can be anything from 1 to 5, so the mean of that
    person lies between `(total - 5 (answers - items)) / items` and `(total - (answers - items)) / items`.

    >>> narrow(5, 20), narrow(5, 24), narrow(20, 92, 4), narrow(20, 93, 4)
    (False, True, False, True)
    """
    return bool(pinned(np.array(HIGH * answers - total), np.array(total - LOW * answers), items))


def pinned(up: Counts, down: Counts, items: int) -> Flags:
    """As `narrow`, from how far answers together are from the top of the scale and from its bottom, for any number of
    groups of people."""
    low = np.maximum(LOW * items, HIGH * items - up)
    high = np.minimum(HIGH * items, LOW * items + down)
    return np.asarray(high - low < WIDTH * items)


def room(tally: Tally, answers: Counts, totals: Counts) -> tuple[Counts, Counts]:
    """How far the answers of each unit are together from the top of the scale, and how far from its bottom, as far as
    that protects somebody; for people, or people × anything."""
    return tally.protecting(HIGH * answers - totals), tally.protecting(totals - LOW * answers)


def nearly_all(counts: Counts, others: Counts) -> bool:
    """Whether one answer holds more than nine in ten of the answers, for how often each and the others were given."""
    return bool((10 * counts > 9 * (counts + others)).any())


def guarded(
    units: Sequence[Unit], sizes: Sequence[Sizes], pattern: frozenset[str], fails: Callable[[Teams], bool]
) -> frozenset[str]:
    """Hide the cheapest further units until no remainder fails (complementary suppression).

    The people of a remainder that fails are merged with those of another: a shown part of its own unit is hidden, or
    its own unit, and another one beside it where nobody is left over in the unit above.

    Args:
        fails: whether the people of these teams together may not be shown.
    """
    while True:
        left = {unit.id: teams for unit, teams in remainders(units, pattern)}
        failing = next((id for id, teams in left.items() if _inhabited(teams, sizes) and fails(teams)), None)
        if failing is None:
            return pattern
        pattern -= _hidden_with(failing, units, sizes, pattern, left, fails)


def _inhabited(teams: Teams, sizes: Sequence[Sizes]) -> bool:
    return any(any(sizes[team]) for team in teams)


def _hidden_with(
    failing: str,
    units: Sequence[Unit],
    sizes: Sequence[Sizes],
    pattern: frozenset[str],
    left: dict[str, Teams],
    fails: Callable[[Teams], bool],
) -> set[str]:
    """The cheapest units to hide so that a failing remainder is merged with another."""
    place = {unit.id: number for number, unit in enumerate(units)}
    parents = {unit.id: unit.parent for unit in units}

    def shown_above(id: str) -> list[str]:
        above, found = parents[id], []
        while above is not None:
            if above in pattern:
                found.append(above)
            above = parents[above]
        return found

    def merged_within(home: str) -> list[list[str]]:
        """For each remainder in the parts of a unit, the units to hide to merge the two."""
        inside = [(id, shown_above(id)) for id in pattern - {failing} if _inhabited(left[id], sizes)]
        return [[id, *above[: above.index(home)]] for id, above in inside if home in above]

    def in_vain(hidden: list[str]) -> bool:
        """Whether the merged remainder would fail as well."""
        return any(
            fails(teams)
            for _unit, teams in remainders(units, pattern - set(hidden))
            if set(left[failing]) <= set(teams)
        )

    def cost(hidden: list[str]) -> tuple[int, int, tuple[int, ...]]:
        weights = [WEIGHT.get(units[place[id]].level, len(units) * max(WEIGHT.values())) for id in hidden]
        more = WEIGHT["team"] if in_vain(hidden) else 0  # at least one more unit would have to follow
        return sum(weights) + more, sum(min(sizes[place[id]]) for id in hidden), tuple(-place[id] for id in hidden)

    choices, above = merged_within(failing), shown_above(failing)
    if not above or _inhabited(left[above[0]], sizes):
        choices.append([failing])
    else:
        choices += [[failing, *(id for id in chain if id != failing)] for chain in merged_within(above[0])]
        choices.append([failing, above[0]])
    best: list[str] = min(choices, key=cost)
    return set(best)

"""The homogeneity guard: a group large enough can still give its members away when they all answered alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from audit.organisation import Unit
from audit.publish.disclosure import WEIGHT, Sizes, remainders

_WIDTH = 2
_LOW, _HIGH = 1, 5
_NEARLY_ALL = Fraction(9, 10)

Teams = tuple[int, ...]


def narrow(n: int, total: Fraction | int) -> bool:
    """Whether the sum of n answers pins each of them down to less than two steps of the scale.

    The others can be anything from 1 to 5, so each answer lies between `total - 5 (n - 1)` and `total - (n - 1)`.

    >>> narrow(5, 20), narrow(5, 24)
    (False, True)
    """
    low = max(_LOW, total - _HIGH * (n - 1))
    high = min(_HIGH, total - _LOW * (n - 1))
    return high - low < _WIDTH


def one_answer(counts: Sequence[int]) -> bool:
    """Whether one answer holds more than nine in ten of the answers."""
    return Fraction(max(counts), max(sum(counts), 1)) > _NEARLY_ALL


def guarded(units: Sequence[Unit], sizes: Sequence[Sizes], pattern: frozenset[str],
            fails: Callable[[Teams], bool]) -> frozenset[str]:  # fmt: skip
    """The pattern with units hidden until no remainder fails.

    A remainder that fails is merged into that of the shown unit above it, by hiding its own unit. Where nobody else is
    in that remainder, the shown unit whose hiding costs least is hidden with it; where there is none, the unit above.

    Args:
        fails: whether the people of these teams together are too alike to be shown.
    """
    while True:
        left = {unit.id: teams for unit, teams in remainders(units, pattern)}
        failing = next((id for id, teams in left.items() if _inhabited(teams, sizes) and fails(teams)), None)
        if failing is None:
            return pattern
        pattern -= _hidden_with(failing, units, sizes, pattern, left)


def _inhabited(teams: Teams, sizes: Sequence[Sizes]) -> bool:
    return any(any(sizes[team]) for team in teams)


def _hidden_with(failing: str, units: Sequence[Unit], sizes: Sequence[Sizes], pattern: frozenset[str],
                 left: dict[str, Teams]) -> set[str]:  # fmt: skip
    """The units to hide so that the people of a failing remainder are not alone."""
    place = {unit.id: number for number, unit in enumerate(units)}
    parents = {unit.id: unit.parent for unit in units}

    def shown_above(id: str) -> list[str]:
        above, found = parents[id], []
        while above is not None:
            if above in pattern:
                found.append(above)
            above = parents[above]
        return found

    if not shown_above(failing):
        return {failing}
    home = shown_above(failing)[0]
    if _inhabited(left[home], sizes):
        return {failing}
    company = []
    for id in pattern - {failing}:
        above = shown_above(id)
        if home in above and _inhabited(left[id], sizes):
            chain = [id, *above[: above.index(home)]]
            cost = (sum(WEIGHT.get(units[place[one]].level, 0) for one in chain),
                    sum(min(sizes[place[one]]) for one in chain), -place[id])  # fmt: skip
            company.append((cost, chain))
    return {failing, *(min(company)[1] if company else [home])}

"""Which units may be shown, from counts alone: nothing about fewer than k people may be derivable.

A *pattern* is the set of units shown for one variable. The *remainder* of a shown unit is everyone in it who is in
none of its shown parts. Anyone with all shown numbers can work out every remainder and nothing smaller, so a pattern
is safe exactly when every remainder is empty or has at least k people on every count that goes into the number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import add

from audit.organisation import Level, Unit

Sizes = tuple[int, ...]
"""People of a unit on each count that a threshold looks at: for a theme, those who answered it; for its items, the
answers to each."""

WEIGHT: Mapping[Level, int] = {"service": 8, "team": 1}


@dataclass(frozen=True)
class _Choice:
    """A set of units to show in one part of the tree, worth more the larger it compares.

    First weight (organisation far above service above team), then how many people are shown, then roster order:
    `units` is a number with a bit for each unit, the first unit the highest.
    """

    weight: int = 0
    size: int = 0
    units: int = 0

    def __add__(self, other: _Choice) -> _Choice:
        return _Choice(self.weight + other.weight, self.size + other.size, self.units + other.units)

    @property
    def worth(self) -> tuple[int, int, int]:
        return self.weight, self.size, self.units


def tree_pattern(
    units: Sequence[Unit], sizes: Sequence[Sizes], k: int, allowed: Collection[str] | None = None
) -> frozenset[str]:
    """The ids of the units to show: the most valuable safe pattern, found exactly.

    Dynamic programming from the teams up; what is passed on is how many people are not yet shown, capped at k, so the
    work grows with the number of units. It looks at counts only, never at answers.

    Args:
        units: the tree, parents before children.
        sizes: for each unit, its people on every count (those of a service hold those of its teams).
        k: the minimum group.
        allowed: only units in here may be shown (all, when left out): detail is nested inside what is shown.
    """
    plan = _Plan(units, sizes, k, allowed)
    if all(map(plan.may_show, range(len(units)))):
        return frozenset(unit.id for unit in units)  # nobody is left over anywhere
    best = max((choice for choice in plan.choices(0).values()), key=lambda choice: choice.worth)
    return frozenset(unit.id for number, unit in enumerate(units) if best.units & plan.bit(number))


def remainders(units: Sequence[Unit], shown: Collection[str]) -> Iterator[tuple[Unit, tuple[int, ...]]]:
    """For each shown unit, the numbers of the teams in it that are in none of its shown parts."""
    place = {unit.id: number for number, unit in enumerate(units)}
    owner: dict[str, list[int]] = {unit.id: [] for unit in units if unit.id in shown}
    for number, unit in enumerate(units):
        if unit.level == "team":
            above: Unit | None = unit
            while above is not None and above.id not in shown:
                above = units[place[above.parent]] if above.parent is not None else None
            if above is not None:
                owner[above.id].append(number)
    for unit in units:
        if unit.id in owner:
            yield unit, tuple(owner[unit.id])


class _Plan:
    """The tree with its counts, and the best choice for each number of people passed up."""

    def __init__(self, units: Sequence[Unit], sizes: Sequence[Sizes], k: int, allowed: Collection[str] | None) -> None:
        self._units, self._sizes, self._k, self._allowed = units, sizes, k, allowed
        self._children: list[list[int]] = [[] for _unit in units]
        place = {unit.id: number for number, unit in enumerate(units)}
        for number, unit in enumerate(units):
            if unit.parent is not None:
                self._children[place[unit.parent]].append(number)
        self._organisation_weight = sum(WEIGHT.get(unit.level, 0) for unit in units) + 1

    def bit(self, number: int) -> int:
        return 1 << (len(self._units) - 1 - number)

    def choices(self, number: int) -> dict[Sizes, _Choice]:
        """The best choice within a unit, by the people of it that are passed up not shown (capped at k)."""
        nobody = (0,) * len(self._sizes[number])
        whole = {self._together(self._sizes[number], nobody): _Choice()}
        states = self._below(number) if self._children[number] else whole
        if not self.may_show(number):
            return states
        complete = [choice for left, choice in states.items() if left == nobody or self._enough(left)]
        if self._children[number]:
            shown = [choice + self._showing(number) for choice in complete]
        else:
            shown = [self._showing(number)]
        for choice in shown:
            _keep_best(states, nobody, choice)
        return states

    def _below(self, number: int) -> dict[Sizes, _Choice]:
        states = {(0,) * len(self._sizes[number]): _Choice()}
        for child in self._children[number]:
            merged: dict[Sizes, _Choice] = {}
            for left, choice in self.choices(child).items():
                for so_far, chosen in states.items():
                    _keep_best(merged, self._together(so_far, left), chosen + choice)
            states = merged
        return states

    def may_show(self, number: int) -> bool:
        """Whether a unit can be shown at all."""
        allowed = self._allowed is None or self._units[number].id in self._allowed
        return allowed and bool(self._sizes[number]) and self._enough(self._sizes[number])

    def _enough(self, sizes: Sizes) -> bool:
        return min(sizes) >= self._k

    def _together(self, sizes: Sizes, others: Sizes) -> Sizes:
        """People added up on every count; from k on, how many more does not matter."""
        return tuple(map(min, map(add, sizes, others), repeat(self._k)))

    def _showing(self, number: int) -> _Choice:
        weight = WEIGHT.get(self._units[number].level, self._organisation_weight)
        return _Choice(weight, min(self._sizes[number]), self.bit(number))


def _keep_best(choices: dict[Sizes, _Choice], left: Sizes, choice: _Choice) -> None:
    if left not in choices or choice.worth > choices[left].worth:
        choices[left] = choice

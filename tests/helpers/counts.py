"""Counts of answers beside scores, in whole numbers: whose answers they tell.

The attacker knows who is in each number of a finished publication and which items each of them answered. Of a theme it
takes how often each answer was given to each item, wherever that is shown, and all scores: of units, of groups of
roles, of others together. Is there somebody whose answer to an item, or whose answers together, can be nothing else?

People whom nothing tells apart can be exchanged, so that can only be where all of a group gave one answer. First the
plainest other way to answer is tried, two exchanges that make up for each other; only where there is none, an exact
solver is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.helpers.random_rounds import Round
from tests.helpers.totals import PATIENCE, Flags, Reading, Undecided

POINTS = np.arange(1, 6)
Counts = npt.NDArray[np.int64]


class Alike(NamedTuple):
    """Answers of one person, each of which is the answer of everybody in the same `group`: to these `items`."""

    group: int
    items: tuple[int, ...]


class Counted:
    """The scores and counts of a theme, by group: people who are in the same numbers.

    `summed`, `counted`: groups × scores, and groups × units that show counts. `gave`: groups × items × answers, how
    often each was given, without people whose answers are known.
    """

    def __init__(self, name: str, answers: Counts, sums: Flags, units: Flags) -> None:
        """Of people × items (0: no answer), people × scores, people × units with counts."""
        self.name = name
        rows, people = np.unique(np.hstack([sums, units]), axis=0, return_inverse=True)
        self.summed, self.counted = rows[:, : sums.shape[1]], rows[:, sums.shape[1] :]
        self.gave = np.zeros((len(rows), answers.shape[1], len(POINTS)), dtype=np.int64)
        person, item = np.nonzero(answers)
        np.add.at(self.gave, (people[person], item, answers[person, item] - 1), 1)
        self._sets = {(int(group), tuple(np.flatnonzero(own))) for group, own in zip(people, answers, strict=True)}

    def alike(self) -> list[Alike]:
        """What could be told: single answers, and all answers of somebody, where a whole group gave them."""
        same = (self.gave > 0).sum(axis=2) == 1
        same &= self.counted.any(axis=1)[:, None]
        single = {(int(group), (int(item),)) for group, item in np.argwhere(same)}
        return [Alike(*one) for one in sorted(single | {one for one in self._sets if same[one[0], list(one[1])].all()})]

    @property
    def divided(self) -> bool:
        """Whether counts are shown of people whom scores divide, and in one of these parts all answered an item
        alike."""
        return any((self.counted == self.counted[one.group]).all(axis=1).sum() > 1 for one in self.alike())

    def told(self) -> list[Alike]:
        """Those that can be nothing else.

        Raises:
            Undecided: the solver gave up.
        """
        return [one for one in self.alike() if not self.exchangeable(one) and not self._solved(one)]

    # ---- two exchanges ----------------------------------------------------------------------------------------------

    @cached_property
    def _pairs(self) -> Counts:
        """Groups × groups: a number for how two groups differ in the scores they are in; -1 where exchanging their
        answers would change counts."""
        among, n = self.counted.any(axis=1), len(self.gave)
        together = (self.counted[:, None] == self.counted[None]).all(axis=2) & among[:, None] & among[None]
        differences = self.summed[:, None].astype(np.int64) - self.summed[None]
        numbers = np.unique(differences.reshape(n * n, -1), axis=0, return_inverse=True)[1].reshape(n, n)
        return np.where(together, numbers, -1)

    @cached_property
    def _steps(self) -> Flags:
        """Steps from -4 to 4 × items × groups × groups: whether the first group has so much more after an exchange."""
        there = self.gave > 0
        found = np.zeros((9, there.shape[1], len(there), len(there)), dtype=np.bool_)
        for step in (*range(-4, 0), *range(1, 5)):
            old = slice(max(0, -step), 5 - max(0, step))
            new = slice(max(0, step), 5 + min(0, step))
            found[step] = np.einsum("gio,hio->igh", there[:, :, old], there[:, :, new])
        return found & (self._pairs >= 0)

    @cached_property
    def _elsewhere(self) -> Counts:
        """Steps × how two groups differ: how many pairs of groups that differ so can make the step."""
        pairs, able = self._pairs, self._steps.any(axis=1)
        return np.stack([np.bincount(pairs[one], minlength=pairs.max(initial=0) + 1) for one in able])

    def exchangeable(self, one: Alike) -> bool:
        """Whether one of the answers can be exchanged for that of another group, and two others the other way round, so
        that no count and no score changes."""
        group, items = one
        pairs = self._pairs[group]
        others = np.flatnonzero(pairs >= 0)
        if not len(others):
            return False
        rest = [item for item in range(self.gave.shape[1]) if item not in items or self.gave[group, item].sum() > 1]
        for step in (*range(-4, 0), *range(1, 5)):
            first = self._steps[step, list(items), group][:, others].any(axis=0)
            if first.any():
                itself = self._steps[-step, :, group][:, others]
                elsewhere = self._elsewhere[-step][pairs[others]] > itself.any(axis=0)
                if (first & (itself[rest].any(axis=0) | elsewhere)).any():
                    return True
        return False

    # ---- the solver -------------------------------------------------------------------------------------------------

    def _solved(self, one: Alike) -> bool:
        """Whether there is any way to answer in which the sum of these answers is another."""
        gave, items = self.gave.copy(), list(one.items)
        own = np.zeros_like(gave[:1])
        own[0, items] = gave[one.group, items] > 0
        gave[one.group] -= own[0]
        gave = np.vstack([gave, own])
        summed, counted = (np.vstack([rows, rows[one.group]]) for rows in (self.summed, self.counted))
        n = gave.sum(axis=2)
        number = np.arange(gave.size).reshape(gave.shape)
        points = np.broadcast_to(POINTS, gave.shape)
        rows: list[tuple[Counts, Counts, int]] = []
        rows += [(number[at], np.ones(5, dtype=np.int64), int(n[at])) for at in zip(*np.nonzero(n), strict=True)]
        for inside in summed.T:
            rows.append((number[inside].ravel(), points[inside].ravel(), int((gave * points)[inside].sum())))
        for inside in counted.T:
            for item, point in np.ndindex(gave.shape[1:]):
                who = number[inside, item, point]
                rows.append((who, np.ones(len(who), dtype=np.int64), int(gave[inside, item, point].sum())))
        total = int((own * POINTS).sum())
        matrix, known = _sparse([*rows, (number[-1].ravel(), points[-1].ravel(), total)], gave.size)
        for low, high in ((total + 1, np.inf), (-np.inf, total - 1)):
            found = milp(
                np.zeros(gave.size),
                constraints=LinearConstraint(matrix, np.append(known[:-1], low), np.append(known[:-1], high)),
                integrality=np.ones(gave.size),
                bounds=Bounds(0, np.repeat(n.ravel(), len(POINTS))),
                options={"node_limit": PATIENCE},
            )
            if found.x is not None:
                return True
            if found.status != 2:
                raise Undecided(f"{self.name}: {found.message}")
        return False


def _sparse(rows: list[tuple[Counts, Counts, int]], width: int) -> tuple[csr_array, Counts]:
    """Equations as a matrix and what each adds up to."""
    lengths = [len(places) for places, _weights, _total in rows]
    matrix = csr_array(
        (
            np.concatenate([weights for _places, weights, _total in rows]).astype(float),
            (np.repeat(np.arange(len(rows)), lengths), np.concatenate([places for places, _weights, _total in rows])),
        ),
        shape=(len(rows), width),
    )
    return matrix, np.array([total for _places, _weights, total in rows])


def counted(one: Round, file: bytes) -> Iterator[Counted]:
    """What a finished publication tells of the answers to each theme of which it shows counts."""
    document = json.loads(file)
    for theme, items in one.themes.items():
        asked = [item for item in items if item not in document["dropped_items"]]
        if asked:
            reading = Reading(one, document, theme, asked)
            units = reading.counted()
            if units:
                open_ = np.array([not person.known for person in reading.people])
                yield Counted(
                    theme, reading.answers[open_], np.array(reading.sums()).T[open_], np.array(units).T[open_]
                )

"""Whether everybody could have given another total, with the same scores and spreads: totals are whole numbers.

People of whom nothing is told apart can be exchanged, so who is among people with other totals is free. For anybody
else it is tried: a point more or less, made up for by others of the same group, and perhaps by two more elsewhere. It
is no proof that somebody is known when nothing is found; it is one that nobody is when something is, for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from audit.publish.intervals import HIGHEST

FEW = 14
"""Of larger groups nobody is tried one by one, where others can make up for whatever somebody changes."""
_STEPS = (1, -1, 2, -2)
_MOVES, _MAKING_UP = 60, 1000
_ELSEWHERE = (0, 4, 200)
"""How many pairs in other teams are tried: a few mostly do, and many cost time."""
_HAIR = 1e-9

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """People who answered a theme: the sum of their answers and the number, and what tells them apart.

    `remainder` is the remainder of the scores that each is in; `group` their group of roles and `region` the unit whose
    role groups they are added up in (0 for all where roles are not shown); `added` how many people of the remainder
    were added after opening, of whom everything is known.
    """

    totals: Counts
    answers: Counts
    remainder: Counts
    group: Counts
    region: Counts
    added: Counts

    @cached_property
    def cells(self) -> Counts:
        """A number for the cell of each person: those of one cell are in the same sums."""
        return self.remainder * (int(self.group.max(initial=0)) + 1) + self.group

    @cached_property
    def kinds(self) -> Counts:
        """A number for each person that is the same for those of one cell with as many answers."""
        return self.cells * (int(self.answers.max(initial=0)) + 1) + self.answers

    @cached_property
    def exchangeable(self) -> Flags:
        """Who is among people in the same sums, with as many answers and other totals."""
        same = self.kinds * (int(self.totals.max(initial=0)) + 1) + self.totals
        _same, place, alike = np.unique(same, return_inverse=True, return_counts=True)
        _kinds, of_kind, size = np.unique(self.kinds, return_inverse=True, return_counts=True)
        return np.asarray(size[of_kind] - alike[place] > self.added)


class Told(NamedTuple):
    """A published sum over people of `weight` × (total - `score` × answers)², which is `found`, and which readers know
    to lie between `low` and `high`. The weight is 0 for whoever it is not about."""

    weight: Floats
    score: Floats
    found: float
    low: float
    high: float


def not_free(people: People, part: Counts, few: Flags, told: Callable[[], Sequence[Told]]) -> int | None:
    """Somebody of whom no other total was found that fits everything told; None when everybody is free.

    Args:
        part: the remainder of the spreads that each person is in (0: in none).
        few: who is in a published spread of few people.
        told: everything told of squares; asked for only when somebody has to be looked at.
    """
    # where roles are shown, what is told of some passes on to others in the same groups
    inside = people.remainder > 0 if people.group.any() else part > 0
    suspects = inside & ~people.exchangeable
    suspects &= few | (people.added > 0) | _narrow(people, part)[part]
    if not suspects.any():
        return None
    search = _Search(people, told())
    return next((int(person) for person in np.flatnonzero(suspects) if not search.free(int(person))), None)


def _narrow(people: People, part: Counts) -> Flags:
    """Of each remainder of the spreads, whether it has so few people that changes may not be made up for, or people who
    cannot come closer to each other, or not go further apart."""
    parts = int(part.max(initial=0)) + 1
    order = np.lexsort((people.totals, people.kinds))
    totals, kinds = people.totals[order], people.kinds[order]
    starts = np.flatnonzero(np.diff(kinds, prepend=-1))
    ends, of_part = np.r_[starts[1:], len(order)] - 1, part[order[starts]]
    closer = np.zeros(parts, dtype=np.int64)
    for inner in (0, 1):  # the two people furthest apart, and the next two
        low, high = np.minimum(starts + inner, ends), np.maximum(ends - inner, starts)
        closer += np.bincount(of_part, (low < high) & (totals[high] - totals[low] >= 2), parts).astype(np.int64)
    between = (people.totals > people.answers) & (people.totals < HIGHEST * people.answers)
    further = np.bincount(of_part, np.add.reduceat(between[order].astype(np.int64), starts) // 2, parts)
    return np.asarray((np.bincount(part, minlength=parts) <= FEW) | (closer < 2) | (further < 2))


class _Search:
    """Looks for other totals that fit."""

    def __init__(self, people: People, told: Sequence[Told]) -> None:
        self._people = people
        self._weight = np.stack([one.weight for one in told], axis=1)
        score = np.stack([one.score for one in told], axis=1)
        self._deviation = people.totals[:, None] - score * people.answers[:, None]
        self._below = np.array([one.low - one.found for one in told]) - _HAIR
        self._above = np.array([one.high - one.found for one in told]) + _HAIR

    def free(self, person: int) -> bool:
        """Whether another total of somebody fits, with those of others changed as well."""
        for elsewhere in _ELSEWHERE:
            who, step = self._moves(person, elsewhere)
            change = self._change(who, step)
            fits = self._fits(change)
            if len(np.unique(who[fits, 1])) > self._people.added[person]:
                return True
        if self._people.added.any():
            return False
        made_up_by, made_up = self._making_up
        return any(
            bool((self._fits(made_up + of_move) & ~np.isin(made_up_by, move).any(axis=1)).any())
            for move, of_move in zip(who[:_MOVES], change[:_MOVES], strict=True)
        )

    def _fits(self, change: Floats) -> Flags:
        return np.asarray(((change >= self._below) & (change <= self._above)).all(axis=1))

    def _change(self, who: Counts, step: Counts) -> Floats:
        """By how much each published sum changes when people (moves × people) get so many points more or less."""
        steps = step[:, :, None]
        each = self._weight[who] * (2 * steps * self._deviation[who] + steps**2)
        return np.asarray(each.sum(axis=1))

    def _possible(self, who: Counts, step: Counts) -> Flags:
        totals, answers = self._people.totals[who] + step, self._people.answers[who]
        return np.asarray(((totals >= answers) & (totals <= HIGHEST * answers)).all(axis=1))

    def _moves(self, person: int, elsewhere: int) -> tuple[Counts, Counts]:
        """Ways to give somebody another total that leave all scores as they are: people and steps, moves × 4, first the
        person. Somebody else of the cell makes up for it; or, where roles are shown, one of another group in the same
        remainder, and two of the same groups in another."""
        cells = self._people.cells
        same = np.flatnonzero(cells == cells[person])
        rows = [(person, other, person, person) for other in same.tolist() if other != person]
        steps = [(step, -step, 0, 0) for step in _STEPS for _row in rows]
        who = np.array(rows * len(_STEPS), dtype=np.int64).reshape(-1, 4)
        round_trips = list(self._round_trips(person, elsewhere)) if elsewhere else []
        who = np.vstack([who, np.array(round_trips * len(_STEPS), dtype=np.int64).reshape(-1, 4)])
        steps += [(step, -step, -step, step) for step in _STEPS for _row in round_trips]
        step = np.array(steps, dtype=np.int64).reshape(-1, 4)
        possible = self._possible(who, step)
        return who[possible], step[possible]

    def _round_trips(self, person: int, elsewhere: int) -> Iterator[tuple[int, int, int, int]]:
        people = self._people
        here = people.remainder == people.remainder[person]
        beside = np.flatnonzero(here & (people.group != people.group[person]))
        others = ~here & (people.region == people.region[person])
        own = np.flatnonzero(others & (people.group == people.group[person]))
        seen: set[tuple[int, int, int]] = set()
        for other in beside.tolist():
            kind = int(people.group[other]), int(people.answers[other]), int(people.totals[other])
            if kind in seen and not people.added.any():
                continue
            seen.add(kind)
            theirs = np.flatnonzero(others & (people.group == people.group[other]))
            pairs = np.argwhere(people.remainder[own][:, None] == people.remainder[theirs])
            for mine, yours in pairs[:: len(pairs) // elsewhere + 1].tolist():
                yield person, other, int(own[mine]), int(theirs[yours])

    @cached_property
    def _making_up(self) -> tuple[Counts, Floats]:
        """Pairs of one cell of whom one gets a point more and the other one less, and what that changes."""
        cells = self._people.cells
        pairs = np.argwhere((cells[:, None] == cells) & ~np.eye(len(cells), dtype=np.bool_))
        step = np.tile(np.array([1, -1], dtype=np.int64), (len(pairs), 1))
        possible = self._possible(pairs, step)
        change = self._change(pairs, step)
        # nearest to nothing first, closing before opening: what is to be made up for is mostly a point or two
        order = np.argsort(np.abs(change[possible] + self._weight.max()).sum(axis=1), kind="stable")
        taken = np.flatnonzero(possible)[order[:: len(order) // _MAKING_UP + 1]]
        return pairs[taken], change[taken]

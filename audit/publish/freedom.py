"""Whether everybody could have given another total, with the same scores and spreads: totals are whole numbers.

People of whom nothing is told apart can be exchanged, so who is among people with other totals is free. For anybody
else it is tried: a point more or less, made up for by others of the same group, and perhaps by two more elsewhere. It
is no proof that somebody is known when nothing is found; it is one that nobody is when something is, for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_ELSEWHERE = (4, 200)
"""How many pairs in other teams are tried for somebody: a few mostly do, and many cost time."""
_TOGETHER = ((4, 1), (2, 3), (1, 12))
"""What is tried for everybody at once: every so many of the others in the team, with so many pairs in other teams."""
_MIX = 1_103_515_245
"""What numbers in a row are multiplied by to pick here and there among people, always in the same way."""
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


def not_free(people: People, part: Counts, few: Flags, told: Sequence[Told]) -> int | None:
    """Somebody of whom no other total was found that fits everything told; None when everybody is free.

    Args:
        part: the remainder of the spreads that each person is in (0: in none).
        few: who is in a published spread of few people.
        told: everything told of squares.
    """
    # where roles are shown, what is told of some passes on to others in the same groups
    inside = people.remainder > 0 if people.group.any() else part > 0
    suspects = inside & ~people.exchangeable
    suspects &= few | (people.added > 0) | _narrow(people, part)[part]
    if not suspects.any() or not told:
        return None
    search = _Search(people, told)
    left = search.left_of(np.flatnonzero(suspects))
    return next((int(person) for person in left if not search.free(int(person))), None)


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
        deviation = people.totals[:, None] - score * people.answers[:, None]
        # steps × people × told; a step less than 0 counts from the end
        self._changes = np.stack([self._weight * (2 * step * deviation + step**2) for step in (0, 1, 2, -2, -1)])
        self._below = np.array([one.low - one.found for one in told]) - _HAIR
        self._above = np.array([one.high - one.found for one in told]) + _HAIR

    def left_of(self, persons: Counts) -> Counts:
        """For whom no other total fits among the few moves that are tried for everybody at once."""
        persons = persons[~self._found(persons, *self._exchanges(persons))]
        for every, pairs in _TOGETHER:
            if len(persons):
                persons = persons[~self._found(persons, *self._trips(persons, every, pairs))]
        return persons

    def _found(self, persons: Counts, who: Counts, step: Counts) -> Flags:
        """For which persons some of these moves fit: made up for by more others than were added."""
        number = len(self._people.totals)
        fits = who[self._fits(self._change(who, step))]
        made_up = np.bincount(np.unique(fits[:, 0] * number + fits[:, 1]) // number, minlength=number)
        return np.asarray(made_up[persons] > self._people.added[persons])

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
        beyond = np.maximum(change - self._above, self._below - change).clip(0) / (self._above - self._below)
        nearest = np.argsort(beyond.sum(axis=1), kind="stable")[:_MOVES]
        for move in nearest:
            others = made_up_by[self._fits(made_up + change[move])]
            if len(others) and not np.isin(others, who[move]).any(axis=1).all():
                return True
        return False

    def _fits(self, change: Floats) -> Flags:
        return np.asarray(((change >= self._below) & (change <= self._above)).all(axis=1))

    def _change(self, who: Counts, step: Counts) -> Floats:
        """By how much each published sum changes when people (moves × people) get so many points more or less."""
        return np.asarray(self._changes[step, who].sum(axis=1))

    def _possible(self, who: Counts, step: Counts) -> Flags:
        totals, answers = self._people.totals[who] + step, self._people.answers[who]
        return np.asarray(((totals >= answers) & (totals <= HIGHEST * answers)).all(axis=1))

    def _exchanges(self, persons: Counts) -> tuple[Counts, Counts]:
        """Somebody else of the cell makes up for a step: people and steps, moves × 2, first the person."""
        cells = self._people.cells
        place, other = np.nonzero((cells[persons][:, None] == cells) & (persons[:, None] != np.arange(len(cells))))
        return self._each_step(np.stack([persons[place], other], axis=1), (1, -1))

    def _trips(self, persons: Counts, every: int, pairs: int) -> tuple[Counts, Counts]:
        """Somebody of another group in the same remainder makes up for it, and two of the same groups in another one,
        picked in a way that always comes out the same: moves × 4."""
        people, groups = self._people, int(self._people.group.max()) + 1
        beside = people.remainder[persons][:, None] == people.remainder
        place, other = np.nonzero(beside & (people.group[persons][:, None] != people.group))
        person, other = np.tile(persons[place][::every], pairs), np.tile(other[::every], pairs)
        pick, of_group = np.arange(len(other)) * _MIX % 2**31, people.region * groups + people.group
        mine = _some(of_group, of_group[person], pick >> 13)
        yours = _some(people.cells, people.remainder[mine] * groups + people.group[other], pick >> 6)
        elsewhere = (people.remainder[mine] != people.remainder[person]) & (yours >= 0) & (people.added[mine] == 0)
        return self._each_step(np.stack([person, other, mine, yours], axis=1)[elsewhere], (1, -1, -1, 1))

    def _each_step(self, who: Counts, signs: tuple[int, ...]) -> tuple[Counts, Counts]:
        """Every step for every move, where the answers allow it."""
        step = np.repeat(_STEPS, len(who))[:, None] * np.array(signs)
        who = np.tile(who, (len(_STEPS), 1))
        possible = self._possible(who, step)
        return who[possible], step[possible]

    def _moves(self, person: int, elsewhere: int) -> tuple[Counts, Counts]:
        """Ways to give somebody another total that leave all scores as they are: people and steps, moves × 4, first the
        person. Somebody else of the cell makes up for it; or, where roles are shown, one of another group in the same
        remainder, and two of the same groups in another."""
        two, step = self._exchanges(np.array([person]))
        four, steps = self._each_step(self._round_trips(person, elsewhere), (1, -1, -1, 1))
        who = np.hstack([two, np.full_like(two, person)])
        return np.vstack([who, four]), np.vstack([np.hstack([step, np.zeros_like(step)]), steps])

    def _round_trips(self, person: int, elsewhere: int) -> Counts:
        people = self._people
        here = people.remainder == people.remainder[person]
        others = ~here & (people.region == people.region[person]) & (people.added == 0)
        own = np.flatnonzero(others & (people.group == people.group[person]))
        beside = np.flatnonzero(here & (people.group != people.group[person]))
        if not people.added.any():  # one of each kind with the same total
            alike = people.kinds[beside] * (int(people.totals.max()) + 1) + people.totals[beside]
            beside = beside[np.unique(alike, return_index=True)[1]]
        trips = [np.empty((0, 4), dtype=np.int64)]
        for group in np.unique(people.group[beside]):
            theirs, these = np.flatnonzero(others & (people.group == group)), beside[people.group[beside] == group]
            pairs = np.argwhere(people.remainder[own][:, None] == people.remainder[theirs])
            mine, yours = pairs[:: len(pairs) // elsewhere + 1].T
            between = np.repeat(these, len(mine))
            two = (np.tile(who, len(these)) for who in (own[mine], theirs[yours]))
            trips.append(np.stack([np.full_like(between, person), between, *two], axis=1))
        return np.concatenate(trips)

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


def _some(kinds: Counts, wanted: Counts, pick: Counts) -> Counts:
    """Somebody of each wanted kind, by the number in `pick`; -1 where there is nobody."""
    order = np.argsort(kinds, kind="stable")
    first, last = (np.searchsorted(kinds[order], wanted, side=side) for side in ("left", "right"))
    place = first + pick % np.maximum(last - first, 1)
    return np.where(last > first, order[place % len(order)], -1)

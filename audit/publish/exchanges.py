"""Counts of answers beside scores: whether they tell what somebody answered, since answers are whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

_STEPS = tuple(step for step in range(-4, 5) if step)


class ByRole(NamedTuple):
    """Of each person, where the scores of a theme are shown by role as well.

    `groups`: the role group, numbered from 0. `splits`: the unit by whose split the person is counted, the same for all
    of a remainder of the scores. `counted`: the remainder of the items, the same likewise; 0 where none are shown.
    """

    groups: Counts
    splits: Counts
    counted: Counts


def everybody_can_differ(gave: Flags, cells: Counts, added: Counts, by_role: ByRole | None = None) -> bool:
    """Whether each answer, and everybody's total, could have been another with the same counts of each item and the
    same scores.

    Whoever answered an item otherwise than somebody else in the same scores can have given that other answer, and the
    other person this one: no count changes, and no sum. Else somebody in other scores can have given it, where one more
    exchange makes up for that: between the same remainders, or between people of the same two role groups. Where all of
    a remainder answered an item alike, its sum can be the largest that the counts allow, and then tells what everybody
    answered.

    Args:
        gave: people × the items of the theme × the five answers. The people of one remainder of the items, or all of
            them where scores are shown by role.
        cells: the remainder of the scores that each person is in.
        added: how many people of that remainder were added after opening, of whom everything is known.
        by_role: more of each person, where scores are shown by role.
    """
    if by_role is None:
        nobody = np.zeros(len(cells), dtype=np.int64)
        by_role = ByRole(nobody, nobody, nobody + 1)
    return _Exchanges(gave, cells, added, by_role).everywhere()


class _Exchanges:
    """Two exchanges of answers that make up for each other.

    `_own`: how often each answer was given, cells × groups × items × answers; `_sure`: how often by people who were not
    added after opening, at least.
    """

    def __init__(self, gave: Flags, cells: Counts, added: Counts, by_role: ByRole) -> None:
        names, first, cell = np.unique(cells, return_index=True, return_inverse=True)
        n_groups = int(by_role.groups.max(initial=0)) + 1
        self._gave, self._place = gave, cell * n_groups + by_role.groups
        self._known = added[first]
        self._split, self._counted = by_role.splits[first], by_role.counted[first]
        inside = np.arange(len(names) * n_groups)[:, None] == self._place
        own = inside.astype(np.float64) @ gave.reshape(len(gave), -1).astype(np.float64)
        self._own = own.astype(np.int64).reshape(len(names), n_groups, *gave.shape[1:])
        self._sure = np.maximum(self._own - self._known[:, None, None, None], 0)
        self._by_group = self._between_groups()

    def everywhere(self) -> bool:
        """Whether there are such for everybody, and for each answer."""
        others = self._own.sum(axis=3, keepdims=True) - self._own
        alike = (self._own > 0) & (others <= self._known[:, None, None, None])
        alike &= (self._counted > 0)[:, None, None, None] & ~self._by_group
        return all(
            self._exchangeable(answers, cell, group)
            for cell, group in np.argwhere(alike.any(axis=(2, 3))).tolist()
            for answers in _told_together(
                self._gave[self._place == cell * self._own.shape[1] + group], alike[cell, group]
            )
        )

    def _between_groups(self) -> Flags:
        """The answers of each cell and group that can be exchanged for one of another group in the same cell, where two
        people of these groups in another cell make up for it: as `_own`."""
        sure, found = self._sure > 0, np.zeros(self._own.shape, dtype=np.bool_)
        if sure.shape[1] == 1:
            return found
        same_split = (self._split[:, None] == self._split).astype(np.int64)
        for step in _STEPS:
            here = np.einsum("cgio,chio->cgh", sure[..., _old(-step)], sure[..., _new(-step)])
            elsewhere = (same_split @ here.reshape(len(here), -1).astype(np.int64)).reshape(here.shape) > here
            more = np.einsum("cgh,chio->cgio", elsewhere, sure[..., _new(step)])
            found[..., _old(step)] |= more
        return found

    def _exchangeable(self, answers: Flags, cell: int, group: int) -> bool:
        """Whether one of some answers of a group can be exchanged with the same group in another cell, or with another
        group in the same, and one of the rest of these two the other way round."""
        rest = self._own[cell].copy()
        rest[group] -= answers
        rest = np.maximum(rest - self._known[cell], 0)
        for other in np.flatnonzero(self._counted == self._counted[cell]).tolist():
            if other != cell and (steps := _steps(answers, self._sure[other, group])):
                among = range(len(rest)) if self._split[other] == self._split[cell] else (group,)
                if any(steps & _steps(self._sure[other, one], rest[one]) for one in among):
                    return True
        others = (self._sure[cell, other] for other in range(len(rest)) if other != group)
        return any(_steps(answers, other) & _steps(other, rest[group]) for other in others)


def _old(step: int) -> slice:
    return slice(max(0, -step), 5 - max(0, step))


def _new(step: int) -> slice:
    return slice(max(0, step), 5 + min(0, step))


def _told_together(gave: Flags, alike: Flags) -> Iterator[Flags]:
    """Answers that could be told of one person (items × answers): each that is `alike`, which all others gave as well
    and no other is exchanged for; and all of a person whose every answer is such a one."""
    for item, answer in np.argwhere(alike):
        one = np.zeros_like(alike)
        one[item, answer] = True
        yield one
    yield from np.unique(gave[gave.any(axis=(1, 2)) & ~(gave & ~alike).any(axis=(1, 2))], axis=0)


def _steps(from_counts: Counts | Flags, to_counts: Counts) -> set[int]:
    """By how much an answer to an item can change when one of the first is exchanged for one of the others."""
    _items, old, new = np.nonzero((from_counts[:, :, None] > 0) & (to_counts[:, None, :] > 0))
    return set((new - old).tolist()) - {0}

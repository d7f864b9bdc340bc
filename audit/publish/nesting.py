"""Answers to items beside the score of their theme: where both may be shown.

The score of a theme is a sum over people, of all they answered; the counts of an item are a sum over people of one
answer. Somebody who takes differences of both cancels, at each remainder of the scores, either some items or all
others of the theme, and is left with the people who answered the rest of them.

Source: the fourth theorem of docs/method.md. Inside one remainder of the items, showing both is safe exactly when, for
every split of the items in two, the people left over at the remainders of the scores are none, or k or more together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from audit.organisation import Unit
from audit.publish.disclosure import remainders

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

_MOST_ITEMS = 12
"""Up to so many items every split is tried; beyond, only what is safe whatever the split."""


def remainder_of(units: Sequence[Unit], pattern: frozenset[str]) -> Counts:
    """The remainder of a pattern that each team is in, numbered from 1; 0 for teams in none, and for other units."""
    found = np.zeros(len(units), dtype=np.int64)
    for number, (_unit, teams) in enumerate(remainders(units, pattern), start=1):
        found[list(teams)] = number
    return found


def in_cells(cells: Counts, teams: Counts, added: Counts) -> Callable[[Flags], Counts]:
    """A count of people by cell: for flags of people, how many each cell has, and how many of them protect somebody.

    Args:
        cells: the cell of each person, numbered from 0.
        teams: the team of each person, numbered from 0.
        added: how many people of each team were added after opening; those protect nobody.

    Returns:
        A function of people's flags to 2 × cells.
    """
    n_cells, n_teams = int(cells.max(initial=-1)) + 1, len(added)
    place = cells * n_teams + teams

    def count(flags: Flags) -> Counts:
        people = np.bincount(place[flags], minlength=n_cells * n_teams).reshape(n_cells, n_teams)
        return np.stack([people.sum(axis=1), np.maximum(people - added, 0).sum(axis=1)])

    return count


def items_fit_scores(answered: Flags, count: Callable[[Flags], Counts], k: int, *, nobody_is_safe: bool = True) -> bool:
    """Whether the items of a theme can be shown for some people beside the scores of the theme.

    Args:
        answered: the people of one remainder of the items × the items of the theme.
        count: how many of the people with a flag are in each remainder of the scores, and how many of these protect
            somebody (2 × remainders).
        k: the minimum group.
        nobody_is_safe: whether a split that leaves over nobody is safe; not where role groups are shown as well.
    """
    n_items = answered.shape[1]
    fewest = np.min([count(answered[:, item])[1] for item in range(n_items)], axis=0)
    if n_items < 2 or fewest.sum() >= k:
        return True
    if n_items > _MOST_ITEMS:
        return False
    for split in range(1, 2 ** (n_items - 1)):
        taken = np.array([bool(split >> item & 1) for item in range(n_items)])
        sides = (np.asarray(answered[:, side].any(axis=1)) for side in (taken, ~taken))
        people, protecting = np.minimum(*map(count, sides)).sum(axis=1)
        if protecting < k and (people > 0 or not nobody_is_safe):
            return False
    return True

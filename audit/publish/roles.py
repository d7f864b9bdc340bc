"""Splits by role: where they may be shown, and in which groups, from counts alone.

Source: the second theorem of the method view. Showing every role of a unit is safe exactly when no way of cutting the
roles in two leaves fewer than k people (and more than none) on the smaller sides of its atoms together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from audit.organisation import Unit
from audit.publish.disclosure import remainders
from audit.publish.guard import WIDTH

Counts = npt.NDArray[np.int64]
Grouping = tuple[tuple[str, ...], ...]


def groupings(roles: Sequence[str]) -> tuple[Grouping, ...]:
    """The ways to group the roles, in the order they are tried; the last group takes whoever is not named."""
    staff = ("medewerker", "ondersteuning")
    others = tuple(role for role in roles if role not in (*staff, "leiding"))
    all_but_lead = tuple(role for role in roles if role != "leiding")
    return tuple((role,) for role in roles), (staff, ("leiding",), others), (("leiding",), all_but_lead)


def role_pattern(units: Sequence[Unit], patterns: Sequence[frozenset[str]], n: Sequence[Counts], k: int) -> list[str]:
    """The units whose role groups may be shown, the organisation first, then services in roster order; or none.

    Args:
        patterns: the pattern of each theme.
        n: for each theme, the people of each unit in each role group, once as they are and, where people were added
            after opening, once more without these: units × 1 or 2 × groups.
    """
    safe: list[str] = []
    for unit in units:
        if unit.level == "team" or (unit.level == "service" and not safe):
            continue
        if all(
            splits_safely(units, pattern, [*safe, unit.id], counts, k)
            for pattern, counts in zip(patterns, n, strict=True)
        ):
            safe.append(unit.id)
    return safe


def pinned_down(
    units: Sequence[Unit],
    pattern: frozenset[str],
    split: Sequence[str],
    room: tuple[Counts, Counts, Counts],
    items: int,
) -> bool:
    """Whether somebody is known to less than two steps of the scale, because role groups answered a theme alike where
    teams beside them can be subtracted.

    A combination of scores leaves, in some remainders, the people on one side of a cut of the roles, and in the others
    those on the other side with the opposite sign. As far as their answers together are from the end of the scale, so
    far can each of them be.

    Args:
        room: how many answers 1-5 each role group of each unit gave to the theme, and how far these are together from
            the top of the scale and from its bottom: groups × units.
        items: how many items the theme has.
    """
    cuts = _cuts(len(room[0]))
    for atoms in regions(units, pattern, split):
        given, up, down = (
            np.array([counts[:, list(teams)].sum(axis=1) for teams in atoms])  # remainders × groups
            for counts in room
        )
        told = np.minimum(given @ cuts.T, given @ (1 - cuts).T).sum(axis=0) > 0
        left = np.minimum(up @ cuts.T, down @ (1 - cuts).T).sum(axis=0)
        if (told & (left < WIDTH * items)).any():
            return True
    return False


def splits_safely(units: Sequence[Unit], pattern: frozenset[str], split: list[str], n: Counts, k: int) -> bool:
    """Whether the role groups of these units can be shown for one theme."""
    cuts = _cuts(n.shape[2])
    for atoms in regions(units, pattern, split):
        counts = np.array([n[list(teams)].sum(axis=0) for teams in atoms])  # remainders × 1 or 2 × groups
        whole = counts.sum(axis=2)
        if ((whole[:, 0] > 0) & (whole[:, -1] < k)).any():
            return False
        smaller = np.minimum(counts @ cuts.T, counts @ (1 - cuts).T).sum(axis=0)
        if ((smaller[0] > 0) & (smaller[-1] < k)).any():
            return False
    return True


@cache
def _cuts(groups: int) -> Counts:
    """Every way to take some of the groups and leave some: cuts × groups, 1 for what is taken."""
    return np.array([cut for cut in product((0, 1), repeat=groups) if 0 in cut and 1 in cut]).reshape(-1, groups)


def regions(units: Sequence[Unit], pattern: frozenset[str], split: Sequence[str]) -> Iterator[list[tuple[int, ...]]]:
    """For each unit that is split and shown, its remainders (as teams) that lie in no deeper split unit."""
    atoms = {unit.id: teams for unit, teams in remainders(units, pattern)}
    place = {unit.id: number for number, unit in enumerate(units)}
    shown = [id for id in split if id in pattern]
    for id in shown:
        deeper = {other for other in shown if other != id and _within(other, id, units, place)}
        mine = [
            teams
            for owner, teams in atoms.items()
            if teams
            and _within(owner, id, units, place)
            and not any(_within(owner, other, units, place) for other in deeper)
        ]
        if mine:
            yield mine


def _within(id: str, other: str, units: Sequence[Unit], place: dict[str, int]) -> bool:
    """Whether a unit is another or lies in it."""
    above: str | None = id
    while above is not None and above != other:
        above = units[place[above]].parent
    return above == other

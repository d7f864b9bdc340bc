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
from audit.publish.guard import HIGH, LOW, WIDTH

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
        n: for each theme, the answers in each unit to each item in each role group: units × items × groups.
    """
    safe: list[str] = []
    for unit in units:
        if unit.level == "team" or (unit.level == "service" and not safe):
            continue
        if all(_safe(units, pattern, [*safe, unit.id], counts, k) for pattern, counts in zip(patterns, n, strict=True)):
            safe.append(unit.id)
    return safe


def pinned_down(units: Sequence[Unit], pattern: frozenset[str], split: Sequence[str], f: Counts) -> bool:
    """Whether somebody is known to less than two steps of the scale, because role groups answered a theme alike where
    teams beside them can be taken off.

    Of a cut of the roles, the people on one side are left in some remainders and those on the other side, counted the
    other way, in the rest: what sum those can still differ from its end is what each of them can.

    Args:
        f: how often each of 1-5 was given: groups × units × items × 5.
    """
    n, totals = f.sum(axis=3), f @ np.arange(LOW, HIGH + 1)
    for atoms in _regions(units, pattern, split):
        people, up, down = (np.array([counts[:, list(teams)].sum(axis=(1, 2)) for teams in atoms])
                            for counts in (n, HIGH * n - totals, totals - LOW * n))  # fmt: skip  # atoms × groups
        cuts = _cuts(len(f))
        told = np.minimum(people @ cuts.T, people @ (1 - cuts).T).sum(axis=0) > 0
        left = np.minimum(up @ cuts.T, down @ (1 - cuts).T).sum(axis=0)
        if (told & (left < WIDTH * f.shape[2])).any():
            return True
    return False


def _safe(units: Sequence[Unit], pattern: frozenset[str], split: list[str], n: Counts, k: int) -> bool:
    """Whether the role groups of these units can be shown for one theme."""
    cuts = _cuts(n.shape[2])
    for atoms in _regions(units, pattern, split):
        counts = np.array([n[list(teams)].sum(axis=0) for teams in atoms])  # atoms × items × groups
        smaller = np.minimum(counts @ cuts.T, counts @ (1 - cuts).T).sum(axis=0)
        if ((smaller > 0) & (smaller < k)).any():
            return False
    return True


@cache
def _cuts(groups: int) -> Counts:
    """Every way to take some of the groups and leave some: cuts × groups, 1 for what is taken."""
    return np.array([cut for cut in product((0, 1), repeat=groups) if 0 in cut and 1 in cut]).reshape(-1, groups)


def _regions(units: Sequence[Unit], pattern: frozenset[str], split: Sequence[str]) -> Iterator[list[tuple[int, ...]]]:
    """For each unit that is split and shown, its remainders (as teams) that lie in no deeper split unit."""
    atoms = {unit.id: teams for unit, teams in remainders(units, pattern)}
    place = {unit.id: number for number, unit in enumerate(units)}
    shown = [id for id in split if id in pattern]
    for id in shown:
        deeper = {other for other in shown if other != id and _within(other, id, units, place)}
        mine = [
            teams
            for one, teams in atoms.items()
            if teams
            and _within(one, id, units, place)
            and not any(_within(one, other, units, place) for other in deeper)
        ]
        if mine:
            yield mine


def _within(id: str, other: str, units: Sequence[Unit], place: dict[str, int]) -> bool:
    """Whether a unit is another or lies in it."""
    above: str | None = id
    while above is not None and above != other:
        above = units[place[above]].parent
    return above == other

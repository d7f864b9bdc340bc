"""Splits by role: where they may be shown, and in which groups, from counts alone.

Source: the second theorem of the method view. Showing every role of a unit is safe exactly when no way of cutting the
roles in two leaves fewer than k people (and more than none) on the smaller sides of its atoms together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from audit.organisation import Unit
from audit.publish.disclosure import remainders

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


def _safe(units: Sequence[Unit], pattern: frozenset[str], split: list[str], n: Counts, k: int) -> bool:
    """Whether the role groups of these units can be shown for one theme."""
    atoms = {unit.id: teams for unit, teams in remainders(units, pattern)}
    place = {unit.id: number for number, unit in enumerate(units)}
    groups = n.shape[2]
    cuts = np.array([cut for cut in product((0, 1), repeat=groups) if cut[0] == 1 and 0 in cut]).reshape(-1, groups)
    shown = [id for id in split if id in pattern]
    for id in shown:
        deeper = {other for other in shown if other != id and _within(other, id, units, place)}
        mine = [teams for one, teams in atoms.items() if teams and _within(one, id, units, place)
                and not any(_within(one, other, units, place) for other in deeper)]  # fmt: skip
        counts = np.array([n[list(teams)].sum(axis=0) for teams in mine])  # atoms × items × groups
        if not counts.size:
            continue
        one_side = counts @ cuts.T
        smaller = np.minimum(one_side, counts.sum(axis=2, keepdims=True) - one_side).sum(axis=0)
        if ((smaller > 0) & (smaller < k)).any():
            return False
    return True


def _within(id: str, other: str, units: Sequence[Unit], place: dict[str, int]) -> bool:
    """Whether a unit is another or lies in it."""
    above: str | None = id
    while above is not None and above != other:
        above = units[place[above]].parent
    return above == other

"""Which units are shown by role, in which groups of roles, and for which themes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.publish import roles
from audit.publish.disclosure import remainders
from audit.publish.exchanges import ByRole, everybody_can_differ
from audit.publish.guard import pinned, room
from audit.publish.nesting import in_cells, items_fit_scores, remainder_of
from audit.publish.roles import Grouping, groupings, role_pattern
from audit.publish.spreads import Split
from audit.publish.tally import DK, Counts, Flags, Tally

Pattern = frozenset[str]


@dataclass(frozen=True)
class Splits:
    """The `units` that are split by role, in these `groups` (of which `members` are the people), for these `themes`."""

    units: tuple[str, ...]
    groups: Grouping
    members: tuple[Flags, ...]
    themes: tuple[str, ...]

    def of_spreads(self, theme: str) -> Split:
        """What the spreads of a theme are split by: nothing where it is not shown by role."""
        return Split(self.units, self.members) if theme in self.themes else Split()


def splits_of(
    tally: Tally, scores: dict[str, Pattern], items: dict[str, Pattern], codes: tuple[str, ...], k: int
) -> Splits:
    """Decide what may be shown by role beside these patterns of scores and of items, by theme.

    Args:
        codes: the roles there are.
        k: the minimum group.
    """
    groups, units = _role_patterns(tally, scores, codes, k)
    themes = tuple(
        theme.id
        for number, theme in enumerate(tally.themes)
        if units
        and "org" in scores[theme.id]
        and not _roles_tell(tally, number, groups, units, scores[theme.id])
        and _roles_fit_items(tally, number, groups, units, scores[theme.id], items[theme.id], k)
    )
    return Splits(tuple(units), groups, tuple(in_group(tally, group) for group in groups), themes)


def _role_patterns(
    tally: Tally, themes: dict[str, Pattern], codes: tuple[str, ...], k: int
) -> tuple[Grouping, list[str]]:
    """The first grouping of roles with which the organisation may be split, and every unit that may be."""
    measured = [number for number, theme in enumerate(tally.themes) if "org" in themes[theme.id]]
    for grouping in groupings(codes) if measured else ():
        members = [in_group(tally, group) for group in grouping]
        if sum(bool(flags.any()) for flags in members) < 2:
            continue
        n = [_by_group(tally, tally.in_theme[:, number], members) for number in measured]
        split = role_pattern(tally.units, [themes[tally.themes[number].id] for number in measured], n, k)
        if split:
            return grouping, split
    return (), []


def _by_group(tally: Tally, flags: Flags, members: list[Flags]) -> Counts:
    """The people with a flag in each group, as they are and without those added: units × 1 or 2 × groups."""
    sizes = np.array(tally.sizes(np.stack([flags & group for group in members], axis=1)), dtype=np.int64)
    return sizes.reshape(len(tally.units), -1, len(members))


def _roles_tell(tally: Tally, number: int, groups: Grouping, split: list[str], pattern: Pattern) -> bool:
    """Whether some role group answered a theme so much alike that its score gives its members away.

    A group is looked at in each unit that is split, among those of its people who are in none of its split parts, and
    without the teams that can be subtracted. The theme is then left out of every split: hiding it in one place would
    leave it to be worked out from the others.
    """
    items = len(tally.themes[number].columns)
    members = np.stack([in_group(tally, group) for group in groups], axis=1)
    given, totals = tally.given[:, [number]] * members, tally.totals[:, [number]] * members
    answers, (up, down) = tally.per_unit(given).T, (each.T for each in room(tally, given, totals))
    if roles.pinned_down(tally.units, pattern, split, (answers, up, down), items):
        return True
    shown = [place for place, unit in enumerate(tally.units) if unit.id in split and unit.id in pattern]
    whole = np.eye(len(tally.units), dtype=np.int64)[shown]
    parts = [
        [other in shown and unit.parent == tally.units[place].id for other, unit in enumerate(tally.units)]
        for place in shown
    ]
    apart = np.vstack([whole, whole - parts]).T
    there, top, bottom = answers @ apart, up @ apart, down @ apart
    return bool(((there > 0) & pinned(top, bottom, items)).any())


def _roles_fit_items(
    tally: Tally, number: int, groups: Grouping, split: list[str], scores: Pattern, items: Pattern, k: int
) -> bool:
    """Whether the items of a theme can be shown beside its scores by role, in each remainder of the items."""
    columns, remainder = list(tally.themes[number].columns), remainder_of(tally.units, scores)
    answered = tally.answered[:, columns]
    group = np.argmax([in_group(tally, roles) for roles in groups], axis=0)
    cells = remainder[tally.teams] * len(groups) + group
    count = in_cells(cells, tally.teams, tally.added)
    fewest = np.min([count(flags)[1] for flags in answered.T], axis=0, initial=len(answered))
    left = np.bincount(np.arange(len(fewest)) // len(groups), weights=fewest, minlength=len(tally.units) + 1)
    for _unit, teams in remainders(tally.units, items):
        if left[np.unique(remainder[list(teams)])].sum() >= k:
            continue  # nobody can be left over: most are like this, and counting each apart takes longer
        who = np.isin(tally.teams, teams)
        apart = in_cells(cells[who], tally.teams[who], tally.added)
        if who.any() and not items_fit_scores(answered[who], apart, k, nobody_is_safe=False):
            return False
    by_split = np.zeros(len(tally.units), dtype=np.int64)  # 0: the theme is not shown by role there
    for place, parts in enumerate(roles.regions(tally.units, scores, split), start=1):
        by_split[[team for teams in parts for team in teams]] = place
    splits, home = by_split[tally.teams], remainder[tally.teams]
    added = np.bincount(remainder, weights=tally.added).astype(np.int64)
    by_role = ByRole(np.where(splits > 0, group, 0), splits, remainder_of(tally.units, items)[tally.teams])
    return everybody_can_differ(tally.gave[:, columns, :DK], home, added[home], by_role)


def in_group(tally: Tally, group: tuple[str, ...]) -> Flags:
    """Who answered in one of these roles."""
    names, numbers = tally.role_numbers
    return np.isin(names, group)[numbers]

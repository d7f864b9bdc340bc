"""Which units may be shown for each number of a round: scores, detail inside them, votes, roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.publication import Rules
from audit.publish import roles
from audit.publish.disclosure import Sizes, tree_pattern
from audit.publish.guard import guarded, narrow, one_answer
from audit.publish.roles import Grouping, groupings, role_pattern
from audit.publish.scoring import DK, POINTS, Counts, Flags, Measured, Tally, score

Pattern = frozenset[str]


@dataclass(frozen=True)
class Patterns:
    """The units shown, by variable.

    `themes`: scores, per theme. Inside them `dk` (the share of "weet ik niet"), per theme, and `items` (detail), per
    item. `votes`: priorities, per theme. `roles`: units that are split by role, in these `groups`, for these
    `role_themes`.
    """

    themes: dict[str, Pattern]
    dk: dict[str, Pattern]
    items: dict[str, Pattern]
    votes: dict[str, Pattern]
    roles: tuple[str, ...]
    groups: Grouping
    role_themes: tuple[str, ...]


def patterns_of(tally: Tally, rules: Rules, role_codes: tuple[str, ...]) -> Patterns:
    """Decide, from counts, what may be shown; only the homogeneity guard looks at answers, and says nothing of them."""
    k, detail = rules.minimum_group, rules.minimum_detail
    themes = {one.theme.id: _theme_pattern(tally, one, k) for one in tally.themes}
    dk = {
        one.theme.id: tree_pattern(
            tally.units, _sizes(tally.n_items(one) + tally.n_dk(one)), k, allowed=themes[one.theme.id]
        )
        for one in tally.themes
    }
    items: dict[str, Pattern] = {}
    for one in tally.themes:
        pattern = _detail_pattern(tally, one, detail, themes[one.theme.id])
        items |= {tally.items[column]: pattern for column in one.columns}
    voters = tally.per_unit(tally.asked_priorities)
    votes = {
        one.theme.id: tree_pattern(tally.units, _sizes(voters[:, [number]]), k)
        for number, one in enumerate(tally.themes)
    }
    groups, split = _role_patterns(tally, themes, role_codes, k)
    by_group = np.array([role_counts(tally, group) for group in groups])
    telling = tuple(
        one.theme.id
        for one in _measured(tally, themes)
        if split and not _role_pinned_down(tally, one, by_group, split, themes, k)
    )
    return Patterns(themes, dk, items, votes, tuple(split), groups, telling)


def _sizes(counts: Counts) -> list[Sizes]:
    return [tuple(int(count) for count in row) for row in counts]


def _theme_pattern(tally: Tally, one: Measured, k: int) -> Pattern:
    """Where the score of a theme may be shown: enough people, and none pinned down because all answered alike.

    Where items have different numbers of answers, the exact score is a sum of fractions from which the score of an item
    can be worked out; then no item may pin people down either.
    """
    sizes = _sizes(tally.n_items(one))

    def fails(teams: tuple[int, ...]) -> bool:
        f = tally.f[np.ix_(teams, one.columns)].sum(axis=0)[:, :DK]
        n = f.sum(axis=1).tolist()
        return narrow(min(n), min(n) * score(f)) or (len(set(n)) > 1 and any(map(narrow, n, (f @ POINTS).tolist())))

    return guarded(tally.units, sizes, tree_pattern(tally.units, sizes, k), fails)


def _detail_pattern(tally: Tally, one: Measured, detail: int, inside: Pattern) -> Pattern:
    """Where the answers to the items of a theme may be shown: nested, and not where nearly all answered an item alike.

    All items are hidden there: the score of the theme less those of the others would be the score of that one.
    """
    sizes, f = _sizes(tally.n_items(one)), tally.f[:, list(one.columns), :DK]

    def fails(teams: tuple[int, ...]) -> bool:
        counts = f[list(teams)].sum(axis=0)
        alike = any(map(narrow, counts.sum(axis=1).tolist(), (counts @ POINTS).tolist()))
        return alike or any(map(one_answer, counts.tolist()))

    return guarded(tally.units, sizes, tree_pattern(tally.units, sizes, detail, allowed=inside), fails)


def _role_patterns(
    tally: Tally, themes: dict[str, Pattern], codes: tuple[str, ...], k: int
) -> tuple[Grouping, list[str]]:
    """The first grouping of roles with which the organisation may be split, and every unit that may be."""
    measured = _measured(tally, themes)
    for grouping in groupings(codes) if measured else ():
        if sum(bool(in_group(tally, group).any()) for group in grouping) < 2:
            continue
        n = np.stack([role_counts(tally, group).sum(axis=2) for group in grouping], axis=2)
        split = role_pattern(
            tally.units, [themes[one.theme.id] for one in measured], [n[:, list(one.columns)] for one in measured], k
        )
        if split:
            return grouping, split
    return (), []


def _measured(tally: Tally, themes: dict[str, Pattern]) -> list[Measured]:
    """The themes that roles are split for: those shown for the organisation as a whole."""
    return [one for one in tally.themes if "org" in themes[one.theme.id]]


def _role_pinned_down(
    tally: Tally, one: Measured, by_group: Counts, split: list[str], themes: dict[str, Pattern], k: int
) -> bool:
    """Whether some role group answered a theme so much alike that its score gives its members away.

    A group is looked at in each unit that is split, among those of its people who are in none of its split parts, and
    without the teams that can be taken off. The theme is then left out of every split: hiding it in one place would
    leave it to be worked out from the others.
    """
    if roles.pinned_down(tally.units, themes[one.theme.id], split, by_group[:, :, list(one.columns)]):
        return True
    shown = [number for number, unit in enumerate(tally.units) if unit.id in split and unit.id in themes[one.theme.id]]
    for number in shown:
        parts = [other for other in shown if tally.units[other].parent == tally.units[number].id]
        for counts in by_group:
            whole = counts[number, list(one.columns)]
            for f in (whole, whole - counts[np.ix_(parts, one.columns)].sum(axis=0)):
                n_min = int(f.sum(axis=1).min())
                if n_min >= k and narrow(n_min, n_min * score(f)):
                    return True
    return False


def role_counts(tally: Tally, group: tuple[str, ...]) -> Counts:
    """How often the people in some roles gave each of 1-5: units × items × 5."""
    return tally.per_unit(tally.gave[:, :, :DK] & in_group(tally, group)[:, None, None])


def in_group(tally: Tally, group: tuple[str, ...]) -> Flags:
    """Who answered in one of these roles."""
    return np.isin(tally.roles, group)

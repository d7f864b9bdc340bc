"""Which units may be shown for each number of a round: scores, detail inside them, votes, roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.publication import Rules
from audit.publish import roles
from audit.publish.disclosure import remainders, tree_pattern
from audit.publish.exchanges import ByRole, everybody_can_differ
from audit.publish.guard import HIGH, LOW, Teams, guarded, nearly_all, pinned
from audit.publish.nesting import in_cells, items_fit_scores
from audit.publish.roles import Grouping, groupings, role_pattern
from audit.publish.scoring import DK, FOLLOW_UPS, NA, Counts, Flags, Tally
from audit.publish.spreads import Split, Spreads, spreads_of

Pattern = frozenset[str]


@dataclass(frozen=True)
class Patterns:
    """The units shown, by variable.

    `themes`: scores, per theme. Inside them, per theme, `spreads` (with their values), `dk` (the share of "weet ik
    niet") and `items` (detail).
    `votes`: priorities, per theme. `follow_up`: the question about the round before. `responses`: how many answered.
    `roles`: units that are split by role, in these `groups`, for these `role_themes`. `judged` and `unsure` are the
    items of which "niet van toepassing" and "weet ik niet" may be counted for the organisation as a whole.
    """

    themes: dict[str, Pattern]
    spreads: dict[str, Spreads]
    dk: dict[str, Pattern]
    items: dict[str, Pattern]
    votes: dict[str, Pattern]
    follow_up: Pattern
    responses: Pattern
    roles: tuple[str, ...]
    groups: Grouping
    role_themes: tuple[str, ...]
    judged: frozenset[str]
    unsure: frozenset[str]


def patterns_of(tally: Tally, rules: Rules, role_codes: tuple[str, ...]) -> Patterns:
    """Decide, from counts, what may be shown; only the homogeneity guard looks at answers, and says nothing of them."""
    k, detail = rules.minimum_group, rules.minimum_detail
    numbers = {theme.id: number for number, theme in enumerate(tally.themes)}
    themes = {id: _theme_pattern(tally, number, k) for id, number in numbers.items()}
    dk = {
        id: tree_pattern(tally.units, tally.sizes(tally.heard[:, [number]]), k, allowed=themes[id])
        for id, number in numbers.items()
    }
    votes = {
        id: tree_pattern(tally.units, tally.sizes(tally.asked_priorities[:, [number]]), k)
        for id, number in numbers.items()
    }
    items = {id: _item_pattern(tally, number, themes[id], rules) for id, number in numbers.items()}
    groups, split = _role_patterns(tally, themes, role_codes, k)
    role_themes = tuple(
        id
        for id, number in numbers.items()
        if split
        and "org" in themes[id]
        and not _roles_tell(tally, number, groups, split, themes[id])
        and _roles_fit_items(tally, number, groups, split, themes[id], items[id], k)
    )
    judged = _judged(tally, detail)
    members = [in_group(tally, group) for group in groups]
    return Patterns(
        themes=themes,
        spreads={
            id: spreads_of(tally, number, themes[id], Split(split, members) if id in role_themes else Split())
            for id, number in numbers.items()
        },
        dk=dk,
        items=items,
        votes=votes,
        follow_up=_follow_up_pattern(tally, detail),
        responses=tree_pattern(tally.units, [(unit.invited, unit.invited - unit.added) for unit in tally.units], k),
        roles=tuple(split),
        groups=groups,
        role_themes=role_themes,
        judged=judged,
        unsure=frozenset().union(*(_unsure(tally, number, dk[id], k) for id, number in numbers.items())) & judged,
    )


def _theme_pattern(tally: Tally, number: int, k: int) -> Pattern:
    """Where the score of a theme may be shown: enough people, and none pinned down because all answered alike."""
    sizes, most = tally.sizes(tally.in_theme[:, [number]]), np.zeros(len(tally.units), dtype=np.int64)
    np.maximum.at(most, tally.teams, tally.given[:, number])
    up, down = _room(tally, tally.given[:, number], tally.totals[:, number])

    def fails(teams: Teams) -> bool:
        of_teams = list(teams)
        return pinned(int(up[of_teams].sum()), int(down[of_teams].sum()), int(most[of_teams].max()))

    return guarded(tally.units, sizes, tree_pattern(tally.units, sizes, k), fails)


def _room(tally: Tally, answers: Counts, totals: Counts) -> tuple[Counts, Counts]:
    """How far the answers of each unit are together from the top of the scale, and how far from its bottom, as far as
    that protects somebody; for people, or people × anything."""
    return tally.protecting(HIGH * answers - totals), tally.protecting(totals - LOW * answers)


def _item_pattern(tally: Tally, number: int, inside: Pattern, rules: Rules) -> Pattern:
    """Where the answers to the items of a theme may be shown: nested in the pattern of its score.

    In each remainder there are enough answers to each item, nearly all answered none of them alike, nobody's answers
    follow from the counts beside the scores inside it, and differences with the score of the theme are about enough
    people. Items of a theme are shown together: the score of the theme less those of the others would be the score of a
    hidden one.
    """
    columns = list(tally.themes[number].columns)
    if not columns:
        return frozenset()
    answered, gave = tally.answered[:, columns], tally.gave[:, columns, :DK]
    given = answered.astype(np.int64)
    up, down = _room(tally, given, np.where(answered, tally.codes[:, columns] + 1, 0).astype(np.int64))
    counts, others = tally.per_unit(gave), tally.protecting(given[:, :, None] - gave)
    sizes, scores = tally.sizes(answered), _remainder_of(tally, inside)
    added = np.bincount(scores, weights=tally.added).astype(np.int64)

    def fails(teams: Teams) -> bool:
        of_teams = list(teams)
        if any(map(pinned, up[of_teams].sum(axis=0).tolist(), down[of_teams].sum(axis=0).tolist())):
            return True
        if _nearly_all_alike(counts[of_teams].sum(axis=0), others[of_teams].sum(axis=0)):
            return True
        if len(set(scores[list(teams)])) == 1:
            return False  # nothing can be subtracted: every split has as many on both sides as there are answers
        who = np.isin(tally.teams, teams)
        cells = scores[tally.teams[who]]
        if not everybody_can_differ(gave[who], cells, added[cells]):
            return True
        return not items_fit_scores(answered[who], in_cells(cells, tally.teams[who], tally.added), rules.minimum_group)

    pattern = tree_pattern(tally.units, sizes, rules.minimum_detail, allowed=inside)
    return guarded(tally.units, sizes, pattern, fails)


def _nearly_all_alike(counts: Counts, others: Counts) -> bool:
    """Whether one answer was given so often, and all others so seldom, that it is known of nearly everybody."""
    return any(map(nearly_all, counts.ravel().tolist(), others.ravel().tolist()))


def _remainder_of(tally: Tally, pattern: Pattern) -> Counts:
    """The remainder of a pattern that each team is in, numbered from 1; 0 for teams in none, and for other units."""
    found = np.zeros(len(tally.units), dtype=np.int64)
    for number, (_unit, teams) in enumerate(remainders(tally.units, pattern), start=1):
        found[list(teams)] = number
    return found


def _follow_up_pattern(tally: Tally, detail: int) -> Pattern:
    """Where the answers about the round before may be shown: as detail."""
    given = np.equal(tally.follow_up[:, None], np.arange(len(FOLLOW_UPS)))
    answered = np.asarray(given.any(axis=1))[:, None]
    sizes, counts = tally.sizes(answered), tally.per_unit(given)
    others = tally.protecting(answered.astype(np.int64) - given)

    def fails(teams: Teams) -> bool:
        return _nearly_all_alike(counts[list(teams)].sum(axis=0), others[list(teams)].sum(axis=0))

    return guarded(tally.units, sizes, tree_pattern(tally.units, sizes, detail), fails)


def _judged(tally: Tally, detail: int) -> frozenset[str]:
    """The items about which enough people of the organisation said something."""
    enough = [min(sizes) >= detail for sizes in zip(*_columns(tally, tally.codes <= NA), strict=True)]
    return frozenset(item for item, there in zip(tally.items, enough, strict=True) if there)


def _columns(tally: Tally, flags: Flags) -> list[tuple[int, ...]]:
    """The people of the organisation with each flag, once as they are and once more without those added."""
    n = flags.shape[1]
    sizes = tally.sizes(flags)[0]
    return [sizes[:n], sizes[-n:]] if n else []


def _unsure(tally: Tally, number: int, shares: Pattern, k: int) -> frozenset[str]:
    """The items of a theme of which "weet ik niet" may be counted beside the shares of it."""
    columns = list(tally.themes[number].columns)
    count = in_cells(_remainder_of(tally, shares)[tally.teams], tally.teams, tally.added)
    if not columns or not items_fit_scores(tally.codes[:, columns] <= DK, count, k):
        return frozenset()
    return frozenset(tally.items[column] for column in columns)


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
    answers, (up, down) = tally.per_unit(given).T, (room.T for room in _room(tally, given, totals))
    if roles.pinned_down(tally.units, pattern, split, (answers, up, down), items):
        return True
    shown = [place for place, unit in enumerate(tally.units) if unit.id in split and unit.id in pattern]
    for place in shown:
        parts = [other for other in shown if tally.units[other].parent == tally.units[place].id]
        for group in zip(answers, up, down, strict=True):
            for left_out in ([], parts):
                there, top, bottom = (int(values[place] - values[left_out].sum()) for values in group)
                if there and pinned(top, bottom, items):
                    return True
    return False


def _roles_fit_items(
    tally: Tally, number: int, groups: Grouping, split: list[str], scores: Pattern, items: Pattern, k: int
) -> bool:
    """Whether the items of a theme can be shown beside its scores by role, in each remainder of the items."""
    columns, remainder = list(tally.themes[number].columns), _remainder_of(tally, scores)
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
    by_role = ByRole(np.where(splits > 0, group, 0), splits, _remainder_of(tally, items)[tally.teams])
    return everybody_can_differ(tally.gave[:, columns, :DK], home, added[home], by_role)


def in_group(tally: Tally, group: tuple[str, ...]) -> Flags:
    """Who answered in one of these roles."""
    names, numbers = tally.role_numbers
    return np.isin(names, group)[numbers]

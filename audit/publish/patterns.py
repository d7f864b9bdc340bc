"""Which units may be shown for each number of a round: scores, detail inside them, votes, roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.publication import Rules
from audit.publish.disclosure import tree_pattern
from audit.publish.exchanges import everybody_can_differ
from audit.publish.guard import Teams, guarded, nearly_all, pinned, room
from audit.publish.nesting import in_cells, items_fit_scores, remainder_of
from audit.publish.splits import Splits, splits_of
from audit.publish.spreads import Spreads, spreads_of
from audit.publish.tally import DK, FOLLOW_UPS, NA, Flags, Tally

Pattern = frozenset[str]


@dataclass(frozen=True)
class Patterns:
    """The units shown, by variable.

    `themes`: scores, per theme. Inside them, per theme, `spreads` (with their values), `dk` (the share of "weet ik
    niet") and `items` (detail).
    `votes`: priorities, per theme. `follow_up`: the question about the round before. `responses`: how many answered.
    `split`: what is shown by role. `judged` and `unsure` are the items of which "niet van toepassing" and "weet ik
    niet" may be counted for the organisation as a whole.
    """

    themes: dict[str, Pattern]
    spreads: dict[str, Spreads]
    dk: dict[str, Pattern]
    items: dict[str, Pattern]
    votes: dict[str, Pattern]
    follow_up: Pattern
    responses: Pattern
    split: Splits
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
    split = splits_of(tally, themes, items, role_codes, k)
    judged = _judged(tally, detail)
    return Patterns(
        themes=themes,
        spreads={id: spreads_of(tally, number, themes[id], split.of_spreads(id)) for id, number in numbers.items()},
        dk=dk,
        items=items,
        votes=votes,
        follow_up=_follow_up_pattern(tally, detail),
        responses=tree_pattern(tally.units, [(unit.invited, unit.invited - unit.added) for unit in tally.units], k),
        split=split,
        judged=judged,
        unsure=frozenset().union(*(_unsure(tally, number, dk[id], k) for id, number in numbers.items())) & judged,
    )


def _theme_pattern(tally: Tally, number: int, k: int) -> Pattern:
    """Where the score of a theme may be shown: enough people, and none pinned down because all answered alike."""
    sizes, most = tally.sizes(tally.in_theme[:, [number]]), np.zeros(len(tally.units), dtype=np.int64)
    np.maximum.at(most, tally.teams, tally.given[:, number])
    up, down = room(tally, tally.given[:, number], tally.totals[:, number])

    def fails(teams: Teams) -> bool:
        of_teams = list(teams)
        return bool(pinned(up[of_teams].sum(), down[of_teams].sum(), int(most[of_teams].max())))

    return guarded(tally.units, sizes, tree_pattern(tally.units, sizes, k), fails)


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
    up, down = room(tally, given, np.where(answered, tally.codes[:, columns] + 1, 0).astype(np.int64))
    counts, others = tally.per_unit(gave), tally.protecting(given[:, :, None] - gave)
    sizes, scores = tally.sizes(answered), remainder_of(tally.units, inside)
    added = np.bincount(scores, weights=tally.added).astype(np.int64)

    def fails(teams: Teams) -> bool:
        of_teams = list(teams)
        if pinned(up[of_teams].sum(axis=0), down[of_teams].sum(axis=0), 1).any():
            return True
        if nearly_all(counts[of_teams].sum(axis=0), others[of_teams].sum(axis=0)):
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


def _follow_up_pattern(tally: Tally, detail: int) -> Pattern:
    """Where the answers about the round before may be shown: as detail."""
    given = np.equal(tally.follow_up[:, None], np.arange(len(FOLLOW_UPS)))
    answered = np.asarray(given.any(axis=1))[:, None]
    sizes, counts = tally.sizes(answered), tally.per_unit(given)
    others = tally.protecting(answered.astype(np.int64) - given)

    def fails(teams: Teams) -> bool:
        return nearly_all(counts[list(teams)].sum(axis=0), others[list(teams)].sum(axis=0))

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
    count = in_cells(remainder_of(tally.units, shares)[tally.teams], tally.teams, tally.added)
    if not columns or not items_fit_scores(tally.codes[:, columns] <= DK, count, k):
        return frozenset()
    return frozenset(tally.items[column] for column in columns)

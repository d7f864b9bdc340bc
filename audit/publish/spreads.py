"""Which spreads of a theme may be published: where nobody can be told from them, by subtraction or by whole numbers.

A spread says what the squares of people's totals add up to, nearly. So it is one more sum over people: spreads have a
nested pattern of their own, in which whoever subtracts those of the parts from that of the whole is left with ten
people or more. Totals are whole numbers, though: beside the scores, the spread of ten people who answered alike in
each of two teams of five would still tell what everybody answered. So it is tried whether everybody could have given
another total, with the same scores and spreads; where somebody could not, a spread is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from audit.publish import intervals
from audit.publish.agreement import BetweenTeams, between_teams
from audit.publish.disclosure import remainders, tree_pattern
from audit.publish.freedom import FEW, People, Told, not_free
from audit.publish.intervals import PRIOR_DF, SMALLEST, STEP, USUAL, Spread
from audit.publish.roles import splits_safely
from audit.publish.tally import Counts, Flags, Tally

ENOUGH = 10
"""From so many people on, a group publishes a spread of its own."""


@dataclass(frozen=True)
class Split:
    """The units whose score of a theme is shown by role, and who is in each group of roles."""

    units: Sequence[str] = ()
    groups: Sequence[Flags] = ()


@dataclass(frozen=True)
class Spreads:
    """The spreads of a theme as they are published: `pooled` over the teams that have one of their own, `units` by the
    number of the unit, and `roles` by the number of the unit and of the group. `between_teams`: how much of the
    differences lies between these teams, where that may be published as well."""

    pooled: Spread
    units: dict[int, Spread]
    roles: dict[tuple[int, int], Spread]
    between_teams: BetweenTeams | None


def spreads_of(tally: Tally, number: int, scores: frozenset[str], split: Split) -> Spreads:
    """The spreads of a theme (by its number), inside the pattern of its scores."""
    return _Theme(tally, number, scores, split).spreads()


class _Group:
    """Some people who answered a theme, and what their spread is made of."""

    def __init__(self, who: Flags, given: Counts, totals: Counts, variance: float) -> None:
        self.who, self.variance, self.n = who, variance, int(who.sum())
        self.answers, self.total = int(given[who].sum()), int(totals[who].sum())

    @property
    def squares(self) -> float:
        return self.variance * (self.n - 1)

    def spread(self, pooled: Spread) -> Spread:
        """As it is published."""
        return intervals.moderated(self.variance, self.n, pooled.sd**2).coarse(self._least(pooled))

    def told(self, pooled: Spread) -> Told:
        """What the published spread tells."""
        weight, score = self.weighted()
        spread, prior = self.spread(pooled), PRIOR_DF * pooled.sd**2
        low, high = (spread.df * (spread.sd + side) ** 2 - prior for side in (-STEP / 2, STEP / 2))
        least = spread.sd <= max(SMALLEST, self._least(pooled) + STEP / 2)
        return Told(weight, score, self.squares, 0.0 if least else low, high)

    def weighted(self) -> tuple[intervals.Floats, intervals.Floats]:
        """For each person the weight in the sum of squares, and the score."""
        inside = self.who.astype(np.float64)
        return inside * (self.n / self.answers) ** 2, inside * (self.total / self.answers)

    def _least(self, pooled: Spread) -> float:
        return intervals.least_spread(self.n, self.answers, pooled.sd**2)


class _Theme:
    def __init__(self, tally: Tally, number: int, scores: frozenset[str], split: Split) -> None:
        self._units, self._scores, self._split = tally.units, scores, split
        self._place = {unit.id: place for place, unit in enumerate(tally.units)}
        self._tally, self._in_theme, self._sizes = tally, tally.in_theme[:, number], tally.theme_sizes[:, :, number]
        self._given, self._totals = tally.given[self._in_theme, number], tally.totals[self._in_theme, number]
        self._teams, self._members = tally.teams[self._in_theme], tally.members[:, self._in_theme]
        self._items = len(tally.themes[number].columns)
        self._groups = np.array([group[self._in_theme] for group in split.groups], dtype=np.bool_)

    def spreads(self) -> Spreads:
        """By counts alone; and of these, some are left out until everybody could have given another total."""
        pattern = self._pattern()
        people, of_units = self._people(), self._described(sorted(self._place[id] for id in pattern))
        by_role = self._by_role(pattern)
        while True:
            units = {place: group for place, group in of_units.items() if self._units[place].id in pattern}
            roles = {key: group for key, group in by_role.items() if key[0] in units}
            teams = [group for place, group in units.items() if self._units[place].level == "team"]
            pooled = _pooled(teams)
            part = self._remainder_of(pattern)[self._teams]
            groups = [*units.values(), *roles.values()]
            few = np.zeros(len(part), dtype=np.bool_)
            for group in groups:
                few |= group.who & (group.n <= FEW)
            told = _told(groups, teams, pooled)
            somebody = partial(not_free, people, self._apart(part, roles), few)
            between = self._between(people, teams)
            # who is free beside the differences between teams is free without them
            if between and somebody([*told, _told_between(between, teams)]) is not None:
                between = None
            person = None if between else somebody(told)
            if person is None:
                return Spreads(
                    pooled,
                    {place: group.spread(pooled) for place, group in units.items()},
                    {key: group.spread(pooled) for key, group in roles.items()},
                    between,
                )
            if any(group.who[person] for group in roles.values()):
                by_role = {}
            else:
                fewest = min(units, key=lambda place: units[place].n)
                pattern -= {self._units[part[person] - 1 if part[person] else fewest].id}

    def _between(self, people: People, teams: Sequence[_Group]) -> BetweenTeams | None:
        """The differences between teams, over people who answered half of the items or more.

        None where people within teams differ less than the smallest spread that is published, or where in one team
        nobody can be exchanged with somebody who answered otherwise: it would tell that they answered alike.
        """
        judged, scores = 2 * self._given >= self._items, self._totals / self._given
        found = between_teams([scores[group.who & judged] for group in teams])
        open_to_all = all(people.exchangeable[group.who].any() for group in teams)
        return found if found and found.within >= SMALLEST**2 and open_to_all else None

    def _apart(self, part: Counts, roles: dict[tuple[int, int], _Group]) -> Counts:
        """The remainders of all spreads: of units, and inside them those of the role groups that have a spread."""
        apart = part * (len(self._groups) + 1)
        for (_place, number), group in roles.items():
            apart[group.who] = part[group.who] * (len(self._groups) + 1) + number + 1
        return apart

    def _pattern(self) -> frozenset[str]:
        """Where counts allow a spread: ten people or more at a unit, and in every remainder."""
        left = [self._sizes[list(teams)].sum(axis=0) for _unit, teams in self._remainders(self._scores)]
        if all(n[0] == 0 or n[-1] >= ENOUGH for n in left):
            return frozenset(id for id in self._scores if self._sizes[self._place[id]].min() >= ENOUGH)
        sizes = [tuple(n) for n in self._sizes.tolist()]
        return tree_pattern(self._units, sizes, ENOUGH, allowed=self._scores)

    def _remainders(self, pattern: frozenset[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
        return ((self._place[unit.id], teams) for unit, teams in remainders(self._units, pattern))

    def _remainder_of(self, pattern: frozenset[str]) -> Counts:
        """The remainder of a pattern that each team is in, as the number of its unit, from 1; 0 for none."""
        found = np.zeros(len(self._units), dtype=np.int64)
        for place, teams in self._remainders(pattern):
            found[list(teams)] = place + 1
        return found

    def _people(self) -> People:
        of_units = self._remainder_of(self._scores)
        remainder, nobody = of_units[self._teams], np.zeros(len(self._teams), dtype=np.int64)
        added = np.bincount(of_units, weights=self._tally.added).astype(np.int64)
        split = frozenset(self._split.units) & self._scores
        return People(
            self._totals,
            self._given,
            remainder,
            self._groups.argmax(axis=0) if len(self._groups) else nobody,
            self._remainder_of(split)[self._teams] if split else nobody,
            added[remainder],
        )

    def _described(self, places: Sequence[int]) -> dict[int, _Group]:
        flags = self._members[list(places)]
        return dict(zip(places, self._groups_of(flags), strict=True))

    def _groups_of(self, flags: Flags) -> Iterator[_Group]:
        variances = intervals.theme_variances(self._totals, self._given, flags)
        for who, variance in zip(flags, variances.tolist(), strict=True):
            yield _Group(who, self._given, self._totals, variance)

    def _by_role(self, pattern: frozenset[str]) -> dict[tuple[int, int], _Group]:
        """The role groups of ten people and more of units with a spread, where counts allow theirs.

        The groups with fewer people count as one, since their spreads are not shown.
        """
        split = [id for id in self._split.units if id in pattern]
        if "org" not in split:
            return {}
        flags = np.stack([self._in_theme & group for group in self._split.groups], axis=1)
        sizes = np.array(self._tally.sizes(flags)).reshape(len(self._units), -1, len(self._split.groups))
        large = [number for number, n in enumerate(sizes[0].min(axis=0)) if n >= ENOUGH]
        others = np.delete(sizes, large, axis=2).sum(axis=2, keepdims=True)
        counted = np.concatenate([sizes[:, :, large], others], axis=2) if others.any() else sizes[:, :, large]
        chosen: list[str] = []
        for id in split:
            if splits_safely(self._units, pattern, [*chosen, id], counted, ENOUGH):
                chosen.append(id)
        keys = [
            (self._place[id], number)
            for id in chosen
            for number in large
            if sizes[self._place[id], :, number].min() >= ENOUGH
        ]
        who = np.array([self._members[place] & self._groups[number] for place, number in keys], dtype=np.bool_)
        found = self._groups_of(who.reshape(len(keys), len(self._totals)))
        return dict(zip(keys, found, strict=True))


def _pooled(teams: Sequence[_Group]) -> Spread:
    """The spread within the teams that have one of their own."""
    found = intervals.pooled([(team.variance, team.n - 1) for team in teams])
    return found if found == USUAL else found.coarse()


def _told_between(between: BetweenTeams, teams: Sequence[_Group]) -> Told:
    """What the differences between teams tell of the squares within these."""
    weight, score = np.sum([team.weighted() for team in teams], axis=0)
    squares = sum(team.squares for team in teams)
    low, high = (squares * times for times in between.leeway)
    return Told(weight, score, squares, low, high)


def _told(groups: Sequence[_Group], teams: Sequence[_Group], pooled: Spread) -> list[Told]:
    """What the spreads tell: of each group its own, and of all teams the pooled one."""
    found = [group.told(pooled) for group in groups]
    if pooled != USUAL:
        weight, score = np.sum([team.weighted() for team in teams], axis=0)
        low, high = (pooled.df * (pooled.sd + side) ** 2 for side in (-STEP / 2, STEP / 2))
        squares = sum(team.squares for team in teams)
        found.append(Told(weight, score, squares, 0.0 if pooled.sd <= SMALLEST else low, high))
    return found

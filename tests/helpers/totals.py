"""Whole numbers: what scores and spreads tell about the total of one person's answers, since totals are whole numbers.

The attacker knows who is in each number of a finished publication and which items each of them answered. Of a theme it
takes all sums at once (scores of units, of roles, of others together) and all spreads at once (of units, of roles, the
pooled one, the differences between teams), and asks an exact solver: is there somebody whose total can be nothing else?

People whom nothing tells apart can be exchanged, so somebody's total is certain only where a whole group of these have
one total each and no other set of totals fits all numbers together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.special import fdtri

from tests.helpers.random_rounds import Round

PRIOR_DF, SMALLEST, STEP = 4, 0.5, 0.05
POOLING_DF = 30
HAIR = 1e-6
PATIENCE = 2_000
"""After so many branches one question to the solver is given up."""
NEAR = 1
"""How far from what they are totals are moved at first; only where that does not do, as far as the scale goes."""

Json = dict[str, Any]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


class Undecided(Exception):
    """The solver gave up."""


class Spread(NamedTuple):
    """A number that is known of squares: the sum over people of `weight` × (total - `score` × answers)² lies between
    two others. The weight is 0 for whoever it is not about."""

    name: str
    weight: Floats
    score: Floats
    low: float
    high: float

    def fits(self, totals: Counts, answers: Counts) -> bool:
        squares = float((self.weight * (totals - self.score * answers) ** 2).sum())
        return self.low - HAIR <= squares <= self.high + HAIR


@dataclass(frozen=True)
class System:
    """Everything that is known of the totals of some people on one theme: how many answers each gave, the people in
    each sum (and so the sum), and what spreads tell. `known`: the people whose total is known beforehand."""

    name: str
    answers: Counts
    totals: Counts
    sums: tuple[Flags, ...]
    spreads: tuple[Spread, ...]
    known: frozenset[int] = frozenset()

    def knowing(self, person: int) -> System:
        """The same for somebody who knows one total more."""
        return replace(self, known=self.known | {person})


def certain(system: System) -> list[int]:
    """The people (but those who are known) whose total can be nothing else.

    Raises:
        Undecided: the solver gave up.
    """
    groups = _groups(system)
    left = [group for group in groups if not group.known and group.alike]
    left = [group for group in left if not _makes_room(system, groups, group)]
    for near in (NEAR, None):
        while left:
            moved = _moved(system, groups, left, near)
            if not moved:
                break
            left = [group for group in left if group not in moved]
    return sorted(person for group in left for person in group.people)


class _Group(NamedTuple):
    """People whom nothing tells apart: in the same numbers (`inside`), and with as many answers."""

    inside: tuple[object, ...]
    people: tuple[int, ...]
    answers: int
    totals: tuple[int, ...]
    known: bool

    @property
    def alike(self) -> bool:
        return len(set(self.totals)) == 1


def _groups(system: System) -> list[_Group]:
    found: dict[tuple[object, ...], list[int]] = {}
    for person in range(len(system.answers)):
        known = person in system.known
        inside = tuple(bool(row[person]) for row in system.sums)
        spreads = tuple((float(one.weight[person]), float(one.score[person])) for one in system.spreads)
        key = (inside, spreads, int(system.answers[person]), known, person if known else -1)
        found.setdefault(key, []).append(person)
    return [
        _Group(
            key[:2],
            tuple(people),
            int(system.answers[people[0]]),
            tuple(int(system.totals[person]) for person in people),
            people[0] in system.known,
        )
        for key, people in found.items()
    ]


def _makes_room(system: System, groups: Sequence[_Group], group: _Group) -> bool:
    """Whether a point more or less for one of a group fits, made up for by somebody in the same numbers: the plainest
    other set of totals, which saves asking the solver."""
    for other in groups:
        if other.inside == group.inside and not other.known and (other is not group or len(group.people) > 1):
            pair = [group.people[0], other.people[-1]]
            for step in (np.array([1, -1]), np.array([-1, 1])):
                totals = system.totals.copy()
                totals[pair] += step
                possible = ((totals >= system.answers) & (totals <= 5 * system.answers)).all()
                if possible and all(one.fits(totals, system.answers) for one in system.spreads):
                    return True
    return False


def _moved(system: System, groups: Sequence[_Group], left: Sequence[_Group], near: int | None) -> list[_Group]:
    """Those of some groups that have other totals in a solution that has as many such groups as can be.

    The unknowns are how many people of a group have a total, for each group and total, and whether a group has another
    than its own.
    """
    columns = [(group, total) for group in groups for total in _range(group, near)]
    size, marks = len(columns), len(left)
    rows, low, high = [], [], []

    def say(coefficients: Floats, at_least: float, at_most: float, marked: int | None = None) -> None:
        row = np.zeros(size + marks)
        row[:size] = coefficients
        if marked is not None:
            row[size + marked] = 1
        rows.append(row)
        low.append(at_least)
        high.append(at_most)

    of_group = np.array([next(place for place, one in enumerate(groups) if one is group) for group, _total in columns])
    total = np.array([total for _group, total in columns], dtype=np.float64)
    answers = np.array([group.answers for group, _total in columns], dtype=np.float64)
    first = np.array([group.people[0] for group, _total in columns])
    for place, group in enumerate(groups):
        say((of_group == place).astype(float), len(group.people), len(group.people))
    for row in system.sums:
        known = float(system.totals[row].sum())
        say(np.where(row[first], total, 0.0), known, known)
    for one in system.spreads:
        squares = one.weight[first] * (total - one.score[first] * answers) ** 2
        say(squares, one.low - HAIR, one.high + HAIR)
    for mark, group in enumerate(left):
        own = np.array([column is group and number == group.totals[0] for column, number in columns])
        say(own.astype(float), 0, len(group.people), mark)
    upper = np.array([len(group.people) for group, _total in columns] + [1] * marks, dtype=np.float64)
    found = milp(
        np.concatenate([np.zeros(size), -np.ones(marks)]),
        constraints=LinearConstraint(csr_array(np.array(rows)), low, high),
        integrality=np.ones(size + marks),
        bounds=Bounds(0, upper),
        options={"node_limit": PATIENCE, "mip_rel_gap": 0.5},
    )
    if found.x is None:
        raise Undecided(f"{system.name}: {found.message}")
    return [group for group, mark in zip(left, found.x[size:], strict=True) if mark > 0.5]


def _range(group: _Group, near: int | None) -> range:
    if group.known:
        return range(group.totals[0], group.totals[0] + 1)
    lowest, highest = group.answers, 5 * group.answers
    if near is None:
        return range(lowest, highest + 1)
    return range(max(lowest, min(group.totals) - near), min(highest, max(group.totals) + near) + 1)


# ---- what a file says -----------------------------------------------------------------------------------------------


def systems(one: Round, file: bytes) -> Iterator[System]:
    """Everything that a finished publication tells of the totals on each theme."""
    document = json.loads(file)
    for theme, items in one.themes.items():
        asked = [item for item in items if item not in document["dropped_items"]]
        if asked:
            yield Reading(one, document, theme, asked).system()


class Reading:
    """What a finished publication says of one theme, about the `people` who answered some of its items."""

    def __init__(self, one: Round, document: Json, theme: str, items: Sequence[str]) -> None:
        place = {item.id: number for number, item in enumerate(one.content.items)}
        self._document, self._theme, self._items = document, theme, items
        self._parents = {unit["id"]: unit["parent"] for unit in document["units"]}
        self.people, answers = [], []
        for person, response in zip(one.people, one.responses, strict=True):
            given = [int(response.answers[place[item]]) if item in person.answered else 0 for item in items]
            if any(given):
                self.people.append(person)
                answers.append(given)
        self.answers = np.array(answers, dtype=np.int64).reshape(-1, len(items))
        """People × items: from 1 to 5, or 0 for none."""
        self._answers, self._totals = (self.answers > 0).sum(axis=1), self.answers.sum(axis=1)
        self._cells = {
            unit["id"]: cell for unit in document["units"] for cell in unit["themes"] if cell["theme"] == theme
        }

    def system(self) -> System:
        spreads = [spread for name, cell, who in self._scored() for spread in self._spread(name, cell, who)]
        spreads += self._between_teams()
        known = frozenset(number for number, person in enumerate(self.people) if person.known)
        return System(self._theme, self._answers, self._totals, tuple(self.sums()), tuple(spreads), known)

    def sums(self) -> list[Flags]:
        """The people in each score: of a unit, of a group of roles, of others together."""
        return [*(who for _name, _cell, who in self._scored()), *self._rests()]

    def counted(self) -> list[Flags]:
        """The people in each unit that shows how often each answer was given to the items."""
        return [
            self._inside(unit["id"])
            for unit in self._document["units"]
            if any(cell["shown"] and cell["item"] in self._items for cell in unit["items"])
        ]

    def _scored(self) -> Iterator[tuple[str, Json, Flags]]:
        for unit in self._document["units"]:
            cell, inside = self._cells[unit["id"]], self._inside(unit["id"])
            if cell["shown"]:
                yield unit["id"], cell, inside
            for split in (unit["roles"] or {"themes": []})["themes"]:
                if split["theme"] == self._theme:
                    roles = set(split["role_group"].split("+"))
                    who = inside & self._those(lambda person, roles=roles: person.role in roles)
                    yield f"{unit['id']}, {split['role_group']}", split, who

    def _those(self, has: Callable[..., bool]) -> Flags:
        return np.array([has(person) for person in self.people], dtype=np.bool_)

    def _inside(self, unit: str) -> Flags:
        return self._those(lambda person: unit in (person.team, self._parents[person.team], "org"))

    def _rests(self) -> Iterator[Flags]:
        for rest in self._document["rest"]:
            if any(cell["theme"] == self._theme for cell in rest["themes"]):
                inside = self._inside(rest["parent"])
                for unit, cell in self._cells.items():
                    above = self._parents[unit]
                    if cell["shown"] and rest["parent"] in (above, self._parents.get(above or "")):
                        inside = inside & ~self._inside(unit)
                yield inside

    def _spread(self, name: str, cell: Json, who: Flags) -> Iterator[Spread]:
        if cell["sd"] is not None:
            n, answers = int(who.sum()), int(self._answers[who].sum())
            pooled = self._document["pooled_sd"][self._theme]["sd"]
            weight = np.where(who, (n / answers) ** 2, 0.0)
            yield Spread(name, weight, np.where(who, cell["score"], 0.0), *squares(cell["sd"], n, answers, pooled))

    def _between_teams(self) -> Iterator[Spread]:
        """What the pooled spread tells of the teams with a spread of their own, and so does the ICC where everybody in
        them answered every item."""
        teams = {
            unit["id"]: self._cells[unit["id"]]
            for unit in self._document["units"]
            if unit["level"] == "team" and self._cells[unit["id"]]["sd"] is not None
        }
        weight, score = np.zeros(len(self.people)), np.zeros(len(self.people))
        for id, cell in teams.items():
            who = self._inside(id)
            weight[who], score[who] = (cell["n"] / cell["answers"]) ** 2, cell["score"]
        df = sum(cell["n"] - 1 for cell in teams.values())
        pooled = self._document["pooled_sd"][self._theme]["sd"]
        if df >= POOLING_DF:
            half = STEP / 2 if _coarse(pooled) else 0.0
            low = 0.0 if pooled <= SMALLEST + half else df * (pooled - half) ** 2
            yield Spread("pooled", weight, score, low, df * (pooled + half) ** 2)
        for cell in self._document["organisation_only"]["between_teams"]:
            if cell["theme"] == self._theme and (self._answers[weight > 0] == len(self._items)).all():
                low, high = _within([(team["n"], team["score"]) for team in teams.values()], cell)
                yield Spread("between teams", weight, score, df * low, df * high)


def squares(sd: float, n: int, answers: int, pooled: float) -> tuple[float, float]:
    """Between what the sum of squares lies of which a published spread was made; one in full says what it is."""
    df, prior = PRIOR_DF + n - 1, PRIOR_DF * pooled**2
    coarse = _coarse(sd)
    half = STEP / 2 if coarse else 0.0
    least = max(SMALLEST, least_published(n, answers, prior))  # smaller ones are not published
    low = 0.0 if sd <= least + half and coarse else df * (sd - half) ** 2 - prior
    return max(low, 0.0), df * (sd + half) ** 2 - prior


def least_published(n: int, answers: int, prior: float) -> float:
    """The spread of people of whom four differ from the score by one point of all their answers together."""
    return sqrt((prior + 4 * (n / answers) ** 2) / (PRIOR_DF + n - 1)) if SMALLEST else 0.0


def _coarse(sd: float) -> bool:
    return abs(sd / STEP - round(sd / STEP)) < 1e-9


def _within(teams: Sequence[tuple[int, float]], found: Json) -> tuple[float, float]:
    """Between what the variance within teams lies, by the two ICCs in two decimals and the scores."""
    people, groups = sum(n for n, _mean in teams), len(teams)
    grand = sum(n * mean for n, mean in teams) / people
    between = sum(n * (mean - grand) ** 2 for n, mean in teams) / (groups - 1)
    size = (people - sum(n * n for n, _mean in teams) / people) / (groups - 1)

    def by_first(icc: float) -> float:
        below = 1 + icc * (size - 1)
        return between * (1 - icc) / below if below > 0 else inf

    def by_second(icc: float) -> float:
        return between * (1 - icc)

    df = groups - 1, people - groups
    times = [1.0, 1 / float(fdtri(*df, 0.975)), float(fdtri(*df[::-1], 0.975))]  # the ends of the interval of the first
    firsts = list(zip([found["icc1"], *found["icc1_interval"]], times, strict=True))
    lows = [time * by_first(icc + 0.005) for icc, time in firsts] + [by_second(found["icc2"] + 0.005), SMALLEST**2]
    highs = [time * by_first(icc - 0.005) for icc, time in firsts] + [by_second(found["icc2"] - 0.005)]
    return max(lows), min(highs)

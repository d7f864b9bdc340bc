"""Whole numbers: what scores and spreads tell about the total of one person's answers, since totals are whole numbers.

For each cell of a finished publication: the attacker knows who is in it and which items each of them answered, the sum
of all totals (the score times the answers), and between what the spread lies. Is there somebody whose total can be
nothing else? That it can is shown by another set of totals that fits the cell as well.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from tests.helpers.random_rounds import Round

LARGEST = 12
"""Cells of more people than this tell nobody's total: there are too many ways to add up to it."""
PRIOR_DF, SMALLEST, STEP = 4, 0.5, 0.05
TRIES = 400

Json = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """A published cell: how many answers each person in it gave, their totals, and between what the squares of the
    deviations lie that its spread was measured from (None: it has no spread)."""

    name: str
    answers: tuple[int, ...]
    totals: tuple[int, ...]
    squares: tuple[float, float] | None
    known: frozenset[int] = frozenset()

    def fits(self, totals: Sequence[int]) -> bool:
        if sum(totals) != sum(self.totals):
            return False
        if any(not m <= total <= 5 * m for m, total in zip(self.answers, totals, strict=True)):
            return False
        return self.squares is None or self.squares[0] - 1e-9 <= self.sum_of_squares(totals) <= self.squares[1] + 1e-9

    def sum_of_squares(self, totals: Sequence[int]) -> float:
        n, answers = len(totals), sum(self.answers)
        score = sum(totals) / answers
        weight = (n / answers) ** 2
        return weight * sum((total - score * m) ** 2 for m, total in zip(self.answers, totals, strict=True))


def certain(cell: Cell, fixed: frozenset[int] = frozenset()) -> list[int]:
    """The people of a cell (but those whose totals are known) whose total can be nothing else."""
    fixed = fixed | cell.known
    left = set(range(len(cell.totals))) - fixed
    chance = random.Random(len(left))
    for other in _others(cell, sorted(left), chance):
        left -= {person for person in left if other[person] != cell.totals[person]}
        if not left:
            return []
    return [person for person in sorted(left) if not _enumerated(cell, person, fixed)]


def _others(cell: Cell, free: list[int], chance: random.Random) -> Iterator[list[int]]:
    """Other totals that fit: one or two people up and as many down, as found by chance; all pairs first."""
    for up in free:
        for down in free:
            if up != down and cell.fits(other := _moved(cell.totals, [up], [down])):
                yield other
    for _try in range(TRIES if len(free) > 3 else 0):
        some = chance.sample(free, 4)
        for ups, downs in ((some[:2], some[2:]), ([some[0]] * 2, some[1:3]), (some[1:3], [some[0]] * 2)):
            if cell.fits(other := _moved(cell.totals, ups, downs)):
                yield other


def _moved(totals: Sequence[int], ups: Sequence[int], downs: Sequence[int]) -> list[int]:
    found = list(totals)
    for person in ups:
        found[person] += 1
    for person in downs:
        found[person] -= 1
    return found


def _enumerated(cell: Cell, person: int, fixed: frozenset[int]) -> bool:
    """Whether another total of this person fits, with everybody else within two of what they gave."""
    n, answers, total = len(cell.totals), sum(cell.answers), sum(cell.totals)
    weight, score = (n / answers) ** 2, total / answers
    states = {(0, 0.0)}
    for other, (m, own) in enumerate(zip(cell.answers, cell.totals, strict=True)):
        steps = [0] if other in fixed else [-3, -2, -1, 1, 2, 3] if other == person else [-2, -1, 0, 1, 2]
        values = [own + step for step in steps if m <= own + step <= 5 * m]
        states = {
            (so_far + value, round(squares + weight * (value - score * m) ** 2, 9))
            for so_far, squares in states
            for value in values
        }
        if cell.squares is not None:
            states = {state for state in states if state[1] <= cell.squares[1] + 1e-6}
    low, high = cell.squares or (0.0, float("inf"))
    return any(so_far == total and low - 1e-6 <= squares <= high + 1e-6 for so_far, squares in states)


def cells(one: Round, file: bytes) -> Iterator[Cell]:
    """The cells of a finished publication that few people are in."""
    document = json.loads(file)
    parents = {unit["id"]: unit["parent"] for unit in document["units"]}
    for unit in document["units"]:
        for cell in unit["themes"]:
            yield from _cell(one, document, cell, {unit["id"]}, None, parents)
        for cell in (unit["roles"] or {"themes": []})["themes"]:
            yield from _cell(one, document, cell, {unit["id"]}, set(cell["role_group"].split("+")), parents)


def _cell(
    one: Round, document: Json, cell: Json, units: set[str], roles: set[str] | None, parents: dict[str, str | None]
) -> Iterator[Cell]:
    if cell["n"] is None or cell["n"] > LARGEST:
        return
    items = [item for item in one.themes[cell["theme"]] if item not in document["dropped_items"]]
    place = {item.id: number for number, item in enumerate(one.content.items)}
    answers, totals, known = [], [], set()
    for person, response in zip(one.people, one.responses, strict=True):
        given = [item for item in items if item in person.answered]
        here = {person.team, parents[person.team], "org"}
        if given and units & here and (roles is None or person.role in roles):
            known |= {len(answers)} if person.known else set()
            answers.append(len(given))
            totals.append(sum(int(response.answers[place[item]]) for item in given))
    yield Cell(
        f"{sorted(units)}, {cell['theme']}",
        tuple(answers),
        tuple(totals),
        None
        if cell["sd"] is None
        else squares(cell["sd"], cell["n"], sum(answers), document["pooled_sd"][cell["theme"]]["sd"]),
        frozenset(known),
    )


def squares(sd: float, n: int, answers: int, pooled: float) -> tuple[float, float]:
    """Between what the sum of squares lies of which a published spread was made; one in full says what it is."""
    df, prior = PRIOR_DF + n - 1, PRIOR_DF * pooled**2
    coarse = abs(sd / STEP - round(sd / STEP)) < 1e-9
    half = STEP / 2 if coarse else 0.0
    least = max(SMALLEST, least_published(n, answers, prior))  # smaller ones are not published
    low = 0.0 if sd <= least + half and coarse else df * (sd - half) ** 2 - prior
    return max(low, 0.0), df * (sd + half) ** 2 - prior


def least_published(n: int, answers: int, prior: float) -> float:
    """The spread of people of whom four differ from the score by one point of all their answers together."""
    return sqrt((prior + 4 * (n / answers) ** 2) / (PRIOR_DF + n - 1)) if SMALLEST else 0.0

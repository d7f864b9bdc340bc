"""Item and theme scores on the answer scale 1-5, from counts.

Scores are exact fractions until they enter the publication, so that rounding half up on screen starts from the exact
value. Source: the method view; every rule has its sentence there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from audit.collect.responses import ANSWERS, Answers
from audit.organisation import Unit
from audit.publication import Band
from audit.texts import rounded

DK, NA, EMPTY = ANSWERS.index("dk"), ANSWERS.index("na"), ANSWERS.index("")
_CODE = {answer: code for code, answer in enumerate(ANSWERS)}
_NA_LIMIT = Fraction(3, 10)

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ThemeItems:
    """A theme and the columns of its items that take part (without dropped ones)."""

    id: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """Everything counted about one round, per unit of the tree.

    Shapes: `f` units × items × `ANSWERS` (people who count for the questionnaire); `members` units × people;
    `in_theme` people × themes (gave at least one 1-5); `counts` people × questionnaires.
    """

    units: tuple[Unit, ...]
    items: tuple[str, ...]
    themes: tuple[ThemeItems, ...]
    dropped: tuple[str, ...]
    f: Counts
    in_theme: Flags
    counts: Flags
    members: Flags

    def n_items(self, theme: ThemeItems) -> Counts:
        """Answers 1-5 per unit to each item of a theme: units × items of the theme."""
        return np.asarray(self.f[:, list(theme.columns), :DK].sum(axis=2))

    def n_dk(self, theme: ThemeItems) -> Counts:
        """ "Weet ik niet" per unit on each item of a theme: units × items of the theme."""
        return self.f[:, list(theme.columns), DK]

    def n(self, theme: int) -> Counts:
        """People per unit who count and gave the theme at least one answer 1-5."""
        return np.asarray(self.members @ self.in_theme[:, theme].astype(np.int64))

    def n_responses(self) -> Counts:
        """People per unit who count for at least one questionnaire."""
        return np.asarray(self.members @ self.counts.any(axis=1).astype(np.int64))


def tally(answers: Answers, units: Sequence[Unit]) -> Tally:
    """Count who answered what, per unit.

    A person counts for a questionnaire when 1-5, dk or na was given to at least half of its items; otherwise that
    person is left out of everything about that questionnaire. An item that is "not applicable" to more than 30 %
    over the organisation is left out of its theme, for all units alike, decided before any score is seen.
    """
    codes, questionnaire_of_item = _coded(answers)
    given = codes != EMPTY
    parts = [questionnaire_of_item == number for number in range(len(answers.asked))]
    counts = np.column_stack([2 * given[:, part].sum(axis=1) >= part.sum() for part in parts])
    codes = np.where(counts[:, questionnaire_of_item], codes, np.uint8(EMPTY))
    members = _members([response.team for response in answers.responses], units)
    f = np.stack([members @ (codes == code).astype(np.int64) for code in range(len(ANSWERS))], axis=2)
    items = tuple(item.id for questionnaire in answers.asked for item in questionnaire.items)
    dropped = tuple(item for column, item in enumerate(items) if _hardly_applies(f[0, column]))
    themes = tuple(ThemeItems(theme.id, tuple(items.index(item.id) for item in theme.items if item.id not in dropped))
                   for questionnaire in answers.asked for theme in questionnaire.themes)  # fmt: skip
    in_theme = np.column_stack([(codes[:, list(theme.columns)] < DK).any(axis=1) for theme in themes])
    return Tally(tuple(units), items, themes, dropped, f, in_theme, counts, members)


def _coded(answers: Answers) -> tuple[Codes, Counts]:
    """Answers as numbers (place in `ANSWERS`), people × items, and the questionnaire number of each item."""
    flat = np.fromiter((_CODE[cell] for response in answers.responses for cell in response.answers), np.uint8)
    sizes = [len(questionnaire.items) for questionnaire in answers.asked]
    return flat.reshape(len(answers.responses), sum(sizes)), np.repeat(np.arange(len(sizes)), sizes)


def _members(teams: Sequence[str], units: Sequence[Unit]) -> Flags:
    """Who belongs to which unit: units × people."""
    team_of = np.array(teams)
    parents = {unit.id: unit.parent for unit in units}
    rows = {unit.id: team_of == unit.id for unit in units}
    for unit in reversed(units):
        parent = parents[unit.id]
        if parent is not None:
            rows[parent] = rows[parent] | rows[unit.id]
    return np.stack([rows[unit.id] for unit in units])


def _hardly_applies(f: Counts) -> bool:
    """Whether more than 30 % of those who judged an item called it not applicable, from its counts."""
    na, n = int(f[NA]), int(f[:DK].sum())
    return na > 0 and Fraction(na, na + n) > _NA_LIMIT


def score(f: Counts) -> Fraction:
    """The theme score: the mean of its item means, from counts (items × `ANSWERS`), each item answered at least once.

    Not the mean of people's means: beside the numbers of answers that one would expose a person who skipped an item.

    >>> score(np.array([[0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0]]))
    Fraction(17, 4)
    """
    means = [Fraction(sum(point * int(times) for point, times in enumerate(item[:DK], start=1)), int(item[:DK].sum()))
             for item in f]  # fmt: skip
    return sum(means, Fraction(0)) / len(means)


def band(value: float) -> Band:
    """In which band a score falls, by the number people see (one decimal, half up): 3.5 and 2.5 are the borders."""
    seen = rounded(value)
    return "strength" if seen >= rounded(3.5) else "growing" if seen >= rounded(2.5) else "develop"

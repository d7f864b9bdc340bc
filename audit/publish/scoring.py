"""What was counted in a round, and item and theme scores on the answer scale 1-5.

Scores are exact fractions until they enter the publication, so that rounding half up on screen starts from the exact
value. Source: the method view; every rule has its sentence there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
import numpy.typing as npt

from audit.collect.responses import ANSWERS, Answers, Response
from audit.organisation import Unit
from audit.publication import Band
from audit.questionnaire import Questionnaire, Theme
from audit.texts import rounded

DK, NA, EMPTY = ANSWERS.index("dk"), ANSWERS.index("na"), ANSWERS.index("")
_CODE = {answer: code for code, answer in enumerate(ANSWERS)}
POINTS = np.arange(1, 6)
_NA_LIMIT = Fraction(3, 10)

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """A theme as it is measured in a round: the columns of its items, without dropped ones."""

    theme: Theme
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """Everything counted about one round.

    Shapes: `codes` people × items (place in `ANSWERS`; empty where the person does not count for the questionnaire),
    `counts` people × questionnaires (counts for it), `asked_priorities` and `chosen` people × themes (was offered the
    theme and answered the question; chose it), `members` units × people.
    """

    units: tuple[Unit, ...]
    questionnaires: tuple[Questionnaire, ...]
    dropped: tuple[str, ...]
    roles: npt.NDArray[np.str_]
    codes: Codes
    counts: Flags
    asked_priorities: Flags
    chosen: Flags
    members: Flags

    @cached_property
    def items(self) -> tuple[str, ...]:
        return tuple(item.id for questionnaire in self.questionnaires for item in questionnaire.items)

    @cached_property
    def themes(self) -> tuple[Measured, ...]:
        """The themes that were asked, in questionnaire order; one whose items were all dropped has no columns."""
        return tuple(
            Measured(theme, tuple(self.items.index(item.id) for item in theme.items if item.id not in self.dropped))
            for questionnaire in self.questionnaires
            for theme in questionnaire.themes
        )

    @cached_property
    def f(self) -> Counts:
        """How often each answer was given: units × items × `ANSWERS`."""
        return self.per_unit(self.gave)

    @cached_property
    def gave(self) -> Flags:
        """Who gave which answer: people × items × `ANSWERS`."""
        return np.equal(self.codes[:, :, None], np.arange(len(ANSWERS)))

    @cached_property
    def answers(self) -> Floats:
        """The answers 1-5 of each person to each item, NaN where there is none: people × items."""
        return np.where(self.codes < DK, self.codes + 1.0, np.nan)

    def per_unit(self, flags: Flags) -> Counts:
        """How many people of each unit have a flag, for flags people × anything."""
        # in floats, since those are what fast matrix products are made for; whole numbers this small stay exact
        counted = np.tensordot(self.members.astype(np.float64), flags.astype(np.float64), axes=1)
        return np.asarray(counted, dtype=np.int64)

    @cached_property
    def n(self) -> Counts:
        """Answers 1-5 per unit to each item: units × items."""
        return np.asarray(self.f[:, :, :DK].sum(axis=2))

    def n_items(self, theme: Measured) -> Counts:
        """Answers 1-5 per unit to each item of a theme: units × items of the theme."""
        return self.n[:, list(theme.columns)]

    def n_dk(self, theme: Measured) -> Counts:
        """ "Weet ik niet" per unit on each item of a theme: units × items of the theme."""
        return self.f[:, list(theme.columns), DK]

    @cached_property
    def in_theme(self) -> dict[str, Flags]:
        """Who gave a theme at least one answer 1-5, by theme."""
        return {one.theme.id: np.asarray((self.codes[:, list(one.columns)] < DK).any(axis=1)) for one in self.themes}

    @cached_property
    def incomplete(self) -> dict[str, Flags]:
        """Who answered some items of a theme and skipped others, by theme."""
        answered = {one.theme.id: self.codes[:, list(one.columns)] < DK for one in self.themes}
        return {id: np.asarray(given.any(axis=1) & ~given.all(axis=1)) for id, given in answered.items()}

    @cached_property
    def n_responses(self) -> Counts:
        """People per unit who count for at least one questionnaire."""
        return self.per_unit(np.asarray(self.counts.any(axis=1)))


def tally(answers: Answers, units: Sequence[Unit], minimum_group: int) -> Tally:
    """Count who answered what.

    A person counts for a questionnaire when 1-5, dk or na was given to at least half of its items; otherwise that
    person is left out of everything about that questionnaire. An item that is "not applicable" to more than 30 %
    over the organisation is left out of its theme, for all units alike, decided before any score is seen; not where
    fewer than the minimum group judged it, as that would tell what they said.
    """
    place = {unit.id: number for number, unit in enumerate(units)}
    responses, asked = sorted(answers.responses, key=lambda one: (place[one.team], _content(one))), answers.asked
    sizes = [len(questionnaire.items) for questionnaire in asked]
    flat = np.fromiter((_CODE[cell] for response in responses for cell in response.answers), np.uint8)
    codes = flat.reshape(len(responses), sum(sizes))
    of_item = np.repeat(np.arange(len(sizes)), sizes)
    given = np.column_stack([(codes[:, of_item == number] != EMPTY).sum(axis=1) for number in range(len(sizes))])
    codes = np.where((2 * given >= sizes)[:, of_item], codes, np.uint8(EMPTY))
    of_theme = np.repeat(np.arange(len(sizes)), [len(questionnaire.themes) for questionnaire in asked])
    voted = np.array([response.priorities is not None for response in responses], dtype=np.bool_)
    themes = [theme.id for questionnaire in asked for theme in questionnaire.themes]
    chosen = [theme in (response.priorities or ()) for response in responses for theme in themes]
    return Tally(
        units=tuple(units),
        questionnaires=asked,
        dropped=tuple(_dropped(codes, asked, minimum_group)),
        roles=np.array([response.role for response in responses], dtype=np.str_),
        codes=codes,
        counts=2 * given >= sizes,
        asked_priorities=(given > 0)[:, of_theme] & voted[:, None],
        chosen=np.array(chosen, dtype=np.bool_).reshape(len(responses), len(themes)),
        members=_members([response.team for response in responses], units),
    )


def _content(response: Response) -> tuple[object, ...]:
    """What to sort people by, so that who answered first cannot be seen in the last decimal of a sum."""
    return response.role, response.answers, response.priorities or (), response.priorities is None


def _dropped(codes: Codes, asked: Sequence[Questionnaire], minimum_group: int) -> Iterator[str]:
    """The items that more than 30 % of those who judged them (a minimum group or more) called not applicable."""
    items = [item.id for questionnaire in asked for item in questionnaire.items]
    for item, na, n in zip(items, (codes == NA).sum(axis=0), (codes < DK).sum(axis=0), strict=True):
        if na + n >= minimum_group and Fraction(int(na), int(na + n)) > _NA_LIMIT:
            yield item


def _members(teams: Sequence[str], units: Sequence[Unit]) -> Flags:
    """Who belongs to which unit: units × people."""
    team_of = np.array(teams, dtype=np.str_)
    rows = {unit.id: team_of == unit.id for unit in units}
    for unit in reversed(units):
        if unit.parent is not None:
            rows[unit.parent] = rows[unit.parent] | rows[unit.id]
    return np.stack([rows[unit.id] for unit in units])


def score(f: Counts) -> Fraction:
    """The theme score: the mean of its item means, from counts (items × `ANSWERS`), each item answered at least once.

    Not the mean of people's means: beside the numbers of answers that one would expose a person who skipped an item.

    >>> score(np.array([[0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0]]))
    Fraction(17, 4)
    """
    n, totals = f[:, :DK].sum(axis=1).tolist(), (f[:, :DK] @ POINTS).tolist()
    together = lcm(*n)
    return Fraction(sum(total * (together // times) for total, times in zip(totals, n, strict=True)), len(n) * together)


def band(value: float) -> Band:
    """In which band a score falls, by the number people see (one decimal, half up): 3.5 and 2.5 are the borders."""
    seen = rounded(value)
    return "strength" if seen >= rounded(3.5) else "growing" if seen >= rounded(2.5) else "develop"

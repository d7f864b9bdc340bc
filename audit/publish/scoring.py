"""What was counted in a round, and item and theme scores on the answer scale 1-5.

Scores are exact fractions until they enter the publication, so that rounding half up on screen starts from the exact
value. Source: the method view; every rule has its sentence there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from audit.collect.responses import ANSWERS, Answers, Response
from audit.organisation import Unit
from audit.publication import Band
from audit.publish.disclosure import Sizes
from audit.questionnaire import Questionnaire, Theme
from audit.texts import rounded

DK, NA, EMPTY = ANSWERS.index("dk"), ANSWERS.index("na"), ANSWERS.index("")
_CODE = {answer: code for code, answer in enumerate(ANSWERS)}
POINTS = np.arange(1, 6)
_NA_LIMIT = Fraction(3, 10)
FOLLOW_UPS = ("much", "some", "hardly", "nothing")
NO_FOLLOW_UP = len(FOLLOW_UPS)
_FOLLOW_UP = {code: number for number, code in enumerate(FOLLOW_UPS)}

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """A theme as it is measured in a round: the columns of its items, without dropped ones."""

    theme: Theme
    columns: tuple[int, ...]

    @property
    def id(self) -> str:
        return self.theme.id


@dataclass(frozen=True)
class Tally:
    """Everything counted about one round.

    Shapes: `codes` people × items (place in `ANSWERS`; empty where the person does not count for the questionnaire),
    `counts` people × questionnaires (counts for it), `asked_priorities` and `chosen` people × themes (was offered the
    theme and answered the question; chose it), `members` units × people, `follow_up` people (place in `FOLLOW_UPS`;
    `NO_FOLLOW_UP` where there is no answer, or "weet ik niet").
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
    follow_up: Codes
    asked_follow_up: bool

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

    def per_unit(self, values: Flags | Counts) -> Counts:
        """Flags counted, or whole numbers added up, over the people of each unit, for people × anything."""
        # in floats, since those are what fast matrix products are made for; whole numbers this small stay exact
        counted = np.tensordot(self.members.astype(np.float64), values.astype(np.float64), axes=1)
        return np.asarray(counted, dtype=np.int64)

    @cached_property
    def teams(self) -> Counts:
        """The number of each person's team among the units."""
        of_teams = [number for number, unit in enumerate(self.units) if unit.level == "team"]
        return np.asarray(np.array(of_teams)[self.members[of_teams].argmax(axis=0)], dtype=np.int64)

    @cached_property
    def role_numbers(self) -> tuple[npt.NDArray[np.str_], Counts]:
        """The roles there are, and which of them each person has: numbers compare faster than words."""
        names, numbers = np.unique(self.roles, return_inverse=True)
        return names, numbers

    @cached_property
    def added(self) -> Counts:
        """How many people were added to each team after opening (0 for other units): they protect nobody."""
        return np.array([unit.added if unit.level == "team" else 0 for unit in self.units], dtype=np.int64)

    def sizes(self, flags: Flags) -> list[Sizes]:
        """The people of each unit that a threshold looks at, for flags people × anything.

        First how many have each flag. Where people were added after opening, then once more as if all of these had it
        and did not count: a team has as many left as it had answers, less the people added.
        """
        counts = self.per_unit(flags)
        if self.added.any():
            of_teams = np.flatnonzero([unit.level == "team" for unit in self.units])
            left = np.maximum(counts[of_teams] - self.added[of_teams, None], 0)
            counts = np.hstack([counts, self._within[:, of_teams].astype(np.int64) @ left])
        return [tuple(map(int, row)) for row in counts]

    @cached_property
    def theme_sizes(self) -> Counts:
        """`sizes` of who answered each theme: units × 1, or 2 where people were added after opening, × themes."""
        return np.array(self.sizes(self.in_theme), dtype=np.int64).reshape(len(self.units), -1, len(self.themes))

    def protecting(self, values: Counts) -> Counts:
        """The values of each unit added up, as far as they protect somebody: whole numbers of 0 or more, people ×
        anything.

        In a team to which people were added after opening, the largest values are taken to be theirs, and known.
        """
        sums = self.per_unit(values)
        for team in np.flatnonzero(self.added):
            largest = np.sort(values[self.teams == team], axis=0)[-self.added[team] :].sum(axis=0)
            sums[self._within[:, team]] -= largest
        return sums

    @cached_property
    def _within(self) -> Flags:
        """Which unit is which other unit or lies in it: units × units."""
        place = {unit.id: number for number, unit in enumerate(self.units)}
        within = np.eye(len(self.units), dtype=np.bool_)
        for number in range(len(self.units) - 1, -1, -1):
            if (parent := self.units[number].parent) is not None:
                within[place[parent]] |= within[number]
        return within

    @cached_property
    def answered(self) -> Flags:
        """Who gave which item an answer 1-5: people × items."""
        return np.asarray(self.codes < DK)

    @cached_property
    def given(self) -> Counts:
        """How many answers 1-5 each person gave to each theme: people × themes."""
        return self._over_items(self.answered.astype(np.int64))

    @cached_property
    def totals(self) -> Counts:
        """The sum of the answers 1-5 of each person to each theme: people × themes."""
        return self._over_items(np.where(self.answered, self.codes + 1, 0).astype(np.int64))

    @cached_property
    def unit_answers(self) -> Counts:
        """How many answers 1-5 the people of each unit gave to each theme: units × themes."""
        return self.per_unit(self.given)

    @cached_property
    def unit_totals(self) -> Counts:
        """The sum of the answers 1-5 of the people of each unit to each theme: units × themes."""
        return self.per_unit(self.totals)

    @cached_property
    def in_theme(self) -> Flags:
        """Who gave a theme at least one answer 1-5: people × themes."""
        return np.asarray(self.given > 0)

    @cached_property
    def unsure(self) -> Counts:
        """How often each person said "weet ik niet" on the items of each theme: people × themes."""
        return self._over_items((self.codes == DK).astype(np.int64))

    @cached_property
    def heard(self) -> Flags:
        """Who gave a theme at least one answer 1-5 or "weet ik niet": people × themes."""
        return np.asarray(self.given + self.unsure > 0)

    def _over_items(self, values: Counts) -> Counts:
        """The values of each person added up over the items of each theme, for values people × items."""
        columns = [values[:, list(theme.columns)].sum(axis=1) for theme in self.themes]
        return np.stack(columns, axis=1) if columns else np.zeros((len(values), 0), dtype=np.int64)

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
    responses, asked = (
        sorted(answers.responses, key=lambda response: (place[response.team], _content(response))),
        answers.asked,
    )
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
    members = _members([response.team for response in responses], units)
    return Tally(
        units=tuple(units),
        questionnaires=asked,
        dropped=tuple(_dropped(codes, asked, members, units, minimum_group)),
        roles=np.array([response.role for response in responses], dtype=np.str_),
        codes=codes,
        counts=2 * given >= sizes,
        asked_priorities=(given > 0)[:, of_theme] & voted[:, None],
        chosen=np.array(chosen, dtype=np.bool_).reshape(len(responses), len(themes)),
        members=members,
        follow_up=np.array([_FOLLOW_UP.get(response.follow_up, NO_FOLLOW_UP) for response in responses], np.uint8),
        asked_follow_up=any(response.follow_up for response in responses),
    )


def _content(response: Response) -> tuple[object, ...]:
    """What to sort people by, so that who answered first cannot be seen in the last decimal of a sum."""
    return response.role, response.answers, response.priorities or (), response.priorities is None, response.follow_up


def _dropped(
    codes: Codes, asked: Sequence[Questionnaire], members: Flags, units: Sequence[Unit], minimum_group: int
) -> Iterator[str]:
    """The items that more than 30 % of those who judged them called not applicable.

    Not where fewer than a minimum group judged it, without those added after opening.
    """
    items = [item.id for questionnaire in asked for item in questionnaire.items]
    of_teams = [number for number, unit in enumerate(units) if unit.level == "team"]
    judged = members[of_teams].astype(np.int64) @ ((codes < DK) | (codes == NA)).astype(np.int64)
    left = np.maximum(judged - np.array([[units[number].added] for number in of_teams]), 0).sum(axis=0)
    for item, na, n, enough in zip(
        items, (codes == NA).sum(axis=0), judged.sum(axis=0), left >= minimum_group, strict=True
    ):
        if enough and Fraction(int(na), int(n)) > _NA_LIMIT:
            yield item


def _members(teams: Sequence[str], units: Sequence[Unit]) -> Flags:
    """Who belongs to which unit: units × people."""
    team_of = np.array(teams, dtype=np.str_)
    rows = {unit.id: team_of == unit.id for unit in units}
    for unit in reversed(units):
        if unit.parent is not None:
            rows[unit.parent] = rows[unit.parent] | rows[unit.id]
    return np.stack([rows[unit.id] for unit in units])


def score(total: int, answers: int) -> Fraction:
    """The score of a theme, an item or a group of roles: the mean of all answers, from their sum and number.

    Sum and number are features of people, so that scores of several units together say nothing about fewer people than
    scores of units do. A mean of item means would weigh the people differently for each item.

    >>> score(61, 18)
    Fraction(61, 18)
    """
    return Fraction(int(total), int(answers))


def band(value: float) -> Band:
    """In which band a score falls, by the number people see (one decimal, half up): 3.5 and 2.5 are the borders."""
    seen = rounded(value)
    return "strength" if seen >= rounded(3.5) else "growing" if seen >= rounded(2.5) else "develop"

"""Everything that was counted about one round: who belongs where, and who gave which answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from audit.collect.responses import ANSWERS
from audit.organisation import Unit
from audit.publish.disclosure import Sizes
from audit.questionnaire import Questionnaire, Theme

DK, NA, EMPTY = ANSWERS.index("dk"), ANSWERS.index("na"), ANSWERS.index("")
FOLLOW_UPS = ("much", "some", "hardly", "nothing")
NO_FOLLOW_UP = len(FOLLOW_UPS)

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
        return list(map(tuple, counts.tolist()))

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

"""The safe result of a closed round as a whole: its units, their remainders, and the quality of what was measured."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from audit.frozen import Frozen
from audit.organisation import Kind, Level
from audit.publication.cells import Band, FollowUp, Interval, ItemCell, PriorityCell, ThemeCell
from audit.publication.lines import ItemLine, OrganisationLine, QuestionnaireLine, RoundLine, Rules, ThemeLine, Words

SCHEMA = 2
Audience = Literal["organisation", "outside"]


class RoleTheme(Frozen):
    """A theme in one group of roles of a unit; `sd` and `df` are empty below ten people and where they would expose
    others."""

    role_group: str
    theme: str
    n: int
    score: float = Field(ge=1, le=5)
    sd: float | None = Field(ge=0)
    df: int | None


class RoleSplit(Frozen):
    """A unit by role: the groups (codes joined by "+") and their scores."""

    groups: tuple[str, ...]
    themes: tuple[RoleTheme, ...]


class UnitResult(Frozen):
    """Everything that is shown about one unit; `added` of the people invited came along after the round opened.

    `responses` (people who count for a questionnaire) is empty where it would tell that of fewer than a minimum group
    of invited people; `follow_up` where that question was not asked.
    """

    id: str
    name: str
    level: Level
    parent: str | None
    kind: Kind | None
    region: str | None
    invited: int
    added: int = Field(default=0, ge=0, exclude_if=lambda added: added == 0)
    responses: int | None
    themes: tuple[ThemeCell, ...]
    items: tuple[ItemCell, ...]
    priorities: tuple[PriorityCell, ...]
    follow_up: FollowUp | None
    roles: RoleSplit | None

    def theme(self, id: str) -> ThemeCell | None:
        """The cell of one theme, or nothing where this publication does not know the theme."""
        return next((cell for cell in self.themes if cell.theme == id), None)


class RestTheme(Frozen):
    """A theme over the people of a unit that are in none of its shown parts."""

    theme: str
    n: int
    answers: int
    score: float = Field(ge=1, le=5)
    interval_now: Interval
    band: Band


class Rest(Frozen):
    """What is derivable anyway, so shown: "other teams together" of a parent; `n` people responded, and is empty where
    `responses` would be."""

    parent: str
    n: int | None
    themes: tuple[RestTheme, ...]


class Reliability(Frozen):
    """How well the items of a theme hang together over `n` complete answers, rounded to two decimals; `omega` is
    empty where it cannot be estimated."""

    theme: str
    n: int
    alpha: float
    alpha_interval: Interval
    omega: float | None


class BetweenTeams(Frozen):
    """How much of the differences lies between teams, with its 95 % interval, over the teams of ten and more that are
    shown for the theme; rounded to two decimals."""

    theme: str
    icc1: float
    icc1_interval: Interval
    icc2: float


class OrganisationOnly(Frozen):
    """What is shown for the organisation as a whole: how often each item got "weet ik niet" and "niet van toepassing",
    the quality of the themes as measures, and the share of people (0-1, two decimals) who gave one and the same answer
    to everything (`straight_lining`)."""

    dk_counts: dict[str, int]
    na_counts: dict[str, int]
    reliability: tuple[Reliability, ...]
    between_teams: tuple[BetweenTeams, ...]
    straight_lining: float | None = Field(ge=0, le=1)


class PooledSd(Frozen):
    """The standard deviation within teams of a theme (twentieths, at least 0.50), over the teams of ten and more that
    are shown for it; the usual one where these are too few."""

    sd: float = Field(ge=0)
    df: int


class Publication(Frozen):
    """The frozen, safe result of one closed round.

    For the `audience` outside the organisation it holds the organisation and its services only, at the detail minimum,
    and a `notice` that says what it is not.
    """

    schema_version: int = Field(default=SCHEMA, alias="schema")
    audience: Audience = "organisation"
    notice: Words | None = Field(default=None, exclude_if=lambda notice: notice is None)
    organisation: OrganisationLine
    round: RoundLine
    made_with: str
    rules: Rules
    questionnaires: tuple[QuestionnaireLine, ...]
    dropped_items: tuple[str, ...]
    themes: tuple[ThemeLine, ...]
    items: tuple[ItemLine, ...]
    units: tuple[UnitResult, ...]
    rest: tuple[Rest, ...]
    pooled_sd: dict[str, PooledSd]
    organisation_only: OrganisationOnly
    sha256: str = ""

    @cached_property
    def by_id(self) -> dict[str, UnitResult]:
        return {unit.id: unit for unit in self.units}

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The themes of the round in questionnaire order; not those of a questionnaire that was not in it."""
        return tuple(cell.theme for cell in self.units[0].themes if cell.reason != "not_asked")

"""The safe result of a closed round: frozen models, and the canonical JSON that carries them.

Everything people look at is a pure function of these. What is not shown has `shown=False`, a reason, and no number
at all: the hidden value is not in the document, so no chart, tooltip, download or cache can leak it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from audit.errors import AuditError
from audit.frozen import Frozen, canonical
from audit.organisation import Kind, Level
from audit.texts import _
from audit.typed import name_problems, shortened

SCHEMA = 2
LITTLE_SIGHT = 1 / 3
LITTLE_SIGHT_PEOPLE = 5
Audience = Literal["organisation", "outside"]
Reason = Literal["too_few", "protects_others", "not_asked"]
Band = Literal["strength", "growing", "develop"]
Label = Literal["in_agreement", "mixed", "two_camps"]
Certainty = Literal["almost_certainly", "probably", "possibly"]
Reach = Literal["team", "service", "organisation", "network", "policy"]
Interval = tuple[float, float]
Outcome = Literal["work_on_together", "strength_to_build_on", "ask_why", "keep_an_eye_on", "maintain"]


class Words(Frozen):
    """A text in both languages, so that a file is drawn with its own names anywhere."""

    nl: str
    en: str

    def to(self, language: str) -> str:
        """The text in this language, or in Dutch where it is not there."""
        return self.en if language == "en" else self.nl


class OrganisationLine(Frozen):
    """Which organisation this is about."""

    id: str
    name: str
    kind: Kind | None
    region: str | None


class RoundLine(Frozen):
    """Which round this is about."""

    id: str
    title: str
    year: int
    closed_on: date


class Rules(Frozen):
    """The rules frozen when the round opened: people per group for scores, and for detail and outsiders."""

    minimum_group: int = Field(ge=5)
    minimum_detail: int = Field(ge=10)


class QuestionnaireLine(Frozen):
    """Which questionnaire was asked, in which version; `sha256` of its content."""

    id: str
    version: int
    sha256: str
    title: Words


class ThemeLine(Frozen):
    """A theme of the file: its questionnaire, its title (`short` for narrow places), and who can reach it, the first
    of whom is where to begin."""

    id: str
    questionnaire: str
    title: Words
    short: Words
    reach: tuple[Reach, ...]


class ItemLine(Frozen):
    """An item of the file, as people read it."""

    id: str
    theme: str
    text: Words


class Cell(Frozen):
    """Something that is shown, or is not and says why: a hidden cell has no number."""

    shown: bool
    reason: Reason | None = None

    @model_validator(mode="after")
    def _hidden_means_empty(self) -> Cell:
        if self.shown == (self.reason is not None):
            raise ValueError("a cell has a reason exactly when it is not shown")
        what = ("shown", "reason", "theme", "item", "version")
        if not self.shown and any(value is not None for name, value in self if name not in what):
            raise ValueError("a cell that is not shown may hold no number")
        return self


class Agreement(Frozen):
    """How far ten or more people agree on a theme: `a_wg` (-1 to 1, two decimals; empty where every mean lies at an
    end of the scale), `ad` (mean distance to the mean, in steps of the scale) and the word for it, which looks at the
    means of people as well."""

    a_wg: float | None
    ad: float
    label: Label


class ThemeCell(Cell):
    """A theme at a unit.

    `n` people gave it at least one answer 1-5, and `answers` of these together; `score` (1-5) is their mean. `sd` is
    the moderated standard deviation (twentieths, at least 0.50) with `df` degrees of freedom; both are empty below ten
    people and where they would expose others: then the `pooled_sd` of the theme stands in for them. `interval_now` is
    about everyone invited today, with room for what those who stayed away may think otherwise; `interval_level` is
    about the unit as such, `bounds` what the score would be if the others had said only 1, or only 5. `dk_share` (0-1)
    is the share of "weet ik niet" among answers and dk. `agreement` is there where detail may be shown.
    """

    theme: str
    n: int | None = None
    answers: int | None = None
    score: float | None = Field(default=None, ge=1, le=5)
    sd: float | None = Field(default=None, ge=0)
    df: int | None = None
    interval_now: Interval | None = None
    interval_level: Interval | None = None
    bounds: Interval | None = None
    band: Band | None = None
    dk_share: float | None = Field(default=None, ge=0, le=1)
    agreement: Agreement | None = None

    @property
    def little_sight(self) -> bool:
        """Whether a third or more answered "I don't know", among at least five people who did answer."""
        return (self.dk_share or 0) >= LITTLE_SIGHT and (self.n or 0) >= LITTLE_SIGHT_PEOPLE

    @property
    def two_camps(self) -> bool:
        """Whether people are in two camps (ten people or more)."""
        return self.agreement is not None and self.agreement.label == "two_camps"


class ItemCell(Cell):
    """An item at a unit, where detail may be shown: the mean of its `n` answers, how many gave each of them, and the
    share (0-1) that is favourable (4 or 5) with its interval for everyone invited."""

    item: str
    version: int
    n: int | None = None
    score: float | None = Field(default=None, ge=1, le=5)
    counts: dict[Literal["1", "2", "3", "4", "5"], int] | None = None
    favourable: float | None = Field(default=None, ge=0, le=1)
    favourable_interval: Interval | None = None


class PriorityCell(Cell):
    """A theme as a priority at a unit.

    `chosen` of `n` people who answered the question and were offered the theme ticked it (`share`, 0-1); `index`
    (0-100) weighs need and demand and orders the list; `top` (0-1, steps of 0.05) is how often the theme was among the
    first when the people who did not answer were filled in, and `certainty` the word for it; `outcome` is what people
    read. All of these are empty where the score of the theme is not shown; `top` and `certainty` also below ten people
    and where everyone answered.
    """

    theme: str
    n: int | None = None
    chosen: int | None = None
    share: float | None = Field(default=None, ge=0, le=1)
    index: float | None = Field(default=None, ge=0, le=100)
    top: float | None = Field(default=None, ge=0, le=1)
    certainty: Certainty | None = None
    outcome: Outcome | None = None
    explore_first: bool | None = None


class FollowUp(Cell):
    """Whether something was done with the results of the round before, at a unit: the answers of `n` people, and the
    share (0-1) who say much or some. "Weet ik niet" is left out."""

    n: int | None = None
    counts: dict[Literal["much", "some", "hardly", "nothing"], int] | None = None
    share: float | None = Field(default=None, ge=0, le=1)


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
    """Everything that is shown about one unit.

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
    """The frozen, safe result of one closed round."""

    schema_version: int = Field(default=SCHEMA, alias="schema")
    audience: Audience = "organisation"
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


def fingerprint(document: dict[str, Any]) -> str:
    """The SHA-256 of the canonical JSON without its own field and without `made_with`. It finds damage; it is no
    signature."""
    rest = {key: value for key, value in document.items() if key not in ("sha256", "made_with")}
    return hashlib.sha256(canonical(rest)).hexdigest()


def to_json(publication: Publication) -> bytes:
    """The publication as a file: canonical JSON with its fingerprint filled in."""
    document = publication.model_dump(mode="json", by_alias=True)
    return canonical(document | {"sha256": fingerprint(document)})


def from_json(data: bytes) -> Publication:
    """Read a publication file.

    Raises:
        AuditError: it is no publication, it was damaged, or another version of the program made it.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AuditError("not_a_publication", _("This file is not a publication: it is not readable JSON.")) from error
    if not isinstance(document, dict) or not isinstance(document.get("schema"), int):
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel."))
    if document["schema"] < SCHEMA:
        sentence = _("This publication was made by a trial version. It can no longer be read.")
        raise AuditError("trial_schema", sentence)
    if document["schema"] > SCHEMA:
        sentence = _("This publication was made by a newer version. Update Krachtspiegel to read it.")
        raise AuditError("newer_schema", sentence)
    try:
        intact = document.get("sha256") == fingerprint(document)
    except ValueError:  # a number that is none, such as NaN
        intact = False
    if not intact:
        sentence = _("This publication was damaged or changed after it was made. Ask for the file again.")
        raise AuditError("damaged", sentence)
    try:
        made = Publication.model_validate_json(data)
    except ValidationError as error:
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel.")) from error
    if not _is_whole(made):
        raise AuditError("not_a_publication", _("This file is not a publication of Krachtspiegel."))
    _check_names(made)
    return made


def _check_names(made: Publication) -> None:
    """Names in a file are held to what a roster is: they stand in titles, lists and sentences.

    Raises:
        AuditError: a name is empty, too long, or holds signs that nobody sees.
    """
    for name in (made.organisation.name, made.round.title, *(unit.name for unit in made.units)):
        if problems := name_problems(name, ""):
            sentence = _("This file holds the name “{name}”. {why} Then make the file again.")
            shown = shortened("".join(sign for sign in name if sign.isprintable()))
            raise AuditError("odd_name", sentence.format(name=shown, why=problems[0].sentence))


def _is_whole(made: Publication) -> bool:
    """Whether all that refers to each other is there: a fingerprint is no signature, so anybody can write one. The
    organisation comes first, a unit after the one it is a part of, and each has the same themes in the same order."""
    if not made.units or len(made.by_id) < len(made.units):
        return False
    themes, known = [cell.theme for cell in made.units[0].themes], set[str | None]([None])
    for unit in made.units:
        first = unit is made.units[0]
        cells = [cell.theme for cell in unit.themes], [cell.theme for cell in unit.priorities]
        if unit.parent not in known or first != (unit.parent is None) or cells != (themes, themes) or unit.invited < 1:
            return False
        if any(cell.shown and None in (cell.score, cell.band, cell.n, cell.interval_now) for cell in unit.themes):
            return False
        known.add(unit.id)
    lines = {line.id for line in made.themes}
    of_rest = {cell.theme for rest in made.rest for cell in rest.themes}
    return (
        lines.issuperset(themes)
        and lines.issuperset(of_rest | {line.theme for line in made.items})
        and set(made.pooled_sd).issuperset(made.theme_ids)
        and known.issuperset(rest.parent for rest in made.rest)
    )

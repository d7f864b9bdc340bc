"""What is shown at a unit, or is not and says why: one cell for each theme, item, priority and follow-up."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from audit.frozen import Frozen

LITTLE_SIGHT = 1 / 3
LITTLE_SIGHT_PEOPLE = 5
Reason = Literal["too_few", "protects_others", "not_asked"]
Band = Literal["strength", "growing", "develop"]
Label = Literal["in_agreement", "mixed", "two_camps"]
Certainty = Literal["almost_certainly", "probably", "possibly"]
Interval = tuple[float, float]
Outcome = Literal["work_on_together", "strength_to_build_on", "ask_why", "keep_an_eye_on", "maintain"]


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

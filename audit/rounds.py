"""When: a round is planned, then open, then closed; or cancelled, and then nothing of it is left.

What was agreed is frozen at opening: roster, questionnaires, minimum group, and what people are told beforehand.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from audit.errors import AuditError, InputError, Problem
from audit.frozen import Frozen
from audit.organisation import Name, Organisation, slug
from audit.texts import _, day
from audit.typed import name_problems

Collected = Literal["codes", "upload"]
"""How answers come in: each person with a code, or all at once from another tool. A mix would let whoever uploads pad a
small team."""
State = Literal["planned", "open", "closed", "cancelled"]
SMALLEST_GROUP: Final = 5
FACT_LENGTH: Final = 300
YEARS: Final = range(2000, 2101)
Fact = Annotated[str, StringConstraints(strip_whitespace=True, max_length=FACT_LENGTH)]


class Facts(Frozen):
    """What people must be told before they answer; empty where nobody filled it in yet."""

    controller: Fact = ""
    privacy_contact: Fact = ""
    confidential_adviser: Fact = ""
    purpose: Fact = ""
    retention: Fact = ""
    comments_reader: Fact = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are still empty."""
        return tuple(name for name, value in self if not value)


def fact_label(field: str) -> str:
    """What a field of the facts is called on screen."""
    return {
        "controller": _("Who is responsible for the data (the controller)"),
        "privacy_contact": _("Whom people can ask about privacy"),
        "confidential_adviser": _("Confidential adviser or prevention adviser"),
        "purpose": _("What the results are used for"),
        "retention": _("How long results are kept"),
        "comments_reader": _("The one person who reads what people write in their own words"),
    }[field]


class Plan(Frozen):
    """What management decides about a round; make one with `plan`, which says what is wrong in sentences.

    `questionnaires` are ids in the order people see them, `minimum_group` (5 or more) is how many people a group
    needs to be shown, `last_day` is the last day, in Brussels, on which answers are accepted, `collected` is how they
    come in.
    """

    title: Name
    year: int = Field(ge=YEARS.start, lt=YEARS.stop)
    questionnaires: tuple[str, ...] = Field(min_length=1)
    minimum_group: int = Field(default=SMALLEST_GROUP, ge=SMALLEST_GROUP)
    last_day: date
    collected: Collected = "codes"

    @property
    def name(self) -> str:
        """The title as an id, which the publication carries: no two rounds of an organisation share it."""
        return slug(self.title)


def plan(
    *,
    title: str,
    year: int,
    questionnaires: tuple[str, ...],
    last_day: date,
    minimum_group: int = SMALLEST_GROUP,
    collected: Collected = "codes",
) -> Plan:
    """The plan of a round.

    Raises:
        InputError: every problem at once; their places are the names of the arguments.
    """
    problems = name_problems(title, "title")
    if year not in YEARS:
        sentence = _("Write a year between {first} and {last}.").format(first=YEARS.start, last=YEARS.stop - 1)
        problems.append(Problem("year", "year", sentence))
    if not questionnaires:
        problems.append(Problem("no_questionnaire", "questionnaires", _("Choose at least one questionnaire.")))
    if minimum_group < SMALLEST_GROUP:
        sentence = _("A group needs at least {n} people to be shown.").format(n=SMALLEST_GROUP)
        problems.append(Problem("minimum_group", "minimum_group", sentence))
    if problems:
        raise InputError(problems)
    return Plan(
        title=title,
        year=year,
        questionnaires=questionnaires,
        last_day=last_day,
        minimum_group=minimum_group,
        collected=collected,
    )


class Round(Frozen):
    """One organisation, one period. `organisation` and `facts` are those of the opening, empty before it; `reader` is
    the id of the key that texts are sealed to, without which open questions are not asked."""

    id: str
    state: State
    plan: Plan
    organisation: Organisation | None = None
    facts: Facts | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    reader: str | None = None

    def accepts(self, today: date) -> bool:
        """Whether answers are accepted on this day (in Brussels)."""
        return self.state == "open" and today <= self.plan.last_day

    @property
    def units(self) -> Organisation:
        """The organisation as it was frozen.

        Raises:
            AuditError: the round was never opened.
        """
        if self.organisation is None:
            raise not_open()
        return self.organisation


class RoundClosed(AuditError):
    """Answers are no longer accepted. Nothing of what was brought is stored, and the code was not used up."""

    def __init__(self, round: Round) -> None:
        if round.state == "cancelled":
            sentence = _("This round was stopped by your organisation. Everything that was filled in has been erased.")
        elif round.state == "open":
            sentence = _(
                "The last day of this round was {day}. Your answers were not sent. Ask your organisation "
                "whether it can move the last day: your code still works then."
            )
        else:
            sentence = _(
                "This round is closed, so your answers were not sent and nothing was stored. They still "
                "stand on this page; you can print them for yourself."
            )
        super().__init__("round_closed", sentence.format(day=day(round.plan.last_day)))


def not_open() -> AuditError:
    """The error of what can only be done with an open round."""
    return AuditError("not_open", _("This can only be done while the round is open."))

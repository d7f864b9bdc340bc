"""The answers of one person, and those of a round."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import Problem
from audit.questionnaire import Questionnaire

POINTS = ("1", "2", "3", "4", "5")
ANSWERS = (*POINTS, "dk", "na", "")
NO_ROLE = "geen"
NO_PREFERENCE = "none"
FOLLOW_UP = {"veel": "much", "iets": "some", "nauwelijks": "hardly", "niets": "nothing", "dk": "dk", "": ""}
"""What stands in a table about the results of the round before, and the code of that answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """All answers of one person.

    `answers` holds one of `ANSWERS` for each item asked, in questionnaire order (empty: no answer; a questionnaire
    with only empty answers was skipped). `priorities` is None when the question was not answered, and empty for
    "no preference". `follow_up` is the code of what was done with the results of the round before (empty: not asked or
    not answered). No name, no time, no order.
    """

    team: str
    role: str
    answers: tuple[str, ...]
    priorities: tuple[str, ...] | None
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one round: which questionnaires were asked, and everybody's responses. `ignored` are the columns
    with open answers of a table, `warnings` what is odd in it but may be right."""

    asked: tuple[Questionnaire, ...]
    responses: tuple[Response, ...]
    ignored: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

"""What can go wrong for a person: a code, and a sentence that says what happened and what to do."""

from __future__ import annotations

import traceback
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what somebody gave us.

    `place` names the file with line or row and column ("answers.csv, row 4, column ze1_2"); `sentence` says what
    is wrong and what to write instead, in the language of the reader.
    """

    code: str
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class AuditError(Exception):
    """The one family of errors that views and the command line catch: a code and a translated sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class InputError(AuditError):
    """Input that was refused whole, with every problem found in it (at least one)."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].code, "\n".join(str(problem) for problem in self.problems))


def where(error: BaseException) -> str:
    """The way to an error, innermost call last: `file:line function`. A message can hold what somebody answered; this
    cannot."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)

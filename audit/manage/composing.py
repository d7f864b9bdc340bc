"""Composing a publication, or counting what it would show: in a process of its own when many people answered.

Python runs one thread at a time, so that everybody who saves an answer would wait for the seconds that a large round
takes. A process of its own takes no turn of theirs, and has less priority. Answers go to it, and the publication comes
back, through pipes: nothing of them is on a disk, in an argument or in the environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final, Literal

from audit import texts
from audit.collect.responses import Answers
from audit.errors import AuditError, where
from audit.frozen import Frozen
from audit.publication import RoundLine, to_json
from audit.questionnaire import Content
from audit.rounds import Round
from audit.texts import _

_MANY: Final = 200
"""From so many responses on, starting a process (half a second) costs less than what others would wait."""
_NICE: Final = 5
_REFUSED: Final = 3  # exit status: there is a sentence for people instead of a publication
_FOLDER: Final = Path(__file__).parents[2]  # where `audit` is
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Task(Frozen):
    """What to make of a round, and all that it is made of: its questionnaires and answers as they were at one moment,
    the day it is made on, and the language of whoever asks."""

    make: Literal["publication", "shown_themes"]
    round: Round
    content: Content
    answers: Answers
    today: date
    language: str


def compose(task: Task) -> bytes:
    """The file of the publication of a round; or how many themes it would show of each unit that it shows, as JSON.

    Raises:
        AuditError: the publication could give somebody away, or it could not be made (`not_composed`).
    """
    return _compose(task) if len(task.answers.responses) < _MANY else _compose_apart(task)


def _compose(task: Task) -> bytes:
    # numpy and scipy come with this: somebody who answers does not wait for them
    from audit.publish import composition, foresight

    plan = task.round.plan
    rules = composition.rules_of(plan.minimum_group)
    if task.make == "shown_themes":
        return json.dumps(foresight.shown_themes(task.round.units, rules, task.answers)).encode()
    line = RoundLine(id=plan.name, title=plan.title, year=plan.year, closed_on=task.today)
    return to_json(composition.compose(task.round.units, line, rules, task.content, task.answers))


def _compose_apart(task: Task) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (nothing in the command is anybody's input)
            [sys.executable, "-m", __name__],
            input=task.model_dump_json().encode(),
            stdout=subprocess.PIPE,
            cwd=_FOLDER,
            env={**os.environ, **_ONE_THREAD},
            check=False,
        )
    except OSError as error:
        raise _not_composed() from error
    if done.returncode == _REFUSED:
        raise AuditError(**json.loads(done.stdout))
    if done.returncode != 0:
        raise _not_composed()
    return done.stdout


def _serve() -> int:
    """Compose what comes in; returns the exit status. What goes wrong is told by its kind and place alone."""
    try:
        if hasattr(os, "nice"):
            os.nice(_NICE)
        task = Task.model_validate_json(sys.stdin.buffer.read())
        texts.use(task.language)
        sys.stdout.buffer.write(_compose(task))
    except AuditError as error:
        sys.stdout.write(json.dumps({"code": error.code, "sentence": error.sentence}))
        return _REFUSED
    except Exception as error:  # noqa: BLE001 (its message may hold an answer)
        sys.stderr.write(f"Composing failed: {type(error).__qualname__} at {where(error)}\n")
        return 1
    return 0


def _not_composed() -> AuditError:
    sentence = _(
        "The answers could not be counted. Nothing has changed: the round is still open and every answer is there. Try "
        "again; if it stays like this, ask whoever runs this site to look at its log and its memory."
    )
    return AuditError("not_composed", sentence)


if __name__ == "__main__":
    sys.exit(_serve())

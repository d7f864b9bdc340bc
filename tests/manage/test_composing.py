"""A large round is composed in a process of its own: the same bytes, and nothing of the answers outside its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit import texts
from audit.errors import AuditError
from audit.manage import closing, composing, count, rounds
from audit.storage import archive, schema
from tests.helpers.house import PLAN, House, everybody, n, refused

KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def large(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A round in which everybody answered, and that counts as large."""
    monkeypatch.setattr(composing, "_MANY", 1)
    everybody(house)
    return house


def close(house: House) -> Any:
    return closing.close(house.store, house.principal, house.round.id, PLAN.title)


def task_of(house: House) -> composing.Task:
    with house.store.reading() as connection:
        found = count.answered(connection, house.round)
    return composing.Task(make="publication", **found._asdict(), today=house.store.today(), language="nl")


def test_a_process_of_its_own_makes_the_same_bytes(large: House, monkeypatch: pytest.MonkeyPatch):
    here, seen, run = composing._compose(task_of(large)), [], subprocess.run

    def watched(*arguments: Any, **named: Any) -> Any:
        seen.append((arguments, {**named, "input": len(named["input"])}))
        return run(*arguments, **named)

    monkeypatch.setattr(subprocess, "run", watched)
    assert close(large)
    with large.store.reading() as connection:
        assert connection.scalar(schema.publication.select().with_only_columns(schema.publication.c.document)) == (
            here.decode()
        )
    ((command, named),) = seen
    assert command == ([sys.executable, "-m", "audit.manage.composing"],)
    assert set(named["env"]) - set(os.environ) <= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}


@pytest.mark.parametrize(
    "command", [[sys.executable, "-c", KILLED], ["/no/such/program"]], ids=["killed", "not started"]
)
def test_when_the_process_dies_the_round_is_open_and_whole(
    large: House, command: list[str], monkeypatch: pytest.MonkeyPatch
):
    run = subprocess.run
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", lambda _ours, **named: run(command, **named))
        assert "every answer is there" in refused("not_composed", close, large).sentence
    assert rounds.read(large.store, large.principal, large.round.id).state == "open"
    assert (n(large, schema.response), n(large, schema.publication)) == (30, 0)
    assert close(large)
    assert archive.read(large.store, large.principal, large.round.id).by_id["org"].responses == 30


def served(document: bytes, meanwhile: str = "") -> subprocess.CompletedProcess[bytes]:
    """What the process makes of a document, when this is run in it first."""
    program = f"import sys; from audit.manage import composing; {meanwhile}\nsys.exit(composing._serve())"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, input=document, capture_output=True, cwd=Path(__file__).parents[2])


def test_what_it_refuses_comes_back_as_the_sentence_of_whoever_closes(large: House, monkeypatch: pytest.MonkeyPatch):
    refusing = "from audit.rounds import not_open\ndef refuse(_task): raise not_open()\ncomposing._compose = refuse"
    done, task = served(task_of(large).model_dump_json().encode(), refusing), task_of(large)
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_named: done)
    with pytest.raises(AuditError) as refusal:
        composing.compose(task)
    texts.use("nl")
    assert (refusal.value.code, refusal.value.sentence) == (
        "not_open",
        texts._("This can only be done while the round is open."),
    )


def test_a_mistake_in_it_tells_its_kind_and_place_and_no_answer():
    done = served(b'{"answers": "wat iemand schreef"}')
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"Composing failed: ValidationError at ")
    assert b"schreef" not in done.stderr

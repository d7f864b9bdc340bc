"""What must happen from time to time happens: when the app starts, and when somebody asks for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from audit import storage
from audit.cli import main
from audit.collect import drafts
from audit.collect.sheet import KEPT_DAYS
from audit.manage import closing, comments, participation, rounds, upkeep
from audit.principal import NOBODY
from audit.settings import Settings
from audit.storage import engine, schema, wiping
from tests.helpers.house import NOORD, PLAN, SENT, ZUID, Clock, House, everybody, house_in, n, refused, sheet
from tests.helpers.serving import served


@pytest.fixture
def overdue(house: House, clock: Clock) -> House:
    """A closed round: one text was released, the others waited too long, and what was erased is on the disk still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiping, "sweep", lambda _engine: False)
        everybody(house)
        assert not closing.close(house.store, house.principal, house.round.id, PLAN.title)
    comments.release(house.store, house.key, comments.waiting(house.store, house.key)[0].id, "Mag gelezen worden")
    clock.turn(days=comments.DAYS + 1)
    return house


def test_the_command_says_what_it_did(overdue: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage, "ours", lambda: overdue.store)
    due = n(overdue, schema.comment) - 1
    said = [CliRunner().invoke(main, ["upkeep"]) for _time in range(2)]
    assert [result.exit_code for result in said] == [0, 0]
    assert [result.stdout.splitlines() for result in said] == [
        [
            f"{texts} texts erased that waited too long.",
            "0 half-filled questionnaires erased that were left too long.",
            "0 open rounds counted for today.",
            "Nothing that was erased is left on the disk.",
        ]
        for texts in (due, 0)
    ]
    assert n(overdue, schema.comment) == 1
    with overdue.store.reading() as connection:
        assert connection.scalar(select(schema.installation.c.sweep_due)) is False


def test_what_nobody_went_on_with_is_erased_and_what_somebody_did_is_kept(house: House, clock: Clock):
    left, going_on = house.ticket(NOORD), house.ticket(ZUID)
    for ticket in (left, going_on):
        drafts.save(house.store, ticket, role="leiding")
    clock.turn(days=KEPT_DAYS - 15)
    drafts.save(house.store, going_on, answers={"ze1_1": "4"})
    clock.turn(days=15)
    assert upkeep.run(house.store).drafts == 0
    clock.turn(days=1)
    assert [upkeep.run(house.store).drafts for _time in range(2)] == [1, 0]
    assert n(house, schema.draft) == 1
    rounds.extend(house.store, house.principal, house.round.id, house.store.today())
    assert drafts.load(house.store, left).role == ""
    assert drafts.load(house.store, going_on).answers == {"ze1_1": "4"}


def test_an_open_round_is_counted_once_a_day_from_the_day_after_opening(house: House, clock: Clock):
    """On the day of opening it waits until somebody asks."""
    assert upkeep.run(house.store).counted == 0
    assert n(house, schema.snapshot) == 0
    clock.turn(days=1)
    house.send(NOORD, sheet(house.content, 1))
    assert [upkeep.run(house.store).counted for _time in range(2)] == [1, 0]
    everybody(house)
    whole = participation.read(house.store, house.principal, house.round.id).units[0]
    assert (whole.n, whole.word) == (None, "few"), "of today, not of now"
    clock.turn(days=1)
    assert upkeep.run(house.store).counted == 1
    assert participation.read(house.store, house.principal, house.round.id).units[0].n == 1 + sum(SENT.values())


def test_the_command_says_what_it_could_not_do(overdue: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage, "ours", lambda: overdue.store)
    monkeypatch.setattr(wiping, "sweep", lambda _engine: False)
    monkeypatch.setattr(engine.Store, "warnings", lambda _store: ("It keeps too much.",))
    result = CliRunner().invoke(main, ["upkeep"])
    assert result.stderr.splitlines() == [
        "What was erased could not be wiped from the disk yet: the data is in use. Try again later.",
        "It keeps too much.",
    ]


def test_the_app_does_it_when_it_starts(tmp_path: Path):
    house = house_in(storage.open(Settings(data_dir=tmp_path / "data"), clock=Clock()))
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert n(house, schema.comment) > 0
    with house.store.writing() as connection:
        yesterday = house.store.today() - timedelta(days=1)
        connection.execute(update(schema.comment).values(kept_until=yesterday))
    with served(tmp_path / "log") as server:
        assert n(house, schema.comment) == 0
        assert "Upkeep" not in server.log
    house.store.close()


def test_what_the_database_keeps_too_much_is_told_to_management_alone(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine.Store, "warnings", lambda _store: ("It keeps too much.",))
    assert upkeep.warnings(house.store, house.principal) == ("It keeps too much.",)
    refused("forbidden", upkeep.warnings, house.store, NOBODY)

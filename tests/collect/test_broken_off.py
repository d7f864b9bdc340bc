"""A process that dies in the middle of closing: at the next start all of it has happened, or nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import Any

import pytest
from sqlalchemy import func, select

from audit import storage
from audit.collect import vault
from audit.manage import closing, rounds
from audit.settings import Settings
from audit.storage import Store, archive, engine, schema, wiping
from tests.helpers.house import PLAN, Clock, House, everybody, house_in

STAGES = [  # what the last thing was that happened, and whether the round is closed then
    (archive, "add", False),
    (vault, "empty", False),
    (engine.Store, "sweep", True),
    (wiping, "sweep", True),
]


def close_and_die(settings: Settings, house: House, place: Any, name: str) -> None:
    """Close a round and be killed where this function is called."""

    def die(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, die)
    store = engine.Store(storage.database.connect(settings.database), house.store.secret, Clock())
    closing.close(store, house.principal, house.round.id, PLAN.title)


@pytest.mark.parametrize(("place", "name", "closed"), STAGES, ids=lambda value: str(getattr(value, "__name__", value)))
def test_closing_that_is_broken_off_happened_or_did_not(settings: Settings, place: Any, name: str, closed: bool):
    store = storage.open(settings, clock=Clock())
    house = house_in(store)
    everybody(house, comments=False)
    house.store.close()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=close_and_die, args=(settings, house, place, name))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL

    again = storage.open(settings, clock=Clock())
    assert count(again, schema.publication) == int(closed)
    assert count(again, schema.response) == (0 if closed else 30)
    assert rounds.read(again, house.principal, house.round.id).state == ("closed" if closed else "open")
    with again.reading() as connection:
        assert connection.scalar(select(schema.installation.c.sweep_due)) is False
    if not closed:
        closing.close(again, house.principal, house.round.id, PLAN.title)
    assert archive.read(again, house.principal, house.round.id).units
    again.close()


def count(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0

"""Processes that are killed while they write: what was thanked for is there once, and nothing is there twice.

Writers share their codes, as two tabs or a double click do. Everything that was not thanked for is tried again
afterwards. AUDIT_KILLS sets how many kills (50; 500 or 5,000 for a long run).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
from collections import Counter
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import func, select, text

from audit import storage
from audit.collect import drafts, tickets, vault
from audit.collect.sheet import Sheet
from audit.collect.tickets import UnknownCode
from audit.manage import codes as manage_codes
from audit.manage import organisation, rounds
from audit.organisation import Service, Team
from audit.settings import Settings
from audit.storage import Store
from audit.storage.schema import draft, invitation, response
from tests.helpers.house import PLAN, Clock, manager_in

KILLS = int(os.environ.get("AUDIT_KILLS", "50"))
WRITERS = 3
PEOPLE = 8 * KILLS


def write(settings: Settings, codes: list[str], seed: int, journal: Connection) -> None:
    """Send with one code after the other, and tell the journal what was thanked for."""
    store, chance = storage.open(settings, clock=Clock()), random.Random(seed)
    journal.send("ready")
    for code in chance.sample(codes, len(codes)):
        journal.send(f"try {code}")
        try:
            ticket = tickets.enter(store, code)
            drafts.save(store, ticket, answers={"ze1_1": "3"})
            vault.send(store, ticket, Sheet(answers={"ze1_1": "3"}, comments={"ze_good": "wat we schreven"}))
            journal.send(f"sent {code}")
        except UnknownCode:
            journal.send(f"used {code}")


def heard(journals: list[Connection]) -> list[str]:
    """Everything the journals hold by now."""
    lines: list[str] = []
    for journal in journals:
        with contextlib.suppress(EOFError, OSError):
            while journal.poll():
                lines.append(journal.recv())
    return lines


def test_what_was_thanked_for_is_stored_once_however_often_a_writer_is_killed(store: Store, settings: Settings):
    principal, _token = manager_in(store)
    organisation.save_roster(store, principal, (Service(name="Een", teams=(Team(name="Team", invited=PEOPLE),)),))
    round = rounds.open(store, principal, rounds.plan(store, principal, PLAN).id)
    codes = list(manage_codes.issue(store, principal, round.id, "een/team"))
    store.engine.dispose()  # nothing is shared over a fork
    context, chance = multiprocessing.get_context("fork"), random.Random(3)
    writers: list[tuple[Any, Connection]] = []
    journals: list[Connection] = []

    def start(seed: int) -> None:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write, args=(settings, codes, seed, theirs), daemon=True)
        process.start()
        theirs.close()
        writers.append((process, ours))
        journals.append(ours)

    for seed in range(WRITERS):
        start(seed)
    lines: list[str] = []
    killed = 0
    for kill in range(KILLS):
        process, journal = writers.pop(0)
        for _line in range(chance.randint(1, 5)):  # somewhere between looking a code up and being thanked
            if journal.poll(10):
                lines += heard([journal])
        killed += process.is_alive()
        process.kill()
        process.join()
        lines += heard(journals)
        start(WRITERS + kill)
    for process, _journal in writers:
        process.kill()
        process.join()
    lines += heard(journals)
    thanked = Counter(line.removeprefix("sent ") for line in lines if line.startswith("sent "))
    assert thanked, "nobody got as far as sending"
    assert killed > 0.9 * KILLS
    assert max(thanked.values()) == 1

    with store.reading() as connection:
        stored = connection.scalar(select(func.count()).select_from(response)) or 0
        left = connection.scalar(select(func.count()).select_from(invitation)) or 0
    assert stored + left == PEOPLE  # a code is used exactly when there is a response
    assert stored >= len(thanked)
    for code in codes:  # everybody who was not thanked tries again
        try:
            ticket = tickets.enter(store, code)
            vault.send(store, ticket, Sheet(answers={"ze1_1": "3"}))
            assert code not in thanked
        except UnknownCode:
            pass
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(response)) == PEOPLE
        assert connection.scalar(select(func.count()).select_from(invitation)) == 0
        assert connection.scalar(select(func.count()).select_from(draft)) == 0
        if store.is_sqlite:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    print(  # noqa: T201
        f"{killed} kills, {len(thanked)} thanked, {stored} stored before trying again, "
        f"{stored - len(thanked)} stored without thanks"
    )

"""While management counts, people go on answering; and what is kept was counted from everything that was sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from audit import storage
from audit.access import sessions
from audit.collect import drafts, vault
from audit.errors import AuditError
from audit.manage import closing, codes, comments, optimistic, organisation, participation, results, rounds
from audit.publish import composition, foresight
from audit.settings import Settings
from audit.storage import Store, archive, schema
from audit.storage import rounds as stored
from tests.helpers.house import ATELIER, BALIE, NACHT, NOORD, PLAN, Clock, House, everybody, n, refused, sheet

PATIENCE = 60  # seconds until a test that hangs fails


class Computation:
    """A function in the product whose first call waits for `go_on`; `calls` counts them all."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
        self.calls, self.began, self.go_on = 0, threading.Event(), threading.Event()
        self._original = getattr(module, name)
        monkeypatch.setattr(module, name, self)

    def __call__(self, *arguments: Any) -> Any:
        self.calls += 1
        if self.calls == 1:
            self.began.set()
            assert self.go_on.wait(PATIENCE)
        return self._original(*arguments)


@contextmanager
def during(computation: Computation, work: Callable[..., Any], *arguments: Any) -> Iterator[Future[Any]]:
    """Run `work` in a thread, and the block while its computation waits."""
    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(work, *arguments)
        try:
            assert computation.began.wait(PATIENCE), doing.result(0)
            yield doing
        finally:
            computation.go_on.set()


@pytest.fixture
def preview(monkeypatch: pytest.MonkeyPatch) -> Computation:
    return Computation(monkeypatch, foresight, "shown_themes")


@pytest.fixture
def compose(monkeypatch: pytest.MonkeyPatch) -> Computation:
    return Computation(monkeypatch, composition, "compose")


def mine(house: House) -> tuple[Any, Any, str]:
    return house.store, house.principal, house.round.id


def test_people_save_and_send_while_a_preview_is_computed(house: House, preview: Computation):
    everybody(house)
    with during(preview, closing.preview, *mine(house)) as previewing:
        drafts.save(house.store, house.ticket(NOORD), answers={"ze1_1": "3"})
        house.send(NACHT, sheet(house.content, 100))
    assert len(previewing.result().shown) > 3


def test_people_save_and_send_while_a_round_is_closing(house: House, compose: Computation):
    everybody(house)
    with during(compose, closing.close, *mine(house), PLAN.title) as closes:
        drafts.save(house.store, house.ticket(NOORD), answers={"ze1_1": "3"})
        house.send(NACHT, sheet(house.content, 100))
    assert closes.result()
    assert archive.read(*mine(house)).by_id["org"].responses == 31
    assert compose.calls == 2


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_closing_waits_for_who_is_sending_however_the_database_isolates_by_default(
    house: House, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """In another process somebody holds the round; closing then sees what they sent, as of after they are done."""
    everybody(house)
    ticket, filled = house.ticket(NACHT), sheet(house.content, 100)
    with house.store.writing() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    here, other = (storage.open(settings, clock=house.store.clock) for _process in range(2))
    erase = Computation(monkeypatch, drafts, "erase")
    with ThreadPoolExecutor(1) as pool:
        with during(erase, vault.send, other, ticket, filled) as sends:
            closes = pool.submit(closing.close, here, house.principal, house.round.id, PLAN.title)
            with house.store.engine.connect() as connection:
                waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity"
                waiting += " WHERE datname = current_database())"
                while not connection.exec_driver_sql(waiting).scalar_one():
                    assert not closes.done(), closes.result()
        sends.result()
        assert closes.result()
    assert archive.read(*mine(house)).by_id["org"].responses == 31
    here.close()
    other.close()


def test_a_preview_counts_who_sent_meanwhile(house: House, preview: Computation):
    for seed in range(4):
        house.send(BALIE, sheet(house.content, seed).model_copy(update={"skipped": ()}))
    with during(preview, closing.preview, *mine(house)) as previewing:
        everybody_at_atelier(house)
    assert previewing.result().shown
    assert preview.calls == 2


def everybody_at_atelier(house: House) -> None:
    for seed in range(10):
        house.send(ATELIER, sheet(house.content, 100 + seed))


def test_a_draft_is_no_change(house: House, compose: Computation):
    everybody(house)
    with during(compose, closing.close, *mine(house), PLAN.title):
        drafts.save(house.store, house.ticket(NOORD), answers={"ze1_1": "3"})
        codes.reissue(*mine(house), NACHT)
    assert compose.calls == 1
    assert n(house, schema.draft) == n(house, schema.invitation) == 0


def test_people_who_came_along_meanwhile_are_in_the_publication(house: House, compose: Computation):
    everybody(house)
    with during(compose, closing.close, *mine(house), PLAN.title) as closes:
        codes.add(*mine(house), ATELIER, 4)
    assert closes.result()
    assert archive.read(*mine(house)).by_id[ATELIER].invited == 16
    assert compose.calls == 2


def test_a_last_day_that_moved_meanwhile_is_kept(house: House, compose: Computation):
    everybody(house)
    later = PLAN.last_day + timedelta(days=7)
    with during(compose, closing.close, *mine(house), PLAN.title):
        rounds.extend(*mine(house), later)
    assert (rounds.read(*mine(house)).plan.last_day, rounds.read(*mine(house)).state) == (later, "closed")


def test_a_round_that_was_cancelled_meanwhile_is_not_closed(house: House, compose: Computation):
    everybody(house)
    with during(compose, closing.close, *mine(house), PLAN.title) as closes:
        closing.cancel(*mine(house), PLAN.title)
    refused("not_open", closes.result)
    assert n(house, schema.publication) == 0


def test_a_round_that_was_closed_meanwhile_is_not_closed_again(house: House, compose: Computation):
    everybody(house)
    with during(compose, closing.close, *mine(house), PLAN.title) as closes:
        closing.close(*mine(house), PLAN.title)
        first = archive.read(*mine(house))
    refused("already_closed", closes.result)
    assert archive.read(*mine(house)).units == first.units


def test_a_round_that_was_closed_meanwhile_has_no_preview(house: House, preview: Computation):
    everybody(house)
    with during(preview, closing.preview, *mine(house)) as previewing:
        closing.close(*mine(house), PLAN.title)
    refused("not_open", previewing.result)
    assert n(house, schema.snapshot) == 0


def test_of_two_previews_at_once_both_see_the_same(house: House, preview: Computation):
    everybody(house)
    with during(preview, closing.preview, *mine(house)) as first:
        house.send(NACHT, sheet(house.content, 100))
        second = closing.preview(*mine(house))
        house.send(NOORD, sheet(house.content, 101))
    assert first.result() == second
    assert n(house, schema.snapshot) == 1


class Crowd:
    """Somebody who sends in `store` whenever a publication is composed, so that it is out of date before it is made;
    the first `beforehand` of them are done before composing goes on. `outcomes` is what became of each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, house: House, store: Store, beforehand: int) -> None:
        self.outcomes: list[str] = []
        self._house, self._store, self._beforehand = house, store, beforehand
        self._tickets = [house.ticket(team) for team in (NOORD, NACHT, ATELIER, ATELIER)]
        self._senders: list[threading.Thread] = []
        self._original = composition.compose
        monkeypatch.setattr(composition, "compose", self)

    def __call__(self, *arguments: Any) -> Any:
        self._senders.append(threading.Thread(target=self._send))
        self._senders[-1].start()
        if len(self._senders) <= self._beforehand:
            self._senders[-1].join()
        elif self._store is self._house.store:  # else the database itself is held
            drafts.save(self._store, self._tickets[0], answers={"ze1_1": "3"})
        return self._original(*arguments)

    def everybody_is_done(self) -> None:
        for sender in self._senders:
            sender.join()

    def _send(self) -> None:
        try:
            vault.send(self._store, self._tickets.pop(), sheet(self._house.content, 100 + len(self._tickets)))
            self.outcomes.append("sent")
        except AuditError as error:
            self.outcomes.append(error.code)


def test_closing_ends_while_people_keep_sending(house: House, monkeypatch: pytest.MonkeyPatch):
    """At the last try who sends waits, and hears that the round is closed; a draft is saved without waiting."""
    everybody(house)
    crowd = Crowd(monkeypatch, house, house.store, optimistic.TRIES)
    assert closing.close(*mine(house), PLAN.title)
    crowd.everybody_is_done()
    assert crowd.outcomes == ["sent", "sent", "round_closed"]
    assert archive.read(*mine(house)).by_id["org"].responses == 32


def test_closing_ends_while_people_keep_sending_in_another_process(
    house: House, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    everybody(house)
    other = storage.open(settings, clock=clock)
    crowd = Crowd(monkeypatch, house, other, optimistic.TRIES + 1)
    assert closing.close(*mine(house), PLAN.title)
    crowd.everybody_is_done()
    assert crowd.outcomes == ["sent", "sent", "sent", "round_closed"]
    assert archive.read(*mine(house)).by_id["org"].responses == 33
    other.close()


def test_reading_waits_for_nobody_who_writes(house: House, clock: Clock):
    """Not even while the round is held, as somebody who sends holds it."""
    everybody(house)
    organised = rounds.plan(house.store, house.principal, PLAN.model_copy(update={"title": "Later"}))
    reads: list[Callable[[], Any]] = [
        lambda: closing.preview(*mine(house)),
        lambda: participation.read(*mine(house)),
        lambda: comments.unread(*mine(house)),
        lambda: comments.released(*mine(house)),
        lambda: codes.issued(*mine(house)),
        lambda: organisation.read(house.store, house.principal),
        lambda: results.publications(house.store, house.principal),
        lambda: rounds.all(house.store, house.principal),
        lambda: rounds.read(*mine(house)),
        lambda: rounds.roster_of(*mine(house)),
        lambda: rounds.content(*mine(house)),
        lambda: rounds.content(house.store, house.principal, organised.id),
        lambda: sessions.principal(house.store, house.token),
    ]
    before = [read() for read in reads]
    clock.turn(minutes=5)  # so that being seen again would be written down
    with house.store.writing() as connection:
        stored.locked(connection, None, house.round.id)
        assert [read() for read in reads] == before


def test_what_was_released_is_read_without_writing_however_old_the_rest_is(house: House, clock: Clock):
    everybody(house)
    closing.close(*mine(house), PLAN.title)
    kept = comments.waiting(house.store, house.key)[0]
    comments.release(house.store, house.key, kept.id, kept.text)
    clock.turn(days=40)
    publication = archive.read(*mine(house))
    with house.store.writing() as connection:
        stored.locked(connection, None, house.round.id)
        found = results.released(house.store, house.principal, publication)
    assert [comment.id for comment in found] == [kept.id]

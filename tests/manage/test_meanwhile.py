"""While management counts, people go on answering; and what is kept was counted from everything that was sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from audit.access import sessions
from audit.collect import drafts, vault
from audit.errors import AuditError
from audit.manage import closing, codes, comments, optimistic, organisation, participation, results, rounds
from audit.publish import composition, foresight
from audit.storage import archive, schema
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
    assert closes.result().publication.by_id["org"].responses == 31
    assert archive.read(*mine(house)).by_id["org"].responses == 31
    assert compose.calls == 2


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
    assert closes.result().publication.by_id[ATELIER].invited == 16
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
        first = closing.close(*mine(house), PLAN.title)
    refused("already_closed", closes.result)
    assert archive.read(*mine(house)).units == first.publication.units


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


def test_closing_ends_while_people_keep_sending(house: House, monkeypatch: pytest.MonkeyPatch):
    """The last try holds the lock: who sends then waits, and hears that the round is closed."""
    everybody(house)
    tickets = [house.ticket(team) for team in (NOORD, NACHT, ATELIER)]
    outcomes, senders, original = [], [], composition.compose

    def send() -> None:
        try:
            vault.send(house.store, tickets.pop(), sheet(house.content, 100 + len(tickets)))
            outcomes.append("sent")
        except AuditError as error:
            outcomes.append(error.code)

    def compose(*arguments: Any) -> Any:
        senders.append(threading.Thread(target=send))
        senders[-1].start()
        if len(senders) <= optimistic.TRIES:
            senders[-1].join()
        return original(*arguments)

    monkeypatch.setattr(composition, "compose", compose)
    closed = closing.close(*mine(house), PLAN.title)
    for sender in senders:
        sender.join()
    assert outcomes == ["sent", "sent", "round_closed"]
    assert closed.publication.by_id["org"].responses == 32


def test_reading_waits_for_nobody_who_writes(house: House, clock: Clock):
    """Not even while the round is held, as somebody who sends holds it."""
    everybody(house)
    organised = rounds.plan(house.store, house.principal, PLAN.model_copy(update={"title": "Later"}))
    reads: list[Callable[[], Any]] = [
        lambda: closing.preview(*mine(house)),
        lambda: participation.read(*mine(house)),
        lambda: comments.waiting(*mine(house)),
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
    closed = closing.close(*mine(house), PLAN.title)
    kept = comments.waiting(*mine(house))[0]
    comments.release(house.store, house.principal, kept.id)
    clock.turn(days=40)
    publication = archive.read(*mine(house))
    assert publication.units == closed.publication.units
    with house.store.writing() as connection:
        stored.locked(connection, None, house.round.id)
        found = results.released(house.store, house.principal, publication)
    assert [comment.id for comment in found] == [kept.id]

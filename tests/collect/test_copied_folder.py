"""One copy of the folder of an open round on SQLite ties no answer to a code, a draft, a text or an order."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from audit import storage
from audit.collect import drafts, vault
from audit.settings import Settings
from audit.storage import Store, wiping
from audit.storage.schema import response
from audit.storage.sealed import Key
from tests.helpers import copied
from tests.helpers.house import NOORD, ZUID, Clock, House, house_in, n, sheet

SENT = 100


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def lite(data: Path, clock: Clock) -> Iterator[Store]:
    store = storage.open(Settings(data_dir=data), clock=clock)
    yield store
    store.close()


def log_of(data: Path) -> int:
    """The length of the write-ahead log, in bytes."""
    file = data / f"{copied.DATABASE}-wal"
    return file.stat().st_size if file.exists() else 0


def stored(house: House) -> dict[bytes, str]:
    """The stored answers by the id of their row."""
    with house.store.reading() as connection:
        return {row.id: row.answers for row in connection.execute(select(response.c.id, response.c.answers))}


def right(found: copied.Links, senders: list[copied.Sender], key: Key) -> tuple[int, int, int]:
    """How many codes, drafts and texts an attacker ties to the right response, with the key of the reader at hand."""
    codes = {(sender.code, sender.number) for sender in senders}
    begun = {(sender.draft, sender.number) for sender in senders}
    texts = {(f"nummer {sender.number}", sender.number) for sender in senders}
    return (
        len(codes.intersection(found.codes)),
        len(begun.intersection(found.drafts)),
        len(texts.intersection((key.read(sealed), number) for sealed, number in found.comments)),
    )


@pytest.mark.parametrize("with_drafts", [False, True])
def test_one_copy_of_the_folder_ties_nobody_to_a_code_a_draft_or_a_text(
    lite: Store, data: Path, tmp_path: Path, with_drafts: bool
):
    house, senders = copied.half_sent(lite, SENT, with_drafts=with_drafts)
    content = house.content
    copy = copied.copy(data, tmp_path / "copy")
    found = copied.links(copy, content)
    assert right(found, senders, house.key) == (0, 0, 0)
    assert found.order == []
    bytes_there = b"".join(file.read_bytes() for file in copy.rglob("*") if file.is_file())
    assert not any(sender.code in bytes_there or sender.draft in bytes_there for sender in senders)


def test_without_emptying_the_log_the_same_copy_ties_everybody(
    lite: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Store, "_empty_log", lambda _store, **_patience: None)
    house, senders = copied.half_sent(lite, 20, with_drafts=True)
    found = copied.links(copied.copy(data, tmp_path / "copy"), house.content)
    assert right(found, senders, house.key) == (20, 20, 20)
    assert found.order == list(range(20))


def test_where_an_answer_lies_does_not_tell_who_came_last(store: Store):
    house, _senders = copied.half_sent(store, SENT // 2, with_drafts=False)
    before = stored(house)
    matches = 0
    for number in range(SENT // 2):
        house.send("een/team", copied.numbered(house.content, SENT + number))
        now = stored(house)
        (came,) = now.keys() - before.keys()
        matches += copied.number_in(now[came], house.content) == SENT + number
        before = now
    assert matches <= 8  # 0.7 are expected, and 50 where a row keeps what it came with


def test_somebody_who_reads_delays_no_send_and_the_log_is_emptied_when_they_are_done(lite: Store, data: Path):
    house = house_in(lite)
    filled = sheet(house.content, 1)
    with lite.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM invitation").scalar() == 34
        begun = time.monotonic()
        for _person in range(4):
            house.send(NOORD, filled)
        assert time.monotonic() - begun < 4
        assert log_of(data) > 0
    assert log_of(data) == 0
    assert n(house, response) == 4


def test_another_program_that_reads_delays_no_send_and_the_next_write_empties_the_log(lite: Store, data: Path):
    house = house_in(lite)
    begun = house.ticket(ZUID)
    other = sqlite3.connect(data / copied.DATABASE, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM invitation").fetchone()
    house.send(NOORD, sheet(house.content, 1))
    assert log_of(data) > 0
    other.execute("COMMIT")
    other.close()
    drafts.save(lite, begun, answers={"ze1_1": "4"})
    assert log_of(data) == 0


def test_a_log_that_cannot_be_emptied_stops_no_send(lite: Store, data: Path, monkeypatch: pytest.MonkeyPatch):
    house = house_in(lite)
    with monkeypatch.context() as patch:
        patch.setattr(wiping, "_TRUNCATE", "SELECT no such thing")
        house.send(NOORD, sheet(house.content, 1))
    assert log_of(data) > 0
    assert n(house, response) == 1
    assert log_of(data) == 0


def test_what_a_killed_program_left_in_the_log_is_emptied_at_the_next_start(
    lite: Store, data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_empty_log", lambda _store, **_patience: None)
        house = house_in(lite)
        house.send(NOORD, sheet(house.content, 1))
    assert log_of(data) > 0
    storage.open(Settings(data_dir=data), clock=clock).close()
    assert log_of(data) == 0


def test_many_who_send_while_many_read_all_arrive_and_leave_no_log(lite: Store, data: Path):
    house = house_in(lite)
    filled = sheet(house.content, 1, comments=True)
    tickets = [house.ticket(team) for team, codes in house.codes.items() for _code in range(len(codes))]
    done = threading.Event()
    errors: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            with lite.reading() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM response").scalar()

    def send(some: list[object]) -> None:
        try:
            for ticket in some:
                vault.send(lite, ticket, filled)
        except Exception as error:  # noqa: BLE001  (whatever it is: there should be none)
            errors.append(error)

    readers = [threading.Thread(target=read) for _reader in range(3)]
    writers = [threading.Thread(target=send, args=(tickets[first::4],)) for first in range(4)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert errors == []
    assert n(house, response) == len(tickets) == 34
    assert log_of(data) == 0

"""What is on the disk: looked for in the bytes of every file, and in everything SQL can see of a row."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from scipy.stats import spearmanr
from sqlalchemy import select, text

from audit import storage
from audit.collect import drafts, tickets, vault
from audit.manage import closing
from audit.settings import Settings
from audit.storage import Store, schema
from tests.helpers.copied import half_sent, number_in
from tests.helpers.house import NOORD, PLAN, QUESTIONS, Clock, House, everybody, house_in, sheet

MARKS = [f"ZOEKWOORD{number}" for number in range(8)]


def found(folder: Path, mark: bytes) -> dict[str, int]:
    """How often something stands in each file under a folder, where it does."""
    counts = {path.name: path.read_bytes().count(mark) for path in folder.rglob("*") if path.is_file()}
    return {name: n for name, n in counts.items() if n}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def lite(data: Path, clock: Clock) -> Iterator[House]:
    store = storage.open(Settings(data_dir=data), clock=clock)
    yield house_in(store)
    store.close()


def with_marks(house: House) -> None:
    """Eight people write drafts with a word to look for, and send it."""
    for number, mark in enumerate(MARKS):
        ticket = house.ticket(NOORD)
        filled = sheet(house.content, number)
        texts = {question: f"{mark} {question}" for question in QUESTIONS}
        for question, words in texts.items():
            drafts.save(house.store, ticket, comments={question: words}, answers=filled.answers)
        vault.send(house.store, ticket, filled.model_copy(update={"skipped": (), "comments": texts}))


def test_nothing_that_was_written_is_on_the_disk_before_it_is_sent(lite: House, data: Path):
    ticket = lite.ticket(NOORD)
    for number in range(30):
        drafts.save(lite.store, ticket, comments={"ze_good": f"{MARKS[0]} {number}"}, answers={"ze1_1": "4"})
    assert found(data, MARKS[0].encode()) == {}
    assert found(data, b'ze1_1":"4') == {}


def test_after_closing_nothing_of_an_answer_is_in_any_file(lite: House, data: Path):
    with_marks(lite)  # eight people: too few to keep what they wrote
    codes = [code for team in lite.codes.values() for code in team]
    with lite.store.reading() as connection:
        sealed = connection.scalars(select(schema.remark.c.sealed)).all()
    lite.store.engine.dispose()
    assert len(sealed) > len(MARKS)
    assert found(data, sealed[0]), "the test looks in the wrong place"
    assert found(data, MARKS[0].encode()) == {}
    assert found(data, b'"priorities":')
    assert closing.close(lite.store, lite.principal, lite.round.id, PLAN.title)
    for mark in [
        *MARKS,
        *(code.replace("-", "")[:12] for code in codes),
        *codes,
        '"answers":{',
        '"priorities":n',
        'ervaringsdeskundige"}',
    ]:
        assert found(data, mark.encode()) == {}, mark
    assert [one for one in sealed if found(data, one)] == []
    with lite.store.reading() as connection:
        assert connection.scalar(select(schema.publication.c.document)) is not None
    assert (data / "krachtspiegel.db-wal").stat().st_size < 4 * 4096 + 1000  # what was read since, at most


def test_after_closing_the_log_of_the_database_is_empty(lite: House, data: Path):
    with_marks(lite)
    closing.close(lite.store, lite.principal, lite.round.id, PLAN.title)
    log = data / "krachtspiegel.db-wal"  # it disappears with the last connection
    assert not log.exists() or log.stat().st_size == 0


def test_after_cancelling_nothing_of_an_answer_is_in_any_file(lite: House, data: Path):
    with_marks(lite)
    assert closing.cancel(lite.store, lite.principal, lite.round.id, PLAN.title)
    for mark in MARKS:
        assert found(data, mark.encode()) == {}


def test_no_code_is_in_any_file_or_log(lite: House, data: Path, caplog: pytest.LogCaptureFixture):
    codes = [code for team in lite.codes.values() for code in team]
    caplog.set_level(logging.DEBUG)
    with_marks(lite)
    ticket = lite.ticket("wonen/zuid")
    cookie = tickets.seal(lite.store, ticket)
    drafts.save(lite.store, ticket, answers={"ze1_1": "4"})
    for code in codes:
        for mark in (code, code.replace("-", ""), code.replace("-", "")[:12], cookie):
            assert found(data, mark.encode()) == {}
            assert mark not in caplog.text
    assert not any(mark in caplog.text for mark in MARKS)


def test_the_secret_is_in_no_file_but_its_own(lite: House, data: Path):
    assert found(data, lite.store.secret.value) == {}
    assert found(data, lite.store.secret.value.hex().encode()) == {"secret": 1}


def test_the_order_of_answers_says_nothing_about_who_came_first_on_sqlite(tmp_path: Path, clock: Clock):
    store = storage.open(Settings(data_dir=tmp_path), clock=clock)
    house, _senders = half_sent(store, 200, with_drafts=False)
    content = house.content
    store.close()
    with sqlite3.connect(tmp_path / "krachtspiegel.db") as connection:
        stored = connection.execute("SELECT answers FROM response").fetchall()
    connection.close()
    order = [number_in(record, content) for (record,) in stored]
    assert sorted(order) == list(range(200))
    assert abs(spearmanr(order, range(200)).statistic) < 0.25  # one in three thousand by chance


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_no_transaction_ties_an_answer_to_a_code_or_a_text_on_postgresql(store: Store):
    half_sent(store, 60, with_drafts=True)
    with store.reading() as connection:
        for of_code, of_answer in (("xmin", "xmin"), ("xmax", "xmin"), ("xmin", "xmax")):
            for table in ("invitation", "draft"):
                joined = f"SELECT count(*) FROM {table} a JOIN response r ON a.{of_code}::text = r.{of_answer}::text"
                assert connection.scalar(text(f"{joined} WHERE a.{of_code}::text <> '0'")) == 0, (
                    table,
                    of_code,
                    of_answer,
                )
        # everything was written anew by the one who sent last
        for table in ("response", "remark"):
            rows = connection.execute(text(f"SELECT count(*), count(DISTINCT xmin::text) FROM {table}")).one()
            assert tuple(rows) == (60, 1), table


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_closing_leaves_no_dead_rows_on_postgresql(store: Store):
    house = house_in(store)
    everybody(house)
    assert closing.close(store, house.principal, house.round.id, PLAN.title)
    with store.reading() as connection:
        for table in schema.PRIVATE:
            size = connection.scalar(text(f"SELECT pg_relation_size('{table.name}')"))
            assert size == 0, table.name

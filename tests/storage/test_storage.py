"""The store: opened with care, migrated once, never half written, and errors that are sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, func, insert, select, text

from audit import storage
from audit.errors import AuditError
from audit.settings import Settings
from audit.storage import Store, database, schema, secret
from tests.helpers.house import Clock
from tests.helpers.stores import full


def test_the_migrations_make_the_tables_of_the_schema(store: Store):
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_what_holds_answers_has_no_column_too_many():
    columns = {table.name: {column.name for column in table.columns} for table in schema.PRIVATE}
    assert columns == {
        "invitation": {"code", "round", "team"},
        "draft": {"id", "round", "sealed", "day"},
        "response": {"id", "round", "team", "answers"},
        "remark": {"id", "round", "question", "text", "sealed"},
    }


def test_sqlite_answers_what_was_asked_of_it_on_every_connection(tmp_path: Path):
    store = storage.open(Settings(data_dir=tmp_path))
    with store.engine.connect() as first, store.engine.connect() as second:
        for connection in (first.connection.driver_connection, second.connection.driver_connection):
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in database.PRAGMAS}
            assert found == {
                "journal_mode": "wal",
                "synchronous": 2,
                "busy_timeout": 30000,
                "secure_delete": 1,
                "foreign_keys": 1,
                "trusted_schema": 0,
            }
    store.close()


def test_it_does_not_open_where_sqlite_answers_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(database.PRAGMAS, "synchronous", 7)  # SQLite takes it for something it knows
    with pytest.raises(AuditError) as refused:
        storage.open(Settings(data_dir=tmp_path))
    assert refused.value.code == "pragma"
    assert "synchronous" in refused.value.sentence


def test_unordered_tables_have_no_row_numbers_on_sqlite(tmp_path: Path):
    store = storage.open(Settings(data_dir=tmp_path))
    store.close()
    with sqlite3.connect(tmp_path / "krachtspiegel.db") as connection:
        for table in schema.PRIVATE:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                connection.execute(f"SELECT rowid FROM {table.name}")
    connection.close()


def test_every_write_says_at_once_that_it_writes(tmp_path: Path):
    """A transaction that reads first and writes later would be refused when others write too."""
    store = storage.open(Settings(data_dir=tmp_path))
    errors: list[Exception] = []

    def work() -> None:
        other = storage.open(Settings(data_dir=tmp_path))  # a lock of its own, as another process has
        try:
            for _time in range(25):
                with other.writing() as connection:
                    n = connection.scalar(select(func.count()).select_from(schema.content))
                    connection.execute(insert(schema.content).values(sha256=os.urandom(8).hex(), document=str(n)))
        except Exception as error:  # noqa: BLE001  (whatever it is: there should be none)
            errors.append(error)
        finally:
            other.close()

    threads = [threading.Thread(target=work) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.content)) == 200
    store.close()


_OPENS_AT_THE_SAME_MOMENT = """
import sys
from audit import storage
from audit.settings import Settings

settings = Settings.model_validate_json(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
storage.open(settings).close()
print("opened", flush=True)
"""


def test_processes_that_start_at_once_migrate_once(settings: Settings):
    command = [sys.executable, "-c", _OPENS_AT_THE_SAME_MOMENT, settings.model_dump_json()]
    with contextlib.ExitStack() as ended:
        processes = [
            ended.enter_context(subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True)) for _process in range(4)
        ]
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * 4
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate(timeout=300)[0] for process in processes] == ["opened\n"] * 4
    store = storage.open(settings)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(schema.installation)).scalar_one() == 1
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    store.close()


def test_a_database_of_a_newer_version_is_refused(settings: Settings):
    store = storage.open(settings)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(AuditError) as refused:
        storage.open(settings)
    assert refused.value.code == "newer_database"


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "deep" / "secret"
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(secret.read(path).value)) for _thread in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["secret"]
    assert found[0].hex() not in repr(secret.read(path))


def test_another_secret_does_not_open_the_database(settings: Settings):
    storage.open(settings).close()
    settings.secret.write_text("00" * 32)
    with pytest.raises(AuditError) as refused:
        storage.open(settings)
    assert refused.value.code == "other_secret"


@pytest.mark.parametrize("inside", ["", "not hexadecimal", "00" * 31])
def test_a_broken_secret_is_a_sentence(tmp_path: Path, inside: str):
    (tmp_path / "secret").write_text(inside)
    with pytest.raises(AuditError) as refused:
        storage.open(Settings(data_dir=tmp_path))
    assert refused.value.code == "secret"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("no address at all", "database_url"),
        ("oracle://somewhere/else", "database_url"),
        ("postgresql://nobody@127.0.0.1:9/nothing", "cannot_open"),
        ("sqlite:////proc/nowhere/database.db", "cannot_open"),
    ],
)
def test_a_database_that_cannot_be_opened_is_a_sentence(tmp_path: Path, url: str, code: str):
    with pytest.raises(AuditError) as refused:
        storage.open(Settings(data_dir=tmp_path, database_url=url))
    assert refused.value.code == code


def test_what_cannot_be_written_is_a_sentence_and_leaves_nothing(settings: Settings, clock: Clock):
    store = storage.open(settings, clock=clock)
    full(store.engine)
    written = " ".join(["zeer", "geheim"] * 500)
    rows = [{"sha256": str(number), "document": written} for number in range(1000)]
    with pytest.raises(AuditError) as refused, store.writing() as connection:
        connection.execute(insert(schema.content), rows)
    assert refused.value.code == "not_saved"
    assert "zeer geheim" not in "".join(traceback.format_exception(refused.value))
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.content)) == 0
    store.close()


def test_a_disk_that_is_read_only_is_a_sentence(tmp_path: Path):
    store = storage.open(Settings(data_dir=tmp_path))
    event.listen(store.engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = 1"))
    store.engine.dispose()
    with pytest.raises(AuditError) as refused, store.writing() as connection:
        connection.execute(insert(schema.content).values(sha256="a", document="b"))
    assert refused.value.code == "not_saved"
    store.close()


def test_whoever_reads_sees_the_data_of_one_moment_while_others_write(store: Store):
    content = select(func.count()).select_from(schema.content)
    with store.reading() as connection:
        assert connection.scalar(content) == 0
        with store.writing() as other:
            other.execute(insert(schema.content).values(sha256="a", document="b"))
        assert connection.scalar(content) == 0
    with store.reading() as connection:
        assert connection.scalar(content) == 1


def test_a_database_that_keeps_too_much_says_so(store: Store):
    assert store.warnings() == ()
    if not store.is_sqlite:
        with store.engine.connect() as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET log_statement = 'all'")
            connection.commit()
        store.engine.dispose()
        (warning,) = store.warnings()
        assert "log_statement = all" in warning


def test_the_day_is_that_of_brussels(store: Store, clock: Clock):
    clock.at = clock.at.replace(hour=22, minute=30)  # 00:30 in summer time
    assert store.today().isoformat() == "2026-06-02"

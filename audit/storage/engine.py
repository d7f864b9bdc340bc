"""The database: one way to read, one way to write, and errors that are sentences.

SQLite unless another database was set; PostgreSQL runs the same code. What is written is on the disk when `writing`
is left without an error, and not at all otherwise.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy
from sqlalchemy import Connection, Engine, event, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from audit.errors import AuditError
from audit.settings import Settings
from audit.storage import secret as secrets_file
from audit.storage.private import make_private
from audit.storage.schema import PRIVATE, installation
from audit.storage.secret import Secret
from audit.texts import _

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
PRAGMAS: Final = {
    "busy_timeout": 30_000,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
}
"""What SQLite must answer when asked for each: nothing lost in a power cut, nothing left of what was erased. Patience
comes first: with it, even the first process on a new file is waited for."""
_KEPT_QUIET: Final = {"track_commit_timestamp": "off", "log_statement": "none"}
_PATIENCE: Final = 30.0  # seconds that somebody waits for the others
_FOR_READERS: Final = 0.05  # seconds that emptying the log waits for who reads: whoever sends waits as long
_TRUNCATE: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
_FIRST: Final = 1  # the one row of `installation`

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Store:
    """An opened database, with the secret that belongs to it and the clock."""

    engine: Engine
    secret: Secret
    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _responses: threading.Lock = field(default_factory=threading.Lock)
    _log_due: threading.Event = field(default_factory=threading.Event)

    def now(self) -> int:
        """Seconds since 1970."""
        return int(self.clock().timestamp())

    def today(self) -> date:
        """The day on the calendar in Brussels."""
        return self.clock().astimezone(BRUSSELS).date()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def _read_options(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {"begin": "BEGIN"}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from, as the data was at one moment.

        Raises:
            AuditError: the database cannot be read now.
        """
        try:
            with self.engine.connect() as raw:
                connection = raw.execution_options(**self._read_options)
                with connection.begin():
                    yield connection
        except (DBAPIError, NoConnection) as error:
            if isinstance(error, IntegrityError | ProgrammingError):
                raise  # a mistake of ours
            raise _unavailable() from error
        finally:
            if self._log_due.is_set() and self._lock.acquire(blocking=False):
                try:
                    self._empty_log(patience=0)
                finally:
                    self._lock.release()

    @contextmanager
    def writing(self, patience: float = _PATIENCE, *, empty_log: bool = False) -> Iterator[Connection]:
        """A transaction: all of it is on the disk when this is left, or nothing is.

        `patience` is how many seconds to wait for others who write; where somebody looks at a screen meanwhile and
        it will be tried again, a few are enough. With `empty_log` SQLite's write-ahead log is emptied afterwards: it
        holds the pages as they were after every transaction, so it would tell which rows came and went together.
        Where somebody who reads stands in the way, that is done when they are ready, or after the next write.

        Raises:
            AuditError: nothing was saved (the disk is full or read-only, the database is gone or busy).
        """
        # SQLite lets writers wait by trying again; those of this process queue, which is fairer and faster
        if not self._lock.acquire(timeout=patience):
            raise _not_saved()
        try:
            with self.engine.execution_options(patience=patience).begin() as connection:
                if not self.is_sqlite and patience < _PATIENCE:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(patience * 1000)}")
                if empty_log and self.is_sqlite:
                    self._log_due.set()
                yield connection
            if self._log_due.is_set():
                self._empty_log()
        except (DBAPIError, NoConnection) as error:
            if isinstance(error, IntegrityError | ProgrammingError):
                raise  # a mistake of ours
            raise _not_saved() from error
        finally:
            self._lock.release()

    @contextmanager
    def holding_responses(self) -> Iterator[None]:
        """Keep what was sent as it is, for this process: whoever sends waits until this is left, and whoever saves a
        draft does not. It comes before `writing`, never inside it.

        Raises:
            AuditError: somebody else held it too long (`not_saved`).
        """
        if not self._responses.acquire(timeout=_PATIENCE):
            raise _not_saved()
        try:
            yield
        finally:
            self._responses.release()

    def sweep(self) -> bool:
        """Wipe what was erased from the files of the database; whether that worked, or nothing was left to wipe.

        What could not be wiped stays due: the next start tries again.
        """
        with self._lock:
            try:
                return self._sweep()
            except (DBAPIError, NoConnection):
                return False

    def warnings(self) -> tuple[str, ...]:
        """Settings of the database that keep more than we promise: sentences for whoever manages the server."""
        if self.is_sqlite:
            return ()
        with self.reading() as connection:
            found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in _KEPT_QUIET}
        sentence = _(
            "PostgreSQL runs with {name} = {value}. It then keeps who wrote what and when. Set it to {wanted}."
        )
        return tuple(
            sentence.format(name=name, value=value, wanted=_KEPT_QUIET[name])
            for name, value in found.items()
            if value != _KEPT_QUIET[name]
        )

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _empty_log(self, patience: float = _FOR_READERS) -> None:
        """Bring SQLite's log back to nothing; what does not succeed stays due. The caller holds the lock."""
        try:
            with closing(self.engine.raw_connection()) as raw:
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
                busy, *_frames = cursor.execute(_TRUNCATE).fetchone()
                cursor.close()
            if not busy:
                self._log_due.clear()
        except (sqlite3.Error, SQLAlchemyError):
            pass  # what was written is on the disk all the same

    def _sweep(self) -> bool:
        maintenance = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with maintenance.connect() as connection:
            connection.detach()  # what is set here is for this connection alone; it does not go back to the others
            due = connection.scalar(select(installation.c.sweep_due))
            if not due:
                return True
            if self.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")
                # without this, a copy of everything would stand in a temporary file for a moment
                connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
                connection.exec_driver_sql("VACUUM")
                if not _truncate(connection):
                    return False
            else:
                for table in PRIVATE:
                    connection.exec_driver_sql(f"VACUUM FULL {table.name}")
            connection.execute(update(installation).values(sweep_due=False))
            return not self.is_sqlite or _truncate(connection)


def _truncate(connection: Connection) -> bool:
    """Bring the write-ahead log back to nothing; false when somebody is still reading in it."""
    busy: int = connection.exec_driver_sql(_TRUNCATE).one()[0]
    return busy == 0


def open(settings: Settings, *, clock: Clock = lambda: datetime.now(UTC)) -> Store:
    """Open the database, made or brought up to date where needed, and finish what a crash left undone.

    Raises:
        AuditError: it cannot be opened, does not keep what it promises, or the secret is not the one it was made with.
    """
    from audit.storage import migrations

    engine = _engine(settings.database)
    make_private(settings, _file_of(engine))
    secret = secrets_file.read(settings.secret)
    store = Store(engine, secret, clock)
    try:
        with store.writing(empty_log=True) as connection:
            if not store.is_sqlite:
                # two processes may start at once: one migrates, the other waits here (SQLite waits at `BEGIN`)
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({migrations.LOCK})")
            migrations.run(connection)
            _recognise(connection, secret)
        store.sweep()
    except SQLAlchemyError as error:
        store.close()
        raise _cannot_open() from error
    except AuditError as error:
        store.close()
        raise (_cannot_open() if error.code == "not_saved" else error) from error
    return store


def _recognise(connection: Connection, secret: Secret) -> None:
    """Remember which secret belongs to this database, or hold it to the one it was made with."""
    check = secret.keyed("installation", b"check")
    known = connection.scalar(select(installation.c.secret_check))
    if known is None:
        values = {"id": _FIRST, "secret_check": check, "set_up": False, "sweep_due": False}
        connection.execute(insert(installation).values(values))
    elif known != check:
        sentence = _(
            "The file with the secret is not the one this database was made with. Put back the copy that belongs to it."
        )
        raise AuditError("other_secret", sentence)


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return _sqlite(url)
    try:
        return sqlalchemy.create_engine(
            url,
            hide_parameters=True,
            isolation_level="READ COMMITTED",  # whoever waited for a lock sees what was written meanwhile
            pool_pre_ping=True,
            pool_timeout=_PATIENCE,
            connect_args={"connect_timeout": 10},
        )
    except (SQLAlchemyError, ImportError) as error:
        if isinstance(error, ImportError) and url.startswith("postgresql"):
            sentence = _('For this database something more must be installed: pip install "psycopg[binary]".')
            raise AuditError("driver", sentence) from error
        sentence = _(
            "AUDIT_DATABASE_URL is not the address of a database. Write it as "
            "postgresql://name:password@host/database, or leave it out."
        )
        raise AuditError("database_url", sentence) from error


def _sqlite(url: str) -> Engine:
    engine = sqlalchemy.create_engine(url, hide_parameters=True, pool_size=20, max_overflow=20, pool_timeout=_PATIENCE)
    file = _file_of(engine)
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _cannot_open() from error

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say ourselves when a transaction begins, and how
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
            answer = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if answer != value:
                raise _weak(name, answer)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            # a transaction that will write says so at once: one that finds out later would have to be refused
            wait = min(PRAGMAS["busy_timeout"], round(options.get("patience", _PATIENCE) * 1000))
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.exec_driver_sql(options.get("begin", "BEGIN IMMEDIATE"))

    return engine


def _file_of(engine: Engine) -> Path | None:
    """The file of SQLite; None for another database, or one in memory."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name and name != ":memory:" else None


def _weak(name: str, answer: object) -> AuditError:
    sentence = _(
        "SQLite does not keep the setting {name} on this disk (it answers {answer}). Put the data folder on a "
        "local disk, or use PostgreSQL."
    )
    return AuditError("pragma", sentence.format(name=name, answer=answer))


def _cannot_open() -> AuditError:
    sentence = _("The database cannot be opened. See whether it is there, may be written, and has room on its disk.")
    return AuditError("cannot_open", sentence)


def _unavailable() -> AuditError:
    return AuditError("unavailable", _("The data cannot be reached at the moment. Nothing is lost. Try again."))


def _not_saved() -> AuditError:
    sentence = _(
        "This was not saved: the data cannot be written at the moment. What you filled in still stands on "
        "this page. Try again in a minute, and tell your organisation if it stays like this."
    )
    return AuditError("not_saved", sentence)

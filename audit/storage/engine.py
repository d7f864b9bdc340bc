"""The database: one way to read, one way to write, and errors that are sentences.

SQLite unless another database was set; PostgreSQL runs the same code. What is written is on the disk when `writing`
is left without an error, and not at all otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from audit.errors import AuditError
from audit.storage import wiping
from audit.storage.database import PATIENCE
from audit.storage.secret import Secret
from audit.texts import _

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
_KEPT_QUIET: Final = {"track_commit_timestamp": "off", "log_statement": "none"}
_FOR_READERS: Final = 0.05  # seconds that emptying the log waits for who reads: whoever sends waits as long

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
    def writing(self, patience: float = PATIENCE, *, empty_log: bool = False) -> Iterator[Connection]:
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
                if not self.is_sqlite and patience < PATIENCE:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(patience * 1000)}")
                if empty_log and self.is_sqlite:
                    self._log_due.set()
                yield connection
            if self._log_due.is_set():
                self._empty_log(patience=_FOR_READERS)
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
        if not self._responses.acquire(timeout=PATIENCE):
            raise _not_saved()
        try:
            yield
        finally:
            self._responses.release()

    def sweep(self) -> bool:
        """Wipe what was erased from the files of the database; whether that worked, or nothing was left to wipe.

        What could not be wiped stays due: `audit.manage.upkeep` and the next start try again.
        """
        with self._lock:
            try:
                return wiping.sweep(self.engine)
            except (DBAPIError, NoConnection):
                return False

    def warnings(self) -> tuple[str, ...]:
        """Settings of the database that keep more than we promise: sentences for whoever manages the server."""
        if self.is_sqlite:
            return ()
        with self.reading() as connection:
            found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in _KEPT_QUIET}
        sentence = _(
            "The database keeps more than people were promised: PostgreSQL runs with {name} = {value}, so it keeps who "
            "wrote what and when. Ask whoever runs the server to set it to {wanted}."
        )
        return tuple(
            sentence.format(name=name, value=value, wanted=_KEPT_QUIET[name])
            for name, value in found.items()
            if value != _KEPT_QUIET[name]
        )

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _empty_log(self, patience: float) -> None:
        """Empty SQLite's log; what does not succeed stays due. The caller holds the lock."""
        if wiping.empty_log(self.engine, patience):
            self._log_due.clear()


def _unavailable() -> AuditError:
    return AuditError("unavailable", _("The data cannot be reached at the moment. Nothing is lost. Try again."))


def _not_saved() -> AuditError:
    sentence = _(
        "This was not saved: the data cannot be written at the moment. What you filled in still stands on "
        "this page. Try again in a minute, and tell your organisation if it stays like this."
    )
    return AuditError("not_saved", sentence)

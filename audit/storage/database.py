"""Connecting to the database: SQLite with what is promised of it, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError

from audit.errors import AuditError
from audit.texts import _

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
PATIENCE: Final = 30.0
"""Seconds that somebody waits for the others."""


def connect(url: str) -> Engine:
    """The engine for the address of a database; it connects when it is first used.

    Raises:
        AuditError: this is no address of a database, its driver is not installed, or its folder cannot be made. A
            connection of SQLite raises when its disk does not keep a setting.
    """
    if url.startswith("sqlite"):
        return _sqlite(url)
    try:
        return sqlalchemy.create_engine(
            url,
            hide_parameters=True,
            isolation_level="READ COMMITTED",  # whoever waited for a lock sees what was written meanwhile
            pool_pre_ping=True,
            pool_timeout=PATIENCE,
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
    engine = sqlalchemy.create_engine(url, hide_parameters=True, pool_size=20, max_overflow=20, pool_timeout=PATIENCE)
    file = file_of(engine)
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise cannot_open() from error

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
            wait = min(PRAGMAS["busy_timeout"], round(options.get("patience", PATIENCE) * 1000))
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.exec_driver_sql(options.get("begin", "BEGIN IMMEDIATE"))

    return engine


def file_of(engine: Engine) -> Path | None:
    """The file of SQLite; None for another database, or one in memory."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name and name != ":memory:" else None


def _weak(name: str, answer: object) -> AuditError:
    sentence = _(
        "SQLite does not keep the setting {name} on this disk (it answers {answer}). Put the data folder on a "
        "local disk, or use PostgreSQL."
    )
    return AuditError("pragma", sentence.format(name=name, answer=answer))


def cannot_open() -> AuditError:
    """The error of a database that is not there, or of which the disk refuses something."""
    sentence = _("The database cannot be opened. See whether it is there, may be written, and has room on its disk.")
    return AuditError("cannot_open", sentence)

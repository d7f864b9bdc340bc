"""Wiping what was erased from the files of the database, and emptying SQLite's write-ahead log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from audit.storage.database import PRAGMAS
from audit.storage.schema import PRIVATE, agreement, chosen, comment, installation, meeting, reader, request

_TRUNCATE: Final = "PRAGMA wal_checkpoint(TRUNCATE)"


def empty_log(engine: Engine, patience: float) -> bool:
    """Bring SQLite's log back to nothing, waiting so many seconds for who reads in it; whether that worked.

    Nobody of this process writes meanwhile.
    """
    try:
        with closing(engine.raw_connection()) as raw:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
            busy, *_frames = cursor.execute(_TRUNCATE).fetchone()
            cursor.close()
    except (sqlite3.Error, SQLAlchemyError):
        return False  # what was written is on the disk all the same
    return not busy


def sweep(engine: Engine) -> bool:
    """Wipe what was erased, when that is due; whether nothing is left to wipe.

    Raises:
        DBAPIError: the database or its disk refuses; it stays due.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    maintenance = engine.execution_options(isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.detach()  # what is set here is for this connection alone; it does not go back to the others
        due = connection.scalar(select(installation.c.sweep_due))
        if not due:
            return True
        if is_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")
            # without this, a copy of everything would stand in a temporary file for a moment
            connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
            connection.exec_driver_sql("VACUUM")
            if not _truncate(connection):
                return False
        else:
            for table in (*PRIVATE, comment, reader, meeting, chosen, agreement, request):
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")
        connection.execute(update(installation).values(sweep_due=False))
        return not is_sqlite or _truncate(connection)


def _truncate(connection: Connection) -> bool:
    """Bring the write-ahead log back to nothing; false when somebody is still reading in it."""
    busy: int = connection.exec_driver_sql(_TRUNCATE).one()[0]
    return busy == 0

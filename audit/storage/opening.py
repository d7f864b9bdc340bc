"""Opening the database: made or brought up to date where needed, with the secret it was made with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from audit.errors import AuditError
from audit.settings import Settings
from audit.storage import secret as secrets_file
from audit.storage.database import cannot_open, connect, file_of
from audit.storage.engine import Clock, Store
from audit.storage.private import make_private
from audit.storage.schema import installation
from audit.storage.secret import Secret
from audit.texts import _

_FIRST: Final = 1  # the one row of `installation`


def open(settings: Settings, *, clock: Clock = lambda: datetime.now(UTC)) -> Store:
    """Open the database, made or brought up to date where needed, and finish what a crash left undone.

    Raises:
        AuditError: it cannot be opened, does not keep what it promises, or the secret is not the one it was made with.
    """
    from audit.storage import migrations

    engine = connect(settings.database)
    make_private(settings, file_of(engine))
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
        raise cannot_open() from error
    except AuditError as error:
        store.close()
        raise (cannot_open() if error.code == "not_saved" else error) from error
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

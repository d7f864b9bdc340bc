"""How the tables came to be: one numbered step after the other, run at every start until nothing is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from audit.errors import AuditError
from audit.texts import _

FOLDER: Final = Path(__file__).parent
LOCK: Final = 7_205_759_403
"""A number of our own: whoever holds this lock of PostgreSQL is the one that migrates."""


def run(connection: Connection) -> None:
    """Bring the tables up to date inside the transaction of this connection.

    Raises:
        AuditError: a newer version of the program was here.
    """
    alembic = config(connection)
    steps = ScriptDirectory.from_config(alembic)
    here = MigrationContext.configure(connection).get_current_revision()
    if here == steps.get_current_head():
        return
    if here is not None and here not in {step.revision for step in steps.walk_revisions()}:
        sentence = _("A newer version of Krachtspiegel was used with this database. Update Krachtspiegel.")
        raise AuditError("newer_database", sentence)
    command.upgrade(alembic, "head")


def config(connection: Connection, folder: Path = FOLDER) -> Config:
    """What alembic must know to work on a database with the steps in a folder."""
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made

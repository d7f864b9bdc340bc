"""`make migration NAME=add_something`: the next step, with what the schema has and the steps before do not make."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import create_engine

from audit.storage import migrations

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{2,59}")


def add(name: str, folder: Path = migrations.FOLDER) -> Path:
    """Make the file of the next step in a folder of migrations, to be read and completed by hand.

    Raises:
        ValueError: the name is not of the form `add_something`.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” is not a name for a migration: write it as make migration NAME=add_something.")
    with create_engine("sqlite://").begin() as connection:
        config = migrations.config(connection, folder)
        config.set_main_option("file_template", f"v%%(rev)s_{name}")
        command.upgrade(config, "head")
        number = int(ScriptDirectory.from_config(config).get_current_head() or 0) + 1
        sentence = name.replace("_", " ").capitalize()
        made = command.revision(config, sentence, autogenerate=True, rev_id=f"{number:04}")
    if not isinstance(made, Script):
        raise TypeError("Alembic made several files where one was asked for.")
    return Path(made.path)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{add(sys.argv[1] if len(sys.argv) > 1 else '')}\n")
    except ValueError as error:
        sys.exit(str(error))

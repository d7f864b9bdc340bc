"""The files of this installation, closed to other users of the computer: folder 0700, files 0600."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from audit.errors import AuditError
from audit.settings import Settings
from audit.texts import _

_LOG: Final = ("-wal", "-shm")  # SQLite makes them with the permissions of the database


def make_private(settings: Settings, database: Path | None) -> None:
    """Make the data folder and an empty database where there is none, and take every permission from others.

    `database` is the file of SQLite, None for another database. A folder that is not the data folder keeps its
    permissions, and so does a secret in a place that was set, when they cannot be changed.

    Raises:
        AuditError: the data folder or a file cannot be made or closed, or the folder is everybody's
            (`not_private`).
    """
    ours = [settings.secret] if database is None else [settings.secret, database]
    try:
        if any(file.parent == settings.data_dir for file in ours):
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            if settings.data_dir.stat().st_mode & stat.S_ISVTX:
                raise _not_private(settings.data_dir)
            settings.data_dir.chmod(0o700)
        if database is not None:
            database.touch()
            for end in ("", *_LOG):
                _close(Path(f"{database}{end}"))
    except OSError as error:
        raise _not_private(error.filename) from error
    try:
        _close(settings.secret)
    except OSError as error:
        if settings.secret_file is None:
            raise _not_private(settings.secret) from error


def _close(file: Path) -> None:
    if file.exists():
        file.chmod(0o600)


def _not_private(path: object) -> AuditError:
    sentence = _(
        "{path} cannot be made, or cannot be closed to other users of this computer. Give it to the user that runs "
        "Krachtspiegel, or set AUDIT_DATA_DIR to a folder of its own."
    )
    return AuditError("not_private", sentence.format(path=path))

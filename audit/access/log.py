"""A line in the data folder for each time that the passphrase of management was set by another way than signing in."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from audit.errors import AuditError
from audit.texts import _

LOG: Final = "access.log"
"""The file in the data folder."""


def note(folder: Path, now: int, how: str) -> None:
    """Add a line to the log, which only this user reads; `now` in seconds since 1970, `how` the passphrase was set.

    Raises:
        AuditError: it cannot be written (`unwritable`).
    """
    path = folder / LOG
    line = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%SZ} passphrase of management set anew {how}; "
    try:
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, (line + "all sessions ended\n").encode())
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        sentence = _("“{path}” cannot be written: {why}. Choose another place.")
        raise AuditError("unwritable", sentence.format(path=path, why=error.strerror or error)) from error

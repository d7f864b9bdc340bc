"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from audit.errors import AuditError
from audit.texts import _


def write_whole(path: Path, data: bytes) -> None:
    """Write the bytes under a temporary name beside the place, then move them there: never a half-written file.

    A link is followed, and what is no ordinary file (a device, a pipe, a folder) is left alone.

    Raises:
        AuditError: the folder is not there or may not be written, or the place is no ordinary file.
    """
    path = Path(os.path.realpath(path))
    if path.is_symlink() or (path.exists() and not path.is_file()):
        sentence = _("“{path}” cannot be written: it is no ordinary file. Choose another place.")
        raise AuditError("unwritable", sentence.format(path=path))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        sentence = _("“{path}” cannot be written: {why}. Choose another place.")
        raise AuditError("unwritable", sentence.format(path=path, why=error.strerror or error)) from error


def _umask() -> int:
    """The process's umask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

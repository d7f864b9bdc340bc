"""A publication in a file, or what is wrong with the file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from audit.errors import AuditError, Problem
from audit.publication import Publication, from_json
from audit.texts import _


def publication_in(path: Path) -> Publication | Problem:
    """The publication in a file, or why it cannot be read; its place is the name of the file and its folder."""
    place = f"{path.parent.name}/{path.name}"
    try:
        status = path.stat()
        return _parsed(path, status.st_mtime_ns, status.st_size)
    except AuditError as error:
        return Problem(error.code, place, error.sentence)
    except OSError:
        return Problem("unreadable", place, _("This file cannot be opened. Look at its permissions."))


@lru_cache(maxsize=256)
def _parsed(path: Path, _mtime: int, _size: int) -> Publication:
    """Parsed once for as long as the file stays as it is."""
    return from_json(path.read_bytes())

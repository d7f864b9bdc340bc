"""Where things are kept: the database with its migrations, the secret beside it, organisations, rosters and rounds."""

from __future__ import annotations

from functools import lru_cache

from audit import settings
from audit.storage.engine import Store
from audit.storage.opening import open

__all__ = ["Store", "open", "ours"]


@lru_cache(maxsize=1)
def ours() -> Store:
    """The store of this process, opened once.

    Raises:
        AuditError: it cannot be opened, with what to do about it.
    """
    return open(settings.read())

"""What must happen from time to time: what is due is erased, and wiped from the disk.

The app does it when it starts and every hour (`app.py`), `python -m audit upkeep` when somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.manage import comments
from audit.principal import Principal
from audit.storage.engine import Store


@dataclass(frozen=True)
class Upkeep:
    """What was done: how many texts were erased that nobody released in time, and whether nothing that was ever erased
    is left on the disk."""

    erased: int
    swept: bool


def run(store: Store) -> Upkeep:
    """Erase what waited too long, and wipe what was erased.

    Raises:
        AuditError: the database cannot be read or written now.
    """
    return Upkeep(comments.erase_overdue(store), store.sweep())


def warnings(store: Store, principal: Principal) -> tuple[str, ...]:
    """Settings of the database that keep more than is promised, in sentences for management.

    Raises:
        AuditError: the database cannot be read now.
    """
    principal.manages()
    return store.warnings()

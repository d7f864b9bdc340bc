"""What must happen from time to time: what is due is erased, and wiped from the disk; open rounds are counted.

The app does it when it starts and every hour (`app.py`), `python -m audit upkeep` when somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.collect import drafts
from audit.manage import comments, count
from audit.principal import Principal
from audit.storage.engine import Store


@dataclass(frozen=True)
class Upkeep:
    """What was done: how many texts were erased that nobody released in time, how many drafts that nobody changed or
    sent, how many open rounds were counted for today, and whether nothing that was ever erased is left on the disk."""

    texts: int
    drafts: int
    counted: int
    swept: bool


def run(store: Store) -> Upkeep:
    """Erase what waited too long, count the open rounds once a day, and wipe what was erased.

    Raises:
        AuditError: the database cannot be read or written now.
    """
    return Upkeep(comments.erase_overdue(store), drafts.erase_overdue(store), count.make_due(store), store.sweep())


def warnings(store: Store, principal: Principal) -> tuple[str, ...]:
    """Settings of the database that keep more than is promised, in sentences for management.

    Raises:
        AuditError: the database cannot be read now.
    """
    principal.manages()
    return store.warnings()

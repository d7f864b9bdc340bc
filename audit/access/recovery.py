"""Another passphrase for management when the old one is lost: on the machine itself, and written down there."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, select, update

from audit.access import log
from audit.access import passphrase as passphrases
from audit.errors import AuditError, InputError
from audit.storage.engine import Store
from audit.storage.schema import account, session
from audit.texts import _


def reset(store: Store, new: str, folder: Path) -> None:
    """Set the passphrase of management, end every session, and write in the log of the data folder that it was done:
    all of it, or nothing. Whoever may call this has the machine, and thus the data.

    Raises:
        InputError: the passphrase will not do.
        AuditError: nothing was set up yet (`not_set_up`), or the log cannot be written (`unwritable`).
    """
    problems = passphrases.problems(new)
    if problems:
        raise InputError([*problems])
    require_set_up(store)
    kept = passphrases.hashed(new)
    of_management = account.c.role == "management"
    with store.writing() as connection:
        connection.execute(
            update(account).where(of_management).values(hash=kept, recovery=None, failures=0, wait_until=0)
        )
        accounts = select(account.c.id).where(of_management)
        connection.execute(delete(session).where(session.c.account.in_(accounts)))
        log.note(folder, store.now(), "on this machine")


def require_set_up(store: Store) -> None:
    """Refuse when there is no passphrase yet.

    Raises:
        AuditError: nothing was set up (`not_set_up`).
    """
    with store.reading() as connection:
        if connection.scalar(select(account.c.id).where(account.c.role == "management")) is None:
            raise AuditError("not_set_up", _("Nothing was set up here yet. Begin with setting up your organisation."))

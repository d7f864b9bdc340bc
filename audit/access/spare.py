"""The recovery code of management: printed at set-up, and good for setting another passphrase once.

It is 100 random bits, so nobody guesses it; only a keyed hash of it is kept.
"""

from __future__ import annotations

import hmac
import re
import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, select, update

from audit.access import log, sessions
from audit.access import passphrase as passphrases
from audit.errors import AuditError, InputError
from audit.principal import Principal
from audit.storage.engine import Store
from audit.storage.schema import account, session
from audit.texts import _

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that looks like another
_READ_AS: Final = str.maketrans("OIL", "011")
_LENGTH: Final = 20
_GROUP: Final = 5
_MANAGEMENT: Final = account.c.role == "management"


def make(store: Store, principal: Principal) -> str:
    """A new recovery code, in groups; the one before it is of no use any more. It is never shown again."""
    mine = _MANAGEMENT & (account.c.organisation == principal.manages())
    with store.writing() as connection:
        account_id = connection.scalar(select(account.c.id).where(mine))
        return _keep(connection, store, str(account_id))


def use(store: Store, code: str, new: str, folder: Path) -> tuple[str, str]:
    """Set another passphrase with the recovery code, end every session, and write in the log of the data folder that
    it was done: all of it, or nothing. The token of a new session, and the recovery code that replaces the one used.

    Raises:
        InputError: the passphrase will not do.
        AuditError: this is not the code, or not any more (`wrong_recovery`); or the log cannot be written.
    """
    problems = passphrases.problems(new)
    if problems:
        raise InputError(problems)
    _require_right(store, code)  # saves the work of hashing; of two at once, one wins below
    kept = passphrases.hashed(new)
    with store.writing() as connection:
        right = _MANAGEMENT & (account.c.recovery == _hash(store, code))
        used = update(account).where(right).values(hash=kept, recovery=None, failures=0, wait_until=0)
        account_id = connection.scalar(used.returning(account.c.id))
        if account_id is None:
            raise _wrong()
        connection.execute(delete(session).where(session.c.account == account_id))
        log.note(folder, store.now(), "with the recovery code")
        return sessions.begin(connection, store, account_id), _keep(connection, store, account_id)


def _require_right(store: Store, code: str) -> None:
    with store.reading() as connection:
        kept = connection.scalar(select(account.c.recovery).where(_MANAGEMENT))
    if kept is None or not hmac.compare_digest(kept, _hash(store, code)):
        raise _wrong()


def _keep(connection: Connection, store: Store, account_id: str) -> str:
    signs = [secrets.choice(_SIGNS) for _sign in range(_LENGTH)]
    code = "-".join("".join(signs[n : n + _GROUP]) for n in range(0, _LENGTH, _GROUP))
    connection.execute(update(account).where(account.c.id == account_id).values(recovery=_hash(store, code)))
    return code


def _hash(store: Store, code: str) -> bytes:
    """The keyed hash of a code, whatever stood between its signs when it was typed."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_READ_AS)
    return store.secret.keyed("recovery", plain.encode())


def _wrong() -> AuditError:
    sentence = _("This recovery code is not right, or it was used already. Look at the last one that you printed.")
    return AuditError("wrong_recovery", sentence)

"""Sessions: a random token in a cookie, of which only a hash is kept; looked up again on every run."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from audit.access import passphrase as passphrases
from audit.access.devices import Devices, one_more, require_over
from audit.errors import AuditError, InputError
from audit.principal import NOBODY, Principal
from audit.storage.engine import Store
from audit.storage.schema import account, session
from audit.texts import _

LONGEST: Final = 8 * 60 * 60  # seconds
IDLE: Final = 30 * 60
_AT_ONCE: Final = 0.02  # seconds to wait for others who write
_NOTICED: Final = 60  # being seen again is written down at most once in so many seconds
_DEVICES: Final = Devices()
_MANAGEMENT: Final = select(account).where(account.c.role == "management")


def principal(store: Store, token: str | None) -> Principal:
    """Who has this token; nobody, when it is unknown, too old or was not used for too long."""
    if not token:
        return NOBODY
    now, hashed = store.now(), _hash(token)
    wanted = select(session, account.c.role, account.c.organisation).join(account, account.c.id == session.c.account)
    with store.reading() as connection:
        row = connection.execute(wanted.where(session.c.token == hashed)).one_or_none()
    if row is None or not (0 <= now - row.begun < LONGEST and now - row.seen < IDLE):
        return NOBODY
    if now - row.seen >= _NOTICED:
        # whoever looks waits for nobody who writes: what is not written down now is at the next look
        with suppress(AuditError), store.writing(_AT_ONCE) as connection:
            connection.execute(update(session).where(session.c.token == hashed).values(seen=now))
    return Principal(role=row.role, organisation=row.organisation)


def sign_in(store: Store, passphrase: str, device: str | None = None) -> str:
    """The token of a new session for management.

    After a wrong passphrase the next one is looked at only 1, 2, 4 … at most 30 seconds later; nobody is ever locked
    out for good. A `device` that signed in before waits after its own wrong ones only, all others together.

    Raises:
        AuditError: it is wrong (`wrong_passphrase`), it is too soon (`wait`), or many are signing in (`busy`).
    """
    known, account_id, kept = _let_try(store, device)
    _require_right(passphrase, kept, known=known)
    renewed = passphrases.hashed(passphrase, known=known) if passphrases.is_outdated(kept) else kept
    with store.writing() as connection:
        _replace(connection, account_id, kept, renewed)
        _forget_failures(connection, account_id, device if known else None)
        return begin(connection, store, account_id)


def sign_out(store: Store, token: str | None) -> None:
    """End a session; one that is not there has ended."""
    if token:
        with store.writing() as connection:
            connection.execute(delete(session).where(session.c.token == _hash(token)))


def change_passphrase(store: Store, principal: Principal, old: str, new: str, device: str | None = None) -> str:
    """Set another passphrase and end every session; the token of a new one. `device` as in `sign_in`.

    Raises:
        AuditError: the old one is wrong, it is too soon to try again, or the new one will not do.
    """
    principal.manages()
    problems = passphrases.problems(new)
    if problems:
        raise InputError(problems)
    known, account_id, kept = _let_try(store, device)
    _require_right(old, kept, known=known)
    hashed = passphrases.hashed(new, known=known)
    with store.writing() as connection:
        _replace(connection, account_id, kept, hashed)
        _forget_failures(connection, account_id, device if known else None)
        connection.execute(update(account).where(account.c.id == account_id).values(recovery=None))
        connection.execute(delete(session).where(session.c.account == account_id))
        token = begin(connection, store, account_id)
    _DEVICES.forget_all()  # whoever knows only the old passphrase keeps no place
    return token


def generation(store: Store) -> str:
    """Sixteen hexadecimal digits that differ after every change of the passphrase, or of how it is hashed: the name
    of a device that was given out with other digits is of no use any more."""
    with store.reading() as connection:
        kept = connection.scalar(select(account.c.hash).where(account.c.role == "management")) or ""
    return store.secret.keyed("generation", kept.encode()).hex()[:16]


def begin(connection: Connection, store: Store, account_id: str) -> str:
    """Begin a session of an account that has shown who it is; its token. Sessions that ran out are cleared away."""
    token, now = secrets.token_urlsafe(32), store.now()
    connection.execute(delete(session).where((session.c.begun <= now - LONGEST) | (session.c.seen <= now - IDLE)))
    connection.execute(insert(session).values(token=_hash(token), account=account_id, begun=now, seen=now))
    return token


def _let_try(store: Store, device: str | None) -> tuple[bool, str, str]:
    """Allow one try, that already counts as a failure: many at once are no shortcut. Whether it is counted for this
    device alone, the account and its hash."""
    now = store.now()
    with store.reading() as connection:
        row = connection.execute(_MANAGEMENT).one_or_none()
    if row is None:
        raise AuditError("not_set_up", _("Nothing was set up here yet. Begin with setting up your organisation."))
    if device is not None and _DEVICES.let_try(device, now):
        return True, row.id, row.hash
    require_over(row.wait_until, now)  # who has to wait does not make others wait for the lock
    with store.writing() as connection:
        row = connection.execute(_MANAGEMENT.with_for_update()).one()
        require_over(row.wait_until, now)
        failures, wait = one_more(row.failures)
        connection.execute(
            update(account).where(account.c.id == row.id).values(failures=failures, wait_until=now + wait)
        )
    return False, row.id, row.hash


def _require_right(passphrase: str, kept: str, *, known: bool) -> None:
    if len(passphrase) > 2 * passphrases.LONGEST or not passphrases.is_right(passphrase, kept, known=known):
        raise _wrong()


def _replace(connection: Connection, account_id: str, kept: str, hashed: str) -> None:
    """Keep this hash, unless the passphrase was changed meanwhile."""
    unchanged = update(account).where(account.c.id == account_id, account.c.hash == kept)
    if connection.execute(unchanged.values(hash=hashed)).rowcount != 1:
        raise _wrong()


def _forget_failures(connection: Connection, account_id: str, device: str | None) -> None:
    """After the right passphrase: forget those of this device, or else those of all others together."""
    if device is not None:
        _DEVICES.forget(device)
    else:
        connection.execute(update(account).where(account.c.id == account_id).values(failures=0, wait_until=0))


def _wrong() -> AuditError:
    return AuditError("wrong_passphrase", _("This passphrase is not right. Try again."))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

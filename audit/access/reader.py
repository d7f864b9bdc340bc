"""The reader of what people write: one person, with a key under a passphrase that management does not know.

Management makes a link that works once. Who opens it sets a passphrase, and from then on texts are sealed to the key
under it. A key that is lost cannot be made again: what was sealed to it is erased.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from audit.access import passphrase as passphrases
from audit.access.devices import Devices, one_more, require_over
from audit.errors import AuditError, InputError
from audit.principal import Principal
from audit.storage import sealed
from audit.storage.engine import Store
from audit.storage.schema import account, comment, installation, reader, remark
from audit.storage.schema import organisation as organisations
from audit.storage.schema import round as rounds
from audit.storage.sealed import Key
from audit.texts import _, day

_DEVICES: Final = Devices()
_WITH_KEY: Final = select(reader).where(reader.c.public.is_not(None))

_SALT: Final = 16
_WORKS: Final = timedelta(days=14)
NOT_OPENED: Final = ("link_used", "link_expired", "no_link")  # of errors that say that a link opens nothing


@dataclass(frozen=True)
class Link:
    """The link of a reader: when it was made, when somebody set the key with it, and on which day it was first opened
    again after that."""

    made_on: date
    set_on: date | None
    again_on: date | None

    @property
    def last_day(self) -> date:
        """The last day on which a key can be set with it."""
        return self.made_on + _WORKS


def link(store: Store, principal: Principal) -> Link | None:
    """The link of the reader of this organisation, if one was made."""
    with store.reading() as connection:
        row = _of(connection, principal.manages())
    return Link(row.made_on, row.set_on, row.again_on) if row else None


def invite(store: Store, principal: Principal) -> str:
    """What the link for the reader ends in, which is never shown again. A link that nobody used stops working.

    Raises:
        AuditError: the reader has a key already (`key_is_set`).
    """
    manages, token = principal.manages(), secrets.token_urlsafe(24)
    with store.writing() as connection:
        _lock(connection, manages)
        row = _of(connection, manages)
        if row and row.public is not None:
            raise AuditError("key_is_set", _("The reader has a key already."))
        connection.execute(delete(reader).where(reader.c.organisation == manages))
        connection.execute(
            insert(reader).values(
                id=secrets.token_hex(8),
                organisation=manages,
                link=_hash(token),
                made_on=store.today(),
                failures=0,
                wait_until=0,
            )
        )
    return token


def forget(store: Store, principal: Principal) -> int:
    """Take the key of the reader away, because it is lost or somebody else will read: what is sealed to it is erased.
    Returns how many texts that were, of closed rounds; in an open round open questions are not asked any more.
    """
    manages = principal.manages()
    with store.writing(empty_log=True) as connection:
        _lock(connection, manages)
        row = _of(connection, manages)
        if row is None:
            return 0
        sealed_to_it = select(rounds.c.id).where(rounds.c.organisation == manages, rounds.c.reader == row.id)
        held = connection.scalars(sealed_to_it.with_for_update()).all()  # whoever sends now comes before or after
        unread = comment.c.round.in_(held) & comment.c.released.is_(False)
        n = connection.execute(delete(comment).where(unread)).rowcount
        connection.execute(delete(remark).where(remark.c.round.in_(held)))
        connection.execute(update(rounds).where(rounds.c.id.in_(held)).values(reader=None))
        connection.execute(delete(reader).where(reader.c.id == row.id))
        connection.execute(update(installation).values(sweep_due=True))
    store.sweep()
    return n


def look(store: Store, token: str) -> Link:
    """The link that somebody opened, before its key is set.

    Raises:
        AuditError: it was used already (`link_used`), which management sees from then on too; nobody used it in time
            (`link_expired`); or it opens nothing (`no_link`).
    """
    with store.reading() as connection:
        row = _row(connection, token)
    if row.set_on is None:
        found = Link(row.made_on, None, None)
        if store.today() > found.last_day:
            sentence = _("This link worked until {day}. Ask management for a new one.")
            raise AuditError("link_expired", sentence.format(day=day(found.last_day)))
        return found
    if row.again_on is None:
        with store.writing() as connection:
            connection.execute(update(reader).where(reader.c.id == row.id).values(again_on=store.today()))
    raise _used(row.set_on)


def set_key(store: Store, token: str, passphrase: str) -> str:
    """Make the key of the reader, under this passphrase. Texts of before there was a key are sealed to it. Returns a
    name for the browser in which that is done, which `unlock` knows again.

    Raises:
        InputError: the passphrase will not do.
        AuditError: it is the passphrase of management (`same_passphrase`), or what `look` raises.
    """
    problems = passphrases.problems(passphrase)
    if problems:
        raise InputError(problems)
    look(store, token)
    with store.reading() as connection:
        organisation = _row(connection, token).organisation
        of_management = select(account.c.hash).where(account.c.organisation == organisation)
        kept = connection.scalars(of_management).all()
    if any(passphrases.is_right(passphrase, hash) for hash in kept):
        sentence = _("This is the passphrase of management. Choose one that nobody else knows.")
        raise AuditError("same_passphrase", sentence)
    made = new_key(passphrase)
    with store.writing(empty_log=True) as connection:
        _lock(connection, organisation)
        row = _row(connection, token)
        if row.set_on is not None:
            raise _used(row.set_on)
        connection.execute(update(reader).where(reader.c.id == row.id).values(set_on=store.today(), **made))
        _seal_earlier(connection, organisation, row.id, made["public"])
    store.sweep()
    return f"{secrets.token_urlsafe(18)}.{row.id}"


def new_key(passphrase: str) -> dict[str, bytes]:
    """A new pair of keys under a passphrase, as the columns in which it is kept."""
    salt = secrets.token_bytes(_SALT)
    public, wrapped = sealed.make(passphrases.derived(passphrase, salt))
    return {"public": public, "wrapped": wrapped, "salt": salt}


def unlock(store: Store, passphrase: str, device: str | None = None) -> Key:
    """The key of the reader. After a wrong passphrase the next is looked at only 1, 2, 4 … at most 30 seconds later; in
    the browser in which the key was set (`device`), only after a wrong one typed there.

    Raises:
        AuditError: it is wrong (`wrong_passphrase`), it is too soon (`wait`), or nobody has a key (`no_key`).
    """
    with store.reading() as connection:
        row = connection.execute(_WITH_KEY).first()
    if row is None:
        raise AuditError("no_key", _("Nobody has a key here yet. The reader gets a link from management."))
    own = device if device and device.endswith(f".{row.id}") and _DEVICES.let_try(device, store.now()) else None
    if own is None:
        _count_try(store)
    key = sealed.unwrap(row.id, passphrases.derived(passphrase, row.salt), row.public, row.wrapped)
    if key is None:
        raise AuditError("wrong_passphrase", _("This passphrase is not right."))
    if own is not None:
        _DEVICES.forget(own)
    else:
        with store.writing() as connection:
            connection.execute(update(reader).where(reader.c.id == row.id).values(failures=0, wait_until=0))
    return key


def _count_try(store: Store) -> None:
    """Count a try in any other browser as a failure until it turns out right.

    Raises:
        AuditError: it is too soon (`wait`).
    """
    with store.reading() as connection:
        for row in connection.execute(_WITH_KEY):
            require_over(row.wait_until, store.now())
    with store.writing() as connection:
        for row in connection.execute(_WITH_KEY.with_for_update()).all():
            require_over(row.wait_until, store.now())
            failures, wait = one_more(row.failures)
            noted = {"failures": failures, "wait_until": store.now() + wait}
            connection.execute(update(reader).where(reader.c.id == row.id).values(noted))


def _seal_earlier(connection: Connection, organisation: str, id: str, public: bytes) -> None:
    """Seal what was written in rounds that opened before texts were sealed, and let this reader have it."""
    of_organisation = select(rounds.c.id).where(rounds.c.organisation == organisation)
    found: set[str] = set()
    for table, bare in ((remark, remark.c.text != ""), (comment, comment.c.released.is_(False))):
        bare = bare & table.c.sealed.is_(None) & table.c.round.in_(of_organisation)
        for row in connection.execute(select(table).where(bare)).all():
            kept = {"text": "", "sealed": sealed.seal(public, row.text)}
            connection.execute(update(table).where(table.c.id == row.id).values(kept))
            found.add(row.round)
    connection.execute(update(rounds).where(rounds.c.id.in_(found)).values(reader=id))
    if found:
        connection.execute(update(installation).values(sweep_due=True))


def _of(connection: Connection, organisation: str) -> Row[Any] | None:
    return connection.execute(select(reader).where(reader.c.organisation == organisation)).one_or_none()


def _row(connection: Connection, token: str) -> Row[Any]:
    row = connection.execute(select(reader).where(reader.c.link == _hash(token))).one_or_none()
    if row is None:
        raise AuditError("no_link", _("This link does not work, or not any more. Ask management for a new one."))
    return row


def _lock(connection: Connection, organisation: str) -> None:
    """Hold the organisation until this transaction ends: nobody opens a round of it meanwhile."""
    connection.execute(select(organisations.c.id).where(organisations.c.id == organisation).with_for_update())


def _used(on: date) -> AuditError:
    sentence = _(
        "This link was used already: somebody set a key with it on {day}. Was it not you? Then somebody else can read "
        "what people write. Tell management, and the confidential adviser: the key has to be taken away."
    )
    return AuditError("link_used", sentence.format(day=day(on)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

"""The first visit: an organisation and its management passphrase, once."""

from __future__ import annotations

import hmac
import secrets

from sqlalchemy import insert, select, update

from audit.access import passphrase as passphrases
from audit.access import sessions
from audit.errors import AuditError, InputError
from audit.organisation import Kind
from audit.rounds import Facts
from audit.storage.engine import Store
from audit.storage.schema import account, installation, organisation
from audit.texts import _
from audit.typed import name_problems


def is_empty(store: Store) -> bool:
    """Whether nobody has set anything up yet."""
    with store.reading() as connection:
        return not connection.scalar(select(installation.c.set_up))


def key(store: Store) -> str:
    """What the link for the first set-up of a hosted installation ends in: 32 hexadecimal digits, made of the secret.
    It is of no use any more once somebody has set up."""
    return store.secret.keyed("set-up", b"").hex()[:32]


def link(store: Store, public_url: str) -> str:
    """The link for the first set-up.

    Raises:
        AuditError: somebody set up already (`already_set_up`).
    """
    if not is_empty(store):
        raise _already()
    return f"{public_url.rstrip('/')}/set-up#{key(store)}"


def opens(store: Store, public_url: str, given: str) -> bool:
    """Whether somebody with this key may set up. An app that only its own machine reaches needs none."""
    return not public_url or hmac.compare_digest(key(store).encode(), given.encode())


def set_up(store: Store, *, name: str, kind: Kind | None, region: str | None, passphrase: str) -> str:
    """Make the organisation and its management account; the token of a first session.

    Raises:
        InputError: every problem of name, region and passphrase.
        AuditError: somebody was first (`already_set_up`).
    """
    region = (region or "").strip() or None
    problems = name_problems(name, "name") + (name_problems(region, "region") if region else [])
    problems += passphrases.problems(passphrase)
    if problems:
        raise InputError(problems)
    if not is_empty(store):  # saves the work of hashing; who comes first is decided below
        raise _already()
    kept = passphrases.hashed(passphrase)
    organisation_id, account_id = secrets.token_hex(8), secrets.token_hex(8)
    with store.writing() as connection:
        free = installation.c.set_up.is_(False)
        if connection.execute(update(installation).where(free).values(set_up=True)).rowcount != 1:
            raise _already()
        connection.execute(
            insert(organisation).values(
                id=organisation_id,
                name=name.strip(),
                kind=kind,
                region=region,
                services="[]",
                facts=Facts().model_dump_json(),
            )
        )
        connection.execute(
            insert(account).values(
                id=account_id, organisation=organisation_id, role="management", hash=kept, failures=0, wait_until=0
            )
        )
        return sessions.begin(connection, store, account_id)


def _already() -> AuditError:
    return AuditError("already_set_up", _("An organisation was set up here already. Sign in instead."))

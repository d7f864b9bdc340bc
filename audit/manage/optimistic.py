"""Optimistic transactions on an open round: read, compute without holding anything, write if nothing changed.

Composing a publication takes seconds. While it is computed no transaction is open, so that people go on saving and
sending. What was computed is only written when the round and its responses are still those that were read. When they
changed twice, whoever sends waits while it is computed once more; whoever saves a draft does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from sqlalchemy import Connection, select

from audit.principal import Principal
from audit.rounds import Round
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import response
from audit.storage.schema import round as round_table

TRIES: Final = 2
"""So many times nobody waits; the next time whoever sends does, so that there always is an end."""
Read = TypeVar("Read")
Made = TypeVar("Made")
Written = TypeVar("Written")
Version = tuple[object, ...]


def settle(
    store: Store,
    principal: Principal,
    round_id: str,
    *,
    read: Callable[[Connection, Round], Read],
    compute: Callable[[Read], Made],
    write: Callable[[Connection, Round, Made], Written],
) -> Written:
    """Write what is computed from what is read of a round: all from the same state of it, in one transaction.

    Drafts and codes are no part of that state: people who fill in change nothing here.

    Args:
        read: gets what is needed, in a transaction; it raises when this cannot be done with the round.
        compute: makes the result, slowly; it may be called again with something else.
        write: keeps the result, in a transaction that holds the round.

    Raises:
        AuditError: there is no such round, `read` refuses, or nothing could be saved.
    """
    manages = principal.manages()

    def attempt() -> Written:
        with store.reading() as connection:
            # first: what changes while the rest is read then counts as changed, on databases without snapshots too
            version = _version(connection, round_id)
            found = read(connection, stored.read(connection, manages, round_id))
        made = compute(found)
        with store.writing() as connection:
            round = stored.locked(connection, manages, round_id)
            if _version(connection, round_id) != version:
                raise _Changed
            return write(connection, round, made)

    for _attempt in range(TRIES):
        with suppress(_Changed):
            return attempt()
    with store.holding_responses():
        with suppress(_Changed):
            return attempt()
        with store.writing() as connection:  # another process sends, or somebody changes the round all the time
            round = stored.locked(connection, manages, round_id)
            return write(connection, round, compute(read(connection, round)))


class _Changed(Exception):
    """What was read is not what is there any more; nothing was written."""


def _version(connection: Connection, round_id: str) -> Version:
    """The row of a round and which responses it has: equal when neither changed.

    Ids of responses are random: one that was sent since has a new id, and so have those dealt out anew with it.
    """
    row = connection.execute(select(round_table).where(round_table.c.id == round_id)).one_or_none()
    ids = connection.scalars(select(response.c.id).where(response.c.round == round_id).order_by(response.c.id))
    return (*(row or ()), hashlib.sha256(b"".join(ids)).digest())

"""What somebody has filled in so far, kept so that a refresh or another device goes on at the same place.

A draft is encrypted with a key made from the code, which is kept nowhere: who has the database and the secret, but not
the code, cannot read it. Its length is rounded up, and of time only the day is kept, to erase it `KEPT_DAYS` later.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Unpack

from sqlalchemy import Connection, delete, insert, select, update

from audit import typed
from audit.collect.sheet import KEPT_DAYS, Change, Sheet
from audit.collect.tickets import Ticket, admit
from audit.errors import InputError
from audit.storage.engine import Store
from audit.storage.schema import draft
from audit.storage.secret import Secret

_KEY: Final = "draft of"
_STEP: Final = 4096  # bytes to which a draft is rounded up
_PATIENCE: Final = 3.0
"""Seconds to wait for others who write: what is not saved now goes along with the next answer, and nobody looks at a
grey page for long."""


def load(store: Store, ticket: Ticket) -> Sheet:
    """What was filled in with this code, empty when nothing was.

    Raises:
        AuditError: the code is not open any more (`code_unknown`), or the round no longer accepts answers
            (`round_closed`).
    """
    with store.reading() as connection:
        admit(connection, store, ticket)
        return _read(connection, store.secret, ticket)


def save(store: Store, ticket: Ticket, **change: Unpack[Change]) -> Sheet:
    """Make a change in the draft and leave the rest: two tabs with one code do not undo each other's answers and texts.

    Returns the whole sheet.

    Raises:
        AuditError: the code is not open any more, the round no longer accepts answers, or nothing could be saved.
        InputError: a comment is too long or cannot be kept; nothing was saved.
    """
    comments = {id: text.replace("\r\n", "\n") for id, text in change.get("comments", {}).items()}
    problems = [problem for id, text in comments.items() for problem in typed.text_problems(typed.clean(text), id)]
    if problems:
        raise InputError(problems)
    change["comments"] = comments
    with store.writing(_PATIENCE) as connection:
        # with the round held, sending cannot happen between looking and writing: no draft is left behind it
        admit(connection, store, ticket, lock=True)
        sheet = _read(connection, store.secret, ticket).with_change(**change)
        _write(connection, store, ticket, sheet)
    return sheet


def erase(connection: Connection, secret: Secret, ticket: Ticket) -> None:
    """Take the draft away, in the transaction that stores what was sent."""
    connection.execute(delete(draft).where(draft.c.id == _id(secret, ticket.code)))


def erase_overdue(store: Store) -> int:
    """Erase what nobody changed for more than `KEPT_DAYS`; how many drafts. Without any, nothing is written."""
    overdue = draft.c.day < store.today() - timedelta(days=KEPT_DAYS)
    with store.reading() as connection:
        if connection.scalar(select(draft.c.id).where(overdue).limit(1)) is None:
            return 0
    with store.writing(empty_log=True) as connection:
        return connection.execute(delete(draft).where(overdue)).rowcount


def _read(connection: Connection, secret: Secret, ticket: Ticket) -> Sheet:
    id = _id(secret, ticket.code)
    sealed = connection.scalar(select(draft.c.sealed).where(draft.c.id == id))
    if sealed is None:
        return Sheet()
    return Sheet.model_validate_json(secret.decrypt(_KEY, sealed, id, given=ticket.code.encode()))


def _write(connection: Connection, store: Store, ticket: Ticket, sheet: Sheet) -> None:
    id = _id(store.secret, ticket.code)
    plain, code = sheet.model_dump_json().encode(), ticket.code.encode()
    sealed = store.secret.encrypt(_KEY, plain, id, step=_STEP, given=code)
    values = {"sealed": sealed, "day": store.today()}
    if connection.execute(update(draft).where(draft.c.id == id).values(values)).rowcount == 0:
        connection.execute(insert(draft).values(id=id, round=ticket.round, **values))


def _id(secret: Secret, code: str) -> bytes:
    """Where the draft of a code stands; not to be recognised in the table of tickets."""
    return secret.keyed("draft", code.encode())

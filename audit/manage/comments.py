"""What people wrote, after closing: per open question of the whole organisation, for one reader to release.

They came here shuffled, without unit or role and without the answers they came with. What was not released is erased
after 30 days.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy import delete as erase

from audit import typed
from audit.errors import AuditError, InputError
from audit.principal import Principal
from audit.storage.engine import Store
from audit.storage.schema import comment
from audit.storage.schema import round as rounds
from audit.texts import _

DAYS: Final = 30
ENOUGH: Final = 10
"""So many people must have answered in the organisation before anything they wrote is kept."""


@dataclass(frozen=True)
class Comment:
    """What somebody wrote to an open question, and whether the reader released it."""

    id: str
    question: str
    text: str
    released: bool


def waiting(store: Store, principal: Principal, round_id: str) -> tuple[Comment, ...]:
    """What the reader has not released yet, in no order that means anything. What waited too long is erased first."""
    principal.manages()
    erase_overdue(store)
    return _read(store, principal, round_id, released=False)


def released(store: Store, principal: Principal, round_id: str) -> tuple[Comment, ...]:
    """What the reader released."""
    return _read(store, principal, round_id, released=True)


def release(store: Store, principal: Principal, comment_id: str) -> None:
    """Let what somebody wrote be read by everyone who sees the results.

    Raises:
        AuditError: it is not there any more (`no_comment`).
    """
    mine = _mine(principal, comment_id)
    with store.writing() as connection:
        _require_found(connection.execute(update(comment).where(*mine).values(released=True)).rowcount)


def shorten(store: Store, principal: Principal, comment_id: str, text: str) -> None:
    """Take out what could identify somebody. What was taken out is not kept.

    Raises:
        AuditError: it is not there any more, or the new text is empty or too long.
    """
    mine = _mine(principal, comment_id)
    text = typed.clean(text)
    problems = typed.text_problems(text, "text")
    if problems:
        raise InputError(problems)
    if not text:
        raise AuditError("empty_comment", _("Nothing would be left. Delete it instead."))
    with store.writing() as connection:
        _require_found(connection.execute(update(comment).where(*mine).values(text=text)).rowcount)


def delete(store: Store, principal: Principal, comment_id: str) -> None:
    """Erase what somebody wrote.

    Raises:
        AuditError: it is not there any more (`no_comment`).
    """
    mine = _mine(principal, comment_id)
    with store.writing() as connection:
        _require_found(connection.execute(erase(comment).where(*mine)).rowcount)


def keep(connection: Connection, store: Store, round_id: str, texts: Sequence[tuple[str, str]]) -> None:
    """Move open answers (question, text) here, in the transaction that closes their round."""
    until = store.today() + timedelta(days=DAYS)
    rows = [
        {
            "id": secrets.token_hex(16),
            "round": round_id,
            "question": question,
            "text": text,
            "released": False,
            "kept_until": until,
        }
        for question, text in texts
    ]
    if rows:
        connection.execute(insert(comment), rows)


def erase_overdue(store: Store) -> int:
    """Erase what waited too long for its reader, in every round; how many texts. Without any, nothing is written."""
    overdue = comment.c.released.is_(False) & (comment.c.kept_until < store.today())
    with store.reading() as connection:
        if connection.scalar(select(comment.c.id).where(overdue).limit(1)) is None:
            return 0
    with store.writing(empty_log=True) as connection:
        return connection.execute(erase(comment).where(overdue)).rowcount


def _read(store: Store, principal: Principal, round_id: str, *, released: bool) -> tuple[Comment, ...]:
    manages = principal.manages()
    wanted = (
        select(comment)
        .join(rounds, rounds.c.id == comment.c.round)
        .where(rounds.c.organisation == manages, comment.c.round == round_id, comment.c.released == released)
        .order_by(comment.c.question, comment.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(Comment(row.id, row.question, row.text, row.released) for row in rows)


def _mine(principal: Principal, comment_id: str) -> tuple[ColumnElement[bool], ...]:
    """Which row is meant, of a round of this principal's organisation."""
    own = select(rounds.c.id).where(rounds.c.organisation == principal.manages())
    return comment.c.id == comment_id, comment.c.round.in_(own)


def _require_found(found: int) -> None:
    if found != 1:
        raise AuditError("no_comment", _("This text is not there any more."))

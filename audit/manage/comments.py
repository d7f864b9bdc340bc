"""What people wrote, after closing: per open question of the whole organisation, for one reader to release.

They came here shuffled, without unit or role and without the answers they came with, and only the key of the reader
opens them. What the reader released can be read by whoever sees the results; what was not is erased after 30 days.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, insert, select, update
from sqlalchemy import delete as erase

from audit import typed
from audit.errors import AuditError, InputError
from audit.principal import Principal
from audit.questionnaire import Content
from audit.rounds import Round
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import comment
from audit.storage.schema import round as rounds
from audit.storage.sealed import Key as Key
from audit.texts import _

DAYS: Final = 30
ENOUGH: Final = 10
"""So many people must have answered in the organisation before anything they wrote is kept."""
_ORDERED: Final = select(comment).order_by(comment.c.question, comment.c.id)


@dataclass(frozen=True)
class Comment:
    """What somebody wrote to an open question, and whether the reader released it."""

    id: str
    round: str
    question: str
    text: str
    released: bool


def waiting(store: Store, key: Key) -> tuple[Comment, ...]:
    """What the reader has not released yet, in no order that means anything. What waited too long is erased first."""
    erase_overdue(store)
    with store.reading() as connection:
        rows = connection.execute(_ORDERED.where(_sealed_to(key), comment.c.sealed.is_not(None))).all()
    return tuple(Comment(row.id, row.round, row.question, key.read(row.sealed), released=False) for row in rows)


def unread(store: Store, principal: Principal, round_id: str) -> int:
    """How many texts wait for the reader."""
    erase_overdue(store)
    mine = _of_management(principal, round_id)
    with store.reading() as connection:
        wanted = select(func.count()).select_from(comment).where(mine, comment.c.released.is_(False))
        return connection.scalar(wanted) or 0


def released(store: Store, principal: Principal, round_id: str) -> tuple[Comment, ...]:
    """What the reader released."""
    mine = _of_management(principal, round_id)
    with store.reading() as connection:
        rows = connection.execute(_ORDERED.where(mine, comment.c.released.is_(True))).all()
    return tuple(Comment(row.id, row.round, row.question, row.text, released=True) for row in rows)


def release(store: Store, key: Key, comment_id: str, text: str) -> None:
    """Let everyone who sees the results read what somebody wrote, as it is given here: whole, or without what could
    identify somebody. What was taken out is not kept.

    Raises:
        AuditError: it is not there any more (`no_comment`), or the text is empty or too long.
    """
    text = typed.clean(text)
    problems = typed.text_problems(text, "text")
    if problems:
        raise InputError(problems)
    if not text:
        raise AuditError("empty_comment", _("Nothing would be left. Erase it instead."))
    mine = (comment.c.id == comment_id) & comment.c.sealed.is_not(None) & _sealed_to(key)
    with store.writing(empty_log=True) as connection:
        done = update(comment).where(mine).values(text=text, sealed=None, released=True)
        _require_found(connection.execute(done).rowcount)


def delete(store: Store, key: Key, comment_id: str) -> None:
    """Erase what somebody wrote, before it is released.

    Raises:
        AuditError: it is not there any more (`no_comment`).
    """
    mine = (comment.c.id == comment_id) & comment.c.sealed.is_not(None) & _sealed_to(key)
    with store.writing(empty_log=True) as connection:
        _require_found(connection.execute(erase(comment).where(mine)).rowcount)


def withdraw(store: Store, principal: Principal, round_id: str, comment_id: str) -> None:
    """Erase a text that was released.

    Raises:
        AuditError: it is not there any more (`no_comment`).
    """
    mine = _of_management(principal, round_id) & (comment.c.id == comment_id) & comment.c.released.is_(True)
    with store.writing(empty_log=True) as connection:
        _require_found(connection.execute(erase(comment).where(mine)).rowcount)


def rounds_of(store: Store, key: Key) -> dict[str, Round]:
    """The rounds whose texts this key opens, by id."""
    with store.reading() as connection:
        found = connection.execute(select(rounds).where(rounds.c.reader == key.reader)).mappings()
        return {row["id"]: stored.as_round(row) for row in found}


def asked_in(store: Store, key: Key, round_id: str) -> Content:
    """What a round asked whose texts this key opens.

    Raises:
        AuditError: this key opens no texts of such a round (`no_comment`).
    """
    with store.reading() as connection:
        mine = (rounds.c.id == round_id) & (rounds.c.reader == key.reader)
        _require_found(len(connection.execute(select(rounds.c.id).where(mine)).all()))
        return stored.frozen_content(connection, round_id)


def keep(connection: Connection, store: Store, round_id: str, texts: Sequence[tuple[str, bytes]]) -> None:
    """Move open answers (question, sealed text) here, in the transaction that closes their round."""
    until = store.today() + timedelta(days=DAYS)
    rows = [
        {
            "id": secrets.token_hex(16),
            "round": round_id,
            "question": question,
            "text": "",
            "sealed": sealed,
            "released": False,
            "kept_until": until,
        }
        for question, sealed in texts
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


def _sealed_to(key: Key) -> ColumnElement[bool]:
    return comment.c.round.in_(select(rounds.c.id).where(rounds.c.reader == key.reader))


def _of_management(principal: Principal, round_id: str) -> ColumnElement[bool]:
    """The rows of a round of this principal's organisation."""
    own = select(rounds.c.id).where(rounds.c.organisation == principal.manages())
    return (comment.c.round == round_id) & comment.c.round.in_(own)


def _require_found(found: int) -> None:
    if found != 1:
        raise AuditError("no_comment", _("This text is not there any more."))

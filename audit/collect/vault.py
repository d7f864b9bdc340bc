"""Where answers wait until their round is closed: nothing comes out but all of them at once, for closing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from audit.collect import drafts, sheet
from audit.collect.responses import Answers, Response
from audit.collect.sheet import Sheet
from audit.collect.tickets import Ticket, UnknownCode, admit, hashed
from audit.errors import AuditError, InputError
from audit.questionnaire import Content
from audit.storage import rounds, sealed
from audit.storage.engine import Store
from audit.storage.schema import PRIVATE, invitation, remark, response, slips, snapshot

_MIXED: Final = 200
_Row = TypeVar("_Row")


def send(store: Store, ticket: Ticket, filled_in: Sheet) -> None:
    """Store what somebody filled in and erase the code and the draft: all of it, or nothing.

    When this returns, it is on the disk. The response has a random id and nothing else; open answers are stored apart,
    sealed to their reader.

    Raises:
        UnknownCode: the code was used already (a double click, another tab) or replaced. Nothing was stored.
        RoundClosed: the round no longer accepts answers. Nothing was stored, and the code was not used up.
        InputError: what was filled in cannot be sent like this, with every reason.
        AuditError: nothing could be saved now (`not_saved`).
    """
    today = store.today()
    try:
        _send(store, ticket, filled_in)
    except AuditError as error:
        if not _lost_connection(error):
            raise
        try:
            _send(store, ticket, filled_in)
        except UnknownCode as unknown:
            if unknown.reissued is not None and unknown.reissued >= today:
                raise  # it may have been replaced meanwhile, so that nothing was sent
            # the first time had arrived after all; only its confirmation got lost


def counts(connection: Connection, round_id: str) -> dict[str, int]:
    """How many people of each team have sent."""
    wanted = select(response.c.team, func.count()).where(response.c.round == round_id).group_by(response.c.team)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def answers(connection: Connection, round_id: str, asked: Content) -> Answers:
    """Everybody's answers, in no order that means anything: for the closing of the round alone."""
    wanted = select(response.c.team, response.c.answers).where(response.c.round == round_id).order_by(response.c.id)
    responses: list[Response] = [sheet.response(team, record, asked) for team, record in connection.execute(wanted)]
    return Answers(asked.questionnaires, tuple(responses))


def replace(connection: Connection, round_id: str, brought: Sequence[Response], asked: Content) -> None:
    """Store the answers of a round that another tool collected, in the place of those that were brought before; in no
    order that means anything, as if each person had sent them."""
    connection.execute(delete(response).where(response.c.round == round_id))
    rows: list[dict[str, Any]] = [
        {"id": secrets.token_bytes(16), "team": one.team, "answers": sheet.of(one, asked).record(asked)}
        for one in brought
    ]
    connection.execute(insert(response), [{**row, "round": round_id} for row in _shuffled(rows)])


def remarks(connection: Connection, round_id: str) -> list[tuple[str, bytes]]:
    """Everything that was written (question, and the text as only its reader opens it), shuffled."""
    wanted = select(remark.c.question, remark.c.sealed).where(remark.c.round == round_id, remark.c.sealed.is_not(None))
    found = [(question, sealed) for question, sealed in connection.execute(wanted)]
    return _shuffled(found)


def unsealed(connection: Connection, round_id: str) -> bool:
    """Whether texts are there that were written before texts were sealed, and wait for the first key of a reader."""
    bare = (remark.c.round == round_id) & remark.c.sealed.is_(None)
    return connection.execute(select(remark.c.id).where(bare).limit(1)).first() is not None


def empty(connection: Connection, round_id: str) -> None:
    """Erase everything that people brought to a round, and all that still gave access to it."""
    for table in (*PRIVATE, slips, snapshot):
        connection.execute(delete(table).where(table.c.round == round_id))


def _send(store: Store, ticket: Ticket, filled_in: Sheet) -> None:
    with store.holding_responses(), store.writing(empty_log=True) as connection:
        round = admit(connection, store, ticket, lock=True)
        used = delete(invitation).where(invitation.c.code == hashed(store.secret, ticket.code))
        team = connection.execute(used.returning(invitation.c.team)).scalar_one()
        asked = rounds.frozen_content(connection, ticket.round).only(round.plan.questionnaires)
        settled = filled_in.settled(asked)
        problems = settled.problems(asked)
        if problems:
            raise InputError(problems)  # and the code is there again
        _mix_in(connection, response, ticket.round, [{"team": team, "answers": settled.record(asked)}])
        public = rounds.public_key(connection, round)
        if settled.comments and public is not None:
            texts = [
                {"question": question, "text": "", "sealed": sealed.seal(public, text)}
                for question, text in settled.comments.items()
            ]
            _mix_in(connection, remark, ticket.round, texts)
        drafts.erase(connection, store.secret, ticket)


def _mix_in(connection: Connection, table: Table, round_id: str, new: Sequence[Mapping[str, Any]]) -> None:
    """Store new rows of a round among those before: what up to 200 of them hold is dealt out anew, with what is new.

    Where a row lies in a file of SQLite, and by which transaction PostgreSQL says that it was written, then tells
    nothing about who came last, nor which open answers came with which response.
    """
    start = secrets.token_bytes(16)
    of_round = select(table).where(table.c.round == round_id).order_by(table.c.id)
    rows = [*connection.execute(of_round.where(table.c.id >= start).limit(_MIXED)).mappings()]
    rows += connection.execute(of_round.where(table.c.id < start).limit(_MIXED - len(rows))).mappings()
    ids = [row["id"] for row in rows]
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    ids += [secrets.token_bytes(16) for _row in new]
    contents = _shuffled([*map(dict, rows), *map(dict, new)])
    connection.execute(
        insert(table), [{**row, "round": round_id, "id": id} for row, id in zip(contents, ids, strict=True)]
    )


def _shuffled(rows: list[_Row]) -> list[_Row]:
    secrets.SystemRandom().shuffle(rows)
    return rows


def _lost_connection(error: AuditError) -> bool:
    """Whether the database went away while we were waiting for its answer, so that nobody knows what it did."""
    return isinstance(error.__cause__, DBAPIError) and error.__cause__.connection_invalidated

"""Who may answer: codes that each open one sheet, once. Only a keyed hash of a code is kept, and only until it is sent.

Nobody's name is here, and the app never learns who drew which slip.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from audit.collect import codes
from audit.collect.sheet import KEPT_DAYS
from audit.errors import AuditError
from audit.organisation import Unit
from audit.questionnaire import Content
from audit.rounds import Round, RoundClosed
from audit.storage import rounds
from audit.storage.engine import Store
from audit.storage.schema import invitation, slips
from audit.storage.schema import round as round_table
from audit.storage.secret import Secret
from audit.texts import _, day


class UnknownCode(AuditError):
    """The code was used, replaced, or never was one: these look the same, so that nobody learns which.

    `reissued` is the last day on which its team got new codes, if ever: it may have been replaced then.
    """

    def __init__(self, sentence: str = "", *, reissued: date | None = None) -> None:
        super().__init__(
            "code_unknown",
            sentence
            or _(
                "This code has already been used or is not known. Had you "
                "already sent? Then your answers have arrived safely."
            ),
        )
        self.reissued = reissued


class RoundEnded(RoundClosed):
    """A round takes no answers, told to whoever comes in or comes back: nothing of theirs stands on a screen."""

    def __init__(self, round: Round) -> None:
        super().__init__(round)
        if round.state == "open":
            sentence = _(
                "The last day of this round was {day}. What you filled in is kept for {n} days, and your code still "
                "works if your organisation moves the last day. Ask for it there."
            )
            self.sentence = sentence.format(day=day(round.plan.last_day), n=KEPT_DAYS)
        elif round.state == "closed":
            self.sentence = _(
                "This round is closed. Had you already sent? Then your answers have arrived. What was "
                "only half filled in was not sent, and has been erased."
            )


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code that was looked up: it opens one sheet of one round. It shows nothing of itself."""

    round: str
    team: str
    code: str = field(repr=False)

    def __repr__(self) -> str:
        return "Ticket(…)"


@dataclass(frozen=True)
class Occasion:
    """What a respondent is invited to, and where the answers will be shown: `counts_for` is the team, or what it is
    part of when the team has fewer people than the minimum group."""

    round: Round
    content: Content
    service: Unit
    team: Unit
    counts_for: Unit

    @property
    def team_is_small(self) -> bool:
        return self.counts_for.id != self.team.id


def enter(store: Store, typed: str) -> Ticket:
    """The ticket for a code that somebody typed.

    Raises:
        AuditError: it cannot be a code (`code_typo`), it is not an open one (`code_unknown`), or its round no longer
            accepts answers (`round_closed`).
    """
    code = codes.read(typed)
    with store.reading() as connection:
        row = connection.execute(
            select(invitation).where(invitation.c.code == hashed(store.secret, code))
        ).one_or_none()
        if row is None:
            raise UnknownCode(_none_is_open(connection))
        ticket = Ticket(row.round, row.team, code)
        admit(connection, store, ticket, ended=RoundEnded)
    return ticket


def occasion(store: Store, ticket: Ticket) -> Occasion:
    """What this ticket is for.

    Raises:
        AuditError: the code is not open any more, or the round no longer accepts answers.
    """
    with store.reading() as connection:
        round = admit(connection, store, ticket)
        content = rounds.frozen_content(connection, ticket.round)
    by_id = {unit.id: unit for unit in round.units.units}
    team = by_id[ticket.team]
    return Occasion(
        round=round,
        content=content.only(round.plan.questionnaires),
        service=by_id[team.parent or ""],
        team=team,
        counts_for=round.units.counts_for(team, round.plan.minimum_group),
    )


def seal(store: Store, ticket: Ticket) -> str:
    """The ticket as the value of a cookie that only this installation can open.

    The round and the team go along: when the code is gone, they still tell what became of it.
    """
    return store.secret.seal("ticket", json.dumps([ticket.round, ticket.team, ticket.code]))


def unseal(store: Store, cookie: str) -> Ticket:
    """The ticket in a cookie, looked up again.

    Raises:
        AuditError: it was not made here, its code is not open any more (`code_unknown`), or its round no longer
            accepts answers (`round_closed`).
    """
    plain = store.secret.unseal("ticket", cookie)
    if plain is None:
        raise UnknownCode
    ticket = Ticket(*json.loads(plain))
    with store.reading() as connection:
        admit(connection, store, ticket, ended=RoundEnded)
    return ticket


def admit(
    connection: Connection,
    store: Store,
    ticket: Ticket,
    *,
    lock: bool = False,
    ended: type[RoundClosed] = RoundClosed,
) -> Round:
    """The round of a ticket that opens its sheet now; with `lock` the round stays as it is until this transaction ends.

    `ended` is how to say that the round no longer accepts answers.

    Raises:
        UnknownCode: the code was used or replaced, while its round is open.
        RoundClosed: the round no longer accepts answers.
    """
    round = rounds.locked(connection, None, ticket.round) if lock else _round(connection, ticket)
    if round.state == "open" and not _is_open(connection, store.secret, ticket.code):
        raise gone(connection, ticket)  # the last day may be over too, but these answers are not waiting for it
    if not round.accepts(store.today()):
        raise ended(round)
    return round


def gone(connection: Connection, ticket: Ticket) -> UnknownCode:
    """Why the code of a ticket opens nothing any more, as far as anybody knows: used, or replaced by another."""
    wanted = select(slips.c.reissued_on).where(slips.c.round == ticket.round, slips.c.team == ticket.team)
    reissued_on = connection.scalar(wanted)
    if reissued_on is None:
        return UnknownCode()
    return UnknownCode(
        _(
            "This code no longer works: your team got new codes on {day}. Had you already sent? Then your "
            "answers have arrived. What was only half filled in was not sent and opens no more. Ask for a "
            "new slip to begin again."
        ).format(day=day(reissued_on)),
        reissued=reissued_on,
    )


def hashed(secret: Secret, code: str) -> bytes:
    """How a code is kept: nothing that helps without the secret of this installation."""
    return secret.keyed("invitation", code.encode())


def _is_open(connection: Connection, secret: Secret, code: str) -> bool:
    """Whether this code was issued and not used or revoked since."""
    wanted = select(invitation.c.round).where(invitation.c.code == hashed(secret, code))
    return connection.scalar(wanted) is not None


def _none_is_open(connection: Connection) -> str:
    """What to say of every code while no round is open; nothing when one is."""
    if connection.scalar(select(round_table.c.id).where(round_table.c.state == "open").limit(1)) is not None:
        return ""
    return _(
        "No round is open at the moment, so this code opens nothing. Had you already sent? Then your answers have "
        "arrived. What was only half filled in has been erased."
    )


def _round(connection: Connection, ticket: Ticket) -> Round:
    row = connection.execute(select(round_table).where(round_table.c.id == ticket.round)).mappings().one_or_none()
    if row is None:
        raise UnknownCode
    return rounds.as_round(row)

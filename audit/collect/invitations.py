"""Who may answer: codes that each open one sheet, once. Only a keyed hash of a code is kept, and only until it is sent.

Nobody's name is here, and the app never learns who drew which slip.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from audit.collect import codes, sealing
from audit.errors import AuditError
from audit.organisation import Organisation, Unit
from audit.principal import Principal
from audit.questionnaire import Content
from audit.rounds import Round, RoundClosed, not_open
from audit.storage import agenda
from audit.storage.engine import Store
from audit.storage.schema import invitation, response, slips
from audit.storage.schema import round as rounds
from audit.storage.secret import Secret
from audit.texts import _, day

COOKIE: Final = "ticket"
LARGEST_TEAM: Final = 100_000


class UnknownCode(AuditError):
    """The code was used, replaced, or never was one: these look the same, so that nobody learns which."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            "code_unknown",
            sentence
            or _(
                "This code has already been used or is not known. Had you "
                "already sent? Then your answers have arrived safely."
            ),
        )


class RoundEnded(RoundClosed):
    """A round takes no answers, told to whoever comes in or comes back: nothing of theirs stands on a screen."""

    def __init__(self, round: Round) -> None:
        super().__init__(round)
        if round.state == "open":
            sentence = _(
                "The last day of this round was {day}. What you filled in is kept, and your code still works "
                "if your organisation moves the last day. Ask for it there."
            )
            self.sentence = sentence.format(day=day(round.plan.last_day))
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


def issue(store: Store, principal: Principal, round_id: str, team: str) -> tuple[str, ...]:
    """The codes of a team, one for each person invited, in an order by chance. They are never shown again.

    Raises:
        AuditError: the round is not open, there is no such team, or it has its codes already (`already_issued`).
    """
    manages = principal.manages()
    with store.writing() as connection:
        _one, unit = _open_team(connection, manages, round_id, team)
        if _has_slips(connection, round_id, team):
            sentence = _(
                "The codes of this team were made before and are shown only once. If slips were lost, make "
                "new codes for everybody in the team who has not sent yet."
            )
            raise AuditError("already_issued", sentence)
        connection.execute(insert(slips).values(round=round_id, team=team))
        return _make(connection, store.secret, round_id, team, unit.invited)


def reissue(store: Store, principal: Principal, round_id: str, team: str) -> tuple[str, ...]:
    """New codes for everybody in a team who has not sent yet; the old ones stop working, with what was filled in.

    How many there are tells how many people have answered. So this can be done once a day.

    Raises:
        AuditError: the round is not open, there is no such team, the codes were not made yet (`not_issued`), or this
            was done today (`reissued_today`).
    """
    manages = principal.manages()
    with store.writing() as connection:
        _one, unit = _open_team(connection, manages, round_id, team)
        slip = select(slips).where(slips.c.round == round_id, slips.c.team == team)
        row = connection.execute(slip).one_or_none()
        if row is None:
            raise AuditError("not_issued", _("This team has no codes yet. Make them first."))
        if row.reissued_on == store.today():
            sentence = _("This team already got new codes today. You can make new ones again tomorrow.")
            raise AuditError("reissued_today", sentence)
        _revoke(connection, round_id, team)
        connection.execute(
            update(slips).where(slips.c.round == round_id, slips.c.team == team).values(reissued_on=store.today())
        )
        sent = connection.scalar(
            select(func.count()).select_from(response).where(response.c.round == round_id, response.c.team == team)
        )
        return _make(connection, store.secret, round_id, team, unit.invited - (sent or 0))


def add(store: Store, principal: Principal, round_id: str, team: str, n: int = 1) -> tuple[str, ...]:
    """Invite more people in a team, such as a new colleague; their codes (none while the team has no codes yet).

    Raises:
        AuditError: the round is not open, there is no such team, or that many people do not fit.
    """
    manages = principal.manages()
    with store.writing() as connection:
        one, unit = _open_team(connection, manages, round_id, team)
        if not 1 <= n <= LARGEST_TEAM - unit.invited:
            raise AuditError("invited", _("Fill in how many people come along: a whole number of at least 1."))
        larger = _with_more(one.units, team, n).model_dump_json()
        connection.execute(update(rounds).where(rounds.c.id == round_id).values(frozen=larger))
        if not _has_slips(connection, round_id, team):
            return ()
        return _make(connection, store.secret, round_id, team, n)


def issued(store: Store, principal: Principal, round_id: str) -> frozenset[str]:
    """The teams that have their codes."""
    one = agenda.read(store, principal, round_id)
    with store.reading() as connection:
        return frozenset(connection.scalars(select(slips.c.team).where(slips.c.round == one.id)))


def enter(store: Store, typed: str) -> Ticket:
    """The ticket for a code that somebody typed.

    Raises:
        AuditError: it cannot be a code (`code_typo`), it is not an open one (`code_unknown`), or its round no longer
            accepts answers (`round_closed`).
    """
    return _admit(store, codes.read(typed))


def occasion(store: Store, ticket: Ticket) -> Occasion:
    """What this ticket is for.

    Raises:
        AuditError: the code is not open any more, or the round no longer accepts answers.
    """
    with store.reading() as connection:
        one = hold_to_open(connection, store, ticket)
        content = agenda.frozen_content(connection, ticket.round)
        if not is_open(connection, store.secret, ticket.code):
            raise gone(connection, ticket)
    by_id = {unit.id: unit for unit in one.units.units}
    team = by_id[ticket.team]
    service = by_id[team.parent or ""]
    enough = (unit for unit in (team, service) if unit.invited >= one.plan.minimum_group)
    return Occasion(
        round=one,
        content=agenda.asked(content, one.plan),
        service=service,
        team=team,
        counts_for=next(enough, by_id["org"]),
    )


def seal(store: Store, ticket: Ticket) -> str:
    """The ticket as the value of a cookie that only this installation can open.

    The round and the team go along: when the code is gone, they still tell what became of it.
    """
    told = json.dumps([ticket.round, ticket.team, ticket.code])
    return sealing.seal(store.secret, "ticket", told, secrets.token_bytes(sealing.NONCE))


def unseal(store: Store, cookie: str) -> Ticket:
    """The ticket in a cookie, looked up again.

    Raises:
        AuditError: it was not made here, its code is not open any more (`code_unknown`), or its round no longer
            accepts answers (`round_closed`).
    """
    plain = sealing.unseal(store.secret, "ticket", cookie)
    if plain is None:
        raise UnknownCode
    ticket = Ticket(*json.loads(plain))
    with store.reading() as connection:
        one = _round(connection, ticket)
        if one.state == "open" and not is_open(connection, store.secret, ticket.code):
            raise gone(connection, ticket)  # the last day may be over too, but these answers are not waiting for it
        if not one.accepts(store.today()):
            raise RoundEnded(one)
    return ticket


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
        ).format(day=day(reissued_on))
    )


def is_open(connection: Connection, secret: Secret, code: str) -> bool:
    """Whether this code was issued and not used or revoked since."""
    wanted = select(invitation.c.round).where(invitation.c.code == hashed(secret, code))
    return connection.scalar(wanted) is not None


def hold_to_open(connection: Connection, store: Store, ticket: Ticket, *, lock: bool = False) -> Round:
    """The round of a ticket, if it accepts answers now; with `lock` it stays so until this transaction ends.

    Raises:
        RoundClosed: it does not.
    """
    one = agenda.locked(connection, None, ticket.round) if lock else _round(connection, ticket)
    if not one.accepts(store.today()):
        raise RoundClosed(one)
    return one


def hashed(secret: Secret, code: str) -> bytes:
    """How a code is kept: nothing that helps without the secret of this installation."""
    return secret.keyed("invitation", code.encode())


def _admit(store: Store, code: str) -> Ticket:
    with store.reading() as connection:
        wanted = select(invitation).where(invitation.c.code == hashed(store.secret, code))
        row = connection.execute(wanted).one_or_none()
        if row is None:
            raise UnknownCode(_none_is_open(connection))
        ticket = Ticket(row.round, row.team, code)
        one = _round(connection, ticket)
        if not one.accepts(store.today()):
            raise RoundEnded(one)
    return ticket


def _none_is_open(connection: Connection) -> str:
    """What to say of every code while no round is open; nothing when one is."""
    if connection.scalar(select(rounds.c.id).where(rounds.c.state == "open").limit(1)) is not None:
        return ""
    return _(
        "No round is open at the moment, so this code opens nothing. Had you already sent? Then your answers have "
        "arrived. What was only half filled in has been erased."
    )


def _round(connection: Connection, ticket: Ticket) -> Round:
    row = connection.execute(select(rounds).where(rounds.c.id == ticket.round)).mappings().one_or_none()
    if row is None:
        raise UnknownCode
    return agenda.as_round(row)


def _open_team(connection: Connection, organisation: str, round_id: str, team: str) -> tuple[Round, Unit]:
    one = agenda.locked(connection, organisation, round_id)
    if one.state != "open":
        raise not_open()
    for unit in one.units.units:
        if unit.id == team and unit.level == "team":
            return one, unit
    raise AuditError("no_team", _("There is no such team in this round."))


def _has_slips(connection: Connection, round_id: str, team: str) -> bool:
    wanted = select(slips.c.team).where(slips.c.round == round_id, slips.c.team == team)
    return connection.scalar(wanted) is not None


def _make(connection: Connection, secret: Secret, round_id: str, team: str, n: int) -> tuple[str, ...]:
    made = tuple(codes.make(secrets.choice) for _number in range(max(n, 0)))
    if made:
        connection.execute(
            insert(invitation), [{"code": hashed(secret, code), "round": round_id, "team": team} for code in made]
        )
    return tuple(codes.shown(code) for code in made)


def _revoke(connection: Connection, round_id: str, team: str) -> None:
    connection.execute(delete(invitation).where(invitation.c.round == round_id, invitation.c.team == team))


def _with_more(tree: Organisation, team_id: str, n: int) -> Organisation:
    """The same tree with `n` more people invited in one team."""
    services = tuple(
        service.model_copy(
            update={
                "teams": tuple(
                    team.model_copy(update={"invited": team.invited + n})
                    if tree.team_ids[service.name, team.name] == team_id
                    else team
                    for team in service.teams
                )
            }
        )
        for service in tree.services
    )
    return Organisation(name=tree.name, kind=tree.kind, region=tree.region, services=services)

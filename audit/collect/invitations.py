"""Who may answer: codes that each open one sheet, once. Only a keyed hash of a code is kept, and only until it is sent.

Nobody's name is here, and the app never learns who drew which slip.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, func, insert, select, update

from audit.collect import codes
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
from audit.texts import _

COOKIE: Final = "ticket"
LARGEST_TEAM: Final = 100_000
_NONCE: Final = 12


class UnknownCode(AuditError):
    """The code was used, revoked, or never was one: these look the same, so that nobody learns which."""

    def __init__(self) -> None:
        super().__init__("code_unknown", _("This code has already been used or is not known. Had you already sent? "
                                           "Then your answers have arrived safely."))  # fmt: skip


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
            sentence = _("The codes of this team were made before and are shown only once. If slips were lost, make "
                         "new codes for everybody in the team who has not sent yet.")  # fmt: skip
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
        connection.execute(update(slips).where(slips.c.round == round_id, slips.c.team == team)
                           .values(reissued_on=store.today()))  # fmt: skip
        sent = connection.scalar(select(func.count()).select_from(response)
                                 .where(response.c.round == round_id, response.c.team == team))  # fmt: skip
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


def revoke(store: Store, principal: Principal, round_id: str, team: str) -> None:
    """Let the codes of a team that were not used stop working, for example when slips fell into wrong hands.

    Raises:
        AuditError: the round is not open, or there is no such team.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _open_team(connection, manages, round_id, team)
        _revoke(connection, round_id, team)


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
            raise UnknownCode
    by_id = {unit.id: unit for unit in one.units.units}
    team = by_id[ticket.team]
    service = by_id[team.parent or ""]
    enough = (unit for unit in (team, service) if unit.invited >= one.plan.minimum_group)
    return Occasion(round=one, content=agenda.asked(content, one.plan), service=service, team=team,
                    counts_for=next(enough, by_id["org"]))  # fmt: skip


def seal(store: Store, ticket: Ticket) -> str:
    """The ticket as the value of a cookie that only this installation can open."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(store.secret.key("cookie")).encrypt(nonce, ticket.code.encode(), b"ticket")
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unseal(store: Store, cookie: str) -> Ticket:
    """The ticket in a cookie, looked up again.

    Raises:
        AuditError: it was not made here, its code is not open any more (`code_unknown`), or its round no longer
            accepts answers (`round_closed`).
    """
    try:
        data = base64.urlsafe_b64decode(cookie.encode("ascii") + b"=" * (-len(cookie) % 4))
        code = AESGCM(store.secret.key("cookie")).decrypt(data[:_NONCE], data[_NONCE:], b"ticket").decode()
    except (ValueError, binascii.Error, InvalidTag, UnicodeError) as error:
        raise UnknownCode from error
    return _admit(store, code)


def is_open(connection: Connection, secret: Secret, code: str) -> bool:
    """Whether this code was issued and not used or revoked since."""
    wanted = select(invitation.c.round).where(invitation.c.code == hashed(secret, code))
    return connection.scalar(wanted) is not None


def hold_to_open(connection: Connection, store: Store, ticket: Ticket, *, lock: bool = False) -> Round:
    """The round of a ticket, if it accepts answers now; with `lock` it stays so until this transaction ends.

    Raises:
        RoundClosed: it does not.
    """
    if lock:
        one = agenda.locked(connection, None, ticket.round)
    else:
        row = connection.execute(select(rounds).where(rounds.c.id == ticket.round)).mappings().one()
        one = agenda.as_round(row)
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
            raise UnknownCode
        ticket = Ticket(row.round, row.team, code)
        hold_to_open(connection, store, ticket)
    return ticket


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
        connection.execute(insert(invitation), [{"code": hashed(secret, code), "round": round_id, "team": team}
                                                for code in made])  # fmt: skip
    return tuple(codes.shown(code) for code in made)


def _revoke(connection: Connection, round_id: str, team: str) -> None:
    connection.execute(delete(invitation).where(invitation.c.round == round_id, invitation.c.team == team))


def _with_more(tree: Organisation, team_id: str, n: int) -> Organisation:
    """The same tree with `n` more people invited in one team."""
    services = tuple(
        service.model_copy(update={"teams": tuple(
            team.model_copy(update={"invited": team.invited + n})
            if tree.team_ids[service.name, team.name] == team_id else team for team in service.teams)})
        for service in tree.services)  # fmt: skip
    return Organisation(name=tree.name, kind=tree.kind, region=tree.region, services=services)

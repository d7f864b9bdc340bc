"""Codes for the teams of an open round: made, made anew, and more of them for people who came along.

Only a keyed hash of a code is kept, and only until it is used. Nobody's name is here, and the app never learns who
drew which slip.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, delete, func, insert, select, update

from audit.collect import codes, tickets
from audit.errors import AuditError
from audit.organisation import LARGEST_TEAM, Organisation, Unit
from audit.principal import Principal
from audit.rounds import Round, not_open
from audit.storage import rounds
from audit.storage.engine import Store
from audit.storage.schema import invitation, response, slips
from audit.storage.schema import round as round_table
from audit.storage.secret import Secret
from audit.texts import _


def issue(store: Store, principal: Principal, round_id: str, team: str) -> tuple[str, ...]:
    """The codes of a team, one for each person invited, in an order by chance. They are never shown again.

    Raises:
        AuditError: the round is not open or has no codes (`by_upload`), there is no such team, or it has its codes
            already (`already_issued`).
    """
    manages = principal.manages()
    with store.writing() as connection:
        round, unit = _open_team(connection, manages, round_id, team)
        _require_codes(round)
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
        round, unit = _open_team(connection, manages, round_id, team)
        _require_codes(round)
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

    How many came along is kept beside the team: in what may be shown of it, they do not count.

    Raises:
        AuditError: the round is not open, there is no such team, or that many people do not fit.
    """
    manages = principal.manages()
    with store.writing() as connection:
        round, unit = _open_team(connection, manages, round_id, team)
        if not 1 <= n <= LARGEST_TEAM - unit.invited:
            raise AuditError("invited", _("Fill in how many people come along: a whole number of at least 1."))
        larger = _with_more(round.units, team, n).model_dump_json()
        connection.execute(update(round_table).where(round_table.c.id == round_id).values(frozen=larger))
        if not _has_slips(connection, round_id, team):
            return ()
        return _make(connection, store.secret, round_id, team, n)


def issued(store: Store, principal: Principal, round_id: str) -> frozenset[str]:
    """The teams that have their codes."""
    manages = principal.manages()
    with store.reading() as connection:
        round = rounds.read(connection, manages, round_id)
        return frozenset(connection.scalars(select(slips.c.team).where(slips.c.round == round.id)))


def _open_team(connection: Connection, organisation: str, round_id: str, team: str) -> tuple[Round, Unit]:
    round = rounds.locked(connection, organisation, round_id)
    if round.state != "open":
        raise not_open()
    for unit in round.units.units:
        if unit.id == team and unit.level == "team":
            return round, unit
    raise AuditError("no_team", _("There is no such team in this round."))


def _require_codes(round: Round) -> None:
    """No code where answers are uploaded: with both, whoever uploads could fill up a small team."""
    if round.plan.collected != "codes":
        sentence = _("The answers of this round are uploaded, so it has no codes. Plan a round with codes instead.")
        raise AuditError("by_upload", sentence)


def _has_slips(connection: Connection, round_id: str, team: str) -> bool:
    wanted = select(slips.c.team).where(slips.c.round == round_id, slips.c.team == team)
    return connection.scalar(wanted) is not None


def _make(connection: Connection, secret: Secret, round_id: str, team: str, n: int) -> tuple[str, ...]:
    made = tuple(codes.make(secrets.choice) for _number in range(max(n, 0)))
    if made:
        connection.execute(
            insert(invitation),
            [{"code": tickets.hashed(secret, code), "round": round_id, "team": team} for code in made],
        )
    return tuple(codes.shown(code) for code in made)


def _revoke(connection: Connection, round_id: str, team: str) -> None:
    connection.execute(delete(invitation).where(invitation.c.round == round_id, invitation.c.team == team))


def _with_more(tree: Organisation, team_id: str, n: int) -> Organisation:
    """The same tree with `n` more people invited in one team, after the round opened."""
    services = tuple(
        service.model_copy(
            update={
                "teams": tuple(
                    team.model_copy(update={"invited": team.invited + n, "added": team.added + n})
                    if tree.team_ids[service.name, team.name] == team_id
                    else team
                    for team in service.teams
                )
            }
        )
        for service in tree.services
    )
    return Organisation(name=tree.name, kind=tree.kind, region=tree.region, services=services)

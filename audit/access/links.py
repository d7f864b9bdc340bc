"""Links for teams: management makes one for a unit; whoever has it sees that unit, its service and the organisation.

Only a hash of the token is kept, so a link is shown once, when it is made.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from audit.errors import AuditError
from audit.organisation import Organisation
from audit.principal import NOBODY, LinkKind, Principal
from audit.storage.engine import Store
from audit.storage.schema import link
from audit.storage.schema import organisation as organisation_table
from audit.texts import _

DAYS: Final = (7, 14, 30, 60, 90, 180, 365)
"""How many days a link that is for reading may work."""
USUAL_DAYS: Final = 30
MEETING_DAYS: Final = 26 * 7 + 14
"""A link to a meeting works until two weeks after the last check, which is proposed after 26 weeks."""
_LISTED: Final = 30
"""So many days after its last one a link is still listed."""


@dataclass(frozen=True)
class Link:
    """A link that was made: for which unit (its id), for what, and its last day."""

    id: str
    unit: str
    kind: LinkKind
    made_on: date
    until: date


def make(store: Store, principal: Principal, unit: str, kind: LinkKind, days: int = USUAL_DAYS) -> str:
    """Make a link for a unit; its token, which is shown this once. `days` counts for one that is for reading.

    Raises:
        AuditError: there is no such unit (`no_unit`), or no link works that long (`days`).
    """
    manages = principal.manages()
    if kind == "read" and days not in DAYS:
        raise AuditError("days", _("A link works from 7 days up to a year. Choose another number of days."))
    token, today = secrets.token_urlsafe(32), store.today()
    last = today + timedelta(days=days if kind == "read" else MEETING_DAYS)
    with store.writing() as connection:
        if unit not in _units(connection, manages):
            raise AuditError("no_unit", _("There is no such service or team any more. Choose another one."))
        long_over = link.c.until < today - timedelta(days=_LISTED)
        connection.execute(delete(link).where(link.c.organisation == manages, long_over))
        connection.execute(
            insert(link).values(
                token=_hash(token),
                id=secrets.token_hex(8),
                organisation=manages,
                unit=unit,
                kind=kind,
                made_on=today,
                until=last,
            )
        )
    return token


def all(store: Store, principal: Principal) -> tuple[Link, ...]:
    """The links of the organisation by unit, the one that works longest first; also those that ended not long ago."""
    manages = principal.manages()
    ended = store.today() - timedelta(days=_LISTED)
    wanted = select(link).where(link.c.organisation == manages, link.c.until >= ended)
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    found = (Link(row.id, row.unit, row.kind, row.made_on, row.until) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.unit, -one.until.toordinal(), one.made_on, one.id)))


def withdraw(store: Store, principal: Principal, link_id: str) -> None:
    """Let a link work no longer, from the next click of whoever has it on; one that is not there has ended."""
    manages = principal.manages()
    with store.writing() as connection:
        connection.execute(delete(link).where(link.c.organisation == manages, link.c.id == link_id))


def principal(store: Store, token: str | None) -> Principal:
    """Who has this link: bound to its unit; nobody, when there is no such link or its last day is over."""
    if not token:
        return NOBODY
    with store.reading() as connection:
        row = connection.execute(select(link).where(link.c.token == _hash(token))).one_or_none()
    if row is None or row.until < store.today():
        return NOBODY
    return Principal(role=row.kind, organisation=row.organisation, unit=row.unit)


def _units(connection: Connection, organisation: str) -> set[str]:
    """The ids of the units as they are now; none while there are no services."""
    table = organisation_table.c
    row = connection.execute(select(table.name, table.services).where(table.id == organisation)).one()
    services = json.loads(row.services)
    return {unit.id for unit in Organisation(name=row.name, services=services).units} if services else set()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

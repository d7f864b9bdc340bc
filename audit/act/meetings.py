"""Meetings of a unit, one for each round: begun once, read whole, with the themes chosen and the days of the checks."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from audit.act import rows
from audit.act.meeting import Agreement, Chosen, Meeting, Request, proposed_checks
from audit.errors import AuditError
from audit.principal import Principal
from audit.storage import archive
from audit.storage.engine import Store
from audit.storage.schema import agreement, chosen, link, meeting, request
from audit.storage.schema import organisation as organisation_table
from audit.texts import _

_LINKS_AFTER = timedelta(days=14)
"""A link to a meeting works so long after the last check."""
_LONGEST = timedelta(days=366) + _LINKS_AFTER
"""No link to a meeting works longer than this after it was made, whatever is begun or moved with it."""


def begin(store: Store, principal: Principal, unit: str, round: str) -> Meeting:
    """The meeting of a unit about a round (the id in its publication); the first who comes begins it.

    Raises:
        Forbidden: this principal may not meet for this unit.
        AuditError: there are no results of this round here (`no_publication`).
    """
    organisation = rows.bound(principal, unit)
    held = {made.round.id: made for made in archive.publications(store, principal)}
    known = {id for made in held.values() for id in made.by_id}
    if round not in held or not (principal.unit == unit or unit in known):
        raise AuditError("no_publication", _("There are no results of this organisation and round here."))
    mine = (meeting.c.organisation == organisation) & (meeting.c.unit == unit) & (meeting.c.round == round)
    with store.writing() as connection:
        # one after the other: two who begin at once begin the same meeting
        organisations = organisation_table.c
        connection.execute(select(organisations.id).where(organisations.id == organisation).with_for_update())
        if connection.scalar(select(meeting.c.id).where(mine)) is None:
            first, second = proposed_checks(store.today())
            values = {"id": secrets.token_hex(8), "organisation": organisation, "unit": unit, "round": round}
            days = {"begun_on": store.today(), "first_check": first, "second_check": second}
            connection.execute(insert(meeting).values(**values, **days))
            _move_links(connection, organisation, unit, store.today())
        return _whole(connection, connection.execute(select(meeting).where(mine)).all())[0]


def of_unit(store: Store, principal: Principal, unit: str) -> tuple[Meeting, ...]:
    """All meetings of a unit with what stands in them, the latest first.

    Raises:
        Forbidden: this principal may not read them.
    """
    organisation = rows.bound(principal, unit)
    wanted = select(meeting).where(meeting.c.organisation == organisation, meeting.c.unit == unit)
    with store.reading() as connection:
        return _whole(connection, connection.execute(wanted).all())


def choose(store: Store, principal: Principal, meeting_id: str, theme: str) -> None:
    """Choose a theme to work on; one that is chosen already stays so.

    Raises:
        AuditError: there are as many as fit (`three_themes`), or no such meeting.
    """
    with store.writing() as connection:
        row = rows.of_meeting(connection, principal, meeting_id)
        rows.choose(connection, row.id, theme)


def unchoose(store: Store, principal: Principal, meeting_id: str, theme: str, reason: str = "") -> None:
    """Take back the choice of a theme, with its reason; `reason` is the one that was seen.

    Raises:
        AuditError: something was agreed or asked about it (`in_use`), somebody else wrote another reason meanwhile
            (`changed_meanwhile`), or there is no such meeting.
    """
    with store.writing(empty_log=True) as connection:
        row = rows.of_meeting(connection, principal, meeting_id)
        for table in (agreement, request):
            found = select(func.count()).where(table.c.meeting == row.id, table.c.theme == theme)
            if connection.scalar(found):
                sentence = _("Something was written about this theme. Take that out first.")
                raise AuditError("in_use", sentence)
        mine = (chosen.c.meeting == row.id) & (chosen.c.theme == theme)
        if (connection.scalar(select(chosen.c.reason).where(mine)) or "") not in ("", reason):
            sentence = _("Somebody else wrote why this theme was chosen. Read that first.")
            raise AuditError("changed_meanwhile", sentence)
        rows.erase(connection, chosen, mine)


def write_reason(store: Store, principal: Principal, meeting_id: str, theme: str, text: str, before: str = "") -> None:
    """Write why a theme was chosen; `before` is what stood there when somebody began to write.

    Raises:
        AuditError: the theme is not chosen any more (`taken_out`), somebody else changed the reason meanwhile
            (`changed_meanwhile`), or the text cannot be kept.
    """
    kept = rows.cleaned(text, "reason")
    with store.writing(empty_log=rows.less(kept, before)) as connection:
        key = {"meeting": rows.of_meeting(connection, principal, meeting_id).id, "theme": theme}
        wanted = select(chosen).where(chosen.c.meeting == key["meeting"], chosen.c.theme == theme)
        row = connection.execute(wanted).one_or_none()
        if row is None:
            raise AuditError("taken_out", _("This was taken out in the meantime."))
        rows.write(connection, chosen, row, key, "reason", (kept, before))


def set_check(
    store: Store,
    principal: Principal,
    meeting_id: str,
    which: Literal["first", "second"],
    day: date | None,
    before: date | None,
) -> None:
    """Choose a day on which to look back; `before` is what stood there when somebody began to change it. The links to
    the meetings of the unit follow.

    Raises:
        AuditError: the days are not in this order after the meeting, or too far away (`check_days`), or somebody else
            chose another day meanwhile (`changed_meanwhile`).
    """
    with store.writing() as connection:
        row = rows.of_meeting(connection, principal, meeting_id)
        days = {"first": row.first_check, "second": row.second_check, which: day}
        if day is None or not row.begun_on < days["first"] < days["second"] <= row.begun_on + timedelta(days=366):
            sentence = _("The first check comes after the meeting, the second after the first, and within a year.")
            raise AuditError("check_days", sentence)
        rows.write(connection, meeting, row, {"id": row.id}, f"{which}_check", (day, before))
        _move_links(connection, row.organisation, row.unit, store.today())


def count(store: Store, principal: Principal) -> int:
    """How many meetings the organisation has, for management."""
    manages = principal.manages()
    with store.reading() as connection:
        return connection.scalar(select(func.count()).where(meeting.c.organisation == manages)) or 0


def erase(store: Store, principal: Principal) -> int:
    """Erase all meetings of the organisation with all that stands in them, for management; how many there were."""
    manages = principal.manages()
    with store.writing(empty_log=True) as connection:
        mine = select(meeting.c.id).where(meeting.c.organisation == manages)
        for table in (agreement, request, chosen):
            rows.erase(connection, table, table.c.meeting.in_(mine))
        gone = connection.execute(delete(meeting).where(meeting.c.organisation == manages)).rowcount
    store.sweep()
    return gone


def _move_links(connection: Connection, organisation: str, unit: str, today: date) -> None:
    """Let the links to the meetings of a unit work until two weeks after its latest check, none longer than `_LONGEST`
    after it was made. One that ended stays so, and none is ended by this."""
    own = (meeting.c.organisation == organisation) & (meeting.c.unit == unit)
    last = connection.scalars(select(func.max(meeting.c.second_check)).where(own)).one() + _LINKS_AFTER
    if last < today:
        return
    working = (link.c.organisation == organisation) & (link.c.unit == unit) & (link.c.until >= today)
    for row in connection.execute(select(link).where(working, link.c.kind == "meeting")).all():
        changed = update(link).where(link.c.token == row.token)
        connection.execute(changed.values(until=min(last, row.made_on + _LONGEST)))


def _whole(connection: Connection, found: Iterable[Row[Any]]) -> tuple[Meeting, ...]:
    """Meetings with all that stands in them, the latest first."""
    found = list(found)
    ids = [row.id for row in found]
    themes, agreed, asked = (_in(connection, table, ids) for table in (chosen, agreement, request))
    meetings = [
        Meeting(
            id=row.id,
            unit=row.unit,
            round=row.round,
            begun_on=row.begun_on,
            first_check=row.first_check,
            second_check=row.second_check,
            chosen=tuple(Chosen(one["theme"], one["reason"]) for one in themes[row.id]),
            agreements=tuple(Agreement(**one) for one in agreed[row.id]),
            requests=tuple(Request(**one) for one in asked[row.id]),
        )
        for row in found
    ]
    return tuple(sorted(meetings, key=lambda one: (one.begun_on, one.round), reverse=True))


def _in(connection: Connection, table: Table, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table by their meeting, in the order in which they were added."""
    order = table.c.number if "number" in table.c else table.c.theme
    sorted_rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.meeting.in_(ids)).order_by(order, table.c[1])).mappings():
        values = dict(row)
        values.pop("number", None)
        sorted_rows[values.pop("meeting")].append(values)
    return sorted_rows

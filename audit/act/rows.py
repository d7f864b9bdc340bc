"""What the functions of this room share: who may read and write what stands in a meeting, and writing one field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from audit.act.meeting import MOST_THEMES
from audit.errors import AuditError, InputError
from audit.principal import Forbidden, Principal
from audit.storage.schema import chosen, installation, meeting
from audit.texts import _, day
from audit.typed import clean, text_problems

Value = str | date | bool | None


def bound(principal: Principal, unit: str) -> str:
    """The organisation of whoever may read and write in the meetings of this unit.

    Raises:
        Forbidden: this principal may not.
    """
    organisation, own = principal.meets()
    if own not in (None, unit):
        raise Forbidden
    return organisation


def of_meeting(connection: Connection, principal: Principal, meeting_id: str) -> Row[Any]:
    """The row of a meeting of whoever asks, which nobody else changes until this transaction ends.

    Raises:
        Forbidden: this principal may write in no meeting.
        AuditError: there is none with this id for them (`no_meeting`).
    """
    wanted = select(meeting).where(meeting.c.id == meeting_id, _own(principal)).with_for_update()
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise AuditError("no_meeting", _("This meeting is not there any more. Open it again."))
    return row


def of_table(connection: Connection, principal: Principal, table: Table, id: str) -> Row[Any]:
    """The row of an agreement or request in a meeting of whoever asks, which nobody else changes meanwhile.

    Raises:
        Forbidden: this principal may write in no meeting.
        AuditError: it is not there for them, or not any more (`taken_out`).
    """
    joined = select(table).join(meeting, meeting.c.id == table.c.meeting)
    row = connection.execute(joined.where(table.c.id == id, _own(principal)).with_for_update()).one_or_none()
    if row is None:
        raise AuditError("taken_out", _("This was taken out in the meantime."))
    return row


def choose(connection: Connection, meeting_id: str, theme: str) -> None:
    """Choose a theme in a meeting; one that is chosen already stays so.

    Raises:
        AuditError: there are as many as fit (`three_themes`).
    """
    held = set(connection.scalars(select(chosen.c.theme).where(chosen.c.meeting == meeting_id)))
    if theme in held:
        return
    if len(held) >= MOST_THEMES:
        raise AuditError("three_themes", _("Three themes is the most. Take one away first."))
    connection.execute(insert(chosen).values(meeting=meeting_id, theme=theme, reason=""))


def next_number(connection: Connection, table: Table, meeting_id: str) -> int:
    """The place of what is added to a meeting: after all that stands there."""
    return 1 + (connection.scalar(select(func.max(table.c.number)).where(table.c.meeting == meeting_id)) or 0)


def cleaned(value: Value, place: str) -> Value:
    """A value as it is kept.

    Raises:
        InputError: a text is too long or holds what cannot be shown.
    """
    if not isinstance(value, str):
        return value
    kept = clean(value)
    if problems := text_problems(kept, place):
        raise InputError(problems)
    return kept


def write(
    connection: Connection, table: Table, row: Row[Any], key: Mapping[str, Any], field: str, to: tuple[Value, Value]
) -> None:
    """Write one field of a row (found by `key`) and leave all others: two who write in different fields keep both.
    `to` is what it is to be and what stood there when somebody began to change it. A text that is emptied goes from the
    files of the database too at the next upkeep.

    Raises:
        AuditError: somebody else wrote something else in the same field meanwhile (`changed_meanwhile`).
    """
    value, before = to
    now = getattr(row, field)
    if now == value:
        return
    if now != (clean(before) if isinstance(before, str) else before):  # while somebody types, a blank may stand last
        told = day(now) if isinstance(now, date) else str(now or "–")
        sentence = _("Somebody else changed this at the same time. Now it says: “{text}”. Yours is still in the field.")
        raise AuditError("changed_meanwhile", sentence.format(text=told))
    mine = [table.c[name] == wanted for name, wanted in key.items()]
    connection.execute(update(table).where(*mine).values({field: value}))
    if isinstance(now, str) and not value:
        connection.execute(update(installation).values(sweep_due=True))


def less(value: Value, before: Value) -> bool:
    """Whether something of a text goes when this is written in its place, so that it must not stay in SQLite's log."""
    return isinstance(before, str) and clean(before) not in str(value)


def erase(connection: Connection, table: Table, *mine: Any) -> None:
    """Erase rows, from the files of the database too at the next upkeep."""
    connection.execute(delete(table).where(*mine))
    connection.execute(update(installation).values(sweep_due=True))


def _own(principal: Principal) -> Any:
    """What holds for the meetings of a principal."""
    organisation, unit = principal.meets()
    own = meeting.c.organisation == organisation
    return own if unit is None else own & (meeting.c.unit == unit)

"""Agreements: added to a meeting, written field by field, looked back on, shared, and taken out."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final, Literal

from sqlalchemy import insert, update

from audit.act import rows
from audit.act.meeting import State, Went
from audit.errors import AuditError
from audit.principal import Principal
from audit.storage.engine import Store
from audit.storage.schema import agreement
from audit.texts import _

Field = Literal["what", "who", "until", "notice"]
_ENDS: Final[dict[Went, State]] = {"done": "done", "dropped": "dropped", "on_the_way": "open", "stuck": "open"}


def add(store: Store, principal: Principal, meeting_id: str, theme: str) -> str:
    """Add an agreement about a theme, with nothing in it yet; its id. A theme that is not chosen (any more) is then.

    Raises:
        AuditError: there is no such meeting (`no_meeting`), or as many other themes as fit (`three_themes`).
    """
    id = secrets.token_hex(8)
    with store.writing() as connection:
        row = rows.of_meeting(connection, principal, meeting_id)
        texts = dict.fromkeys(("what", "who", "notice", "why"), "")
        rows.choose(connection, row.id, theme)
        number = rows.next_number(connection, agreement, row.id)
        kept = {"id": id, "meeting": row.id, "theme": theme, "number": number, "made_on": store.today(), **texts}
        connection.execute(insert(agreement).values(**kept, state="open", shared=False))
    return id


def write(
    store: Store,
    principal: Principal,
    agreement_id: str,
    field: Field,
    value: str | date | None,
    before: str | date | None,
) -> None:
    """Write one field of an agreement; `before` is what stood there when somebody began to change it.

    Raises:
        AuditError: it was taken out (`taken_out`), somebody else changed the same field meanwhile
            (`changed_meanwhile`), or a text cannot be kept.
    """
    kept = rows.cleaned(value, field)
    with store.writing(empty_log=rows.less(kept, before)) as connection:
        row = rows.of_table(connection, principal, agreement, agreement_id)
        rows.write(connection, agreement, row, {"id": row.id}, field, (kept, before))


def settle(store: Store, principal: Principal, agreement_id: str, state: State, why: str = "") -> None:
    """Say that an agreement is done, dropped (and `why`), or open again.

    Raises:
        AuditError: it is dropped without a reason (`no_reason`), or was taken out (`taken_out`).
    """
    reason = _reason(state, why)
    with store.writing(empty_log=True) as connection:
        row = rows.of_table(connection, principal, agreement, agreement_id)
        rows.write(connection, agreement, row, {"id": row.id}, "why", (reason, row.why))
        connection.execute(update(agreement).where(agreement.c.id == row.id).values(state=state))


def check(
    store: Store,
    principal: Principal,
    agreement_id: str,
    which: Literal["first", "second"],
    went: Went,
    why: str = "",
) -> None:
    """Write down what a check found; what is done or dropped is so from then on.

    Raises:
        AuditError: it is dropped without a reason (`no_reason`), somebody else wrote this check down already
            (`changed_meanwhile`), or it was taken out (`taken_out`).
    """
    state = _ENDS[went]
    reason = _reason(state, why)
    with store.writing() as connection:
        row = rows.of_table(connection, principal, agreement, agreement_id)
        if row.state != "open" or getattr(row, which) is not None:
            sentence = _("Somebody else wrote down meanwhile how this agreement goes. That stays.")
            raise AuditError("changed_meanwhile", sentence)
        changed = update(agreement).where(agreement.c.id == row.id)
        connection.execute(changed.values({which: went, "state": state, "why": reason}))


def share(store: Store, principal: Principal, agreement_id: str, shared: bool) -> None:
    """Let management read an agreement among those of all units, or no longer."""
    with store.writing() as connection:
        row = rows.of_table(connection, principal, agreement, agreement_id)
        connection.execute(update(agreement).where(agreement.c.id == row.id).values(shared=shared))


def take_out(store: Store, principal: Principal, agreement_id: str) -> None:
    """Erase an agreement with all that was written in it."""
    with store.writing(empty_log=True) as connection:
        row = rows.of_table(connection, principal, agreement, agreement_id)
        rows.erase(connection, agreement, agreement.c.id == row.id)


def _reason(state: State, why: str) -> str:
    """Why an agreement was dropped, as it is kept; nothing in another state."""
    reason = str(rows.cleaned(why, "why"))
    if state == "dropped" and not reason:
        raise AuditError("no_reason", _("Say in a few words why it was dropped: that helps next time."))
    return reason if state == "dropped" else ""

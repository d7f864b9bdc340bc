"""Requests: what a team asks of whoever can do something about it, and what management answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import insert, select, update

from audit.act import rows
from audit.act.meeting import AskedOf, Request
from audit.errors import AuditError
from audit.principal import Principal
from audit.storage.engine import Store
from audit.storage.schema import meeting, request
from audit.texts import _

Field = Literal["what", "why", "asked_of"]


@dataclass(frozen=True)
class Asked:
    """A request of a unit (its id), made about a round (the id in its publication)."""

    unit: str
    round: str
    request: Request


def labels() -> dict[AskedOf, str]:
    """Whom something can be asked of, in words."""
    return {
        "service": _("our service"),
        "management": _("management"),
        "network": _("partners"),
        "policy": _("policy makers"),
    }


def add(store: Store, principal: Principal, meeting_id: str, theme: str, asked_of: AskedOf = "management") -> str:
    """Add a request about a theme, with nothing in it yet; its id. A theme that is not chosen (any more) is then.

    Raises:
        AuditError: there is no such meeting (`no_meeting`), or as many other themes as fit (`three_themes`).
    """
    id = secrets.token_hex(8)
    with store.writing() as connection:
        row = rows.of_meeting(connection, principal, meeting_id)
        rows.choose(connection, row.id, theme)
        number = rows.next_number(connection, request, row.id)
        kept = {"id": id, "meeting": row.id, "theme": theme, "number": number, "made_on": store.today()}
        connection.execute(insert(request).values(**kept, asked_of=asked_of, what="", why="", answer=""))
    return id


def write(store: Store, principal: Principal, request_id: str, field: Field, value: str, before: str) -> None:
    """Write one field of a request; `before` is what stood there when somebody began to change it.

    Raises:
        AuditError: it was answered (`answered`) or taken out (`taken_out`), somebody else changed the same field
            meanwhile (`changed_meanwhile`), or a text cannot be kept.
    """
    kept = rows.cleaned(value, field)
    if field == "asked_of" and kept not in get_args(AskedOf):
        raise AuditError("asked_of", _("Choose whom this is asked of."))
    with store.writing(empty_log=rows.less(kept, before)) as connection:
        row = rows.of_table(connection, principal, request, request_id)
        if row.answer:
            raise AuditError("answered", _("This was answered already. Make another request instead."))
        rows.write(connection, request, row, {"id": row.id}, field, (kept, before))


def take_out(store: Store, principal: Principal, request_id: str, answer: str = "") -> None:
    """Erase a request with its answer, which is the one that was seen.

    Raises:
        AuditError: it was answered otherwise meanwhile (`answered`), or taken out (`taken_out`).
    """
    with store.writing(empty_log=True) as connection:
        row = rows.of_table(connection, principal, request, request_id)
        if row.answer != answer:
            raise AuditError("answered", _("Somebody answered this meanwhile. Read the answer first."))
        rows.erase(connection, request, request.c.id == row.id)


def answer(store: Store, principal: Principal, shown: Request, text: str) -> None:
    """Answer a request as it was shown, for management; the team that asked reads it. An answer can be changed, and not
    taken away by management.

    Raises:
        Forbidden: this principal manages nothing.
        AuditError: it is empty (`no_answer`), the team asks something else by now or somebody else answered meanwhile
            (`changed_meanwhile`), or the request was taken out (`taken_out`).
    """
    principal.manages()
    kept = rows.cleaned(text, "answer")
    if not kept:
        raise AuditError("no_answer", _("Write an answer first. “Not now, because …” is an answer too."))
    with store.writing(empty_log=rows.less(kept, shown.answer)) as connection:
        row = rows.of_table(connection, principal, request, shown.id)
        if (row.what, row.why, row.asked_of) != (shown.what, shown.why, shown.asked_of):
            sentence = _("The team changed its question meanwhile. Read it again, and then send your answer.")
            raise AuditError("changed_meanwhile", sentence)
        rows.write(connection, request, row, {"id": row.id}, "answer", (kept, shown.answer))
        connection.execute(update(request).where(request.c.id == row.id).values(answered_on=store.today()))


def all(store: Store, principal: Principal) -> tuple[Asked, ...]:
    """Every request of the organisation, for management: those that wait for an answer first, the oldest first."""
    manages = principal.manages()
    joined = select(request, meeting.c.unit, meeting.c.round).join(meeting, meeting.c.id == request.c.meeting)
    written = joined.where(meeting.c.organisation == manages, request.c.what != "")
    with store.reading() as connection:
        found = connection.execute(written.order_by(request.c.made_on, request.c.number, request.c.id)).mappings().all()
    names = Request.__dataclass_fields__
    asked = (Asked(row["unit"], row["round"], Request(**{name: row[name] for name in names})) for row in found)
    return tuple(sorted(asked, key=lambda one: bool(one.request.answer)))

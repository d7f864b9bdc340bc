"""Rounds: planned, opened, moved to a later last day. Closing and cancelling belong to `audit.publish.closing`."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

from sqlalchemy import Connection, RowMapping, insert, select, update

from audit import questionnaire
from audit.errors import AuditError
from audit.organisation import Organisation, Service
from audit.principal import Principal
from audit.publication import canonical
from audit.questionnaire import Content
from audit.rounds import Facts, Plan, Round, fact_label, not_open
from audit.storage import registry
from audit.storage.engine import Store
from audit.storage.schema import content as contents
from audit.storage.schema import organisation
from audit.storage.schema import round as rounds
from audit.texts import _, day

_parsed: dict[str, Content] = {}
"""Frozen questionnaires by their hash: they never change, and reading them takes time."""


def all(store: Store, principal: Principal) -> tuple[Round, ...]:
    """The rounds of the organisation, the latest year first."""
    manages = principal.manages()
    with store.reading() as connection:
        found = _of(connection, manages)
    return tuple(sorted(found, key=lambda one: (-one.plan.year, one.plan.title)))


def read(store: Store, principal: Principal, round_id: str) -> Round:
    """One round of the organisation.

    Raises:
        AuditError: there is none with this id (`no_round`), whoever else may have one.
    """
    manages = principal.manages()
    with store.reading() as connection:
        return _one(connection, manages, round_id)


def plan(store: Store, principal: Principal, plan: Plan) -> Round:
    """Plan a round.

    Raises:
        AuditError: the title is taken, the last day has passed, or a questionnaire does not exist.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        _hold_to_plan(connection, manages, plan, store.today())
        one = Round(id=secrets.token_hex(8), state="planned", plan=plan)
        connection.execute(
            insert(rounds).values(id=one.id, organisation=manages, state=one.state, plan=plan.model_dump_json())
        )
    return one


def change(store: Store, principal: Principal, round_id: str, plan: Plan) -> Round:
    """Plan a round anew, before it opens.

    Raises:
        AuditError: the round is no longer planned, or what `plan` raises.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        one = locked(connection, manages, round_id)
        _hold_to_planned(one)
        _hold_to_plan(connection, manages, plan, store.today(), but=round_id)
        connection.execute(update(rounds).where(rounds.c.id == round_id).values(plan=plan.model_dump_json()))
    return one.model_copy(update={"plan": plan})


def open(store: Store, principal: Principal, round_id: str) -> Round:
    """Open a round: from here on its roster, questionnaires, rules and facts stay as they are.

    Raises:
        AuditError: something must be filled in first, its last day has passed, or another round is open.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        one = locked(connection, manages, round_id)
        _hold_to_planned(one)
        _hold_to_plan(connection, manages, one.plan, store.today(), but=round_id)
        if any(other.state == "open" for other in _of(connection, manages)):
            raise AuditError("another_open", _("Another round is open. Close it or cancel it first."))
        registered = registry.of(connection, manages)
        tree = _ready(registered)
        values = {
            "state": "open",
            "frozen": tree.model_dump_json(),
            "facts": registered.facts.model_dump_json(),
            "content": _freeze(connection, questionnaire.read()),
            "opened_on": store.today(),
        }
        connection.execute(update(rounds).where(rounds.c.id == round_id).values(values))
        return _one(connection, manages, round_id)


def extend(store: Store, principal: Principal, round_id: str, last_day: date) -> Round:
    """Move the last day of an open round to a later day.

    Raises:
        AuditError: the round is not open, or the day is not later.
    """
    manages = principal.manages()
    with store.writing() as connection:
        one = locked(connection, manages, round_id)
        if one.state != "open":
            raise not_open()
        if last_day <= one.plan.last_day or last_day < store.today():
            sentence = _("Choose a day after {day}, and not in the past: the last day can only be moved to later.")
            raise AuditError("not_later", sentence.format(day=day(one.plan.last_day)))
        plan = one.plan.model_copy(update={"last_day": last_day})
        connection.execute(update(rounds).where(rounds.c.id == round_id).values(plan=plan.model_dump_json()))
    return one.model_copy(update={"plan": plan})


def roster_of(store: Store, principal: Principal, round_id: str) -> tuple[Service, ...]:
    """The services and teams that a round was opened with, to begin the next one from."""
    return read(store, principal, round_id).units.services


def content(store: Store, principal: Principal, round_id: str) -> Content:
    """What this round asks: frozen since it opened, and before that as the questionnaires are now."""
    manages = principal.manages()
    with store.reading() as connection:
        one = _one(connection, manages, round_id)
        whole = questionnaire.read() if one.state == "planned" else frozen_content(connection, round_id)
    return asked(whole, one.plan)


def asked(whole: Content, plan: Plan) -> Content:
    """The content with only the questionnaires of a plan."""
    chosen = tuple(one for one in whole.questionnaires if one.id in plan.questionnaires)
    # made anew and not copied: a copy would take along the list of themes that the whole has worked out
    return Content(
        questionnaires=chosen,
        scales=whole.scales,
        shared=whole.shared,
        krachtlijnen=whole.krachtlijnen,
        source=whole.source,
        source_sha256=whole.source_sha256,
    )


def frozen_content(connection: Connection, round_id: str) -> Content:
    """All questionnaires as they were when the round opened.

    Raises:
        AuditError: it never opened.
    """
    sha256 = connection.scalar(select(rounds.c.content).where(rounds.c.id == round_id))
    if sha256 is None:
        raise not_open()
    known = _parsed.get(sha256)
    if known is None:
        document = connection.execute(select(contents.c.document).where(contents.c.sha256 == sha256)).scalar_one()
        known = _parsed.setdefault(sha256, Content.model_validate_json(document))
    return known


def locked(connection: Connection, organisation_id: str | None, round_id: str) -> Round:
    """A round that nobody else changes, or sends answers to, until this transaction ends.

    Raises:
        AuditError: there is none with this id, in this organisation where one is given.
    """
    wanted = select(rounds).where(rounds.c.id == round_id).with_for_update()
    if organisation_id is not None:
        wanted = wanted.where(rounds.c.organisation == organisation_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise _no_round()
    return as_round(row)


def as_round(row: RowMapping) -> Round:
    """The round in a row of its table."""
    return Round(
        id=row["id"],
        state=row["state"],
        plan=Plan.model_validate_json(row["plan"]),
        organisation=Organisation.model_validate_json(row["frozen"]) if row["frozen"] else None,
        facts=Facts.model_validate_json(row["facts"]) if row["facts"] else None,
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
    )


def _one(connection: Connection, organisation_id: str, round_id: str) -> Round:
    wanted = select(rounds).where(rounds.c.organisation == organisation_id, rounds.c.id == round_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise _no_round()
    return as_round(row)


def _of(connection: Connection, organisation_id: str) -> list[Round]:
    wanted = select(rounds).where(rounds.c.organisation == organisation_id)
    return [as_round(row) for row in connection.execute(wanted).mappings()]


def _lock_organisation(connection: Connection, id: str) -> None:
    """What is decided by looking at all rounds is decided by one at a time."""
    connection.execute(select(organisation.c.id).where(organisation.c.id == id).with_for_update())


def _hold_to_planned(one: Round) -> None:
    if one.state != "planned":
        raise AuditError("not_planned", _("This round was opened already. It can no longer be planned anew."))


def _hold_to_plan(connection: Connection, organisation_id: str, plan: Plan, today: date, but: str = "") -> None:
    others = [one for one in _of(connection, organisation_id) if one.id != but and one.state != "cancelled"]
    if any(one.plan.name == plan.name for one in others):
        sentence = _("There is already a round with the title “{title}”. Choose another title.")
        raise AuditError("title_taken", sentence.format(title=plan.title))
    if plan.last_day < today:
        raise AuditError("last_day_passed", _("The last day has passed. Choose today or a later day."))
    known = {one.id for one in questionnaire.read().questionnaires}
    for id in plan.questionnaires:
        if id not in known:
            sentence = _("The questionnaire “{id}” does not exist any more. Choose again.")
            raise AuditError("unknown_questionnaire", sentence.format(id=id))


def _ready(registered: registry.Registered) -> Organisation:
    """The tree to open a round with, once everything is filled in."""
    if registered.facts.missing:
        labels = ", ".join(f"“{fact_label(field)}”" for field in registered.facts.missing)
        sentence = _("People must be told this before they answer. Fill in first: {fields}.")
        raise AuditError("facts_missing", sentence.format(fields=labels))
    tree = registered.organisation
    if tree is None:
        raise AuditError("no_roster", _("There is no service yet. Add at least one service with one team."))
    return tree


def _freeze(connection: Connection, whole: Content) -> str:
    """Keep the questionnaires as they are now, once; which ones, as the name they are kept under."""
    document = canonical(whole.model_dump(mode="json"))
    sha256 = hashlib.sha256(document).hexdigest()
    if connection.scalar(select(contents.c.sha256).where(contents.c.sha256 == sha256)) is None:
        connection.execute(insert(contents).values(sha256=sha256, document=document.decode()))
    return sha256


def _no_round() -> AuditError:
    return AuditError("no_round", _("There is no such round. Go back to the list of rounds."))

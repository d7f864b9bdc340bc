"""Rounds: planned, opened, moved to a later last day. Closing and cancelling are in `audit.manage.closing`."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import Connection, insert, select, update

from audit import questionnaire
from audit.errors import AuditError
from audit.manage import organisation
from audit.organisation import Organisation, Service
from audit.principal import Principal
from audit.questionnaire import Content
from audit.rounds import Plan, Round, fact_label, not_open
from audit.storage import archive
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import organisation as organisation_table
from audit.storage.schema import round as round_table
from audit.texts import _, day


def all(store: Store, principal: Principal) -> tuple[Round, ...]:
    """The rounds of the organisation, the latest year first."""
    manages = principal.manages()
    with store.reading() as connection:
        found = stored.every(connection, manages)
    return tuple(sorted(found, key=lambda round: (-round.plan.year, round.plan.title)))


def read(store: Store, principal: Principal, round_id: str) -> Round:
    """One round of the organisation.

    Raises:
        AuditError: there is none with this id (`no_round`), whoever else may have one.
    """
    manages = principal.manages()
    with store.reading() as connection:
        return stored.read(connection, manages, round_id)


def plan(store: Store, principal: Principal, plan: Plan) -> Round:
    """Plan a round.

    Raises:
        AuditError: the title is taken, the last day has passed, or a questionnaire does not exist.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        _require_plan(connection, manages, plan, store.today())
        round = Round(id=secrets.token_hex(8), state="planned", plan=plan)
        connection.execute(
            insert(round_table).values(
                id=round.id, organisation=manages, state=round.state, plan=plan.model_dump_json()
            )
        )
    return round


def change(store: Store, principal: Principal, round_id: str, plan: Plan) -> Round:
    """Plan a round anew, before it opens.

    Raises:
        AuditError: the round is no longer planned, or what `plan` raises.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        round = stored.locked(connection, manages, round_id)
        _require_planned(round)
        _require_plan(connection, manages, plan, store.today(), but=round_id)
        connection.execute(update(round_table).where(round_table.c.id == round_id).values(plan=plan.model_dump_json()))
    return round.model_copy(update={"plan": plan})


def open(store: Store, principal: Principal, round_id: str) -> Round:
    """Open a round: from here on its roster, questionnaires, rules and facts stay as they are.

    Raises:
        AuditError: something must be filled in first, its last day has passed, or another round is open.
    """
    manages = principal.manages()
    with store.writing() as connection:
        _lock_organisation(connection, manages)
        round = stored.locked(connection, manages, round_id)
        _require_planned(round)
        _require_plan(connection, manages, round.plan, store.today(), but=round_id)
        if any(other.state == "open" for other in stored.every(connection, manages)):
            raise AuditError("another_open", _("Another round is open. Close it or cancel it first."))
        registered = organisation.of(connection, manages)
        tree = _ready(registered)
        values = {
            "state": "open",
            "frozen": tree.model_dump_json(),
            "facts": registered.facts.model_dump_json(),
            "content": stored.freeze(connection, _to_ask(connection, manages)),
            "opened_on": store.today(),
            "reader": stored.reader(connection, manages),
        }
        connection.execute(update(round_table).where(round_table.c.id == round_id).values(values))
        return stored.read(connection, manages, round_id)


def extend(store: Store, principal: Principal, round_id: str, last_day: date) -> Round:
    """Move the last day of an open round to a later day.

    Raises:
        AuditError: the round is not open, or the day is not later.
    """
    manages = principal.manages()
    with store.writing() as connection:
        round = stored.locked(connection, manages, round_id)
        if round.state != "open":
            raise not_open()
        if last_day <= round.plan.last_day or last_day < store.today():
            sentence = _("Choose a day after {day}, and not in the past: the last day can only be moved to later.")
            raise AuditError("not_later", sentence.format(day=day(round.plan.last_day)))
        plan = round.plan.model_copy(update={"last_day": last_day})
        connection.execute(update(round_table).where(round_table.c.id == round_id).values(plan=plan.model_dump_json()))
    return round.model_copy(update={"plan": plan})


def roster_of(store: Store, principal: Principal, round_id: str) -> tuple[Service, ...]:
    """The services and teams of a round, to begin the next one from: who came along then is invited from the start."""
    return read(store, principal, round_id).units.from_the_start()


def content(store: Store, principal: Principal, round_id: str) -> Content:
    """What this round asks: frozen since it opened, and before that as the questionnaires are now."""
    manages = principal.manages()
    with store.reading() as connection:
        round = stored.read(connection, manages, round_id)
        planned = round.state == "planned"
        whole = _to_ask(connection, manages) if planned else stored.frozen_content(connection, round_id)
    return whole.only(round.plan.questionnaires)


def _lock_organisation(connection: Connection, id: str) -> None:
    """Hold the organisation until this transaction ends: nobody else plans or opens a round of it meanwhile."""
    connection.execute(select(organisation_table.c.id).where(organisation_table.c.id == id).with_for_update())


def _to_ask(connection: Connection, organisation_id: str) -> Content:
    """The questionnaires as they are now, with the question about previous results only where there are any, and open
    questions only where somebody has a key to read the answers."""
    whole = questionnaire.read()
    if not archive.holds_any(connection, organisation_id):
        whole = whole.without_follow_up()
    return whole if stored.reader(connection, organisation_id) is not None else whole.without_own_words()


def _require_planned(round: Round) -> None:
    if round.state != "planned":
        raise AuditError("not_planned", _("This round was opened already. It can no longer be planned anew."))


def _require_plan(connection: Connection, organisation_id: str, plan: Plan, today: date, but: str = "") -> None:
    rounds = stored.every(connection, organisation_id)
    others = [round for round in rounds if round.id != but and round.state != "cancelled"]
    if any(round.plan.name == plan.name for round in others):
        sentence = _("There is already a round with the title “{title}”. Choose another title.")
        raise AuditError("title_taken", sentence.format(title=plan.title))
    if plan.last_day < today:
        raise AuditError("last_day_passed", _("The last day has passed. Choose today or a later day."))
    known = {asked.id for asked in questionnaire.read().questionnaires}
    for id in plan.questionnaires:
        if id not in known:
            sentence = _("The questionnaire “{id}” does not exist any more. Choose again.")
            raise AuditError("unknown_questionnaire", sentence.format(id=id))


def _ready(registered: organisation.Registered) -> Organisation:
    """The tree to open a round with, once everything is filled in."""
    if registered.facts.missing:
        labels = ", ".join(f"“{fact_label(field)}”" for field in registered.facts.missing)
        sentence = _("People must be told this before they answer. Fill in first: {fields}.")
        raise AuditError("facts_missing", sentence.format(fields=labels))
    tree = registered.organisation
    if tree is None:
        raise AuditError("no_roster", _("There is no service yet. Add at least one service with one team."))
    return tree

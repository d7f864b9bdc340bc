"""Organisations: their name, kind and region, their services and teams, and what people must be told beforehand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select, update

from audit.errors import AuditError, InputError, Problem
from audit.frozen import canonical
from audit.organisation import Kind, Organisation, Service, Team, alike, alike_by
from audit.principal import Principal
from audit.rounds import Facts
from audit.storage.engine import Store
from audit.storage.schema import organisation as organisation_table
from audit.texts import _
from audit.typed import name_problems, text_problems

_SERVICES = TypeAdapter(tuple[Service, ...])


@dataclass(frozen=True)
class Registered:
    """An organisation as it stands now; `services` is empty until somebody filled them in."""

    name: str
    kind: Kind | None
    region: str | None
    services: tuple[Service, ...]
    facts: Facts

    @property
    def organisation(self) -> Organisation | None:
        """The whole tree, or nothing while there are no services."""
        if not self.services:
            return None
        return Organisation(name=self.name, kind=self.kind, region=self.region, services=self.services)


def read(store: Store, principal: Principal) -> Registered:
    """The organisation of this principal."""
    id = principal.manages()
    with store.reading() as connection:
        return of(connection, id)


def rename(
    store: Store,
    principal: Principal,
    *,
    name: str,
    kind: Kind | None,
    region: str | None,
    before: Registered | None = None,
) -> None:
    """Correct name, kind and region. Rounds that were opened keep what they were opened with.

    `before` is what stood there when somebody began to change it, here and in the other functions that save.

    Raises:
        InputError: the name or the region is not acceptable.
        AuditError: somebody else changed them since `before` (`changed_meanwhile`); nothing is changed.
    """
    id = principal.manages()
    require_names(name, region)
    with store.writing() as connection:
        now = _locked(connection, id)
        if before and (now.name, now.kind, now.region) != (before.name, before.kind, before.region):
            raise _changed_meanwhile()
        values = {"name": name.strip(), "kind": kind, "region": (region or "").strip() or None}
        connection.execute(update(organisation_table).where(organisation_table.c.id == id).values(values))


def require_names(name: str, region: str | None) -> None:
    """Accept the name of an organisation and its region.

    Raises:
        InputError: with everything that is wrong with them.
    """
    problems = name_problems(name, "name")
    if region and region.strip():
        problems += name_problems(region, "region")
    if problems:
        raise InputError(problems)


def save_roster(
    store: Store, principal: Principal, services: Sequence[Service], before: Sequence[Service] | None = None
) -> None:
    """Replace the whole roster. Rounds that were opened keep the roster of their opening.

    Raises:
        InputError: every problem at once; nothing is changed.
        AuditError: somebody else changed it since `before` (`changed_meanwhile`); nothing is changed.
    """
    id = principal.manages()
    problems = roster_problems(services)
    if problems:
        raise InputError(problems)
    document = canonical(_SERVICES.dump_python(tuple(services), mode="json")).decode()
    with store.writing() as connection:
        now = _locked(connection, id)
        if before is not None and now.services != tuple(before):
            raise _changed_meanwhile()
        connection.execute(update(organisation_table).where(organisation_table.c.id == id).values(services=document))


def roster_problems(services: Sequence[Service]) -> list[Problem]:
    """What is wrong with a roster; the places are names of services and teams."""
    if not services:
        return [Problem("no_roster", "", _("There is no service yet. Add at least one service with one team."))]
    problems: list[Problem] = []
    known: dict[str, str] = {}
    for service in services:
        problems += name_problems(service.name, service.name)
        if service.region:
            problems += name_problems(service.region, service.name)
        if like := _taken(service, known):
            sentence = _("There is a service “{like}” too. Give each a name of its own.").format(like=like)
            problems.append(Problem("repeated_service", service.name, sentence))
        teams: dict[str, str] = {}
        for team in service.teams:
            place = f"{service.name}, {team.name}"
            problems += name_problems(team.name, place)
            if like := _taken(team, teams):
                sentence = _("This service has a team “{like}” too. Give each a name of its own.").format(like=like)
                problems.append(Problem("repeated_team", place, sentence))
    return problems


def _taken(thing: Service | Team, known: dict[str, str]) -> str:
    """What else in the same place has a name like this, or had it when its id was made; empty when nothing has."""
    names = [name for name in (thing.name, thing.known_as) if name]
    like = next((known[key] for name in names for key in alike_by(name) if key in known), "")
    for name in names:
        alike(name, known, thing.name)
    return like


def save_facts(store: Store, principal: Principal, facts: Facts, before: Facts | None = None) -> None:
    """Keep what people will be told. Rounds that were opened keep what they were opened with.

    Raises:
        InputError: a text holds what cannot be shown; the places are names of fields.
        AuditError: somebody else changed them since `before` (`changed_meanwhile`); nothing is changed.
    """
    id = principal.manages()
    problems = [problem for name, value in facts for problem in text_problems(value, name)]
    if problems:
        raise InputError(problems)
    with store.writing() as connection:
        now = _locked(connection, id)
        if before is not None and now.facts != before:
            raise _changed_meanwhile()
        values = {"facts": facts.model_dump_json()}
        connection.execute(update(organisation_table).where(organisation_table.c.id == id).values(values))


def of(connection: Connection, id: str) -> Registered:
    """The organisation with this id, which must be there."""
    return _registered(connection.execute(select(organisation_table).where(organisation_table.c.id == id)).one())


def _locked(connection: Connection, id: str) -> Registered:
    """The organisation as it is now, which nobody else changes until this transaction ends."""
    return _registered(
        connection.execute(select(organisation_table).where(organisation_table.c.id == id).with_for_update()).one()
    )


def _changed_meanwhile() -> AuditError:
    return AuditError(
        "changed_meanwhile",
        _(
            "This was changed in another tab or by a colleague after you opened it. "
            "Nothing was saved; what you typed still stands here."
        ),
    )


def _registered(row: Row[tuple[object, ...]]) -> Registered:
    return Registered(
        name=row.name,
        kind=row.kind,
        region=row.region,
        facts=Facts.model_validate_json(row.facts),
        services=_SERVICES.validate_python(json.loads(row.services)),
    )

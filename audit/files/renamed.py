"""Services and teams that got another name: which is which, so that years can still be set beside each other.

An id is made of a name once. What is renamed keeps it: `known_as` holds the name that its id is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audit.errors import InputError, Problem
from audit.organisation import Organisation, Service, Team, Unit, slug
from audit.texts import _
from audit.typed import name_key

Thing = TypeVar("Thing", Service, Team)


@dataclass(frozen=True)
class Question:
    """A service or team that is new, and those in the same place that are gone: is it one of them?"""

    new: Unit
    gone: tuple[Unit, ...]


def carried(before: Sequence[Service], after: Sequence[Service]) -> tuple[Service, ...]:
    """The services after a change; those with the name of one before keep its id, and so do their teams."""
    known = {name_key(service.name): service for service in before}
    return tuple(_like(service, known.get(name_key(service.name))) for service in after)


def _like(service: Service, was: Service | None) -> Service:
    """A service with the id of the one that it was before; teams with a name of before keep theirs."""
    if was is None:
        return service
    known = {name_key(team.name): team.known_as for team in was.teams}
    teams = tuple(_as(team, known.get(name_key(team.name))) for team in service.teams)
    return _as(service.model_copy(update={"teams": teams}), was.known_as or was.name)


def questions(before: Sequence[Service], after: Sequence[Service]) -> tuple[Question, ...]:
    """For each service or team that is new, whether it is one of those that are gone from the same place. Teams of a
    service that is new are asked about once that is clear."""
    was, now = units(before), units(after)
    old, new = {unit.id for unit in was}, {unit.id for unit in now}
    gone = [unit for unit in was if unit.id not in new]
    found = []
    for unit in now:
        options = tuple(other for other in gone if (other.level, other.parent) == (unit.level, unit.parent))
        if unit.id not in old and options:
            found.append(Question(unit, options))
    return tuple(found)


def renamed(before: Sequence[Service], after: Sequence[Service], same: Mapping[str, str]) -> tuple[Service, ...]:
    """The services after a change, where `same` says which new one (by its id) is which one before (by its id).

    Raises:
        InputError: two of them are said to be the same one before.
    """
    was = dict(zip((unit.id for unit in units(before)), _things(before), strict=True))
    new = [unit.id for unit in units(after)]
    chosen = [old for at, old in same.items() if at in new]
    twice = sorted({old for old in chosen if chosen.count(old) > 1})
    if twice:
        sentence = _("Only one can be the same as “{name}”. Teams that were joined or split are new ones.")
        raise InputError([Problem("same_twice", "", sentence.format(name=was[old].name)) for old in twice])
    ids = iter(new)
    found = []
    for service in after:
        before_it = was.get(same.get(next(ids), ""))
        teams = []
        for team in service.teams:
            it = was.get(same.get(next(ids), ""))
            teams.append(_as(team, it.known_as or it.name if it else None))
        changed = service.model_copy(update={"teams": tuple(teams)})
        found.append(_like(changed, before_it if isinstance(before_it, Service) else None))
    return tuple(found)


def units(services: Sequence[Service]) -> tuple[Unit, ...]:
    """The services, each followed by its teams, with their ids."""
    return Organisation(name="-", services=tuple(services)).units[1:] if services else ()


def _things(services: Sequence[Service]) -> list[Service | Team]:
    """The services, each followed by its teams."""
    found: list[Service | Team] = []
    for service in services:
        found += [service, *service.teams]
    return found


def _as(thing: Thing, known_as: str | None) -> Thing:
    """The same with the name that its id is made of, where that is another one than its own."""
    if known_as is None or thing.known_as is not None or slug(known_as) == slug(thing.name):
        return thing
    return thing.model_copy(update={"known_as": known_as})

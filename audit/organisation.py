"""Of whom: an organisation, its services and their teams, with how many people were invited.

Every person is in a team, so the tree has exactly three levels; it is frozen per round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field, StringConstraints

from audit.frozen import Frozen
from audit.typed import NAME_LENGTH, name_key

T = TypeVar("T")
Level = Literal["organisation", "service", "team"]
Kind = Literal["ocmw", "caw", "vereniging", "vzw", "lokaal_bestuur", "andere"]
KINDS: tuple[Kind, ...] = ("ocmw", "caw", "vereniging", "vzw", "lokaal_bestuur", "andere")
LARGEST_TEAM: Final = 100_000
"""The most people that can be invited in one team: more is a typing error."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH)]


class Team(Frozen):
    """A team and the number of people invited in it (at least one); `added` of them came along after the round opened
    (left out of JSON where nobody did). `known_as` is the name that its id is made of, where it was renamed since."""

    name: Name
    known_as: Name | None = Field(default=None, exclude_if=lambda name: name is None)
    invited: int = Field(ge=1)
    added: int = Field(default=0, ge=0, exclude_if=lambda added: added == 0)


class Service(Frozen):
    """A service (dienst): its teams in roster order; kind and region describe the service. `known_as` as of a team."""

    name: Name
    known_as: Name | None = Field(default=None, exclude_if=lambda name: name is None)
    kind: Kind | None = None
    region: str | None = None
    teams: tuple[Team, ...] = Field(min_length=1)


class Unit(Frozen):
    """One place in the tree that may have a result: `org`, `<service>` or `<service>/<team>`; `added` of the people
    invited came along after the round opened."""

    id: str
    name: str
    level: Level
    parent: str | None
    kind: Kind | None
    region: str | None
    invited: int
    added: int = 0


class Organisation(Frozen):
    """A whole organisation, in roster order."""

    name: Name
    kind: Kind | None = None
    region: str | None = None
    services: tuple[Service, ...] = Field(min_length=1)

    @property
    def id(self) -> str:
        return slug(self.name)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The organisation, then each service followed by its teams."""
        return tuple(self._walk())

    @cached_property
    def team_ids(self) -> dict[tuple[str, str], str]:
        """The unit id of each team, by the names of its service and itself."""
        names = {unit.id: unit.name for unit in self.units}
        return {(names[unit.parent or ""], unit.name): unit.id for unit in self.units if unit.level == "team"}

    def counts_for(self, team: Unit, minimum_group: int) -> Unit:
        """Where the answers of a team are shown: the team, its service or the organisation, whichever is the smallest
        with at least `minimum_group` people invited before the round opened; the organisation when none has.

        >>> teams = (Team(name="A", invited=2), Team(name="B", invited=4))
        >>> whole = Organisation(name="O", services=(Service(name="S", teams=teams),))
        >>> [whole.counts_for(whole.units[2], least).id for least in (2, 5, 9)]
        ['s/a', 's', 'org']
        """
        by_id = {unit.id: unit for unit in self.units}
        way_up = (team, by_id[team.parent or ""])
        return next((unit for unit in way_up if unit.invited - unit.added >= minimum_group), by_id["org"])

    def from_the_start(self) -> tuple[Service, ...]:
        """The services with everybody invited from the start."""
        return tuple(
            service.model_copy(update={"teams": tuple(team.model_copy(update={"added": 0}) for team in service.teams)})
            for service in self.services
        )

    def _walk(self) -> Iterator[Unit]:
        teams = [team for service in self.services for team in service.teams]
        yield Unit(
            id="org",
            name=self.name,
            level="organisation",
            parent=None,
            kind=self.kind,
            region=self.region,
            invited=sum(team.invited for team in teams),
            added=sum(team.added for team in teams),
        )
        taken = {"org"}
        for service in self.services:
            service_id = _unique(slug(service.known_as or service.name), taken)
            yield Unit(
                id=service_id,
                name=service.name,
                level="service",
                parent="org",
                kind=service.kind,
                region=service.region,
                invited=sum(team.invited for team in service.teams),
                added=sum(team.added for team in service.teams),
            )
            for team in service.teams:
                yield Unit(
                    id=_unique(f"{service_id}/{slug(team.known_as or team.name)}", taken),
                    name=team.name,
                    level="team",
                    parent=service_id,
                    kind=None,
                    region=None,
                    invited=team.invited,
                    added=team.added,
                )


def above(unit_id: str) -> tuple[str, ...]:
    """The id of a unit and those of the units it is a part of, from the organisation down.

    >>> above("wonen/noord"), above("wonen"), above("org")
    (('org', 'wonen', 'wonen/noord'), ('org', 'wonen'), ('org',))
    """
    service, slash, _team = unit_id.partition("/")
    return tuple(dict.fromkeys(("org", service, unit_id) if slash else ("org", unit_id)))


def slug(name: str) -> str:
    """A name as an id: NFKD, ASCII, lower case, any run of other characters one hyphen.

    >>> slug("Dienst Thuiszorg & Wonen (Noord)"), slug("Één loket")
    ('dienst-thuiszorg-wonen-noord', 'een-loket')
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "x"


def alike_by(name: str) -> tuple[str, str]:
    """What names in one place may not have in common: the name without capitals, blanks and signs that nobody sees,
    and the id that it gives. A name that shares either with another is `alike`."""
    return f"={name_key(name)}", slug(name)


def alike(name: str, known: dict[str, T], here: T) -> T | None:
    """What stands in `known` for a name that is alike; from now on `here` stands there for this one, unless something
    does already.

    >>> known = {}
    >>> alike("Noord", known, 1), alike("NO ORD", known, 2), alike("Noord!", known, 3), alike("Zuid", known, 4)
    (None, 1, 1, None)
    """
    found = next((known[key] for key in alike_by(name) if key in known), None)
    for key in alike_by(name):
        known.setdefault(key, here)
    return found


def _unique(wanted: str, taken: set[str]) -> str:
    """The wanted id, or the first free `-2`, `-3`, … in roster order; the id counts as taken from here on."""
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    taken.add(free)
    return free

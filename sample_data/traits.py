"""What a story is made of: organisations, services and teams, each with traits.

A trait of an organisation holds for everyone in it, a trait of a service or team for its own people; the people in
`people.py` answer accordingly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.organisation import Kind


@dataclass(frozen=True)
class Trait:
    """Something particular about one theme or one whole questionnaire.

    `lift` is in steps of the answer scale (1-5); `dk`, `na` and `skip` are shares (0-1) of the people or of their
    answers, on top of what is usual; `wanted` makes it more often a priority; `divided` splits people into two camps.
    Without `years` it holds every year.
    """

    about: str
    lift: float = 0.0
    dk: float = 0.0
    na: float = 0.0
    skip: float = 0.0
    wanted: float = 0.0
    divided: bool = False
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Team:
    """`changes` holds the number of people invited in years that differ; in `full_house` years everyone answered."""

    name: str
    invited: int
    traits: tuple[Trait, ...] = ()
    changes: Mapping[int, int] = field(default_factory=dict)
    full_house: tuple[int, ...] = ()


@dataclass(frozen=True)
class Service:
    """A service and its teams; without a `kind` it has that of its organisation."""

    name: str
    teams: tuple[Team, ...]
    traits: tuple[Trait, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True)
class Story:
    """One organisation and its yearly rounds.

    `asked` names the questionnaires; in `remarks` years the answers to open questions are in the table too. `done` is,
    for every year but the first, how much people saw being done with the results of the year before: around 0 as many
    say "veel" or "iets" as "nauwelijks" or "niets", and 1 is one answer more (`people.py`).
    """

    name: str
    kind: Kind
    region: str
    services: tuple[Service, ...]
    traits: tuple[Trait, ...] = ()
    years: tuple[int, ...] = (2026,)
    asked: tuple[str, ...] = ("ze", "gw", "nw")
    remarks: tuple[int, ...] = ()
    done: Mapping[int, float] = field(default_factory=dict)

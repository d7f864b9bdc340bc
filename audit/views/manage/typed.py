"""What was typed in the form with teams: services with their teams, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from audit.errors import Problem
from audit.files.cells import whole
from audit.files.roster import invited_problems
from audit.organisation import Service, Team, alike
from audit.texts import _
from audit.typed import name_problems, plain_blanks


@dataclass
class Block:
    """A service in the form: its number in the names of its fields, and those of its rows. A row is a team."""

    number: int
    rows: list[int]


def typed(blocks: list[Block]) -> tuple[tuple[Service, ...], list[Problem]]:
    """The services as they were typed, and everything that is wrong with them, with the number of its row. A service
    that is taken away or empty is left out."""
    services: list[Service] = []
    problems: list[Problem] = []
    names: dict[str, tuple[str, str]] = {}
    for n, block in enumerate(blocks, 1):
        service, wrong = _service(n, block, names)
        problems += wrong
        if service is not None:
            services.append(service)
    return tuple(services), problems


def _service(n: int, block: Block, names: dict[str, tuple[str, str]]) -> tuple[Service | None, list[Problem]]:
    """A service as it was typed, unless it is left out or something in it is wrong; `names` are those above it."""
    name, region = text(f"service-{block.number}"), text(f"region-{block.number}")
    rows = [(f"{n}.{m}", text(f"team-{row}"), text(f"invited-{row}")) for m, row in enumerate(block.rows, 1)]
    rows = [(number, team, invited) for number, team, invited in rows if team or invited]
    if st.session_state[f"away-{block.number}"] or not (name or rows):
        return None, []
    place = _("Service {n}").format(n=n)
    problems = name_problems(name, place) if name else [Problem("no_name", place, _("Fill in its name."))]
    problems += name_problems(region, place) if region else []
    problems += repeated(name, place, names)
    if not rows:
        problems.append(Problem("no_team", place, _("Fill in at least one team.")))
    teams: dict[str, tuple[str, str]] = {}
    for number, team, invited in rows:
        problems += row_problems(_("Team {n}").format(n=number), team, invited, teams)
    if problems:
        return None, problems
    kind = st.session_state[f"kind-{block.number}"] or None
    found = tuple(Team(name=team, invited=int(whole(invited))) for _number, team, invited in rows)
    return Service(name=name, kind=kind, region=region or None, teams=found), []


def text(key: str) -> str:
    """What was typed in a field, as it is kept."""
    return plain_blanks(st.session_state[key])


def row_problems(place: str, team: str, invited: str, known: dict[str, tuple[str, str]]) -> list[Problem]:
    """Everything that is wrong with a row; `known` are the teams above it, with their places."""
    if not team:
        return [Problem("no_name", place, _("There are people but no team. Fill in its name, or empty the number."))]
    problems = name_problems(team, place) + repeated(team, place, known)
    if not invited:
        sentence = _("Fill in how many people are in “{team}”.").format(team=team)
        return [*problems, Problem("invited", place, sentence)]
    return problems + invited_problems(invited, place)


def repeated(name: str, place: str, known: dict[str, tuple[str, str]]) -> list[Problem]:
    """A problem when another place has this name, or one that is alike; from here on this place has it.

    `known` holds the places and takes this one in (`alike`).
    """
    other = alike(name, known, (place, name)) if name else None
    if other is None:
        return []
    sentence = _("{place} is called “{name}” too. Give each its own name.")
    return [Problem("repeated", place, sentence.format(place=other[0], name=other[1]))]

"""The forecast beside the form with teams: which will have a result of their own, and which to count together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from audit.files.cells import whole
from audit.manage import outlook
from audit.manage.outlook import Forecast, Join, TeamForecast
from audit.organisation import Service
from audit.texts import _
from audit.typed import NAME_LENGTH, shortened
from audit.views.kit.tables import draw
from audit.views.kit.text import plain
from audit.views.manage.typed import Block, text


@dataclass
class Undo:
    """How the rows of a service stood before teams were joined, and what was typed in those that were."""

    block: Block
    rows: list[int]
    values: dict[str, str]


def forecast(services: tuple[Service, ...]) -> tuple[Join, ...]:
    """Draw what these teams can expect; the sets of teams that could be counted together."""
    found = outlook.of(services)
    if found is None:
        return ()
    table = pd.DataFrame(
        {
            _("Service"): [service.name for service in services for _team in service.teams],
            _("People invited"): [str(line.team.invited) for line in found.teams],
            _("Answers expected"): [str(line.expected) for line in found.teams],
            _("Own result"): [expectation(line, found.minimum_group) for line in found.teams],
        },
        index=pd.Index([line.team.name for line in found.teams], name=_("Team")),
    )
    draw(table, _("What to expect when 8 out of 10 people answer everywhere"))
    st.markdown(plain(summary(found)))
    for join in found.joins:
        if not join.enough:
            sentence = _("In “{service}” about {n} people answer in all: too few for a result. Could it join another?")
            st.markdown(plain(sentence.format(service=join.service.name, n=join.expected)))
    return tuple(join for join in found.joins if join.enough)


def expectation(line: TeamForecast, k: int) -> str:
    """What a team can expect, in words."""
    return {
        "own_result": _("Yes"),
        "own_result_if": _("Only if at least {k} of {invited} people answer"),
        "never": _("Never: fewer than {k} people"),
        "beside_a_small_team": _("No: it would give away the answers of a small team beside it"),
    }[line.outlook].format(k=k, invited=line.team.invited)


def summary(found: Forecast) -> str:
    """How many teams can have a result of their own."""
    own = sum(line.outlook == "own_result" for line in found.teams)
    if own == len(found.teams):
        return _("Every team can have a result of its own.")
    sentence = _(
        "Teams with a result of their own: {own} of {n}. Answers of the others count in the result of a larger group."
    )
    return sentence.format(own=own, n=len(found.teams))


def label(join: Join) -> str:
    """What the button says that counts teams together."""
    names = ", ".join(f"“{team.name}”" for team in join.teams)
    return _("Count {teams} together: about {n} answers").format(teams=names, n=join.expected)


def join(blocks: list[Block], service: str, teams: tuple[str, ...]) -> Undo | None:
    """Make one row of those of some teams, with all their people; how it was, or nothing when they are not there any
    more."""
    block = next((block for block in blocks if text(f"service-{block.number}") == service), None)
    rows = [row for row in block.rows if text(f"team-{row}") in teams] if block else []
    if block is None or len(rows) != len(teams):
        return None
    values = {f"{field}-{row}": st.session_state[f"{field}-{row}"] for row in rows for field in ("team", "invited")}
    undo = Undo(block, list(block.rows), values)
    first, *others = rows
    people = sum(int(whole(text(f"invited-{row}"))) for row in rows)
    st.session_state[f"team-{first}"] = shortened(" + ".join(text(f"team-{row}") for row in rows), NAME_LENGTH)
    st.session_state[f"invited-{first}"] = str(people)
    block.rows = [row for row in block.rows if row not in others]
    return undo


def apart(undo: Undo) -> None:
    """Put rows back that were joined; those that came since stay."""
    undo.block.rows = [*undo.rows, *(row for row in undo.block.rows if row not in undo.rows)]
    st.session_state.update(undo.values)

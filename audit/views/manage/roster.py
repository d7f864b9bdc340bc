"""Roster: what the form with teams and the lists that replace it have in common."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.organisation import Service
from audit.texts import _
from audit.views.kit.tables import draw

FORM, LIST, EARLIER = "roster", "list", "earlier"


def saved() -> str:
    return _("Services and teams were saved. A round that is open keeps those of its opening.")


def summary(services: Sequence[Service], caption: str, now: Sequence[Service] = ()) -> None:
    """A table of all teams, beside how many people are invited in them now."""
    teams = [(service, team) for service in services for team in service.teams]
    counts = {(service.name, team.name): str(team.invited) for service in now for team in service.teams}
    columns = {
        _("Service"): [service.name for service, _team in teams],
        _("People invited"): [str(team.invited) for _service, team in teams],
    }
    if now:
        columns[_("Invited as it is now")] = [counts.get((service.name, team.name), "–") for service, team in teams]
    draw(pd.DataFrame(columns, index=pd.Index([team.name for _service, team in teams], name=_("Team"))), caption)

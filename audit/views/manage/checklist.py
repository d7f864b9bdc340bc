"""Checklist: what an organisation must have filled in before a round can open."""

from __future__ import annotations

from audit.manage.organisation import Registered
from audit.texts import _, ngettext


def needed(known: Registered) -> list[str]:
    """A sentence for each thing that is needed: ● is there, ○ is not there yet."""
    missing = len(known.facts.missing)
    return [
        _("● Services and teams: {tree}.").format(tree=size(known))
        if known.services
        else _("○ Services and teams: fill in at least one service with one team."),
        ngettext(
            "○ What people are told: {n} answer is still missing.",
            "○ What people are told: {n} answers are still missing.",
            missing,
        ).format(n=missing)
        if missing
        else _("● What people are told: all is filled in."),
    ]


def size(known: Registered) -> str:
    """How many services, teams and people there are."""
    counts = [team.invited for service in known.services for team in service.teams]
    return ", ".join(
        (
            ngettext("{n} service", "{n} services", len(known.services)).format(n=len(known.services)),
            ngettext("{n} team", "{n} teams", len(counts)).format(n=len(counts)),
            ngettext("{n} person", "{n} people", sum(counts)).format(n=sum(counts)),
        )
    )

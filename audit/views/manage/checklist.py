"""Checklist: what an organisation must have filled in before a round can open."""

from __future__ import annotations

from audit.manage.organisation import Registered
from audit.rounds import fact_label
from audit.texts import _, ngettext


def needed(known: Registered, *, by_name: bool = False) -> list[str]:
    """A sentence for each thing that is needed: ● is there, ○ is not there yet. What people are told and is still
    missing is counted, or named with `by_name`."""
    tree = _("○ Services and teams: fill in at least one service with one team.")
    if known.services:
        tree = _("● Services and teams: {tree}.").format(tree=size(known))
    return [tree, _facts([fact_label(field) for field in known.facts.missing], by_name=by_name)]


def _facts(missing: list[str], *, by_name: bool) -> str:
    if not missing:
        return _("● What people are told: all is filled in.")
    if by_name:
        told = _("○ What people are told before they answer: still empty: {fields}.")
        return told.format(fields="; ".join(missing))
    return ngettext(
        "○ What people are told: {n} answer is still missing.",
        "○ What people are told: {n} answers are still missing.",
        len(missing),
    ).format(n=len(missing))


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

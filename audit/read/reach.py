"""Reach: who can do something about a theme."""

from __future__ import annotations

from audit.publication import Publication
from audit.questionnaire import Reach
from audit.texts import _, listing


def of_theme(publication: Publication, theme: str) -> str:
    """Who can do something about a theme, the first of whom is where to begin; empty where the file does not say."""
    reach = next(line.reach for line in publication.themes if line.id == theme)
    named: dict[Reach, str] = {
        "team": _("the team itself"),
        "service": _("the service"),
        "organisation": _("the organisation"),
        "network": _("the partners you work with"),
        "policy": _("policy makers"),
    }
    if len(reach) < 2:
        return "".join(named[one] for one in reach)
    then = listing([named[one] for one in reach[1:]])
    return _("first {first}, then {others}").format(first=named[reach[0]], others=then)

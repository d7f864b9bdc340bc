"""Who can do something about a theme, from the file."""

from __future__ import annotations

from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim
from tests.helpers.claims.vocabulary import wrong

_NAMED = {
    "nl": {
        "team": "het team zelf",
        "service": "de dienst",
        "organisation": "de organisatie",
        "network": "de partners met wie jullie werken",
        "policy": "beleidsmakers",
    },
    "en": {
        "team": "the team itself",
        "service": "the service",
        "organisation": "the organisation",
        "network": "the partners you work with",
        "policy": "policy makers",
    },
}


@claim("reach", r".*")
@claim(
    "page",
    r"\*\*Wie kan hier iets aan doen\?\*\* \| (?P<who>.+)",
    r"\*\*Who can do something about this\?\*\* \| (?P<who>.+)",
)
def _reach(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    reach = next(line["reach"] for line in facts.document["themes"] if line["id"] == theme)
    first, *others = [_NAMED[facts.language][one] for one in reach] or [""]
    told = found.groupdict().get("who") or found[0]
    told = told[:1].lower() + told[1:]
    if not others:
        return wrong(told, first, "who can act")
    both = {"nl": ("eerst {}, daarna {}", " en "), "en": ("first {}, then {}", " and ")}[facts.language]
    joined = both[1].join([", ".join(others[:-1]), others[-1]] if len(others) > 1 else others)
    return wrong(told.replace(", and ", " and "), both[0].format(first, joined), "who can act")

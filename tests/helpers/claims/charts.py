"""The texts in the specifications of the charts."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim, complaint
from tests.helpers.claims.vocabulary import wrong


@claim(
    "description",
    r"Scores van (?P<unit>.+?) op een schaal van 1 tot 5\. (?P<themes>.+?)\.",
    r"Scores of (?P<unit>.+?) on a scale from 1 to 5\. (?P<themes>.+?)\.",
)
def _description(facts: Facts, said: Said, found: Match) -> str | None:
    left, titles = found["themes"], list(facts.titles.values())
    for place, title in enumerate(titles):
        if not left.startswith(f"{title}: "):
            return f"{title} is not where it should be: {left!r}"
        part, _, left = left.removeprefix(f"{title}: ").partition(
            f"; {titles[place + 1]}: " if title != titles[-1] else "\0"
        )
        left = f"{titles[place + 1]}: {left}" if title != titles[-1] else left
        about = complaint(facts, Said("theme", part, title))
        if about:
            return about
    return wrong(found["unit"], facts.unit["name"], "unit")


@claim("mark", r"(?P<title>.+?), (?P<series>[^:]+): (?P<score>[^;]+)(?:; (?P<spread>.+))?")
def _mark(facts: Facts, said: Said, found: Match) -> str | None:
    theme, series = facts.theme_called(found["title"]), found["series"]
    if series == say.word(facts, facts.unit["level"]):
        said_spread = complaint(facts, Said("spread", found["spread"], found["title"]))
        return said_spread or say.score(facts, facts.cells[theme], found["score"])
    cell = facts.was(theme) if series == facts.compared_with else facts.whole_cells[theme]
    known = (facts.compared_with, say.word(facts, "organisation"))
    if found["spread"] or cell is None or series not in known or (facts.is_whole and series != facts.compared_with):
        return "an unknown series, or an interval of what is not read"
    return say.score(facts, cell, found["score"])


def _absent(facts: Facts, theme: str) -> str:
    return say.word(facts, "unasked" if facts.cells[theme]["reason"] == "not_asked" else "absent")


@claim("cross", r"(.+): (.+)")
def _cross(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(found[1])
    return wrong(found[2], _absent(facts, theme), "cross") or (
        "a cross at what is shown" if facts.cells[theme]["shown"] else None
    )

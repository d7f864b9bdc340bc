"""The texts in the specifications of the charts."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim, complaint
from tests.helpers.claims.vocabulary import wrong


@claim(
    "description",
    r"Scores van (?P<unit>.+?) op een schaal van 1 tot 5\. (?P<themes>.+?)\."
    r"(?: De tabel hieronder bevat dezelfde cijfers\.)?",
    r"Scores of (?P<unit>.+?) on a scale from 1 to 5\. (?P<themes>.+?)\."
    r"(?: The table below holds the same numbers\.)?",
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


@claim("name in the radar", r"(?P<title>.+?)(?: \((?P<absent>[^()]+)\))?")
def _name(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(found["title"])
    must = "" if facts.cells[theme]["shown"] else _absent(facts, theme)
    return wrong(found["absent"] or "", must, "what stands at the name")


@claim("short number", r".+")
def _short_number(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[said.row]
    must = say.number(facts, cell["score"]) if cell["shown"] else _absent(facts, said.row)
    return wrong(found[0], must, "short number")


@claim("number in the dots", r".+")
def _dot_number(facts: Facts, said: Said, found: Match) -> str | None:
    return say.theme(facts, facts.cells[said.row], found[0], facts.unit_id)


@claim("name in the dots", r".+")
def _dot_name(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], facts.titles[said.row], "title")


@claim("short name", r".+")
def _short(facts: Facts, said: Said, found: Match) -> str | None:
    line = next(line for line in facts.document["themes"] if line["id"] == said.row)
    return wrong(found[0], line["short"][facts.language], "short title")


@claim("hollow", r"True|False")
def _hollow(facts: Facts, said: Said, found: Match) -> str | None:
    """Whether a mark of the unit is hollow: for fewer than ten people."""
    title, series = said.row, said.column
    focus = series == say.word(facts, facts.unit["level"])
    return wrong(found[0], str(focus and facts.cells[facts.theme_called(title)]["n"] < 10), "hollow mark")


@claim("ring", r"[1-5]|voor een deel", r"[1-5]|partly")
def _ring(facts: Facts, said: Said, found: Match) -> str | None:
    return None

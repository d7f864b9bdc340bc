"""The texts in drawn charts: names, numbers and remarks at their places, words of the scale, legends and rows."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts, flags_of
from tests.helpers.claims.grammar import Match, Said, claim
from tests.helpers.claims.vocabulary import wrong

WORDS = {
    "nl": {"margin": "Speling", "remarks": "Opmerkingen", "between": "Waarschijnlijk tussen", "theme": "Thema"},
    "en": {"margin": "Margin", "remarks": "Remarks", "between": "Probably between", "theme": "Theme"},
}


def absent(facts: Facts, cell: Cell) -> str:
    return say.word(facts, "unasked" if cell["reason"] == "not_asked" else "absent")


def remark(facts: Facts, theme: str) -> str:
    return ", ".join(say.word(facts, flag) for flag in flags_of(facts.cells[theme]))


@claim("name in a picture", r".+")
def _name(facts: Facts, said: Said, found: Match) -> str | None:
    line = next(line for line in facts.document["themes"] if line["id"] == said.row)
    known = line["title"][facts.language], line["short"][facts.language]
    return None if found[0] in known else f"{found[0]!r} is not called so"


@claim("number in a picture", r".+")
def _number(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], say.number(facts, facts.cells[said.row]["score"]), "number")


@claim("remark in a picture", r".+")
def _remark(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[said.row]
    return wrong(found[0], remark(facts, said.row) if cell["shown"] else absent(facts, cell), "remark")


@claim("name of an arc", r".+")
def _arc(facts: Facts, said: Said, found: Match) -> str | None:
    titles = [line["title"][facts.language] for line in facts.document["questionnaires"]]
    return wrong(found[0], titles[int(said.row.split()[-1])], "questionnaire")


@claim(
    "word in a picture",
    r"(?P<scale>1 helemaal niet|3 voor een deel|5 volledig|sterkte|in groei|nog te ontwikkelen)|(?P<name>.+)",
    r"(?P<scale>1 not at all|3 partly|5 fully|strength|growing|to be developed)|(?P<name>.+)",
)
def _word(facts: Facts, said: Said, found: Match) -> str | None:
    """A word of the scale, or of the legend: a series, a kind of mark, a questionnaire."""
    known = [
        say.word(facts, facts.unit["level"]),
        say.word(facts, "organisation"),
        facts.compared_with,
        WORDS[facts.language]["margin"],
        say.word(facts, "absent"),
        say.word(facts, "camps"),
        say.word(facts, "sight"),
        *(line["title"][facts.language] for line in facts.document["questionnaires"]),
    ]
    return None if found["scale"] or found["name"] in known else f"{found[0]!r} is in no legend"


@claim("row of a picture", r".*")
def _cell(facts: Facts, said: Said, found: Match) -> str | None:
    theme, words = facts.theme_called(said.row), WORDS[facts.language]
    cell = facts.cells[theme]
    of_unit = {
        "n": lambda: str(cell["n"]),
        words["remarks"]: lambda: remark(facts, theme),
        words["between"]: lambda: say.scores(facts, cell["interval_now"]),
    }
    if said.column in of_unit:
        return wrong(found[0], of_unit[said.column]() if cell["shown"] else "", said.column)
    of_series: dict[str, Cell | None] = {say.word(facts, facts.unit["level"]): cell}
    if not facts.is_whole:
        of_series[say.word(facts, "organisation")] = facts.whole_cells[theme]
    if facts.compared_with:
        of_series[facts.compared_with] = facts.was(theme)
    drawn = of_series[said.column]
    must = say.DASH if drawn is None else say.word(facts, "absent")
    return wrong(found[0], say.number(facts, drawn["score"]) if drawn and drawn["shown"] else must, said.column)

"""The texts in drawn charts: names, numbers and remarks at their places, words of the scale, legends and rows."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts, band_of, flags_of
from tests.helpers.claims.grammar import Match, Said, claim
from tests.helpers.claims.vocabulary import wrong

WORDS = {
    "nl": {
        "margin": "Speling",
        "remarks": "Opmerkingen",
        "between": "Waarschijnlijk",
        "everyone": "iedereen antwoordde",
        "others": "andere vragen",
        "people": "Mensen",
        "gone": "was er niet",
    },
    "en": {
        "margin": "Margin",
        "remarks": "Remarks",
        "between": "Probably between",
        "everyone": "everyone answered",
        "others": "other questions",
        "people": "People",
        "gone": "not there",
    },
}
ENDS = {"nl": ("helemaal niet", "voor een deel", "volledig"), "en": ("not at all", "partly", "fully")}


def absent(facts: Facts, cell: Cell) -> str:
    return say.word(facts, "unasked" if cell["reason"] == "not_asked" else "absent")


def remark(facts: Facts, theme: str) -> str:
    return ", ".join(say.word(facts, flag) for flag in flags_of(facts.cells[theme]))


@claim("name in a picture", r".+")
def _name(facts: Facts, said: Said, found: Match) -> str | None:
    line = next(line for line in facts.document["themes"] if line["id"] == said.row)
    known = line["title"][facts.language], line["short"][facts.language]
    return None if found[0] in known else f"{found[0]!r} is not called so"


@claim("number in a picture", r"(?P<band>\D+ )?(?P<number>.+)")
def _number(facts: Facts, said: Said, found: Match) -> str | None:
    score = facts.cells[said.row]["score"]
    band = say.word(facts, band_of(score)) + " "
    return wrong(found["number"], say.number(facts, score), "number") or wrong(found["band"] or band, band, "band")


@claim("details in a picture", r".+")
def _details(facts: Facts, said: Said, found: Match) -> str | None:
    """Of a score how many answered, and whether everyone did; else why it is not shown, unless that stands above."""
    cell = facts.cells[said.row]
    if not cell["shown"]:
        hidden = [theme for theme, other in facts.cells.items() if not other["shown"]]
        before = hidden[: hidden.index(said.row)][-1:]
        if any(facts.reason(facts.cells[theme]) == facts.reason(cell) for theme in before):
            return wrong(found[0], absent(facts, cell), "reason that stands above")
        return say.theme(facts, cell, found[0], facts.unit_id)
    flags = [remark(facts, said.row)]
    people = [] if said.column == "above" else [people_of(facts, said.row)]  # they stand above several rows then
    known = [" · ".join([*people, *flags]), " · ".join(people)]
    return None if found[0] in known else f"{found[0]!r} and not {known}"


def people_of(facts: Facts, theme: str) -> str:
    cell = facts.cells[theme]
    everyone = [WORDS[facts.language]["everyone"]] if cell["bounds"][0] == cell["bounds"][1] else []
    return " · ".join([say.people(facts, cell["n"]), *everyone])


@claim("people in a picture", r".+")
def _people(facts: Facts, said: Said, found: Match) -> str | None:
    """Above some rows: how many people answered each of these themes."""
    themes = said.row.split()[1:]
    return next((line for theme in themes if (line := wrong(found[0], people_of(facts, theme), theme))), None)


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
    r"(?P<scale>[135]|1 helemaal niet|3 voor een deel|5 volledig|sterkte|tussenin|nog te ontwikkelen)|(?P<name>.+)",
    r"(?P<scale>[135]|1 not at all|3 partly|5 fully|strength|in between|to be developed)|(?P<name>.+)",
)
def _word(facts: Facts, said: Said, found: Match) -> str | None:
    """A word of the scale, or of the legend: a series, a kind of mark, a questionnaire."""
    known = [
        say.word(facts, facts.unit["level"]),
        say.word(facts, "organisation"),
        *ENDS[facts.language],
        facts.compared_with,
        WORDS[facts.language]["margin"],
        say.word(facts, "absent"),
        say.word(facts, "unasked"),
        WORDS[facts.language]["others"],
        WORDS[facts.language]["gone"],
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
        words["people"]: lambda: str(cell["n"]),
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


def in_round(facts: Facts, theme: str, title: str) -> str:
    """What must be said of a theme in a round, by the title of the round."""
    words, now = WORDS[facts.language], facts.cells[theme]
    if title == facts.document["round"]["title"]:
        cell: Cell | None = now
    else:
        assert facts.earlier is not None
        assert title == facts.earlier["round"]["title"]
        unit = next((one for one in facts.earlier["units"] if one["id"] == facts.unit_id), None)
        cell = next((one for one in unit["themes"] if one["theme"] == theme), None) if unit else None
        if cell is None:
            return words["gone"]
        if cell["reason"] != "not_asked" and facts.was(theme) is None:
            return words["others"]
    assert cell is not None
    return say.number(facts, cell["score"]) if cell["shown"] else absent(facts, cell)


@claim("score in a round", r".+")
def _in_round(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], in_round(facts, facts.theme_called(said.row), said.column), "score in a round")


@claim("mark of a round", r"(?P<title>.+), (?P<round>[^,:]+): (?P<score>.+)")
def _mark_of_round(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found["score"], in_round(facts, facts.theme_called(found["title"]), found["round"]), "mark")


@claim("year", r"\d{4}")
def _year(facts: Facts, said: Said, found: Match) -> str | None:
    rounds = [one["round"] for one in (facts.document, facts.earlier) if one]
    return None if (said.column, int(found[0])) in {(one["title"], one["year"]) for one in rounds} else "another year"


@claim(
    "course of all themes",
    r"Scores van (?P<unit>.+?) op een schaal van 1 tot 5, meting na meting\. (?P<themes>.+)\.",
    r"Scores of (?P<unit>.+?) on a scale from 1 to 5, round by round\. (?P<themes>.+)\.",
)
def _courses(facts: Facts, said: Said, found: Match) -> str | None:
    rounds = [one["round"]["title"] for one in (facts.earlier, facts.document) if one]
    must = "; ".join(
        f"{title}: " + ", ".join(f"{one} {in_round(facts, theme, one)}" for one in rounds)
        for theme, title in facts.titles.items()
    )
    return wrong(found["unit"], facts.unit["name"], "unit") or wrong(found["themes"], must, "courses")

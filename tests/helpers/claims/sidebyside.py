"""The table in which units stand side by side: the names of units, and what stands in a cell."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts, band_of, flags_of
from tests.helpers.claims.grammar import Match, Said, claim
from tests.helpers.claims.hidden import reasons_of
from tests.helpers.claims.vocabulary import wrong

WORDS = {
    "nl": {
        "rest": "Andere teams samen",
        "too_few": "minder dan {k}",
        "protects_others": "beschermt anderen",
        "not_asked": "niet gevraagd",
        "dropped": "niet van toepassing",
        "higher": "hoger",
        "lower": "lager",
    },
    "en": {
        "rest": "Other teams together",
        "too_few": "fewer than {k}",
        "protects_others": "protects others",
        "not_asked": "not asked",
        "dropped": "not applicable",
        "higher": "higher",
        "lower": "lower",
    },
}


def _of(facts: Facts, unit: str) -> Facts:
    return Facts(facts.document, unit, facts.language, facts.earlier, facts.truth)


def _called(facts: Facts, group: str) -> str:
    """What a few teams are called together."""
    names = [_of(facts, team).unit["name"] for team in group.split("+")]
    last = " en " if facts.language == "nl" else " and " if len(names) == 2 else ", and "
    return f"{', '.join(names[:-1])}{last}{names[-1]} {'samen' if facts.language == 'nl' else 'together'}"


def _together(few: bool, nl: str, en: str) -> None:
    @claim("why together", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        """The group (`column`) has the team in it, and is what is left of a unit beside the parts that show a theme."""
        reasons, teams = reasons_of(facts, said.unit), set(said.column.split("+"))
        left = [
            _left(facts, rest["parent"], cell["theme"]) for rest in facts.document["rest"] for cell in rest["themes"]
        ]
        return (
            wrong(found["unit"], _of(facts, said.unit).unit["name"], "unit")
            or wrong(found["teams"], _called(facts, said.column), "teams")
            or (None if said.unit in teams and teams in left else f"nothing is known of {said.column}")
            or (wrong(found["k"], str(facts.k), "minimum group") if few else None)
            or (None if few == (reasons == {"too_few"}) else f"reasons in the file: {reasons}")
        )


_together(
    True,
    r"(?P<unit>.+): bij elk thema antwoordden minder dan (?P<k>\d+) mensen\. Hieronder zie je (?P<teams>.+)\.",
    r"(?P<unit>.+): fewer than (?P<k>\d+) people answered each theme\. Below you see (?P<teams>.+)\.",
)
_together(
    False,
    r"(?P<unit>.+) tonen we niet apart, zodat niemand te herkennen is\. Hieronder zie je "
    r"(?P<teams>.+)\.",
    r"(?P<unit>.+) is not shown apart, so that nobody can be recognised\. Below you see "
    r"(?P<teams>.+)\.",
)


@claim("name of a unit", r".+")
def _name(facts: Facts, said: Said, found: Match) -> str | None:
    rest = said.unit.endswith("/")
    if "+" in said.unit:
        return wrong(found[0], _called(facts, said.unit), "name")
    return wrong(found[0], WORDS[facts.language]["rest"] if rest else _of(facts, said.unit).unit["name"], "name")


@claim("unit without cells", r".+")
def _without(facts: Facts, said: Said, found: Match) -> str | None:
    of_unit = _of(facts, said.unit)
    if of_unit.shown:
        return "a unit without cells that shows something"
    reasons = {of_unit.reason(cell) for cell in of_unit.cells.values()} - {"not_asked", "dropped"}
    code = "too_few" if reasons == {"too_few"} else "protects_others"
    return wrong(found[0], say.word(facts, code).format(k=facts.k), "reason")


@claim("cell of a unit", r".+")
def _cell(facts: Facts, said: Said, found: Match) -> str | None:
    words = WORDS[facts.language]
    if "+" in said.unit:
        return _cell_of_group(facts, said, found[0])
    if said.unit.endswith("/"):
        rests = [rest for rest in facts.document["rest"] if rest["parent"] == said.unit[:-1]]
        cells = [cell for rest in rests for cell in rest["themes"] if cell["theme"] == said.row]
        cell: Cell | None = cells[0] if cells else None
        must = [_scored(facts, cell)] if cell else [say.word(facts, "absent")]
    else:
        of_unit = _of(facts, said.unit)
        cell = of_unit.cells[said.row]
        if not cell["shown"]:
            return wrong(found[0], words[of_unit.reason(cell) or ""].format(k=facts.k), "reason")
        must = [_scored(facts, cell), ", ".join(say.word(facts, flag) for flag in flags_of(cell))]
        if said.row in of_unit.apart:
            must.append(words[of_unit.contrasts[said.row].verdict])
    band = band_of(cell["score"]) if cell else "hidden"
    return wrong(found[0], " ".join(part for part in must if part), "cell") or wrong(said.column, band, "colour")


def _cell_of_group(facts: Facts, said: Said, text: str) -> str | None:
    """What a few teams have together: what is left beside the parts that show the theme, where that is these teams."""
    teams, words = set(said.unit.split("+")), WORDS[facts.language]
    for rest in facts.document["rest"]:
        cell = next((cell for cell in rest["themes"] if cell["theme"] == said.row), None)
        if cell and teams == _left(facts, rest["parent"], said.row):
            return wrong(text, _scored(facts, cell), "cell") or wrong(said.column, band_of(cell["score"]), "colour")
    asked = facts.whole_cells[said.row]["reason"] != "not_asked"
    dropped = facts.reason({**facts.whole_cells[said.row], "reason": "protects_others"}) == "dropped"
    code = "dropped" if dropped else "protects_others" if asked else "not_asked"
    return wrong(text, words[code].format(k=facts.k), "reason") or wrong(said.column, "hidden", "colour")


def _left(facts: Facts, parent: str, theme: str) -> set[str]:
    found: set[str] = set()
    for unit in facts.document["units"]:
        cell = next(cell for cell in unit["themes"] if cell["theme"] == theme)
        if unit["parent"] == parent and not cell["shown"]:
            found |= {unit["id"]} if unit["level"] == "team" else _left(facts, unit["id"], theme)
    return found


def _scored(facts: Facts, cell: Cell) -> str:
    band = say.word(facts, band_of(cell["score"])).lower()
    return f"{say.number(facts, cell['score'])} {say.people(facts, cell['n'])} {band}"

"""What is not shown and why, and what units are called."""

from __future__ import annotations

from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim, naming, required, titles
from tests.helpers.claims.vocabulary import wrong


def _reason(code: str, nl: str, en: str) -> None:
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        k = found.groupdict().get("k")
        if k is not None and k != str(facts.k):
            return f"the minimum group is {facts.k}"
        themes = [theme for theme in facts.cells if _why_hidden(facts, theme) == code]
        answered = [facts.known("theme", facts.unit_id, theme) for theme in themes]
        counted = code in ("too_few", "protects_others")
        lies = [n for n in answered if n is not None and counted and (n < facts.k) != (code == "too_few")]
        return wrong(found["themes"], titles(facts, themes), "themes") or (
            f"so many answered: {answered}" if lies else None
        )

    claim("not shown", rf"(?P<themes>.+): {nl}", rf"(?P<themes>.+): {en}")(check)


def _no_result(code: str, nl: str, en: str) -> None:
    @claim("no result", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        reasons, most = reasons_of(facts, said.unit), _most_answered(facts, said.unit)
        if found.groupdict().get("k", str(facts.k)) != str(facts.k):
            return f"the minimum group is {facts.k}"
        if code == "too_few" and most >= facts.k:
            return f"{most} answered a theme"
        told = "too_few" if reasons == {"too_few"} else "protects_others"
        return wrong(code, told, "reason") or ("something of it is shown" if None in reasons else None)


def _why_hidden(facts: Facts, theme: str) -> str | None:
    return facts.reason(facts.cells[theme])


def reasons_of(facts: Facts, unit_id: str) -> set[str | None]:
    """Why a unit shows nothing, over the themes that were asked and count."""
    unit = next(unit for unit in facts.document["units"] if unit["id"] == unit_id)
    return {facts.reason(cell) for cell in unit["themes"]} - {"not_asked", "dropped"}


def _most_answered(facts: Facts, unit_id: str) -> int:
    """How many people answered the theme of a unit that most answered, for whoever made up the round."""
    return max((facts.known("theme", unit_id, theme) or 0 for theme in facts.cells), default=0)


_reason(
    "too_few",
    r"Minder dan (?P<k>\d+) mensen antwoordden hierop\.",
    r"Fewer than (?P<k>\d+) people answered this\.",
)
_APART = (
    r"We tonen dit niet apart: anders zou iemand kunnen uitrekenen wat een kleinere groep of één collega antwoordde\.",
    r"This is not shown apart: otherwise somebody could work out what a smaller group or one colleague answered\.",
)
_reason("protects_others", rf"Genoeg mensen antwoordden\. {_APART[0]}", rf"Enough people answered\. {_APART[1]}")
_no_result("protects_others", *_APART)
_no_result(
    "too_few",
    r"Op elk thema antwoordden minder dan (?P<k>\d+) mensen\.",
    r"Fewer than (?P<k>\d+) people answered each theme\.",
)
_reason(
    "dropped",
    r"Meer dan 3 op de 10 mensen vonden elk van deze vragen niet van toepassing\. Daarom tellen ze in deze meting niet "
    r"mee\.",
    r"More than 3 in 10 people called each of these questions not applicable, so they do not count in this round\.",
)
_reason("not_asked", r"Dit is in deze meting niet gevraagd\.", r"This was not asked in this round\.")


def _without_votes(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if not facts.votes[theme]["shown"]]


def _without_dk(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if facts.cells[theme]["dk_share"] is None]


naming(
    "not shown",
    r"Hoeveel mensen een thema kozen, tonen we niet bij: (?P<themes>.+)\.",
    r"How many people chose a theme is not shown for: (?P<themes>.+)\.",
    _without_votes,
)
naming(
    "not shown",
    r"Hoe vaak “weet ik niet” is geantwoord, tonen we niet bij: (?P<themes>.+)\.",
    r"How often “I don't know” was answered is not shown for: (?P<themes>.+)\.",
    _without_dk,
)


@required("not shown")
def _all_hidden(facts: Facts) -> int:
    reasons = {_why_hidden(facts, theme) for theme in facts.cells} - {None}
    return len(reasons) + bool(_without_votes(facts)) + bool(_without_dk(facts))


def _larger(few: bool, nl: str, en: str) -> None:
    @claim("why larger", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        hidden = next(unit for unit in facts.document["units"] if unit["id"] == said.unit)
        reasons, most = reasons_of(facts, said.unit), _most_answered(facts, said.unit)
        return (
            wrong(found["unit"], hidden["name"], "unit")
            or wrong(found["larger"], facts.unit["name"], "larger unit")
            or (wrong(found["k"], str(facts.k), "minimum group") if few else None)
            or (None if few == (reasons == {"too_few"}) else f"reasons in the file: {reasons}")
            or (f"{most} answered a theme" if few and most >= facts.k else None)
        )


_larger(
    True,
    r"(?P<unit>.+): op elk thema antwoordden minder dan (?P<k>\d+) mensen; het telt mee in (?P<larger>.+), "
    r"hieronder\.",
    r"(?P<unit>.+): fewer than (?P<k>\d+) people answered each theme; it counts in (?P<larger>.+), which you see "
    r"below\.",
)
_larger(
    False,
    r"(?P<unit>.+) tonen we niet apart, zodat niemand te herkennen is; het telt mee in "
    r"(?P<larger>.+), hieronder\.",
    r"(?P<unit>.+) is not shown apart, so that nobody can be recognised; it counts in "
    r"(?P<larger>.+), which you see below\.",
)


def _nothing(few: bool, nl: str, en: str) -> None:
    @claim("nothing shown", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        whole = facts.whole["id"]
        reasons, most = reasons_of(facts, whole), _most_answered(facts, whole)
        return (
            (wrong(found["k"], str(facts.k), "minimum group") if few else None)
            or ("something is shown" if None in reasons else None)
            or (None if few == (reasons == {"too_few"}) else f"reasons in the file: {reasons}")
            or (f"{most} answered a theme" if few and most >= facts.k else None)
        )


_nothing(
    True,
    r"In deze meting is er te weinig om te tonen: op elk thema antwoordden minder dan (?P<k>\d+) mensen\.",
    r"There is too little to show in this round: fewer than (?P<k>\d+) people answered each theme\.",
)
_nothing(
    False,
    r"Van deze meting tonen we niets: anders zou iemand kunnen uitrekenen wat enkele mensen of één collega "
    r"antwoordden\.",
    r"Nothing of this round is shown: otherwise somebody could work out what a few people or one colleague answered\.",
)


@claim("label", r".+")
def _unit_label(facts: Facts, said: Said, found: Match) -> str | None:
    names = {unit["id"]: unit for unit in facts.document["units"]}
    unit = names[said.unit]
    parent = f"{names[unit['parent']]['name']} · " if unit["level"] == "team" else ""
    must = parent + unit["name"]
    return None if found[0] in (must, f"{must} ({said.unit})") else f"a label of {must!r}"

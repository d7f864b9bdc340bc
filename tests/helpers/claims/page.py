"""The lines of the view of results: what it adds to the sentences and tables, and in which order themes stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts, band_of, flags_of
from tests.helpers.claims.grammar import GRAMMAR, Match, Said, claim, complaint, naming
from tests.helpers.claims.hidden import reasons_of
from tests.helpers.claims.priorities import in_camps, little_sight, others, to_discuss
from tests.helpers.claims.vocabulary import wrong

_CONTENT = Path(__file__).parents[3] / "questionnaires"
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december",
    "January February March April May June July August September October November December",
)


@cache
def asked_in_words() -> frozenset[str]:
    """Every text of the questionnaires: what is asked says nothing about anybody."""

    def texts(node: Any) -> Iterator[str]:
        if isinstance(node, str):
            yield node.strip()
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from texts(child)

    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(_CONTENT.glob("*.yaml"))]
    return frozenset(text for file in files for text in texts(file))


def always(place: str, nl: str, en: str, when: Callable[[Facts], bool] = lambda facts: True) -> None:
    """A sentence without numbers of its own, and when it is true."""

    @claim(place, nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        return None if when(facts) else "that is not so"


def known(place: str, text: str, facts: Facts, row: str = "") -> str | None:
    return complaint(facts, Said(place, text, row))


for _nl, _en in (
    ("Het profiel", "The profile"),
    ("Dezelfde cijfers in een tabel", "The same numbers in a table"),
    ("Wat sterk is", "What is strong"),
    ("Waarover eerst praten", "What to talk about first"),
    ("Waar het beeld niet helder is", "Where the view is not clear"),
    ("Thema per thema", "Theme by theme"),
    ("Per rol", "By role"),
    ("Wat we niet tonen", "What is not shown"),
    ("Goed om te weten", "Good to know"),
):
    always("heading", _nl, _en)
always(
    "heading", "Wat veranderde sinds de vorige meting", "What changed since the round before", lambda f: bool(f.earlier)
)
always(
    "heading",
    "Naast de rest van de organisatie",
    "Beside the rest of the organisation",
    lambda facts: bool(facts.apart),
)
always(
    "heading",
    r"Is er iets gedaan met de vorige resultaten\?",
    r"Was anything done with the previous results\?",
    lambda facts: facts.unit["follow_up"] is not None,
)
always("title", "Resultaten", "Results")
always("head of a table", "Thema|Vraag", "Theme|Question")
always("label of a theme", "De andere thema’s", "The other themes", lambda facts: bool(others(facts)))


@claim("header", r".+")
def _header(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], facts.unit["name"], "unit")


@claim("questionnaires", r".+")
def _questionnaires(facts: Facts, said: Said, found: Match) -> str | None:
    must = ", ".join(line["title"][facts.language] for line in facts.document["questionnaires"])
    return wrong(found[0], must, "questionnaires")


@claim("label of a theme", r"\*\*(.+)\*\* · (.+)")
def _label(facts: Facts, said: Said, found: Match) -> str | None:
    return known("theme", found[2], facts, found[1])


@claim(
    "page",
    r"\*\*(?P<responses>.+?)\*\* Afgesloten op (?P<day>[^.]+)\. ?(?P<warnings>.*)",
    r"\*\*(?P<responses>.+?)\*\* Closed on (?P<day>[^.]+)\. ?(?P<warnings>.*)",
)
def _facts(facts: Facts, said: Said, found: Match) -> str | None:
    closed = date.fromisoformat(facts.document["round"]["closed_on"])
    month = _MONTHS[facts.language == "en"].split()[closed.month - 1]
    left = found["warnings"]
    for template in GRAMMAR["warning"]:
        pattern = template.patterns[facts.language]
        if told := pattern.search(left):
            if about := complaint(facts, Said("warning", told[0])):
                return about
            left = (left[: told.start()] + left[told.end() :]).strip()
    return (
        known("responses", found["responses"], facts)
        or wrong(found["day"], f"{closed.day} {month} {closed.year}", "day")
        or wrong(left, "", "what else stands there")
    )


def is_asked(text: str) -> bool:
    """Whether a line holds nothing but texts of the questionnaires."""
    left = text
    for part in sorted(asked_in_words(), key=len, reverse=True):
        left = left.replace(part, "")
    return not re.search(r"[^\W\d]", left)


_HOW_TO_READ = (
    r"Zo lees je het: 3,5 of meer is een sterkte, 2,5 tot 3,4 is tussenin, lager is nog te ontwikkelen\. Die grenzen "
    r"liggen halfweg tussen de woorden van de schaal\. Het zijn geen normen\. “Op de grens” is hoogstens 0,1 "
    r"daarvandaan\. Na de score staat hoeveel mensen antwoordden; een open bolletje staat voor 5 tot 9\. De zachte "
    r"balk is waar de score van iedereen samen waarschijnlijk ligt\. Daarin zit al dat wie niet antwoordde er iets "
    r"anders over kan denken\.",
    r"How to read it: 3\.5 or more is a strength, 2\.5 to 3\.4 is in between, lower is to be developed\. These are "
    r"half-way points between the words of the scale: a reading aid, not norms\. “At the border” is at most 0\.1 from "
    r"there\. After the score stands how many people answered; an open circle stands for 5 to 9\. The soft bar is "
    r"where the score of everybody together probably lies\. It already allows for those who did not answer thinking a "
    r"little differently\.",
)
always("page", *_HOW_TO_READ)


@claim("page", r"- \*\*(?P<title>[^*|]+)\*\*: (?P<score>[^|]+) \((?P<probably>[^()|]+)\)")
def _scored(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[facts.theme_called(found["title"])]
    strong = said.column in ("Wat sterk is", "What is strong")
    return (
        say.score(facts, cell, found["score"])
        or say.probably(facts, cell, found["probably"])
        or ("not strong" if strong and band_of(cell["score"]) != "strength" else None)
    )


@claim(
    "page",
    r"- \*\*(?P<title>[^*|]+): (?P<outcome>[^*|:]+)\*\* \| (?P<score>[^|]+) \((?P<probably>[^()|]+)\)"
    r"(?: · gekozen door (?P<chosen>[^|·]+))?(?: · (?P<certain>[^|]+))? \| (?P<why>[^|]+)",
    r"- \*\*(?P<title>[^*|]+): (?P<outcome>[^*|:]+)\*\* \| (?P<score>[^|]+) \((?P<probably>[^()|]+)\)"
    r"(?: · chosen by (?P<chosen>[^|·]+))?(?: · (?P<certain>[^|]+))? \| (?P<why>[^|]+)",
)
def _priority(facts: Facts, said: Said, found: Match) -> str | None:
    title = found["title"]
    theme = facts.theme_called(title)
    folded = said.row in ("De andere thema’s", "The other themes")
    return (
        say.score(facts, facts.cells[theme], found["score"])
        or say.probably(facts, facts.cells[theme], found["probably"])
        or known("outcome", found["outcome"], facts, title)
        or (None if bool(found["chosen"]) == facts.votes[theme]["shown"] else "votes that are left out, or hidden ones")
        or (known("chosen", found["chosen"].strip(), facts, title) if found["chosen"] else None)
        or known("certain", found["certain"] or "", facts, title)
        or known("why", found["why"], facts, title)
        or (None if theme in (others(facts) if folded else to_discuss(facts)) else "in the wrong list")
    )


def _weak(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if band_of(facts.cells[theme]["score"]) != "strength"]


def _both_signals(facts: Facts) -> bool:
    return any(facts.cells[theme]["shown"] and vote["shown"] for theme, vote in facts.votes.items())


always(
    "page",
    r"Geen enkel thema heeft een score van 3,5 of meer\. Vraag elkaar wat er wel goed loopt\.",
    r"No theme has a score of 3\.5 or more\. Ask each other what does go well\.",
    lambda facts: len(_weak(facts)) == len(facts.shown),
)
_ORDER = (
    r"Vooral het aantal keuzes bepaalt de volgorde; de score helpt kiezen\. Wie deze keuze oversloeg, of dat deel van "
    r"de vragen, telt niet mee\.",
    r"Mostly the number of choices decides the order; the score helps to choose\. Who skipped the question about "
    r"priorities, or that part of the questions, is not counted\.",
)
always("order", *_ORDER)
always(
    "page",
    r"Twee signalen naast elkaar: de score, en hoeveel mensen het thema kozen om aan te werken\. Jullie kiezen samen, "
    rf"en jullie mogen anders kiezen\. {_ORDER[0]}",
    r"Two signals side by side: the score, and how many people chose the theme to work on\. You choose together, and "
    rf"you may choose otherwise\. {_ORDER[1]}",
    _both_signals,
)
always(
    "page",
    r"Hoeveel mensen een thema kozen, is hier niet getoond\. Er is dus maar één signaal: de score\. "
    r"Kies samen, en kijk "
    r"verder dan de score\.",
    r"How many people chose a theme is not shown here\. So there is only one signal, the score\. "
    r"Choose together, and look "
    r"beyond it\.",
    lambda facts: not _both_signals(facts),
)
always(
    "page",
    r"Geen enkel thema heeft een score onder 3,5\.",
    r"No theme has a score below 3\.5\.",
    lambda facts: not _weak(facts),
)


@claim("page", r"- (?P<line>[^*|]+)")
def _listed(facts: Facts, said: Said, found: Match) -> str | None:
    """A sentence of the reading side as an item of a list, by the heading above it."""
    places = {
        "Waarover eerst praten": "chosen unseen",
        "What to talk about first": "chosen unseen",
        "Wat veranderde sinds de vorige meting": "change",
        "What changed since the round before": "change",
        "Naast de rest van de organisatie": "beside",
        "Beside the rest of the organisation": "beside",
        "Is er iets gedaan met de vorige resultaten?": "follow up",
        "Was anything done with the previous results?": "follow up",
    }
    if said.column in places:
        return known(places[said.column], found["line"], facts)
    if said.column not in ("Wat we niet tonen", "What is not shown"):
        return "an item under another heading"
    about_units = _no_result(facts, found["line"])
    return known("not shown", found["line"], facts) if about_units is None else about_units or None


def _no_result(facts: Facts, line: str) -> str | None:
    """What is wrong with units that have no result of their own; nothing where the line is about themes."""
    names, _, reason = line.partition(": ")
    hidden = [unit for unit in facts.document["units"] if not any(cell["shown"] for cell in unit["themes"])]
    for few in (True, False):
        units = [unit for unit in hidden if (reasons_of(facts, unit["id"]) == {"too_few"}) == few]
        if units and names == ", ".join(unit["name"] for unit in units):
            told = (complaint(facts, Said("no result", reason, unit=unit["id"])) for unit in units)
            return next((about for about in told if about), "")
    return None


naming(
    "page",
    r"- \*\*Twee kampen: sommigen geven een hoge score en anderen een lage, met minder mensen ertussen\.\*\* "
    r"(?P<themes>.+)",
    r"- \*\*Two camps: some score this high and others low, with fewer in between\.\*\* (?P<themes>.+)",
    in_camps,
)
naming(
    "page",
    r"- \*\*Weinig zicht: een derde of meer van de antwoorden was “weet ik niet”\.\*\* (?P<themes>.+)",
    r"- \*\*Little sight: a third or more of the answers were “I don't know”\.\*\* (?P<themes>.+)",
    little_sight,
)
always(
    "page",
    r"Bij geen enkel thema zijn er twee kampen of is er weinig zicht, voor zover getoond\.",
    r"On no theme are people in two camps or is there little sight, as far as is shown\.",
    lambda facts: not in_camps(facts) and not little_sight(facts),
)


@claim("page", r"De score van de hele groep ligt (.+)\.", r"The score of the whole group is (.+)\.")
def _lies(facts: Facts, said: Said, found: Match) -> str | None:
    return known("spread", found[1], facts, _unfolded(said))


def _unfolded(said: Said) -> str:
    """The title of the theme that a line can be unfolded from."""
    return said.row.replace("\\", "").removeprefix("**").partition("** · ")[0]


@claim(
    "page",
    r"(?:\*\*Eensgezind|\*\*Gemengd|\*\*Twee kampen)\*\*: .+",
    r"(?:\*\*In agreement|\*\*Mixed|\*\*Two camps)\*\*: .+",
)
def _agreement(facts: Facts, said: Said, found: Match) -> str | None:
    return known("agreement explained", found[0], facts, _unfolded(said))


@claim(
    "page",
    r"Weinig zicht: een derde of meer van de antwoorden was “weet ik niet”\. Verken eerst samen wat "
    r"mensen hiervan weten\.",
    r"Little sight: a third or more of the answers were “I don't know”\. First explore together what people know about "
    r"this\.",
)
def _little_sight(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[facts.theme_called(_unfolded(said))]
    return None if "sight" in flags_of(cell) else "that is not so"


for _nl, _en in (
    (r"\*\*Om over te praten\*\*", r"\*\*To talk about\*\*"),
    (r"\*\*Voorbeeld van een actie\*\* \| .+", r"\*\*Example of an action\*\* \| .+"),
    (r"\*\*Hoe mensen antwoordden\*\*", r"\*\*How people answered\*\*"),
    (r"\*\*Wat we vroegen\*\*", r"\*\*What was asked\*\*"),
    (
        r"Een verschil van 0,2 is klein: het is alsof één op de vijf mensen op elke vraag één stap hoger antwoordde\.",
        r"A difference of 0\.2 is small: it is as if one in five people answered one step higher on every question\.",
    ),
):
    always("page", _nl, _en)


@claim(
    "page",
    r"Hoe mensen op elke vraag antwoordden, tonen we pas vanaf (\d+) antwoorden, en alleen waar het niemand herkenbaar "
    r"maakt\.",
    r"How people answered each question is only shown from (\d+) answers on, and where it gives nobody away\.",
)
def _detail(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[1], str(facts.detail), "minimum for detail")


def _no_roles(facts: Facts) -> bool:
    return facts.unit["roles"] is None


_GUESS = (
    r" Dit kan wel: eerst raden, dan kijken\. Laat iedereen, leiding en collega’s, de score van een "
    r"thema raden en bekijk ze "
    r"daarna samen\.",
    r" You can do this: let everyone guess the score of a theme first, managers and colleagues, and "
    r"look at it together "
    r"afterwards\.",
)
always(
    "page",
    r"Voor een team tonen we nooit scores per rol: een team heeft te weinig mensen in elke rol\." + _GUESS[0],
    r"Scores by role are never shown for a team: a team has too few people in each role\." + _GUESS[1],
    lambda facts: _no_roles(facts) and facts.unit["level"] == "team",
)
always(
    "page",
    r"Scores per rol kunnen we hier niet tonen: er zou een kleine groep zichtbaar worden\. In kleine diensten en "
    r"organisaties is dat bijna altijd zo\." + _GUESS[0],
    r"Scores by role cannot be shown here: a small group would come out\. In small services and organisations that is "
    r"nearly always so\." + _GUESS[1],
    lambda facts: _no_roles(facts) and facts.unit["level"] != "team",
)
always(
    "page",
    r"Tussen haakjes staat waar de score van die groep in het algemeen waarschijnlijk ligt\. "
    r"Overlappen twee groepen sterk, "
    r"lees daar dan geen verschil in\. Wie geen rol wou zeggen, telt mee in de laatste groep\. In "
    r"kleine diensten kunnen we "
    r"scores per rol niet tonen\.",
    r"In brackets stands where the score of that group in general probably lies\. Where two groups overlap widely, do "
    r"not read a difference\. Who did not say a role counts in the last group\. In small services "
    r"scores by role cannot be shown\.",
    lambda facts: not _no_roles(facts) and "geen" in facts.unit["roles"]["groups"][-1].split("+"),
)


@claim(
    "page",
    r"We tonen alleen groepen van minstens (\d+) mensen, en niets waaruit je een kleinere groep kunt afleiden\. Alle "
    r"antwoorden tellen wel mee in het grotere geheel\.",
    r"We only show groups of at least (\d+) people, and nothing from which a smaller group could be worked out\. All "
    r"answers do count in the larger whole\.",
)
def _minimum(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[1], str(facts.k), "minimum group")


always(
    "page",
    r"Alle thema’s worden hier getoond\.",
    r"All themes are shown here\.",
    lambda facts: len(facts.shown) == len(facts.cells),
)
always(
    "page",
    r"Deze teams en diensten van de organisatie hebben geen eigen resultaat:",
    r"These teams and services of the organisation have no result of their own:",
    lambda facts: any(not any(cell["shown"] for cell in unit["themes"]) for unit in facts.document["units"]),
)


@claim("info", r".+")
def _why_larger(facts: Facts, said: Said, found: Match) -> str | None:
    if not facts.shown:
        return known("nothing shown", found[0], facts)
    units = [unit["id"] for unit in facts.document["units"] if unit["name"] in found[0]]
    told = [complaint(facts, Said("why larger", found[0], unit=unit)) for unit in units]
    return None if None in told else f"{told}"

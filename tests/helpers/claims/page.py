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
from tests.helpers.claims.facts import Facts, flags_of
from tests.helpers.claims.glance import apart, chose
from tests.helpers.claims.grammar import GRAMMAR, Match, Said, claim, complaint
from tests.helpers.claims.hidden import reasons_of
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
    ("Alle thema’s", "All themes"),
    ("Wat veranderde sinds de vorige meting", "What changed since the round before"),
    ("Wat we niet tonen", "What is not shown"),
    ("Dit thema over de jaren", "This theme over the years"),
    ("Alle diensten en teams", "All services and teams"),
):
    always("heading", _nl, _en)
always(
    "heading",
    r"Is er iets gedaan met de vorige resultaten\?",
    r"Was anything done with the previous results\?",
    lambda facts: facts.unit["follow_up"] is not None,
)
always("head of a table", "Thema|Vraag", "Theme|Question")
_ORDER = (
    r"Vooral het aantal keuzes bepaalt de volgorde; de score helpt kiezen\. Wie de vraag oversloeg waaraan we "
    r"best eerst werken, telt niet mee\. Wie een deel van de vragen oversloeg, telt niet mee bij de thema’s van dat "
    r"deel\.",
    r"Mostly the number of choices decides the order; the score helps to choose\. Those who skipped the question "
    r"about priorities are not counted\. Those who skipped a part of the questions are not counted for the themes "
    r"of that part\.",
)
always("order", *_ORDER)
always("page", *_ORDER)
always("label of a part", "Open een ander resultaat", "Open another result")
always(
    "page",
    r"Een resultaat dat op de opdrachtregel of in een andere installatie werd gemaakt: een bestand dat eindigt op "
    r"\.json\. Het wordt alleen in dit tabblad bekeken en niet bewaard: kies "
    r"het opnieuw als je de pagina opnieuw laadt\.",
    r"A result that was made on the command line or in another installation: a file that ends in \.json\. It is only "
    r"looked at in this tab, and not kept: after you load the page again, choose it again\.",
)
always("label of a part", "Dezelfde cijfers in een tabel", "The same numbers in a table")


@claim("title", r"Resultaten van (?P<unit>.+), (?P<round>.+)", r"Results of (?P<unit>.+), (?P<round>.+)")
def _title(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found["unit"], facts.unit["name"], "unit") or wrong(
        found["round"], facts.document["round"]["title"], "round"
    )


@claim("closed", r"Afgesloten op ([^.]+)\.", r"Closed on ([^.]+)\.")
def _closed(facts: Facts, said: Said, found: Match) -> str | None:
    closed = date.fromisoformat(facts.document["round"]["closed_on"])
    month = _MONTHS[facts.language == "en"].split()[closed.month - 1]
    return wrong(found[1], f"{closed.day} {month} {closed.year}", "day")


@claim("warnings", r".+")
def _warnings(facts: Facts, said: Said, found: Match) -> str | None:
    """Warnings one after the other, each one that is known and true."""
    left = found[0]
    for template in GRAMMAR["warning"]:
        if told := template.patterns[facts.language].search(left):
            if about := complaint(facts, Said("warning", told[0])):
                return about
            left = (left[: told.start()] + left[told.end() :]).strip()
    return wrong(left, "", "what else stands there")


@claim("label of a card", r"Sterk|Eerst bespreken|Nog onduidelijk", r"Strong|Discuss first|Not clear yet")
def _label_of_card(facts: Facts, said: Said, found: Match) -> str | None:
    named = {
        "strong": ("Sterk", "Strong"),
        "discuss": ("Eerst bespreken", "Discuss first"),
        "unclear": ("Nog onduidelijk", "Not clear yet"),
    }
    return wrong(found[0], named[said.column][facts.language == "en"], "label")


@claim("theme title", r".+")
def _theme_title(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.theme_called(found[0]) else "no theme"


@claim("above a theme", r".+")
def _above_theme(facts: Facts, said: Said, found: Match) -> str | None:
    titles_of = [line["title"][facts.language] for line in facts.document["questionnaires"]]
    return None if found[0] in titles_of else "no questionnaire"


def is_asked(text: str) -> bool:
    """Whether a line holds nothing but texts of the questionnaires."""
    left = text
    for part in sorted(asked_in_words(), key=len, reverse=True):
        left = left.replace(part, "")
    return not re.search(r"[^\W\d]", left)


_READ = (
    (r"1\. Elke lijn vanuit het midden is een thema\.", r"1\. Each line from the middle is a theme\."),
    (
        r"1\. Verder naar buiten is hoger: 1 in het midden, 5 aan de rand\.",
        r"1\. Further out is higher: 1 in the middle, 5 at the edge\.",
    ),
    (r"1\. Een kruis is een thema dat we niet tonen\.", r"1\. A cross is a theme that is not shown\."),
    (
        r"1\. Een open bolletje is weinig zicht, een gesplitst bolletje twee kampen\.",
        r"1\. An open circle means little sight, a split one two camps\.",
    ),
    (
        r"Kijk per thema: de vorm zelf zegt niets\. “Speling” toont waar de score van iedereen samen waarschijnlijk "
        r"ligt\. De grenzen bij 2,5 en 3,5 zijn de helften tussen de woorden van de schaal: een leeshulp, "
        r"geen normen\.",
        r"Look theme by theme: the shape itself says nothing\. “Margin” shows where the score of everybody together "
        r"probably lies\. The borders at 2\.5 and 3\.5 are half-way points between the words of the scale: a reading "
        r"aid, not norms\.",
    ),
    (
        r"Alfabetisch, geen rangorde\. “Hoger” en “lager” betekenen: duidelijk anders dan de rest van de organisatie\. "
        r"Teams verschillen in taak en grootte: een verschil is een vraag, geen oordeel\.",
        r"In alphabetical order, no ranking\. “Higher” and “lower” mean: clearly different from the rest of the "
        r"organisation\. Teams differ in task and size: a difference is a question, no verdict\.",
    ),
)
_READ += (
    (
        r"Zo zien wij het zelf; hulpvragers zijn niet bevraagd\. Voor een gesprek, niet om iemand te beoordelen: niet "
        r"officieel, niet wetenschappelijk getest, geen analyse van psychosociale risico’s\.",
        r"This is how we see it ourselves; people who ask for help were not asked\. For a conversation, not to judge "
        r"anybody: not official, not scientifically tested, no analysis of psychosocial risks\.",
    ),
    (
        r"De gespreksvragen bij deze vragenlijst zijn hier niet: ze werd in andere woorden gesteld\.",
        r"The discussion questions of this questionnaire are not here: it was asked in other words\.",
    ),
)
_READ += (
    (
        r"1\. Elke rij is een thema\. Het bolletje is de score: meer naar rechts is hoger\.",
        r"1\. Each row is a theme\. Its dot is the score: further to the right is higher\.",
    ),
    (
        r"1\. De kleuren erachter zijn “nog te ontwikkelen”, “tussenin” en “sterkte”\.",
        r"1\. The colours behind it are “to be developed”, “in between” and “strength”\.",
    ),
    (
        r"1\. Een open bolletje betekent weinig zicht, een gesplitst bolletje twee kampen\.",
        r"1\. An open dot means little sight, a split one two camps\.",
    ),
    (
        r"1\. Elk bolletje is een meting: hoger staat voor een hogere score\.",
        r"1\. Each dot is a round: higher up is a higher score\.",
    ),
    (
        r"1\. Een kruis is een meting die we niet tonen of niet kunnen vergelijken\.",
        r"1\. A cross is a round that is not shown or cannot be compared\.",
    ),
    (
        r"1\. Een klein verschil kan toeval zijn; hieronder staat welke duidelijk zijn\.",
        r"1\. A small difference can be chance; below stands which ones are clear\.",
    ),
    (
        r"1\. Elke balk is een vraag, met iedereen die een score gaf\.",
        r"1\. Each bar is a question, and holds everybody who gave a score\.",
    ),
    (
        r"1\. Links van de lijn staan de lage antwoorden, rechts de hoge; een langer stuk is meer mensen\.",
        r"1\. Left of the line stand the low answers, right of it the high ones; a longer part is more people\.",
    ),
    (
        r"1\. Elke rij is een dienst of team, elke kolom een thema\.",
        r"1\. Each row is a service or team, each column a theme\.",
    ),
    (
        r"1\. De kleur zegt hetzelfde als het woord in het vak\. Een rand is een duidelijk verschil\.",
        r"1\. The colour says the same as the word in the cell\. An outline is a clear difference\.",
    ),
    (r"1\. Kies een naam om die dienst of dat team te openen\.", r"1\. Choose a name to open that service or team\."),
)
always("heading", "Elk thema over de jaren", "Each theme over the years", lambda facts: facts.earlier is not None)
for _nl, _en in _READ:
    always("page", _nl, _en)
always(
    "page",
    r"Dit is de eerste meting\. Na de volgende zie je hier per thema wat veranderde\.",
    r"This is the first round\. After the next one you see here what changed, theme by theme\.",
    lambda facts: facts.earlier is None,
)


@claim(
    "page",
    r"(?P<score>[^|*]+? · \d,\d · \d+ mensen(?: · twee kampen)?(?: · weinig zicht)?)"
    r"(?: · (?P<votes>\d+ van de \d+ (?:wil|willen) hieraan werken))?(?: · (?P<apart>(?:hoger|lager) dan .+))?",
    r"(?P<score>[^|*]+? · \d\.\d · \d+ people(?: · two camps)?(?: · little sight)?)"
    r"(?: · (?P<votes>\d+ of \d+ wants? to work on this))?(?: · (?P<apart>(?:higher|lower) than .+))?",
)
def _lead(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    return (
        say.score(facts, facts.cells[theme], found["score"])
        or wrong(found["votes"] or "", chose(facts, theme), "votes")
        or wrong(found["apart"] or "", apart(facts, theme), "difference")
    )


@claim("page", r"\*\*(?P<outcome>[^*|]+)\*\*\. (?P<why>[^|]+)(?: \| (?P<certain>[^|]+))?")
def _priority(facts: Facts, said: Said, found: Match) -> str | None:
    return (
        known("outcome", found["outcome"], facts, said.row)
        or known("why", found["why"], facts, said.row)
        or known("certain", _uncapitalised(found["certain"] or ""), facts, said.row)
    )


def beside_the_rest(facts: Facts) -> tuple[str, str]:
    """The heading above what a unit differs in from the rest, in both languages."""
    unit = facts.unit["name"]
    return f"{unit} naast de rest van de organisatie", f"{unit} beside the rest of the organisation"


@claim("heading", r"(?P<said>.+ naast de rest van .+)", r"(?P<said>.+ beside the rest of .+)")
def _beside_the_rest(facts: Facts, said: Said, found: Match) -> str | None:
    must = beside_the_rest(facts)[facts.language == "en"]
    return wrong(found["said"], must, "unit") or (None if facts.apart else "nothing differs clearly")


@claim("page", r"Minder dan de helft antwoordde .+", r"Fewer than half answered .+")
def _few(facts: Facts, said: Said, found: Match) -> str | None:
    return known("few answered", found[0], facts, said.row)


def _uncapitalised(text: str) -> str:
    return text if text.startswith(("Iedereen", "Everyone")) else text[:1].lower() + text[1:]


@claim(
    "page",
    r"(?P<line>.+: .+\. De score tonen we niet; praat erover\.)",
    r"(?P<line>.+: .+\. Its score is not shown; .+)",
)
def _unseen(facts: Facts, said: Said, found: Match) -> str | None:
    return known("chosen unseen", found["line"], facts)


@claim("page", r"- (?P<line>[^*|]+)")
def _listed(facts: Facts, said: Said, found: Match) -> str | None:
    """A sentence of the reading side as an item of a list, by the heading above it."""
    places = {
        "Wat veranderde sinds de vorige meting": "change",
        "What changed since the round before": "change",
        "Is er iets gedaan met de vorige resultaten?": "follow up",
        "Was anything done with the previous results?": "follow up",
    }
    places |= dict.fromkeys(beside_the_rest(facts), "beside")
    if said.column in places:
        return known(places[said.column], found["line"], facts)
    if found["line"] in {item["text"][facts.language] for item in facts.document["items"]}:
        return None
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


@claim("page", r"De score van de hele groep ligt (.+)\.", r"The score of the whole group is (.+)\.")
def _lies(facts: Facts, said: Said, found: Match) -> str | None:
    return known("spread", found[1], facts, said.row)


@claim(
    "page",
    r"(?:\*\*Eensgezind|\*\*Gemengd|\*\*Twee kampen)\*\*: .+",
    r"(?:\*\*In agreement|\*\*Mixed|\*\*Two camps)\*\*: .+",
)
def _agreement(facts: Facts, said: Said, found: Match) -> str | None:
    return known("agreement explained", found[0], facts, said.row)


@claim(
    "page",
    r"Weinig zicht: een derde of meer van de antwoorden was “weet ik niet”\. Verken eerst samen wat "
    r"mensen hiervan weten\.",
    r"Little sight: a third or more of the answers were “I don't know”\. First explore together what people know about "
    r"this\.",
)
def _little_sight(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[facts.theme_called(said.row)]
    return None if "sight" in flags_of(cell) else "that is not so"


for _nl, _en in (
    (r"\*\*Om over te praten\*\*", r"\*\*To talk about\*\*"),
    (r"\*\*Voorbeeld van een actie\*\* \| .+", r"\*\*Example of an action\*\* \| .+"),
    (r"\*\*Wat krachtlijn (?:9|10) zegt\*\* \| “.+”", r"\*\*What krachtlijn (?:9|10) says\*\* \| “.+”"),
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
    r"lees daar dan geen verschil in\. Ook een duidelijk verschil kan soms toeval zijn\. "
    r"Wie geen rol wou zeggen, telt mee in de laatste groep\. In "
    r"kleine diensten kunnen we "
    r"scores per rol niet tonen\.",
    r"In brackets stands where the score of that group in general probably lies\. Where two groups overlap widely, do "
    r"not read a difference\. A clear difference can be chance too, now and then\. "
    r"Who did not say a role counts in the last group\. In small services "
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


always(
    "page",
    r"Niemand deed iets fout\. Als in een volgende meting meer mensen antwoorden, is er misschien meer te zien\.",
    r"Nobody did anything wrong\. When more people answer in a next round, there can be more to see\.",
    lambda facts: not facts.shown,
)


@claim("info", r".+")
def _why_larger(facts: Facts, said: Said, found: Match) -> str | None:
    if not facts.shown:
        return known("nothing shown", found[0], facts)
    units = [unit["id"] for unit in facts.document["units"] if unit["name"] in found[0]]
    told = [complaint(facts, Said("why larger", found[0], unit=unit)) for unit in units]
    return None if None in told else f"{told}"

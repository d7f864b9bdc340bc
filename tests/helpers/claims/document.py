"""What a document adds to the sentences and tables of the view of results: its headings, and the heads of tables."""

from __future__ import annotations

from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim
from tests.helpers.claims.page import always
from tests.helpers.claims.vocabulary import wrong

for _nl, _en in (
    ("Alle thema’s", "All themes"),
    ("De cijfers van de grafieken", "The numbers of the charts"),
    ("Naast de rest van de organisatie", "Beside the rest of the organisation"),
    ("Thema per thema", "Theme by theme"),
    ("Waarover eerst praten", "What to talk about first"),
    ("De andere thema’s", "The other themes"),
    ("Diensten en teams naast elkaar", "Units side by side"),
    ("Per rol", "By role"),
    (
        "Scores per rol: de score, waartussen ze waarschijnlijk ligt, en hoeveel mensen",
        "Scores by role: the score, between what it probably lies, and how many people",
    ),
    ("Om over te praten", "To talk about"),
    ("Wat we afspreken", "What we agree"),
    ("Hoe je dit verslag leest", "How to read this report"),
    ("Wat we niet tonen", "What is not shown"),
    ("Wat dit is, en wat niet", "What this is, and what it is not"),
    ("Hou in gedachten", "Keep in mind"),
    ("Verandering over de jaren", "Change over the years"),
    ("Elk thema over de jaren", "Each theme over the years"),
    ("Wat veranderde sinds de vorige meting", "What changed since the round before"),
):
    always("heading of a document", _nl, _en)
always(
    "heading of a document",
    r"Is er iets gedaan met de vorige resultaten\?",
    r"Was anything done with the previous results\?",
    lambda facts: facts.unit["follow_up"] is not None,
)


@claim("heading of a document", r"Duidelijk veranderd sinds (?P<round>.+)", r"Changed clearly since (?P<round>.+)")
def _changed(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found["round"], facts.earlier["round"]["title"] if facts.earlier else "", "round")


for _nl, _en in (
    ("Thema|Vraag|Antwoorden|Mensen|Eenheid", "Theme|Question|Answers|People|Unit"),
    (
        r"Wat doen we\?|Wie, en tegen wanneer\?|Waaraan merken we het\?",
        r"What do we do\?|Who, and by when\?|How will we notice\?",
    ),
):
    always("head of a document", _nl, _en)
always(
    "page",
    r"Kies samen hoogstens drie thema’s, en spreek voor elk thema één ding af\.",
    r"Choose at most three themes together, and agree on one thing for each\.",
)
for _nl, _en in (
    (
        r"1\. 3,5 of meer heet “Sterkte”, 2,5 tot 3,4 “Tussenin”, lager “Nog te ontwikkelen”\. Die grenzen liggen "
        r"halfweg tussen de woorden van de schaal\. Het zijn geen normen\.",
        r"1\. 3\.5 or more reads “Strength”, 2\.5 to 3\.4 “In between”, lower “To be developed”\. These are half-way "
        r"points between words of the scale, not norms\.",
    ),
    (
        r"1\. Een verschil van 0,2 is klein: .+",
        r"1\. A difference of 0\.2 is small: it is as if one in five people answered one step higher on every "
        r"question\.",
    ),
):
    always("page", _nl, _en)
always("heading", "Meenemen", "Take away")
always("heading", "Elke dienst en elk team", "Every service and team")


@claim(
    "page",
    r"(?P<n>\d+) (?:heeft|hebben) een eigen resultaat: voor elk één document, samen in één ZIP-bestand\.",
    r"(?P<n>\d+) (?:has a result of its own|have a result of their own): one document for each, together in one ZIP "
    r"file\.",
)
def _of_every_unit(facts: Facts, said: Said, found: Match) -> str | None:
    """Units with a result, and perhaps teams that have one together: these are two or more that have none alone."""
    units = facts.document["units"]
    shown = sum(any(cell["shown"] for cell in unit["themes"]) for unit in units)
    most = shown + (len(units) - shown) // 2
    return None if shown <= int(found["n"]) <= most else f"{found['n']} and not {shown} to {most}"

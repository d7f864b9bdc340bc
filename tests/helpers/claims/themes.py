"""Who answered, and each theme with its score and interval."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim, required
from tests.helpers.claims.vocabulary import wrong


@claim("responses", r"(\d+) van de (\d+) mensen (antwoordden?)\.", r"(\d+) of the (\d+) people answered()\.")
def _responses(facts: Facts, said: Said, found: Match) -> str | None:
    unit = facts.unit
    must = "antwoordde" if unit["responses"] == 1 else "antwoordden"
    return (
        wrong(found[1], str(unit["responses"]), "responses")
        or wrong(found[2], str(unit["invited"]), "invited")
        or (wrong(found[3], must, "number of the verb") if facts.language == "nl" else None)
    )


@claim("responses", r"Er zijn minder dan 5 mensen uitgenodigd\.", r"Fewer than 5 people were invited\.")
def _few_invited(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.unit["invited"] < 5 else f"{facts.unit['invited']} were invited"


@claim("responses", r"Hoeveel mensen antwoordden, tonen we niet\.", r"How many people answered is not shown\.")
def _responses_hidden(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.unit["responses"] is None else "it is in the file"


def _response(facts: Facts) -> float | None:
    responses = facts.unit["responses"]
    return None if responses is None else responses / facts.unit["invited"]


def few_answered(facts: Facts) -> list[str]:
    """The themes that fewer than half answered, where half or more answered something."""
    if (_response(facts) or 0) < 0.5:
        return []
    return [theme for theme in facts.shown if 2 * facts.cells[theme]["n"] < facts.unit["invited"]]


def _answered(nl: str, en: str, least: float, below: float) -> None:
    """A warning that is true where so many of those invited answered (0-1)."""

    @claim("warning", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        part = _response(facts) or 0
        return None if least <= part < below else f"{part:.0%} answered"


_answered(
    r"Minder dan de helft antwoordde: de resultaten gaan over wie antwoordde, niet over de hele groep\.",
    r"Fewer than half answered: the results are about those who answered, not about the whole group\.",
    0,
    0.5,
)
_answered(
    r"Minder dan 7 op 10 antwoordden\. Wie niet antwoordde, kan er anders over denken\.",
    r"Fewer than 7 in 10 answered\. Those who did not may see it otherwise\.",
    0.5,
    0.7,
)


@claim(
    "warning",
    r"Bij (?P<n>\d+) (?:thema|thema’s) antwoordde minder dan de helft\.",
    r"On (?P<n>\d+) themes? fewer than half answered\.",
)
def _themes_under_half(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found["n"], str(len(few_answered(facts))), "themes that fewer than half answered")


@claim(
    "few answered",
    r"Minder dan de helft antwoordde hierop: de score gaat alleen over wie antwoordde\.",
    r"Fewer than half answered this: the score is only about those who answered\.",
)
def _few_answered(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.theme_called(said.row) in few_answered(facts) else "half or more answered it"


@required("few answered")
def _all_few_answered(facts: Facts) -> int:
    return len(few_answered(facts))


@claim(
    "warning",
    r"Alle collega’s antwoordden\. Op een andere dag kunnen hun antwoorden anders zijn\.",
    r"All colleagues answered\. On another day their answers may be different\.",
)
def _all(facts: Facts, said: Said, found: Match) -> str | None:
    full = all(facts.all_answered(facts.cells[theme]) for theme in facts.shown)
    return None if full and _response(facts) == 1 else "not everyone answered"


@required("warning")
def _warnings(facts: Facts) -> int:
    part = _response(facts)
    if part is None:
        return 0
    everyone = bool(facts.shown) and all(facts.all_answered(facts.cells[theme]) for theme in facts.shown)
    return (part < 0.7) + bool(few_answered(facts)) + everyone


@claim("series", r"Dit team|Deze dienst|De organisatie", r"This team|This service|The organisation")
def _series(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], say.word(facts, facts.unit["level"]), "level")


@claim("theme", r".+")
def _theme(facts: Facts, said: Said, found: Match) -> str | None:
    return say.theme(facts, facts.cells[facts.theme_called(said.row)], found[0], facts.unit_id)


@claim(
    "spread",
    r"(?:waarschijnlijk (?P<now>.+), in het uiterste geval|zeker) (?P<bounds>.+)",
    r"(?:probably (?P<now>.+), at the very most|certainly) (?P<bounds>.+)",
)
def spread(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.cells[facts.theme_called(said.row)]
    bounds = facts.bounds(cell)
    apart = max(abs(a - b) for a, b in zip(bounds, cell["bounds"], strict=True)) > 1e-9
    return (
        say.damaged(facts, cell)
        or wrong(found["now"] or found["bounds"], say.inside(facts, cell["interval_now"]), "interval")
        or ("the same said twice" if found["now"] == found["bounds"] else None)
        or (
            f"bounds in the file {cell['bounds']} and not {bounds}"
            if apart
            else wrong(found["bounds"], say.inside(facts, cell["bounds"]), "bounds")
        )
    )


@claim("spread", r"vast, want iedereen antwoordde", r"certain, as everyone answered")
def exact(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.all_answered(facts.cells[facts.theme_called(said.row)]) else "not everyone answered"


@claim("probably", r".+")
def _probably(facts: Facts, said: Said, found: Match) -> str | None:
    return say.probably(facts, facts.cells[facts.theme_called(said.row)], found[0])


def _label(code: str, nl: str, en: str) -> None:
    @claim("agreement explained", nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        agreement = facts.cells[facts.theme_called(said.row)]["agreement"]
        told = None if agreement is None else agreement["label"]
        agreed = code != "in_agreement" or agreement is None or agreement["a_wg"] is None or agreement["a_wg"] >= 0.6
        return None if told == code and agreed else f"agreement in the file: {agreement}"


_label(
    "in_agreement",
    r"\*\*Eensgezind\*\*: de meeste mensen antwoordden ongeveer hetzelfde\.",
    r"\*\*In agreement\*\*: most people answered more or less the same\.",
)
_label(
    "mixed",
    r"\*\*Gemengd\*\*: mensen antwoordden voor een deel hetzelfde, voor een deel anders\.",
    r"\*\*Mixed\*\*: people answered partly the same, partly not\.",
)
_label(
    "two_camps",
    r"\*\*Twee kampen\*\*: sommige mensen geven een hoge score en andere een lage, met minder mensen ertussen\. "
    r"De score alleen zegt dan weinig\.",
    r"\*\*Two camps\*\*: some people score this high and others low, with fewer in between\. "
    r"The score alone says little then\.",
)

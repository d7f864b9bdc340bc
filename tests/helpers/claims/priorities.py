"""Priorities: what people chose, what the two signals say together, how sure that is, and lists of themes."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts, band_of, flags_of
from tests.helpers.claims.grammar import Match, Said, claim, listed, required
from tests.helpers.claims.vocabulary import wrong


def often(facts: Facts) -> set[str]:
    """The themes that at least a third chose, and no fewer than the average."""
    shares = {theme: vote["chosen"] / vote["n"] for theme, vote in facts.votes.items() if vote["shown"]}
    least = max(1 / 3, sum(shares.values()) / len(shares)) if shares else 1
    return {theme for theme, share in shares.items() if share >= least - 1e-12}


def often_enough(facts: Facts, theme: str) -> bool:
    """Whether a third or more chose a theme, as far as that is shown."""
    vote = facts.votes[theme]
    return bool(vote["shown"]) and 3 * vote["chosen"] >= vote["n"]


def outcome(facts: Facts, theme: str) -> str | None:
    """What the two signals of a theme say; nothing where they are not both shown."""
    cell, vote = facts.cells[theme], facts.votes[theme]
    if not (cell["shown"] and vote["shown"]):
        return None
    band = band_of(cell["score"])
    if theme in often(facts):
        return "strength_to_build_on" if band == "strength" else "work_on_together"
    return {"strength": "maintain", "growing": "keep_an_eye_on", "develop": "ask_why"}[band]


def certainty(facts: Facts, theme: str) -> str | None:
    """The word for how sure a place among the first is, from the number in the file."""
    cell, vote = facts.cells[theme], facts.votes[theme]
    top = vote["top"]
    if top is None or top < 0.3:
        return None
    if 2 * cell["n"] < facts.unit["invited"]:
        return "possibly"
    return "almost_certainly" if top >= 0.9 else "probably" if top >= 0.7 else "possibly"


def first_but_few(facts: Facts, theme: str) -> bool:
    few = facts.votes[theme]["shown"] and 3 * facts.votes[theme]["chosen"] < facts.votes[theme]["n"]
    return certainty(facts, theme) is not None and outcome(facts, theme) in ("keep_an_eye_on", "maintain") and few


@claim("outcome", r"(Eerst verkennen · )?(.*)", r"(First explore · )?(.*)")
def _outcome(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    code = outcome(facts, theme)
    must = "" if code is None else say.word(facts, "discuss" if first_but_few(facts, theme) else code)
    explore = code is not None and bool(flags_of(facts.cells[theme]))
    return wrong(found[2], must, "outcome") or (None if bool(found[1]) == explore else f"to explore first: {explore}")


def people(facts: Facts, vote: Cell, said: str) -> str | None:
    """Whether the people who chose a theme are told as the file counts them."""
    single = vote["chosen"] == 1
    must = {
        "nl": f"{vote['chosen']} van de {vote['n']} mensen {'koos' if single else 'kozen'} dit thema",
        "en": f"{vote['chosen']} of the {vote['n']} people chose this theme",
    }
    if vote["chosen"] == 0:
        must = {
            "nl": f"Niemand van de {vote['n']} mensen koos dit thema",
            "en": f"None of the {vote['n']} people chose this theme",
        }
    return wrong(said, must[facts.language], "people")


_CAMPS = {
    "nl": "Er zijn twee kampen: verken eerst waar dat van komt.",
    "en": "People are in two camps, so first explore where that comes from.",
}
_SIGHT = {
    "nl": "Er is vaak “weet ik niet” geantwoord: verken dus eerst wat mensen ervan weten.",
    "en": "Many people said “I don't know”, so first explore what people know about it.",
}


def _why(code: str | None, nl: str, en: str) -> None:
    @claim(
        "why",
        rf"(?P<people>.+ dit thema)(?:,? (?:en|maar)) de score is (?P<score>\S+): {nl}(?P<first>(?: .+)?)",
        rf"(?P<people>.+ this theme)(?:,? (?:and|but)) the score is (?P<score>\S+): {en}(?P<first>(?: .+)?)",
    )
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        theme = facts.theme_called(said.row)
        cell, vote, few = facts.cells[theme], facts.votes[theme], first_but_few(facts, theme)
        must = {"camps": _CAMPS, "sight": _SIGHT}
        first = "".join(f" {must[flag][facts.language]}" for flag in flags_of(cell))
        place = found.groupdict().get("place")
        return (
            people(facts, vote, found["people"])
            or wrong(found["score"], say.number(facts, cell["score"]), "score")
            or wrong(found["first"], first, "what to explore first")
            or (wrong(place, say.certain(facts, certainty(facts, theme) or ""), "certainty") if place else None)
            or (None if few == (code is None) else f"first but chosen by few: {few}")
            or (None if code in (None, outcome(facts, theme)) else f"the outcome is {outcome(facts, theme)}")
        )


_why("work_on_together", r"samen aanpakken\.", r"work on this together\.")
_why(
    "strength_to_build_on",
    r"een sterkte waar mensen op willen verder bouwen\.",
    r"a strength that people want to build on\.",
)
_why("ask_why", r"bespreek hoe dat komt\.", r"discuss why that is\.")
_why("keep_an_eye_on", r"volg dit op\.", r"keep an eye on this\.")
_why("maintain", r"dit loopt goed, dus hou dit vast\.", r"this goes well, so maintain it\.")
_why(
    None,
    r"(?P<place>.+), maar door minder dan een derde gekozen\. Bespreek of jullie eraan werken\.",
    r"(?P<place>.+), but chosen by fewer than a third\. Discuss whether you will work on it\.",
)


@claim(
    "certain", r"(?!Geteld)(?P<word>[^(]+?)(?: \((?P<top>.+)\))?", r"(?!Counted)(?P<word>[^(]+?)(?: \((?P<top>.+)\))?"
)
def _certain(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    code, top = certainty(facts, theme), facts.votes[theme]["top"]
    if code is None or code != facts.votes[theme]["certainty"]:
        return f"certainty in the file: {facts.votes[theme]['certainty']} at {top}, worked out {code}"
    held_down = code == "possibly" and top >= 0.7
    return wrong(found["word"], say.certain(facts, code), "certainty") or wrong(
        found["top"] or "", "" if held_down else say.steps(facts, top), "how often"
    )


@claim(
    "certain",
    r"Geteld: iedereen antwoordde\. Een andere dag kan anders zijn\.",
    r"Counted: everyone answered\. Another day may be different\.",
)
def _counted(facts: Facts, said: Said, found: Match) -> str | None:
    vote = facts.votes[facts.theme_called(said.row)]
    return None if vote["n"] == facts.unit["invited"] and vote["top"] is None else f"the file says {vote}"


@claim("certain", r"")
def _uncertain(facts: Facts, said: Said, found: Match) -> str | None:
    return None if certainty(facts, facts.theme_called(said.row)) is None else "a certainty is left out"


@claim("chosen", r"(\d+) van de (\d+)", r"(\d+) of (\d+)")
def _chosen(facts: Facts, said: Said, found: Match) -> str | None:
    vote = facts.votes[facts.theme_called(said.row)]
    return wrong(found[1], str(vote["chosen"]), "chosen") or wrong(found[2], str(vote["n"]), "n")


@claim("chosen", r"nie.+", r"not.+")
def _chosen_hidden(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    return say.absence(facts, facts.votes[theme], found[0], facts.k, facts.known("vote", facts.unit_id, theme))


@claim(
    "chosen unseen",
    r"(?P<title>.+): (?P<people>.+)\. De score tonen we niet; praat erover\.",
    r"(?P<title>.+): (?P<people>.+)\. Its score is not shown; talk about it\.",
)
def _unseen(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(found["title"])
    if facts.cells[theme]["shown"] or 3 * facts.votes[theme]["chosen"] < facts.votes[theme]["n"]:
        return "its score is shown, or few chose it"
    return people(facts, facts.votes[theme], found["people"])


@required("chosen unseen")
def _all_unseen(facts: Facts) -> int:
    return sum(
        vote["shown"] and not facts.cells[theme]["shown"] and 3 * vote["chosen"] >= vote["n"]
        for theme, vote in facts.votes.items()
    )


@listed("strong")
def strong(facts: Facts) -> list[str]:
    found = [theme for theme in facts.shown if band_of(facts.cells[theme]["score"]) == "strength"]
    return sorted(found, key=lambda theme: -facts.cells[theme]["score"])


@listed("low")
def low(facts: Facts) -> list[str]:
    by_score = sorted(facts.shown, key=lambda theme: facts.cells[theme]["score"])
    weak = [theme for theme in by_score if band_of(facts.cells[theme]["score"]) != "strength"]
    return (weak or by_score[:1])[: facts.most]


def _ranked(facts: Facts) -> list[str]:
    order = ["almost_certainly", "probably", "possibly", None]
    both = [theme for theme in facts.shown if facts.votes[theme]["shown"]]
    return sorted(both, key=lambda theme: (order.index(certainty(facts, theme)), -facts.votes[theme]["index"]))


@listed("to discuss")
def to_discuss(facts: Facts) -> list[str]:
    ranked = _ranked(facts)
    act = ("work_on_together", "strength_to_build_on", "ask_why")
    first = [theme for theme in ranked if certainty(facts, theme)] or [
        theme for theme in ranked if outcome(facts, theme) in act
    ]
    return [theme for theme in ranked if theme in first or theme in low(facts)[:1]]


@listed("the others")
def others(facts: Facts) -> list[str]:
    return [theme for theme in _ranked(facts) if theme not in to_discuss(facts)]


@listed("in two camps")
def in_camps(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if "camps" in flags_of(facts.cells[theme])]


@listed("with little sight")
def little_sight(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if "sight" in flags_of(facts.cells[theme])]

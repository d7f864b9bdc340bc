"""Priorities: what people chose, what the two signals say together, how sure that is, and lists of themes."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts, at_border, band_of, flags_of
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
    """The word for how sure a place among the first is, true of every number that the one in the file may stand for: in
    steps of 0.05 it can be off by half a step."""
    cell, vote = facts.cells[theme], facts.votes[theme]
    top = None if vote["top"] is None else vote["top"] - 0.025 + 1e-9
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
    if not facts.cells[theme]["shown"]:
        return wrong(found[0], "", "outcome without a score")
    must = say.word(facts, "discuss" if first_but_few(facts, theme) else code or "talk")
    explore = bool(flags_of(facts.cells[theme]))
    return wrong(found[2], must, "outcome") or (None if bool(found[1]) == explore else f"to explore first: {explore}")


def people(facts: Facts, vote: Cell, said: str) -> str | None:
    """Whether the people who chose a theme are told as the file counts them."""
    if not vote["shown"]:
        hidden = {
            "nl": "Hoeveel mensen dit thema kozen, tonen we niet",
            "en": "How many people chose this theme is not shown",
        }
        return wrong(said, hidden[facts.language], "people")
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
    "en": "“I don't know” was answered often, so first explore what people know about it.",
}


_LOWEST = {"nl": "Geen van de getoonde thema’s scoort lager.", "en": "None of the themes shown scores lower."}
_FOLLOWS = {
    "work_on_together": ("Pak dit samen aan.", "Work on this together."),
    "strength_to_build_on": (
        "Dit is een sterkte die mensen kozen om eerst aan te werken.",
        "This is a strength that people chose to work on first.",
    ),
    "ask_why": ("Bespreek waarom het niet vaker gekozen is.", "Discuss why it was not chosen more often."),
    "keep_an_eye_on": ("Hou dit in het oog.", "Keep an eye on this."),
    "maintain": ("Dit is een sterkte: hou dit vast.", "This is a strength: keep it up."),
    "discuss": ("Bespreek of jullie eraan werken.", "Discuss whether you will work on it."),
    "talk": ("Praat er samen over.", "Talk about it together."),
}
"""What follows from both signals of a theme, where its score can be read as it stands."""


def _follows(facts: Facts, theme: str) -> str:
    """What must be said after the score: that no theme scores lower, and what to explore first or else what follows."""
    said = [{"camps": _CAMPS, "sight": _SIGHT}[flag][facts.language] for flag in flags_of(facts.cells[theme])]
    if not said:
        code = "discuss" if first_but_few(facts, theme) else outcome(facts, theme) or "talk"
        said = [_FOLLOWS[code][facts.language == "en"]]
    return " ".join([_LOWEST[facts.language]] * (theme == lowest(facts)) + said)


@claim(
    "why",
    r"(?P<people>.+ dit thema(?: kozen, tonen we niet)?)\.(?: Dat is minder dan een derde\. Toch staat het "
    r"(?P<place>[^.]+)\.)? De score is (?P<low>laag: )?(?P<score>\d,\d(?:, op de grens)?)\. (?P<follows>.+)",
    r"(?P<people>.+ this theme(?: is not shown)?)\.(?: That is fewer than a third\. Still it is (?P<place>[^.]+)\.)? "
    r"The score is (?P<low>low: )?(?P<score>\d\.\d(?:, at the border)?)\. (?P<follows>.+)",
)
def _why(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    cell, vote, few = facts.cells[theme], facts.votes[theme], first_but_few(facts, theme)
    place = say.certain(facts, certainty(facts, theme) or "") if few else ""
    border = f", {say.word(facts, 'border')}" if at_border(cell["score"]) else ""
    return (
        people(facts, vote, found["people"])
        or wrong(found["score"], say.number(facts, cell["score"]) + border, "score")
        or wrong(found["place"] or "", place, "place among the first")
        or (None if bool(found["low"]) == (outcome(facts, theme) == "ask_why") else "low, or not")
        or wrong(found["follows"], _follows(facts, theme), "what follows")
    )


@claim("certain", r"(?!Iedereen).+", r"(?!Everyone).+")
def _certain(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    code, top = certainty(facts, theme), facts.votes[theme]["top"]
    if code != facts.votes[theme]["certainty"]:
        return f"certainty in the file: {facts.votes[theme]['certainty']} at {top}"
    return wrong(found[0], say.certain(facts, code) if code else "", "certainty")


@claim(
    "certain",
    r"Iedereen antwoordde hierop\. Op een andere dag kan het anders zijn\.",
    r"Everyone answered this\. On another day it may be different\.",
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


def lowest(facts: Facts) -> str | None:
    """The theme below whose score there is no other."""
    return min(facts.shown, key=lambda theme: facts.cells[theme]["score"], default=None)


@listed("strong")
def strong(facts: Facts) -> list[str]:
    found = [theme for theme in facts.shown if band_of(facts.cells[theme]["score"]) == "strength"]
    return sorted(found, key=lambda theme: (bool(flags_of(facts.cells[theme])), -facts.cells[theme]["score"]))


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
    named = [theme for theme in ranked if theme in first or theme == lowest(facts)]
    return named + [theme for theme in facts.shown if theme == lowest(facts) and theme not in named]


@listed("the others")
def others(facts: Facts) -> list[str]:
    return [theme for theme in _ranked(facts) if theme not in to_discuss(facts)]


@listed("in two camps")
def in_camps(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if "camps" in flags_of(facts.cells[theme])]


@listed("with little sight")
def little_sight(facts: Facts) -> list[str]:
    return [theme for theme in facts.shown if "sight" in flags_of(facts.cells[theme])]

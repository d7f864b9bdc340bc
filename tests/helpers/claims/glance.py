"""The first screen: three sentences, three cards, and all units beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.changes import obstacles
from tests.helpers.claims.facts import Facts, at_border, band_of, flags_of
from tests.helpers.claims.grammar import Match, Said, claim, complaint
from tests.helpers.claims.priorities import low, often_enough, strong, to_discuss
from tests.helpers.claims.priorities import lowest as lowest_of
from tests.helpers.claims.themes import few_answered
from tests.helpers.claims.vocabulary import wrong


def listing(facts: Facts, parts: Sequence[str]) -> str:
    """Parts one after the other, as they are said."""
    if len(parts) < 2:
        return "".join(parts)
    last = {"nl": " en ", "en": " and " if len(parts) == 2 else ", and "}[facts.language]
    return ", ".join(parts[:-1]) + last + parts[-1]


def _settled(facts: Facts, themes: Sequence[str]) -> list[str]:
    """The same themes, those in two camps or with little sight last."""
    return sorted(themes, key=lambda theme: bool(flags_of(facts.cells[theme])))


def on_cards(facts: Facts) -> dict[str, str | None]:
    """The theme that each card must name."""
    first = next(iter(_settled(facts, strong(facts))), None)
    talk = to_discuss(facts) or low(facts)
    second = next(iter(_settled(facts, [theme for theme in talk if theme != first])), None)
    flagged = [theme for theme in facts.shown if flags_of(facts.cells[theme]) and theme not in (first, second)]
    flagged.sort(key=lambda theme: -(facts.votes[theme]["index"] or 0))
    hidden = [theme for theme, cell in facts.cells.items() if not cell["shown"] and cell["reason"] != "not_asked"]
    hidden.sort(key=lambda theme: -(facts.votes[theme]["share"] or 0))
    third = next(iter(flagged or hidden), None)
    return {"strong": first, "discuss": second, "unclear": third}


def score(facts: Facts, theme: str) -> str:
    """The band of a theme with its number, standing out."""
    value = facts.cells[theme]["score"]
    at = f", {say.word(facts, 'border')}" if at_border(value) else ""
    return f"**{say.word(facts, band_of(value))}{at} {say.number(facts, value)}**"


def chose(facts: Facts, theme: str) -> str:
    """How many chose a theme; empty where that is not shown."""
    vote = facts.votes[theme]
    if not vote["shown"]:
        return ""
    wanting = {"nl": ("wil", "willen"), "en": ("wants", "want")}[facts.language][vote["chosen"] != 1]
    said = {"nl": "{} van de {} {} hieraan werken", "en": "{} of {} {} to work on this"}[facts.language]
    return said.format(vote["chosen"], vote["n"], wanting)


def few(facts: Facts, theme: str) -> str:
    """What is said of a theme that fewer than half answered."""
    nl = facts.language == "nl"
    said = "minder dan de helft antwoordde" if nl else "fewer than half answered"
    return said if theme in few_answered(facts) else ""


def apart(facts: Facts, theme: str) -> str:
    """The one clear difference of a theme that is said of it."""
    nl = facts.language == "nl"
    contrast, change = facts.contrasts.get(theme), facts.changes.get(theme)
    if contrast and contrast.verdict != "unclear":
        verdict = {"higher": "hoger", "lower": "lager"}[contrast.verdict] if nl else contrast.verdict
        return f"{verdict} dan de rest van de organisatie" if nl else f"{verdict} than the rest of the organisation"
    if change and change.verdict != "unclear":
        verdict = {"higher": "hoger", "lower": "lager"}[change.verdict] if nl else change.verdict
        return f"{verdict} dan in {facts.compared_with}" if nl else f"{verdict} than in {facts.compared_with}"
    return ""


_NOTHING = {
    "strong": (
        "Geen enkel thema heeft een score van 3,5 of meer. Vraag elkaar wat er wel goed loopt.",
        "No theme has a score of 3.5 or more. Ask each other what does go well.",
    ),
    "discuss": (
        "Geen enkel thema springt eruit. Kies samen waarover jullie willen praten.",
        "No theme stands out. Choose together what you want to talk about.",
    ),
    "unclear": (
        "Bij geen enkel thema zien we twee kampen of weinig zicht.",
        "On no theme do we see two camps or little sight.",
    ),
    "no camps known": (
        "Bij geen enkel thema zien we weinig zicht. Of er twee kampen zijn, tonen we hier niet.",
        "On no theme do we see little sight. Whether people are in two camps is not shown here.",
    ),
}


def _unclear(facts: Facts, theme: str) -> str:
    nl, cell = facts.language == "nl", facts.cells[theme]
    if not cell["shown"]:
        reason = say.word(facts, facts.reason(cell) or "").format(k=facts.k)
        return f"{reason[:1].upper()}{reason[1:]}. " + (
            "Wat zien jullie zelf?" if nl else "What do you see yourselves?"
        )
    if "camps" in flags_of(cell):
        why = "Twee kampen: sommigen scoren hoog, anderen laag." if nl else "Two camps: some score high, others low."
    else:
        n = round(10 * cell["dk_share"])
        why = (
            f"Weinig zicht: ongeveer {n} op de 10 antwoorden zijn “weet ik niet”."
            if nl
            else f"Little sight: about {n} in 10 answers are “I don't know”."
        )
    return " · ".join(part for part in (score(facts, theme), few(facts, theme), why) if part)


@claim("card", r".+")
def _card(facts: Facts, said: Said, found: Match) -> str | None:
    theme = on_cards(facts)[said.column]
    if theme is None:
        known = said.column != "unclear" or any(facts.cells[shown]["agreement"] for shown in facts.shown)
        must = _NOTHING[said.column if known else "no camps known"][facts.language == "en"]
        return wrong(said.row, "", "theme") or wrong(found[0], must, "why there is none")
    if said.column == "unclear":
        must = _unclear(facts, theme)
    else:
        flags = [say.word(facts, flag) for flag in flags_of(facts.cells[theme])]
        parts = [score(facts, theme), few(facts, theme), chose(facts, theme), *flags, apart(facts, theme)]
        must = " · ".join(part for part in parts if part)
    return wrong(said.row, facts.titles[theme], "theme") or wrong(found[0], must, "reason")


@claim(
    "glance",
    r"Van (?P<n>\d+) (?:thema: |thema’s zijn er )(?P<parts>.+?)\.(?: (?P<hidden>\d+) tonen we niet\.)?"
    r"(?: Het laagst scoort \*\*(?P<low>.+)\*\* \((?P<score>.+)\)\.)?",
    r"Of (?P<n>\d+) themes?, (?P<parts>.+?)\.(?: (?P<hidden>\d+) (?:is|are) not shown\.)?"
    r"(?: The lowest is \*\*(?P<low>.+)\*\* \((?P<score>.+)\)\.)?",
)
def _counted(facts: Facts, said: Said, found: Match) -> str | None:
    bands = [band_of(facts.cells[theme]["score"]) for theme in facts.shown]
    names = {
        "nl": {"strength": "sterk", "growing": "tussenin", "develop": "nog te ontwikkelen"},
        "en": {"strength": "strong", "growing": "in between", "develop": "to be developed"},
    }[facts.language]
    parts = [f"**{bands.count(band)} {name}**" for band, name in names.items() if band in bands]
    lowest = lowest_of(facts)
    lowest = None if lowest in on_cards(facts).values() else lowest
    must = ""
    if lowest:
        value = say.number(facts, facts.cells[lowest]["score"])
        must = " · ".join([value, *(say.word(facts, flag) for flag in flags_of(facts.cells[lowest]))])
    return (
        wrong(found["n"], str(len(facts.shown)), "themes shown")
        or wrong(found["parts"], listing(facts, parts), "bands")
        or wrong(found["hidden"] or "0", str(len(facts.cells) - len(facts.shown)), "themes not shown")
        or wrong(found["low"] or "", facts.titles[lowest] if lowest else "", "lowest theme")
        or wrong(found["score"] or "", must, "its score")
    )


@claim(
    "glance",
    r"(?:Het vaakst gekozen om aan te werken: (?P<themes>.+?)|"
    r"(?P<n>\d+) thema’s zijn elk door (?P<chosen>\d+) (?:mens|mensen) gekozen, "
    r"en geen enkel door meer)\.(?: (?P<unseen>.+))?",
    r"(?:Chosen most often to work on: (?P<themes>.+?)|"
    r"(?P<n>\d+) themes were chosen by (?P<chosen>\d+) (?:person|people) each, "
    r"and none by more)\.(?: (?P<unseen>.+))?",
)
def _voted(facts: Facts, said: Said, found: Match) -> str | None:
    counts = {theme: vote["chosen"] for theme, vote in facts.votes.items() if vote["chosen"]}
    first = sorted(counts, key=lambda theme: -counts[theme])
    top = [theme for theme in first if counts[theme] >= counts[first[min(2, len(first)) - 1]]]
    most = [theme for theme in first if counts[theme] == counts[first[0]]]
    must = top if len(top) <= 3 else most
    equal = len(must) > 3
    hidden = " (score niet getoond)" if facts.language == "nl" else " (score not shown)"
    marks = {theme: "" if facts.cells[theme]["shown"] else hidden for theme in must}
    named = "" if equal else listing(facts, [f"**{facts.titles[theme]}**{marks[theme]}" for theme in must])
    unseen = [theme for theme in facts.cells if not facts.cells[theme]["shown"] and often_enough(facts, theme)]
    unseen = [theme for theme in unseen if equal or theme not in must]
    return (
        wrong(found["themes"] or "", named, "themes")
        or wrong(found["n"] or "", str(len(must)) if equal else "", "themes chosen equally often")
        or wrong(found["chosen"] or "", str(counts[first[0]]) if equal else "", "people who chose each")
        or (None if bool(unseen) == bool(found["unseen"]) else f"chosen and not shown: {unseen}")
        or (complaint(facts, Said("chosen unseen", found["unseen"])) if unseen else None)
    )


@claim(
    "glance",
    r"Hoeveel mensen elk thema kozen, tonen we hier niet\.",
    r"How many people chose each theme is not shown here\.",
)
def _no_votes(facts: Facts, said: Said, found: Match) -> str | None:
    return "votes are shown" if any(vote["chosen"] for vote in facts.votes.values()) else None


@claim(
    "glance",
    r"Sinds (?P<round>.+?) (?=duidelijk)(?:duidelijk hoger: (?P<up>[^;]+?))?(?:; )?"
    r"(?:duidelijk lager: (?P<down>.+?))?\."
    r"(?: (?P<chance>Bij .+))?",
    r"Since (?P<round>.+?) (?=clearly)(?:clearly higher: (?P<up>[^;]+?))?(?:; )?(?:clearly lower: (?P<down>.+?))?\."
    r"(?: (?P<chance>Of .+))?",
)
def _since(facts: Facts, said: Said, found: Match) -> str | None:
    def told(verdict: str) -> str:
        changed = [theme for theme, change in facts.changes.items() if change.verdict == verdict]
        if sum(change.verdict != "unclear" for change in facts.changes.values()) > 3 and changed:
            themes = {"nl": ("thema", "thema’s"), "en": ("theme", "themes")}[facts.language][len(changed) > 1]
            return f"**{len(changed)} {themes}**"
        return listing(facts, [f"**{facts.titles[theme]}**" for theme in changed])

    return (
        wrong(found["round"], facts.compared_with or "", "round")
        or wrong(found["up"] or "", told("higher"), "higher")
        or wrong(found["down"] or "", told("lower"), "lower")
        or (None if bool(found["chance"]) == (len(facts.changes) > 1) else f"chance: {found['chance']}")
        or (complaint(facts, Said("change", found["chance"])) if found["chance"] else None)
    )


@claim(
    "glance",
    r"Sinds (?P<round>.+) is niets duidelijk veranderd: de verschillen kunnen toeval zijn\.",
    r"Since (?P<round>.+) nothing changed clearly: the differences can be chance\.",
)
def _nothing_changed(facts: Facts, said: Said, found: Match) -> str | None:
    unclear = bool(facts.changes) and all(change.verdict == "unclear" for change in facts.changes.values())
    return wrong(found["round"], facts.compared_with or "", "round") or (None if unclear else "something changed")


@claim(
    "glance",
    r"Vergelijken met de vorige meting kan hier niet\.",
    r"This cannot be compared with the round before\.",
)
def _not_compared(facts: Facts, said: Said, found: Match) -> str | None:
    return None if not facts.changes and obstacles(facts) else "it can be compared, or there is no earlier round"


@claim(
    "glance",
    r"Dit is de eerste meting: er is nog niets om mee te vergelijken\.",
    r"This is the first round: nothing to compare with yet\.",
)
def _first_round(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.earlier is None else "there is an earlier round"


@claim("all units", r".+")
def _all_units(facts: Facts, said: Said, found: Match) -> str | None:
    """A cell of the table of all units, as it stands on the page: one of those with this name must say this."""
    document = facts.document
    told = [
        _cell_of_unit(Facts(document, unit["id"], facts.language, None, facts.truth), said, found[0])
        for unit in document["units"]
        if unit["name"] == said.row
    ]
    together = said.row.endswith((" samen", " together"))  # `sidebyside` looks at these
    return None if None in told or together else f"{told}"


def _cell_of_unit(facts: Facts, said: Said, text: str) -> str | None:
    if bool(facts.shown) != bool(said.column):
        return f"{facts.unit_id} has a result: {bool(facts.shown)}"
    if not facts.shown:
        return complaint(facts, Said("no result in short", text, unit=facts.unit_id))
    cell = facts.cells[facts.theme_called(said.column)]
    if not cell["shown"]:
        short = _SHORT[facts.language][facts.reason(cell) or ""].format(k=facts.k)
        return wrong(text, short, "reason in short")
    between = facts.contrasts.get(cell["theme"])
    apart_ = {"higher": ("hoger", "higher"), "lower": ("lager", "lower")}.get(between.verdict if between else "")
    parts = [
        say.number(facts, cell["score"]),
        say.people(facts, cell["n"]),
        say.word(facts, band_of(cell["score"])).lower(),
        ", ".join(say.word(facts, flag) for flag in flags_of(cell)),
        apart_[facts.language == "en"] if apart_ else "",
    ]
    return wrong(text, " · ".join(part for part in parts if part), "cell")


_SHORT = {
    "nl": {
        "too_few": "minder dan {k}",
        "protects_others": "beschermt anderen",
        "not_asked": "niet gevraagd",
        "dropped": "niet van toepassing",
    },
    "en": {
        "too_few": "fewer than {k}",
        "protects_others": "protects others",
        "not_asked": "not asked",
        "dropped": "not applicable",
    },
}


@claim("no result in short", r".+")
def _no_result_in_short(facts: Facts, said: Said, found: Match) -> str | None:
    reasons = {facts.reason(cell) for cell in facts.unit["themes"]} - {"not_asked", "dropped"}
    must = "too_few" if reasons == {"too_few"} else "protects_others"
    return wrong(found[0], say.word(facts, must).format(k=facts.k), "reason")

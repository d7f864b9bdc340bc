"""Change since an earlier round, and a unit beside the rest of its organisation."""

from __future__ import annotations

import re
from math import floor

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts, flags_of, seen
from tests.helpers.claims.grammar import Match, Said, claim, required, titles
from tests.helpers.claims.vocabulary import wrong

CLOSE = 1e-9


@claim(
    "change",
    r"(?P<title>.+): (?P<change>(?:\S+|een klein beetje) (?:hoger|lager)(?: \(.+\))?)\.",
    r"(?P<title>.+): (?P<change>(?:\S+|slightly) (?:higher|lower)(?: \(.+\))?)\.",
)
def _changed(facts: Facts, said: Said, found: Match) -> str | None:
    return say.change(facts, facts.changes[facts.theme_called(found["title"])], found["change"])


def _unclear(facts: Facts) -> list[str]:
    return [theme for theme, found in facts.changes.items() if found.verdict == "unclear"]


def _mostly_unseen(facts: Facts, said: str) -> str | None:
    """Whether every change that is said to be mostly missed is one on each theme it is said of: a change of half the
    width of its interval is seen as often as it is missed."""
    halves = [facts.changes[theme].half for theme in _unclear(facts)]
    told = [
        float(number.replace(",", "."))
        for number in re.findall(r"kleiner dan (\d,\d)|smaller than (\d\.\d)", said)
        for number in number
        if number
    ]
    low, high = floor(min(halves) * 10 + CLOSE) / 10, floor(max(halves) * 10 + CLOSE) / 10
    some = "Bij sommige" in said or "On some" in said
    must = [] if not high else [high] if low == high or not low else [low, high]
    if some != (high > low):
        return "of some themes, or of each"
    return None if told == must else f"mostly unseen below {must}, and not {told}"


@claim(
    "change",
    r"Geen duidelijke verandering: (?P<themes>[^.]+)\. ?(?P<unseen>"
    r"(?:Een verandering kleiner dan \d,\d zien we meestal niet\.)? ?"
    r"(?:Bij sommige thema’s zien we ook een verandering kleiner dan \d,\d meestal niet\.)?)",
    r"No clear change: (?P<themes>[^.]+)\. ?(?P<unseen>"
    r"(?:We mostly do not see a change smaller than \d\.\d\.)? ?"
    r"(?:On some themes we mostly do not see a change smaller than \d\.\d either\.)?)",
)
def _no_clear_change(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found["themes"], titles(facts, _unclear(facts)), "themes") or _mostly_unseen(facts, found["unseen"])


@claim(
    "change",
    r"Bij (\d+) thema’s kan er één door toeval verschillen\.",
    r"Of (\d+) themes, one may differ by chance\.",
)
def _by_chance(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[1], str(len(facts.changes)), "themes compared")


def obstacle(facts: Facts, theme: str) -> str | None:
    """What stands in the way of comparing a theme with the earlier round; nothing where that is nothing."""
    earlier, before, cell = facts.earlier, facts.before, facts.cells[theme]
    if earlier is None or theme in facts.changes:
        return None
    now, was = facts.counted(facts.document, theme), facts.counted(earlier, theme)
    if before is None:
        return "absent"
    if cell["reason"] == "not_asked":
        return "not asked"
    if now.keys() != was.keys():
        return "items"
    if now != was:
        return "wording"
    if not cell["shown"]:
        return "hidden"
    return "half" if next(was for was in before["themes"] if was["theme"] == theme)["shown"] else "hidden before"


def obstacles(facts: Facts) -> list[str]:
    return list(dict.fromkeys(found for theme in facts.cells if (found := obstacle(facts, theme))))


def _not_compared(code: str, nl: str, en: str) -> None:
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        themes = [theme for theme in facts.cells if obstacle(facts, theme) == code]
        who = titles(facts, themes) if len(themes) < len(facts.cells) else say.word(facts, "all")
        must = facts.earlier["round"]["title"] if facts.earlier else ""
        return wrong(found["themes"], who, f"themes not compared ({code})") or (
            wrong(found["round"], must, "round") if "round" in found.groupdict() else None
        )

    def check_cell(facts: Facts, said: Said, found: Match) -> str | None:
        must = obstacle(facts, facts.theme_called(said.row))
        return None if must == code else f"what stands in the way: {must}"

    claim("change", rf"(?P<themes>.+) \({nl}\)\.", rf"(?P<themes>.+) \({en}\)\.")(check)
    claim("change cell", nl, en)(check_cell)


_not_compared("absent", r"niet vergeleken: bestond niet in (?P<round>.+)", r"not compared: not there in (?P<round>.+)")
_not_compared("not asked", r"niet vergeleken: niet gevraagd in deze meting", r"not compared: not asked in this round")
_not_compared(
    "items",
    r"niet vergeleken: toen telden andere vragen mee",
    r"not compared: other questions counted then",
)
_not_compared(
    "wording",
    r"niet vergeleken: een vraag was anders verwoord",
    r"not compared: a question was worded differently",
)
_not_compared("hidden", r"niet vergeleken: niet getoond in deze meting", r"not compared: not shown in this round")
_not_compared(
    "hidden before",
    r"niet vergeleken: niet getoond in (?!deze meting)(?P<round>.+)",
    r"not compared: not shown in (?!this round)(?P<round>.+)",
)
_not_compared("half", r"niet vergeleken: minder dan de helft antwoordde", r"not compared: fewer than half answered")


@claim(
    "change cell",
    r"(?!niet).*(?:hoger|lager|geen duidelijke verandering).*",
    r"(?!not).*(?:higher|lower|no clear change).*",
)
def _change_cell(facts: Facts, said: Said, found: Match) -> str | None:
    return say.change(facts, facts.changes[facts.theme_called(said.row)], found[0])


@claim("change cell", say.DASH)
def _nothing_changed(facts: Facts, said: Said, found: Match) -> str | None:
    return obstacle(facts, facts.theme_called(said.row))


@required("change")
def _all_changes(facts: Facts) -> int:
    unclear = _unclear(facts)
    clear = len(facts.changes) - len(unclear)
    by_chance = clear > 0 and len(facts.changes) > 1
    return clear + bool(unclear) + by_chance + len(obstacles(facts))


def _beside(verdict: str, nl: str, en: str) -> None:
    @claim(
        "beside",
        rf"(?P<title>.+?): {nl} "
        r"\((?P<here>\S+) tegenover (?P<rest>\S+)\)(?P<flags>.*)\.",
        rf"(?P<title>.+?): {en} "
        r"\((?P<here>\S+) against (?P<rest>\S+)\)(?P<flags>.*)\.",
    )
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        theme = facts.theme_called(found["title"])
        between = facts.contrasts[theme]
        flags = "".join(f" · {say.word(facts, flag)}" for flag in flags_of(facts.cells[theme]))
        digits = 2 if seen(between.after) == seen(between.before) else 1
        return (
            wrong(verdict, between.verdict, "verdict")
            or wrong(found["here"], say.number(facts, between.after, digits), "score")
            or wrong(found["rest"], say.number(facts, between.before, digits), "score of the rest")
            or wrong(found["flags"], flags, "what must be said with a score")
            or (None if theme in facts.apart[:3] else "not among the three largest")
        )


_beside("higher", "hoger", "higher")
_beside("lower", "lager", "lower")


@required("beside")
def _all_beside(facts: Facts) -> int:
    return min(3, len(facts.apart))


@claim("contrast cell", r".+")
def _contrast_cell(facts: Facts, said: Said, found: Match) -> str | None:
    between = facts.contrasts.get(facts.theme_called(said.row))
    return wrong(found[0], say.DASH, "no contrast") if between is None else say.gap(facts, between, found[0])

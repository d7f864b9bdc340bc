"""The grammar itself: what is said, the templates that know it, and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tests.helpers.claims.facts import Facts
from tests.helpers.claims.vocabulary import wrong


@dataclass(frozen=True)
class Said:
    """Something that is said: at which place, and where it stands in a table, what heads its row and column. `unit` is
    the unit it is about, where that is not the one that is read."""

    place: str
    text: str
    row: str = ""
    column: str = ""
    unit: str = ""


Match = re.Match[str]
Check = Callable[[Facts, Said, Match], str | None]


class Template(NamedTuple):
    """The pattern of a sentence in each language, and whether what it says is true (empty) or what is wrong."""

    patterns: dict[str, re.Pattern[str]]
    check: Check


GRAMMAR: dict[str, list[Template]] = defaultdict(list)
REQUIRED: dict[str, Callable[[Facts], int]] = {}
"""How many sentences there must be at a place, where leaving one out would mislead."""


def claim(place: str, nl: str, en: str | None = None) -> Callable[[Check], Check]:
    """Add a template to the grammar, once: whoever looks for doctests may import these modules a second time."""

    def added(check: Check) -> Check:
        patterns = {"nl": re.compile(nl), "en": re.compile(nl if en is None else en)}
        GRAMMAR[place] = [known for known in GRAMMAR[place] if known.patterns != patterns]
        GRAMMAR[place].append(Template(patterns, check))
        return check

    return added


def required(place: str) -> Callable[[Callable[[Facts], int]], Callable[[Facts], int]]:
    def added(count: Callable[[Facts], int]) -> Callable[[Facts], int]:
        REQUIRED[place] = count
        return count

    return added


def complaint(facts: Facts, said: Said) -> str | None:
    """What is wrong with something that is said; nothing where it is true."""
    text = said.text.replace("\u00a0", " ")
    known = [(each, found) for each in GRAMMAR[said.place] if (found := each.patterns[facts.language].fullmatch(text))]
    if len(known) != 1:
        return f"{len(known)} templates know {said}"
    template, found = known[0]
    try:
        wrong_about = template.check(facts, said, found)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        wrong_about = f"{type(error).__name__}: {error}"
    return f"{facts.unit_id}, {said}: {wrong_about}" if wrong_about else None


def complaints(facts: Facts, sayings: Iterable[Said], whole: bool = True) -> list[str]:
    """What is wrong with what is said about a unit that is read; where that is all (`whole`), also what is left out."""
    all_said = list(sayings)
    found = [wrong_about for said in all_said if (wrong_about := complaint(facts, said))]
    counted = Counter(said.place for said in all_said)
    for place, count in REQUIRED.items() if facts.shown and whole else ():
        if counted[place] != count(facts):
            found.append(f"{facts.unit_id}: {counted[place]} sentences of {place}, not {count(facts)}")
    return found


def titles(facts: Facts, themes: Iterable[str]) -> str:
    return ", ".join(facts.titles[theme] for theme in themes)


def naming(place: str, nl: str, en: str, themes: Callable[[Facts], Sequence[str]]) -> None:
    """A sentence that names themes (its group `themes`), and which these must be, in order."""

    @claim(place, nl, en)
    def check(facts: Facts, said: Said, found: Match) -> str | None:
        return wrong(found["themes"], titles(facts, themes(facts)), "themes named")


def listed(place: str) -> Callable[[Callable[[Facts], Sequence[str]]], Callable[[Facts], Sequence[str]]]:
    """A list of titles at a place; `themes` tells which these must be."""

    def added(themes: Callable[[Facts], Sequence[str]]) -> Callable[[Facts], Sequence[str]]:
        naming(place, r"(?P<themes>.*)", r"(?P<themes>.*)", themes)
        return themes

    return added

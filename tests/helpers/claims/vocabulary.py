"""The words of the reader's side in both languages as the claim checker knows them, and how it reads numbers.

Written out here on purpose and not taken from the catalogues: a word that changes there has to be looked at here.
"""

from __future__ import annotations

import re

from tests.helpers.claims.facts import Cell, Difference, Document, Facts, at_border, band_of, flags_of, seen

WORDS = {
    "nl": {
        "strength": "Sterkte",
        "growing": "Tussenin",
        "develop": "Nog te ontwikkelen",
        "border": "op de grens",
        "camps": "twee kampen",
        "sight": "weinig zicht",
        "in_agreement": "eensgezind",
        "mixed": "gemengd",
        "two_camps": "twee kampen",
        "too_few": "niet getoond: minder dan {k} mensen antwoordden hierop",
        "protects_others": "niet apart getoond, zodat niemand te herkennen is",
        "not_asked": "niet gevraagd in deze meting",
        "dropped": "niet getoond: voor veel mensen niet van toepassing",
        "exact": "iedereen antwoordde",
        "same": "bijna gelijk",
        "team": "Dit team",
        "service": "Deze dienst",
        "organisation": "De organisatie",
        "almost_certainly": (
            "bijna zeker op de eerste plaats van de prioriteiten",
            "bijna zeker bij de eerste {most} prioriteiten",
        ),
        "probably": (
            "vrij zeker op de eerste plaats van de prioriteiten",
            "vrij zeker bij de eerste {most} prioriteiten",
        ),
        "possibly": (
            "misschien op de eerste plaats van de prioriteiten",
            "misschien bij de eerste {most} prioriteiten",
        ),
        "work_on_together": "Samen aanpakken",
        "strength_to_build_on": "Sterkte om uit te bouwen",
        "ask_why": "Bespreek de lage score",
        "keep_an_eye_on": "In het oog houden",
        "maintain": "Behouden",
        "discuss": "Bespreek of jullie eraan werken",
        "talk": "Praat erover",
        "all": "Alle thema’s",
        "absent": "niet getoond",
        "unasked": "niet gevraagd",
    },
    "en": {
        "strength": "Strength",
        "growing": "In between",
        "develop": "To be developed",
        "border": "at the border",
        "camps": "two camps",
        "sight": "little sight",
        "in_agreement": "in agreement",
        "mixed": "mixed",
        "two_camps": "two camps",
        "too_few": "not shown: fewer than {k} people answered this",
        "protects_others": "not shown apart, so that nobody can be recognised",
        "not_asked": "not asked in this round",
        "dropped": "not shown: not applicable to many people",
        "exact": "everyone answered",
        "same": "almost the same",
        "team": "This team",
        "service": "This service",
        "organisation": "The organisation",
        "almost_certainly": (
            "almost certainly the first of the priorities",
            "almost certainly among the first {most} priorities",
        ),
        "probably": ("likely the first of the priorities", "likely among the first {most} priorities"),
        "possibly": ("possibly the first of the priorities", "possibly among the first {most} priorities"),
        "work_on_together": "Work on together",
        "strength_to_build_on": "Strength to build on",
        "ask_why": "Discuss the low score",
        "keep_an_eye_on": "Keep an eye on",
        "maintain": "Maintain",
        "discuss": "Discuss whether to work on it",
        "talk": "Talk about it",
        "all": "All themes",
        "absent": "not shown",
        "unasked": "not asked",
    },
}
DASH = "–"


def word(facts: Facts, name: str) -> str:
    found = WORDS[facts.language][name]
    assert isinstance(found, str)
    return found


def number(facts: Facts, value: float, digits: int = 1) -> str:
    """A number as it must be written."""
    said = str(seen(value, digits))
    return said.replace(".", ",") if facts.language == "nl" else said


def percent(facts: Facts, share: float) -> str:
    return f"{seen(share * 100, 0)}{' ' if facts.language == 'nl' else ''}%"


def apart(facts: Facts, value: float) -> str:
    """A difference as it must be written: "0.4 higher", and "almost the same" where it only reads as nought."""
    if seen(abs(value)) == 0:
        return word(facts, "same")
    which = {"nl": ("hoger", "lager"), "en": ("higher", "lower")}[facts.language]
    return f"{number(facts, abs(value))} {which[value < 0]}"


def people(facts: Facts, n: int) -> str:
    return f"{n} {'mensen' if facts.language == 'nl' else 'people'}"


def interval(facts: Facts, low: str, high: str) -> str:
    """An interval as it must be written, from its ends in words."""
    if low == high:
        return {"nl": "ongeveer {}", "en": "about {}"}[facts.language].format(low)
    return {"nl": "{} tot {}", "en": "{} to {}"}[facts.language].format(low, high)


def scores(facts: Facts, ends: tuple[float, float]) -> str:
    return interval(facts, *(number(facts, end) for end in ends))


def certain(facts: Facts, code: str) -> str:
    """A certainty in words."""
    return WORDS[facts.language][code][facts.most > 1].format(most=facts.most)


def steps(facts: Facts, top: float) -> str:
    """How often a theme is among the first, in words: steps of 5 %, never all or nothing."""
    found = round(top * 20) * 5
    if 5 <= found <= 95:
        return {"nl": "ongeveer {}", "en": "about {}"}[facts.language].format(percent(facts, found / 100))
    more, less = {"nl": ("meer dan", "minder dan"), "en": ("more than", "less than")}[facts.language]
    return f"{more} {percent(facts, 0.95)}" if top > 0.5 else f"{less} {percent(facts, 0.05)}"


def wrong(said: str, must: str, what: str) -> str | None:
    """A complaint where what is said is not what must be said."""
    return None if said == must else f"{what}: {said!r} and not {must!r}"


def wrong_share(facts: Facts, said: str, share: float, what: str) -> str | None:
    """A complaint where a percentage is not that of a share (0-1)."""
    return wrong(said, percent(facts, share), what)


SCORE = re.compile(
    r"(?P<band>[^·,]+?)(?:, (?P<border>[^·]+?))? · (?P<number>[1-5][.,]\d) · (?P<people>\d+ (?:mensen|people))"
    r"(?P<flags>(?: · [^·]+)*)"
)


def score(facts: Facts, cell: Cell, said: str) -> str | None:
    """Whether a score in words is that of a cell: its number, band, border, people, and what must be said with it."""
    found = SCORE.fullmatch(said)
    if found is None:
        return f"no score: {said!r}"
    if not cell["shown"]:
        return f"a score of a theme that is not shown: {said!r}"
    flags = "".join(f" · {word(facts, flag)}" for flag in flags_of(cell))
    return (
        wrong(found["number"], number(facts, cell["score"]), "score")
        or wrong(found["people"], people(facts, cell["n"]), "n")
        or wrong(found["band"], word(facts, band_of(cell["score"])), "band")
        or wrong(cell["band"], band_of(cell["score"]), "band in the file")
        or wrong(found["border"] or "", word(facts, "border") if at_border(cell["score"]) else "", "border")
        or wrong(found["flags"], flags, "what must be said with a score")
    )


def absence(
    facts: Facts, cell: Cell, said: str, k: int, answered: int | None, document: Document | None = None
) -> str | None:
    """Whether the reason why something is not shown is that of the file, and true of how many answered."""
    if cell["shown"]:
        return f"a reason why something that is shown is not: {said!r}"
    reason = facts.reason(cell, document)
    few = reason == "too_few" and answered is not None and answered >= k
    return wrong(said, word(facts, reason or "").format(k=k), "reason") or (
        f"{said!r}, but {answered} answered" if few else None
    )


def theme(facts: Facts, cell: Cell | None, said: str, unit: str | None) -> str | None:
    """Whether what is said of a theme is true: its score or why there is none. `unit` is empty for another round."""
    if cell is None:
        return wrong(said, DASH, "theme that cannot be compared")
    if cell["shown"]:
        return score(facts, cell, said)
    return absence(facts, cell, said, facts.k, facts.known("theme", unit, cell["theme"]) if unit else None)


def inside(facts: Facts, ends: tuple[float, float]) -> str:
    """An interval within a sentence, as it must be written."""
    low, high = (number(facts, end) for end in ends)
    if low == high:
        return scores(facts, ends)
    return f"tussen {low} en {high}" if facts.language == "nl" else f"between {low} and {high}"


def damaged(facts: Facts, cell: Cell) -> str | None:
    """What is wrong with the interval for everyone invited in the file."""
    must = facts.now(cell)
    apart = max(abs(a - b) for a, b in zip(must, cell["interval_now"], strict=True)) > 1e-9
    return f"interval in the file {cell['interval_now']} and not {must}" if apart else None


def probably(facts: Facts, cell: Cell, said: str) -> str | None:
    """Whether an interval for everyone invited is that of the cell; a dash where it is not shown."""
    if not cell["shown"]:
        return wrong(said, DASH, "interval of what is not shown")
    if facts.all_answered(cell):
        return wrong(said, word(facts, "exact"), "interval")
    return damaged(facts, cell) or wrong(said, scores(facts, cell["interval_now"]), "interval")


def comparison(facts: Facts, found: Difference, said: str, unclear: str) -> str | None:
    """Whether a difference in words has the right verdict, size and interval."""
    nl = facts.language == "nl"
    probably = "waarschijnlijk" if nl else "probably"
    ends = found.value - found.half, found.value + found.half
    if found.verdict == "unclear":
        low, high = (apart(facts, end) for end in ends)
        inside = f"tussen {low} en {high}" if nl else f"between {low} and {high}"
        return wrong(said, f"{unclear} ({probably} {low if low == high else inside})", "comparison")
    size = apart(facts, found.value)
    if size == word(facts, "same"):
        up = found.value > 0
        size = f"een klein beetje {'hoger' if up else 'lager'}" if nl else f"slightly {'higher' if up else 'lower'}"
    least, most = sorted(abs(end) for end in ends)
    if seen(most) == 0:
        return wrong(said, size, "comparison")
    if seen(least) == 0:
        at_most = f"{'hoogstens' if nl else 'at most'} {number(facts, most)}"
        return wrong(said, f"{size} ({probably} {at_most})", "comparison")
    return wrong(said, f"{size} ({probably} {scores(facts, (least, most))})", "comparison")


def change(facts: Facts, found: Difference, said: str) -> str | None:
    unclear = {"nl": "geen duidelijke verandering", "en": "no clear change"}[facts.language]
    return comparison(facts, found, said, unclear)


def gap(facts: Facts, found: Difference, said: str) -> str | None:
    unclear = {"nl": "geen duidelijk verschil", "en": "no clear difference"}[facts.language]
    return comparison(facts, found, said, unclear)

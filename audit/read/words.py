"""Results in words: words before numbers, and a reason in words where there is no number."""

from __future__ import annotations

from audit.publication import Band, Outcome, PriorityCell, Reason, RestTheme, ThemeCell, UnitResult
from audit.texts import _, ngettext, number


def band(code: Band) -> str:
    """The reading aid for a score: half-way points between the words of the scale, no norms."""
    words: dict[Band, str] = {
        "strength": _("Strength"),
        "growing": _("Growing"),
        "develop": _("To be developed"),
    }
    return words[code]


def outcome(cell: PriorityCell) -> str:
    """What the two signals of a theme say together, by name; empty where they are not both shown."""
    words: dict[Outcome, str] = {
        "work_on_together": _("Work on together"),
        "strength_to_build_on": _("Strength to build on"),
        "ask_why": _("Ask why"),
        "keep_an_eye_on": _("Keep an eye on"),
        "maintain": _("Maintain"),
    }
    if cell.outcome is None:
        return ""
    named = words[cell.outcome]
    return _("First explore · {outcome}").format(outcome=named) if cell.explore_first else named


def reason(code: Reason, minimum_group: int) -> str:
    """Why something is not shown, neutrally: no reason says more than the counts that everybody may know."""
    words: dict[Reason, str] = {
        "too_few": _("not shown: fewer than {k} answers"),
        "protects_others": _("not shown: this protects another group"),
        "not_asked": _("not asked in this round"),
    }
    return words[code].format(k=minimum_group)


def score(cell: ThemeCell | RestTheme) -> str:
    """A score that is shown: "Growing · 3.2 · n = 14"."""
    if cell.band is None or cell.score is None or cell.n is None:
        raise ValueError("a cell that is not shown has no score to put in words")
    return f"{band(cell.band)} · {number(cell.score)} · n\u00a0=\u00a0{cell.n}"


def theme(cell: ThemeCell | None, minimum_group: int) -> str:
    """What is known about a theme at a unit: its score, or why there is none; a dash where nothing can be compared."""
    if cell is None:
        return "–"
    return score(cell) if cell.shown else reason(cell.reason or "too_few", minimum_group)


def chosen(cell: PriorityCell, minimum_group: int) -> str:
    """How many people chose a theme to work on: "8 of 14", or why that is not shown."""
    if cell.chosen is None or cell.n is None:
        return reason(cell.reason or "too_few", minimum_group)
    return _("{chosen} of {n}").format(chosen=cell.chosen, n=cell.n)


def why(cell: PriorityCell, score: float) -> str:
    """One sentence on why a theme stands where it stands: both signals, and what they say together."""
    if cell.chosen is None or cell.n is None or cell.outcome is None:
        raise ValueError("a theme without both signals has no place to explain")
    people = ngettext("{chosen} of the {n} people chose this theme", "{chosen} of the {n} people chose this theme",
                      cell.chosen) if cell.chosen else _("None of the {n} people chose this theme")  # fmt: skip
    endings: dict[Outcome, str] = {
        "work_on_together": _("{people} and the score is {score}: work on this together."),
        "strength_to_build_on": _("{people} and the score is {score}: a strength that people want to build on."),
        "ask_why": _("{people}, but the score is {score}: discuss why that is."),
        "keep_an_eye_on": _("{people} and the score is {score}: keep an eye on this."),
        "maintain": _("{people} and the score is {score}: this goes well, so maintain it."),
    }
    said = people.format(chosen=cell.chosen, n=cell.n)
    sentence = endings[cell.outcome].format(people=said, score=number(score))
    if not cell.explore_first:
        return sentence
    return sentence + " " + _("Many people said “I don't know”, so first explore what people know about it.")


def responses(unit: UnitResult) -> str:
    """How many people answered, in words; small groups are not counted out."""
    if unit.responses is None:
        return _("Fewer than 5 people were invited.")
    sentence = ngettext("{responses} of the {n} people answered.", "{responses} of the {n} people answered.",
                        unit.responses)  # fmt: skip
    return sentence.format(responses=unit.responses, n=unit.invited)


def series(unit: UnitResult) -> str:
    """What the unit that is being read is called in a chart and a table: its own name stands above them."""
    if unit.level == "team":
        return _("This team")
    return _("This service") if unit.level == "service" else _("The organisation")

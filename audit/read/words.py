"""Results in words: words before numbers, and a reason in words where there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from audit.publication import (
    Band,
    Certainty,
    Interval,
    Label,
    Outcome,
    PriorityCell,
    Reason,
    RestTheme,
    ThemeCell,
    UnitResult,
)
from audit.read.change import Change, Verdict
from audit.texts import _, ngettext, number, percentage

_CAUTIOUS, _RESPONDENTS = 0.70, 0.50
_GAP = 0.4
"""The example of a difference between who answered and who did not, in steps of the scale."""


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
    """Why something is not shown: below the threshold, complementary suppression, or not asked.

    No reason says more than what follows from the counts of people that everybody may know.
    """
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


def why(cell: PriorityCell, score: float, label: Label | None = None) -> str:
    """One sentence on why a theme stands where it stands: both signals, and what they say together. What to explore
    first has a reason of its own: views that are divided, or else little sight."""
    if cell.chosen is None or cell.n is None or cell.outcome is None:
        raise ValueError("a theme without both signals has no place to explain")
    people = (
        ngettext(
            "{chosen} of the {n} people chose this theme", "{chosen} of the {n} people chose this theme", cell.chosen
        )
        if cell.chosen
        else _("None of the {n} people chose this theme")
    )
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
    first = (
        _("Views are divided, so first explore where that comes from.")
        if label == "divided"
        else _("Many people said “I don't know”, so first explore what people know about it.")
    )
    return f"{sentence} {first}"


def stepped(value: float) -> str:
    """A certainty (0-1) in steps of 5 %, and never all or nothing.

    Rounded down, so that the number stays on the side of a border on which the word is.

    >>> stepped(0.742), stepped(0.999), stepped(0.01), stepped(0.7), stepped(0.699)
    ('70%', 'more than 95%', 'less than 5%', '70%', '65%')
    """
    if value > 0.95:
        return _("more than {share}").format(share=share(0.95))
    return share(floor(value * 20 + 1e-9) / 20) if value >= 0.05 else _("less than {share}").format(share=share(0.05))


def certainty(code: Certainty | None, most: int) -> str:
    """How sure it is that a theme is among the first `most`; empty where that cannot be said."""
    if code is None:
        return ""
    words: dict[Certainty, str] = {
        "almost_certainly": ngettext("almost certainly the first", "almost certainly among the first {most}", most),
        "probably": ngettext("probably the first", "probably among the first {most}", most),
        "possibly": ngettext("possibly the first", "possibly among the first {most}", most),
    }
    return words[code].format(most=most)


def between(interval: Interval) -> str:
    """An interval on the scale of the answers: "3.1 to 3.5"."""
    low, high = interval
    return _("{low} to {high}").format(low=number(low), high=number(high))


def share(value: float) -> str:
    """A share (0-1) that stays on one line."""
    return percentage(value).replace(" ", "\u00a0")


def share_between(interval: Interval) -> str:
    """An interval of shares: "36% to 56%"."""
    low, high = interval
    return _("{low} to {high}").format(low=share(low), high=share(high))


def probably(cell: ThemeCell | None) -> str:
    """Where the score of everyone invited probably lies; a dash where the theme is not shown."""
    if cell is None or cell.interval_now is None:
        return "–"
    return _("exact: everyone answered") if _complete(cell) else between(cell.interval_now)


def _complete(cell: ThemeCell) -> bool:
    """Whether everyone invited answered every question of the theme: then nobody could still move the score."""
    return cell.bounds is not None and cell.bounds[0] == cell.bounds[1] and cell.n == cell.n_min


def spread(cell: ThemeCell) -> str:
    """How far a score can be off, in words: probably, and whatever the others would have said."""
    if cell.interval_now is None or cell.bounds is None:
        raise ValueError("a cell that is not shown has no interval to put in words")
    if _complete(cell):
        return probably(cell)
    return _("probably {now}, at the very most {bounds}").format(
        now=between(cell.interval_now), bounds=between(cell.bounds)
    )


def label(code: Label) -> str:
    """How far people agree, in a word."""
    words: dict[Label, str] = {"shared": _("shared"), "mixed": _("mixed"), "divided": _("divided")}
    return words[code]


def agreement(cell: ThemeCell | None) -> str:
    """How far people agree on a theme, in a word; a dash where that is not shown."""
    return label(cell.agreement.label) if cell is not None and cell.agreement is not None else "–"


def agreement_explained(code: Label) -> str:
    """What the word for agreement means, in a sentence."""
    sentences: dict[Label, str] = {
        "shared": _("**Shared**: most people see this in the same way."),
        "mixed": _("**Mixed**: people see this partly in the same way, partly not."),
        "divided": _("**Divided**: people see this very differently. The score in the middle is then nobody's view."),
    }
    return sentences[code]


def difference(value: float) -> str:
    """A difference with its sign: "+0.4", "−0.2"; no sign on nought."""
    said = number(abs(value))
    return said if said == number(0) else ("+" if value > 0 else "−") + said


def gap(found: Change) -> str:
    """How the second group of people scores compared with the first, with the 95 % interval of the difference."""
    words: dict[Verdict, str] = {
        "higher": _("higher: {change} (can be {low} to {high})"),
        "lower": _("lower: {change} (can be {low} to {high})"),
        "no_clear_change": _("no clear difference (can be {low} to {high})"),
    }
    return _filled(words[found.verdict], found)


def change(found: Change) -> str:
    """What changed since an earlier round, its 95 % interval, and the smallest change that could be seen."""
    words: dict[Verdict, str] = {
        "higher": _("higher: {change} (can be {low} to {high}); can be seen from {half}"),
        "lower": _("lower: {change} (can be {low} to {high}); can be seen from {half}"),
        "no_clear_change": _("no clear change (can be {low} to {high}); can be seen from {half}"),
    }
    return _filled(words[found.verdict], found)


def _filled(sentence: str, found: Change) -> str:
    """A sentence about a difference with its numbers in it."""
    low, high = map(difference, found.interval)
    return sentence.format(change=difference(found.difference), low=low, high=high, half=number(found.half))


def warnings(unit: UnitResult, titles: Mapping[str, str]) -> tuple[str, ...]:
    """What a reader must know about who did not answer, in sentences; nothing where the response is not told.

    Args:
        titles: what each theme is called, by id.
    """
    if unit.responses is None:
        return ()
    shown = [cell for cell in unit.themes if cell.n is not None]
    few = [titles[cell.theme] for cell in shown if (cell.n or 0) / unit.invited < _RESPONDENTS]
    part, found = unit.responses / unit.invited, []
    if part < _RESPONDENTS:
        found.append(_("Fewer than half answered: the results describe those who answered, not the whole unit."))
    elif part < _CAUTIOUS:
        found.append(_("Fewer than 7 in 10 answered: be cautious with these results."))
    if few and part >= _RESPONDENTS:
        found.append(
            _(
                "Fewer than half answered the questions on {themes}: there the results describe those who answered."
            ).format(themes=", ".join(few))
        )
    if unit.responses >= unit.invited:
        if shown and all(cell.n == unit.invited for cell in shown):
            found.append(
                _("All colleagues answered, so nobody is missing from the results. Opinions do change from day to day.")
            )
        return tuple(found)
    shift = (1 - part) * _GAP
    sentence = _(
        "{share} did not answer. If they would score {gap} lower or higher than those who did, a score "
        "shifts by {shift}."
    )
    said = number(shift) if number(shift) != number(0) else _("less than {least}").format(least=number(0.1))
    found.append(sentence.format(share=percentage(1 - part), gap=number(_GAP), shift=said))
    return tuple(found)


def responses(unit: UnitResult) -> str:
    """How many people answered, in words; small groups are not counted out."""
    if unit.responses is None:
        return _("Fewer than 5 people were invited.")
    sentence = ngettext(
        "{responses} of the {n} people answered.", "{responses} of the {n} people answered.", unit.responses
    )
    return sentence.format(responses=unit.responses, n=unit.invited)


def series(unit: UnitResult) -> str:
    """What the unit that is being read is called in a chart and a table: its own name stands above them."""
    if unit.level == "team":
        return _("This team")
    return _("This service") if unit.level == "service" else _("The organisation")

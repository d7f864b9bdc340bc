"""Whole sentences about a unit in a round: who answered, what stands out and why, what changed, what is not shown.

Every sentence carries only what the numbers of the publication and their intervals bear; `tests/read/test_claims.py`
checks each of them against the file.
"""

from __future__ import annotations

from typing import Final

from audit.publication import Outcome, PriorityCell, Publication, UnitResult
from audit.read import reasons, words
from audit.read.profile import Profile, Row
from audit.read.reasons import Why
from audit.texts import _, ngettext, number

_CAUTIOUS: Final = 0.70
_RESPONDENTS: Final = 0.50
_NAMED: Final = 3
"""How many differences with the rest of the organisation are named; the others stand in the table."""
_DISCUSS: Final = ("keep_an_eye_on", "maintain")


def responses(unit: UnitResult) -> str:
    """How many people answered, in words; not of small groups, nor where that would tell it of one."""
    if unit.responses is None:
        few = unit.invited < 5
        return _("Fewer than 5 people were invited.") if few else _("How many people answered is not shown.")
    sentence = ngettext(
        "{responses} of the {n} people answered.", "{responses} of the {n} people answered.", unit.responses
    )
    return sentence.format(responses=unit.responses, n=unit.invited)


def series(unit: UnitResult) -> str:
    """What the unit that is being read is called in a chart and a table: its own name stands above them."""
    if unit.level == "team":
        return _("These teams") if "+" in unit.id else _("This team")
    return _("This service") if unit.level == "service" else _("The organisation")


def warnings(profile: Profile) -> tuple[str, ...]:
    """What a reader must know about who did not answer; nothing where the response is not told."""
    unit = profile.unit
    if unit.responses is None:
        return ()
    part, found = unit.responses / unit.invited, []
    if part < _RESPONDENTS:
        found.append(_("Fewer than half answered: the results describe those who answered, not the whole unit."))
    elif part < _CAUTIOUS:
        found.append(_("Fewer than 7 in 10 answered: be cautious with these results."))
    few = [row.title for row in profile.shown if (row.cell.n or 0) / unit.invited < _RESPONDENTS]
    if few and part >= _RESPONDENTS:
        sentence = _(
            "Fewer than half answered the questions on {themes}: there the results describe those who answered."
        )
        found.append(sentence.format(themes=", ".join(few)))
    if profile.shown and all(words.everyone(row.cell) for row in profile.shown):
        found.append(
            _("All colleagues answered, so nobody is missing from the results. Opinions do change from day to day.")
        )
    return tuple(found)


def outcome(row: Row) -> str:
    """What the two signals of a theme say together, by name; empty where they are not both shown."""
    named: dict[Outcome, str] = {
        "work_on_together": _("Work on together"),
        "strength_to_build_on": _("Strength to build on"),
        "ask_why": _("Ask why"),
        "keep_an_eye_on": _("Keep an eye on"),
        "maintain": _("Maintain"),
    }
    if row.priority.outcome is None:
        return ""
    said = _("Discuss whether to work on it") if _first_but_few(row) else named[row.priority.outcome]
    return _("First explore · {outcome}").format(outcome=said) if row.priority.explore_first else said


def why(row: Row, most: int) -> str:
    """Why a theme stands where it stands: both signals, and what they say together. What to explore first has reasons
    of its own: people in two camps, little sight, or both."""
    cell = row.priority
    if cell.chosen is None or cell.n is None or cell.outcome is None:
        raise ValueError("a theme without both signals has no place to explain")
    endings: dict[Outcome, str] = {
        "work_on_together": _("{people} and the score is {score}: work on this together."),
        "strength_to_build_on": _("{people} and the score is {score}: a strength that people want to build on."),
        "ask_why": _("{people}, but the score is {score}: discuss why that is."),
        "keep_an_eye_on": _("{people} and the score is {score}: keep an eye on this."),
        "maintain": _("{people} and the score is {score}: this goes well, so maintain it."),
    }
    ending = endings[cell.outcome]
    if _first_but_few(row):
        ending = _(
            "{people} and the score is {score}: {certain}, but chosen by fewer than a third. Discuss whether you will "
            "work on it."
        )
    certain = words.certainty(cell.certainty, most)
    sentence = ending.format(people=_people(cell), score=number(row.cell.score or 0), certain=certain)
    camps = [_("People are in two camps, so first explore where that comes from.")] * row.two_camps
    sight = [_("Many people said “I don't know”, so first explore what people know about it.")] * row.little_sight
    return " ".join([sentence, *camps, *sight])


def certain(row: Row, profile: Profile) -> str:
    """How sure a place among the first is, in words and, unless people are too few to be that sure, in a number; that
    the votes were counted where everyone answered; empty where nothing can be said."""
    cell, n = row.priority, row.priority.n or 0
    if cell.certainty is None:
        counted = cell.outcome is not None and n >= 10 and n == profile.unit.invited
        return _("Counted: everyone answered. Another day may be different.") if counted else ""
    said = words.certainty(cell.certainty, profile.most)
    number_fits = cell.top is not None and not (cell.certainty == "possibly" and cell.top >= _CAUTIOUS)
    return f"{said} ({words.stepped(cell.top or 0)})" if number_fits else said


def chosen_unseen(row: Row) -> str:
    """A theme that many chose while its score is not shown: it is named all the same."""
    return _("{theme}: {people}. Its score is not shown; talk about it.").format(
        theme=row.title, people=_people(row.priority)
    )


def changed(profile: Profile) -> tuple[str, ...]:
    """What changed since the earlier round: each theme with a clear change, the others by name, that one of the clear
    changes may be chance, and why themes are not compared. Empty where there is no earlier round."""
    compared = [row for row in profile.rows if row.change]
    clear = [row for row in compared if row.change and row.change.verdict != "no_clear_change"]
    said = [f"{row.title}: {words.change(row.change)}." for row in clear if row.change]
    same = [row for row in compared if row not in clear]
    if same:
        widest = max(row.change.half for row in same if row.change)
        sentence = _("No clear change: {themes}. We mostly do not see a change smaller than {half}.")
        said.append(sentence.format(themes=", ".join(row.title for row in same), half=number(widest)))
    if clear and len(compared) > 1:
        said.append(_("Of {n} themes, one may look higher or lower by chance.").format(n=len(compared)))
    for reason in dict.fromkeys(row.no_change for row in profile.rows if row.no_change):
        rows = [row.title for row in profile.rows if row.no_change == reason]
        themes = _("All themes") if len(rows) == len(profile.rows) else ", ".join(rows)
        said.append(f"{themes} ({reason}).")
    return tuple(said)


def follow_up(profile: Profile) -> tuple[str, ...]:
    """What people say was done with the results of the round before: how many say a lot or something, then how many
    gave each answer; or why that is not shown. Who did not know is not counted. Empty where nobody was asked."""
    cell = profile.unit.follow_up
    if cell is None:
        return ()
    if cell.counts is None or cell.n is None or cell.share is None:
        k = profile.publication.rules.minimum_detail
        if cell.reason == "too_few":
            return (_("Fewer than {k} people could say this, so it is not shown.").format(k=k),)
        return (words.reason_explained(cell.reason or "protects_others", k),)
    seen = cell.counts["much"] + cell.counts["some"]
    sentence = ngettext(
        "{seen} of the {n} people who could say answered: a lot or something ({share}).",
        "{seen} of the {n} people who could say answered: a lot or something ({share}).",
        seen,
    )
    if not seen:
        sentence = _("None of the {n} people who could say answered: a lot or something.")
    each = _("A lot: {much}. Something: {some}. Hardly anything: {hardly}. Nothing: {nothing}.")
    return sentence.format(seen=seen, n=cell.n, share=words.share(cell.share)), each.format(**cell.counts)


def beside_the_rest(profile: Profile) -> tuple[str, ...]:
    """The themes on which the unit differs clearly from the rest of the organisation, the largest first, at most three.
    Empty for the organisation itself, and where nothing differs clearly."""
    clear = [row for row in profile.rows if row.contrast and row.contrast.verdict != "no_clear_change"]
    clear.sort(key=lambda row: -abs(row.contrast.difference) if row.contrast else 0)
    return tuple(_beside(row) for row in clear[:_NAMED])


def contrast(row: Row) -> str:
    """How a unit scores on a theme beside the rest of the organisation, for a table; a dash where that is not known."""
    return words.gap(row.contrast) if row.contrast else "–"


def not_shown(profile: Profile) -> tuple[str, ...]:
    """What of this unit is not shown, a sentence per reason, with the themes by name."""
    found = []
    codes: tuple[Why, ...] = ("too_few", "protects_others", "not_applicable", "not_asked")
    for code in codes:
        titles = [row.title for row in profile.rows if row.cell.reason == code]
        if titles:
            found.append(f"{', '.join(titles)}: {words.reason_explained(code, profile.minimum_group)}")
    without = [row.title for row in profile.shown if not row.priority.shown]
    if without:
        found.append(_("How many people chose {themes} is not shown.").format(themes=", ".join(without)))
    unsure = [row.title for row in profile.shown if row.cell.dk_share is None]
    if unsure:
        sentence = _("How many people answered “I don't know” is not shown for {themes}.")
        found.append(sentence.format(themes=", ".join(unsure)))
    return tuple(found)


def why_larger(hidden: UnitResult, profile: Profile) -> str:
    """Why somebody who asked for one unit sees the profile of a larger one."""
    if reasons.of_unit(hidden, profile.publication) == "too_few":
        sentence = _(
            "{unit}: fewer than {k} people answered each theme. Their answers count in {larger}, which you see below."
        )
    else:
        sentence = _(
            "{unit} is not shown apart, so that nobody can work out what a few people answered. Its answers count in "
            "{larger}, which you see below."
        )
    return sentence.format(unit=hidden.name, larger=profile.unit.name, k=profile.minimum_group)


def nothing_shown(publication: Publication) -> str:
    """Why nothing of a round is shown, where the organisation as a whole is not."""
    whole, k = publication.units[0], publication.rules.minimum_group
    if reasons.of_unit(whole, publication) == "too_few":
        return _("There is too little to show in this round: fewer than {k} people answered each theme.").format(k=k)
    return _(
        "Nothing of this round is shown: in this way nobody can work out what a few people answered, or what everyone "
        "answered where all say almost the same."
    )


def description(profile: Profile) -> str:
    """The whole profile in words, for who cannot see a chart."""
    intro = _("Scores of {unit} on a scale from 1 to 5.").format(unit=profile.unit.name)
    themes = "; ".join(f"{row.title}: {words.theme(row.cell, profile.minimum_group)}" for row in profile.rows)
    return f"{intro} {themes}. " + _("The table below holds the same numbers.")


def straight_lining(publication: Publication) -> str:
    """How many people gave one and the same answer to everything they scored; empty where that is not shown."""
    share = publication.organisation_only.straight_lining
    if share is None:
        return ""
    if not share:
        return _("Nobody, or hardly anybody, gave the same answer everywhere.")
    return _("{share} of the people gave the same answer everywhere. These answers count as well.").format(
        share=words.share(share)
    )


def _people(cell: PriorityCell) -> str:
    if not cell.chosen:
        return _("None of the {n} people chose this theme").format(n=cell.n)
    sentence = ngettext(
        "{chosen} of the {n} people chose this theme", "{chosen} of the {n} people chose this theme", cell.chosen
    )
    return sentence.format(chosen=cell.chosen, n=cell.n)


def _first_but_few(row: Row) -> bool:
    """Whether a theme is among the first while fewer than a third chose it."""
    cell = row.priority
    return cell.certainty is not None and cell.outcome in _DISCUSS and not row.often_chosen


def _beside(row: Row) -> str:
    found = row.contrast
    if found is None:
        raise ValueError("a theme without a contrast has nothing to stand beside")
    sentence = (
        _("{theme}: higher than the rest of the organisation ({here} and {rest})")
        if found.verdict == "higher"
        else _("{theme}: lower than the rest of the organisation ({here} and {rest})")
    )
    said = sentence.format(theme=row.title, here=number(found.after), rest=number(found.before))
    return " · ".join([said, *words.flags(row.cell)]) + "."

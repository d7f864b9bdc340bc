"""Priorities in sentences: what people chose, what that and the score say together, and how sure a place is."""

from __future__ import annotations

from typing import Final

from audit.publication import Outcome, PriorityCell
from audit.read import words
from audit.read.profile import Profile, Row
from audit.texts import _, ngettext

_DISCUSS: Final = ("keep_an_eye_on", "maintain")
_MANY: Final = 10
"""From so many votes on, something is said about how sure their order is."""


def order() -> str:
    """What the order of the priorities stands on, and whose choices are counted."""
    return _(
        "Mostly the number of choices decides the order; the score helps to choose. Those who skipped the question "
        "about priorities are not counted. Those who skipped a part of the questions are not counted for the themes "
        "of that part."
    )


def outcome(row: Row) -> str:
    """What the two signals of a theme say together, by name; empty where the score is not shown."""
    named: dict[Outcome, str] = {
        "work_on_together": _("Work on together"),
        "strength_to_build_on": _("Strength to build on"),
        "ask_why": _("Discuss the low score"),
        "keep_an_eye_on": _("Keep an eye on"),
        "maintain": _("Maintain"),
    }
    if not row.cell.shown:
        return ""
    said = _("Talk about it") if row.priority.outcome is None else named[row.priority.outcome]
    said = _("Discuss whether to work on it") if _first_but_few(row) else said
    return _("First explore · {outcome}").format(outcome=said) if row.explore_first else said


def why(row: Row, most: int) -> str:
    """Why a theme stands where it stands: who chose it, its score, and what follows. What to explore first has reasons
    of its own, in place of what would follow.

    Raises:
        ValueError: the score is not shown.
    """
    if row.cell.score is None:
        raise ValueError("a theme without a score has no place to explain")
    votes = f"{_people(row.priority)}."
    if row.priority.chosen is None:
        votes = _("How many people chose this theme is not shown.")
    camps = [_("People are in two camps, so first explore where that comes from.")] * row.two_camps
    sight = [_("“I don't know” was answered often, so first explore what people know about it.")] * row.little_sight
    lowest = [_("None of the themes shown scores lower.")] * row.lowest
    follows = camps + sight or [_follows(row)]
    return " ".join([votes, *_place(row, most), _score(row), *lowest, *follows])


def certain(row: Row, profile: Profile) -> str:
    """How sure a place among the first is, in words; that nobody is missing where everyone answered; empty where
    nothing can be said."""
    cell, n = row.priority, row.priority.n or 0
    if cell.certainty is not None:
        return words.certainty(cell.certainty, profile.most)
    counted = cell.outcome is not None and n >= _MANY and n == profile.unit.invited
    return _("Everyone answered this. On another day it may be different.") if counted else ""


def chosen_unseen(row: Row) -> str:
    """A theme that many chose while its score is not shown: it is named all the same."""
    return _("{theme}: {people}. Its score is not shown; talk about it.").format(
        theme=row.title, people=_people(row.priority)
    )


def _score(row: Row) -> str:
    low = row.priority.outcome == "ask_why"
    said = _("The score is low: {score}.") if low else _("The score is {score}.")
    return said.format(score=words.score_alone(row.cell.score or 0))


def _place(row: Row, most: int) -> list[str]:
    """That a theme stands among the first although few chose it."""
    if not _first_but_few(row):
        return []
    said = words.certainty(row.priority.certainty, most)
    return [_("That is fewer than a third. Still it is {certain}.").format(certain=said)]


def _follows(row: Row) -> str:
    """What to do with a theme whose score can be read as it stands."""
    if row.priority.outcome is None:
        return _("Talk about it together.")
    if _first_but_few(row):
        return _("Discuss whether you will work on it.")
    said: dict[Outcome, str] = {
        "work_on_together": _("Work on this together."),
        "strength_to_build_on": _("This is a strength that people chose to work on first."),
        "ask_why": _("Discuss why it was not chosen more often."),
        "keep_an_eye_on": _("Keep an eye on this."),
        "maintain": _("This is a strength: keep it up."),
    }
    return said[row.priority.outcome]


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

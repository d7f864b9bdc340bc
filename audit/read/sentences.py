"""Whole sentences about a unit in a round: who answered, what was done with earlier results, what is not shown; and
from here all others as well (`priorities`, `differences`).

Every sentence carries only what the numbers of the publication and their intervals bear; `tests/read/test_claims.py`
checks each of them against the file.
"""

from __future__ import annotations

from typing import Final

from audit.publication import Publication, ThemeCell, UnitResult
from audit.read import reasons, words
from audit.read.differences import beside_the_rest, by_chance, changed, contrast, unseen
from audit.read.priorities import certain, chosen_unseen, order, outcome, why
from audit.read.profile import Profile
from audit.read.reasons import Why
from audit.texts import _, ngettext

__all__ = [
    "beside_the_rest",
    "by_chance",
    "certain",
    "changed",
    "chosen_unseen",
    "contrast",
    "follow_up",
    "not_shown",
    "nothing_shown",
    "order",
    "outcome",
    "responses",
    "series",
    "straight_lining",
    "unseen",
    "warnings",
    "whole_group",
    "why",
    "why_larger",
]

_CAUTIOUS: Final = 0.70
_RESPONDENTS: Final = 0.50


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
        found.append(
            _("Fewer than half answered: the results are about those who answered, not about the whole group.")
        )
    elif part < _CAUTIOUS:
        found.append(_("Fewer than 7 in 10 answered. Those who did not may see it otherwise."))
    few = [row.title for row in profile.shown if (row.cell.n or 0) / unit.invited < _RESPONDENTS]
    if few and part >= _RESPONDENTS:
        sentence = _(
            "Fewer than half answered the questions on {themes}: there the results are only about those who answered."
        )
        found.append(sentence.format(themes=", ".join(few)))
    if profile.shown and all(words.everyone(row.cell) for row in profile.shown):
        found.append(_("All colleagues answered. On another day their answers may be different."))
    return tuple(found)


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
    sentence = _("Of the {n} people who could say, {seen} answered “a lot” or “something” ({share}).")
    if not seen:
        sentence = _("Of the {n} people who could say, nobody answered “a lot” or “something”.")
    each = _("A lot: {much}. Something: {some}. Hardly anything: {hardly}. Nothing: {nothing}.")
    return sentence.format(seen=seen, n=cell.n, share=words.share(cell.share)), each.format(**cell.counts)


def whole_group(cell: ThemeCell) -> str:
    """How far the score of everybody invited can be off, as a sentence."""
    return _("The score of the whole group is {spread}.").format(spread=words.spread(cell))


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
        found.append(_("How many people chose a theme is not shown for: {themes}.").format(themes=", ".join(without)))
    unsure = [row.title for row in profile.shown if row.cell.dk_share is None]
    if unsure:
        sentence = _("How often “I don't know” was answered is not shown for: {themes}.")
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
        "Nothing of this round is shown: otherwise somebody could work out what a few people or one colleague answered."
    )


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

"""Codes and numbers in words: a score, an interval, a difference, and why something is not shown."""

from __future__ import annotations

from decimal import Decimal
from math import floor
from typing import Final

from audit.publication import Band, Certainty, Interval, Label, PriorityCell, RestTheme, ThemeCell
from audit.read.change import Change, Verdict
from audit.read.reasons import Why
from audit.texts import _, ngettext, number, percentage, rounded

_BORDERS: Final = {Decimal("2.5"): ("develop", "growing"), Decimal("3.5"): ("growing", "strength")}
_NEAR: Final = Decimal("0.1")


def band(code: Band) -> str:
    """The reading aid for a score: half-way points between the words of the scale, no norms."""
    words: dict[Band, str] = {
        "strength": _("Strength"),
        "growing": _("Growing"),
        "develop": _("To be developed"),
    }
    return words[code]


def border(code: Band, value: float) -> str:
    """The band of a score, and that it lies at a border, where the number people see is within 0.1 of one."""
    seen = rounded(value)
    neighbours = next((pair for line, pair in _BORDERS.items() if abs(seen - line) <= _NEAR), None)
    if neighbours is None:
        return band(code)
    other: dict[str, str] = {
        "strength": _("at the border of strength"),
        "growing": _("at the border of growing"),
        "develop": _("at the border of to be developed"),
    }
    return f"{band(code)}, {other[neighbours[0] if neighbours[1] == code else neighbours[1]]}"


def reason(code: Why, minimum_group: int) -> str:
    """Why something is not shown, in a few words."""
    words: dict[Why, str] = {
        "too_few": _("not shown: fewer than {k} people answered this"),
        "protects_others": _("not shown apart, so that nobody can be worked out"),
        "not_asked": _("not asked in this round"),
        "not_applicable": _("not shown: not applicable to many people"),
    }
    return words[code].format(k=minimum_group)


def reason_explained(code: Why, minimum_group: int) -> str:
    """Why something is not shown, in a sentence: no reason says more than the counts that everybody may know."""
    sentences: dict[Why, str] = {
        "too_few": _("Fewer than {k} people answered this."),
        "protects_others": _(
            "Enough people answered, but this is not shown apart: in this way nobody can work out what a smaller group "
            "beside it answered, or what everyone answered where all say almost the same."
        ),
        "not_asked": _("This was not asked in this round."),
        "not_applicable": _(
            "More than 3 in 10 people called each of these questions not applicable, so they do not count in this "
            "round."
        ),
    }
    return sentences[code].format(k=minimum_group)


def score(cell: ThemeCell | RestTheme) -> str:
    """A score that is shown, with what to know beside it: "Growing · 3.2 · n = 14 · two camps"."""
    if cell.band is None or cell.score is None or cell.n is None:
        raise ValueError("a cell that is not shown has no score to put in words")
    said = [border(cell.band, cell.score), number(cell.score), f"n\u00a0=\u00a0{cell.n}"]
    return " · ".join([*said, *(flags(cell) if isinstance(cell, ThemeCell) else ())])


def flags(cell: ThemeCell) -> tuple[str, ...]:
    """What a theme is called wherever it stands: with people in two camps, with little sight."""
    said = [_("two camps")] if cell.two_camps else []
    return tuple([*said, _("little sight")] if cell.little_sight else said)


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
        "probably": ngettext("likely the first", "likely among the first {most}", most),
        "possibly": ngettext("possibly the first", "possibly among the first {most}", most),
    }
    return words[code].format(most=most)


def between(interval: Interval) -> str:
    """An interval on the scale of the answers: "3.1 to 3.5", or "about 3.1" where both ends read the same."""
    low, high = map(number, interval)
    return _("about {value}").format(value=low) if low == high else _("{low} to {high}").format(low=low, high=high)


def share(value: float) -> str:
    """A share (0-1) that stays on one line."""
    return percentage(value).replace(" ", "\u00a0")


def share_between(interval: Interval) -> str:
    """An interval of shares: "36% to 56%", or "about 36%"."""
    low, high = map(share, interval)
    return _("about {value}").format(value=low) if low == high else _("{low} to {high}").format(low=low, high=high)


def probably(cell: ThemeCell | None) -> str:
    """Where the score of everyone invited probably lies; a dash where the theme is not shown."""
    if cell is None or cell.interval_now is None:
        return "–"
    return _("exact: everyone answered") if everyone(cell) else between(cell.interval_now)


def everyone(cell: ThemeCell) -> bool:
    """Whether everyone invited answered the theme: then nobody could still move the score."""
    return cell.bounds is not None and cell.bounds[0] == cell.bounds[1]


def spread(cell: ThemeCell) -> str:
    """How far a score can be off, in words: probably, and whatever the others would have said."""
    if cell.interval_now is None or cell.bounds is None:
        raise ValueError("a cell that is not shown has no interval to put in words")
    if everyone(cell):
        return probably(cell)
    return _("probably {now}, at the very most {bounds}").format(
        now=between(cell.interval_now), bounds=between(cell.bounds)
    )


def label(code: Label) -> str:
    """How far people agree, in a word."""
    words: dict[Label, str] = {
        "in_agreement": _("in agreement"),
        "mixed": _("mixed"),
        "two_camps": _("two camps"),
    }
    return words[code]


def agreement(cell: ThemeCell | None) -> str:
    """How far people agree on a theme, in a word; a dash where that is not shown."""
    return label(cell.agreement.label) if cell is not None and cell.agreement is not None else "–"


def agreement_explained(code: Label) -> str:
    """What the word for agreement means, in a sentence."""
    sentences: dict[Label, str] = {
        "in_agreement": _("**In agreement**: most people see this in the same way."),
        "mixed": _("**Mixed**: people see this partly in the same way, partly not."),
        "two_camps": _("**Two camps**: some people see this clearly, others hardly. The score alone says little then."),
    }
    return sentences[code]


def difference(value: float) -> str:
    """A difference with its sign: "+0.4", "−0.2"; "almost 0" where it only reads as nought."""
    said = number(abs(value))
    if said == number(0):
        return _("almost 0") if value else said
    return ("+" if value > 0 else "−") + said


def gap(found: Change) -> str:
    """How one group of people scores beside another, and how far that can be off."""
    return _compared(found, _("no clear difference (can be {low} to {high})"))


def change(found: Change) -> str:
    """What changed since an earlier round, and how far that can be off."""
    return _compared(found, _("no clear change (can be {low} to {high})"))


def _compared(found: Change, unclear: str) -> str:
    low, high = found.interval
    words: dict[Verdict, str] = {
        "higher": _("higher: {change} (can be {low} to {high})"),
        "lower": _("lower: {change} (can be {low} to {high})"),
        "no_clear_change": unclear,
    }
    return words[found.verdict].format(change=difference(found.difference), low=difference(low), high=difference(high))

"""Codes and numbers in words: a score, an interval, a difference, and why something is not shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from audit.publication import Band, Certainty, Interval, Label, PriorityCell, Reason, RestTheme, ThemeCell
from audit.read.change import Change
from audit.read.reasons import Why
from audit.texts import _, ngettext, number, percentage, rounded

_BORDERS: Final = Decimal("2.5"), Decimal("3.5")
_NEAR: Final = Decimal("0.1")


def band(code: Band) -> str:
    """The reading aid for a score: half-way points between the words of the scale, no norms."""
    words: dict[Band, str] = {
        "strength": _("Strength"),
        "growing": _("In between"),
        "develop": _("To be developed"),
    }
    return words[code]


def border(code: Band, value: float) -> str:
    """The band of a score, and that it lies at a border, where the number people see is within 0.1 of one."""
    return _bordering(band(code), value)


def score_alone(value: float) -> str:
    """A score within a sentence: "3.2", and that it lies at a border between two bands."""
    return _bordering(number(value), value)


def _bordering(said: str, value: float) -> str:
    near = any(abs(rounded(value) - line) <= _NEAR for line in _BORDERS)
    return f"{said}, {_('at the border')}" if near else said


def reason(code: Why, minimum_group: int) -> str:
    """Why something is not shown, in a few words."""
    words: dict[Why, str] = {
        "too_few": _("not shown: fewer than {k} people answered this"),
        "protects_others": _("not shown apart, so that nobody can be recognised"),
        "not_asked": _("not asked in this round"),
        "not_applicable": _("not shown: not applicable to many people"),
    }
    return words[code].format(k=minimum_group)


def reason_explained(code: Why, minimum_group: int) -> str:
    """Why something is not shown, in a sentence: no reason says more than the counts that everybody may know."""
    sentences: dict[Why, str] = {
        "too_few": _("Fewer than {k} people answered this."),
        "protects_others": f"{_('Enough people answered.')} {_protects()}",
        "not_asked": _("This was not asked in this round."),
        "not_applicable": _(
            "More than 3 in 10 people called each of these questions not applicable, so they do not count in this "
            "round."
        ),
    }
    return sentences[code].format(k=minimum_group)


def unit_explained(code: Reason, minimum_group: int) -> str:
    """Why a unit shows nothing at all, in a sentence."""
    if code == "too_few":
        return _("Fewer than {k} people answered each theme.").format(k=minimum_group)
    return _protects()


def _protects() -> str:
    return _(
        "This is not shown apart: otherwise somebody could work out what a smaller group or one colleague answered."
    )


def people(n: int) -> str:
    """How many people, on one line: "14 people"."""
    return ngettext("{n} person", "{n} people", n).format(n=n).replace(" ", "\u00a0")


def score(cell: ThemeCell | RestTheme) -> str:
    """A score that is shown, with what to know beside it: "In between · 3.2 · 14 people · two camps"."""
    if cell.band is None or cell.score is None or cell.n is None:
        raise ValueError("a cell that is not shown has no score to put in words")
    said = [border(cell.band, cell.score), number(cell.score), people(cell.n)]
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
    """A share of the file that stands in steps of 5 %, and never all or nothing.

    >>> stepped(0.75), stepped(1.0), stepped(0.0)
    ('about 75%', 'more than 95%', 'less than 5%')
    """
    if not 0.05 - 1e-9 <= value <= 0.95 + 1e-9:
        ends = _("more than {share}"), _("less than {share}")
        return ends[value < 0.5].format(share=share(0.05 if value < 0.5 else 0.95))
    return _("about {value}").format(value=share(value))


def certainty(code: Certainty | None, most: int) -> str:
    """How sure it is that a theme is among the first `most`; empty where that cannot be said."""
    if code is None:
        return ""
    sure = {"almost_certainly": _("almost certainly"), "probably": _("likely"), "possibly": _("possibly")}
    place = ngettext("{sure} the first of the priorities", "{sure} among the first {most} priorities", most)
    return place.format(sure=sure[code], most=most)


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
    return _("everyone answered") if everyone(cell) else between(cell.interval_now)


def everyone(cell: ThemeCell) -> bool:
    """Whether everyone invited answered the theme: then nobody could still move the score."""
    return cell.bounds is not None and cell.bounds[0] == cell.bounds[1]


def spread(cell: ThemeCell) -> str:
    """How far a score can be off, in words: probably, and whatever the others would have said."""
    if cell.interval_now is None or cell.bounds is None:
        raise ValueError("a cell that is not shown has no interval to put in words")
    if everyone(cell):
        return _("certain, as everyone answered")
    now, bounds = _inside(cell.interval_now), _inside(cell.bounds)
    if now == bounds:
        return _("certainly {bounds}").format(bounds=bounds)
    return _("probably {now}, at the very most {bounds}").format(now=now, bounds=bounds)


def _inside(interval: Interval) -> str:
    """An interval within a sentence: "between 3.1 and 3.5"."""
    low, high = map(number, interval)
    if low == high:
        return _("about {value}").format(value=low)
    return _("between {low} and {high}").format(low=low, high=high)


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
        "in_agreement": _("**In agreement**: most people answered more or less the same."),
        "mixed": _("**Mixed**: people answered partly the same, partly not."),
        "two_camps": _(
            "**Two camps**: some people score this high and others low, with fewer in between. The score alone says "
            "little then."
        ),
    }
    return sentences[code]


def difference(value: float) -> str:
    """A difference in words: "0.4 higher", "0.2 lower"; "almost the same" where it reads as nought."""
    size = number(abs(value))
    if size == number(0):
        return _("almost the same")
    return (_("{size} higher") if value > 0 else _("{size} lower")).format(size=size)


def gap(found: Change) -> str:
    """How one group of people scores beside another, and how far that can be off."""
    return _compared(found, _("no clear difference"))


def change(found: Change) -> str:
    """What changed since an earlier round, and how far that can be off."""
    return _compared(found, _("no clear change"))


def _compared(found: Change, unclear: str) -> str:
    if found.verdict == "no_clear_change":
        return f"{unclear} ({_unclear(found)})"
    said = difference(found.difference)
    if number(abs(found.difference)) == number(0):
        said = _("slightly higher") if found.verdict == "higher" else _("slightly lower")
    least, most = sorted(map(abs, found.interval))
    if number(most) == number(0):
        return said
    if number(least) == number(0):
        return f"{said} ({_('probably at most {value}').format(value=number(most))})"
    return f"{said} ({_('probably {now}').format(now=between((least, most)))})"


def _unclear(found: Change) -> str:
    low, high = map(difference, found.interval)
    if low == high:
        return _("probably {now}").format(now=low)
    return _("probably between {low} and {high}").format(low=low, high=high)

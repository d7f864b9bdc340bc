"""Differences in sentences: this round beside the one before, and a unit beside the rest of its organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from audit.read import words
from audit.read.change import Change
from audit.read.profile import Profile, Row
from audit.texts import _, number, rounded_down

_NAMED: Final = 3
"""How many differences with the rest of the organisation are named; the others stand in the table."""


def changed(profile: Profile) -> tuple[str, ...]:
    """What changed since the earlier round: each theme with a clear change, the others by name, that one of the clear
    changes may be chance, and why themes are not compared. Empty where there is no earlier round."""
    compared = [row for row in profile.rows if row.change]
    clear = [row for row in compared if row.change and row.change.verdict != "no_clear_change"]
    said = [f"{row.title}: {words.change(row.change)}." for row in clear if row.change]
    same = [row for row in compared if row not in clear]
    if same:
        sentence = _("No clear change: {themes}.").format(themes=", ".join(row.title for row in same))
        said.append(f"{sentence} {unseen(row.change for row in same if row.change)}".strip())
    if clear and len(compared) > 1:
        said.append(by_chance(len(compared)))
    for reason in dict.fromkeys(row.no_change for row in profile.rows if row.no_change):
        rows = [row.title for row in profile.rows if row.no_change == reason]
        themes = _("All themes") if len(rows) == len(profile.rows) else ", ".join(rows)
        said.append(f"{themes} ({reason}).")
    return tuple(said)


def unseen(unclear: Iterable[Change]) -> str:
    """How small a change has to be to be mostly missed: smaller than half the width of its interval, rounded down. Of
    several themes the smallest and the largest, so that it is true of each. Empty where every change would be seen."""
    halves = [rounded_down(change.half) for change in unclear]
    low, high = min(halves), max(halves)
    if not high:
        return ""
    of_all = _("We mostly do not see a change smaller than {half}.").format(half=number(low)) if low else ""
    of_some = _("On some themes we mostly do not see a change smaller than {half} either.").format(half=number(high))
    return of_all if low == high else f"{of_all} {of_some}".strip()


def by_chance(themes: int) -> str:
    """That one of several comparisons may be chance."""
    return _("Of {n} themes, one may differ by chance.").format(n=themes)


def beside_the_rest(profile: Profile) -> tuple[str, ...]:
    """The themes on which the unit differs clearly from the rest of the organisation, the largest first, at most three.
    Empty for the organisation itself, and where nothing differs clearly."""
    clear = [row for row in profile.rows if row.contrast and row.contrast.verdict != "no_clear_change"]
    clear.sort(key=lambda row: -abs(row.contrast.difference) if row.contrast else 0)
    return tuple(_beside(row, row.contrast) for row in clear[:_NAMED] if row.contrast)


def contrast(row: Row) -> str:
    """How a unit scores on a theme beside the rest of the organisation, for a table; a dash where that is not known."""
    return words.gap(row.contrast) if row.contrast else "–"


def _beside(row: Row, found: Change) -> str:
    sentence = (
        _("{theme}: higher ({here} against {rest})")
        if found.verdict == "higher"
        else _("{theme}: lower ({here} against {rest})")
    )
    digits = 1 if number(found.after) != number(found.before) else 2
    here, rest = number(found.after, digits), number(found.before, digits)
    return " · ".join([sentence.format(theme=row.title, here=here, rest=rest), *words.flags(row.cell)]) + "."

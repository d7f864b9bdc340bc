"""This round against an earlier one, and one group of people against another: what differs clearly.

The two groups are anonymous, so the interval takes them as independent: careful, since the same people answering twice
makes the true uncertainty smaller. It is about the level of the unit, not only about who answered. Source: V6 of the
method (docs/method.md, 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from audit.organisation import slug
from audit.publication import Publication, ThemeCell, UnitResult
from audit.read.spread import Level, half_width, level
from audit.texts import _

Verdict = Literal["higher", "lower", "no_clear_change"]

_QUANTILE: Final = 0.975


@dataclass(frozen=True)
class Change:
    """From `before` to `after` on the answer scale: the difference with half the width of its 95 % interval. `verdict`
    is "higher" or "lower" exactly when that interval leaves out 0."""

    before: float
    after: float
    difference: float
    half: float
    verdict: Verdict

    @property
    def interval(self) -> tuple[float, float]:
        return self.difference - self.half, self.difference + self.half


def compared(before: Level, after: Level, quantile: float = _QUANTILE) -> Change:
    """The change from one level to another."""
    difference, half = after.score - before.score, half_width(quantile, before, after)
    return Change(before.score, after.score, difference, half, _verdict(difference, half))


def changes(earlier: Publication, later: Publication, unit_id: str) -> dict[str, Change]:
    """The change of each theme that both rounds show for a unit with the same id, asked with the same items in the same
    words, where at least half of the unit answered it both times."""
    before, after = same_unit(earlier, later, unit_id), later.by_id.get(unit_id)
    if before is None or after is None:
        return {}
    found = {}
    for now in after.themes:
        was = before.theme(now.theme)
        if was is None or items_asked(earlier, now.theme) != items_asked(later, now.theme):
            continue
        if half_answered(was, before) and half_answered(now, after):
            found[now.theme] = compared(level(was, earlier), level(now, later))
    return found


def same_unit(earlier: Publication, later: Publication, unit_id: str) -> UnitResult | None:
    """What the earlier round knows of a unit; None when it was not there, or when its id came from two names: then
    nobody can tell which of them it was."""
    mixed = any(_came_from_two_names(publication, unit_id) for publication in (earlier, later))
    return None if mixed else earlier.by_id.get(unit_id)


def _came_from_two_names(publication: Publication, unit_id: str) -> bool:
    """Whether another unit in the same place, or in that of the unit above it, has a name that gives the same id."""
    unit = publication.by_id.get(unit_id)
    if unit is None or unit.parent is None:
        return False
    beside = [other for other in publication.units if other.parent == unit.parent and other is not unit]
    same = any(slug(other.name) == slug(unit.name) for other in beside)
    return same or _came_from_two_names(publication, unit.parent)


def why_not_compared(earlier: Publication, publication: Publication, unit: UnitResult, cell: ThemeCell) -> str:
    """Why a theme of a unit has no change since the earlier round, in words; empty where nothing stands in the way."""
    before = same_unit(earlier, publication, unit.id)
    if before is None and unit.id in earlier.by_id:
        return _("not compared: two groups had nearly the same name")
    if before is None:
        return _("not compared: not there in {round}").format(round=earlier.round.title)
    if cell.reason == "not_asked":
        return _("not compared: not asked in this round")
    asked, was_asked = items_asked(publication, cell.theme), items_asked(earlier, cell.theme)
    was = before.theme(cell.theme)
    if set(asked) != set(was_asked) or was is None:
        return _("not compared: other questions counted then")
    if asked != was_asked:
        return _("not compared: a question was worded differently")
    if not cell.shown:
        return _("not compared: not shown in this round")
    if not was.shown:
        return _("not compared: not shown in {round}").format(round=earlier.round.title)
    both = half_answered(was, before) and half_answered(cell, unit)
    return "" if both else _("not compared: fewer than half answered")


def half_answered(cell: ThemeCell, unit: UnitResult) -> bool:
    """Whether a theme is shown and at least half of those invited answered it: else it describes who answered, and not
    the unit."""
    return cell.shown and 2 * (cell.n or 0) >= unit.invited


def items_asked(publication: Publication, theme_id: str) -> dict[str, int]:
    """The items of a theme that took part in a round, with the version of their wording."""
    of_theme = {item.id for item in publication.items if item.theme == theme_id}
    return {
        cell.item: cell.version
        for cell in publication.units[0].items
        if cell.item in of_theme and cell.item not in publication.dropped_items and cell.reason != "not_asked"
    }


def _verdict(difference: float, half: float) -> Verdict:
    if abs(difference) <= half:
        return "no_clear_change"
    return "higher" if difference > 0 else "lower"

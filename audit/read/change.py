"""Differences between two scores: this round against an earlier one, or two groups of people in one round.

The two groups are anonymous, so the interval treats them as independent samples. That is on the safe side: where the
same people answered twice, the true uncertainty is smaller. The interval is about the level of the unit (no correction
for a finite population), not only about who answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from scipy.special import stdtr, stdtrit

from audit.publication import Publication, RoleTheme, ThemeCell, UnitResult
from audit.questionnaire import Theme
from audit.texts import _

Verdict = Literal["higher", "lower", "no_clear_change"]
Cell = ThemeCell | RoleTheme

_FALSE_DISCOVERIES = 0.10
_TAIL = 0.975


@dataclass(frozen=True)
class Change:
    """A theme of one unit in two rounds, on the answer scale.

    The difference (later minus earlier) with its 95 % interval; `half`, half its width, is the smallest change that
    could be seen. `verdict` is "higher" or "lower" only when the interval leaves out 0 and the change stands among all
    the themes looked at (Benjamini-Hochberg, 10 %).
    """

    theme: str
    before: float
    after: float
    difference: float
    half: float
    verdict: Verdict

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the difference, low and high."""
        return self.difference - self.half, self.difference + self.half


def changes(earlier: Publication, later: Publication, unit: str, themes: Iterable[Theme]) -> dict[str, Change]:
    """The change of each theme that both rounds show for a unit with the same id, asked with the same items, where at
    least half of the unit answered it both times."""
    before, after = earlier.by_id.get(unit), later.by_id.get(unit)
    if before is None or after is None:
        return {}
    found: list[tuple[str, Cell, Cell]] = []
    for theme in themes:
        was, now = before.theme(theme.id), after.theme(theme.id)
        same = items_asked(earlier, theme) == items_asked(later, theme)
        if was and now and same and half_answered(was, before) and half_answered(now, after):
            found.append((theme.id, was, now))
    return compared(found)


def compared(pairs: Sequence[tuple[str, Cell, Cell]]) -> dict[str, Change]:
    """The change from the first cell to the second, for each theme; which of them are real is judged among all
    together. Both cells must be shown.

    Args:
        pairs: the id of a theme (each at most once), and its two cells.
    """
    found = [(theme, was, now, difference(was, now)) for theme, was, now in pairs]
    real = discoveries([p for _theme, _was, _now, (_change, _half, p) in found])
    return {
        theme: Change(theme, was.score or 0.0, now.score or 0.0, change, half, _verdict(change, half, stands))
        for (theme, was, now, (change, half, _p)), stands in zip(found, real, strict=True)
    }


def half_answered(cell: ThemeCell, unit: UnitResult) -> bool:
    """Whether a theme is shown and at least half of those invited answered it: else it describes who answered, and not
    the unit."""
    return cell.shown and 2 * (cell.n or 0) >= unit.invited


def why_not_compared(
    earlier: Publication, later: Publication, theme: Theme, before: UnitResult | None, after: UnitResult
) -> str:
    """Why a theme has no change since the earlier round, in words; empty where nothing stands in the way.

    Args:
        before: the unit in the earlier round, where it was there.
        after: the same unit in the later round, with a cell for this theme.
    """
    if before is None:
        return _("not compared: not there in {round}").format(round=earlier.round.title)
    was, now = before.theme(theme.id), after.theme(theme.id)
    asked_before, asked_after = items_asked(earlier, theme), items_asked(later, theme)
    if set(asked_after) != set(asked_before) or was is None:
        return _("not compared: other questions were asked")
    if asked_after != asked_before:
        return _("not compared: a question has another wording")
    if now is None or not now.shown:
        return _("not compared: not shown in this round")
    if not was.shown:
        return _("not compared: not shown in {round}").format(round=earlier.round.title)
    both = half_answered(was, before) and half_answered(now, after)
    return "" if both else _("not compared: fewer than half answered")


def items_asked(publication: Publication, theme: Theme) -> dict[str, int]:
    """The items of a theme that took part in a round, with their versions.

    Also those that the questionnaires no longer have: they are known by their id, which begins with that of the theme.
    """
    known = {item.id for item in theme.items}
    return {
        cell.item: cell.version
        for cell in publication.units[0].items
        if cell.item not in publication.dropped_items
        and cell.reason != "not_asked"
        and (cell.item in known or cell.item.rpartition("_")[0] == theme.id)
    }


def difference(before: Cell, after: Cell) -> tuple[float, float, float]:
    """Later minus earlier, half the width of its 95 % interval, and the two-sided p-value.

    The squared standard errors of the two cells are added up, and so are their degrees of freedom.

    Raises:
        ValueError: one of the cells is not shown.
    """
    (was, error_was, df_was), (now, error_now, df_now) = _moments(before), _moments(after)
    change, error = now - was, sqrt(error_was + error_now)
    if error == 0:
        return change, 0.0, float(change == 0)
    df = df_was + df_now
    return change, float(stdtrit(df, _TAIL)) * error, 2 * float(stdtr(df, -abs(change) / error))


def _moments(cell: Cell) -> tuple[float, float, int]:
    """The score, its squared standard error as a level, and its degrees of freedom."""
    if cell.score is None or cell.sd is None or cell.df is None or not cell.n:
        raise ValueError("a change is only worked out between scores that are shown")
    return cell.score, cell.sd**2 / cell.n, cell.df


def discoveries(p: Sequence[float]) -> list[bool]:
    """Which of several p-values stand when one in ten of those called real may be chance.

    Source: Benjamini & Hochberg (1995), with a false discovery rate of 10 %.
    """
    order = sorted(range(len(p)), key=lambda number: p[number])
    standing = [rank for rank, number in enumerate(order, start=1) if p[number] <= _FALSE_DISCOVERIES * rank / len(p)]
    real = set(order[: max(standing, default=0)])
    return [number in real for number in range(len(p))]


def _verdict(change: float, half: float, stands: bool) -> Verdict:
    if not stands or abs(change) <= half:
        return "no_clear_change"
    return "higher" if change > 0 else "lower"

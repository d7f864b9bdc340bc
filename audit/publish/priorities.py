"""What to work on first: two signals side by side, and a named outcome."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from math import sqrt

from audit.publication import Outcome
from audit.texts import rounded

_TARGET = 5
_OFTEN = Fraction(1, 3)


def index(score: float, chosen: int, n: int) -> float:
    """How much a theme asks for work (0-100): the geometric mean of need and demand.

    Need is the share of the way to the top of the scale that is still to go; demand the share of the n people asked
    who chose the theme, drawn a little to the middle. A product, so that neither signal outweighs the other by its
    spread.

    >>> round(index(2.8, 7, 12), 6)
    56.330071
    """
    need = max(0.0, 100 * (_TARGET - score) / 4)
    demand = 100 * (chosen + 0.5) / (n + 1)
    return sqrt(need * demand)


def often_chosen(share: Fraction, shares: Collection[Fraction]) -> bool:
    """Whether at least a third chose a theme, and no fewer than the average over the themes shown beside it."""
    return share >= _OFTEN and share * len(shares) >= sum(shares)


def outcome(score: float, often: bool) -> Outcome:
    """The named outcome of a theme, by the score people see and whether many chose it."""
    seen = rounded(score)
    if often:
        return "strength_to_build_on" if seen >= rounded(3.5) else "work_on_together"
    if seen >= rounded(3.5):
        return "maintain"
    return "keep_an_eye_on" if seen >= rounded(2.5) else "ask_why"

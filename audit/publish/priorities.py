"""What to work on first: two signals side by side, a named outcome, and how certain it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.publication import Certainty, Outcome
from audit.publish import certainty
from audit.texts import rounded

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_TARGET = 5
_OFTEN = Fraction(1, 3)
_WORDS: tuple[tuple[float, Certainty], ...] = ((0.90, "almost_certainly"), (0.70, "probably"), (0.30, "possibly"))
_LOW_RESPONSE = 0.5


def index(score: Any, chosen: Any, n: Any) -> Any:
    """How much a theme asks for work (0-100): the geometric mean of need and demand, for numbers or arrays.

    Need is the share of the way to the top of the scale that is still to go; demand the share of the n people asked
    who chose the theme, drawn a little to the middle. A product, so that neither signal outweighs the other by its
    spread.

    >>> round(float(index(2.8, 7, 12)), 6)
    56.330071
    """
    need = np.maximum(0.0, 100 * (_TARGET - score) / 4)
    demand = 100 * (chosen + 0.5) / (n + 1)
    return np.sqrt(need * demand)


def often_chosen(votes: Mapping[str, tuple[int, int]]) -> set[str]:
    """The themes that at least a third chose, and no fewer than the average over the themes shown beside them.

    Args:
        votes: for each theme shown at a unit, how many people chose it, of how many who were asked.
    """
    shares = {theme: Fraction(chosen, asked) for theme, (chosen, asked) in votes.items()}
    least = max(_OFTEN, sum(shares.values(), Fraction(0)) / max(len(shares), 1))
    return {theme for theme, share in shares.items() if share >= least}


def outcome(score: float, often: bool) -> Outcome:
    """The named outcome of a theme, by the score people see and whether many chose it."""
    seen = rounded(score)
    if often:
        return "strength_to_build_on" if seen >= rounded(3.5) else "work_on_together"
    if seen >= rounded(3.5):
        return "maintain"
    return "keep_an_eye_on" if seen >= rounded(2.5) else "ask_why"


def tops(
    totals: Counts, answers: Counts, asked: Flags, chosen: Flags, *, invited: int, most: int, seed: int
) -> list[float]:
    """How often each theme is among the first `most`, over the groups in which everyone invited has answered (0-1).

    Args:
        totals: the sum of the answers of each person of a unit to each theme: people × themes, as the others.
        answers: how many answers that were.
        asked: whether the person answered the question and was offered the theme.
        chosen: whether the person chose the theme.
        seed: of the groups that are drawn.
    """
    rows = certainty.sorted_rows(np.hstack([totals, answers, asked, chosen]).astype(np.float64))
    weights = certainty.weights(len(rows), invited, np.random.default_rng(seed))
    totals_drawn, answers_drawn, asked_drawn, chosen_drawn = np.split(weights @ rows, 4, axis=1)
    worth = index(totals_drawn / answers_drawn, chosen_drawn, asked_drawn)
    first = min(most, worth.shape[1])
    border = np.partition(worth, -first, axis=1)[:, -first]
    return [float(share) for share in (worth >= border[:, None]).mean(axis=0)]


def certainty_of(top: float, response: float) -> Certainty | None:
    """The word for how often a theme is among the first, true of every share that `top` may stand for: at a border the
    weaker one. At most "possibly" where less than half answered it.

    Args:
        top: the share, in steps: it was up to half a step more or less.
        response: the share of everyone invited who answered the theme.
    """
    lowest = top - certainty.STEP / 2
    word = next((word for limit, word in _WORDS if lowest >= limit), None)
    return "possibly" if word is not None and response < _LOW_RESPONSE else word

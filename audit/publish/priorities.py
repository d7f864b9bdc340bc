"""What to work on first: two signals side by side, a named outcome, and how certain it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.publication import Certainty, Outcome
from audit.publish import certainty
from audit.texts import rounded

Floats = npt.NDArray[np.float64]

_TARGET = 5
_OFTEN = Fraction(1, 3)
_WORDS: tuple[tuple[float, Certainty], ...] = ((0.90, "almost_certainly"), (0.70, "probably"), (0.30, "possibly"))
_FEW = 10
_HALF = Fraction(1, 2)


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
    answers: Floats, themes: list[list[int]], asked: Floats, chosen: Floats, *, invited: int, most: int
) -> list[float]:
    """How often each theme is among the first `most`, over the groups in which everyone invited has answered (0-1).

    Args:
        answers: the people of a unit × items, NaN where there is no answer.
        themes: the columns of each theme.
        asked: the people × themes, 1 where the person answered the question and was offered the theme, else 0.
        chosen: the people × themes, 1 where the person chose the theme, else 0.
    """
    columns = [column for theme in themes for column in theme]
    rows = certainty.sorted_rows(np.hstack([np.nan_to_num(answers[:, columns]), asked, chosen]))
    generator = np.random.default_rng(certainty.seed_of(rows))
    weights = certainty.weights(len(rows), invited, generator)
    given, asked, chosen = np.split(rows, [len(columns), len(columns) + len(themes)], axis=1)
    means = (weights @ given) / (weights @ (given > 0))
    first = np.cumsum([0, *(len(theme) for theme in themes)])
    scores = np.stack([means[:, a:b].mean(axis=1) for a, b in pairwise(first)], axis=1)
    worth = index(scores, weights @ chosen, weights @ asked)
    border = np.partition(worth, -min(most, len(themes)), axis=1)[:, -min(most, len(themes))]
    return [float(share) for share in (worth >= border[:, None]).mean(axis=0)]


def certainty_of(top: float, *, n: int, responses: int, invited: int) -> Certainty | None:
    """The word for how often a theme is among the first; at most "possibly" for few people or a low response."""
    word = next((word for limit, word in _WORDS if top >= limit), None)
    unsure = n < _FEW or Fraction(responses, invited) < _HALF
    return "possibly" if word is not None and unsure else word

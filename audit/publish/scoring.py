"""Item and theme scores on the answer scale 1-5, and the band of a score.

Scores are exact fractions until they enter the publication, so that rounding half up on screen starts from the exact
value. Source: the method view; every rule has its sentence there.
"""

from __future__ import annotations

from fractions import Fraction

from audit.publication import Band
from audit.texts import rounded


def score(total: int, answers: int) -> Fraction:
    """The score of a theme, an item or a group of roles: the mean of all answers, from their sum and number.

    Sum and number are features of people, so that scores of several units together say nothing about fewer people than
    scores of units do. A mean of item means would weigh the people differently for each item.

    >>> score(61, 18)
    Fraction(61, 18)
    """
    return Fraction(int(total), int(answers))


def band(value: float) -> Band:
    """In which band a score falls, by the number people see (one decimal, half up): 3.5 and 2.5 are the borders."""
    seen = rounded(value)
    return "strength" if seen >= rounded(3.5) else "growing" if seen >= rounded(2.5) else "develop"

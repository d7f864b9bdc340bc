"""How far scores can be off as levels: what every comparison of two groups of people stands on."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from scipy.special import stdtrit

from audit.publication import Publication, RoleTheme, ThemeCell

Cell = ThemeCell | RoleTheme


class Level(NamedTuple):
    """The score of `n` people on a theme (1-5), with the standard deviation `sd` between them and its degrees of
    freedom."""

    score: float
    n: int
    sd: float
    df: int

    @property
    def variance(self) -> float:
        """The squared standard error of the score as a level: nothing is taken off for how many answered."""
        return self.sd**2 / self.n


def level(cell: Cell, publication: Publication) -> Level:
    """The level of a shown cell; without a standard deviation of its own, that of the theme over teams stands in.

    Raises:
        ValueError: the cell is not shown.
    """
    if cell.score is None or not cell.n:
        raise ValueError("only scores that are shown are compared")
    if cell.sd is not None and cell.df is not None:
        return Level(cell.score, cell.n, cell.sd, cell.df)
    pooled = publication.pooled_sd[cell.theme]
    return Level(cell.score, cell.n, pooled.sd, pooled.df)


def half_width(quantile: float, *levels: Level) -> float:
    """Half the width of the interval of one level, or of the difference of two, at a quantile of the t distribution."""
    error = sqrt(sum(level.variance for level in levels))
    return float(stdtrit(sum(level.df for level in levels), quantile)) * error

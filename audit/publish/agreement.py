"""How far people agree (from the counts of each answer), and how well the items of a theme hang together.

Conventions of the field, not laws; the method view says in words what each can and cannot bear. Checked against R
(multilevel, psych, lavaan).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import fdtri

from audit.publication import Label

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_POINTS = np.arange(1, 6)
_LOW, _HIGH = 1, 5
UNIFORM, SLIGHT_SKEW = 2.0, 1.34
"""The variance of answers given at random: evenly over the five points, or slightly to one side."""
_HEYWOOD = 0.005
_NOTHING = 1e-9
"""Less variance than answers can have: what computing with decimals leaves of none."""
_SHARED, _MIXED, _DIVIDED_AD = 0.60, 0.40, 5 / 6


def _moments(f: Counts) -> tuple[Floats, Floats, Floats]:
    """n, mean and variance (n - 1) of each item, from counts (… × 5); the variance of one answer is 0."""
    n = f.sum(axis=-1)
    mean = np.divide(f @ _POINTS, n, out=np.full(n.shape, np.nan), where=n > 0)
    squares = (f * (_POINTS - mean[..., None]) ** 2).sum(axis=-1)
    return n.astype(np.float64), mean, np.divide(squares, n - 1, out=np.zeros_like(squares), where=n > 1)


def rwg(f: Counts, random: float = UNIFORM) -> Floats:
    """Agreement on each item against answers at random (0-1), from counts (items × 5)."""
    return np.maximum(0, 1 - _moments(f)[2] / random)


def rwg_j(f: Counts, random: float = UNIFORM) -> float:
    """Agreement on a set of items (0-1). Grows with the number of items: never a headline."""
    q = float(_moments(f)[2].mean()) / random
    items = len(f)
    return 0.0 if q >= 1 else items * (1 - q) / (items * (1 - q) + q)


def lindell(f: Counts) -> float:
    """Agreement on a set of items that does not grow with their number; below 0 when people differ more than chance."""
    return 1 - float(_moments(f)[2].mean()) / UNIFORM


def a_wg(f: Counts) -> Floats:
    """Agreement against the largest disagreement that each mean allows, averaged over the items where it exists.

    1 is full agreement, 0 is what chance would give, -1 all people at the ends. NaN when every item's mean lies so
    near an end that the measure has no meaning. From counts (… × items × 5), so for one group of people or for many.
    """
    n, mean, variance = _moments(f)
    alike = (mean == _LOW) | (mean == _HIGH)
    known = (n > 1) & ~alike & (mean >= (_LOW * (n - 1) + _HIGH) / n) & (mean <= (_HIGH * (n - 1) + _LOW) / n)
    largest = ((_HIGH + _LOW) * mean - mean**2 - _HIGH * _LOW) * n / (n - 1)
    values = 1 - 2 * np.divide(variance, largest, out=np.zeros_like(variance), where=known)
    counted = known | alike
    n_counted = counted.sum(axis=-1)
    total = np.where(counted, values, 0.0).sum(axis=-1)
    return np.asarray(np.divide(total, n_counted, out=np.full(total.shape, np.nan), where=n_counted > 0))


def ad(f: Counts) -> Floats:
    """The average distance of an answer to the mean of its item, in steps of the scale, averaged over items.

    From counts (… × items × 5).
    """
    n, mean, _variance = _moments(f)
    return np.asarray(((f * np.abs(_POINTS - mean[..., None])).sum(axis=-1) / n).mean(axis=-1))


def label(a_wg: float | None, ad: float) -> Label:
    """The word for agreement among ten or more people; by the distance alone where a_wg has no meaning."""
    if ad > _DIVIDED_AD or (a_wg is not None and a_wg < _MIXED):
        return "divided"
    return "mixed" if a_wg is not None and a_wg < _SHARED else "shared"


def ad_median(f: Counts) -> float:
    """As `ad`, around the median of each item."""
    medians = np.array([np.median(np.repeat(_POINTS, item)) for item in f])
    return float(((f * np.abs(_POINTS - medians[:, None])).sum(axis=1) / f.sum(axis=1)).mean())


def alpha_of(covariance: Floats) -> float:
    """Cronbach's alpha of a covariance matrix of items."""
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def alpha(answers: Floats) -> float:
    """Cronbach's alpha over people × items without gaps."""
    return alpha_of(np.cov(answers, rowvar=False))


def alpha_interval(value: float, n: int, items: int) -> tuple[float, float]:
    """The 95 % interval of alpha after Feldt."""
    df = n - 1, (n - 1) * (items - 1)
    return float(1 - (1 - value) * fdtri(*df, 0.975)), float(1 - (1 - value) * fdtri(*df, 0.025))


def omega(answers: Floats) -> float | None:
    """McDonald's omega total for one factor by maximum likelihood, over people × items without gaps.

    None ("not estimable") when an item's own variance comes out at nothing (a Heywood case), when everybody gave one
    item the same answer or an item follows from the others, or below three items.
    """
    items = answers.shape[1]
    if items < 3:
        return None
    sample = np.cov(answers, rowvar=False) * (len(answers) - 1) / len(answers)
    scale = np.sqrt(np.diag(sample))
    if np.linalg.matrix_rank(sample) < items:
        return None
    correlation = sample / np.outer(scale, scale)

    def misfit(unique: Floats) -> tuple[float, Floats]:
        """The profile likelihood over the unique variances, as in Lawley and Maxwell, and its gradient."""
        root = np.sqrt(unique)
        values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
        rest = values[:-1]
        loadings = root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
        model = np.outer(loadings, loadings) + np.diag(unique)
        inverse = np.linalg.inv(model)
        gradient = np.diag(inverse @ (model - correlation) @ inverse)
        return float((rest - np.log(rest)).sum() - (items - 1)), gradient

    start = np.clip((1 - 0.5 / items) / np.diag(np.linalg.inv(correlation)), _HEYWOOD, 1)
    found = minimize(
        misfit,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(_HEYWOOD, 1)] * items,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000},
    )
    if (found.x <= _HEYWOOD * 1.001).any():
        return None
    root = np.sqrt(found.x)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    loadings = scale * root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
    common = loadings.sum() ** 2
    return float(common / (common + (scale**2 * found.x).sum()))


@dataclass(frozen=True)
class BetweenTeams:
    """How much of the differences between people lies between teams (ICC1), and how sure team means are (ICC2)."""

    icc1: float
    icc2: float


def between_teams(teams: Sequence[Floats], *, mean_size: bool = False) -> BetweenTeams | None:
    """One-way analysis of variance of person scores over teams; None when it cannot be done.

    The group size is Searle's, for teams of unequal size (`mean_size`: the plain mean, as R's multilevel has it).
    """
    teams = [team for team in teams if len(team)]
    sizes = np.array([len(team) for team in teams])
    people, groups = int(sizes.sum()), len(teams)
    if groups < 2 or people <= groups:
        return None
    grand = np.concatenate(teams).mean()
    between = sum(len(team) * (team.mean() - grand) ** 2 for team in teams) / (groups - 1)
    within = sum(((team - team.mean()) ** 2).sum() for team in teams) / (people - groups)
    size = people / groups if mean_size else (people - (sizes**2).sum() / people) / (groups - 1)
    if between < _NOTHING:
        return None
    return BetweenTeams(
        float((between - within) / (between + (size - 1) * within)), float((between - within) / between)
    )

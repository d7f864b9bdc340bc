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
_HEYWOOD = 0.005
_HALF = 0.005
"""Half of the last decimal of a share."""
_NOTHING = 1e-9
"""Less variance than answers can have: what computing with decimals leaves of none."""
_IN_AGREEMENT = 0.60
_CAMPS, _CAMP = (2.5, 3.5), 0.25


def _moments(f: Counts) -> tuple[Floats, Floats, Floats]:
    """n, mean and variance (n - 1) of each item, from counts (… × 5); the variance of one answer is 0."""
    n = f.sum(axis=-1)
    mean = np.divide(f @ _POINTS, n, out=np.full(n.shape, np.nan), where=n > 0)
    squares = (f * (_POINTS - mean[..., None]) ** 2).sum(axis=-1)
    return n.astype(np.float64), mean, np.divide(squares, n - 1, out=np.zeros_like(squares), where=n > 1)


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


def label(a_wg: float | None, means: Floats) -> Label:
    """The word for agreement among ten or more people.

    Two camps: at least a quarter of the people have a mean below 2.5 and at least a quarter of 3.5 or more, and fewer
    lie in between than in either. Else in agreement, from an a_wg of 0.60 on or where every mean lies at an end.

    Args:
        means: the mean answer of each person to the theme.
    """
    low, high = int((means < _CAMPS[0]).sum()), int((means >= _CAMPS[1]).sum())
    between = len(means) - low - high
    if min(low, high) >= _CAMP * len(means) and between < min(low, high):
        return "two_camps"
    return "in_agreement" if a_wg is None or a_wg >= _IN_AGREEMENT else "mixed"


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
        rest, loadings = _one_factor(correlation, unique)
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
    common = (scale * _one_factor(correlation, found.x)[1]).sum() ** 2
    return float(common / (common + (scale**2 * found.x).sum()))


def _one_factor(correlation: Floats, unique: Floats) -> tuple[Floats, Floats]:
    """The eigenvalues that one factor leaves, and the loadings of the items on it, for these unique variances."""
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    return values[:-1], root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))


@dataclass(frozen=True)
class BetweenTeams:
    """How much of the differences between people lies between teams (ICC1, with its 95 % interval), how sure team
    means are (ICC2), the variance within teams, and the size of a group that stands for theirs."""

    icc1: float
    icc1_interval: tuple[float, float]
    icc2: float
    within: float
    size: float

    @property
    def leeway(self) -> tuple[float, float]:
        """How many times smaller, and larger, the variance within teams can be for somebody who reads these shares in
        two decimals and knows the means of the teams."""
        shares = [*((share, self.size) for share in (self.icc1, *self.icc1_interval)), (self.icc2, 1.0)]
        least, most = 0.0, np.inf
        for share, size in shares:
            own, read = _ratio(share, size), round(share, 2)
            least = max(least, _ratio(read - _HALF, size) / own)
            most = min(most, _ratio(read + _HALF, size) / own)
        return 1 / most, 1 / least if least else np.inf


def _ratio(share: float, size: float) -> float:
    """The variance between teams beside that within, for a share of the differences that lies between teams."""
    return max(0.0, 1 + share * (size - 1)) / (1 - share) if share < 1 else np.inf


def between_teams(teams: Sequence[Floats]) -> BetweenTeams | None:
    """One-way analysis of variance of person scores over teams; None when it cannot be done.

    The group size is Searle's, for teams of unequal size; the interval follows from the F distribution, exactly for
    teams of one size and nearly for others.

    Source: Searle (1971), Linear models; McGraw and Wong (1996), Forming inferences about some intraclass correlations.
    """
    teams = [team for team in teams if len(team)]
    sizes = np.array([len(team) for team in teams])
    people, groups = int(sizes.sum()), len(teams)
    if groups < 2 or people <= groups:
        return None
    grand = np.concatenate(teams).mean()
    between = sum(len(team) * (team.mean() - grand) ** 2 for team in teams) / (groups - 1)
    within = sum(((team - team.mean()) ** 2).sum() for team in teams) / (people - groups)
    if between < _NOTHING or within < _NOTHING:
        return None
    size, f, df = _searle(sizes), float(between / within), (groups - 1, people - groups)

    def icc1(ratio: float) -> float:
        return float((ratio - 1) / (ratio + size - 1))

    low, high = f / float(fdtri(*df, 0.975)), f * float(fdtri(*df[::-1], 0.975))
    return BetweenTeams(icc1(f), (icc1(low), icc1(high)), 1 - 1 / f, float(within), size)


def _searle(sizes: npt.NDArray[np.int64]) -> float:
    """The size of a group that stands for groups of unequal size."""
    people = int(sizes.sum())
    return float((people - (sizes**2).sum() / people) / (len(sizes) - 1))

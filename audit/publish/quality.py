"""How good the themes are as measures, for the organisation as a whole, and what it could not say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audit.publication import BetweenTeams, OrganisationOnly, Reliability, Rules
from audit.publish import agreement
from audit.publish.patterns import Patterns
from audit.publish.scoring import DK, NA, Floats, Measured, Tally

_ENOUGH = 30


def organisation_only(tally: Tally, patterns: Patterns, rules: Rules) -> OrganisationOnly:
    """Counts of "weet ik niet" and "niet van toepassing" per item, reliability and differences between teams.

    Pooled numbers are rounded to two decimals, and those over teams use only the teams shown: in full, or over hidden
    teams, they would give people away.
    """
    judged = tally.f[0, :, : NA + 1].sum(axis=1) >= rules.minimum_detail
    return OrganisationOnly(
        dk_counts={item: int(tally.f[0, column, DK]) for column, item in enumerate(tally.items) if judged[column]},
        na_counts={item: int(tally.f[0, column, NA]) for column, item in enumerate(tally.items) if judged[column]},
        reliability=tuple(_reliability(tally, patterns)),
        between_teams=tuple(_between_teams(tally, patterns)),
    )


def _reliability(tally: Tally, patterns: Patterns) -> Iterator[Reliability]:
    for one in tally.themes:
        if one.theme.measurement == "formative" or len(one.columns) < 2 or "org" not in patterns.themes[one.theme.id]:
            continue
        answers = tally.answers[:, list(one.columns)]
        complete = answers[~np.isnan(answers).any(axis=1)]
        if len(complete) < _ENOUGH or not np.cov(complete, rowvar=False).sum():
            continue
        alpha = agreement.alpha(complete)
        low, high = agreement.alpha_interval(alpha, len(complete), len(one.columns))
        omega = agreement.omega(complete)
        yield Reliability(
            theme=one.theme.id,
            n=len(complete),
            alpha=round(alpha, 2),
            alpha_interval=(round(low, 2), round(high, 2)),
            omega=None if omega is None else round(omega, 2),
        )


def _between_teams(tally: Tally, patterns: Patterns) -> Iterator[BetweenTeams]:
    for one in tally.themes:
        shown = [
            person_scores(tally, one)[tally.members[number]]
            for number, unit in enumerate(tally.units)
            if unit.level == "team" and unit.id in patterns.themes[one.theme.id]
        ]
        found = agreement.between_teams([scores[~np.isnan(scores)] for scores in shown])
        if found is not None:
            yield BetweenTeams(theme=one.theme.id, icc1=round(found.icc1, 2), icc2=round(found.icc2, 2))


def person_scores(tally: Tally, one: Measured) -> Floats:
    """The mean of each person's answers to a theme, NaN where fewer than half of its items were answered."""
    answers = tally.answers[:, list(one.columns)]
    n = (~np.isnan(answers)).sum(axis=1)
    sums = np.nansum(answers, axis=1)
    known = (n > 0) & (2 * n >= len(one.columns))
    return np.where(known, sums / np.maximum(n, 1), np.nan)

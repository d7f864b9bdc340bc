"""How good the themes are as measures, for the organisation as a whole, and what it could not say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audit.publication import BetweenTeams, OrganisationOnly, Reliability, Rules
from audit.publish import agreement
from audit.publish.patterns import Patterns
from audit.publish.tally import DK, NA, Tally

_ENOUGH = 30
_MANY_ANSWERS = 10
_MOST = 0.5


def organisation_only(tally: Tally, patterns: Patterns, rules: Rules) -> OrganisationOnly:
    """Counts of "weet ik niet" and "niet van toepassing" per item, reliability and differences between teams.

    Pooled numbers are rounded to two decimals, and those over teams use only the teams shown: in full, or over hidden
    teams, they would give people away.
    """
    f = tally.f[0]
    columns = {item: column for column, item in enumerate(tally.items)}
    return OrganisationOnly(
        dk_counts={item: int(f[column, DK]) for item, column in columns.items() if item in patterns.unsure},
        na_counts={item: int(f[column, NA]) for item, column in columns.items() if item in patterns.judged},
        reliability=tuple(_reliability(tally, patterns)),
        between_teams=tuple(_between_teams(tally, patterns)),
        straight_lining=_straight_lining(tally, rules.minimum_detail),
    )


def _straight_lining(tally: Tally, minimum: int) -> float | None:
    """The share of people with ten answers 1-5 or more who gave them all alike; nothing for few people, or where more
    than half did: beside counts and scores that could tell what they gave."""
    judged = tally.answered.sum(axis=1) >= _MANY_ANSWERS
    highest = np.where(tally.answered, tally.codes, 0).max(axis=1, initial=0)
    lowest = np.where(tally.answered, tally.codes, DK).min(axis=1, initial=DK)
    people, alike = int(judged.sum()), int((judged & (highest == lowest)).sum())
    if min(tally.sizes(judged[:, None])[0]) < minimum or alike > _MOST * people:
        return None
    return round(alike / people, 2)


def _reliability(tally: Tally, patterns: Patterns) -> Iterator[Reliability]:
    for measured in tally.themes:
        columns = list(measured.columns)
        if measured.theme.measurement == "formative" or len(columns) < 2 or "org" not in patterns.themes[measured.id]:
            continue
        answers = tally.answers[:, columns]
        complete = answers[~np.isnan(answers).any(axis=1)]
        if len(complete) < _ENOUGH or not np.cov(complete, rowvar=False).sum():
            continue
        alpha = agreement.alpha(complete)
        low, high = agreement.alpha_interval(alpha, len(complete), len(columns))
        omega = agreement.omega(complete)
        yield Reliability(
            theme=measured.id,
            n=len(complete),
            alpha=round(alpha, 2),
            alpha_interval=(round(low, 2), round(high, 2)),
            omega=None if omega is None else round(omega, 2),
        )


def _between_teams(tally: Tally, patterns: Patterns) -> Iterator[BetweenTeams]:
    """The differences between the teams that publish a spread of a theme, where they may be published."""
    for theme in tally.themes:
        if found := patterns.spreads[theme.id].between_teams:
            low, high = found.icc1_interval
            yield BetweenTeams(
                theme=theme.id,
                icc1=round(found.icc1, 2),
                icc1_interval=(round(low, 2), round(high, 2)),
                icc2=round(found.icc2, 2),
            )

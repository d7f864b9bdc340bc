"""A small version of `make simulate`, with room for chance."""

from __future__ import annotations

import pytest

from audit.publish import intervals
from tests.simulations.coverage import certainty, coverage

TEAMS, GROUPS = 60, 40


def test_intervals_hold_the_mean_of_everybody_as_often_as_they_should() -> None:
    found = coverage(TEAMS)
    assert len(found) == 64
    assert sum(one.share for one in found) / len(found) >= 0.94
    assert min(one.share for one in found) >= 0.78  # 89 % less three standard errors of sixty teams


def test_an_interval_that_is_too_narrow_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = intervals.moderated
    monkeypatch.setattr(intervals, "moderated", lambda *given: intervals.Spread(honest(*given).sd / 2, 10**6))
    found = coverage(TEAMS)
    assert sum(one.share for one in found) / len(found) < 0.94


def test_what_is_almost_certain_is_nearly_always_so_and_what_is_possible_about_half() -> None:
    _rarely, possibly, probably, almost = certainty(GROUPS)
    assert almost.themes > 20
    assert almost.true >= 0.85
    assert 0.55 <= probably.true <= 0.98
    assert 0.35 <= possibly.true <= 0.85

"""A small version of `make simulate`, with room for chance."""

from __future__ import annotations

import pytest

from audit.publish import intervals
from tests.simulations.coverage import coverage
from tests.simulations.differences import SIZES, named
from tests.simulations.fields import fields
from tests.simulations.usefulness import usefulness
from tests.simulations.words import camps, stated

UNITS, GROUPS, TEAMS, ORGANISATIONS = 25, 40, 60, 4


def test_intervals_hold_the_mean_of_everybody_as_often_as_they_should() -> None:
    found = list(coverage(UNITS))
    assert len(found) == 4 * (5 + 5) * 3  # populations, sizes with a spread of their own and without, differences
    assert sum(one.share for one in found) / len(found) >= 0.95
    typical = [one.share for one in found if one.population == "typical"]
    assert sum(typical) / len(typical) >= 0.96


def test_without_an_allowance_those_who_stay_away_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "ALLOWANCE", 0.0)
    lower = [one.share for one in coverage(UNITS) if one.invited == 300 and one.lower == 0.4]
    assert sum(lower) / len(lower) < 0.5


def test_no_difference_is_seldom_named_and_a_large_one_of_many_people_often() -> None:
    found = {(one.n, one.true): one for one in named(400)}
    assert max(found[n, 0.0].change for n in SIZES) <= 0.10  # 6 % and room for chance
    assert max(found[n, 0.0].contrast for n in SIZES) <= 0.05
    assert found[40, 0.5].change > 0.8


def test_what_is_almost_certain_is_nearly_always_so_and_what_is_possible_about_half() -> None:
    _rarely, possibly, probably, almost = stated(GROUPS)
    assert almost.themes > 20
    assert almost.true >= 0.85
    assert 0.55 <= probably.true <= 0.98
    assert 0.35 <= possibly.true <= 0.85


def test_two_camps_are_found_and_a_bell_curve_is_none() -> None:
    _ten, twenty, eighty = camps(TEAMS)
    assert min(twenty.planted, eighty.planted) >= 0.8
    assert max(twenty.bell, eighty.bell) <= 0.1


def test_a_team_of_five_sees_its_themes() -> None:
    """Where only answers to each item counted, it saw hardly any."""
    found = {(one.response, one.missing, one.rule): one for one in usefulness(ORGANISATIONS)}
    for response, missing, _rule in found:
        before, after = (found[response, missing, rule] for rule in ("before", "after"))
        assert after.themes > before.themes
        assert after.staff >= before.staff


def test_levels_lie_in_their_intervals_and_what_is_called_clear_is_seldom_wrong() -> None:
    found = list(fields(6))
    assert all(one.covered >= 0.90 and one.wrong <= 0.10 for one in found)
    assert not [one for one in found if not one.differ and one.said > 0.2]
    assert all(one.said == 1 for one in found if one.differ >= 0.25)

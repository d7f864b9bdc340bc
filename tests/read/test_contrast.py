"""A unit against the rest of its organisation: from published sums, and only when the difference is clear."""

from __future__ import annotations

import pytest

from audit.read.contrast import contrasts, rest_of
from tests.helpers.publications import cell, publication

TEAM = "zorg/noord"


def test_the_rest_is_what_is_left_of_the_sums() -> None:
    made = publication()
    whole = cell("ze1", 3.0, n=45, invited=60)
    part = cell("ze1", 4.0, n=15)
    rest = rest_of(whole, part, made)
    assert rest is not None
    assert (rest.n, rest.sd) == (30, 0.7)
    assert rest.score == pytest.approx((45 * 3.0 - 15 * 4.0) / 30)


@pytest.mark.parametrize(
    ("score", "verdict"), [(4.5, "higher"), (1.5, "lower"), (3.2, "no_clear_change"), (3.0, "no_clear_change")]
)
def test_a_clear_difference_is_named(score: float, verdict: str) -> None:
    assert contrasts(publication(north={"ze1": cell("ze1", score)}), TEAM)["ze1"].verdict == verdict


def test_a_rest_below_the_minimum_group_is_not_worked_out() -> None:
    made = publication()
    assert rest_of(cell("ze1", 3.0, n=18), cell("ze1", 3.0, n=14), made) is None
    assert rest_of(cell("ze1", 3.0, n=19), cell("ze1", 3.0, n=14), made) is not None


def test_the_organisation_has_no_rest() -> None:
    assert contrasts(publication(), "org") == {}


def test_where_fewer_than_half_answered_nothing_is_said() -> None:
    assert "ze1" not in contrasts(publication(north={"ze1": cell("ze1", 4.9, n=8)}), TEAM)

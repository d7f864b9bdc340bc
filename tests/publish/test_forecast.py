"""What a roster promises: which teams can be shown, and the fewest teams to join for everybody to have a result."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import cli
from audit.publish.forecast import Forecast, forecast
from tests.helpers.random_rounds import organisation


def outlooks(found: Forecast) -> list[str]:
    return [one.outlook for one in found.teams]


def joined(found: Forecast) -> list[list[str]]:
    return [[team.id for team in join.teams] for join in found.joins]


def test_each_team_is_told_what_it_can_expect() -> None:
    found = forecast(organisation([20, 7, 5, 3], [12]), 0.8, 5)
    assert outlooks(found) == ["own_result", "own_result", "own_result_if", "never", "own_result"]
    assert [one.expected for one in found.teams] == [16, 6, 4, 2, 10]


def test_the_smallest_sister_of_a_small_team_is_hidden_with_it() -> None:
    assert outlooks(forecast(organisation([20, 7, 3]), 0.8, 5)) == ["own_result", "beside_a_small_team", "never"]


def test_two_small_teams_are_joined_rather_than_each_with_a_large_one() -> None:
    assert joined(forecast(organisation([20, 4, 4]), 0.8, 5)) == [["s1/t2", "s1/t3"]]


def test_a_small_team_alone_joins_the_smallest_other() -> None:
    assert joined(forecast(organisation([20, 9, 3]), 0.8, 5)) == [["s1/t2", "s1/t3"]]


def test_a_service_that_is_too_small_as_a_whole_is_told_so() -> None:
    found = forecast(organisation([20], [2, 2]), 0.8, 5)
    assert [(join.service.id, join.enough, len(join.teams)) for join in found.joins] == [("s2", False, 2)]


def most_groups(sizes: list[int], k: int) -> int:
    """The most groups of at least k, by trying every group with the first in it, and leaving the first out."""
    if sum(sizes) < k:
        return 0
    first, rest = sizes[0], sizes[1:]
    found = most_groups(rest, k)
    for count in range(len(rest) + 1):
        for group in combinations(range(len(rest)), count):
            if first + sum(rest[place] for place in group) >= k:
                left = [size for place, size in enumerate(rest) if place not in group]
                found = max(found, 1 + most_groups(left, k))
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(5, 7))
def test_nobody_is_left_out_and_no_other_way_joins_fewer(sizes: list[int], k: int) -> None:
    whole = organisation([*sizes, 30])
    found = forecast(whole, 1.0, k)
    groups = joined(found)
    small = [one.team.id for one in found.teams if one.expected < k]
    assert set(small) <= {id for group in groups for id in group}
    assert all(join.enough for join in found.joins)
    large = [one.expected for one in found.teams if one.expected >= k]
    expected = most_groups([one.expected for one in found.teams if one.expected < k], k) + len(large)
    together = {id for group in groups for id in group}
    alone = [one for one in found.teams if one.team.id not in together]
    assert len(groups) + len(alone) == expected


def test_the_command_says_it_in_sentences(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("service,team,invited\nZorg,Noord,20\nZorg,Zuid,5\nZorg,West,3\n", "utf-8")
    result = CliRunner().invoke(cli.main, ["forecast", str(tmp_path / "roster.csv"), "--response", "0.8"])
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Zorg, Noord: own result",
        "Zorg, Zuid: own result if at least 5 of 5 answer",
        "Zorg, West: never: fewer than 5 invited",
        "In “Zorg”, join “Zuid”, “West”: together about 6 people answer.",
    ]


@pytest.mark.parametrize("share", ["0", "1.2", "veel", "nan"])
def test_a_share_that_is_none_is_refused(share: str, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("service,team,invited\nZorg,Noord,20\n", "utf-8")
    result = CliRunner().invoke(cli.main, ["forecast", str(tmp_path / "roster.csv"), "--response", share])
    assert result.exit_code == 1
    assert "is no share of people" in result.output

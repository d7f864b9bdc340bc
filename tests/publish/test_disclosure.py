"""What may be shown: safe against somebody who works out everything that can be worked out, and never too strict.

The attacker here knows nothing of the algorithm: it gets the shown units as sets of people and looks, in exact
arithmetic, for any combination of shown sums that is about fewer than k people.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.organisation import Organisation, Service, Team, Unit
from audit.publish.disclosure import Sizes, remainders, tree_pattern

Tree = tuple[tuple[Unit, ...], list[Sizes]]


def tree(*services: list[Sizes]) -> Tree:
    """Units with their people, from the sizes of the teams of each service."""
    organisation = Organisation(
        name="org",
        services=tuple(
            Service(name=f"s{s}", teams=tuple(Team(name=f"t{t}", invited=99) for t, _size in enumerate(teams)))
            for s, teams in enumerate(services)
        ),
    )
    width = len(services[0][0])

    def total(sizes: list[Sizes]) -> Sizes:
        return tuple(sum(size[item] for size in sizes) for item in range(width))

    sizes: list[Sizes] = [total([size for teams in services for size in teams])]
    for teams in services:
        sizes += [total(teams), *teams]
    return organisation.units, sizes


def leaks(units: tuple[Unit, ...], sizes: list[Sizes], shown: frozenset[str], k: int) -> bool:
    """Whether some combination of shown sums is about 1 to k-1 people on some item.

    Every group of teams small enough to be worth exposing is tried: is there a combination of shown units that is
    zero on everybody outside the group and not zero on everybody in it? Ranks over the rationals tell.
    """
    teams = [number for number, unit in enumerate(units) if unit.level == "team"]
    rows = [
        [int(units[team].id == unit.id or units[team].parent == unit.id or unit.id == "org") for team in teams]
        for unit in units
        if unit.id in shown
    ]
    if not rows:
        return False
    matrix = np.array(rows)
    for item in range(len(sizes[0])):
        people = [sizes[team][item] for team in teams]
        inhabited = [place for place, size in enumerate(people) if size]
        small = [
            group
            for count in range(1, len(inhabited) + 1)
            for group in combinations(inhabited, count)
            if sum(people[place] for place in group) < k
        ]
        for group in small:
            outside = [place for place in inhabited if place not in group]
            if np.linalg.matrix_rank(matrix[:, outside]) < np.linalg.matrix_rank(matrix[:, inhabited]):
                return True
    return False


def worth(units: tuple[Unit, ...], sizes: list[Sizes], shown: frozenset[str]) -> tuple[bool, int, int]:
    levels = [unit.level for unit in units if unit.id in shown]
    size = sum(min(sizes[number]) for number, unit in enumerate(units) if unit.id in shown)
    return "organisation" in levels, 8 * levels.count("service") + levels.count("team"), size


def allowed_patterns(units: tuple[Unit, ...], sizes: list[Sizes], k: int) -> list[frozenset[str]]:
    """Every pattern in which each shown unit, and each remainder that is not empty, has k people on every item."""
    big = [unit.id for number, unit in enumerate(units) if min(sizes[number]) >= k]
    found = []
    for count in range(len(big) + 1):
        for shown in map(frozenset, combinations(big, count)):
            left = [
                [sum(sizes[team][item] for team in teams) for item in range(len(sizes[0]))]
                for _unit, teams in remainders(units, shown)
            ]
            if all(not any(one) or min(one) >= k for one in left):
                found.append(shown)
    return found


def test_a_small_team_takes_the_smallest_sibling_with_it() -> None:
    units, sizes = tree([(6,), (5,), (3,)], [(5,)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0", "s0/t0", "s1", "s1/t0"}


def test_of_equal_siblings_the_last_in_the_roster_is_hidden() -> None:
    units, sizes = tree([(6,), (6,), (2,)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0", "s0/t0"}


def test_an_empty_team_hides_nobody() -> None:
    units, sizes = tree([(6,), (0,)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0", "s0/t0"}


def test_one_item_with_too_few_answers_hides_the_theme() -> None:
    units, sizes = tree([(6, 4), (9, 9)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0"}


def test_a_remainder_with_no_answer_on_one_item_and_two_on_another_is_not_empty() -> None:
    units, sizes = tree([(6, 6), (0, 2)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0"}


def test_a_service_is_worth_more_than_its_teams() -> None:
    """Three people cannot be hidden in any other way than with one of the teams, or the service."""
    units, sizes = tree([(8,), (3,)])
    assert tree_pattern(units, sizes, 5) == {"org", "s0"}


def test_detail_is_nested_in_what_is_shown() -> None:
    units, sizes = tree([(12,), (11,), (3,)], [(20,)])
    outer = tree_pattern(units, sizes, 5)
    assert tree_pattern(units, sizes, 10, allowed=outer) <= outer


team_sizes = st.tuples(st.integers(0, 9), st.integers(0, 9))
services = st.lists(st.lists(team_sizes, min_size=1, max_size=4), min_size=1, max_size=3)


@settings(max_examples=200, deadline=None)
@given(services, st.integers(5, 7))
def test_nothing_about_fewer_than_k_people_can_be_worked_out(teams: list[list[Sizes]], k: int) -> None:
    units, sizes = tree(*teams)
    assert not leaks(units, sizes, tree_pattern(units, sizes, k), k)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(team_sizes, min_size=1, max_size=3), min_size=1, max_size=2), st.integers(5, 6))
def test_no_other_safe_pattern_shows_more(teams: list[list[Sizes]], k: int) -> None:
    units, sizes = tree(*teams)
    best = max(worth(units, sizes, shown) for shown in allowed_patterns(units, sizes, k))
    assert worth(units, sizes, tree_pattern(units, sizes, k)) == best


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(team_sizes, min_size=1, max_size=3), min_size=1, max_size=2), st.data())
def test_no_other_safe_pattern_inside_what_is_allowed_shows_more(teams: list[list[Sizes]], data: st.DataObject) -> None:
    units, sizes = tree(*teams)
    allowed = frozenset(data.draw(st.lists(st.sampled_from([unit.id for unit in units]), unique=True)))
    inside = [shown for shown in allowed_patterns(units, sizes, 5) if shown <= allowed]
    found = tree_pattern(units, sizes, 5, allowed)
    assert found in inside
    assert worth(units, sizes, found) == max(worth(units, sizes, shown) for shown in inside)


def test_the_attacker_finds_what_a_plain_threshold_gives_away() -> None:
    """The attacker can fail: showing whatever has five people is caught."""
    units, sizes = tree([(6,), (5,), (3,)])
    plain = frozenset(unit.id for number, unit in enumerate(units) if min(sizes[number]) >= 5)
    assert leaks(units, sizes, plain, 5)

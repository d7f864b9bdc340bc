"""Before a round opens: which teams can have a result of their own, and which to join so that everybody has one.

From the roster alone and a share of people expected to answer; nothing of this looks at answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audit.organisation import Organisation, Unit
from audit.publish.disclosure import tree_pattern

Outlook = Literal["own_result", "own_result_if", "never", "beside_a_small_team"]


@dataclass(frozen=True)
class TeamForecast:
    """What a team can expect when `expected` of its people answer.

    `own_result`; `own_result_if` at least a minimum group answers, which is more than expected; `never`, since fewer
    than a minimum group are invited; `beside_a_small_team`: enough answers, but hidden, since its result less that of
    its service would be that of a team that is too small.
    """

    team: Unit
    expected: int
    outlook: Outlook


@dataclass(frozen=True)
class Join:
    """Teams of a service to make one team of, of which `expected` people answer; too few when they are all there are
    (`enough` is false): then the service is too small, and can only be joined with another."""

    service: Unit
    teams: tuple[Unit, ...]
    expected: int
    enough: bool


@dataclass(frozen=True)
class Forecast:
    """What each team can expect, in roster order, and the cheapest sets of teams to join for everybody to have a
    result."""

    minimum_group: int
    teams: tuple[TeamForecast, ...]
    joins: tuple[Join, ...]


def forecast(organisation: Organisation, response: float, minimum_group: int) -> Forecast:
    """What the teams of an organisation can expect when a share of the people invited (0-1) answers everywhere.

    Numbers of people are rounded to the nearest, halves up.
    """
    units = organisation.units
    expected = {unit.id: int(unit.invited * response + 0.5) for unit in units if unit.level == "team"}
    teams = [unit for unit in units if unit.level == "team"]
    sizes = [(sum(expected[team.id] for team in teams if unit.id in ("org", team.id, team.parent)),) for unit in units]
    shown = tree_pattern(units, sizes, minimum_group)
    found = tuple(
        TeamForecast(team, expected[team.id], _outlook(team, expected[team.id], team.id in shown, minimum_group))
        for team in teams
    )
    joins = [
        join
        for service in units
        if service.level == "service"
        for join in _joins(service, [team for team in teams if team.parent == service.id], expected, minimum_group)
    ]
    return Forecast(minimum_group, found, tuple(joins))


def _outlook(team: Unit, expected: int, shown: bool, minimum_group: int) -> Outlook:
    if team.invited < minimum_group:
        return "never"
    if expected < minimum_group:
        return "own_result_if"
    return "own_result" if shown else "beside_a_small_team"


def _joins(service: Unit, teams: Sequence[Unit], expected: dict[str, int], k: int) -> Iterator[Join]:
    """The sets of teams to join in a service: as many results as possible, so as few teams as possible per set."""
    small = sorted((team for team in teams if expected[team.id] < k), key=lambda team: -expected[team.id])
    if not small:
        return
    large = [team for team in teams if expected[team.id] >= k]
    covers = _covers(tuple(expected[team.id] for team in small), k)
    groups = [[small[place] for place in cover] for cover in covers]
    placed = {team.id for group in groups for team in group}
    left = [team for team in small if team.id not in placed]
    if left:  # too few for a group of their own: with the smallest that there is
        home = min([*groups, *([team] for team in large)], key=lambda group: _total(group, expected), default=[])
        groups = [group for group in groups if group is not home] + [[*home, *left]]
    order = {team.id: number for number, team in enumerate(teams)}
    for group in sorted(groups, key=lambda group: min(order[team.id] for team in group)):
        together = _total(group, expected)
        members = tuple(sorted(group, key=lambda team: order[team.id]))
        yield Join(service, members, together, together >= k)


def _total(group: Sequence[Unit], expected: dict[str, int]) -> int:
    return sum(expected[team.id] for team in group)


def _covers(sizes: tuple[int, ...], k: int) -> list[list[int]]:
    """As many groups as possible of at least k people, as the places of sizes.

    Which places of one size are taken is all the same, so that only how many are left of each size matters.
    """
    different = tuple(sorted(set(sizes) - {0}, reverse=True))

    @cache
    def best(left: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """The groups, as how many of each size: with the largest size that is left in one of them, or in none."""
        if not any(left):
            return ()
        choices = [(group, *best(_less(left, group))) for group in _smallest_groups(left, different, k)]
        first = next(place for place, n in enumerate(left) if n)
        choices.append(best(tuple(n - (place == first) for place, n in enumerate(left))))
        return max(choices, key=len)

    free = {size: [place for place, other in enumerate(sizes) if other == size] for size in different}
    return [
        [free[size].pop(0) for size, n in zip(different, group, strict=True) for _time in range(n)]
        for group in best(tuple(map(sizes.count, different)))
    ]


def _smallest_groups(left: tuple[int, ...], sizes: tuple[int, ...], k: int) -> list[tuple[int, ...]]:
    """The groups of at least k people with the largest size that is left in them, that are too small without their last
    member."""
    found: list[tuple[int, ...]] = []

    def fill(group: tuple[int, ...], place: int, people: int) -> None:
        if people >= k:
            found.append(group)
            return
        for other in range(place, len(left)):
            if group[other] < left[other]:
                larger = tuple(n + (number == other) for number, n in enumerate(group))
                fill(larger, other, people + sizes[other])

    first = next(place for place, n in enumerate(left) if n)
    fill(tuple(int(place == first) for place in range(len(left))), first, sizes[first])
    return found


def _less(left: tuple[int, ...], group: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(have - taken for have, taken in zip(left, group, strict=True))

"""Splits by role are exactly as strict as they must be: what is refused would give people away, and nothing else."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.organisation import Unit
from audit.publish.disclosure import tree_pattern
from audit.publish.roles import groupings, role_pattern
from tests.helpers.combinations import exposed
from tests.helpers.random_rounds import ROLES, organisation

Sizes = dict[str, list[int]]


def people(units: tuple[Unit, ...], seed: int, groups: int) -> Sizes:
    """How many people of each role group each team has: some teams of one kind, some empty, some mixed."""
    chance = random.Random(seed)
    found = {}
    for unit in units:
        if unit.level == "team":
            shares = chance.choice(((1, 1), (1, 4), (0, 1)))
            found[unit.id] = [chance.choice((0, 1, 2, 3, 5, 8)) * chance.choice(shares) for _group in range(groups)]
    return found


def inside(unit: Unit, team: Unit) -> bool:
    return unit.id in ("org", team.id, team.parent)


def leak(units: tuple[Unit, ...], sizes: Sizes, pattern: frozenset[str], split: list[str], k: int) -> bool:
    """Whether the shown units and every role group of those that are split give something away together."""
    teams = [unit for unit in units if unit.level == "team"]
    groups = range(len(next(iter(sizes.values()))))
    rows: list[tuple[Unit, int | None]] = [(unit, None) for unit in units if unit.id in pattern]
    rows += [(unit, group) for unit in units if unit.id in split and unit.id in pattern for group in groups]
    cells = [(team, group) for team in teams for group in groups if sizes[team.id][group]]
    blocks = [
        np.array([[int(inside(unit, team) and own in (None, group))] for unit, own in rows], dtype=np.int64)
        for team, group in cells
    ]
    return bool(rows) and exposed(blocks, [sizes[team.id][group] for team, group in cells], k) is not None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(2, 5), st.integers(5, 7), st.integers(0, 10**6))
def test_a_split_is_refused_exactly_when_it_would_leak(services: list[int], groups: int, k: int, seed: int) -> None:
    units = organisation(*([99] * teams for teams in services)).units
    sizes = people(units, seed, groups)
    totals = {
        unit.id: sum(
            (np.array(sizes[team.id]) for team in units if team.id in sizes and inside(unit, team)),
            np.zeros(groups, dtype=np.int64),
        )
        for unit in units
    }
    pattern = tree_pattern(units, [(int(totals[unit.id].sum()),) for unit in units], k)
    n = np.array([[totals[unit.id]] for unit in units])
    split = role_pattern(units, [pattern], [n], k)
    assert not leak(units, sizes, pattern, split, k)
    if not split:
        assert "org" not in pattern or leak(units, sizes, pattern, ["org"], k)
    else:
        for unit in units:
            if unit.level == "service" and unit.id in pattern and unit.id not in split:
                before = [id for id in split if id < unit.id or id == "org"]
                assert leak(units, sizes, pattern, [*before, unit.id], k)


def test_roles_are_tried_from_fine_to_coarse_and_everybody_is_in_one_group() -> None:
    fine, middle, coarse = groupings(ROLES)
    assert fine == tuple((role,) for role in ROLES)
    assert middle == (("medewerker", "ondersteuning"), ("leiding",), ("vrijwilliger", "ervaringsdeskundige", "geen"))
    assert coarse[0] == ("leiding",)
    for grouping in (fine, middle, coarse):
        assert sorted(role for group in grouping for role in group) == sorted(ROLES)


@pytest.mark.parametrize(
    ("sizes", "safe"),
    [
        ({"s1/t1": [5, 0], "s2/t1": [0, 5]}, True),  # the split says nothing new: each team is of one kind
        ({"s1/t1": [5, 0], "s2/t1": [1, 5]}, False),  # one person of the first kind among the others
        ({"s1/t1": [8, 2], "s2/t1": [7, 3]}, True),  # two and three make five
        ({"s1/t1": [8, 2], "s2/t1": [7, 2]}, False),
    ],
)
def test_worked_cases(sizes: Sizes, safe: bool) -> None:
    units = organisation([99], [99]).units
    shown = frozenset(unit.id for unit in units)
    n = np.array(
        [[sum(np.array(sizes[team.id]) for team in units if team.id in sizes and inside(unit, team))] for unit in units]
    )
    assert ("org" in role_pattern(units, [shown], [n], 5)) is safe
    assert leak(units, sizes, shown, ["org"], 5) is not safe

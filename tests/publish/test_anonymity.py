"""Nothing about fewer than k people can be worked out from a finished publication: random rounds against an attacker.

`make prove` runs twenty thousand of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from audit.publish import certainty, intervals
from audit.publish.guard import narrow
from tests.helpers import totals
from tests.helpers.combinations import PRIME, exposed, rank
from tests.helpers.random_rounds import HIERARCHIES, random_round
from tests.helpers.totals import Cell, cells, certain, squares


@pytest.fixture(autouse=True, scope="module")
def few_draws() -> Iterator[None]:
    """How certain a priority is says nothing about who may be shown: fewer draws save most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certainty, "DRAWS", 20)
        yield


@settings(max_examples=HIERARCHIES, deadline=None)
@example(seed=15)  # an item that three people judged
@given(seed=st.integers(0, 2**32 - 1))
def test_no_finished_publication_gives_anything_away(seed: int) -> None:
    one = random_round(seed)
    file = one.file()
    found = one.leaks(file)
    event("roles shown" if any(unit["roles"] for unit in json.loads(file)["units"]) else "no roles shown")
    assert not found, f"leaks found: {found}"
    told = [cell for cell in cells(one, file) if certain(cell)]
    assert not told, f"somebody's answers add up to one number only: {told}"


# ---- the attacker can be trusted ------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_search_finds_what_trying_every_set_of_groups_finds(data: st.DataObject) -> None:
    """The same question, asked in the plainest way: does leaving out the columns of a set lower the rank?"""
    rows = data.draw(st.integers(1, 6))
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    blocks = [
        np.array(data.draw(st.lists(st.integers(0, 2), min_size=2 * rows, max_size=2 * rows))).reshape(rows, 2)
        for _size in sizes
    ]
    k = data.draw(st.integers(2, 7))
    whole = np.hstack(blocks)

    def gives_away(some: tuple[int, ...]) -> bool:
        rest = [block for number, block in enumerate(blocks) if number not in some]
        return rank(np.hstack(rest)) < rank(whole) if rest else rank(whole) > 0

    small = [
        some
        for count in range(1, len(sizes) + 1)
        for some in combinations(range(len(sizes)), count)
        if sum(sizes[group] for group in some) < k
    ]
    found = exposed(blocks, sizes, k)
    assert (found is not None) == any(map(gives_away, small))
    assert found is None or 1 <= found < k


def test_ranks_are_those_of_ordinary_numbers() -> None:
    generator = np.random.default_rng(7)
    for _try in range(50):
        matrix = generator.integers(-2, 3, (5, 6))
        assert rank(matrix % PRIME) == np.linalg.matrix_rank(matrix)


# ---- whole numbers --------------------------------------------------------------------------------------------------


def team(seed: int, n: int, items: int, alike: float) -> Cell:
    """A team of n people whose answers to some items differ little (0) or more, with gaps, and no spread shown."""
    chance = np.random.default_rng(seed)
    views = chance.choice((2, 3, 4)) + chance.normal(0, alike, (n, 1)) + chance.normal(0, alike, (n, items))
    given = chance.random((n, items)) >= chance.choice((0, 0.1, 0.3))
    given[:, 0] |= ~given.any(axis=1)
    totals = (np.clip(np.rint(views), 1, 5) * given).sum(axis=1).astype(int)
    return Cell("a team", tuple(map(int, given.sum(axis=1))), tuple(map(int, totals)), None)


def with_spread(cell: Cell, prior: float, *, coarse: bool) -> Cell:
    """The same team with the spread that a prior one and its totals make, in full or as it is published."""
    n, answers, totals = len(cell.totals), np.array(cell.answers), np.array(cell.totals)
    variance = float(intervals.theme_variances(totals, answers, np.ones((1, n), dtype=np.bool_))[0])
    spread = intervals.moderated(variance, n, prior**2)
    if coarse:
        spread = spread.coarse(intervals.least_spread(n, int(answers.sum()), prior**2))
    return replace(cell, squares=squares(spread.sd, n, int(answers.sum()), prior))


@pytest.mark.parametrize("items", [1, 2, 3, 4])
@pytest.mark.parametrize("prior", [0.5, 0.72, 0.95])
@pytest.mark.parametrize("n", [10, 11, 12])
def test_a_spread_as_published_tells_nobodys_total(n: int, prior: float, items: int) -> None:
    """Not even in a team where all agree: the floor leaves open whether they do."""
    teams = [team(seed, n, items, alike) for seed in range(8) for alike in (0.0, 0.2, 0.5)]
    shown = [one for one in teams if not narrow(sum(one.answers), sum(one.totals), items)]
    assert len(shown) > 15
    assert not [one for one in shown if certain(with_spread(one, prior, coarse=True))]


def test_a_spread_in_full_of_five_people_would() -> None:
    teams = [team(seed, 5, 4, 0.5) for seed in range(40)]
    shown = [one for one in teams if not narrow(sum(one.answers), sum(one.totals), 4)]
    told = sum(bool(certain(with_spread(one, 0.72, coarse=False))) for one in shown)
    assert told > len(shown) / 10
    assert not any(certain(one) for one in shown)


def test_without_a_floor_a_team_that_agrees_would_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "SMALLEST", 0.0)
    monkeypatch.setattr(intervals, "least_spread", lambda *_given: 0.0)
    monkeypatch.setattr(totals, "SMALLEST", 0.0)
    agreeing = [team(seed, 10, 1, 0.0) for seed in range(10)]
    assert any(certain(with_spread(one, 0.72, coarse=True)) for one in agreeing)


def test_a_spread_that_tells_a_total_all_the_same_is_not_published() -> None:
    """Ten people answered one item and one person both: of that one, the total could be nothing but 9."""
    answers, given = np.array([1] * 10 + [2]), np.array([5, 4, 5, 5, 5, 4, 3, 5, 5, 5, 9])
    variance = float(intervals.theme_variances(given, answers, np.ones((1, 11), dtype=np.bool_))[0])
    spread = intervals.moderated(variance, 11, 0.72**2).coarse(intervals.least_spread(11, 12, 0.72**2))
    cell = Cell("a team", tuple(map(int, answers)), tuple(map(int, given)), squares(spread.sd, 11, 12, 0.72))
    assert certain(cell) == [10]
    assert intervals.tells_totals(given, answers, spread, 0.72**2)

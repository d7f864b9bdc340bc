"""Nothing about fewer than k people can be worked out from a finished publication: random rounds against an attacker.

`make prove` runs twenty thousand of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from audit.collect.responses import Response
from audit.publish import certainty, intervals
from audit.publish.guard import narrow
from tests.helpers import totals
from tests.helpers.combinations import PRIME, exposed, rank
from tests.helpers.counts import Counted, counted
from tests.helpers.random_rounds import HIERARCHIES, Round, content, organisation, random_round
from tests.helpers.totals import Spread, System, Undecided, certain, squares, systems


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
    told = [system.name for system in systems(one, file) if system.spreads and tells(system)]
    assert not told, f"somebody's answers add up to one number only: {told}"
    assert not [theme.name for theme in counted(one, file) if counts_tell(theme)]


def tells(system: System) -> bool:
    """Whether somebody's total can be one number only; the solver may give up; `make prove` counts how often."""
    try:
        return bool(certain(system))
    except Undecided:
        event("the solver gave up")
        return False


def counts_tell(theme: Counted) -> bool:
    """Whether counts and scores tell what somebody answered; the solver may give up."""
    try:
        return bool(theme.told())
    except Undecided:
        event("the solver gave up")
        return False


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


def team(seed: int, n: int, items: int, alike: float) -> System:
    """A team of n people whose answers to some items differ little (0) or more, with gaps, and no spread shown."""
    chance = np.random.default_rng(seed)
    views = chance.choice((2, 3, 4)) + chance.normal(0, alike, (n, 1)) + chance.normal(0, alike, (n, items))
    given = chance.random((n, items)) >= chance.choice((0, 0.1, 0.3))
    given[:, 0] |= ~given.any(axis=1)
    totals = (np.clip(np.rint(views), 1, 5) * given).sum(axis=1).astype(int)
    return System("a team", given.sum(axis=1), totals, (np.ones(n, dtype=np.bool_),), ())


def with_spread(one: System, prior: float, *, coarse: bool) -> System:
    """The same team with the spread that a prior one and its totals make, in full or as it is published."""
    n, answers = len(one.totals), int(one.answers.sum())
    variance = float(intervals.theme_variances(one.totals, one.answers, np.ones((1, n), dtype=np.bool_))[0])
    spread = intervals.moderated(variance, n, prior**2)
    if coarse:
        spread = spread.coarse(intervals.least_spread(n, answers, prior**2))
    weight, score = np.full(n, (n / answers) ** 2), np.full(n, one.totals.sum() / answers)
    return replace(one, spreads=(Spread("its own", weight, score, *squares(spread.sd, n, answers, prior)),))


def hidden(one: System, items: int) -> bool:
    return narrow(int(one.answers.sum()), int(one.totals.sum()), items)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5), st.integers(1, 2))
def test_the_solver_finds_what_trying_all_totals_finds(seed: int, n: int, items: int) -> None:
    """The same question in the plainest way: every way to answer is written down, and held against what is told."""
    one = with_spread(team(seed, n, items, 0.5), 0.72, coarse=bool(seed % 2))
    if seed % 3 == 0:
        one = replace(one, sums=(*one.sums, np.arange(n) < n // 2), known=frozenset({0}))
    (spread,) = one.spreads
    ways = np.array(list(product(*(range(m, 5 * m + 1) for m in one.answers.tolist()))))
    fits = np.all([ways[:, row].sum(axis=1) == one.totals[row].sum() for row in one.sums], axis=0)
    squared = (spread.weight * (ways - spread.score * one.answers) ** 2).sum(axis=1)
    fits &= (spread.low - 1e-6 <= squared) & (squared <= spread.high + 1e-6)
    for person in one.known:
        fits &= ways[:, person] == one.totals[person]
    alone = [person for person in range(n) if len(set(ways[fits, person])) == 1 and person not in one.known]
    assert fits.any()
    assert certain(one) == alone


def test_a_spread_in_full_of_five_people_would_tell_somebodys_total() -> None:
    shown = [one for one in (team(seed, 5, 4, 0.5) for seed in range(40)) if not hidden(one, 4)]
    told = sum(bool(certain(with_spread(one, 0.72, coarse=False))) for one in shown)
    assert told > len(shown) / 20
    assert not any(certain(one) for one in shown)


def test_without_a_floor_a_team_that_agrees_would_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "SMALLEST", 0.0)
    monkeypatch.setattr(intervals, "least_spread", lambda *_given: 0.0)
    monkeypatch.setattr(totals, "SMALLEST", 0.0)
    agreeing = [team(seed, 10, 1, 0.0) for seed in range(10)]
    assert any(certain(with_spread(one, 0.72, coarse=True)) for one in agreeing)


def test_a_spread_that_tells_a_total_all_the_same_is_not_published() -> None:
    """Ten people answered one item and one person both: of that one, the total could be nothing but 9."""
    pairs = [*((str(one), "dk") for one in (5, 4, 5, 5, 5, 4, 3, 5, 5, 5)), ("5", "4")]
    one = Round(organisation([11]), content([2]), tuple(Response("s1/t1", "geen", pair, None) for pair in pairs))
    (system,) = systems(one, one.file())
    assert certain(with_spread(replace(system, spreads=()), 0.72, coarse=True)) == [10]
    assert not system.spreads


def test_who_knows_a_total_learns_no_more_than_what_follows() -> None:
    """Insiders are looked at with the same solver: two people with one total each, one of them known."""
    both = System("two", np.array([2, 2]), np.array([4, 7]), (np.ones(2, dtype=np.bool_),), ())
    assert certain(both) == []
    assert certain(both.knowing(0)) == [1]


def test_a_spread_of_a_role_in_which_one_person_differs_tells_nobodys_total() -> None:
    """Nearly all of 22 said 5, and one 3: the spread would say that one person is all that differs, and so what the two
    said who answered one item."""
    leading = ["23454", "34345", "45543", "12345", "33333", "54321", "44444"] * 7
    others = ["55555"] * 19 + ["33333"] + ["5----"] * 2
    people = [("leiding", given) for given in leading] + [("medewerker", given) for given in others]
    responses = tuple(
        Response("s1/t1", role, tuple("dk" if one == "-" else one for one in given), None) for role, given in people
    )
    one = Round(organisation([71]), content([5]), responses)
    (system,) = systems(one, one.file())
    assert len(system.sums) > 1
    assert not certain(system)


@pytest.mark.parametrize(
    "seed",
    [
        20_269_424,  # a role in which one person differs
        20_272_642,  # the differences between two teams, beside the spread of the organisation
    ],
)
def test_a_random_round_that_told_a_total_once_tells_none(seed: int) -> None:
    one = random_round(seed)
    assert not any(map(tells, systems(one, one.file())))

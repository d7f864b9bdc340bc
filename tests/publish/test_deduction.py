"""The last look on its own: against the search of the tests, which tries every set of people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.publish import deduction
from audit.publish.deduction import Known, Shown, _singular, leaks
from tests.helpers.combinations import PRIME, exposed, rank


@pytest.fixture(autouse=True, scope="module")
def many_tries() -> Iterator[None]:
    """So many that chance misses nothing on groups as few as these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deduction, "_TRIES", 2000)
        yield


@st.composite
def shown(draw: st.DrawFn) -> Shown:
    """A few sums over groups of people whom nobody can tell apart."""
    rows = draw(st.integers(1, 7))
    groups = draw(st.lists(st.lists(st.booleans(), min_size=rows, max_size=rows), min_size=1, max_size=9))
    sizes = draw(st.lists(st.integers(0, 4), min_size=len(groups), max_size=len(groups)))
    people = np.repeat(np.array(groups, dtype=np.bool_).T, sizes, axis=1)
    everybody = np.ones(people.shape[1], dtype=np.bool_)
    one_team = Known(np.zeros(people.shape[1], dtype=np.int64), np.zeros(1, dtype=np.int64))
    return Shown("something", people, everybody, draw(st.integers(2, 7)), one_team)


@settings(max_examples=400, deadline=None)
@given(shown())
def test_the_last_look_finds_what_trying_every_set_finds(one: Shown) -> None:
    """And it never raises an alarm for nothing."""
    columns, sizes = np.unique(one.rows, axis=1, return_counts=True)
    blocks = [column.astype(np.int64).reshape(-1, 1) for column in columns.T]
    assert leaks(one) == (exposed(blocks, sizes.tolist(), one.k) is not None)


@settings(max_examples=100, deadline=None)
@given(st.integers(3, 5), st.integers(3, 8), st.integers(0, 2**32 - 1))
def test_many_sets_of_rows_at_once_are_judged_like_one_by_one(count: int, columns: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, 2, (2 * count, columns))
    sets = np.array([chance.permutation(len(rows))[:count] for _set in range(30)])
    taken = np.arange(count) < chance.integers(1, count + 1, (30, 1))
    dependent = [rank(rows[one[own]] % PRIME) < own.sum() for one, own in zip(sets, taken, strict=True)]
    assert _singular(rows % PRIME, sets, taken).tolist() == dependent

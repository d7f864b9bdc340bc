"""Nothing about fewer than k people can be worked out from a finished publication: random rounds against an attacker.

`make prove` runs twenty thousand of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Any

import numpy as np
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from audit.collect.responses import Answers, Response
from audit.publish import certainty, intervals
from audit.publish.composition import Cells, rules_of
from audit.publish.patterns import patterns_of
from audit.publish.scoring import tally
from tests.helpers.combinations import PRIME, exposed, rank
from tests.helpers.random_rounds import HIERARCHIES, ROLES, Round, content, organisation, random_round


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


def round_of_two(first: list[tuple[str, ...]], second: list[tuple[str, ...]], items: int) -> Round:
    """Two services of one team each, and what their people answered to one theme."""
    responses = [
        Response(team, "geen", given, None)
        for team, answers in (("s1/t1", first), ("s2/t1", second))
        for given in answers
    ]
    whole = organisation([len(first)], [len(second)]) if second else organisation([len(first)])
    return Round(whole, content([items]), tuple(responses))


FIRST = "23243343423424333525132343342342533434322233445433152325"
SECOND = "453435455443435425344445535434434535524444333554"


def cells(file: bytes, unit: str) -> dict[str, Any]:
    return next(one for one in json.loads(file)["units"] if one["id"] == unit)


def whole_number_between(low: float, high: float) -> bool:
    return ceil(low - 1e-6) <= floor(high + 1e-6)


def squares(theme: dict[str, Any], items: int, step: float) -> tuple[float, float]:
    """Between what the squares of a unit lie, when its spread was rounded to a step (0: not rounded)."""
    low, high = (
        items**2 * (theme["df"] * max(theme["sd"] + side, 0) ** 2 - 4 * 0.5184) for side in (-step / 2, step / 2)
    )
    return low, high


def answers_that_fit(file: bytes, items: int, step: float = 0) -> set[int]:
    """What the only person who skipped an item (the last) of a service may have answered to the others together.

    The spread of a unit is measured from its own item means. Beside whole numbers that stand for people in
    plenty (sums of products of two answers), the squares of the unit then hold the sum of the answers of one person,
    with a factor of its own: what is left when that sum is guessed must be a whole number of the others.
    """
    unit = cells(file, "s1")
    theme, asked = unit["themes"][0], unit["items"]
    n, answered = asked[0]["n"], asked[-1]["n"]
    means = [Fraction(sum(int(point) * times for point, times in item["counts"].items()), item["n"]) for item in asked]
    own = [
        sum(times * (int(point) - mean) ** 2 for point, times in item["counts"].items())
        for item, mean in zip(asked, means, strict=True)
    ]
    weight, last, others = Fraction(n, answered), means[-1], range(items - 1)
    alone = float(sum(own[:-1]) + weight**2 * own[-1])
    sums = [mean * item["n"] for mean, item in zip(means, asked, strict=True)]
    known = sum((n * means[a] * means[b] for a, b in combinations(others, 2)), Fraction(0)) + weight * sum(
        (last * sums[a] + means[a] * sums[-1] - means[a] * last * answered for a in others), Fraction(0)
    )

    def left(whole: float, guess: int) -> float:
        return ((whole - alone) / 2 + float(known - weight * last * guess)) * answered

    low, high = squares(theme, items, step)
    guesses = range(items - 1, 5 * (items - 1) + 1)
    return {guess for guess in guesses if whole_number_between(left(low, guess), left(high, guess))}


def skipped(given: str) -> bytes:
    """A publication of fourteen and twelve people, one of whom answered all items but the last."""
    items = len(given) + 1
    first, second = (
        [tuple(answers[start : start + items]) for start in range(0, items * people, items)]
        for answers, people in ((FIRST, 14), (SECOND, 12))
    )
    return round_of_two([(*given, ""), *first[1:]], second, items).file()


@pytest.mark.parametrize("given", ["111", "324", "555", "11", "43", "55"])
def test_a_spread_does_not_tell_what_somebody_answered_who_skipped_an_item(given: str) -> None:
    """Nothing at all: whatever that person may have answered fits."""
    others = len(given)
    assert answers_that_fit(skipped(given), others + 1, 0.05) == set(range(others, 5 * others + 1))


@pytest.mark.parametrize("given", ["111", "324", "555", "11", "43", "55"])
def test_with_all_its_decimals_it_would(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack is real: without numbers about anybody else's answers, it finds the answers of one person."""
    monkeypatch.setattr(intervals.Spread, "blurred", lambda spread: spread)
    assert answers_that_fit(skipped(given), len(given) + 1) == {sum(map(int, given))}


def single_answers_that_fit(file: bytes, step: float = 0) -> set[int]:
    """What the only person who answered just the first of two items may have answered, whatever four others did who
    answered just the second: the same attack."""
    unit = cells(file, "org")
    theme, items = unit["themes"][0], unit["items"]
    n, n_items = theme["n"], [item["n"] for item in items]
    sums = [sum(int(point) * times for point, times in item["counts"].items()) for item in items]
    means = [Fraction(total, times) for total, times in zip(sums, n_items, strict=True)]
    own = [
        sum(times * (int(point) - mean) ** 2 for point, times in item["counts"].items()) / Fraction(item["n"] ** 2)
        for item, mean in zip(items, means, strict=True)
    ]
    both, alone = sum(n_items) - n, n - n_items[1]
    assert alone == 1
    low, high = ((whole / n**2 - float(sum(own))) * n_items[0] * n_items[1] / 2 for whole in squares(theme, 2, step))
    found = set()
    for guess in range(1, 6):
        for others in range(n - n_items[0], 5 * (n - n_items[0]) + 1):
            known = means[1] * (sums[0] - guess) + means[0] * (sums[1] - others) - means[0] * means[1] * both
            if whole_number_between(low + float(known), high + float(known)):
                found.add(guess)
    return found


def two_items(answer: str) -> bytes:
    first: list[tuple[str, ...]] = [(answer, ""), *[("", given) for given in "2434"]]
    first += [tuple(FIRST[start : start + 2]) for start in range(0, 32, 2)]
    return round_of_two(first, [], 2).file()


@pytest.mark.parametrize("answer", "135")
def test_a_spread_does_not_tell_it_in_a_crowd_that_skipped_other_items(answer: str) -> None:
    assert single_answers_that_fit(two_items(answer), 0.05) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("answer", "135")
def test_with_all_its_decimals_it_would_in_a_crowd_too(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals.Spread, "blurred", lambda spread: spread)
    assert single_answers_that_fit(two_items(answer)) == {int(answer)}


@pytest.mark.parametrize(
    ("items", "skips", "leans_on"),
    [
        (3, False, "pooled"),  # the formula of survey statistics
        (3, True, "blurred"),  # in full it would carry what one team must not tell into the spreads of all others
        (2, True, "usual"),  # and there that would not be enough
    ],
)
def test_what_spreads_lean_on_tells_nothing_either(items: int, skips: bool, leans_on: str) -> None:
    def given(number: int) -> tuple[str, ...]:
        first = "2" if number == 0 else "1234524135"[number % 10]
        return (
            first,
            *("24531"[(number + 3 * item) % 5] for item in range(items - 2)),
            "" if skips and number == 0 else "3",
        )

    responses = tuple(
        Response(team, "geen", given(number), None) for team in ("s1/t1", "s2/t1") for number in range(20)
    )
    counted = tally(Answers(content([items]).questionnaires, responses), organisation([20], [20]).units, 5)
    patterns = patterns_of(counted, rules_of(5), ROLES)
    prior = Cells(counted, rules_of(5), content([items]), patterns)._prior["qa1"]
    in_twentieths = abs(20 * prior**0.5 - round(20 * prior**0.5)) < 1e-9
    found = "usual" if prior == intervals.THEME_VARIANCE else "blurred" if in_twentieths else "pooled"
    assert found == leans_on

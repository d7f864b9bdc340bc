"""The model behind comparisons, against metafor and against what is known of made-up fields."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.compare.pooling import clear, plug_in, pooled

R = json.loads((Path(__file__).parents[1] / "reference" / "reference_values.json").read_text("utf-8"))
CLOSE = 2e-6
"""metafor stops looking for the variance between units a millionth away from where it is."""


@pytest.mark.parametrize("theme", ["A", "B", "C"])
def test_the_plug_in_form_is_that_of_metafor(theme: str) -> None:
    values = R[theme]["meta"]
    found = plug_in(np.array(values["mean"]), np.array(values["v"]))
    assert found.variance == pytest.approx(values["PM"]["tau2"], abs=CLOSE)
    assert found.mean == pytest.approx(values["PM"]["mu"], abs=CLOSE)
    assert found.mean_error == pytest.approx(values["PM"]["se"], abs=CLOSE)
    assert found.level == pytest.approx(values["blup_PM"]["pred"], abs=CLOSE)
    assert found.error == pytest.approx(values["blup_PM"]["se"], abs=CLOSE)


def test_equal_scores_stay_where_they_are_and_nobody_stands_out() -> None:
    found = pooled(np.full(8, 3.2), np.full(8, 0.02))
    assert found.level == pytest.approx(np.full(8, 3.2))
    assert found.chance == pytest.approx(np.ones(8))
    assert found.tau < 0.1


@given(
    scores=st.lists(st.floats(1, 5), min_size=5, max_size=40),
    n=st.integers(10, 200),
)
def test_a_level_lies_between_the_score_and_the_field_inside_its_interval(scores: list[float], n: int) -> None:
    values = np.array(scores)
    found = pooled(values, np.full(len(values), 0.6 / n))
    lower, upper = np.minimum(values, values.min()), np.maximum(values, values.max())
    assert ((lower - 1e-9 <= found.level) & (found.level <= upper + 1e-9)).all()
    assert ((found.low <= found.level) & (found.level <= found.high)).all()
    order = np.argsort(values)
    assert (np.diff(found.level[order]) >= -1e-9).all()  # as much is known of each: nobody overtakes another


def test_who_is_known_less_is_drawn_further() -> None:
    scores, variances = np.array([3.0, 3.2, 3.4, 4.4, 4.4]), np.array([0.02, 0.02, 0.02, 0.01, 0.08])
    found = pooled(scores, variances)
    assert found.level[4] < found.level[3] < 4.4


@pytest.mark.parametrize(
    ("chances", "called"),
    [
        ([], []),
        ([0.2, 0.5], [False, False]),
        ([0.04, 0.5], [True, False]),
        ([0.09, 0.06], [True, True]),  # 0.06 would not pass alone, and does beside 0.09
        ([0.06, 0.5], [False, False]),
    ],
)
def test_of_many_differences_few_that_are_called_clear_are_wrong(chances: list[float], called: list[bool]) -> None:
    assert clear(chances).tolist() == called

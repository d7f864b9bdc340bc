"""The people who did not answer, filled in by chance: as often and as differently as the theory says."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import betabinom

from audit.publication import Certainty
from audit.publish import certainty
from audit.publish.priorities import certainty_of

PROMISED = {"almost_certainly": 0.90, "probably": 0.70, "possibly": 0.30, None: 0.0}


@pytest.mark.parametrize(
    ("n", "invited"),
    [
        (10, 14),  # copied one by one
        (10, 20),
        (6, 40),  # more are missing than answered: all at once
        (10, 21),
    ],
)
def test_everybody_is_copied_as_a_polya_urn_copies(n: int, invited: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """How often one person is copied is beta-binomial: one ball of n at the start, one more with every copy."""
    monkeypatch.setattr(certainty, "DRAWS", 20_000)
    drawn = certainty.weights(n, invited, np.random.default_rng(2026))
    assert drawn.shape == (20_000, n)
    assert (drawn.sum(axis=1) == invited).all()
    urn = betabinom(invited - n, 1, n - 1)
    copies = drawn - 1
    assert copies.mean(axis=0) == pytest.approx(np.full(n, urn.mean()), rel=0.05)
    assert copies.var(axis=0) == pytest.approx(np.full(n, urn.var()), rel=0.08)


def test_a_village_of_which_six_people_answered_takes_no_time_and_no_room() -> None:
    assert certainty.weights(6, 100_000, np.random.default_rng(1)).shape == (certainty.DRAWS, 6)


def test_where_everybody_answered_nobody_is_copied() -> None:
    assert (certainty.weights(5, 5, np.random.default_rng(1)) == 1).all()


def test_no_share_is_called_more_certain_than_it_is() -> None:
    for share in (drawn / 1000 for drawn in range(1001)):
        assert share >= PROMISED[certainty_of(certainty.in_steps(share), response=0.8)], share


@pytest.mark.parametrize(
    ("top", "response", "word"),
    [
        (1.0, 0.8, "almost_certainly"),
        (0.95, 0.8, "almost_certainly"),
        (0.90, 0.8, "probably"),  # it may have been 0.88
        (0.75, 0.8, "probably"),
        (0.70, 0.8, "possibly"),
        (0.35, 0.8, "possibly"),
        (0.30, 0.8, None),
        (1.0, 0.4, "possibly"),
    ],
)
def test_at_a_border_the_weaker_word_stands(top: float, response: float, word: Certainty | None) -> None:
    assert certainty_of(top, response) == word

"""The word for how certain a priority is: true of every share that its number in the file may stand for."""

from __future__ import annotations

import pytest

from audit.publication import Certainty, PriorityCell
from audit.publish.certainty import in_steps
from audit.publish.priorities import certainty_of
from audit.read.certainty import carried

PROMISED = {"almost_certainly": 0.90, "probably": 0.70, "possibly": 0.30, None: 0.0}


def cell(top: float, certainty: Certainty | None) -> PriorityCell:
    return PriorityCell(theme="ze1", shown=True, n=14, chosen=8, top=top, certainty=certainty)


def test_no_share_is_called_more_certain_than_it_is():
    for share in (drawn / 1000 for drawn in range(1001)):
        top = in_steps(share)
        word = carried(cell(top, certainty_of(top, response=0.8))).certainty
        assert share >= PROMISED[word], share


@pytest.mark.parametrize(
    ("top", "of_the_file", "carries"),
    [
        (0.95, "almost_certainly", "almost_certainly"),
        (0.90, "almost_certainly", "probably"),
        (0.75, "probably", "probably"),
        (0.70, "probably", "possibly"),
        (0.35, "possibly", "possibly"),
        (0.30, "possibly", None),
        (1.0, "possibly", "possibly"),
        (0.1, None, None),
    ],
)
def test_at_a_border_the_weaker_word_stands(top: float, of_the_file: Certainty | None, carries: Certainty | None):
    assert carried(cell(top, of_the_file)).certainty == carries

"""The list of all that is said about the sample, to be read again."""

from __future__ import annotations

import pytest

from tests.helpers.sentence_list import lines


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("nl", ["22 van de 26 mensen antwoordden.", "12 van de 12 mensen antwoordden.", "Pak dit samen aan."]),
        ("en", ["22 of the 26 people answered.", "12 of the 12 people answered.", "Work on this together."]),
    ],
)
def test_it_holds_each_kind_of_sentence_once_per_unit(language: str, sentences: list[str]) -> None:
    told = list(lines(language))
    assert all(any(sentence in line for line in told) for sentence in sentences)
    assert sum(line.startswith("\n# ") for line in told) == 5
    assert 300 < len(told) < 1200

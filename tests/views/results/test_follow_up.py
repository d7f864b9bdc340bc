"""The results of a later round tell what people say was done with the results before it."""

from __future__ import annotations

import pytest

from tests.helpers.visiting import Open, words

SAMPLE = "ocmw-voorbeeldstad-fictief"
TITLE = {
    "nl": "Is er iets gedaan met de vorige resultaten?",
    "en": "Was anything done with the previous results?",
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Van de 125 mensen die het konden zeggen, antwoordden er 83 “veel” of “iets”"),
        ("en", "Of the 125 people who could say, 83 answered “a lot” or “something”"),
    ],
)
def test_what_was_done_with_the_previous_results_stands_on_the_page(opened: Open, language: str, sentence: str):
    app = opened("results", language, organisation=SAMPLE, round="2026", unit="org", tab="change")
    assert not app.exception
    assert TITLE[language] in words(app)
    assert sentence in words(app)


def test_a_small_team_reads_why_it_is_not_shown(opened: Open):
    app = opened("results", "nl", organisation=SAMPLE, round="2026", unit="sociale-dienst/onthaal", tab="change")
    assert "Minder dan 10 mensen konden dit zeggen. Daarom tonen we het niet." in words(app)


def test_after_a_first_round_there_is_nothing_to_tell(opened: Open):
    app = opened("results", "nl", organisation=SAMPLE, round="2024", unit="org", tab="change")
    assert not app.exception
    assert TITLE["nl"] not in words(app)

"""Codes and numbers in words, in both languages: words before numbers, and never a number where none is shown."""

from __future__ import annotations

import pytest

from audit import texts
from audit.publication import Certainty, PriorityCell, Reason, ThemeCell
from audit.read import words
from audit.read.change import Change, Verdict
from tests.helpers.publications import TWO_CAMPS, cell, spaced


@pytest.mark.parametrize(
    ("language", "most", "code", "said"),
    [
        ("nl", 3, "almost_certainly", "bijna zeker bij de eerste 3 prioriteiten"),
        ("nl", 2, "probably", "vrij zeker bij de eerste 2 prioriteiten"),
        ("nl", 1, "possibly", "misschien op de eerste plaats van de prioriteiten"),
        ("en", 3, "possibly", "possibly among the first 3 priorities"),
        ("nl", 3, None, ""),
    ],
)
def test_certainty_is_a_word_or_nothing(language: str, most: int, code: Certainty | None, said: str):
    texts.use(language)
    assert words.certainty(code, most) == said


def test_an_interval_has_both_its_ends_and_a_point_says_why_it_is_one():
    texts.use("nl")
    assert words.probably(cell("ze1", 2.75)) == "2,6 tot 3,0"
    assert (
        words.spread(cell("ze1", 2.75)) == "waarschijnlijk tussen 2,6 en 3,0, in het uiterste geval tussen 2,0 en 3,6"
    )
    near = cell("ze1", 2.75).model_copy(update={"bounds": (2.56, 2.96)})
    assert words.spread(near) == "zeker tussen 2,6 en 3,0"
    everyone = cell("ze1", 2.75, n=18)
    assert words.probably(everyone) == "iedereen antwoordde"
    assert words.spread(everyone) == "vast, want iedereen antwoordde"
    assert words.probably(ThemeCell(theme="ze1", shown=False, reason="too_few")) == "–"
    assert words.share_between((0.355, 0.56)).replace("\u00a0", " ") == "36 % tot 56 %"


@pytest.mark.parametrize("interval", [(3.0, 3.0), (2.96, 3.04)])
def test_an_interval_whose_ends_read_the_same_is_said_once(interval: tuple[float, float]):
    texts.use("nl")
    assert words.between(interval) == "ongeveer 3,0"


@pytest.mark.parametrize(
    ("value", "said"), [(0.25, "0,3 hoger"), (-0.25, "0,3 lager"), (0.04, "bijna gelijk"), (0.0, "bijna gelijk")]
)
def test_a_difference_has_a_direction(value: float, said: str):
    texts.use("nl")
    assert words.difference(value) == said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("higher", "0,4 hoger (waarschijnlijk 0,2 tot 0,6)"),
        ("lower", "0,4 lager (waarschijnlijk 0,2 tot 0,6)"),
        ("no_clear_change", "geen duidelijke verandering (waarschijnlijk tussen 0,1 lager en 0,3 hoger)"),
    ],
)
def test_a_change_in_words(verdict: Verdict, said: str):
    texts.use("nl")
    by = {"higher": 0.4, "lower": -0.4, "no_clear_change": 0.1}[verdict]
    assert words.change(Change(3.0, 3.0 + by, by, 0.2, verdict)) == said


@pytest.mark.parametrize(
    ("by", "half", "said"),
    [
        (0.4, 0.38, "0,4 hoger (waarschijnlijk hoogstens 0,8)"),
        (-0.4, 0.38, "0,4 lager (waarschijnlijk hoogstens 0,8)"),
        (0.04, 0.03, "een klein beetje hoger (waarschijnlijk hoogstens 0,1)"),
        (-0.03, 0.01, "een klein beetje lager"),
        (0.42, 0.02, "0,4 hoger (waarschijnlijk ongeveer 0,4)"),
        (0.0, 0.04, "geen duidelijke verandering (waarschijnlijk bijna gelijk)"),
        (0.3, 0.31, "geen duidelijke verandering (waarschijnlijk tussen bijna gelijk en 0,6 hoger)"),
    ],
)
def test_no_change_is_higher_and_perhaps_nothing(by: float, half: float, said: str):
    texts.use("nl")
    verdict: Verdict = "no_clear_change" if abs(by) <= half else "higher" if by > 0 else "lower"
    assert words.change(Change(3.0, 3.0 + by, by, half, verdict)) == said


@pytest.mark.parametrize(("score", "said"), [(2.25, "2,3"), (3.45, "3,5"), (3.449, "3,4"), (1.0, "1,0"), (4.95, "5,0")])
def test_scores_are_rounded_half_up(score: float, said: str):
    texts.use("nl")
    assert f" · {said} · " in words.score(cell("ze1", score))


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (3.34, "Tussenin · 3,3"),
        (3.35, "Tussenin, op de grens · 3,4"),
        (3.45, "Sterkte, op de grens · 3,5"),
        (3.64, "Sterkte, op de grens · 3,6"),
        (3.65, "Sterkte · 3,7"),
        (2.44, "Nog te ontwikkelen, op de grens · 2,4"),
        (2.5, "Tussenin, op de grens · 2,5"),
        (2.34, "Nog te ontwikkelen · 2,3"),
    ],
)
def test_a_score_at_a_border_says_so_by_the_number_people_see(score: float, said: str):
    texts.use("nl")
    assert words.score(cell("ze1", score)).startswith(said + " ·")


def test_what_to_know_about_a_theme_stands_wherever_the_theme_does():
    texts.use("nl")
    both = cell("ze1", 3.0, agreement=TWO_CAMPS, dk_share=0.4)
    assert spaced([words.score(both)]) == ["Tussenin · 3,0 · 14 mensen · twee kampen · weinig zicht"]


@pytest.mark.parametrize(
    ("code", "short", "sentence"),
    [
        ("too_few", "niet getoond: minder dan 7 mensen", "Minder dan 7 mensen antwoordden hierop."),
        ("protects_others", "niet apart getoond", "Genoeg mensen antwoordden"),
        ("not_asked", "niet gevraagd in deze meting", "Dit is in deze meting niet gevraagd."),
    ],
)
def test_a_reason_holds_the_minimum_of_the_round(code: Reason, short: str, sentence: str):
    texts.use("nl")
    assert words.theme(ThemeCell(theme="ze1", shown=False, reason=code), 7).startswith(short)
    assert words.chosen(PriorityCell(theme="ze1", shown=False, reason=code), 7).startswith(short)
    assert words.reason_explained(code, 7).startswith(sentence)
    assert words.theme(None, 7) == "–"


def test_what_is_not_shown_has_no_words_for_a_score():
    with pytest.raises(ValueError, match="no score"):
        words.score(ThemeCell(theme="ze1", shown=False, reason="too_few"))

"""Results in words, in both languages: words before numbers, and never a number where none is shown."""

from __future__ import annotations

import pytest

from audit import texts
from audit.publication import Certainty, PriorityCell, ThemeCell
from audit.read import words
from audit.read.change import Change, Verdict
from tests.helpers.publications import THEMES, cell, publication, vote

OUTCOMES = {
    "work_on_together": (
        "8 van de 14 mensen kozen dit thema en de score is 2,8: samen aanpakken.",
        "8 of the 14 people chose this theme and the score is 2.8: work on this together.",
    ),
    "strength_to_build_on": (
        "8 van de 14 mensen kozen dit thema en de score is 2,8: een sterkte waar mensen op willen verder bouwen.",
        "8 of the 14 people chose this theme and the score is 2.8: a strength that people want to build on.",
    ),
    "ask_why": (
        "8 van de 14 mensen kozen dit thema, maar de score is 2,8: bespreek hoe dat komt.",
        "8 of the 14 people chose this theme, but the score is 2.8: discuss why that is.",
    ),
    "keep_an_eye_on": (
        "8 van de 14 mensen kozen dit thema en de score is 2,8: volg dit op.",
        "8 of the 14 people chose this theme and the score is 2.8: keep an eye on this.",
    ),
    "maintain": (
        "8 van de 14 mensen kozen dit thema en de score is 2,8: dit loopt goed, dus hou dit vast.",
        "8 of the 14 people chose this theme and the score is 2.8: this goes well, so maintain it.",
    ),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(("language", "place"), [("nl", 0), ("en", 1)])
def test_each_outcome_has_its_reason_in_a_sentence(outcome: str, language: str, place: int):
    texts.use(language)
    assert words.why(vote("ze1", 8, outcome, 50.0), 2.75) == OUTCOMES[outcome][place]


@pytest.mark.parametrize(
    ("language", "chosen", "begin"),
    [
        ("nl", 1, "1 van de 14 mensen koos dit thema,"),
        ("nl", 0, "Niemand van de 14 mensen koos dit thema,"),
        ("en", 1, "1 of the 14 people chose this theme,"),
        ("en", 0, "None of the 14 people chose this theme,"),
    ],
)
def test_one_person_and_nobody_have_words_of_their_own(language: str, chosen: int, begin: str):
    texts.use(language)
    assert words.why(vote("ze1", chosen, "ask_why", 50.0), 2.0).startswith(begin)


def test_what_to_explore_first_has_its_own_reason():
    unclear = vote("ze1", 8, "work_on_together", 50.0, explore_first=True)
    assert words.why(unclear, 2.8, "divided").endswith("Views are divided, so first explore where that comes from.")
    assert "I don't know" in words.why(unclear, 2.8, "mixed")
    assert "explore" not in words.why(vote("ze1", 8, "work_on_together", 50.0), 2.8, "divided")


@pytest.mark.parametrize(
    ("language", "most", "code", "said"),
    [
        ("nl", 3, "almost_certainly", "bijna zeker bij de eerste 3"),
        ("nl", 2, "probably", "waarschijnlijk bij de eerste 2"),
        ("nl", 1, "possibly", "misschien het eerste"),
        ("en", 3, "possibly", "possibly among the first 3"),
        ("nl", 3, None, ""),
    ],
)
def test_certainty_is_a_word_or_nothing(language: str, most: int, code: Certainty | None, said: str):
    texts.use(language)
    assert words.certainty(code, most) == said


def test_an_interval_has_both_its_ends_and_a_point_says_why_it_is_one():
    texts.use("nl")
    assert words.probably(cell("ze1", 2.75)) == "2,6 tot 3,0"
    assert words.spread(cell("ze1", 2.75)) == "waarschijnlijk 2,6 tot 3,0, in het uiterste geval 2,0 tot 3,6"
    assert (
        words.probably(cell("ze1", 2.75, n=18))
        == words.spread(cell("ze1", 2.75, n=18))
        == "precies: iedereen antwoordde"
    )
    unanimous = cell("ze1", 3.0).model_copy(update={"interval_now": (3.0, 3.0)})  # not everyone, but all the same
    assert words.probably(unanimous) == "3,0 tot 3,0"
    assert words.probably(ThemeCell(theme="ze1", shown=False, reason="too_few")) == "–"
    assert words.share_between((0.355, 0.56)).replace("\u00a0", " ") == "36 % tot 56 %"


@pytest.mark.parametrize(("value", "said"), [(0.25, "+0,3"), (-0.25, "−0,3"), (0.04, "0,0"), (-0.04, "0,0")])
def test_a_difference_has_a_sign_unless_it_is_nought(value: float, said: str):
    texts.use("nl")
    assert words.difference(value) == said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("higher", "hoger: +0,4 (kan +0,2 tot +0,6 zijn); zichtbaar vanaf 0,2"),
        ("lower", "lager: −0,4 (kan −0,6 tot −0,2 zijn); zichtbaar vanaf 0,2"),
        ("no_clear_change", "geen duidelijke verandering (kan −0,1 tot +0,3 zijn); zichtbaar vanaf 0,2"),
    ],
)
def test_a_change_in_words(verdict: Verdict, said: str):
    texts.use("nl")
    by = {"higher": 0.4, "lower": -0.4, "no_clear_change": 0.1}[verdict]
    assert words.change(Change("ze1", 3.0, 3.0 + by, by, 0.2, verdict)) == said


@pytest.mark.parametrize(
    ("responses", "invited", "said"),
    [
        (
            14,
            14,
            [
                "Alle collega’s antwoordden: er is geen onzekerheid door wie ontbrak. Meningen wisselen wel van dag "
                "tot dag."
            ],
        ),
        (
            15,
            20,
            [
                "25 % antwoordde niet. Zouden zij 0,4 lager of hoger scoren dan wie wel antwoordde, dan verschuift een "
                "score 0,1."
            ],
        ),
        (14, 20, ["30 %"]),
        (13, 20, ["voorzichtig", "35 %"]),
        (10, 20, ["voorzichtig", "50 %"]),
        (9, 20, ["beschrijven wie antwoordde, niet de hele groep", "55 %"]),
        (95, 100, ["minder dan 0,1"]),
        (None, 3, []),
    ],
)
def test_who_did_not_answer_is_told(responses: int | None, invited: int, said: list[str]):
    texts.use("nl")
    themes = (cell("ze1", 3.0, n=responses or 5, invited=invited),)
    changed = {"responses": responses, "invited": invited, "themes": themes}
    unit = publication().by_id["zorg/noord"].model_copy(update=changed)
    found = words.warnings(unit, {"ze1": "…"})
    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


def test_a_theme_that_few_answered_is_named_where_the_unit_did_answer():
    texts.use("en")
    skipped = {theme: cell(theme, 3.0, n=n, invited=18) for theme, n in (("ze1", 18), ("nw1", 8))}
    unit = publication(north=skipped).by_id["zorg/noord"].model_copy(update={"responses": 18})
    found = words.warnings(unit, {theme: theme.upper() for theme in THEMES})
    assert "Fewer than half answered the questions on NW1: there the results describe those who answered." in found
    assert not any("All colleagues" in sentence for sentence in found)


def test_little_sight_comes_first():
    unclear = vote("ze1", 8, "work_on_together", 50.0, explore_first=True)
    texts.use("nl")
    assert words.outcome(unclear) == "Eerst verkennen · Samen aanpakken"
    assert "verken dus eerst" in words.why(unclear, 2.8)


@pytest.mark.parametrize(("score", "said"), [(2.25, "2,3"), (3.45, "3,5"), (3.449, "3,4"), (1.0, "1,0"), (4.95, "5,0")])
def test_scores_are_rounded_half_up(score: float, said: str):
    texts.use("nl")
    assert f" · {said} · " in words.score(cell("ze1", score))


def test_a_reason_holds_the_minimum_of_the_round():
    texts.use("nl")
    hidden = ThemeCell(theme="ze1", shown=False, reason="too_few")
    assert words.theme(hidden, 7) == "niet getoond: minder dan 7 antwoorden"
    assert words.chosen(PriorityCell(theme="ze1", shown=False, reason="not_asked"), 7) == "niet gevraagd in deze meting"
    assert words.theme(None, 7) == "–"


def test_what_is_not_shown_has_no_words_for_a_score():
    with pytest.raises(ValueError, match="no score"):
        words.score(ThemeCell(theme="ze1", shown=False, reason="too_few"))


def test_the_response_in_words():
    this = publication()
    texts.use("nl")
    assert words.responses(this.by_id["zorg/noord"]) == "14 van de 18 mensen antwoordden."
    assert words.responses(this.by_id["zorg/west"]) == "Er zijn minder dan 5 mensen uitgenodigd."

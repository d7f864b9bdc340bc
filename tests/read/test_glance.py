"""The first screen of a unit: what is named there is all that may be named there."""

from __future__ import annotations

import pytest

from audit import texts
from audit.read import glance
from audit.read.profile import profile_of
from tests.helpers.publications import CONTENT, THEMES, TWO_CAMPS, cell, publication, vote

TITLES = [CONTENT.theme(theme).title.to("nl") for theme in THEMES]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([8, 5, 4, 4, 4], f"Het vaakst gekozen om aan te werken: **{TITLES[0]}** en **{TITLES[1]}**."),
        ([8, 4, 4, 4, 1], f"Het vaakst gekozen om aan te werken: **{TITLES[0]}**."),
        ([4, 4, 4, 1, 1], f"Het vaakst gekozen om aan te werken: **{TITLES[0]}**, **{TITLES[1]}** en **{TITLES[2]}**."),
        ([4, 4, 4, 4, 1], "4 thema’s zijn elk door 4 mensen gekozen, en geen enkel door meer."),
    ],
)
def test_a_theme_is_not_named_as_chosen_most_where_others_were_chosen_as_often(chosen: list[int], said: str) -> None:
    texts.use("nl")
    votes = {theme: vote(theme, n, "keep_an_eye_on", 10.0) for theme, n in zip(THEMES, chosen, strict=False)}
    scores = {theme: cell(theme, 3.0) for theme in votes}
    profile = profile_of(publication(north=scores, votes=votes), "zorg/noord", CONTENT, None)
    assert said in glance.at_a_glance(profile)


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        (TWO_CAMPS.model_copy(update={"label": "mixed"}), "Bij geen enkel thema zien we twee kampen of weinig zicht."),
        (None, "Bij geen enkel thema zien we weinig zicht. Of er twee kampen zijn, tonen we hier niet."),
    ],
)
def test_that_nobody_is_in_two_camps_is_said_only_where_it_is_known(agreement: object, said: str) -> None:
    texts.use("nl")
    scores = {theme: cell(theme, 3.0, agreement=agreement) for theme in THEMES}
    assert glance.cards(profile_of(publication(north=scores), "zorg/noord", CONTENT, None))[2].reason == said


def test_many_changes_are_counted_and_few_are_named() -> None:
    texts.use("nl")
    before = publication(2025, north={theme: cell(theme, 3.0) for theme in THEMES})
    scores = {theme: cell(theme, 4.5 if at == 0 else 1.5) for at, theme in enumerate(THEMES[:5])}
    same = {theme: cell(theme, 3.0) for theme in THEMES[2:]}
    many = profile_of(publication(north=same | scores), "zorg/noord", CONTENT, before)
    few = profile_of(publication(north=scores | same), "zorg/noord", CONTENT, before)
    assert "duidelijk hoger: **1 thema**; duidelijk lager: **4 thema’s**." in glance.at_a_glance(many)[2]
    assert f"duidelijk hoger: **{TITLES[0]}**; duidelijk lager: **{TITLES[1]}**." in glance.at_a_glance(few)[2]


def test_a_theme_that_many_chose_without_a_score_is_named_once() -> None:
    texts.use("nl")
    votes = {theme: vote(theme, n, "keep_an_eye_on", 10.0) for theme, n in zip(THEMES, [10, 8, 1], strict=False)}
    profile = profile_of(publication(north={THEMES[0]: "too_few"}, votes=votes), "zorg/noord", CONTENT, None)
    chosen = f"**{TITLES[0]}** (score niet getoond) en **{TITLES[1]}**"
    assert f"Het vaakst gekozen om aan te werken: {chosen}." in glance.at_a_glance(profile)

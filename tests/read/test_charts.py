"""What is in a chart is public, drawn or not: so nothing is in it that is not shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from audit import texts
from audit.publication import Agreement, ThemeCell
from audit.read.charts.old_dots import dots
from audit.read.charts.old_radar import radar
from audit.read.charts.palette import DARK, LIGHT, Palette, palette
from audit.read.profile import Profile, profile_of
from tests.helpers.publications import CONTENT, THEMES, cell, numbers, publication

SECRET, SECRET_N = 1.2345678, 987
CHARTS: dict[str, Callable[[Profile, Palette], Any]] = {
    "radar": radar,
    "dots": dots,
    "sorted": lambda profile, colours: dots(profile, colours, "score"),
}
chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)


def profile(with_earlier: bool = True, **north: Any) -> Profile:
    earlier = publication(2025, north={"ze1": cell("ze1", 2.5)}) if with_earlier else None
    return profile_of(publication(north=north), "zorg/noord", CONTENT, earlier)


def drawn(chart: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(chart.to_json())
    return found


def rows(document: dict[str, Any], column: str) -> Iterator[dict[str, Any]]:
    """The rows of every data set that has this column."""
    for data in document["datasets"].values():
        yield from (row for row in data if column in row)


@chart
def test_nothing_of_a_hidden_theme_is_in_the_chart(draw: Callable[[Profile, Palette], Any]):
    """Even a cell that breaks the rule of publications, and holds a number though it is hidden, stays out."""
    leak = ThemeCell.model_construct(
        theme="ze2",
        shown=False,
        reason="too_few",
        n=SECRET_N,
        answers=SECRET_N,
        score=SECRET,
        band="develop",
        dk_share=0.777,
        sd=0.777,
        df=SECRET_N,
        interval_now=(SECRET, 1.333),
        interval_level=(SECRET, 1.333),
        bounds=(SECRET, 1.333),
        agreement=Agreement(a_wg=0.777, ad=0.777, label="two_camps"),
    )
    whole = profile()
    made = [
        row.__class__(**{**row.__dict__, "cell": leak, "earlier": leak}) if row.theme == "ze2" else row
        for row in whole.rows
    ]
    document = drawn(draw(Profile(**{**whole.__dict__, "rows": tuple(made)}), LIGHT))
    assert not {SECRET, 1.2, SECRET_N, 0.777, 1.333, 1.3} & set(numbers(document))
    seen = [row["series"] for row in rows(document, "series") if CONTENT.theme("ze2").title.to("en") in row["words"]]
    assert seen == ["The organisation"]
    assert "not shown" in json.dumps(document)


@chart
def test_the_search_for_numbers_finds_one_that_is_in_a_chart(draw: Callable[[Profile, Palette], Any]):
    document = drawn(draw(profile(ze2=cell("ze2", SECRET, n=SECRET_N)), LIGHT))
    assert SECRET_N in numbers(document)


@chart
def test_only_what_is_drawn_is_in_the_data(draw: Callable[[Profile, Palette], Any]):
    allowed = {
        "x",
        "y",
        "ring",
        "order",
        "spoke",
        "shown",
        "run",
        "name",
        "series",
        "words",
        "full",
        "short",
        "align",
        "up",
        "up_short",
        "push",
        "colour",
        "theme",
        "title",
        "score",
        "bar",
        "few",
    }
    columns = {column for data in drawn(draw(profile(), LIGHT))["datasets"].values() for row in data for column in row}
    assert columns <= allowed


@chart
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            "Dit team: Tussenin · 2,8 · 14\u00a0mensen; "
            "waarschijnlijk tussen 2,6 en 3,0, in het uiterste geval tussen 2,0 en 3,6",
        ),
        (
            "en",
            "This team: In between · 2.8 · 14\u00a0people; "
            "probably between 2.6 and 3.0, at the very most between 2.0 and 3.6",
        ),
    ],
)
def test_every_mark_says_what_it_is(draw: Callable[[Profile, Palette], Any], language: str, said: str):
    texts.use(language)
    document = drawn(draw(profile(ze1=cell("ze1", 2.75)), LIGHT))
    marks = [row["words"] for row in rows(document, "words")]
    assert len(marks) == 3 * len(THEMES)
    assert sum(said in words for words in marks) == 1
    assert document["config"]["locale"]["number"]["decimal"] == ("," if language == "nl" else ".")
    assert all(title in document["description"] for title in (row.title for row in profile().rows))


@chart
def test_fonts_stand_in_quotes_and_the_page_shows_through(draw: Callable[[Profile, Palette], Any]):
    document = drawn(draw(profile(), LIGHT))
    assert document["config"]["font"].startswith("'Source Sans 3'")
    assert document["background"] == "transparent"


@chart
def test_the_charts_take_the_colours_of_the_page(draw: Callable[[Profile, Palette], Any]):
    assert palette(dark=True) is DARK
    for colours, others in ((LIGHT, DARK), (DARK, LIGHT)):
        document = json.dumps(drawn(draw(profile(), colours)))
        assert colours.unit in document
        assert others.unit not in document


def radar_runs(document: dict[str, Any]) -> list[int]:
    """How many points each stretch of each line has."""
    lengths: list[int] = []
    for data in document["datasets"].values():
        if data and "run" in data[0]:
            runs = [row["run"] for row in data]
            lengths += sorted(runs.count(run) for run in set(runs))
    return sorted(lengths)


def test_a_whole_circle_closes():
    whole = profile_of(publication(), "org", CONTENT)
    assert radar_runs(drawn(radar(whole, LIGHT))) == [len(THEMES) + 1]


def test_a_line_stops_at_a_hidden_theme_and_goes_on_over_the_top():
    hidden: dict[str, Any] = {"ze3": "too_few", "ze4": "too_few", "gw2": "too_few"}
    document = drawn(radar(profile(with_earlier=False, **hidden), LIGHT))
    assert radar_runs(document) == [1, 8, len(THEMES) + 1]  # gw1; gw3 … nw5, ze1, ze2; the organisation
    assert sum(not row["shown"] for row in rows(document, "spoke")) == 2 * len(hidden)
    said = [row["words"] for row in rows(document, "words")]
    assert said.count(f"{CONTENT.theme('ze3').title.to('en')}: not shown") == 1


def test_a_radar_with_nothing_to_show_can_be_drawn():
    hidden: dict[str, Any] = dict.fromkeys(THEMES, "too_few")
    assert radar_runs(drawn(radar(profile(with_earlier=False, **hidden), LIGHT))) == [len(THEMES) + 1]


def test_rows_of_dots_can_stand_by_score_with_the_hidden_ones_last():
    made = profile(ze1=cell("ze1", 2.0), ze2=cell("ze2", 4.0), gw1="too_few")

    def order(chart: Any) -> list[str]:
        return [row["theme"] for row in rows(drawn(chart), "title")]

    assert order(dots(made, LIGHT)) == list(THEMES)
    by_score = order(dots(made, LIGHT, "score"))
    assert (by_score[0], by_score[-2:]) == ("ze2", ["ze1", "gw1"])
    same = dict.fromkeys(THEMES, cell("ze1", 3.0))
    ties = profile(**{theme: cell(theme, 3.0) for theme in same})
    assert order(dots(ties, LIGHT, "score")) == list(THEMES)


def test_dots_hold_the_exact_scores():
    document = drawn(dots(profile(ze1=cell("ze1", 2.75)), LIGHT))
    scores = {row["score"] for row in rows(document, "words") if row["series"] == "This team" and row["theme"] == "ze1"}
    assert scores == {2.75}


def test_dots_have_a_bar_from_end_to_end_of_the_interval():
    made = profile(ze1=cell("ze1", 2.75, n=18), ze2=cell("ze2", 4.9), gw1="too_few")
    bars = [
        row
        for data in drawn(dots(made, LIGHT))["datasets"].values()
        for row in data
        if set(row) == {"theme", "score"} and row["score"] not in (1, 5)
    ]
    ends = {theme: sorted(row["score"] for row in bars if row["theme"] == theme) for theme in THEMES}
    assert ends["ze2"] == [4.7]  # the other end is that of the scale
    assert ends["ze3"] == [2.8, 3.2]
    assert ends["ze1"] == []  # everybody answered: a point
    assert ends["gw1"] == []


def test_the_radar_has_a_bar_on_the_spoke_of_each_interval():
    made = profile(ze1=cell("ze1", 2.75, n=18), gw1="too_few")
    bars = list(rows(drawn(radar(made, LIGHT)), "bar"))
    assert {row["bar"] for row in bars} == set(range(len(THEMES))) - {0, THEMES.index("gw1")}
    assert len(bars) == 2 * (len(THEMES) - 2)


@chart
def test_marks_for_few_people_are_hollow(draw: Callable[[Profile, Palette], Any]):
    document = drawn(draw(profile(ze1=cell("ze1", 2.75, n=9), ze2=cell("ze2", 3.0, n=10)), LIGHT))
    few = [row["words"] for row in rows(document, "few") if row["few"]]
    assert len(few) == 1
    assert few[0].startswith(CONTENT.theme("ze1").title.to("en"))
    assert "datum.few" in json.dumps(document)

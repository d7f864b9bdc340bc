"""The drawn charts: geometry that holds what people read and nothing more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Any

import pytest

from audit import questionnaire, texts
from audit.publication import Agreement, ThemeCell
from audit.read.charts import measure
from audit.read.charts.dots import bars, dots
from audit.read.charts.paint import specification
from audit.read.charts.palette import DARK, LIGHT, Palette
from audit.read.charts.picture import Arc, Line, Mark, Pair, Picture, Text
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.profile import Profile, profile_of
from tests.helpers import wild
from tests.helpers.publications import CONTENT, THEMES, TWO_CAMPS, cell, numbers, publication

ALL = Beside(organisation=True, earlier=True, margin=True)
SECRET, SECRET_N = 1.2345678, 98765
CHARTS: dict[str, Callable[[Profile], Pair]] = {
    "radar": lambda profile: radar(profile, ALL),
    "dots": lambda profile: dots(profile, ALL),
    "by score": lambda profile: dots(profile, ALL, "score"),
    "bars": lambda profile: bars(profile, ALL),
}
chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)


def profile(**north: Any) -> Profile:
    earlier = publication(2025, north={"ze1": cell("ze1", 2.5)})
    return profile_of(publication(north=north), "zorg/noord", CONTENT, earlier)


def both(pair: Pair) -> tuple[Picture, Picture]:
    return pair.wide, pair.phone


def in_json(pair: Pair) -> str:
    return json.dumps(
        [*(specification(picture, LIGHT) for picture in both(pair)), pair.numbers.rows, pair.description],
        ensure_ascii=False,
    )


@chart
def test_nothing_of_a_hidden_theme_is_in_a_chart(draw: Callable[[Profile], Pair]):
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
    rows = tuple(replace(row, cell=leak, earlier=leak) if row.theme == "ze2" else row for row in whole.rows)
    pair = draw(replace(whole, rows=rows))
    assert SECRET_N not in numbers(in_json(pair))
    assert "1.2 " not in in_json(pair)
    assert "camps" not in [mark.kind for mark in pair.wide.marks]
    title = CONTENT.theme("ze2").title.to("en")
    marks = [mark.words for mark in pair.wide.marks if mark.words.startswith(title)]
    assert all("This team" not in words and "2025" not in words for words in marks)
    assert "not shown" in in_json(pair)


@chart
def test_a_chart_holds_no_score_finer_than_it_is_read(draw: Callable[[Profile], Pair]):
    """Two scores that read the same are drawn at the same place."""
    one, other = (draw(profile(ze1=cell("ze1", score), ze2=cell("ze2", 3.0))) for score in (2.751, 2.849))
    assert in_json(one) == in_json(other)


@chart
def test_every_mark_says_what_it_is_and_is_in_the_numbers(draw: Callable[[Profile], Pair]):
    pair = draw(profile(ze1=cell("ze1", 2.75, agreement=TWO_CAMPS, dk_share=0.5), gw1="too_few"))
    for picture in both(pair):
        said = [mark.words for mark in picture.marks if "This team" in mark.words]
        assert len(said) == len(THEMES) - 1
        assert sum("In between · 2.8 · 14\u00a0people · two camps · little sight" in words for words in said) == 1
        assert {mark.kind for mark in picture.marks if "two camps" in mark.words} == {"camps and sight"}
    rows = {row[0]: dict(zip(pair.numbers.heads, row, strict=True)) for row in pair.numbers.rows}
    first = rows[CONTENT.theme("ze1").title.to("en")]
    assert (first["This team"], first["Remarks"]) == ("2.8", "two camps, little sight")
    assert rows[CONTENT.theme("gw1").title.to("en")]["This team"] == "not shown"
    assert all(title in pair.description for title in rows)


@chart
def test_what_is_not_switched_on_is_not_in_the_chart(draw: Callable[[Profile], Pair]):
    whole = profile()
    for pair in (radar(whole, Beside()), dots(whole, Beside()), bars(whole, Beside())):
        assert pair.numbers.heads[1] == "This team"
        assert not {"The organisation", "Ronde 2025"} & set(pair.numbers.heads)
        assert not any("The organisation" in mark.words for mark in pair.wide.marks)
    assert {"The organisation", "Ronde 2025"} <= set(draw(whole).numbers.heads)


@chart
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_chart_has_the_colours_of_the_page_and_grows(draw: Callable[[Profile], Pair], colours: Palette):
    for picture in both(draw(profile())):
        spec = specification(picture, colours)
        assert colours.unit in json.dumps(spec)
        assert (spec["width"], spec["height"]) == (picture.width, picture.height)
        assert spec["background"] == "transparent"
        assert spec["config"]["font"].startswith("'Source Sans 3'")


def lengths(pair: Pair, colour: str) -> list[int]:
    """How many points each line of a radar has."""
    return sorted(
        len(shape.points)
        for shape in pair.wide.shapes
        if isinstance(shape, Line) and shape.colour == colour and not shape.round and shape.thick == 3.2
    )


def test_the_line_of_a_radar_closes_stops_at_a_hidden_theme_and_goes_on_over_the_top():
    assert lengths(radar(profile(), Beside()), "unit") == [len(THEMES) + 1]
    hidden: dict[str, Any] = {"ze3": "too_few", "ze4": "too_few", "gw2": "too_few"}
    pair = radar(profile(**hidden), Beside())
    assert lengths(pair, "unit") == [8]  # gw3 … nw5, ze1, ze2; gw1 stands alone
    assert [mark.kind for mark in pair.wide.marks].count("cross") == 3
    nothing = radar(profile(**dict.fromkeys(THEMES, "too_few")), Beside())
    assert lengths(nothing, "unit") == []


def test_a_mark_lies_on_its_spoke_where_its_score_says():
    pair = radar(profile(ze1=cell("ze1", 5.0), ze2=cell("ze2", 1.0)), Beside())
    middle = next(shape.centre for shape in pair.wide.shapes if isinstance(shape, Arc))
    first, second = pair.wide.marks[:2]
    assert hypot(first.x - middle[0], first.y - middle[1]) == pytest.approx(233)
    assert hypot(second.x - middle[0], second.y - middle[1]) == pytest.approx(233 / 9)


def test_marks_of_the_interval_stand_where_the_words_say():
    pair = dots(profile(ze1=cell("ze1", 2.75, n=18), ze2=cell("ze2", 4.9), gw1="too_few"), Beside())
    soft = [shape for shape in pair.wide.shapes if isinstance(shape, Line) and shape.round and shape.thick == 9]
    assert len(soft) == len(THEMES) - 2  # everybody answered ze1: a point
    assert "18\u00a0people · everyone answered" in " ".join(text.text for text in pair.wide.texts if text.of == "ze1")


@pytest.mark.parametrize("count", [1, 2, 21])
def test_fewer_than_three_themes_or_more_than_twenty_are_bars(count: int):
    rounds = wild.rounds(5, count)
    made = profile_of(rounds[-1], "org", questionnaire.read())
    assert radar(made, Beside()) == bars(made, Beside())


def test_names_stand_whole_or_say_what_they_stand_for():
    """Whatever a name looks like, it is read in full, or by its short name, or has its whole name with it."""
    for seed in range(40):
        rounds = wild.rounds(seed)
        made = profile_of(rounds[-1], "s/t", questionnaire.read())
        names = {row.theme: {row.title, row.short} for row in made.rows}
        for pair in (radar(made, Beside()), dots(made, Beside())):
            for picture in both(pair):
                for theme, known in names.items():
                    parts = [text for text in picture.texts if text.of == theme and not text.bold and not text.italic]
                    own = [text for text in parts if text.colour != "muted"]
                    said = "".join("".join(text.text for text in own).replace("\u2010", "").split())
                    full = {text.full for text in own if text.full}
                    assert full <= known
                    assert full or said in {"".join(name.split()) for name in known}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_short_name_is_broken_on_a_phone(language: str):
    texts.use(language)
    said = {text.text for text in radar(profile(), Beside()).phone.texts}
    words = {word for theme in CONTENT.themes for word in theme.short.to(language).split()}
    assert words <= {word for text in said for word in text.split()}


def test_the_widths_of_lines_are_kept():
    for words in ("Samenwerkingsverbandenoverleg", "Wijk-werking en zo", "a b c", ""):
        for room in (40, 80, 300):
            for line in measure.lines(words, room, 15, 9):
                assert measure.width(line, 15) <= room
    assert measure.lines("Een heel lange naam voor een thema", 80, 15, 2)[-1].endswith("…")
    assert measure.shortened("Steun", 2, 15) == ""


def test_a_chart_speaks_the_language_in_use():
    texts.use("nl")
    pair = radar(profile(ze1=cell("ze1", 2.75)), ALL)
    assert "2,8" in [text.text for text in pair.wide.texts]
    assert {"Dit team", "De organisatie", "Speling"} <= {text.text for text in pair.wide.texts}
    assert isinstance(pair.wide.marks[0], Mark)
    assert all(isinstance(text, Text) for text in pair.wide.texts)
    assert all(one.y != other.y or one.x != other.x for one, other in pairwise(pair.wide.texts))


@pytest.mark.parametrize(("n", "named"), [(18, False), (14, True)])
def test_the_legend_names_the_margin_only_where_one_is_drawn(n: int, named: bool):
    texts.use("en")
    seen = profile(**{theme: cell(theme, 3.0, n=n, invited=18) for theme in THEMES})
    assert any(text.text == "Margin" for text in dots(seen, Beside()).wide.texts) == named

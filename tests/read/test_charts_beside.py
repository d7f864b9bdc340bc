"""Rounds, units and questions side by side, what is saved of them, and the colours of all charts."""

from __future__ import annotations

from typing import Any

import pytest

from audit.files import delimited
from audit.read.charts.heat import heat
from audit.read.charts.items import items
from audit.read.charts.palette import DARK, LIGHT, Palette
from audit.read.charts.trends import courses, trends
from audit.read.profile import profile_of
from tests.helpers.publications import CONTENT, THEMES, answers, cell, publication


def course_rounds() -> list[Any]:
    return [publication(2024, version=2), publication(2025, north={"ze1": "too_few"}), publication(2026)]


def test_a_course_has_a_step_per_round_and_a_word_where_there_is_no_score():
    found = courses(course_rounds(), "zorg/noord")
    assert [step.words for step in found[0].steps] == ["other questions", "not shown", "3.0"]
    pair = trends(course_rounds(), "zorg/noord")
    assert pair.numbers.heads == ("Theme", "Ronde 2024", "Ronde 2025", "Ronde 2026")
    assert pair.numbers.rows[0][1:] == ("other questions", "not shown", "3.0")
    crosses = [mark for mark in pair.wide.marks if mark.kind == "cross" and mark.words]
    assert len(crosses) == len(THEMES) + 1
    panels = {text.x for text in pair.phone.texts if text.bold and " " not in text.of}
    assert len(panels) == 2


def test_a_round_in_which_two_teams_had_nearly_the_same_name_is_no_step():
    """Nobody knows which of the two it was; what is read now is there all the same."""
    made = publication(2025)
    twin = made.by_id["zorg/noord"].model_copy(update={"id": "zorg/noord-2", "name": "NOORD"})
    mixed = made.model_copy(update={"units": (*made.units, twin)})
    assert [step.words for step in courses([mixed, publication(2026)], "zorg/noord")[0].steps] == [
        "not compared",
        "3.0",
    ]
    assert [step.words for step in courses([mixed], "zorg/noord")[0].steps] == ["3.0"]


def test_units_stand_by_name_with_their_reasons():
    found = heat(publication(north={"ze2": "protects_others"}))
    assert [row.name for row in found.rows] == [
        "OCMW Voorbeeld",
        "Dienst *Zorg*",
        "Noord",
        "West",
        "Zuid",
        "Other teams together",
        "Wonen",
        "Noord",
    ]
    assert found.rows[2].cells[1].reason == "protects others"
    assert found.rows[3].reason == "not shown: fewer than 5 people answered this"
    assert found.rows[5].cells[1].number == "2.3"
    team = heat(publication(), only={"org", "zorg", "zorg/noord"})
    assert [row.unit for row in team.rows] == ["org", "zorg", "zorg/noord", "zorg/"]


def test_a_clear_difference_from_the_rest_has_a_word():
    found = heat(publication(north={"ze1": cell("ze1", 4.6), "ze2": cell("ze2", 3.1)}))
    first, second = found.rows[2].cells[:2]
    assert (first.apart, first.difference, second.apart) == ("higher", "higher", "")


def test_the_bars_of_questions_have_one_middle_and_the_texts_of_the_file():
    first, second = THEMES[0], CONTENT.themes[0].items
    made = publication(
        items={
            second[0].id: answers(second[0].id, (1, 2, 3, 4, 4)),
            second[1].id: answers(second[1].id, (7, 0, 0, 0, 7)),
        }
    )
    row = next(row for row in profile_of(made, "zorg/noord", CONTENT).rows if row.theme == first)
    found = items(row, made, CONTENT.scales[0])
    for bar in found.bars[:2]:
        widths = {part.answer: part.width for part in bar.parts}
        middle = bar.start + widths.get(0, 0) + widths.get(1, 0) + widths.get(2, 0) / 2
        assert middle == pytest.approx(found.middle)
        assert bar.start + sum(widths.values()) <= 1 + 1e-9
    assert found.bars[0].text == made.items[0].text.en
    assert [bar.reason for bar in found.bars[2:]] == ["not shown: fewer than 10 people answered this"] * (
        len(second) - 2
    )
    assert found.numbers.rows[0][1:] == ("1", "2", "3", "4", "4", "14")


def test_a_cell_that_looks_like_a_formula_is_none_in_the_file():
    made = delimited.written(("Theme", "-n"), [("=1+1", "3,2"), ("@SUM(A1)", "a;b"), ("Steun", "–")])
    assert made.decode("utf-8-sig").splitlines() == [
        "Theme;'-n",
        "'=1+1;3,2",
        '\'@SUM(A1);"a;b"',
        "Steun;–",
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_what_is_under_them(colours: Palette):
    bands = (colours.develop, colours.growing, colours.strength)
    grounds = (colours.page, *bands, *colours.cells)
    assert min(contrast(text, ground) for text in (colours.ink,) for ground in grounds) >= 4.5
    assert min(contrast(colours.muted, ground) for ground in (colours.page, *bands, colours.cells[1])) >= 4.5
    for name, tint in zip(colours.questionnaires, colours.tints, strict=True):
        assert contrast(name, tint) >= 4.5
    marks = (colours.unit, colours.organisation, colours.earlier, colours.border)
    assert min(contrast(mark, ground) for mark in marks for ground in (colours.page, *bands)) >= 3
    for ground, ink in zip(colours.answers, colours.on_answers, strict=True):
        assert contrast(ground, ink) >= 4.5

"""A profile: what stands beside each other, in which order, and what is said where there is no number."""

from __future__ import annotations

import pytest

from audit import texts
from audit.publication import Publication, ThemeCell
from audit.read import glance
from audit.read.charts.heat import heat
from audit.read.charts.trends import courses
from audit.read.profile import Profile, profile_of
from audit.read.sentences import changed
from audit.read.table import as_table, rest_table
from audit.read.units import nearest_shown, unit_labels, units_not_shown
from tests.helpers.publications import CONTENT, THEMES, TWO_CAMPS, cell, publication, spaced, vote

NORTH = {
    "ze1": cell("ze1", 2.8, agreement=TWO_CAMPS),
    "ze2": cell("ze2", 4.25),
    "ze3": cell("ze3", 3.45),
    "gw1": "too_few",
    "gw2": "protects_others",
    "nw1": cell("nw1", 2.0, n=9, dk_share=1 / 3),
    "nw2": cell("nw2", 3.0, dk_share=None),
    "nw5": "not_asked",
}
VOTES = {
    "ze1": vote("ze1", 8, "work_on_together", 56.3),
    "ze2": vote("ze2", 1, "maintain", 5.0),
    "ze3": vote("ze3", 6, "strength_to_build_on", 40.0),
    "nw1": vote("nw1", 0, "ask_why", 12.0, explore_first=True),
    "nw2": vote("nw2", 2, "keep_an_eye_on", 60.0),
}


def north(earlier: Publication | None = None) -> Profile:
    this = publication(north=NORTH, votes=VOTES)
    return profile_of(this, "zorg/noord", CONTENT, earlier)


def test_rows_stand_in_questionnaire_order_with_the_organisation_beside_them():
    profile = north()
    assert tuple(row.theme for row in profile.rows) == THEMES
    assert [row.cell.score for row in profile.rows[:3]] == [2.8, 4.25, 3.45]
    assert {row.organisation.score for row in profile.rows if row.organisation} == {3.0}
    assert [id for id, _title in profile.questionnaires] == ["ze", "gw", "nw"]
    assert all(row.earlier is None for row in profile.rows)


def test_themes_of_a_questionnaire_that_was_not_in_the_round_are_no_themes_of_it():
    """They have no place in a chart, and are not counted as hidden."""
    made = publication()
    asked = [cell.theme for cell in made.units[0].themes if cell.theme.startswith("gw")]
    units = [
        unit.model_copy(
            update={
                "themes": tuple(
                    cell if cell.theme in asked else ThemeCell(theme=cell.theme, shown=False, reason="not_asked")
                    for cell in unit.themes
                )
            }
        )
        for unit in made.units
    ]
    made = made.model_copy(update={"units": tuple(units)})
    profile = profile_of(made, "zorg/noord", CONTENT)
    assert [row.theme for row in profile.rows] == asked
    assert "not shown" not in glance.at_a_glance(profile)[0]
    assert [course.theme for course in courses([made], "org")] == asked
    assert {len(row.cells) for row in heat(made).rows if not row.reason} == {len(asked)}
    assert [len(group.themes) for group in heat(made).groups] == [len(asked)]


def test_the_organisation_has_no_organisation_beside_it():
    profile = profile_of(publication(), "org", CONTENT)
    assert all(row.organisation is None for row in profile.rows)
    assert list(as_table(profile).columns) == ["The organisation", "Probably between", "Agreement", "Chose this theme"]


def test_titles_speak_the_language():
    texts.use("nl")
    assert north().rows[0].title == CONTENT.themes[0].title.to("nl")
    texts.use("en")
    assert north().rows[0].title == CONTENT.themes[0].title.to("en")


def test_an_earlier_round_with_the_same_questions_is_compared():
    profile = north(publication(2025, north={"ze1": cell("ze1", 2.5), "ze2": "too_few"}))
    assert profile.earlier_title == "Ronde 2025"
    assert profile.rows[0].earlier is not None
    assert profile.rows[0].earlier.score == 2.5
    assert spaced(as_table(profile)["Ronde 2025"])[:2] == [
        "In between, at the border · 2.5 · 14 people",
        "not shown: fewer than 5 people answered this",
    ]


def test_other_questions_break_the_comparison():
    assert north(publication(2025, version=2)).earlier_title is None
    one_less = north(publication(2025, dropped=("ze1_2",)))
    assert [row.theme for row in one_less.rows if row.earlier is None] == ["ze1"]


def test_a_unit_that_was_not_there_is_not_compared():
    earlier = publication(2025)
    units = tuple(unit for unit in earlier.units if unit.id != "zorg/noord")
    without = north(earlier.model_copy(update={"units": units}))
    assert without.earlier_title is None
    assert changed(without) == ("All themes (not compared: not there in Ronde 2025).",)


def test_the_table_says_what_the_cells_say():
    table = as_table(north())
    assert list(table.columns) == [
        "This team",
        "Probably between",
        "Agreement",
        "The organisation",
        "Beside the rest of the organisation",
        "Chose this theme",
    ]
    assert list(table.index) == [theme.title.to("en") for theme in CONTENT.themes]
    assert spaced(table["This team"]) == [
        "In between · 2.8 · 14 people · two camps",
        "Strength · 4.3 · 14 people",
        "Strength, at the border · 3.5 · 14 people",
        "In between · 3.0 · 14 people",
        "not shown: fewer than 5 people answered this",
        "not shown apart, so that nobody can be recognised",
        "In between · 3.0 · 14 people",
        "To be developed · 2.0 · 9 people · little sight",
        "In between · 3.0 · 14 people",
        "In between · 3.0 · 14 people",
        "In between · 3.0 · 14 people",
        "not asked in this round",
    ]
    assert table["Probably between"].tolist()[:5] == ["2.6 to 3.0", "4.1 to 4.5", "3.3 to 3.7", "2.8 to 3.2", "–"]
    assert table["Agreement"].tolist()[:2] == ["two camps", "–"]
    assert table["Chose this theme"].tolist()[:2] == ["8 of 14", "1 of 14"]
    texts.use("nl")
    assert spaced(as_table(north())["Dit team"])[1] == "Sterkte · 4,3 · 14 mensen"


def test_strengths_come_highest_first_and_those_that_few_can_judge_after_them():
    assert [row.theme for row in north().strengths] == ["ze2", "ze3"]
    unseen = publication(north={"ze1": cell("ze1", 4.5, dk_share=0.5), "ze2": cell("ze2", 4.0)})
    assert [row.theme for row in profile_of(unseen, "zorg/noord", CONTENT).strengths] == ["ze2", "ze1"]


def test_priorities_come_by_index_and_those_to_discuss_stand_apart():
    profile = north()
    assert [row.theme for row in profile.priorities] == ["nw2", "ze1", "ze3", "nw1", "ze2"]
    assert [row.theme for row in profile.to_discuss] == ["ze1", "ze3", "nw1"]
    assert [row.theme for row in profile.others] == ["nw2", "ze2"]


def test_certain_priorities_come_before_less_certain_ones_whatever_their_index():
    certain = {
        "ze1": vote("ze1", 8, "work_on_together", 40.0, certainty="probably"),
        "ze2": vote("ze2", 8, "work_on_together", 90.0),
        "ze3": vote("ze3", 8, "ask_why", 30.0),
        "ze4": vote("ze4", 8, "work_on_together", 20.0, certainty="almost_certainly"),
        "nw1": vote("nw1", 8, "work_on_together", 50.0, certainty="possibly"),
        "nw2": vote("nw2", 8, "work_on_together", 60.0, certainty="possibly"),
    }
    profile = profile_of(publication(votes=certain), "zorg/noord", CONTENT)
    assert [row.theme for row in profile.to_discuss] == ["ze4", "ze1", "nw2", "nw1"]
    assert [row.theme for row in profile.others] == ["ze2", "ze3"]
    assert profile.most == 3


def test_without_known_choices_the_lowest_scores_come_first_and_no_strength():
    profile = profile_of(publication(north=NORTH), "zorg/noord", CONTENT)
    assert profile.priorities == ()
    assert [row.theme for row in profile.lowest][:2] == ["nw1", "ze1"]
    assert len(profile.lowest) == 3


def test_two_camps_are_named():
    assert [row.theme for row in north().two_camps] == ["ze1"]


SIGHT = [(1 / 3, 5, True), (0.33, 14, False), (0.9, 4, False), (None, 14, False)]


@pytest.mark.parametrize(("share", "n", "little"), SIGHT)
def test_little_sight_is_a_third_among_at_least_five(share: float | None, n: int, little: bool):
    this = publication(north={"ze1": cell("ze1", 3.0, n=n, dk_share=share)})
    found = [row.theme for row in profile_of(this, "zorg/noord", CONTENT).little_sight]
    assert found == (["ze1"] if little else [])


def test_units_without_any_result_are_named_by_reason():
    found = [(reason, [unit.id for unit in units]) for reason, units in units_not_shown(publication())]
    assert found == [("too_few", ["zorg/west"]), ("protects_others", ["zorg/zuid"])]


def test_a_unit_that_is_not_shown_leads_to_the_one_above():
    this = publication()
    assert nearest_shown(this, "zorg/west") == "zorg"
    assert nearest_shown(this, "zorg/noord") == "zorg/noord"
    document = this.model_dump(by_alias=True)
    for unit in document["units"]:
        unit["themes"] = document["units"][4]["themes"]
    assert nearest_shown(Publication.model_validate(document), "zorg/west") is None


def test_what_is_left_of_a_unit_is_shown_where_it_is_large_enough():
    table = rest_table(profile_of(publication(), "zorg", CONTENT))
    assert list(table.index) == [CONTENT.theme("ze2").title.to("en")]
    assert spaced(table["Other teams together"]) == ["To be developed · 2.3 · 11 people"]
    assert profile_of(publication(), "org", CONTENT).rest == ()


def test_units_of_the_same_name_can_be_told_apart():
    labels = unit_labels(publication())
    assert labels["zorg/noord"] == "Dienst *Zorg* · Noord"
    assert len(set(labels.values())) == len(labels)


def test_titles_are_those_of_the_file_whatever_the_questionnaires_say_now():
    other = CONTENT.model_copy(update={"questionnaires": CONTENT.questionnaires[1:]})
    profile = profile_of(publication(), "zorg/noord", other, publication(2025))
    assert profile.rows[0].title == CONTENT.theme("ze1").title.to("en")
    assert profile.rows[0].earlier is not None


def test_the_lowest_theme_always_stands_among_those_to_discuss():
    certain = {"ze1": vote("ze1", 8, "work_on_together", 40.0, certainty="almost_certainly")}
    low = {"nw4": cell("nw4", 1.8)}
    votes = certain | {"nw4": vote("nw4", 1, "ask_why", 10.0)}
    profile = profile_of(publication(north=low, votes=votes), "zorg/noord", CONTENT)
    assert [row.theme for row in profile.to_discuss] == ["ze1", "nw4"]

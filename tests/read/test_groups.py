"""Teams without a result of their own, together: what the file says of them, and nothing more."""

from __future__ import annotations

import pytest

from audit import questionnaire, texts
from audit.publication import Publication
from audit.read import glance
from audit.read.archive import Archive
from audit.read.charts.heat import heat
from audit.read.groups import group_of, groups, profile_of_group, why_together
from audit.read.units import is_shown

CONTENT = questionnaire.read()
ALL = [(entry.organisation, entry.round) for entry in Archive().entries()]


@pytest.fixture(params=ALL, ids=lambda one: "-".join(one))
def made(request: pytest.FixtureRequest) -> Publication:
    return Archive().read(*request.param)


def test_a_group_says_what_is_left_of_its_service_beside_the_shown_teams(made: Publication):
    """Worked out again from the sums of the service and its shown teams."""
    for group in groups(made).values():
        assert len(group.teams) > 1
        assert all(team.level == "team" for team in group.teams)
        assert group.invited == sum(team.invited for team in group.teams)
        profile = profile_of_group(made, group, CONTENT, None)
        parent = made.by_id[group.parent]
        for row in profile.shown:
            whole = parent.theme(row.theme)
            parts = [
                cell
                for unit in made.units
                if unit.parent == parent.id and (cell := unit.theme(row.theme)) is not None and cell.shown
            ]
            assert whole is not None
            assert row.cell.n == (whole.n or 0) - sum(cell.n or 0 for cell in parts)
            assert (row.cell.n or 0) >= made.rules.minimum_group
            total = (whole.score or 0) * (whole.answers or 0) - sum(
                (cell.score or 0) * (cell.answers or 0) for cell in parts
            )
            assert (row.cell.score or 0) * (row.cell.answers or 0) == pytest.approx(total)
            left = {unit.id for unit in made.units if unit.parent == parent.id and unit.level == "team"} - {
                unit.id for unit in made.units for cell in unit.themes if cell.theme == row.theme and cell.shown
            }
            assert {team.id for team in group.teams} == left
        assert all(row.change is None and row.contrast is None and not row.priority.shown for row in profile.rows)
        assert profile.shown


def test_only_teams_without_a_result_are_looked_for(made: Publication):
    for unit in made.units:
        if is_shown(unit) or unit.level != "team":
            continue
        group = group_of(groups(made), unit.id)
        if group is not None:
            texts.use("nl")
            sentence = why_together(unit, group, made)
            assert sentence.startswith(unit.name)
            assert group.name in sentence
            assert glance.at_a_glance(profile_of_group(made, group, CONTENT, None))
            assert group.name in [row.name for row in heat(made).rows]


def test_the_sample_has_such_a_group():
    made = Archive().read("ocmw-voorbeeldstad-fictief", "2026")
    texts.use("nl")
    assert [group.name for group in groups(made).values()] == ["Warme maaltijden en Nachtdienst samen"]


def test_a_group_with_little_to_say_gives_way_to_the_service():
    assert groups(Archive().read("caw-denkbeeldig-land-fictief", "2026")) == {}

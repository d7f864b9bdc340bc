"""From answers to a publication, where there is little or nothing to show."""

from __future__ import annotations

from datetime import date

import pytest

from audit.collect.responses import Answers, Response
from audit.organisation import Organisation, Service, Team
from audit.publication import Publication
from audit.publish.composition import compose, round_of, rules_of
from audit.questionnaire import read

CONTENT = read()
WHOLE = Organisation(name="Huis", services=(Service(name="Onthaal", teams=(Team(name="Balie", invited=8),)),))


def published(*responses: Response) -> Publication:
    round = round_of("2026", date(2026, 6, 30))
    return compose(WHOLE, round, rules_of(5), CONTENT, Answers(CONTENT.questionnaires, responses))


def response(point: str, items: int = 48, priorities: tuple[str, ...] | None = None) -> Response:
    return Response("onthaal/balie", "geen", (point,) * items + ("",) * (48 - items), priorities)


def test_a_round_in_which_nobody_answered_shows_nothing() -> None:
    publication = published()
    assert {cell.reason for unit in publication.units for cell in unit.themes} == {"too_few"}
    assert [unit.responses for unit in publication.units] == [0, 0, 0]
    assert publication.rest == ()


@pytest.mark.parametrize("answer", ["dk", "na", ""])
def test_a_round_in_which_nobody_gave_a_point_shows_nothing(answer: str) -> None:
    publication = published(*[response(answer)] * 6)
    assert not any(cell.shown for unit in publication.units for cell in (*unit.themes, *unit.items))


def test_people_who_all_said_the_same_at_an_end_of_the_scale_are_not_given_away() -> None:
    publication = published(*[response("5")] * 6)
    assert {cell.reason for unit in publication.units for cell in unit.themes} == {"protects_others"}


def test_people_who_all_said_the_same_in_the_middle_are_shown() -> None:
    publication = published(*[response("3")] * 6)
    assert {cell.score for unit in publication.units for cell in unit.themes} == {3.0}
    assert {cell.a_wg for unit in publication.units for one in unit.themes if (cell := one.agreement)} == set()


def test_who_answered_less_than_half_of_a_questionnaire_still_was_offered_its_themes() -> None:
    publication = published(*[response("3", priorities=("ze1",))] * 5, response("3", items=7, priorities=("ze1",)))
    whole = publication.units[0]
    assert (whole.responses, whole.themes[0].n) == (5, 5)
    assert (whole.priorities[0].n, whole.priorities[0].chosen) == (6, 6)


@pytest.mark.parametrize(
    ("name", "year"),
    [("2026", 2026), ("Voorjaar 2025", 2025), ("R2024b", 2024), ("Ronde 20261", 2026), ("Eerste meting", 2026)],
)
def test_the_year_of_a_round_is_the_one_in_its_name_or_else_that_of_closing(name: str, year: int) -> None:
    assert round_of(name, date(2026, 6, 30)).year == year

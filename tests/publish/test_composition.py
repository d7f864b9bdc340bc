"""From answers to a publication, where there is little or nothing to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.collect.responses import Answers, Response
from audit.organisation import Organisation, Service, Team
from audit.publication import FollowUp, Publication
from audit.publish.composition import compose, round_of, rules_of
from audit.questionnaire import read
from tests.helpers.random_rounds import Round, content, organisation

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
    assert publication.organisation_only.straight_lining is None
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
    assert not any(one.agreement for unit in publication.units for one in unit.themes)


def test_who_answered_less_than_half_of_a_questionnaire_still_was_offered_its_themes() -> None:
    publication = published(*[response("3", priorities=("ze1",))] * 5, response("3", items=7, priorities=("ze1",)))
    whole = publication.units[0]
    assert (whole.responses, whole.themes[0].n) == (5, 5)
    assert (whole.priorities[0].n, whole.priorities[0].chosen) == (6, 6)


def test_one_who_skipped_an_item_hides_no_theme() -> None:
    """Thresholds count people, and not the answers to each item."""
    gap = Response("onthaal/balie", "geen", ("2", "", *"4" * 46), None)
    publication = published(*[response("3")] * 4, gap)
    cell = publication.by_id["onthaal/balie"].themes[0]
    assert (cell.shown, cell.n, cell.answers) == (True, 5, 19)
    assert cell.score == (4 * 12 + 2 + 4 + 4) / 19


def test_below_ten_people_the_usual_spread_stands_in_for_their_own() -> None:
    publication = published(*[response("3")] * 5)
    cell, pooled = publication.units[0].themes[0], publication.pooled_sd["ze1"]
    assert (cell.sd, cell.df, pooled.sd, pooled.df) == (None, None, 0.72, 30)
    half = 2.0422724563 * 0.72 / 5**0.5
    assert cell.interval_level == pytest.approx((3 - half, 3 + half))
    now = half * (3 / 8) ** 0.5 + 0.4 * 3 / 8
    assert cell.interval_now == pytest.approx((3 - now, 3 + now))


def test_who_gave_one_answer_to_everything_is_counted_for_the_organisation() -> None:
    varied = Response("huis/een", "geen", tuple("12345"[item % 5] for item in range(48)), None)
    whole = Organisation(name="Huis", services=(Service(name="Huis", teams=(Team(name="Een", invited=20),)),))
    people = (varied,) * 9 + (replace(varied, answers=("3",) * 48),) * 3
    publication = compose(
        whole, round_of("2026", date(2026, 6, 30)), rules_of(5), CONTENT, Answers(CONTENT.questionnaires, people)
    )
    assert publication.organisation_only.straight_lining == 0.25


def test_not_where_most_people_did() -> None:
    """Beside counts it would tell who they are: here nine of ten did, with 3 or 4, and only five who gave 3 add up
    to the score of the first team."""
    said = {"s1/t1": ["3" * 10] * 5, "s1/t2": ["4" * 10] * 4 + ["4424444444"]}
    people = tuple(Response(team, "geen", tuple(one), None) for team, all_of in said.items() for one in all_of)
    publication = Round(organisation([5, 5]), content([10]), people).publication()
    assert all(cell.shown for cell in publication.by_id["s1"].items)
    assert publication.organisation_only.straight_lining is None


def test_what_was_done_with_the_last_results_is_counted_from_ten_people_on() -> None:
    def said(*answers: str) -> FollowUp | None:
        people = [replace(response("3"), follow_up=answer) for answer in answers]
        whole = Organisation(name="Huis", services=(Service(name="Onthaal", teams=(Team(name="Balie", invited=20),)),))
        line = round_of("2026", date(2026, 6, 30))
        answers_given = Answers(CONTENT.questionnaires, tuple(people))
        return compose(whole, line, rules_of(5), CONTENT, answers_given).units[0].follow_up

    assert said(*[""] * 12) is None
    assert said(*["much"] * 5, *["nothing"] * 4, "dk") == FollowUp(shown=False, reason="too_few")
    assert said(*["nothing"] * 11) == FollowUp(shown=False, reason="protects_others")
    shown = said(*["much"] * 2, *["some"] * 4, *["nothing"] * 4, *["dk"] * 3)
    assert shown is not None
    assert (shown.n, shown.share) == (10, 0.6)
    assert shown.counts == {"much": 2, "some": 4, "hardly": 0, "nothing": 4}


def test_people_added_after_opening_protect_nobody() -> None:
    """Three people of a team that was too small, and two codes that came later: the two may be anybody."""
    teams = (Team(name="Groot", invited=12), Team(name="Klein", invited=5, added=2))
    whole = Organisation(name="Huis", services=(Service(name="Onthaal", teams=teams),))
    people = tuple(
        replace(response("3"), team=team)
        for team, n in (("onthaal/groot", 12), ("onthaal/klein", 5))
        for _one in range(n)
    )
    line = round_of("2026", date(2026, 6, 30))
    made = compose(whole, line, rules_of(5), CONTENT, Answers(CONTENT.questionnaires, people))
    cell = made.by_id["onthaal/klein"].themes[0]
    assert (cell.shown, cell.reason) == (False, "protects_others")
    assert made.by_id["onthaal/klein"].responses is None
    assert not made.by_id["onthaal/groot"].themes[0].shown
    assert (made.units[0].themes[0].n, made.units[0].responses) == (17, 17)


def test_where_everybody_answered_nothing_is_said_about_certainty() -> None:
    def tops(invited: int) -> set[float | None]:
        whole = Organisation(
            name="Huis", services=(Service(name="Onthaal", teams=(Team(name="Balie", invited=invited),)),)
        )
        people = tuple(response("3", priorities=(f"ze{1 + number % 4}",)) for number in range(12))
        line = round_of("2026", date(2026, 6, 30))
        made = compose(whole, line, rules_of(5), CONTENT, Answers(CONTENT.questionnaires, people))
        return {cell.top for cell in made.units[0].priorities}

    assert tops(12) == {None}
    assert None not in tops(14)
    assert all(round(20 * (top or 0)) == 20 * (top or 0) for top in tops(14))


@pytest.mark.parametrize(
    ("name", "year"),
    [("2026", 2026), ("Voorjaar 2025", 2025), ("R2024b", 2024), ("Ronde 20261", 2026), ("Eerste meting", 2026)],
)
def test_the_year_of_a_round_is_the_one_in_its_name_or_else_that_of_closing(name: str, year: int) -> None:
    assert round_of(name, date(2026, 6, 30)).year == year

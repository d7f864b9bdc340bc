"""Whole sentences about a unit, in both languages: none says more than its numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit import texts
from audit.publication import FollowUp, OrganisationOnly, Publication, Rules
from audit.read import sentences
from audit.read.change import Change
from audit.read.profile import Profile, Row, profile_of
from audit.read.table import as_table
from tests.helpers.publications import CONTENT, THEMES, TWO_CAMPS, cell, publication, spaced, vote

TEAM = "zorg/noord"
EXPLORE = (
    "People are in two camps, so first explore where that comes from.",
    "“I don't know” was answered often, so first explore what people know about it.",
)
OUTCOMES = {
    "work_on_together": (
        "8 van de 14 mensen kozen dit thema. De score is 2,8. Pak dit samen aan.",
        "8 of the 14 people chose this theme. The score is 2.8. Work on this together.",
    ),
    "strength_to_build_on": (
        "8 van de 14 mensen kozen dit thema. De score is 2,8. "
        "Dit is een sterkte die mensen kozen om eerst aan te werken.",
        "8 of the 14 people chose this theme. The score is 2.8. This is a strength that people chose to work on first.",
    ),
    "ask_why": (
        "8 van de 14 mensen kozen dit thema. De score is laag: 2,8. Bespreek waarom het niet vaker gekozen is.",
        "8 of the 14 people chose this theme. The score is low: 2.8. Discuss why it was not chosen more often.",
    ),
    "keep_an_eye_on": (
        "8 van de 14 mensen kozen dit thema. De score is 2,8. Hou dit in het oog.",
        "8 of the 14 people chose this theme. The score is 2.8. Keep an eye on this.",
    ),
    "maintain": (
        "8 van de 14 mensen kozen dit thema. De score is 2,8. Dit is een sterkte: hou dit vast.",
        "8 of the 14 people chose this theme. The score is 2.8. This is a strength: keep it up.",
    ),
}


def team(earlier: Publication | None = None, votes: Any = None, **north: Any) -> Profile:
    return profile_of(publication(north=north, votes=votes), TEAM, CONTENT, earlier)


def row(score: float = 2.75, **choice: Any) -> Row:
    given = {"chosen": 8, "outcome": "work_on_together", "index": 50.0} | choice
    return replace(team(votes={"ze1": vote("ze1", **given)}, ze1=cell("ze1", score)).rows[0], lowest=False)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(("language", "place"), [("nl", 0), ("en", 1)])
def test_each_outcome_has_its_reason_in_a_sentence(outcome: str, language: str, place: int):
    texts.use(language)
    assert sentences.why(row(outcome=outcome), 3) == OUTCOMES[outcome][place]


@pytest.mark.parametrize(
    ("language", "chosen", "begin"),
    [
        ("nl", 1, "1 van de 14 mensen koos dit thema."),
        ("nl", 0, "Niemand van de 14 mensen koos dit thema."),
        ("en", 1, "1 of the 14 people chose this theme."),
        ("en", 0, "None of the 14 people chose this theme."),
    ],
)
def test_one_and_none_are_said_as_people_say_them(language: str, chosen: int, begin: str):
    texts.use(language)
    assert sentences.why(row(2.0, chosen=chosen, outcome="ask_why"), 3).startswith(begin)


def test_what_to_explore_first_has_its_own_reasons():
    made = row(explore_first=True)
    camps, sight, both = (
        replace(made, cell=cell("ze1", 2.75, agreement=agreement, dk_share=dk))
        for agreement, dk in ((TWO_CAMPS, 0.1), (None, 0.5), (TWO_CAMPS, 0.5))
    )
    assert sentences.why(camps, 3).endswith("The score is 2.8. " + EXPLORE[0])
    assert sentences.why(sight, 3).endswith("The score is 2.8. " + EXPLORE[1])
    assert sentences.why(both, 3).endswith(" ".join(EXPLORE))
    texts.use("nl")
    assert sentences.outcome(made) == "Eerst verkennen · Samen aanpakken"


def test_the_lowest_theme_says_so_and_stands_in_the_open_also_where_its_votes_are_hidden():
    found = team(votes={"ze1": vote("ze1", 8, "work_on_together", 50.0, certainty="probably")}, nw4=cell("nw4", 1.8))
    lowest = found.to_discuss[-1]
    assert [row.theme for row in found.to_discuss] == ["ze1", "nw4"]
    assert sentences.outcome(lowest) == "Talk about it"
    assert sentences.why(lowest, 3) == (
        "How many people chose this theme is not shown. The score is 1.8. None of the themes shown scores lower. Talk "
        "about it together."
    )
    assert [row.theme for row in found.rows if row.lowest] == ["nw4"]


@pytest.mark.parametrize("little_sight", [True, False])
def test_a_strength_that_few_can_judge_is_not_called_one_to_keep_up(little_sight: bool):
    judged = replace(
        row(4.0, chosen=1, outcome="maintain"), cell=cell("ze1", 4.0, dk_share=0.4 if little_sight else 0.1)
    )
    assert ("keep it up" in sentences.why(judged, 3)) == (not little_sight)


@pytest.mark.parametrize("outcome", ["keep_an_eye_on", "maintain"])
def test_a_theme_among_the_first_that_few_chose_is_to_be_discussed(outcome: str):
    texts.use("nl")
    few = row(3.6, chosen=4, outcome=outcome, certainty="probably")
    assert sentences.outcome(few) == "Bespreek of jullie eraan werken"
    assert sentences.why(few, 3) == (
        "4 van de 14 mensen kozen dit thema. Dat is minder dan een derde. Toch staat het vrij zeker bij de eerste 3 "
        "prioriteiten. De score is 3,6, op de grens. Bespreek of jullie eraan werken."
    )
    assert "hou dit vast" in sentences.why(row(3.6, chosen=4, outcome="maintain"), 3)  # no place among the first


def test_how_certain_a_place_is_stands_in_words():
    found = team(votes={"ze1": vote("ze1", 8, "work_on_together", 50.0, certainty="probably")})
    assert sentences.certain(found.rows[0], found) == "likely among the first 3 priorities"


def test_where_everyone_answered_votes_are_counted_and_nothing_is_certain():
    full = team(votes={"ze1": vote("ze1", 8, "work_on_together", 50.0, n=18)})
    assert sentences.certain(full.rows[0], full) == "Everyone answered this. On another day it may be different."
    few = team(votes={"ze1": vote("ze1", 3, "work_on_together", 50.0, n=9)})
    assert sentences.certain(few.rows[0], few) == ""


@pytest.mark.parametrize(
    ("responses", "invited", "said"),
    [
        (14, 14, ["Alle collega’s antwoordden"]),
        (15, 20, []),
        (13, 20, ["Minder dan 7 op 10"]),
        (10, 20, ["Minder dan 7 op 10"]),
        (9, 20, ["gaan over wie antwoordde, niet over de hele groep"]),
        (None, 3, []),
    ],
)
def test_who_did_not_answer_is_told(responses: int | None, invited: int, said: list[str]):
    texts.use("nl")
    found = team(**{theme: cell(theme, 3.0, n=responses or 5, invited=invited) for theme in THEMES})
    unit = found.unit.model_copy(update={"responses": responses, "invited": invited})
    told = sentences.warnings(replace(found, unit=unit))
    assert len(told) == len(said)
    assert all(part in sentence for part, sentence in zip(said, told, strict=True))


def test_that_few_answered_a_theme_is_told_there_and_above_it_all_where_the_unit_did_answer():
    found = team(nw1=cell("nw1", 3.0, n=8))
    found = replace(found, unit=found.unit.model_copy(update={"responses": 18}))
    assert "On 1 theme fewer than half answered." in sentences.warnings(found)
    told = {row.theme: sentences.few_answered(row, found) for row in found.rows}
    assert told.pop("nw1") == "Fewer than half answered this: the score is only about those who answered."
    assert set(told.values()) == {""}
    few = replace(found, unit=found.unit.model_copy(update={"responses": 8}))
    assert few.few_answered == ()  # then it is said of all of them


def test_the_response_in_words():
    this = publication()
    texts.use("nl")
    assert sentences.responses(this.by_id[TEAM]) == "14 van de 18 mensen antwoordden."
    assert sentences.responses(this.by_id["zorg/west"]) == "Er zijn minder dan 5 mensen uitgenodigd."
    hidden = this.by_id[TEAM].model_copy(update={"responses": None})
    assert sentences.responses(hidden) == "Hoeveel mensen antwoordden, tonen we niet."


def test_changes_are_told_with_how_much_chance_there_is_in_a_list():
    earlier = publication(2025, north={"ze1": cell("ze1", 2.5), "ze2": cell("ze2", 1.5), "ze3": "too_few"})
    told = sentences.changed(team(earlier, ze2=cell("ze2", 4.0)))
    assert told[0] == f"{CONTENT.theme('ze2').title.to('en')}: 2.5 higher (probably 2.0 to 3.0)."
    assert told[1].startswith("No clear change: ")
    assert told[1].endswith("We mostly do not see a change smaller than 0.5.")
    assert told[2] == "Of 11 themes, one may differ by chance."
    assert told[3] == f"{CONTENT.theme('ze3').title.to('en')} (not compared: not shown in Ronde 2025)."
    assert sentences.changed(team()) == ()


@pytest.mark.parametrize(
    ("halves", "said"),
    [
        ([0.56, 0.52], "Een verandering kleiner dan 0,5 zien we meestal niet."),
        (
            [0.79, 0.21],
            "Een verandering kleiner dan 0,2 zien we meestal niet. Bij sommige thema’s zien we ook een verandering "
            "kleiner dan 0,7 meestal niet.",
        ),
        ([0.04, 0.31], "Bij sommige thema’s zien we ook een verandering kleiner dan 0,3 meestal niet."),
        ([0.04], ""),
    ],
)
def test_what_is_mostly_not_seen_is_true_of_each_theme(halves: list[float], said: str):
    texts.use("nl")
    assert sentences.unseen(Change(3.0, 3.0, 0.0, half, "no_clear_change") for half in halves) == said


def told_of_results(language: str, cell: FollowUp | None) -> list[str]:
    texts.use(language)
    found = team()
    unit = found.unit.model_copy(update={"follow_up": cell})
    return spaced(sentences.follow_up(replace(found, unit=unit)))


def said(much: int, some: int, hardly: int, nothing: int) -> FollowUp:
    n = much + some + hardly + nothing
    counts = {"much": much, "some": some, "hardly": hardly, "nothing": nothing}
    return FollowUp(shown=True, n=n, counts=counts, share=(much + some) / n)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "cell", "told"),
    [
        ("nl", said(3, 9, 5, 3), "Van de 20 mensen die het konden zeggen, antwoordden er 12 “veel” of “iets” (60 %)."),
        ("nl", said(0, 2, 5, 3), "Van de 10 mensen die het konden zeggen, antwoordden er 2 “veel” of “iets” (20 %)."),
        ("nl", said(0, 0, 5, 6), "Van de 11 mensen die het konden zeggen, antwoordde niemand “veel” of “iets”."),
        ("en", said(3, 9, 5, 3), "Of the 20 people who could say, 12 answered “a lot” or “something” (60%)."),
        ("en", said(0, 0, 5, 6), "Of the 11 people who could say, nobody answered “a lot” or “something”."),
    ],
)
def test_what_was_done_with_the_previous_results_is_told_in_people(language: str, cell: FollowUp, told: str):
    assert told_of_results(language, cell)[0] == told


def test_each_answer_about_the_previous_results_is_told():
    assert told_of_results("nl", said(3, 9, 5, 3))[1] == "Veel: 3. Iets: 9. Bijna niets: 5. Niets: 3."


def test_why_it_is_not_shown_what_was_done_with_the_previous_results():
    (few,) = told_of_results("en", FollowUp(shown=False, reason="too_few"))
    assert few == "Fewer than 10 people could say this, so it is not shown."
    (hidden,) = told_of_results("en", FollowUp(shown=False, reason="protects_others"))
    assert hidden.startswith("Enough people answered. This is not shown apart")
    assert told_of_results("en", None) == []


def test_where_nothing_changed_clearly_nothing_is_said_of_chance():
    told = sentences.changed(team(publication(2025)))
    assert len(told) == 1
    assert told[0].startswith("No clear change: ")


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        (publication(2025, version=2), "not compared: a question was worded differently"),
        (
            publication(2025, dropped=tuple(item.id for item in CONTENT.items)),
            "not compared: other questions counted then",
        ),
    ],
)
def test_why_nothing_is_compared(earlier: Publication, reason: str):
    assert sentences.changed(team(earlier)) == (f"All themes ({reason}).",)


def test_at_most_three_differences_with_the_rest_are_named_the_clearest_first():
    far = {theme: cell(theme, 4.2 + number / 10) for number, theme in enumerate(THEMES[:5])}
    told = sentences.beside_the_rest(team(**far))
    assert len(told) == 3
    assert told[0].startswith(f"{CONTENT.theme(THEMES[4]).title.to('en')}: higher (4.6")
    assert sentences.beside_the_rest(team()) == ()


def test_beside_a_score_stands_what_makes_it_say_little():
    told = sentences.beside_the_rest(team(ze1=cell("ze1", 4.5, agreement=TWO_CAMPS, dk_share=0.4)))
    assert told[0].endswith("(4.5 against 2.3) · two camps · little sight.")


def test_what_is_not_shown_is_named_with_its_reason():
    titles = {theme.id: theme.title.to("en") for theme in CONTENT.themes}
    found = sentences.not_shown(
        team(gw1="too_few", gw2="protects_others", nw5="not_asked", nw2=cell("nw2", 3.0, dk_share=None))
    )
    assert found[0] == f"{titles['gw1']}: Fewer than 5 people answered this."
    assert found[1].startswith(f"{titles['gw2']}: Enough people answered")
    assert found[2] == f"{titles['nw5']}: This was not asked in this round."
    assert found[3].startswith("How many people chose")
    assert titles["nw2"] in found[4]


def test_why_somebody_sees_a_larger_unit_is_true_of_the_unit_they_asked_for():
    this = publication()
    larger = profile_of(this, "zorg", CONTENT)
    assert "fewer than 5 people answered each theme" in sentences.why_larger(this.by_id["zorg/west"], larger)
    protecting = sentences.why_larger(this.by_id["zorg/zuid"], larger)
    assert "so that nobody can be recognised" in protecting
    assert "fewer" not in protecting


def test_a_small_team_is_too_small_also_where_other_questionnaires_were_not_asked():
    small = publication().by_id["zorg/west"]
    themes = (small.themes[0], *(cell.model_copy(update={"reason": "not_asked"}) for cell in small.themes[1:]))
    hidden = small.model_copy(update={"themes": themes})
    assert "fewer than 5 people" in sentences.why_larger(hidden, profile_of(publication(), "zorg", CONTENT))


def test_why_nothing_is_shown_is_true_of_the_organisation():
    made = publication()
    few, protecting = (
        made.model_copy(update={"units": (made.units[0].model_copy(update={"themes": hidden.themes}), *made.units[1:])})
        for hidden in (made.by_id["zorg/west"], made.by_id["zorg/zuid"])
    )
    assert "fewer than 5 people answered each theme" in sentences.nothing_shown(few)
    assert "fewer" not in sentences.nothing_shown(protecting)


def test_what_was_left_out_as_not_applicable_protects_nobody():
    of_gw2 = tuple(item.id for item in CONTENT.theme("gw2").items)
    made = publication(north={"gw2": "protects_others"}, dropped=of_gw2)
    left_out = profile_of(made, TEAM, CONTENT)
    assert [line for line in sentences.not_shown(left_out) if "10 people" in line] == [
        f"{CONTENT.theme('gw2').title.to('en')}: More than 3 in 10 people called each of these questions not "
        "applicable, so they do not count in this round."
    ]
    assert as_table(left_out).iloc[5, 0] == "not shown: not applicable to many people"
    west = made.by_id["zorg/west"]
    hidden = west.model_copy(update={"themes": (*west.themes[:5], made.by_id[TEAM].themes[5], *west.themes[6:])})
    assert "fewer than 5 people" in sentences.why_larger(hidden, left_out)


def test_what_was_not_asked_is_not_compared_for_that_reason():
    told = sentences.changed(team(publication(2025, version=2), ze1="not_asked"))
    assert told[0] == f"{CONTENT.theme('ze1').title.to('en')} (not compared: not asked in this round)."


def test_a_reason_of_the_earlier_round_has_the_minimum_of_that_round():
    earlier = publication(2025, north={"ze1": "too_few"})
    earlier = earlier.model_copy(update={"rules": Rules(minimum_group=7, minimum_detail=10)})
    assert "fewer than 7 people" in as_table(team(earlier))["Ronde 2025"].iloc[0]


def test_a_theme_that_many_chose_is_named_though_its_score_is_hidden():
    unseen = team(votes={"ze1": vote("ze1", 8, "work_on_together", 50.0)}, ze1="protects_others").chosen_unseen
    title = CONTENT.theme("ze1").title.to("en")
    assert [sentences.chosen_unseen(found) for found in unseen] == [
        f"{title}: 8 of the 14 people chose this theme. Its score is not shown; talk about it."
    ]


def test_straight_lining_is_told_at_the_organisation_alone():
    only = OrganisationOnly(dk_counts={}, na_counts={}, reliability=(), between_teams=(), straight_lining=0.04)
    texts.use("nl")
    assert sentences.straight_lining(publication(only=only)).replace("\u00a0", " ").startswith("4 % van de mensen gaf")
    nobody = only.model_copy(update={"straight_lining": 0.0})
    assert sentences.straight_lining(publication(only=nobody)).startswith("Niemand, of bijna niemand,")
    assert sentences.straight_lining(publication()) == ""

"""Rounds are planned, opened with everything filled in, and frozen from then on."""

from __future__ import annotations

from datetime import date

import pytest

from audit import questionnaire
from audit.errors import InputError
from audit.manage import closing, organisation, rounds
from audit.organisation import Service, Team
from audit.principal import Principal
from audit.rounds import Facts, Round, fact_label
from audit.rounds import plan as plan_of
from audit.storage import Store
from audit.storage import rounds as stored
from tests.helpers.house import FACTS, PLAN, SECOND, SERVICES, Clock, House, manager_in, refused, second_round


def test_a_plan_says_everything_that_is_wrong_with_it():
    with pytest.raises(InputError) as caught:
        plan_of(title=" ", year=1999, questionnaires=(), minimum_group=4, last_day=date(2026, 6, 30))
    found = [(problem.code, problem.place) for problem in caught.value.problems]
    assert found == [
        ("no_name", "title"),
        ("year", "year"),
        ("no_questionnaire", "questionnaires"),
        ("minimum_group", "minimum_group"),
    ]


def test_a_round_is_planned_and_planned_anew(store: Store):
    principal, _token = manager_in(store)
    one = rounds.plan(store, principal, PLAN)
    assert (one.state, one.plan, one.organisation, one.facts) == ("planned", PLAN, None, None)
    other = PLAN.model_copy(update={"title": "Najaar 2026", "questionnaires": ("gw",)})
    rounds.change(store, principal, one.id, other)
    assert rounds.read(store, principal, one.id).plan == other
    assert [questionnaire.id for questionnaire in rounds.content(store, principal, one.id).questionnaires] == ["gw"]


def test_no_two_rounds_have_a_title_that_reads_the_same(store: Store):
    principal, _token = manager_in(store)
    rounds.plan(store, principal, PLAN)
    same = PLAN.model_copy(update={"title": "voorjaar  2026!"})
    refused("title_taken", rounds.plan, store, principal, same)


def test_a_last_day_lies_ahead(store: Store, clock: Clock):
    principal, _token = manager_in(store)
    one = rounds.plan(store, principal, PLAN.model_copy(update={"last_day": store.today()}))
    clock.turn(days=1)
    refused("last_day_passed", rounds.open, store, principal, one.id)
    refused("last_day_passed", rounds.plan, store, principal, one.plan.model_copy(update={"title": "Andere"}))


def test_a_questionnaire_that_does_not_exist_is_not_planned(store: Store):
    principal, _token = manager_in(store)
    plan = PLAN.model_copy(update={"questionnaires": ("ze", "weg")})
    assert "weg" in refused("unknown_questionnaire", rounds.plan, store, principal, plan).sentence


@pytest.mark.parametrize("field", Facts.model_fields)
def test_a_round_does_not_open_before_people_can_be_told_everything(store: Store, field: str):
    principal, _token = manager_in(store)
    organisation.save_facts(store, principal, FACTS.model_copy(update={field: ""}))
    one = rounds.plan(store, principal, PLAN)
    assert fact_label(field) in refused("facts_missing", rounds.open, store, principal, one.id).sentence
    assert rounds.read(store, principal, one.id).state == "planned"


def test_a_round_opens_with_somebody_to_ask(store: Store):
    from audit.access import sessions, setup
    from tests.helpers.house import PASSPHRASE

    token = setup.set_up(store, name="Leeg", kind=None, region=None, passphrase=PASSPHRASE)
    principal = sessions.principal(store, token)
    organisation.save_facts(store, principal, FACTS)
    one = rounds.plan(store, principal, PLAN)
    refused("no_roster", rounds.open, store, principal, one.id)


def test_an_open_round_keeps_what_it_was_opened_with(house: House, monkeypatch: pytest.MonkeyPatch):
    store, principal, before = house.store, house.principal, house.round
    organisation.save_roster(store, principal, SERVICES[:1])
    organisation.save_facts(store, principal, FACTS.model_copy(update={"purpose": "Iets anders"}))
    organisation.rename(store, principal, name="Nieuwe naam", kind="vzw", region=None)
    content = house.content
    edited = questionnaire.read().model_copy(update={"questionnaires": questionnaire.read().questionnaires[:1]})
    monkeypatch.setattr(questionnaire, "read", lambda: edited)
    stored._parsed.clear()
    assert rounds.read(store, principal, before.id) == before
    assert before.organisation is not None and before.organisation.services == SERVICES
    assert before.facts == FACTS
    assert house.content == content
    assert [one.sha256 for one in house.content.questionnaires] == [one.sha256 for one in content.questionnaires]
    assert rounds.roster_of(store, principal, before.id) == SERVICES


def test_an_open_round_is_not_planned_anew_and_not_opened_twice(house: House):
    refused("not_planned", rounds.change, house.store, house.principal, house.round.id, PLAN)
    refused("not_planned", rounds.open, house.store, house.principal, house.round.id)


def test_one_round_is_open_at_a_time(house: House):
    store, principal = house.store, house.principal
    second = rounds.plan(store, principal, PLAN.model_copy(update={"title": "Tweede"}))
    refused("another_open", rounds.open, store, principal, second.id)
    closing.close(store, principal, house.round.id, PLAN.title)
    assert rounds.open(store, principal, second.id).state == "open"
    assert [one.plan.title for one in rounds.all(store, principal)] == ["Tweede", PLAN.title]


def asks(house: House, round: Round) -> bool:
    """Whether people are asked what was done with the previous results."""
    return rounds.content(house.store, house.principal, round.id).shared.follow_up is not None


def test_the_first_round_does_not_ask_what_was_done_with_the_previous_results(house: House):
    assert questionnaire.read().shared.follow_up is not None
    assert not asks(house, house.round)


def test_from_the_second_round_on_people_are_asked_what_was_done_with_the_previous_results(house: House):
    store, principal = house.store, house.principal
    planned = rounds.plan(store, principal, SECOND)
    assert not asks(house, planned)
    closing.close(store, principal, house.round.id, PLAN.title)
    assert asks(house, planned)
    rounds.open(store, principal, planned.id)
    assert asks(house, planned)
    assert not asks(house, house.round)


def test_a_round_that_was_cancelled_has_no_results_to_ask_about(house: House):
    closing.cancel(house.store, house.principal, house.round.id, PLAN.title)
    opened = rounds.open(house.store, house.principal, rounds.plan(house.store, house.principal, SECOND).id)
    assert not asks(house, opened)


def test_what_is_asked_about_the_previous_results_stays_as_it_was_at_opening(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    second, now = second_round(house), questionnaire.read()
    without = now.model_copy(update={"shared": now.shared.model_copy(update={"follow_up": None})})
    monkeypatch.setattr(questionnaire, "read", lambda: without)
    stored._parsed.clear()
    assert asks(second, second.round)


def test_the_last_day_moves_to_later_only(house: House, clock: Clock):
    store, principal, id = house.store, house.principal, house.round.id
    refused("not_later", rounds.extend, store, principal, id, PLAN.last_day)
    clock.turn(days=60)
    assert not rounds.read(store, principal, id).accepts(store.today())
    refused("not_later", rounds.extend, store, principal, id, date(2026, 7, 15))
    rounds.extend(store, principal, id, date(2026, 8, 15))
    assert rounds.read(store, principal, id).accepts(store.today())


def test_a_round_of_another_organisation_is_no_round(house: House):
    stranger = Principal("management", "somebody-else")
    for what in (rounds.read, rounds.open, rounds.content, rounds.roster_of):
        mine = refused("no_round", what, house.store, stranger, house.round.id).sentence
        assert mine == refused("no_round", what, house.store, house.principal, "no-such-round").sentence
    assert rounds.all(house.store, stranger) == ()


def test_a_roster_says_everything_that_is_wrong_with_it(house: House):
    bad = (
        Service(name="A", teams=(Team(name="x", invited=1), Team(name="x", invited=2))),
        Service(name="A", teams=(Team(name="y\u202e", invited=1),)),
    )
    with pytest.raises(InputError) as caught:
        organisation.save_roster(house.store, house.principal, bad)
    assert {problem.code for problem in caught.value.problems} == {"repeated_team", "repeated_service", "odd_name"}
    assert organisation.read(house.store, house.principal).services == SERVICES
    refused("no_roster", organisation.save_roster, house.store, house.principal, ())


def test_facts_with_what_cannot_be_shown_are_refused(house: House):
    facts = FACTS.model_copy(update={"purpose": "Samen\x00", "controller": "OCMW \u202e"})
    with pytest.raises(InputError) as caught:
        organisation.save_facts(house.store, house.principal, facts)
    assert {problem.place for problem in caught.value.problems} == {"purpose", "controller"}


def test_the_name_of_the_organisation_can_be_corrected(house: House):
    organisation.rename(house.store, house.principal, name=" OCMW Vaart ", kind=None, region=" ")
    found = organisation.read(house.store, house.principal)
    assert (found.name, found.kind, found.region) == ("OCMW Vaart", None, None)
    refused("no_name", organisation.rename, house.store, house.principal, name="", kind=None, region=None)

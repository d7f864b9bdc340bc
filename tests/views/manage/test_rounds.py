"""The view of rounds when things go otherwise: signed out elsewhere, an old tab, a wrong title, a click too many."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from audit.access import sessions
from audit.collect import tickets
from audit.manage import closing, comments, organisation, rounds
from audit.rounds import Facts
from audit.storage import Store
from audit.storage.schema import account, metadata
from audit.web.cookies import SESSION
from tests.helpers.house import FACTS, PLAN, READER, House, manager_in, sheet
from tests.helpers.visiting import Visit, fill, words

TITLE = PLAN.title
CLOSE = {"en": "Close the round and make the results", "nl": "De meting afsluiten en de resultaten maken"}
CANCEL = {"en": "Cancel the round and erase everything", "nl": "De meting annuleren en alles wissen"}
CODE = re.compile(r"<code>([^<]+)</code>")


def press(app: AppTest, label: str) -> AppTest:
    """Press a button by the words on it."""
    return next(one for one in app.button if one.label == label).click().run()


def type_title(app: AppTest, what: str, title: str) -> AppTest:
    """Type a title in the form to close or to cancel."""
    next(one for one in app.text_input if one.key and one.key.startswith(what)).input(title)
    return app


def refusals(app: AppTest) -> list[tuple[str, str]]:
    """Every error on the page, with the id of the form it stands in."""
    forms = [block for block in app.main if block.type == "form"]
    return [
        (one.value.replace("\\", ""), "".join(form.proto.form.form_id for form in forms if one in list(form)))
        for one in app.error
    ]


def to_the_end(app: AppTest) -> AppTest:
    """Have it counted, and ask for the form to close, which stands there from the last day on."""
    return app.button(key="count-now").click().run().button(key="close-early").click().run()


def answered(house: House) -> House:
    """Thirteen people sent: Noord and Atelier can be shown."""
    for n, team in enumerate(["wonen/noord"] * 7 + ["werk/atelier"] * 6):
        house.send(team, sheet(house.content, n, comments=n == 3))
    return house


def all_that_is_stored(store: Store) -> dict[str, list[Any]]:
    """Every row, but of sessions."""
    with store.reading() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in metadata.sorted_tables
            if table.name != "session"
        }


def sign_in_again(store: Store) -> str:
    with store.writing() as connection:
        return sessions.begin(connection, store, connection.execute(account.select()).one().id)


def planned(house: House) -> str:
    """The id of a round that is planned while none is open."""
    closing.cancel(house.store, house.principal, house.round.id, TITLE)
    return rounds.plan(house.store, house.principal, PLAN.model_copy(update={"title": "Najaar"})).id


def opened(house: House) -> str:
    return rounds.open(house.store, house.principal, planned(house)).id


def running(house: House) -> str:
    return answered(house).round.id


def closed(house: House) -> str:
    """The id of a closed round, with one text that was released and others that wait."""
    mine = house.store, house.principal
    closing.close(*mine, running(house), TITLE)
    comments.release(house.store, house.key, comments.waiting(house.store, house.key)[0].id, "Voorbeeld")
    return house.round.id


STATES: list[tuple[Callable[[House], str] | None, str]] = [  # what was done before, and the button to get there
    (None, ""),
    (planned, ""),
    (planned, "Open this round"),
    (planned, "See the screens as people will see them"),
    (opened, ""),
    (running, ""),
    (running, "Add one colleague to this team"),
    (running, "Make new codes for all teams"),
    (running, "Close it before the last day"),
    (closed, ""),
]


@pytest.mark.parametrize(("prepare", "way"), STATES)
def test_no_button_of_a_page_does_anything_once_signed_out_elsewhere(
    visit: Visit, signed_in: House, jar: dict[str, str], prepare: Callable[[House], str] | None, way: str
):
    """The page stands open in one tab, and somebody signs out in another."""
    house = signed_in
    query = {"round": prepare(house)} if prepare else {}

    def there() -> AppTest:
        jar[SESSION] = sign_in_again(house.store)
        app = visit("rounds", **query)
        app = press(app, way) if way else app
        for field in app.text_input:
            if field.key and field.key.startswith(("close", "cancel")):
                field.input(rounds.read(house.store, house.principal, query["round"]).plan.title)
        return app

    buttons = [
        (place, one.key or one.label)
        for place, one in enumerate(there().button)
        if not one.disabled and not (one.key or "").startswith("language-")
    ]
    assert buttons
    for place, name in buttons:
        app = there()
        assert name in (app.button[place].key, app.button[place].label)
        before = all_that_is_stored(house.store)
        sessions.sign_out(house.store, jar[SESSION])
        app.button[place].click().run()
        assert [one.value for one in app.title] == ["Sign in first"], name
        assert all_that_is_stored(house.store) == before, name
        assert not app.exception
        assert not CODE.search(words(app)), name


def test_the_list_leads_to_a_round_and_back_with_plain_links(visit: Visit, signed_in: House):
    """Streamlit's own link does not change the address of the page one is on."""
    assert f'href="rounds?round={signed_in.round.id}"' in words(visit("rounds"))
    app = visit("rounds", round=signed_in.round.id)
    assert 'href="rounds"' in words(app)
    assert [link.proto.page for link in app.get("page_link") if "rounds" in link.proto.page] == []


def test_what_the_database_keeps_too_much_stands_above_the_list(
    visit: Visit, signed_in: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Store, "warnings", lambda _store: ("It keeps **too** much.",))
    assert [warning.value.replace("\\", "") for warning in visit("rounds").warning] == ["It keeps **too** much."]


def test_a_round_that_is_not_there_says_so_with_a_way_back(visit: Visit, signed_in: House):
    app = visit("rounds", "nl", round="0123456789abcdef")
    assert app.title[0].value == "Metingen"
    assert "Deze meting bestaat niet" in words(app)
    assert 'href="rounds"' in words(app)


def test_cancelled_rounds_are_folded_away_below_the_others(visit: Visit, signed_in: House):
    closing.cancel(signed_in.store, signed_in.principal, signed_in.round.id, TITLE)
    rounds.plan(signed_in.store, signed_in.principal, PLAN.model_copy(update={"title": "Najaar", "year": 2025}))
    app = visit("rounds")
    assert [one.value for one in app.header] == ["Najaar", "Where do people fill in?", "Plan a round"]
    (folded,) = [one for one in app.expander if one.label == "1 cancelled round"]
    assert TITLE in folded.markdown[0].value


def test_opening_is_looked_at_once_more_before_it_is_done(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    one = rounds.plan(store, who, PLAN.model_copy(update={"minimum_group": 7}))
    app = press(visit("rounds", round=one.id), "Open this round")
    assert rounds.read(store, who, one.id).state == "planned"
    for told in (
        TITLE,
        "2026",
        "30 June 2026",
        "7 people",
        "Together in a group",
        "5 teams, 34 people",
        "Noord 8",
        "Nacht 3",
    ):
        assert told in words(app)
    app = press(app, "Not yet: back to the plan")
    assert "Before you open it" in words(app)
    app = press(press(app, "Open this round"), "Yes, open it")
    assert rounds.read(store, who, one.id).state == "open"
    assert "The round is open" in words(app)
    for told in ("30 June 2026", "7 people", "5 teams, 34 people"):
        assert told in words(app)


def test_a_wrong_title_is_told_beside_the_form_and_stays_in_it(visit: Visit, signed_in: House):
    app = to_the_end(visit("rounds", "nl", round=signed_in.round.id))
    for what, labels in (("close", CLOSE), ("cancel", CANCEL)):
        app = press(type_title(app, what, "Voorjaar"), labels["nl"])
        assert refusals(app) == [
            (f"Typ de titel van de meting precies zoals hij hier staat: {TITLE}", f"{what}-{signed_in.round.id}-form")
        ]
        assert next(one for one in app.text_input if one.key.startswith(what)).value == "Voorjaar"
    assert rounds.read(signed_in.store, signed_in.principal, signed_in.round.id).state == "open"


def test_a_plan_that_will_not_do_is_told_beside_its_form(visit: Visit, signed_in: House):
    app = visit("rounds", "nl")
    next(one for one in app.text_input if one.label.startswith("Titel")).input(TITLE)
    app = press(app, "Deze meting plannen")
    ((told, form),) = refusals(app)
    assert "Er is al een meting met de titel" in told
    assert form == "plan-new"
    assert next(one for one in app.text_input if one.label.startswith("Titel")).value == TITLE


def test_closing_from_an_old_tab_says_that_it_was_closed(visit: Visit, signed_in: House):
    app = to_the_end(visit("rounds", "nl", round=answered(signed_in).round.id))
    type_title(app, "close", TITLE)
    closing.close(signed_in.store, signed_in.principal, signed_in.round.id, TITLE)
    app = press(app, CLOSE["nl"])
    assert "is al afgesloten" in "".join(one.value for one in app.error)
    assert "Wat mensen schreven" in words(app)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Deze dag kiezen", "open is"),
        (CANCEL["nl"], "al voorbij"),
        ("Eén collega toevoegen aan dit team", "open is"),
        ("Nieuwe codes maken voor dit team", "open is"),
    ],
)
def test_an_old_tab_says_in_dutch_why_nothing_came_of_a_click(visit: Visit, signed_in: House, label: str, told: str):
    app = type_title(visit("rounds", "nl", round=signed_in.round.id), "cancel", TITLE)
    closing.close(signed_in.store, signed_in.principal, signed_in.round.id, TITLE)
    app = press(app, label)
    assert told in "".join(one.value for one in app.error)


def test_changing_the_plan_from_an_old_tab_says_that_the_round_was_opened(
    visit: Visit, store: Store, jar: dict[str, str]
):
    who, jar[SESSION] = manager_in(store)
    one = rounds.plan(store, who, PLAN)
    app = visit("rounds", round=one.id)
    rounds.open(store, who, one.id)
    assert "This round was opened already" in "".join(error.value for error in press(app, "Save the plan").error)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Eén collega toevoegen aan dit team", "Er is één persoon meer uitgenodigd"),
        ("Nieuwe codes maken voor dit team", "Dit zijn de nieuwe codes"),
    ],
)
def test_what_came_of_a_click_is_told_in_dutch(visit: Visit, signed_in: House, label: str, told: str):
    assert [told in one.value for one in press(visit("rounds", "nl", round=signed_in.round.id), label).success] == [
        True
    ]


def test_a_text_is_released_in_dutch(visit: Visit, signed_in: House):
    closing.close(signed_in.store, signed_in.principal, answered(signed_in).round.id, TITLE)
    app = fill(visit("texts", "nl"), {"Je eigen wachtzin, als lezer": READER})
    app = press(press(app, "De teksten openen"), "Vrijgeven")
    assert "De tekst is vrijgegeven" in app.success[0].value


def test_the_slip_of_a_new_colleague_comes_with_those_that_are_shown(visit: Visit, signed_in: House):
    app = press(visit("rounds", round=signed_in.round.id), "Make new codes for this team")
    shown = CODE.findall(words(app))
    app = press(app, "Add one colleague to this team")
    assert CODE.findall(words(app))[:-1] == shown
    for code in CODE.findall(words(app)):
        assert tickets.enter(signed_in.store, code).team == "wonen/noord"


def test_above_the_codes_stands_how_they_go_and_how_to_make_new_ones(visit: Visit, signed_in: House):
    app = press(visit("rounds", "nl", round=signed_in.round.id), "Nieuwe codes maken voor dit team")
    told = next(one.value for one in app.warning if "weg" in one.value)
    assert "herlaadt" in told
    assert "Bewaar geen kopie" in told
    assert "Briefjes kwijt" in told


def test_new_codes_for_all_teams_are_asked_once_more_and_made_in_one_go(visit: Visit, signed_in: House):
    app = press(visit("rounds", round=signed_in.round.id), "Make new codes for this team")
    old = CODE.findall(words(app))
    app = press(app, "Make new codes for all teams")
    assert CODE.findall(words(app)) == old
    app = press(app, "Yes, make new codes for all teams")
    assert CODE.findall(words(app))[: len(old)] == old
    assert len(CODE.findall(words(app))) == 34
    assert [one.value.replace("\\", "") for one in app.error] == [
        "Noord: This team already got new codes today. You can make new ones again tomorrow."
    ]


def test_two_plans_do_not_share_their_ticks(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    one = rounds.plan(store, who, PLAN)
    other = rounds.plan(store, who, PLAN.model_copy(update={"title": "Najaar", "questionnaires": ("ze",)}))
    app = visit("rounds", round=one.id)
    assert [box.value for box in app.checkbox] == [True, True, True]
    app.checkbox[0].uncheck()
    app.query_params["round"] = other.id
    assert [box.value for box in app.run().checkbox] == [True, False, False]
    del app.query_params["round"]
    assert [box.value for box in app.run().checkbox] == [True, True, True]


def test_a_round_is_planned_to_be_uploaded_before_it_opens(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    app = visit("rounds")
    assert app.radio[0].value == "codes"
    app.radio[0].set_value("upload")
    app = press(app, "Plan this round")
    (planned,) = rounds.all(store, who)
    assert planned.plan.collected == "upload"
    app = press(app, "Open this round")
    assert "There are no codes then" in words(app)
    app = press(app, "Yes, open it")
    assert "The round is open. Now upload the answers." in words(app)
    assert "Codes" not in [one.value for one in app.header]


def foreseen(app: AppTest) -> dict[str, str]:
    """What is said of each unit before closing."""
    (table,) = [one.proto.body for one in app.get("html") if "Which units will be visible" in one.proto.body]
    return dict(re.findall(r'scope="row">([^<]+)</th><td[^>]*>([^<]+)</td>', table))


def test_before_closing_stands_which_units_will_be_visible(visit: Visit, signed_in: House):
    app = to_the_end(visit("rounds", round=answered(signed_in).round.id))
    assert "Counted on 1 June 2026. Who answered later that day is not in it yet." in words(app)
    told = foreseen(app)
    assert list(told) == ["OCMW Vaartdorp", "Wonen", "– Noord", "– Zuid", "– Nacht", "Werk", "– Atelier", "– Balie"]
    assert told["OCMW Vaartdorp"] == "Visible: 12 of 12 themes"
    assert told["– Noord"].startswith("Visible: ")
    assert told["– Nacht"] == "Not shown: its answers count in the larger whole"


def test_before_closing_stands_that_nothing_would_be_visible(visit: Visit, signed_in: House):
    app = to_the_end(visit("rounds", round=signed_in.round.id))
    assert foreseen(app)["OCMW Vaartdorp"] == "Not shown: too few people have answered"
    assert "there would be no results" in words(app)


def test_closing_is_quiet_until_the_last_day_has_passed(visit: Visit, signed_in: House, jar: dict[str, str]):
    app = visit("rounds", round=signed_in.round.id)
    assert [one.label for one in app.button if one.proto.type == "primary"] == []
    app = press(to_the_end(app), "Not yet")
    assert not [one for one in app.text_input if one.key.startswith("close")]
    days = (signed_in.round.plan.last_day - signed_in.store.today()).days
    signed_in.store.clock.turn(days=days + 1)  # type: ignore[attr-defined]
    jar[SESSION] = sign_in_again(signed_in.store)
    late = visit("rounds", round=signed_in.round.id)
    assert next(one for one in late.button if one.label == CLOSE["en"]).proto.type == "primary"


def test_closing_is_there_once_everybody_has_answered(visit: Visit, signed_in: House):
    n = 0
    for team, codes in signed_in.codes.items():
        while codes:
            n += 1
            signed_in.send(team, sheet(signed_in.content, n))
    app = visit("rounds", round=signed_in.round.id).button(key="count-now").click().run()
    assert next(one for one in app.button if one.label == CLOSE["en"]).proto.type == "primary"


def test_nothing_is_told_before_it_was_counted_and_then_all_of_one_count(visit: Visit, signed_in: House):
    app = visit("rounds", round=signed_in.round.id).button(key="close-early").click().run()
    assert words(app).count("Not counted yet") == 2
    assert "have answered" not in words(app)
    answered(signed_in)
    app = app.button(key="count-now").click().run()
    assert "13 of 34 people have answered." in words(app)
    assert foreseen(app)["OCMW Vaartdorp"] == "Visible: 12 of 12 themes"
    assert "Fewer than half have answered in: **Balie**" in words(app)


def test_the_next_step_is_that_of_the_moment(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    id = rounds.plan(store, who, PLAN).id
    organisation.save_facts(store, who, Facts())
    assert "fill in your organisation" in words(visit("rounds", round=id))
    organisation.save_facts(store, who, FACTS)
    assert "open the round" in words(visit("rounds", round=id))
    rounds.open(store, who, id)
    app = visit("rounds", round=id)
    assert "make the codes and print the slips" in words(app)
    app = press(app, "Make the codes of all teams")
    assert "hand out the slips" in words(app)
    assert "send the invitation that stands below" in words(press(app, "I have printed them: hide the codes"))


def test_a_later_last_day_that_is_none_is_told_beside_its_form(visit: Visit, signed_in: House):
    app = visit("rounds", "nl", round=signed_in.round.id)
    app.date_input[0].set_value(signed_in.round.plan.last_day - timedelta(days=1))
    app = press(app, "Deze dag kiezen")
    ((told, form),) = refusals(app)
    assert "Kies een dag na" in told
    assert form == f"later-{signed_in.round.id}-form"


def test_the_state_of_a_planned_round_says_that_the_round_is_opened(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    rounds.plan(store, who, PLAN)
    assert "open de meting" in words(visit("rounds", "nl"))
    assert FACTS.controller not in words(visit("rounds", "nl"))

"""The view in which somebody answers: every state, in both languages, and nothing that is lost."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from audit import settings
from audit.collect import drafts, tickets, vault
from audit.errors import AuditError
from audit.manage import closing, codes, rounds
from audit.settings import Settings
from audit.storage import Store
from audit.web.cookies import CODE, MORE, SENT, SESSION
from tests.helpers.house import FACTS, PLAN, House, house_in, second_round, sheet
from tests.helpers.visiting import Visit, words

Enter = Callable[[str], str]
NEXT = {"nl": "Volgende", "en": "Next"}


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def answered(app: AppTest, item: str, value: str) -> AppTest:
    return app.radio(key=f"likert-{item}").set_value(value).run()


def to(app: AppTest, step: str) -> AppTest:
    """Go on until a step is there."""
    for _press in range(20):
        if f'data-step="{step}"' in words(app):
            return app
        app = press(app, "next")
    raise AssertionError(f"{step} does not come: {words(app)}")


@pytest.mark.parametrize(("language", "title"), [("nl", "Een vragenlijst invullen"), ("en", "Fill in a questionnaire")])
def test_without_a_code_there_is_a_field_for_it_and_nothing_else(visit: Visit, house: House, language: str, title: str):
    app = visit("answer", language)
    assert app.title[0].value == title
    assert '<form class="code" method="post" action="i">' in words(app)
    assert not app.radio
    assert house.round.plan.title not in words(app)


@pytest.mark.parametrize(
    ("language", "small", "missing"),
    [
        ("nl", "Je team is klein. Je antwoorden tellen mee voor Wonen.", "Bo Maes"),
        ("en", "Your team is small. Your answers count towards Wonen.", "Bo Maes"),
    ],
)
def test_the_first_page_says_who_sees_what(
    visit: Visit, house: House, with_code: Enter, language: str, small: str, missing: str
):
    with_code("wonen/nacht")
    app = visit("answer", language)
    said = words(app)
    shared = house.content.shared
    for sentence in (*shared.first_page, *shared.promise, *shared.own_words_promise):
        assert sentence.to(language).replace("{group}", "5") in said
    for _field, fact in house.round.facts or ():
        assert fact in said
    assert small in said
    assert [one for one in app.radio if one.value is not None] == []
    assert not app.exception


def test_the_way_on_comes_before_the_long_read(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    app = visit("answer")
    assert [one.label for one in app.expander] == ["Who sees what", "Who asks this, and why"]
    promises, facts = app.expander
    assert house.content.shared.promise[0].to("en") in promises.markdown[0].value.replace("\\", "")
    assert FACTS.purpose in str(facts.get("html")[0].proto.body)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_with_a_larger_minimum_group_names_no_other(
    visit: Visit, store: Store, jar: dict[str, str], language: str
):
    house = house_in(store, PLAN.model_copy(update={"minimum_group": 8}))
    ticket = tickets.enter(store, house.codes["werk/atelier"].pop())
    jar[CODE] = tickets.seal(store, ticket)
    said = words(visit("answer", language))
    assert {"nl": "groepen van minstens 8 mensen", "en": "groups of at least 8 people"}[language] in said
    assert not re.search(r"\b(5|vijf|five) (mensen|people)\b", said)


@pytest.mark.parametrize(("public_url", "told"), [("", False), ("https://audit.example.org", True)])
def test_that_managers_do_not_see_answers_is_said_where_it_is_true(
    visit: Visit, with_code: Enter, monkeypatch: pytest.MonkeyPatch, public_url: str, told: bool
):
    """On a computer of its own, whoever leads may be the one who looks after it."""
    monkeypatch.setattr(settings, "read", lambda: Settings(public_url=public_url))
    with_code("wonen/noord")
    said = words(visit("answer", "nl"))
    assert ("Je leidinggevende ziet je antwoorden niet" in said) is told
    assert "OCMW Vaartdorp** vraagt hoe" in said
    assert "Antwoorden kan tot en met **30 juni 2026**" in said


def test_a_team_that_is_large_enough_hears_nothing_of_that(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    assert "is small" not in words(visit("answer"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_whole_questionnaire_in_one_go(visit: Visit, house: House, with_code: Enter, language: str):
    with_code("werk/atelier")
    app = visit("answer", language)
    app = press(app, "next")
    for theme in house.content.themes:
        assert f'data-step="{theme.id}"' in words(app)
        assert theme.title.to(language) in words(app)
        for item in theme.items:
            assert item.text.to(language) in words(app)
            app = answered(app, item.id, "4")
        assert app.button(key="next").label == NEXT[language]
        app = press(app, "next")
    app = app.checkbox(key="choose-ze1").check().run()
    app = app.checkbox(key="choose-nw5").check().run()
    app = app.checkbox(key="choose-gw2").check().run()
    assert app.checkbox(key="choose-ze2").disabled
    app = press(app, "next")
    app = app.text_area(key=f"words-{house.content.questionnaires[0].open_questions[0].id}").input("Koffie").run()
    app = press(app, "next").radio(key="role").set_value("vrijwilliger").run()
    app = press(app, "next")
    assert 'data-step="check"' in words(app)
    assert [button.label for button in app.button if button.key and button.key.startswith("open-")] == []
    app = press(app, "send")
    assert 'data-step="sent"' in words(app)
    assert house.content.items[0].text.to(language) in words(app)
    with house.store.reading() as connection:
        assert vault.counts(connection, house.round.id) == {"werk/atelier": 1}
        (response,) = vault.answers(connection, house.round.id, house.content).responses
        assert [house.key.read(text) for _question, text in vault.remarks(connection, house.round.id)] == ["Koffie"]
    assert response.role == "vrijwilliger"
    assert set(response.answers) == {"4"}
    assert response.priorities == ("ze1", "gw2", "nw5")
    assert not app.exception


def test_another_device_goes_on_at_the_same_theme(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/zuid")
    app = answered(to(visit("answer"), "ze2"), "ze2_1", "dk")
    del app
    elsewhere = visit("answer", "nl")
    assert 'data-step="ze2"' in words(elsewhere)
    assert elsewhere.radio(key="likert-ze2_1").value == "dk"


def test_with_the_questions_about_care_stands_where_to_find_support(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/zuid")
    app = press(visit("answer", "nl"), "next")
    assert "Heb je zelf steun nodig?" not in words(app)
    assert "Heb je zelf steun nodig?" in words(to(app, "ze2"))


def test_no_preference_and_a_choice_exclude_each_other(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/zuid")
    app = to(answered(press(visit("answer"), "next"), "ze1_1", "3"), "priorities")
    app = app.checkbox(key="choose-none").check().run()
    assert app.checkbox(key="choose-none").value
    app = app.checkbox(key="choose-ze3").check().run()
    assert not app.checkbox(key="choose-none").value
    app = app.checkbox(key="choose-none").check().run()
    assert not app.checkbox(key="choose-ze3").value
    assert {box.key for box in app.checkbox} == {"choose-none", "choose-ze1", "choose-ze2", "choose-ze3", "choose-ze4"}


def test_a_questionnaire_can_be_skipped_and_taken_up_again(visit: Visit, with_code: Enter, house: House):
    code = with_code("wonen/zuid")
    app = to(visit("answer"), "gw1")
    app = press(answered(app, "gw1_1", "2"), "skip")
    assert "You skip these questions" in words(app)
    assert not app.radio
    assert 'data-step="nw1"' in words(press(app, "next"))
    assert drafts.load(house.store, tickets.enter(house.store, code)).skipped == ("gw",)
    app = press(press(app, "back"), "unskip")
    assert app.radio(key="likert-gw1_1").value == "2"


def test_one_question_at_a_time(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/zuid")
    app = visit("answer")
    app = press(app.toggle(key="one-by-one").set_value(True).run(), "next")
    assert [radio.key for radio in app.radio] == ["likert-ze1_1"]
    app = press(app, "next")
    assert [radio.key for radio in app.radio] == ["likert-ze1_2"]
    elsewhere = visit("answer")
    assert [radio.key for radio in elsewhere.radio] == ["likert-ze1_1"]  # larger there too, at the same theme


def test_an_answer_can_be_taken_back(visit: Visit, with_code: Enter, house: House):
    code = with_code("wonen/zuid")
    app = answered(answered(to(visit("answer"), "ze2"), "ze2_1", "dk"), "ze2_2", "4")
    app = press(app, "clear-ze2_1")
    assert app.radio(key="likert-ze2_1").value is None
    assert drafts.load(house.store, tickets.enter(house.store, code)).answers == {"ze2_2": "4"}


def test_a_text_that_is_too_long_stays_and_says_so(visit: Visit, with_code: Enter, house: House):
    code = with_code("wonen/noord")
    app = to(answered(press(visit("answer"), "next"), "ze1_1", "2"), "own-words")
    app = app.text_area(key="words-ze_good").input("x" * 501).run()
    assert "This is 1 characters too long" in words(app)
    app = press(press(app, "next"), "back")
    assert app.text_area(key="words-ze_good").value == "x" * 501
    app = app.text_area(key="words-ze_good").input("x" * 500).run()
    assert "too long" not in words(app)
    assert drafts.load(house.store, tickets.enter(house.store, code)).comments == {"ze_good": "x" * 500}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Deze code is al gebruikt of niet bekend. Had je al verzonden? Dan zijn je antwoorden goed aangekomen."),
        ("en", "This code has already been used or is not known."),
    ],
)
def test_the_second_of_two_tabs_hears_that_the_first_arrived(
    visit: Visit, house: House, with_code: Enter, language: str, sentence: str
):
    with_code("wonen/noord")
    opened = [visit("answer", language), visit("answer", language)]
    tabs = [to(answered(press(tab, "next"), "ze1_1", "2"), "check") for tab in opened]
    first, second = (press(tab, "send") for tab in tabs)
    assert 'data-step="sent"' in words(first)
    assert sentence in words(second)
    with house.store.reading() as connection:
        assert vault.counts(connection, house.round.id) == {"wonen/noord": 1}


def test_after_sending_another_visit_says_thank_you_and_shows_no_answers(
    visit: Visit, house: House, with_code: Enter, jar: dict[str, str]
):
    with_code("wonen/noord")
    press(to(answered(press(visit("answer"), "next"), "ze1_1", "2"), "check"), "send")
    del jar[CODE]
    jar[SENT] = "1"
    again = visit("answer")
    assert again.title[0].value == "Thank you"
    assert house.content.items[0].text.to("en") not in words(again)


def test_a_round_that_closed_meanwhile_takes_nothing_and_loses_nothing(visit: Visit, house: House, with_code: Enter):
    code = with_code("wonen/noord")
    app = to(answered(press(visit("answer"), "next"), "ze1_1", "2"), "check")
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    app = press(app, "send")
    assert "This round is closed, so your answers were not sent" in words(app)
    assert app.button(key="send").disabled
    assert "A little" in words(app)  # one's own answers still stand there
    with pytest.raises(AuditError):
        tickets.enter(house.store, code)


def test_after_the_last_day_the_code_is_not_used_up(visit: Visit, house: House, with_code: Enter):
    code = with_code("wonen/noord")
    app = to(answered(press(visit("answer"), "next"), "ze1_1", "2"), "check")
    house.store.clock.turn(days=60)  # type: ignore[attr-defined]
    assert "The last day of this round was 30 June 2026" in words(press(app, "send"))
    assert "your code still works if your organisation moves the last day" in words(visit("answer"))
    rounds.extend(house.store, house.principal, house.round.id, house.store.today())
    assert tickets.enter(house.store, code)


@pytest.mark.parametrize(
    ("end", "sentence"), [(closing.close, "was not sent, and has been erased"), (closing.cancel, "stopped")]
)
def test_who_was_half_way_when_the_round_ended_reads_so_after_a_reload(
    visit: Visit, house: House, with_code: Enter, end: Callable[..., Any], sentence: str
):
    with_code("wonen/noord")
    answered(press(visit("answer"), "next"), "ze1_1", "2")
    end(house.store, house.principal, house.round.id, house.round.plan.title)
    said = words(visit("answer"))
    assert sentence in said
    assert "already been used" not in said


def test_who_is_half_way_when_the_codes_are_replaced_reads_so(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    app = answered(press(visit("answer"), "next"), "ze1_1", "2")
    codes.reissue(house.store, house.principal, house.round.id, "wonen/noord")
    assert "your team got new codes on 1 June 2026" in words(answered(app, "ze1_2", "3"))
    assert "your team got new codes on 1 June 2026" in words(visit("answer"))


def test_the_other_language_loses_no_place(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/zuid")
    app = press(visit("answer", "nl").toggle(key="one-by-one").set_value(True).run(), "next")
    app = press(press(answered(app, "ze1_1", "3"), "next"), "language-en")
    assert app.button(key="next").label == "Next"
    assert [radio.key for radio in app.radio] == ["likert-ze1_2"]
    app = press(press(app, "back"), "language-nl")
    assert app.radio(key="likert-ze1_1").value == "3"
    assert house.content.items[0].text.to("nl") in words(app)
    assert app.query_params["lang"] in ("nl", ["nl"])


def test_the_other_language_keeps_ones_own_answers_after_sending(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    app = press(to(answered(press(visit("answer", "nl"), "next"), "ze1_1", "2"), "check"), "send")
    app = press(app, "language-en")
    assert app.title == [] or app.title[0].value != "Fill in a questionnaire"
    assert "Your answers have arrived" in words(app)
    assert house.content.items[0].text.to("en") in words(app)
    assert "A little" in words(app)


def test_the_other_language_tells_of_a_round_that_closed_meanwhile(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    app = to(answered(press(visit("answer", "nl"), "next"), "ze1_1", "2"), "check")
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    app = press(press(app, "send"), "language-en")
    assert "This round is closed, so your answers were not sent" in words(app)
    assert "niet verzonden" not in words(app)
    assert "A little" in words(app)


class Disk:
    """Lets the database refuse what is written, as when a disk is full or read-only, until it may be written again."""

    def __init__(self, house: House) -> None:
        self.engine, self.refuses = house.store.engine, 0
        event.listen(self.engine, "checkout", lambda connection, *_rest: self.told(connection))

    def told(self, connection: Any) -> None:
        connection.execute(f"PRAGMA query_only = {self.refuses}")


def test_what_cannot_be_saved_stays_on_the_screen_and_goes_along_later(visit: Visit, house: House, with_code: Enter):
    code = with_code("wonen/noord")
    app = press(visit("answer"), "next")
    disk = Disk(house)
    disk.refuses = 1
    app = answered(app, "ze1_1", "2")
    assert "This was not saved" in words(app)
    assert app.radio(key="likert-ze1_1").value == "2"
    said_without_connection = re.findall(r'data-away="(.*?)"', words(app))
    assert "kept" not in said_without_connection[-1]
    disk.refuses = 0
    app = answered(app, "ze1_2", "3")
    assert "This was not saved" not in words(app)
    assert re.findall(r'data-away="(.*?)"', words(app)) == said_without_connection[:1]
    kept = drafts.load(house.store, tickets.enter(house.store, code)).answers
    assert kept == {"ze1_1": "2", "ze1_2": "3"}


def test_the_other_language_keeps_what_could_not_be_saved(visit: Visit, house: House, with_code: Enter):
    code = with_code("wonen/noord")
    app = press(visit("answer", "nl"), "next")
    disk = Disk(house)
    disk.refuses = 1
    app = press(answered(app, "ze1_1", "2"), "language-en")
    assert "This was not saved" in words(app)
    assert app.radio(key="likert-ze1_1").value == "2"
    disk.refuses = 0
    answered(app, "ze1_2", "3")
    kept = drafts.load(house.store, tickets.enter(house.store, code)).answers
    assert kept == {"ze1_1": "2", "ze1_2": "3"}


def test_whoever_answers_has_no_menu_of_management(visit: Visit, house: House, with_code: Enter, jar: dict[str, str]):
    with_code("wonen/noord")
    jar[SESSION] = house.token
    app = visit("answer")
    assert [link.proto.page for link in app.get("page_link")] == []
    assert "sign-out" not in words(app)


def test_who_answers_hears_that_management_was_signed_out_here(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    app = visit("answer", signed="out")
    assert "Management was signed out on this device" in words(app)
    assert "signed out" not in words(press(app, "next"))


def test_after_sending_the_device_is_left_for_the_next_person_in_one_step(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    app = press(to(answered(press(visit("answer"), "next"), "ze1_1", "2"), "check"), "send")
    assert '<form class="code" method="post" action="leave">' in words(app)


def test_every_part_opens_from_the_check_and_leads_back_to_it(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    app = press(visit("answer"), "next")
    for item in house.content.theme("ze1").items:
        app = answered(app, item.id, "4")
    app = to(app, "check")
    parts = {button.key: button.label for button in app.button if re.match("(done|open)-", button.key or "")}
    assert {key.split("-", 1)[1] for key in parts} == {theme.id for theme in house.content.themes} | {
        "priorities",
        "own-words",
        "role",
    }
    n = len(house.content.theme("ze1").items)
    assert f"{n} of {n} answered" in parts["done-ze1"]
    assert "0 of" in parts["open-ze2"]
    assert parts["open-own-words"] == "In your own words: nothing written"
    app = press(app, "done-ze1")
    assert 'data-step="ze1"' in words(app)
    assert 'data-step="check"' in words(press(app, "to-check"))


def test_the_check_of_an_empty_questionnaire_does_not_say_it_may_be_sent(visit: Visit, with_code: Enter, house: House):
    with_code("wonen/noord")
    app = to(visit("answer"), "check")
    assert "You have not filled in anything yet" in words(app)
    assert "you may" not in words(app).lower()


def test_what_could_not_be_saved_is_said_soon(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    app = press(visit("answer"), "next")
    begun = time.monotonic()
    with sqlite3.connect(house.store.engine.url.database or "") as other:
        other.execute("BEGIN IMMEDIATE")
        app = answered(app, "ze1_1", "2")
        assert time.monotonic() - begun < 10
        assert "This was not saved" in words(app)
        other.rollback()


def at_priorities(visit: Visit, house: House, jar: dict[str, str], language: str = "nl") -> AppTest:
    """Somebody with a code who has answered one question, at the step of the priorities."""
    jar[CODE] = tickets.seal(house.store, house.ticket("wonen/noord"))
    return to(answered(press(visit("answer", language), "next"), "ze1_1", "2"), "priorities")


def test_in_a_first_round_nobody_is_asked_about_previous_results(visit: Visit, house: House, jar: dict[str, str]):
    app = at_priorities(visit, house, jar)
    assert not app.radio
    assert "vorige resultaten" not in words(to(app, "check")) + "".join(button.label for button in app.button)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_second_round_on_people_say_what_was_done_with_the_previous_results(
    visit: Visit, house: House, jar: dict[str, str], language: str
):
    second = second_round(house)
    app = at_priorities(visit, second, jar, language)
    asked = second.content.shared.follow_up
    assert asked is not None
    assert asked.question.to(language) in words(app)
    radio = app.radio(key="follow-up")
    assert radio.value is None
    assert radio.options == [option.label.to(language) for option in asked.options]
    app = to(radio.set_value("some").run(), "check")
    label = asked.options[1].label.to(language)
    assert label in app.button(key="done-follow-up").label
    assert 'data-step="priorities"' in words(press(app, "done-follow-up"))
    said = words(press(to(app, "check"), "send"))
    assert f"<h2>{asked.question.to(language)}</h2><p>{label}</p>" in said
    with second.store.reading() as connection:
        (response,) = vault.answers(connection, second.round.id, second.content).responses
    assert response.follow_up == "some"


def test_an_answer_about_the_previous_results_can_be_left_open_and_taken_back(
    visit: Visit, house: House, jar: dict[str, str]
):
    second = second_round(house)
    app = at_priorities(visit, second, jar)
    assert "no-follow-up" not in {button.key for button in app.button}
    app = press(app.radio(key="follow-up").set_value("dk").run(), "no-follow-up")
    assert app.radio(key="follow-up").value is None
    assert drafts.load(second.store, app.session_state["ticket"]).follow_up == ""
    app = to(app, "check")
    assert app.button(key="open-follow-up").label == "Gedaan met de vorige resultaten: opengelaten"
    press(app, "send")
    with second.store.reading() as connection:
        (response,) = vault.answers(connection, second.round.id, second.content).responses
    assert response.follow_up == ""


def test_nothing_filled_in_is_nothing_to_send(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    app = press(to(visit("answer"), "check"), "send")
    assert "nothing to send" in words(app)
    with house.store.reading() as connection:
        assert vault.counts(connection, house.round.id) == {}


def test_a_tampered_cookie_opens_nothing(visit: Visit, house: House, with_code: Enter, jar: dict[str, str]):
    with_code("wonen/noord")
    jar[CODE] = jar[CODE][:-2] + "AA"
    assert "This code has already been used or is not known" in words(visit("answer"))


def test_the_answers_of_the_check_are_those_of_both_tabs(visit: Visit, house: House, with_code: Enter):
    with_code("wonen/noord")
    opened = [visit("answer"), visit("answer")]
    one, other = (press(tab, "next") for tab in opened)
    answered(other, "ze1_2", "5")
    one = answered(one, "ze1_1", "1")
    press(to(one, "check"), "send")
    with house.store.reading() as connection:
        (response,) = vault.answers(connection, house.round.id, house.content).responses
    assert response.answers[:2] == ("1", "5")


def test_sending_from_a_tab_that_was_overtaken_looks_first_and_loses_nothing(
    visit: Visit, house: House, with_code: Enter
):
    ticket = tickets.enter(house.store, with_code("wonen/noord"))
    app = answered(to(visit("answer", "nl"), "ze1"), "ze1_1", "2")
    app = to(app, "check")
    drafts.save(house.store, ticket, answers={"ze1_1": "5", "ze1_2": "4"}, comments={"ze_good": "de koffie"})
    app = press(app, "send")
    assert "kijk het nog eens na" in words(app)
    assert drafts.load(house.store, ticket).answers == {"ze1_1": "5", "ze1_2": "4"}
    app = press(app, "send")
    assert "goed aangekomen" in words(app)


def test_after_a_trouble_that_passed_the_thank_you_speaks_the_other_language(
    visit: Visit, house: House, with_code: Enter
):
    with_code("wonen/noord")
    app = to(visit("answer", "nl"), "ze1")
    app = to(answered(app, "ze1_1", "3"), "check")
    app.session_state["filling"].trouble = "Dit werd niet bewaard."
    app = press(press(app, "send"), "language-en")
    assert not app.exception
    assert "arrived" in words(app)


def test_what_a_tab_still_holds_is_taken_only_where_no_other_code_was_used(
    visit: Visit, house: House, with_code: Enter, jar: dict[str, str]
):
    with_code("wonen/noord")
    assert visit("answer", "nl").session_state["filling"].alone
    jar[MORE] = "1"
    assert not visit("answer", "nl").session_state["filling"].alone


def test_what_somebody_answers_is_what_is_stored(visit: Visit, house: House, with_code: Enter):
    """The same sheet, once through the screens and once through the service."""
    filled = sheet(house.content, 7)
    with_code("wonen/noord")
    app = press(visit("answer"), "next")
    for questionnaire in house.content.questionnaires:
        if questionnaire.id in filled.skipped:
            app = press(to(app, questionnaire.themes[0].id), "skip")
            continue
        for theme in questionnaire.themes:
            app = to(app, theme.id)
            for item in theme.items:
                if filled.answers.get(item.id):
                    app = answered(app, item.id, filled.answers[item.id])
    app = to(app, "priorities")
    if filled.priorities == ():
        app = app.checkbox(key="choose-none").check().run()
    for theme in filled.priorities or ():
        app = app.checkbox(key=f"choose-{theme}").check().run()
    press(to(app, "check"), "send")
    house.send("wonen/noord", filled.model_copy(update={"role": ""}))
    with house.store.reading() as connection:
        screens, service = vault.answers(connection, house.round.id, house.content).responses
    assert screens == service


def test_whoever_answers_does_not_wait_for_what_only_results_need():
    code = (
        "import sys, audit.views.kit.visitor, audit.views.answer.page, audit.collect.vault, audit.web.routes;"
        "print({'pandas', 'numpy', 'altair', 'scipy'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"

"""The views of management: signed out nothing of them, signed in a round from plan to close, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from audit.access import sessions
from audit.collect import tickets
from audit.manage import closing, comments, organisation, rounds
from audit.storage import Store, archive
from audit.views import navigation
from audit.web.cookies import SESSION
from tests.helpers.house import FACTS, PASSPHRASE, READER, SECOND, House, manager_in, sheet
from tests.helpers.visiting import Visit, fill, save, words


@pytest.mark.parametrize(("language", "title"), [("nl", "Meld je eerst aan"), ("en", "Sign in first")])
@pytest.mark.parametrize("view", [view.address for view in navigation.views() if view.menu_of == ("management",)])
def test_signed_out_there_is_only_the_way_in(visit: Visit, house: House, view: str, language: str, title: str):
    app = visit(view, language, round=house.round.id)
    assert [one.value for one in app.title] == [title]
    assert f'href="sign-in?to={view}%3Fround%3D{house.round.id}"' in words(app)
    for secret in ("Vaartdorp", "Noord", house.round.plan.title, FACTS.controller):
        assert secret not in words(app)
    assert {one.key for one in app.button} == {"language-nl", "language-en"}
    assert not app.text_input
    assert [link.proto.label for link in app.get("page_link")] != []  # the menu is there, and the ways out


def test_a_session_that_ended_is_signed_out(visit: Visit, signed_in: House):
    assert visit("rounds").title[0].value == "Rounds"
    signed_in.store.clock.turn(minutes=31)  # type: ignore[attr-defined]
    assert visit("rounds").title[0].value == "Sign in first"


def test_a_session_that_ended_while_a_page_stood_open_does_nothing(visit: Visit, signed_in: House):
    app = visit("rounds", round=signed_in.round.id).button(key="close-early").click().run()
    sessions.sign_out(signed_in.store, signed_in.token)
    app.text_input[0].input(signed_in.round.plan.title)
    app = save(app, "Close the round and make the results")
    assert app.title[0].value == "Sign in first"
    assert rounds.read(signed_in.store, signed_in.principal, signed_in.round.id).state == "open"


def test_the_menu_is_that_of_whoever_looks(visit: Visit, house: House, jar: dict[str, str]):
    def menu() -> list[str]:
        return [link.proto.label for link in visit("method").get("page_link")]

    assert menu() == ["Welcome", "Fill in", "Results"]
    jar[SESSION] = house.token
    ours = ["Rounds", "Organisation", "Links for teams", "Agreements", "Meeting"]
    assert menu() == ["Welcome", *ours, "Results"]


@pytest.mark.parametrize(
    ("language", "set_up", "enter"), [("nl", "Mijn organisatie instellen", "Je code"), ("en", "Set up my", "Your code")]
)
def test_the_welcome_offers_what_there_is_to_do(
    visit: Visit, store: Store, jar: dict[str, str], language: str, set_up: str, enter: str
):
    empty = words(visit("welcome", language))
    assert set_up in empty
    assert enter not in empty
    _who, token = manager_in(store)
    there = words(visit("welcome", language))
    assert set_up not in there
    assert enter in there
    assert 'href="sign-in"' in there
    jar[SESSION] = token
    inside = visit("welcome", language)
    assert enter not in words(inside)
    assert 'action="sign-out"' in words(inside)


def test_a_round_is_planned_and_opened_and_its_codes_are_shown_once(visit: Visit, store: Store, jar: dict[str, str]):
    who, jar[SESSION] = manager_in(store)
    app = fill(visit("rounds"), {"Title, as everybody sees it": "Lente [x](http://elders.example)"})
    app = save(app, "Plan this round")
    (one,) = rounds.all(store, who)
    assert one.plan.last_day == store.today() + timedelta(days=28)
    assert app.query_params["round"] == one.id
    app = save(save(app, "Open this round"), "Yes, open it")
    assert "The round is open" in words(app)
    app = save(app, "Make the codes of all teams")
    slips = words(app)
    codes = {code.split("</code>")[0] for code in slips.split("<code>")[1:]}
    assert len(codes) == 34
    assert tickets.enter(store, min(codes)).round == one.id
    section = slips[slips.index("<ul>") : slips.index("</ul>")]
    assert "Noord" not in section
    assert "Wonen" not in section
    app = app.button(key="hide-codes").click().run()
    assert "<code>" not in words(app)
    assert "<code>" not in words(visit("rounds", round=one.id))


def test_a_round_without_facts_cannot_be_opened_and_says_what_is_missing(
    visit: Visit, store: Store, jar: dict[str, str]
):
    who, jar[SESSION] = manager_in(store)
    organisation.save_facts(store, who, FACTS.model_copy(update={"retention": ""}))
    app = save(visit("rounds", "nl"), "Deze meting plannen")
    assert "Hoelang de resultaten" in words(app)
    assert next(one for one in app.button if one.label == "Deze meting openen").disabled


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_preview_shows_every_screen_and_keeps_nothing(visit: Visit, signed_in: House, language: str):
    app = visit("rounds", language, round=signed_in.round.id)
    app = app.button(key="preview").click().run()
    seen = []
    for _step in range(30):
        seen.append(words(app).split('data-step="')[1].split('"')[0])
        for radio in app.radio:
            if radio.key and radio.key.startswith("likert-"):
                radio.set_value("5")
        app = app.button(key="send" if seen[-1] == "check" else "next").click().run()
        if 'data-step="sent"' in words(app):
            break
    themes = [theme.id for theme in signed_in.content.themes]
    assert seen == ["start", *themes, "priorities", "own-words", "role", "check"]
    with signed_in.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM response").scalar() == 0


def test_the_preview_shows_the_question_about_previous_results_where_it_will_be_asked(visit: Visit, signed_in: House):
    store, who = signed_in.store, signed_in.principal
    planned = rounds.plan(store, who, SECOND)

    def previewed() -> set[str | None]:
        app = visit("rounds", round=planned.id).button(key="preview").click().run()
        keys: set[str | None] = set()
        while 'data-step="check"' not in words(app):
            keys |= {radio.key for radio in app.radio}
            for radio in app.radio:
                radio.set_value(radio.options[0])
            app = app.button(key="next").click().run()
        return keys

    assert "follow-up" not in previewed()
    closing.close(store, who, signed_in.round.id, signed_in.round.plan.title)
    assert "follow-up" in previewed()


def full(house: House) -> House:
    for n, team in enumerate(["wonen/noord"] * 7 + ["werk/atelier"] * 6):
        house.send(team, sheet(house.content, n, comments=n == 3))
    return house


def test_closing_says_what_will_be_visible_and_wants_the_title(visit: Visit, signed_in: House):
    full(signed_in)
    app = visit("rounds", round=signed_in.round.id)
    app = app.button(key="count-now").click().run().button(key="close-early").click().run()
    foreseen = words(app)
    assert "Visible: 12 of 12 themes" in foreseen
    assert "Not shown: its answers count in the larger whole" in foreseen
    app = save(
        fill(app, {"Type the title of the round to close it: Voorjaar 2026": "Voorjaar"}),
        "Close the round and make the results",
    )
    assert "Type the title of the round exactly" in words(app)
    app = save(
        fill(app, {"Type the title of the round to close it: Voorjaar 2026": "Voorjaar 2026"}),
        "Close the round and make the results",
    )
    assert "The round is closed" in words(app)
    publication = archive.read(signed_in.store, signed_in.principal, signed_in.round.id)
    assert publication.by_id["org"].responses == 13


def test_results_of_the_own_organisation_are_for_those_signed_in(visit: Visit, signed_in: House, jar: dict[str, str]):
    full(signed_in)
    closing.close(signed_in.store, signed_in.principal, signed_in.round.id, "Voorjaar 2026")
    for query in ({"organisation": "ocmw-vaartdorp"}, {}):
        inside = visit("results", **query)
        assert "Results of OCMW Vaartdorp, Voorjaar 2026" in words(inside)
        assert "fictief" not in str([box.options for box in inside.selectbox])
    del jar[SESSION]
    outside = visit("results", organisation="ocmw-vaartdorp")
    assert "Its results are there after you sign in" in words(outside)
    assert "sign-in?to=results%3Forganisation%3Docmw-vaartdorp" in words(outside)
    assert "Vaartdorp" not in words(outside).replace("ocmw-vaartdorp", "")
    assert "Vaartdorp" not in str([box.options for box in outside.selectbox])


def test_what_people_wrote_is_released_shortened_or_erased_by_its_reader_alone(
    visit: Visit, signed_in: House, jar: dict[str, str]
):
    full(signed_in)
    closing.close(signed_in.store, signed_in.principal, signed_in.round.id, "Voorjaar 2026")
    mine = signed_in.store, signed_in.principal, signed_in.round.id
    waiting = comments.waiting(signed_in.store, signed_in.key)
    assert len(waiting) == len(signed_in.content.questionnaires) * 2
    inside = visit("rounds", round=signed_in.round.id)
    assert f"{len(waiting)} texts wait for Bo Maes" in words(inside)
    assert "Voorbeeld" not in words(inside)
    app = visit("texts")
    app = save(fill(app, {"Your own passphrase, as reader": PASSPHRASE}), "Open the texts")
    assert "This passphrase is not right" in words(app)
    assert not app.text_area
    signed_in.store.clock.turn(seconds=2)  # type: ignore[attr-defined]
    app = save(fill(app, {"Your own passphrase, as reader": READER}), "Open the texts")
    assert len(app.text_area) == len(waiting)
    titles = [asked.title.to("en") for asked in signed_in.content.questionnaires]
    assert all(any(title in one.value for one in app.subheader) for title in titles)
    app.text_area[0].input("Ingekort")
    app = app.button(key=f"release-text-{waiting[0].id}").click().run()
    app = app.button(key=f"ask-text-{waiting[1].id}").click().run()
    assert len(comments.waiting(signed_in.store, signed_in.key)) == len(waiting) - 1
    app = app.button(key=f"yes-text-{waiting[1].id}").click().run()
    assert len(app.text_area) == len(waiting) - 2  # and the list is still open
    assert [one.text for one in comments.released(*mine)] == ["Ingekort"]
    app = save(app, "Close the texts")
    assert not app.text_area
    assert "Ingekort" in words(visit("results"))
    del jar[SESSION]
    assert "Ingekort" not in words(visit("results"))


def test_a_cancelled_round_leaves_nothing(visit: Visit, signed_in: House):
    full(signed_in)
    app = fill(
        visit("rounds", "nl", round=signed_in.round.id),
        {"Typ de titel van de meting om ze te annuleren: Voorjaar 2026": "Voorjaar 2026"},
    )
    app = save(app, "De meting annuleren en alles wissen")
    assert "De meting is geannuleerd" in words(app)
    assert rounds.read(signed_in.store, signed_in.principal, signed_in.round.id).state == "cancelled"


def test_a_new_colleague_gets_a_code_and_lost_slips_new_ones(visit: Visit, signed_in: House):
    app = visit("rounds", round=signed_in.round.id)
    app = save(app, "Add one colleague to this team")
    assert words(app).count("<code>") == 1
    app = save(app, "Make new codes for this team")
    assert words(app).count("<code>") == 9
    app = save(app, "Make new codes for this team")
    assert "already got new codes today" in words(app)


def test_a_round_of_somebody_else_is_not_there(visit: Visit, signed_in: House):
    app = visit("rounds", round="0123456789abcdef")
    assert "There is no such round" in words(app)
    assert not app.text_input


def test_a_later_last_day(visit: Visit, signed_in: House):
    app = visit("rounds", round=signed_in.round.id)
    later = signed_in.round.plan.last_day + timedelta(days=10)
    app.date_input[0].set_value(later)
    app = save(app, "Choose this day")
    assert "The last day is now 10 July 2026" in words(app)
    assert rounds.read(signed_in.store, signed_in.principal, signed_in.round.id).plan.last_day == later

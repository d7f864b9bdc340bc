"""The screens of a meeting: who gets them, in which order, and what two laptops see of each other."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from audit.access import links
from audit.act import agreements, meetings, requests
from audit.act.meeting import Meeting
from audit.manage import closing
from audit.views.meet import script
from audit.web.cookies import LINK
from tests.helpers.house import NACHT, NOORD, House, everybody
from tests.helpers.visiting import Visit, save, words

ODD = "![x](http://x/p.png) <script>alert(1)</script> $x$ :red[a]"


@pytest.fixture
def closed(house: House, jar: dict[str, str]) -> House:
    """An organisation with a closed round; the browser came with the link to the meeting of Noord."""
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    jar[LINK] = links.make(house.store, house.principal, NOORD, "meeting")
    return house


def held(house: House) -> Meeting:
    """The meeting of Noord."""
    return meetings.of_unit(house.store, house.principal, NOORD)[0]


def step(app: AppTest) -> str:
    """The screen that is on."""
    assert not app.exception
    said = words(app)
    return said.partition('data-step="meeting-')[2].partition('"')[0]


def test_a_meeting_takes_45_minutes_or_90():
    assert (script.SHORT, script.LONG) == (45, 90)
    assert list(script.MINUTES) == list(script.names())


def test_the_script_is_gone_through_from_the_first_screen_to_the_last(closed: House, visit: Visit):
    app = visit("meet", "nl")
    assert step(app) == "start"
    assert "Wie de link naar dit overleg heeft, kan lezen wat je schrijft" in words(app)
    assert meetings.of_unit(closed.store, closed.principal, NOORD) == ()  # who only looks begins nothing
    seen = [step(app)]
    while seen[-1] != "choose":
        app = app.button(key="next").click().run()
        seen.append(step(app))
        if seen[-1].startswith("guess"):
            assert "Raad eerst" in words(app)
            assert "<b style" not in words(app)
        if seen[-1].startswith("look"):
            assert "<b style" in words(app)
    assert [name.partition("-")[0] for name in seen] == [
        *("start", "last", "strong", "guess", "look", "guess", "look", "guess", "look", "differ", "choose")
    ]
    for theme in ("nw3", "ze1", "gw2"):
        app = app.checkbox(key=f"theme-{theme}").check().run()
    app = app.checkbox(key="theme-ze2").check().run()
    assert "Meer dan drie thema's gaat niet" in words(app)
    assert not app.checkbox(key="theme-ze2").value
    assert held(closed).themes == ("gw2", "nw3", "ze1")
    app.text_area(key=f"reason-{held(closed).id}-ze1").input("Omdat het leeft").run()
    seen = [step(app := app.button(key="next").click().run()) for _turn in range(7)]
    assert seen == ["talk-ze1", "write-ze1", "talk-gw2", "write-gw2", "talk-nw3", "write-nw3", "end"]
    assert {one.theme: one.reason for one in held(closed).chosen}["ze1"] == "Omdat het leeft"
    assert "Er is nog niets opgeschreven" in words(app)
    assert step(app.button(key="back").click().run()) == "write-nw3"
    app = visit("meet", "nl", screen="choose").checkbox(key="theme-ze1").uncheck().run()
    assert "Wat je over het waarom schreef, gaat dan ook weg" in words(app)
    assert "ze1" in held(closed).themes
    app.button(key="unchoose-ze1").click().run()
    assert held(closed).themes == ("gw2", "nw3")


def test_what_one_laptop_writes_the_other_shows_and_where_both_wrote_somebody_chooses(closed: House, visit: Visit):
    meeting = meetings.begin(closed.store, closed.principal, NOORD, "voorjaar-2026")
    meetings.choose(closed.store, closed.principal, meeting.id, "ze1")
    one, other = visit("meet", "nl", screen="talk-ze1"), visit("meet", "nl", screen="write-ze1")
    one = one.button(key="ours").click().run()
    assert step(one) == "write-ze1"
    (agreement,) = held(closed).agreements
    what, who = f"what-{agreement.id}", f"who-{agreement.id}"
    other.run()
    one.text_input(key=what).input(ODD).run()
    other.text_input(key=who).input("De coach").run()
    assert (other.text_input(key=what).value, held(closed).agreements[0].what) == (ODD, ODD)
    one.run()
    assert one.text_input(key=who).value == "De coach"
    one.text_input(key=what).input("Van de ene").run()
    other.text_input(key=what).input("Van de andere").run()  # it had not seen the change yet
    assert held(closed).agreements[0].what == "Van de ene"
    assert other.text_input(key=what).value == "Van de andere"
    assert "Iemand anders schreef hier ook: “Van de ene”" in words(other)
    other.button(key=f"mine-{what}").click().run()
    assert held(closed).agreements[0].what == "Van de andere"
    assert "Iemand anders" not in words(other)
    one.run()
    assert one.text_input(key=what).value == "Van de andere"
    one.text_input(key=who).input("De coach\u202e").run()
    assert "onzichtbare" in words(one)
    assert held(closed).agreements[0].who == "De coach"


def test_a_request_with_its_answer_stands_there_and_what_is_taken_out_asks_first(closed: House, visit: Visit):
    meeting = meetings.begin(closed.store, closed.principal, NOORD, "voorjaar-2026")
    meetings.choose(closed.store, closed.principal, meeting.id, "ze1")
    app = visit("meet", "en", screen="write-ze1")
    app = save(app, "Ask for something")
    (request,) = held(closed).requests
    app.text_input(key=f"ask-{request.id}").input(ODD).run()
    app.selectbox(key=f"asked-of-{request.id}").select("network").run()
    assert (held(closed).requests[0].what, held(closed).requests[0].asked_of) == (ODD, "network")
    requests.answer(closed.store, closed.principal, held(closed).requests[0], "Ja, vanaf mei")
    app.run()
    assert "Answer: Ja, vanaf mei" in words(app)
    id = agreements.add(closed.store, closed.principal, meeting.id, "ze1")
    agreements.write(closed.store, closed.principal, id, "what", "Koffie", "")
    app.run()
    app = app.button(key=f"take-{id}").click().run()
    assert held(closed).agreements
    app = app.button(key=f"yes-{id}").click().run()
    assert held(closed).agreements == ()
    app = app.button(key=f"take-{request.id}").click().run()  # an answer is no reason to keep what a team wrote
    app.button(key=f"yes-{request.id}").click().run()
    assert held(closed).requests == ()


def test_a_team_without_a_result_of_its_own_meets_about_its_service_and_is_told_why(
    closed: House, visit: Visit, jar: dict[str, str]
):
    jar[LINK] = links.make(closed.store, closed.principal, NACHT, "meeting")
    app = visit("meet", "en")
    assert step(app) == "start"
    assert "Nacht" in words(app)
    assert "Wonen, which you see below" in words(app)


def test_a_link_to_read_opens_no_meeting_and_management_says_whose_it_is(
    closed: House, visit: Visit, jar: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    jar[LINK] = links.make(closed.store, closed.principal, NOORD, "read")
    assert "Your link is for looking at results" in words(visit("meet"))
    jar.clear()
    jar["session"] = closed.token
    app = visit("meet")
    app.selectbox(key="meeting-unit").select(NOORD)
    app = save(app, "Open the meeting")
    app.run()
    assert step(app) == "start"
    assert "Meeting of Noord about Voorjaar 2026" in words(app)

"""Agreements for management: questions are answered in writing, and what a team wrote is counted and not shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from audit.access import links
from audit.act import agreements, meetings, requests
from audit.manage import closing
from audit.web.cookies import LINK, SESSION
from tests.helpers.house import NOORD, Clock, House, everybody
from tests.helpers.visiting import Visit, save, words


@pytest.fixture
def closed(house: House, jar: dict[str, str]) -> House:
    """An organisation with a closed round, its management signed in."""
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    jar[SESSION] = house.token
    return house


def test_questions_are_answered_and_agreements_are_counted_without_their_words(closed: House, visit: Visit):
    store, who = closed.store, closed.principal
    assert "No team has written anything down yet" in words(visit("agreements"))
    held = meetings.begin(store, who, NOORD, "voorjaar-2026")
    app = visit("agreements")
    assert "Erase all meetings" in [one.label for one in app.button]
    id, asked = agreements.add(store, who, held.id, "ze1"), requests.add(store, who, held.id, "nw2")
    agreements.write(store, who, id, "what", "Geheim van het team", "")
    requests.write(store, who, asked, "what", "Mag de deur open? ![x](http://x/p.png)", "")
    app = visit("agreements")
    said = words(app).replace("\u2060", "")
    assert not app.exception
    assert "Geheim" not in said
    assert "Mag de deur open? ![x](http://x/p.png)" in said
    assert "teams with an agreement within eight weeks after closing: 1 of " in said
    app = save(app, "Send the answer")
    assert "Write an answer first" in words(app)
    app.text_area[0].input("Ja, vanaf mei")
    app = save(app, "Send the answer")
    assert "Answered. The team sees it in its meeting." in words(app)
    assert "No question waits for an answer." in words(app)
    assert meetings.of_unit(store, who, NOORD)[0].requests[0].answer == "Ja, vanaf mei"
    agreements.share(store, who, id, True)
    assert "Noord: Geheim van het team" in words(visit("agreements"))
    app = save(save(app, "Erase all meetings"), "Yes, erase all of it")
    assert "1 meeting was erased." in words(app)
    assert meetings.of_unit(store, who, NOORD) == ()


def test_on_the_day_of_a_check_the_link_asks_how_each_agreement_goes(
    closed: House, visit: Visit, jar: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    store, who = closed.store, closed.principal
    held = meetings.begin(store, who, NOORD, "voorjaar-2026")
    ids = [agreements.add(store, who, held.id, "ze1") for _one in range(2)]
    for id in ids:
        agreements.write(store, who, id, "what", f"Afspraak {id}", "")
    jar.clear()
    jar[LINK] = links.make(store, who, NOORD, "meeting")
    assert "It is time to look back" not in words(visit("meet"))
    assert isinstance(store.clock, Clock)
    store.clock.at += timedelta(weeks=8)
    app = visit("meet")
    assert "It is time to look back" in words(app)
    assert "Whoever has the link to this meeting, and management, which made it, can read" in words(app)
    app = app.button(key=f"on_the_way-{ids[0]}").click().run()
    app = app.button(key=f"drop-{ids[1]}").click().run()
    app = save(app, "Yes, drop it")
    assert "Say in a few words why it was dropped" in words(app)
    app.text_input(key=f"why-dropped-{ids[1]}").input("Geen tijd").run()
    app = save(app, "Yes, drop it")
    assert [(one.first, one.state, one.why) for one in meetings.of_unit(store, who, NOORD)[0].agreements] == [
        ("on_the_way", "open", ""),
        ("dropped", "dropped", "Geen tijd"),
    ]
    assert "It is time to look back" not in words(app)
    assert "Meeting of Noord" in words(app)
    end = visit("meet", screen="end")
    assert "dropped: Geen tijd" in words(end)
    assert f"- Afspraak {ids[0]}" in end.text_area(key="minutes-text").value

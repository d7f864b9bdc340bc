"""What whoever opened a link has on the screen, and how management makes and withdraws one."""

from __future__ import annotations

from datetime import date

import pytest

from audit.access import links, sessions
from audit.errors import AuditError
from audit.manage import closing
from audit.read.archive import Archive
from audit.views import navigation
from audit.views.kit import visitor
from audit.views.results import taking
from audit.views.results.choosing import OPENED
from audit.views.results.page import TABS
from audit.views.results.profiles import Chosen
from audit.web.cookies import LINK
from tests.helpers.house import SERVICES, House, everybody
from tests.helpers.visiting import Visit, save, words

OTHERS = [team.name for service in SERVICES for team in service.teams if team.name != "Noord"]


@pytest.fixture
def closed(house: House) -> House:
    """An organisation with a closed round."""
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    return house


def test_a_link_shows_its_unit_on_every_tab_and_no_other_nor_the_invented_ones(
    closed: House, visit: Visit, jar: dict[str, str]
):
    jar[LINK] = links.make(closed.store, closed.principal, "wonen/noord", "read")
    for tab in TABS:
        app = visit("results", "en", unit="wonen/noord", tab=tab)
        said = words(app)
        assert not app.exception
        assert "Results of Noord, Voorjaar 2026" in said
        assert "fictief" not in said
        assert not [name for name in (*OTHERS, "Werk") if f" {name}" in said or f">{name}" in said], tab
        (units,) = [box for box in app.selectbox if box.key == "unit"]
        assert units.options == ["OCMW Vaartdorp", "Wonen", "Wonen · Noord"]
        assert not app.get("file_uploader")
        assert "elsewhere" not in {button.key for button in app.button}
    app = visit("results", "en", organisation="ocmw-voorbeeldstad-fictief", unit="werk/balie")
    assert "Results of OCMW Vaartdorp" in words(app)
    assert "“ocmw-voorbeeldstad-fictief” from the address is not here" in words(app)
    assert "“werk/balie” from the address is not here" in words(app)
    app = visit("")
    assert {link.proto.label for link in app.get("page_link")} >= {"To the results of my team"}
    assert not [link for link in app.get("page_link") if "sample" in link.proto.label]


def test_a_link_that_was_withdrawn_shows_nothing_at_the_next_click_not_the_invented_ones_either(
    closed: House, visit: Visit, jar: dict[str, str]
):
    jar[LINK] = links.make(closed.store, closed.principal, "wonen/noord", "read")
    app = visit("results", "nl", unit="wonen/noord")
    links.withdraw(closed.store, closed.principal, links.all(closed.store, closed.principal)[0].id)
    app.run()
    assert [title.value for title in app.title] == ["Deze link werkt niet"]
    assert not app.selectbox
    assert "fictief" not in words(app)
    assert "Noord" not in words(app)
    assert 'action="sign-out"' in words(app)  # the way out of it


def test_a_link_shows_no_invented_results_in_the_method_nor_what_was_opened_in_the_tab_before(
    closed: House, visit: Visit, jar: dict[str, str]
):
    opened = Archive().read("ocmw-voorbeeldstad-fictief", "2026")
    jar[LINK] = links.make(closed.store, closed.principal, "wonen/noord", "read")
    app = visit("results", "nl", unit="wonen/noord")
    app.session_state[OPENED] = {opened.sha256: opened}
    app.run()
    assert "fictief" not in words(app)
    assert "fictief" not in words(visit("method", "nl"))


def test_no_document_is_made_after_a_link_was_withdrawn(closed: House, jar: dict[str, str]):
    """A browser asks for a document after the page was drawn, when nothing else is run."""
    jar[LINK] = links.make(closed.store, closed.principal, "wonen/noord", "read")
    allowed = visitor.still_there()
    assert allowed()
    links.withdraw(closed.store, closed.principal, links.all(closed.store, closed.principal)[0].id)
    assert not allowed()
    archive = Archive()
    chosen = Chosen(archive, archive.read("ocmw-voorbeeldstad-fictief", "2026"), "org")
    with pytest.raises(AuditError, match="link was withdrawn"):
        taking.document(chosen, "org", "csv", "nl", allowed)


def test_a_link_opens_no_view_of_management(closed: House, visit: Visit, jar: dict[str, str]):
    jar[LINK] = links.make(closed.store, closed.principal, "wonen/noord", "meeting")
    for view in navigation.views():
        if view.menu_of == ("management",):
            assert f'href="sign-in?to={view.address}"' in words(visit(view.address)), view.address


def test_management_makes_a_link_that_is_shown_once_and_withdraws_it_after_a_question(
    signed_in: House, visit: Visit, jar: dict[str, str]
):
    store, manager = signed_in.store, signed_in.principal
    app = visit("sharing")
    assert "None yet" in words(app)
    assert "No round was closed yet" in words(app)
    app.selectbox(key="link-unit").select("wonen/noord")
    app.selectbox(key="link-days").select(7)
    app = save(app, "Make the link")
    (address,) = [box.value for box in app.text_area]
    assert links.principal(store, address.partition("/link#")[2]).unit == "wonen/noord"
    assert "Made on 1 June 2026, works until 8 June 2026." in words(app)
    assert not visit("sharing").text_area  # in another tab
    app = save(app, "Withdraw the link of Wonen · Noord")
    assert len(links.all(store, manager)) == 1
    app = save(app, "No, leave it")
    assert len(links.all(store, manager)) == 1
    app = save(save(app, "Withdraw the link of Wonen · Noord"), "Yes, withdraw it")
    assert links.all(store, manager) == ()
    assert "The link of Wonen · Noord was withdrawn." in words(app)
    assert not app.text_area
    assert store.today() == date(2026, 6, 1)
    assert sessions.principal(store, signed_in.token).is_manager

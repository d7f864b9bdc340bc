"""The line between a browser and the server breaks: what stands on screen is what is stored, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from audit import storage
from audit.collect import drafts, tickets
from audit.collect.sheet import Sheet
from audit.manage import organisation, rounds
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.helpers.house import PLAN, House, house_in
from tests.helpers.line import LOST, Running, disconnected, reconnected
from tests.helpers.serving import open_view, unfold, wait_until_settled

Visitor = Callable[..., Page]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Running]]:
    folder = tmp_path_factory.mktemp("connection")
    store = storage.open(Settings(data_dir=folder / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)}))
    running = Running(folder)
    running.start()
    yield house, running
    running.stop()
    store.close()


def come_in(page: Page, running: Running, code: str) -> None:
    page.goto(f"{running.address}/i#{code}")
    page.wait_for_url("**/answer*")
    wait_until_settled(page)


def kept(house: House, code: str) -> Sheet:
    return drafts.load(house.store, tickets.enter(house.store, code))


def unanswered(page: Page) -> list[str]:
    """The requests of this page for a sign of life of the server, from here on, that got no answer."""
    failed: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).path == "/_stcore/health":
            failed.append(request.url)

    page.on("requestfailed", note)
    return failed


def test_after_a_restart_the_first_click_is_stored(house: tuple[House, Running], visitor: Visitor):
    """Nothing was clicked in this tab before: of itself Streamlit asks the new server for nothing."""
    home, running = house
    code = home.codes["wonen/noord"].pop()
    drafts.save(home.store, tickets.enter(home.store, code), position="ze1", answers={"ze1_1": "2"})
    page = visitor()
    come_in(page, running, code)
    expect(page.locator("[data-step=ze1]")).to_be_visible()
    running.stop()
    disconnected(page)
    running.start()
    reconnected(page)
    expect(page.locator(".st-key-likert-ze1_1 input").nth(1)).to_be_checked()
    page.locator(".st-key-likert-ze1_2 [role=radiogroup] label").nth(2).click()
    expect(page.locator(".st-key-likert-ze1_2 input").nth(2)).to_be_checked()
    wait_until_settled(page)
    page.locator(".st-key-next button").click()
    expect(page.locator("[data-step=ze2]")).to_be_visible()
    assert kept(home, code).answers == {"ze1_1": "2", "ze1_2": "3"}


def test_what_stood_on_screen_and_was_not_stored_yet_is_stored_after_all(
    house: tuple[House, Running], visitor: Visitor
):
    home, running = house
    code = home.codes["wonen/noord"].pop()
    ticket = tickets.enter(home.store, code)
    drafts.save(home.store, ticket, position="own-words", answers={"ze1_1": "2"})
    page = visitor()
    come_in(page, running, code)
    box = page.locator(".st-key-words-ze_good textarea")
    box.press_sequentially("Koffie in de tuin")
    running.stop()
    disconnected(page)
    running.start()
    reconnected(page)
    expect(box).to_have_value("Koffie in de tuin")
    expect(page.get_by_text("17 van 500 tekens")).to_be_visible()
    expect(box).to_be_focused()
    page.locator(".st-key-next button").click()
    expect(page.locator("[data-step=role]")).to_be_visible()
    wait_until_settled(page)
    assert kept(home, code).comments == {"ze_good": "Koffie in de tuin"}


def test_a_click_that_the_server_never_heard_is_stored_after_all(house: tuple[House, Running], visitor: Visitor):
    home, running = house
    code = home.codes["wonen/noord"].pop()
    drafts.save(home.store, tickets.enter(home.store, code), position="ze1", answers={"ze1_1": "2"})
    page = visitor()
    come_in(page, running, code)
    running.stop()
    page.locator(".st-key-likert-ze1_2 [role=radiogroup] label").nth(2).evaluate("label => label.click()")
    disconnected(page)
    running.start()
    reconnected(page)
    clicked = page.locator(".st-key-likert-ze1_2 input").nth(2).is_checked()
    page.locator(".st-key-next button").click()
    expect(page.locator("[data-step=ze2]")).to_be_visible()
    assert kept(home, code).answers == ({"ze1_1": "2", "ze1_2": "3"} if clicked else {"ze1_1": "2"})


def test_a_tab_that_slept_does_not_put_back_what_was_changed_elsewhere(house: tuple[House, Running], visitor: Visitor):
    home, running = house
    code = home.codes["wonen/noord"].pop()
    ticket = tickets.enter(home.store, code)
    drafts.save(home.store, ticket, position="ze1", answers={"ze1_1": "2"})
    page = visitor()
    come_in(page, running, code)
    running.stop()
    disconnected(page)
    drafts.save(home.store, ticket, answers={"ze1_1": "5"})
    running.start()
    reconnected(page)
    expect(page.locator(".st-key-likert-ze1_1 input").nth(4)).to_be_checked()
    assert kept(home, code).answers == {"ze1_1": "5"}


@pytest.mark.parametrize(("locale", "sentence"), [("nl-BE", "Geen verbinding."), ("en-GB", "No connection.")])
def test_a_lost_connection_is_told_in_words_of_our_own(
    house: tuple[House, Running],
    visitor: Visitor,
    violations: Callable[[Page], list[str]],
    locale: str,
    sentence: str,
):
    home, running = house
    page = visitor(locale=locale)
    come_in(page, running, home.codes["wonen/zuid"].pop())
    asked = unanswered(page)
    running.stop()
    disconnected(page)
    expect(page.get_by_role("status").filter(has_text=sentence)).to_be_visible()
    while len(asked) < 7:  # after six, Streamlit would say it its own way
        page.wait_for_event("requestfailed")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "streamlit" not in page.locator("body").inner_text().lower()
    assert violations(page) == []
    running.start()
    reconnected(page)
    expect(page.get_by_text(sentence)).to_have_count(0)


def test_codes_that_stand_only_here_outlive_the_server(house: tuple[House, Running], visitor: Visitor):
    home, running = house
    page = visitor()
    page.context.add_cookies([{"name": SESSION, "value": home.token, "url": running.address}])
    open_view(page, f"{running.address}/rounds?round={home.round.id}")
    unfold(page, "Briefjes kwijt")
    page.get_by_role("button", name="Eén collega toevoegen").click()
    expect(page.locator(".slips code")).to_have_count(1)
    wait_until_settled(page)
    code = page.locator(".slips code").inner_text()
    running.stop()
    disconnected(page)
    running.start()
    page.wait_for_function(LOST.replace("!==", "==="))
    wait_until_settled(page)
    assert page.locator(".slips code").all_inner_texts() == [code]


def test_a_form_keeps_what_was_typed_over_another_view_and_a_restart(house: tuple[House, Running], visitor: Visitor):
    """A number, a tick and a new service were typed in two forms, and nothing was saved."""
    home, running = house
    page = visitor()
    page.context.add_cookies([{"name": SESSION, "value": home.token, "url": running.address}])
    open_view(page, f"{running.address}/organisation")
    page.get_by_role("button", name="Nog een dienst").click()
    page.get_by_label("Naam van dienst 3").fill("Jeugd")
    page.get_by_label("Mensen in team 1.1").fill("9")
    page.get_by_role("link", name="Metingen", exact=True).click()
    link = page.get_by_role("link", name="Je typte iets op een andere pagina")
    expect(link).to_be_visible()
    page.get_by_label("Titel, zoals iedereen ze ziet").fill("Winter")
    page.get_by_text("Samen in groep ·").click()
    running.stop()
    disconnected(page)
    running.start()
    reconnected(page)
    expect(page.get_by_label("Titel, zoals iedereen ze ziet")).to_have_value("Winter")
    expect(page.get_by_role("checkbox", name="Samen in groep")).not_to_be_checked()
    page.get_by_role("button", name="Deze meting plannen").click()
    expect(page.get_by_text("De meting is gepland")).to_be_visible()
    (planned,) = [one for one in rounds.all(home.store, home.principal) if one.state == "planned"]
    assert (planned.plan.title, planned.plan.questionnaires) == ("Winter", ("ze", "nw"))
    link.click()
    wait_until_settled(page)
    expect(page.get_by_text("en is niet bewaard: Naam van dienst 3: Jeugd")).to_be_visible()
    expect(page.get_by_label("Mensen in team 1.1")).to_have_value("9")
    page.get_by_role("button", name="Diensten en teams bewaren").click()
    expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
    assert organisation.read(home.store, home.principal).services[0].teams[0].invited == 9
    expect(page.get_by_text("en is niet bewaard")).to_have_count(0)
    expect(link).to_be_hidden()

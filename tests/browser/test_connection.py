"""The line between a browser and the server breaks: what stands on screen is what is stored, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit import storage
from audit.collect import drafts, tickets
from audit.collect.sheet import Sheet
from audit.settings import Settings
from tests.helpers.house import PLAN, House, house_in
from tests.helpers.serving import free_port, served, wait_until_settled

Visitor = Callable[..., Page]


class Running:
    """A server on a port of its own that can be stopped and started again with the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.starts, self.stack = folder, free_port(), 0, ExitStack()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.starts += 1
        self.stack.enter_context(served(self.folder / f"log{self.starts}", port=self.port))

    def stop(self) -> None:
        self.stack.close()


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


def disconnected(page: Page) -> None:
    page.wait_for_function("document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'")


def reconnected(page: Page) -> None:
    """Wait until the page has its connection back, and until the view was asked for again."""
    wait_until_settled(page)
    page.wait_for_timeout(500)  # the view is asked for a moment after the connection is there
    wait_until_settled(page)


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
    expect(page.locator("[data-step=check]")).to_be_visible()
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
    running.stop()
    expect(page.get_by_role("status").filter(has_text=sentence)).to_be_visible()
    page.wait_for_timeout(5000)  # Streamlit asks whether the server is there, and then would say it its own way
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "streamlit" not in page.locator("body").inner_text().lower()
    assert violations(page) == []
    running.start()
    reconnected(page)
    expect(page.get_by_text(sentence)).to_have_count(0)

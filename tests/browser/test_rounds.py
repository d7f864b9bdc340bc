"""Rounds in a browser: what only an address, a reload or a printer shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from audit import storage
from audit.manage import rounds
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.helpers.house import PLAN, House, house_in, manager_in, sheet
from tests.helpers.looking import LOOKS, Eyes
from tests.helpers.serving import Server, open_view, served, unfold, wait_until_settled

Violations = Callable[[Page], list[str]]
Visitor = Callable[..., Page]


@contextmanager
def running(folder: Path) -> Iterator[tuple[House, Server]]:
    """An organisation with an open round, in which thirteen people answered, and a running app."""
    store = storage.open(Settings(data_dir=folder / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)}))
    for n in range(13):
        house.send("werk/atelier" if n < 6 else "wonen/noord", sheet(house.content, n))
    with served(folder / "log") as server:
        yield house, server
    store.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Server]]:
    """The round of the tests that leave it open."""
    with running(tmp_path_factory.mktemp("rounds")) as prepared:
        yield prepared


def come_in(page: Page, house: House, server: Server) -> Page:
    """Sign in, and look at the list of rounds."""
    page.context.add_cookies([{"name": SESSION, "value": house.token, "url": server.address}])
    open_view(page, f"{server.address}/rounds")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    wait_until_settled(page)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.wait_for_load_state()
    wait_until_settled(page)


def unfolded(page: Page, name: str) -> Locator:
    return page.locator("[data-testid=stExpander] details[open]").filter(has_text=name)


def test_a_fold_stays_open_for_what_came_of_a_click_in_it_and_on_paper_there_are_only_slips(
    page: Page, prepared: tuple[House, Server]
):
    director = come_in(page, *prepared)
    follow(director, "Naar Voorjaar 2026")
    unfold(director, "Briefjes kwijt")
    press(director, "Nieuwe codes maken voor dit team")
    expect(director.locator(".slips code")).to_have_count(1)
    press(director, "Eén collega toevoegen")
    expect(director.get_by_text("Er is één persoon meer uitgenodigd")).to_be_visible()
    expect(unfolded(director, "Briefjes kwijt")).to_be_visible()
    unfold(director, "Een latere laatste dag kiezen")
    press(director, "Deze dag kiezen")
    expect(director.get_by_text("De laatste dag is nu")).to_be_visible()
    expect(unfolded(director, "Een latere laatste dag kiezen")).to_be_visible()
    expect(director.locator(".slips code")).to_have_count(2)
    director.emulate_media(media="print")
    seen = director.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => one.checkVisibility() && !one.closest('.slips')
             && (one.matches('details, summary, form, button, input, h1, h2, a, table, [role=alert]')
                 || one.childNodes.length && [...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
                 && !one.matches('style, script, title')))
             .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert seen == []
    assert director.locator(".slips").is_visible()


def test_a_plan_is_changed_and_called_off_from_the_list(page: Page, prepared: tuple[House, Server]):
    house, server = prepared
    other = rounds.plan(house.store, house.principal, house.round.plan.model_copy(update={"title": "Najaar"}))
    director = come_in(page, house, server)
    follow(director, "Naar Najaar")
    unfold(director, "Het plan veranderen")
    director.get_by_label("Jaar van de resultaten").fill("2031")
    press(director, "Het plan bewaren")
    expect(director.get_by_text("Het plan is bewaard")).to_be_visible()
    assert rounds.read(house.store, house.principal, other.id).plan.year == 2031
    unfold(director, "Deze meting annuleren")
    director.get_by_label("om ze te annuleren").fill("Najaar")
    press(director, "De meting annuleren en alles wissen")
    expect(director.get_by_text("De meting is geannuleerd")).to_be_visible()
    assert director.url == f"{server.address}/rounds"
    assert [one.id for one in rounds.all(house.store, house.principal)] == [house.round.id]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[House, Server]]:
    """A round for the test that closes it."""
    with running(tmp_path) as prepared:
        yield prepared


def test_a_round_is_closed_from_the_list(page: Page, alone: tuple[House, Server]):
    """The address keeps the round through every click, and loses it on the way back."""
    house, server = alone
    director = come_in(page, house, server)
    follow(director, "Naar Voorjaar 2026")
    here = f"{server.address}/rounds?round={house.round.id}"
    assert director.url == here
    follow(director, "Alle metingen")
    assert director.url == f"{server.address}/rounds"
    expect(director.get_by_label("Titel, zoals iedereen ze ziet")).to_be_visible()
    follow(director, "Naar Voorjaar 2026")
    press(director, "Nu tellen, voor vandaag")
    expect(director.get_by_text("Geteld op")).to_be_visible()
    press(director, "Afsluiten voor de laatste dag")
    foreseen = director.get_by_role("table", name="Welke eenheden zichtbaar worden")
    expect(foreseen.get_by_role("row", name="Noord")).to_contain_text("Zichtbaar")
    title = director.get_by_label(re.compile("om ze af te sluiten"))
    title.fill("Voorjaar")
    press(director, "De meting afsluiten en de resultaten maken")
    expect(director.get_by_role("alert")).to_contain_text("precies zoals")
    expect(director.get_by_role("alert")).to_be_in_viewport()
    expect(title).to_have_value("Voorjaar")
    assert director.url == here
    assert rounds.read(house.store, house.principal, house.round.id).state == "open"
    title.fill("Voorjaar 2026")
    press(director, "De meting afsluiten en de resultaten maken")
    expect(director.get_by_text("De meting is afgesloten")).to_be_visible()
    assert director.url == here
    assert rounds.read(house.store, house.principal, house.round.id).state == "closed"


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_a_round_from_another_tool_is_uploaded_and_closed(
    tmp_path: Path, visitor: Visitor, violations: Violations, width: int, color_scheme: str, locale: str
):
    dutch = locale == "nl-BE"
    store = storage.open(Settings(data_dir=tmp_path / "data"))
    who, token = manager_in(store)
    plan = PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28), "collected": "upload"})
    round = rounds.open(store, who, rounds.plan(store, who, plan).id)
    content = rounds.content(store, who, round.id)
    rows = [["service", "team", "role", "priorities", *(item.id for item in content.items)]]
    rows += [["Werk", "Atelier", "", "", *(str(1 + (n + place) % 5) for place in range(48))] for n in range(12)]
    good = "\n".join(";".join(row) for row in rows)
    with served(tmp_path / "log") as server:
        page = visitor(width=width, color_scheme=color_scheme, locale=locale)
        eyes = Eyes(page, violations)
        page.context.add_cookies([{"name": SESSION, "value": token, "url": server.address}])
        open_view(page, f"{server.address}/rounds?round={round.id}")
        expect(page.locator(".slips")).to_have_count(0)
        eyes.look("nothing uploaded")

        def choose(text: str) -> None:
            page.locator("input[type=file]").set_input_files(
                {"name": "antwoorden.csv", "mimeType": "text/csv", "buffer": text.encode()}
            )

        choose(good.replace("Atelier", "Atelie", 1))
        expect(page.get_by_role("alert").first).to_contain_text("antwoorden.csv")
        wait_until_settled(page)
        eyes.look("refused")
        choose(good)
        expect(page.locator(".st-key-take-answers")).to_be_visible()
        wait_until_settled(page)
        eyes.look("to look at")
        page.locator(".st-key-take-answers button").click()
        told = "De antwoorden van 12 mensen zijn opgeladen." if dutch else "The answers of 12 people are uploaded."
        expect(page.get_by_text(told).first).to_be_visible()
        expect(page.get_by_text("12 van 12" if dutch else "12 of 12").first).to_be_visible()
        wait_until_settled(page)
        eyes.look("uploaded")
        page.locator(f".st-key-close-{round.id}-title input").fill(PLAN.title)
        page.get_by_role("button", name="De meting afsluiten" if dutch else "Close the round and").click()
        expect(page.locator(".st-key-go-results")).to_be_visible()
        wait_until_settled(page)
        eyes.look("closed")
    store.close()
    assert eyes.wrong == {}

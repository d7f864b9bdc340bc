"""The questionnaire on paper: printed whole, and keyed in afterwards with nothing but a keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from audit import storage
from audit.collect import drafts, tickets, vault
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.helpers.house import ATELIER, NOORD, PLAN, House, house_in
from tests.helpers.looking import LOOKS, Eyes
from tests.helpers.serving import free_port, open_view, served, unfold, wait_until_settled

Visitor = Callable[..., Page]
Violations = Callable[[Page], list[str]]
A_SHEET = 270  # mm of A4 between the margins


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str, Callable[[], None]]]:
    """An open round, the address of the app, and a function that starts its server again."""
    folder = tmp_path_factory.mktemp("paper")
    store = storage.open(Settings(data_dir=folder / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)}))
    port = free_port()
    with ExitStack() as running:
        running.enter_context(served(folder / "log", port=port))

        def again() -> None:
            running.pop_all().close()
            running.enter_context(served(folder / "log2", port=port))

        yield house, f"http://localhost:{port}", again
    store.close()


def come_in(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/entry")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#ze1_1")).to_be_focused()


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_a_form_is_keyed_in_with_a_keyboard_alone(
    house: tuple[House, str, Callable[[], None]],
    visitor: Visitor,
    violations: Violations,
    width: int,
    color_scheme: str,
    locale: str,
):
    lived_in, address, _again = house
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes = Eyes(page, violations)
    page.goto(f"{address}/entry")
    eyes.look("code")
    come_in(page, address, lived_in.codes[NOORD].pop())
    page.keyboard.type("35")
    page.keyboard.press("Backspace")  # it was no 5
    page.keyboard.type("4")
    page.keyboard.type("x")
    expect(page.get_by_role("status").first).to_contain_text("betekent" if locale == "nl-BE" else "means nothing")
    page.keyboard.type("w ")
    expect(page.locator("#ze2_1")).to_be_focused()
    page.keyboard.type("".join("12345n0 "[place % 8] for place in range(44)))
    expect(page.locator("#priorities")).to_be_focused()
    page.keyboard.type("2 13")
    expect(page.get_by_role("status").first).to_contain_text("13")
    eyes.look("a wrong number")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")  # the open questions, a part each
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(page.locator("#role")).to_be_focused()
    page.keyboard.type("2")
    eyes.look("form")
    page.keyboard.press("Enter")
    expect(page.locator(".readback")).to_contain_text("3 4 w ·")
    eyes.look("check")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator("#code")).to_be_focused()
    eyes.look("sent")
    assert eyes.wrong == {}
    with lived_in.store.reading() as connection:
        stored = vault.answers(connection, lived_in.round.id, lived_in.content).responses
    told = ("3", "4", "dk", "", *(["1", "2", "3", "4", "5", "na", "dk", ""] * 6)[:44])
    assert [one for one in stored if one.answers == told and one.priorities == ("ze1", "ze2")]


def test_nothing_keyed_is_lost_over_a_reload_or_a_restart(
    house: tuple[House, str, Callable[[], None]], visitor: Visitor
):
    lived_in, address, again = house
    page, code = visitor(), lived_in.codes[ATELIER].pop()
    come_in(page, address, code)
    page.keyboard.type("1")
    page.reload()  # whatever the page shows of it
    expect(page.locator("form.entry")).to_be_visible()
    page.locator("#ze1_2").press("2")
    expect(page.get_by_role("status").first).to_have_text("Bewaard")
    page.reload()
    expect(page.locator("#ze1_1")).to_have_value("1")
    expect(page.locator("#ze1_2")).to_have_value("2")
    expect(page.locator("#ze1_3")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.type("3")
    expect(page.get_by_role("status").first).to_contain_text("geen verbinding")
    again()
    page.keyboard.type("4")
    page.context.set_offline(False)
    expect(page.get_by_role("status").first).to_have_text("Bewaard")
    page.reload()
    expect(page.locator("#ze1_4")).to_have_value("4")
    kept = drafts.load(lived_in.store, tickets.enter(lived_in.store, code))
    assert kept.answers == {"ze1_1": "1", "ze1_2": "2", "ze1_3": "3", "ze1_4": "4"}


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_the_questionnaire_is_printed_with_no_theme_torn(
    house: tuple[House, str, Callable[[], None]],
    visitor: Visitor,
    violations: Violations,
    width: int,
    color_scheme: str,
    locale: str,
):
    lived_in, address, _again = house
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes = Eyes(page, violations)
    page.context.add_cookies([{"name": SESSION, "value": lived_in.token, "url": address}])
    open_view(page, f"{address}/rounds?round={lived_in.round.id}")
    unfold(page, "Op papier" if locale == "nl-BE" else "On paper")
    page.locator("[class*=st-key-paper-] button").click()
    expect(page.locator(".printed")).to_be_visible()
    page.get_by_role("textbox").fill("Sam van het onthaal")
    page.keyboard.press("Enter")
    expect(page.locator(".printed")).to_contain_text("Sam van het onthaal")
    wait_until_settled(page)
    eyes.look("paper")
    assert eyes.wrong == {}
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
    page.set_viewport_size({"width": 695, "height": 900})  # 184 mm, what is left of A4 between the margins
    page.emulate_media(media="print")
    sections = page.locator(".printed section")
    assert all(
        section.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
        and (section.bounding_box() or {"height": 9e9})["height"] < A_SHEET / 25.4 * 96
        for section in sections.all()
    )
    assert 5 <= pages <= 8
    dark = "one => getComputedStyle(one).color !== 'rgb(0, 0, 0)' && !one.matches('.box')"
    assert page.locator(".printed *").evaluate_all(f"all => all.filter({dark}).length") == 0

"""The first thing anybody sees: in their language, on their screen, with their keyboard."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from audit.views import navigation
from tests.helpers.serving import open_view, wait_until_settled

Visitor = Callable[..., Page]
SAMPLE = "Kijk rond in de voorbeeldorganisatie"
FOCUSED = """() => ({
    text: document.activeElement.innerText,
    outline: getComputedStyle(document.activeElement).outlineStyle,
})"""


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["nl-BE", "en-GB"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    address: str, visitor: Visitor, violations: Callable[[Page], list[str]], width: int, color_scheme: str, locale: str
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    open_view(page, address)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0


def test_axe_finds_what_is_planted(address: str, page: Page, violations: Callable[[Page], list[str]]):
    open_view(page, address)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert any(found.startswith("image-alt") for found in violations(page))


@pytest.mark.parametrize("path", [f"/{view.address}" for view in navigation.views()])
@pytest.mark.parametrize(("locale", "language"), [("nl-BE", "nl"), ("en-GB", "en"), ("fr-BE", "nl")])
def test_every_address_says_its_language(address: str, visitor: Visitor, path: str, locale: str, language: str):
    page = visitor(locale=locale)
    page.goto(address + path)
    assert page.evaluate("document.documentElement.lang") == language  # before any script of Streamlit ran
    wait_until_settled(page)
    assert page.evaluate("document.documentElement.lang") == language
    expect(page.get_by_text("Welkom" if language == "nl" else "Welcome").first).to_be_visible()
    assert page.title().endswith("· Krachtspiegel")


def test_the_other_language_is_one_link_away_and_stays(address: str, page: Page):
    open_view(page, f"{address}/method?unit=a%26b&unit=c")
    expect(page.get_by_role("link", name="English")).to_have_attribute("hreflang", "en")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("link", name="Nederlands")).to_be_visible()
    there = urlsplit(page.url)
    assert there.path == "/method"
    assert parse_qs(there.query) == {"unit": ["a&b", "c"], "lang": ["en"]}
    page.get_by_role("link", name="Welcome").click()  # Streamlit drops the query here
    expect(page.get_by_role("link", name="Look around in the sample organisation")).to_be_visible()
    open_view(page, address)  # and a new visit remembers
    assert page.evaluate("document.documentElement.lang") == "en"


def test_no_english_is_left_over_in_dutch(address: str, page: Page):
    open_view(page, address)
    seen = page.locator("body").inner_text()
    named = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(one => one.ariaLabel)")
    for word in ("Skip to main", "Press Enter", "Deploy", "sidebar", "App pages"):
        assert word.lower() not in " ".join([seen, *named]).lower()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_reaches_the_sample(address: str, visitor: Visitor, width: int):
    page = visitor(width=width)
    open_view(page, address)
    for _press in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["text"] == SAMPLE:
            break
    assert focused == {"text": SAMPLE, "outline": "solid"}
    page.keyboard.press("Enter")
    page.wait_for_url("**/results?organisation=ocmw-voorbeeldstad-fictief**")
    expect(page.get_by_role("heading", name="Resultaten van OCMW Voorbeeldstad (fictief)")).to_be_attached()


def test_the_keyboard_can_skip_the_menu(address: str, page: Page):
    open_view(page, address)
    skip = page.get_by_role("link", name="Naar de inhoud")
    for _press in range(3):
        page.keyboard.press("Tab")
        if skip.evaluate("link => link === document.activeElement"):
            break
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Mijn organisatie instellen"

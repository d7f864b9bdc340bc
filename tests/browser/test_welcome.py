"""The first thing anybody sees: in their language, on their screen, with their keyboard."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from audit.views import navigation
from tests.helpers.looking import Eyes
from tests.helpers.serving import open_view, wait_until_settled

Visitor = Callable[..., Page]
PATHS = [f"/{view.address}" for view in navigation.views()]
SAMPLE = "Kijk rond in de voorbeeldorganisatie"
FOCUSED = """() => ({
    text: document.activeElement.innerText,
    outline: getComputedStyle(document.activeElement).outlineStyle,
})"""


@pytest.mark.parametrize("locale", ["nl-BE", "en-GB"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    address: str, visitor: Visitor, violations: Callable[[Page], list[str]], locale: str
):
    page = visitor(color_scheme="light", locale=locale)
    open_view(page, address)
    eyes = Eyes(page, violations)
    for scheme, background in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 23, 29)")):
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wait_until_settled(page)
            eyes.look(f"{scheme}, {width}")
    assert eyes.wrong == {}


def test_axe_finds_what_is_planted(address: str, page: Page, violations: Callable[[Page], list[str]]):
    open_view(page, address)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert any(found.startswith("image-alt") for found in violations(page))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("locale", "language"), [("nl-BE", "nl"), ("en-GB", "en")])
def test_every_address_says_its_language(address: str, visitor: Visitor, path: str, locale: str, language: str):
    page = visitor(locale=locale)
    page.goto(address + path)
    assert page.evaluate("document.documentElement.lang") == language  # before any script of Streamlit ran
    wait_until_settled(page)
    assert page.evaluate("document.documentElement.lang") == language
    expect(page.get_by_text("Welkom" if language == "nl" else "Welcome").first).to_be_visible()
    assert page.title().endswith("· Krachtspiegel")


def test_whoever_speaks_neither_is_spoken_to_in_dutch(address: str, visitor: Visitor):
    page = visitor(locale="fr-BE")
    for path in PATHS:
        html = page.request.get(address + path, headers={"Accept-Language": "fr-BE,fr;q=0.9"}).text()
        assert '<html lang="nl"' in html, path
    open_view(page, address)
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.get_by_text("Welkom").first).to_be_visible()


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

"""Every state of the screens of a round: nothing that axe finds, nothing that sticks out, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit import storage
from audit.collect import drafts, tickets
from audit.manage import closing, rounds
from audit.settings import Settings
from audit.views import navigation
from audit.web.cookies import MORE, SESSION
from tests.helpers.house import PASSPHRASE, PLAN, READER, House, house_in, sheet
from tests.helpers.looking import LOOKS, Eyes
from tests.helpers.serving import Server, open_view, served, unfold, wait_until_settled

DEEP_LINKS = [
    *(view.address for view in navigation.views() if view.needs_sign_in),
    "rounds?round=x",
    "results?organisation=ocmw-vaartdorp",
]

Violations = Callable[[Page], list[str]]
Visitor = Callable[..., Page]


@dataclass
class Prepared:
    """A running app with an open round in it."""

    house: House
    server: Server


@contextmanager
def running(folder: Path) -> Iterator[Prepared]:
    """A running app with an open round, its data in a folder."""
    store = storage.open(Settings(data_dir=folder / "data"))
    plan = PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)})
    house = house_in(store, plan)
    for n in range(11):
        house.send("werk/atelier" if n < 6 else "wonen/noord", sheet(house.content, n, comments=True))
    with served(folder / "log") as server:
        yield Prepared(house, server)
    store.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """The round of all tests that leave it as it is, but for codes that they use."""
    with running(tmp_path_factory.mktemp("screens")) as prepared:
        yield prepared


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Prepared]:
    """A round for a test that changes it."""
    with running(tmp_path) as prepared:
        yield prepared


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()
    wait_until_settled(page)


def go_on(page: Page, key: str = "next") -> str:
    before = page.locator("[data-step]").get_attribute("data-step")
    page.locator(f".st-key-{key} button").click()
    page.wait_for_function("before => document.querySelector('[data-step]').dataset.step !== before", arg=before)
    wait_until_settled(page)
    return page.locator("[data-step]").get_attribute("data-step") or ""


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_answer(
    prepared: Prepared, visitor: Visitor, violations: Violations, width: int, color_scheme: str, locale: str
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes, address = Eyes(page, violations), prepared.server.address
    open_view(page, f"{address}/answer")
    eyes.look("no code")
    page.goto(f"{address}/i")
    eyes.look("code")
    page.locator("#code").fill("K7QF")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    eyes.look("wrong code")
    page.goto(f"{address}/method")
    page.go_back()
    expect(page.locator("#code")).to_be_visible()
    page.goto(f"{address}/i#{prepared.house.codes['wonen/nacht'].pop()}")
    page.wait_for_url("**/answer")
    wait_until_settled(page)
    eyes.look("first page")
    go_on(page)
    eyes.look("theme")
    page.locator(".st-key-likert-ze1_1 [role=radiogroup] label").first.click()
    expect(page.locator(".st-key-likert-ze1_1 input").first).to_be_checked()
    wait_until_settled(page)
    eyes.look("theme with an answer")
    press(page, "skip")
    expect(page.locator(".st-key-unskip")).to_be_visible()
    eyes.look("skipped")
    press(page, "unskip")
    expect(page.locator(".st-key-likert-ze1_1")).to_be_visible()
    while (here := go_on(page)) != "check":
        if here == "priorities":
            for place in range(3):
                page.locator(".st-key-choices label").nth(place).click()
                expect(page.locator(".st-key-choices input").nth(place)).to_be_checked()
            wait_until_settled(page)
        if here in ("priorities", "own-words"):
            eyes.look(here)
    eyes.look("check")
    press(page, "send")
    expect(page.locator("[data-step=sent]")).to_be_visible()
    wait_until_settled(page)
    eyes.look("sent")
    page.reload()
    wait_until_settled(page)
    eyes.look("sent before")
    page.goto(f"{address}/leave")
    eyes.look("leave")
    open_view(page, f"{address}/answer")
    page.locator("form.code button").click()
    page.wait_for_url("**/leave?done=1")
    expect(page.locator("#code")).to_be_visible()
    eyes.look("left")
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"_streamlit_xsrf", "lang", MORE}
    assert eyes.wrong == {}


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_one_question_at_a_time(
    prepared: Prepared, visitor: Visitor, violations: Violations, width: int, color_scheme: str, locale: str
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    page.goto(f"{prepared.server.address}/i#{prepared.house.codes['wonen/zuid'].pop()}")
    page.wait_for_url("**/answer")
    wait_until_settled(page)
    page.locator(".st-key-one-by-one label").click()
    expect(page.locator(".st-key-larger")).to_be_visible()
    eyes = Eyes(page, violations)
    go_on(page)
    eyes.look("one question")
    expect(page.get_by_role("radiogroup")).to_have_count(1)
    assert eyes.wrong == {}


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_management(
    alone: Prepared, visitor: Visitor, violations: Violations, width: int, color_scheme: str, locale: str
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes, address, house = Eyes(page, violations), alone.server.address, alone.house
    for path in ("sign-in", "set-up"):
        page.goto(f"{address}/{path}")
        eyes.look(path)
    open_view(page, f"{address}/rounds")
    eyes.look("signed out")
    page.context.add_cookies([{"name": SESSION, "value": house.token, "url": address}])
    page.goto(f"{address}/passphrase")
    eyes.look("passphrase")
    open_view(page, address)
    eyes.look("welcome")
    open_view(page, f"{address}/organisation")
    eyes.look("organisation")
    unfold(page)
    eyes.look("organisation, all open")
    open_view(page, f"{address}/rounds")
    eyes.look("rounds")
    planned = rounds.plan(
        house.store,
        house.principal,
        PLAN.model_copy(update={"title": f"Najaar {width}", "last_day": house.round.plan.last_day}),
    )
    open_view(page, f"{address}/rounds?round={planned.id}")
    eyes.look("planned")
    page.get_by_role("button", name="Deze meting openen" if locale == "nl-BE" else "Open this round").click()
    expect(page.get_by_role("button", name="Ja, open ze" if locale == "nl-BE" else "Yes, open it")).to_be_visible()
    wait_until_settled(page)
    eyes.look("about to open")
    open_view(page, f"{address}/rounds?round={planned.id}")
    press(page, "preview")
    expect(page.locator("[data-step=start]")).to_be_visible()
    eyes.look("preview")
    open_view(page, f"{address}/rounds?round=0123456789abcdef")
    eyes.look("no such round")
    open_view(page, f"{address}/rounds?round={house.round.id}")
    unfold(page)
    eyes.look("not counted")
    press(page, "count-now")
    press(page, "close-early")
    eyes.look("open")
    page.get_by_role("button", name="De meting afsluiten" if locale == "nl-BE" else "Close the round and").click()
    expect(page.get_by_role("alert").last).to_be_visible()
    eyes.look("wrong title")
    page.get_by_role("button", name="collega" if locale == "nl-BE" else "Add one colleague").click()
    expect(page.locator(".slips code")).to_have_count(1)
    wait_until_settled(page)
    eyes.look("slips")
    assert eyes.wrong == {}


def test_answers_that_follow_each_other_at_once_are_all_kept(prepared: Prepared, visitor: Visitor):
    house, code = prepared.house, prepared.house.codes["werk/balie"].pop()
    page = visitor()
    page.goto(f"{prepared.server.address}/i#{code}")
    page.wait_for_url("**/answer")
    wait_until_settled(page)
    wanted = {}
    for theme in house.content.themes[:4]:
        go_on(page)
        for place, item in enumerate(theme.items):
            wanted[item.id] = str(place + 1)
            page.locator(f".st-key-likert-{item.id} [role=radiogroup] label").nth(place).evaluate(
                "label => label.click()"
            )
    go_on(page)
    kept = drafts.load(house.store, tickets.enter(house.store, code))
    assert kept.answers == wanted


def test_a_phone_in_a_hand(prepared: Prepared, visitor: Visitor):
    """Back of the browser, words that are kept while typing, text that is too long, and larger type with the code."""
    house, code = prepared.house, prepared.house.codes["wonen/zuid"].pop()

    def come(height: int = 812) -> Page:
        page = visitor(375, height, is_mobile=True, has_touch=True)
        page.goto(f"{prepared.server.address}/i#{code}")
        page.wait_for_url("**/answer*")
        wait_until_settled(page)
        return page

    def answer_all(page: Page) -> None:
        for group in page.locator("[class*=st-key-likert-] [role=radiogroup]").all():
            group.locator("label").nth(1).click()
            expect(group.locator("input").nth(1)).to_be_checked()
        wait_until_settled(page)
        expect(page.locator("[class*=st-key-clear-] button")).to_have_count(4)

    def at(step: str) -> None:
        expect(page.locator(f'[data-step="{step}"]')).to_be_visible()
        wait_until_settled(page)

    page = come(667)
    expect(page.locator(".st-key-next button")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 375, "height": 812})
    assert [go_on(page) for _step in range(2)] == ["ze1", "ze2"]
    answer_all(page)
    page.go_back()
    at("ze1")
    page.go_back()
    at("start")
    page.go_forward()
    at("ze1")
    page.go_forward()
    at("ze2")
    press(page, "clear-ze2_1")
    expect(page.locator(".st-key-likert-ze2_1 input:checked")).to_have_count(0)
    assert set(drafts.load(house.store, tickets.enter(house.store, code)).answers) == {"ze2_2", "ze2_3", "ze2_4"}
    while (here := go_on(page)) != "own-words":
        if here == "nw4":  # the longest
            answer_all(page)
            assert page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") <= 3 * 812
    box = page.locator(".st-key-words-ze_good textarea")
    assert float(box.evaluate("box => getComputedStyle(box).fontSize").removesuffix("px")) >= 16
    box.press_sequentially("Koffie in de tuin")
    expect(page.get_by_text("17 van 500 tekens")).to_be_visible()
    expect(box).to_be_focused()
    assert drafts.load(house.store, tickets.enter(house.store, code)).comments == {"ze_good": "Koffie in de tuin"}
    box.fill("x" * 512)
    expect(page.get_by_text("Dit is 12 tekens te lang")).to_be_visible()
    expect(box).to_have_value("x" * 512)
    box.fill("x" * 500)
    expect(page.get_by_text("Dit is 12 tekens te lang")).to_have_count(0)
    wait_until_settled(page)
    assert go_on(page) == "role"
    page.go_back()
    at("own-words")
    page.go_back()
    at("priorities")
    while go_on(page, "back") != "start":
        pass
    page.locator(".st-key-one-by-one label").click()
    expect(page.locator(".st-key-larger")).to_be_visible()
    wait_until_settled(page)
    page = come()
    expect(page.locator(".st-key-larger")).to_be_visible()


def test_a_broken_link_opens_and_leaves_no_code_in_the_address(prepared: Prepared, visitor: Visitor):
    page = visitor()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{prepared.server.address}/i#half%")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.url == f"{prepared.server.address}/i"
    page.goto(f"{prepared.server.address}/i/{prepared.house.codes['werk/balie'][0]}%25")
    page.wait_for_url("**/answer")
    assert errors == []


def test_the_other_language_is_spoken_without_leaving_the_place(prepared: Prepared, visitor: Visitor):
    page = visitor(width=375)
    page.goto(f"{prepared.server.address}/i#{prepared.house.codes['wonen/zuid'].pop()}")
    page.wait_for_url("**/answer")
    wait_until_settled(page)
    go_on(page)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 700)")
    page.evaluate("window.here = true")
    with page.expect_response("**/language?lang=en"):
        page.get_by_role("link", name="English").evaluate("link => link.click()")
    expect(page.get_by_role("link", name="Nederlands")).to_be_attached()
    wait_until_settled(page)
    assert page.evaluate("window.here") is True
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("[data-step=ze1]").count() == 1
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") > 600
    assert {"lang": "en"}.items() <= {one["name"]: one["value"] for one in page.context.cookies()}.items()
    page.reload()
    wait_until_settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Nederlands").press("Enter")
    expect(page.get_by_role("link", name="English")).to_be_focused()


@pytest.mark.parametrize(("path", "locale"), [*zip(DEEP_LINKS, cycle(["nl-BE", "en-GB"]), strict=False)])
def test_a_deep_link_signed_out_leads_to_the_sign_in(prepared: Prepared, visitor: Visitor, path: str, locale: str):
    page = visitor(locale=locale)
    open_view(page, f"{prepared.server.address}/{path}")
    assert "Vaartdorp" not in page.locator("body").inner_text().replace("ocmw-vaartdorp", "")
    page.locator("a.go").first.click()
    page.wait_for_url("**/sign-in?to=*")
    expect(page.locator("#passphrase")).to_be_visible()


def test_signing_in_and_out(prepared: Prepared, visitor: Visitor):
    page, address = visitor(), prepared.server.address
    open_view(page, f"{address}/rounds?round={prepared.house.round.id}")
    page.locator("a.go").click()
    page.locator("#passphrase").fill("deze is het niet, echt niet")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    for _try in range(100):  # after a wrong one the next has to wait a second
        page.locator("#passphrase").fill(PASSPHRASE)
        page.locator("main button").click()
        if "/rounds" in page.url:
            break
        expect(page.get_by_role("alert")).to_be_visible()
    wait_until_settled(page)
    expect(page.get_by_role("heading", name=prepared.house.round.plan.title)).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{address}/")
    open_view(page, f"{address}/rounds")
    expect(page.get_by_role("heading", name="Meld je eerst aan")).to_be_visible()


def test_a_closed_round(alone: Prepared, visitor: Visitor, violations: Violations):
    house = alone.house
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    wrong = {}
    for width, scheme, locale in LOOKS:
        page = visitor(width=width, color_scheme=scheme, locale=locale)
        page.context.add_cookies([{"name": SESSION, "value": house.token, "url": alone.server.address}])
        open_view(page, f"{alone.server.address}/rounds?round={house.round.id}")
        eyes = Eyes(page, violations)
        eyes.look(f"closed, {width}")
        open_view(page, f"{alone.server.address}/texts")
        page.locator("input[type=password]").fill(READER)
        page.locator("button[kind$=Submit]").click()
        expect(page.locator("textarea").first).to_be_visible()
        eyes.look(f"texts, {width}")
        wrong |= eyes.wrong
    assert wrong == {}


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_setting_up(address: str, visitor: Visitor, violations: Violations, width: int, color_scheme: str, locale: str):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes = Eyes(page, violations)
    page.goto(f"{address}/sign-in")
    assert page.url.endswith("/set-up")  # nothing to sign in to yet
    eyes.look("empty")
    page.locator("#name").fill("OCMW Vaartdorp")
    page.locator("#passphrase").fill("te kort")
    page.locator("#again").fill("te kort")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#name")).to_have_value("OCMW Vaartdorp")
    expect(page.locator("#passphrase")).to_have_value("")
    eyes.look("refused")
    for path in ("reader-key", "recover", "recovery-code"):
        page.goto(f"{address}/{path}")
        eyes.look(path)
    assert eyes.wrong == {}

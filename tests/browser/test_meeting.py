"""A meeting on a beamer with the keyboard alone, a second laptop that writes along, and a server that starts anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from audit import storage
from audit.access import links
from audit.act import meetings
from audit.act.meeting import Agreement, Meeting
from audit.manage import closing
from audit.settings import Settings
from tests.helpers.house import NOORD, PLAN, everybody, house_in
from tests.helpers.looking import Eyes
from tests.helpers.serving import free_port, open_view, served, wait_until_settled

_PATIENCE = 60_000  # ms, where other tests run beside this one
Visitor = Callable[..., Page]
WHAT, WHO, NOTICE = ("[class*=st-key-what-] input", "[class*=st-key-who-] input", "[class*=st-key-notice-] input")


def turn(page: Page, key: str) -> str:
    """Press a key and wait for another screen; its word in the address."""
    mark = page.locator("[data-step^=meeting-]")
    before = mark.get_attribute("data-step")
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('[data-step]').dataset.step !== before", arg=before, timeout=_PATIENCE
    )
    wait_until_settled(page)
    return (mark.get_attribute("data-step") or "").removeprefix("meeting-")


def come(page: Page, address: str) -> Page:
    """Open the link to a meeting."""
    page.goto(address)
    page.wait_for_url("**/meet?*", timeout=_PATIENCE)
    wait_until_settled(page)
    return page


def test_a_meeting_is_led_by_keyboard_and_two_laptops_write_in_it(
    tmp_path: Path, visitor: Visitor, violations: Callable[[Page], list[str]]
):
    store = storage.open(Settings(data_dir=tmp_path / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)}))
    everybody(house)
    closing.close(store, house.principal, house.round.id, house.round.plan.title)
    token, port = links.make(store, house.principal, NOORD, "meeting"), free_port()

    def meeting() -> Meeting:
        return meetings.of_unit(store, house.principal, NOORD)[0]

    def agreement() -> Agreement:
        return meeting().agreements[0]

    expect.set_options(timeout=_PATIENCE)
    beamer = visitor(1280, 720)
    eyes = Eyes(beamer, violations)
    with served(tmp_path / "log", port=port) as server:
        come(beamer, f"{server.address}/link#{token}")
        assert token not in beamer.url
        assert token not in server.log
        eyes.look("start")
        text = beamer.locator(".st-key-meeting [data-testid=stMarkdownContainer] li").first
        assert float(text.evaluate("one => getComputedStyle(one).fontSize").removesuffix("px")) >= 24
        order = [turn(beamer, key) for key in ("ArrowRight", "PageDown", "PageDown", "PageDown")]
        assert [name.partition("-")[0] for name in order] == ["last", "strong", "guess", "look"]
        eyes.look("look")
        expect(beamer.locator(".st-key-next button")).to_be_in_viewport()
        assert turn(beamer, "PageUp").startswith("guess")
        open_view(beamer, f"{server.address}/meet?screen=choose")
        eyes.look("choose")
        beamer.locator(".st-key-theme-ze1 input").focus()
        beamer.keyboard.press("Space")
        reason = beamer.locator("[class*=st-key-reason-] textarea")
        reason.press_sequentially("Omdat het leeft")
        reason.press("ArrowLeft")  # within the text, not to another screen
        expect(beamer.locator(".st-key-turn")).to_contain_text("praten")
        beamer.locator(".st-key-next button").focus()
        assert turn(beamer, "Enter") == "talk-ze1"
        eyes.look("talk")
        beamer.locator(".st-key-ours button").focus()
        assert turn(beamer, "Enter") == "write-ze1"
        laptop = visitor(375, 812)
        laptop.context.add_cookies(beamer.context.cookies())
        open_view(laptop, f"{server.address}/meet?screen=write-ze1")
        beamer.locator(WHAT).press_sequentially("Elke maand samen koffie")
        laptop.locator(WHO).press_sequentially("De coach")
        expect(laptop.locator(WHAT)).to_have_value("Elke maand samen koffie")
        expect(beamer.locator(WHO)).to_have_value("De coach")
        eyes.look("write")
    for page in (beamer, laptop):
        expect(page.get_by_role("status").filter(has_text="Geen verbinding")).to_be_visible()
    with served(tmp_path / "log-again", port=port):
        for page in (beamer, laptop):
            expect(page.locator(WHAT)).to_be_enabled()
            wait_until_settled(page)
        beamer.locator(NOTICE).press_sequentially("Iedereen komt")
        expect(laptop.locator(NOTICE)).to_have_value("Iedereen komt")
        expect(laptop.locator(WHAT)).to_have_value("Elke maand samen koffie")
        assert (agreement().what, agreement().who, agreement().notice) == (
            "Elke maand samen koffie",
            "De coach",
            "Iedereen komt",
        )
        assert len(meeting().agreements) == 1
        assert meeting().chosen[0].reason == "Omdat het leeft"
        beamer.locator(".st-key-meeting h1").click()
        assert turn(beamer, "PageDown") == "end"
        expect(beamer.locator("li", has_text="Elke maand samen koffie · De coach")).to_be_visible()
        eyes.look("end")
    store.close()
    assert eyes.wrong == {}

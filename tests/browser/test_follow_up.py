"""The question about the previous results on a phone: seen, answered, taken back and stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from audit import storage
from audit.collect import drafts, tickets, vault
from audit.settings import Settings
from tests.helpers.house import NOORD, PLAN, SECOND, House, house_in, second_round
from tests.helpers.looking import Eyes
from tests.helpers.serving import Server, served, wait_until_settled


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Server]]:
    """A running app with the second round of an organisation in it."""
    folder = tmp_path_factory.mktemp("follow-up")
    store = storage.open(Settings(data_dir=folder / "data"))
    days = {"last_day": store.today() + timedelta(days=28)}
    second = second_round(house_in(store, PLAN.model_copy(update=days)), SECOND.model_copy(update=days))
    with served(folder / "log") as server:
        yield second, server
    store.close()


def go_to(page: Page, step: str) -> None:
    """Go on until a step is there."""
    while (here := page.locator("[data-step]").get_attribute("data-step")) != step:
        page.locator(".st-key-next button").click()
        page.wait_for_function("before => document.querySelector('[data-step]').dataset.step !== before", arg=here)
        wait_until_settled(page)


def test_the_question_about_previous_results_on_a_phone(
    house: tuple[House, Server], visitor: Callable[..., Page], violations: Callable[[Page], list[str]]
):
    second, server = house
    asked = second.content.shared.follow_up
    assert asked is not None
    labels = [option.label.to("nl") for option in asked.options]
    code = second.codes[NOORD].pop()
    drafts.save(second.store, tickets.enter(second.store, code), answers={"ze1_1": "4"})
    page = visitor(375, has_touch=True, is_mobile=True)
    eyes = Eyes(page, violations)
    page.goto(f"{server.address}/i#{code}")
    page.wait_for_url("**/answer")
    wait_until_settled(page)
    go_to(page, "priorities")
    options = page.locator(".st-key-follow-up label:has(input)")
    chosen = page.locator(".st-key-follow-up label:has(input:checked)")
    expect(page.get_by_text(asked.question.to("nl")).first).to_be_visible()
    assert options.all_inner_texts() == labels
    assert min(option.bounding_box()["height"] for option in options.all()) >= 44  # type: ignore[index]
    expect(chosen).to_have_count(0)
    eyes.look("not answered")
    options.nth(1).click()
    expect(chosen).to_have_text(labels[1])
    take_back = page.get_by_role("button", name="Dit toch open laten")
    eyes.look("answered")
    take_back.click()
    expect(chosen).to_have_count(0)
    expect(take_back).to_have_count(0)
    options.nth(2).click()
    expect(chosen).to_have_text(labels[2])
    page.reload()
    wait_until_settled(page)
    expect(chosen).to_have_text(labels[2])
    go_to(page, "check")
    part = page.get_by_role("button", name=f"Gedaan met de vorige resultaten: {labels[2]}")
    expect(part).to_be_visible()
    eyes.look("check")
    page.locator(".st-key-send button").click()
    expect(page.get_by_text("goed aangekomen")).to_be_visible()
    wait_until_settled(page)
    expect(page.locator(".mirror p").last).to_have_text(labels[2])
    eyes.look("sent")
    assert eyes.wrong == {}
    with second.store.reading() as connection:
        (response,) = vault.answers(connection, second.round.id, second.content).responses
    assert response.follow_up == "hardly"

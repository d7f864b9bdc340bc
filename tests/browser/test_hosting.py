"""The hosting recipe on this machine: nginx with TLS, a slip on paper, and a telephone that fills in by its address."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from audit import storage
from audit.collect import vault
from audit.manage import organisation, rounds
from audit.organisation import Service, Team
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.helpers.house import PLAN, House, manager_in
from tests.helpers.serving import ROOT, open_view, wait_until_settled

Visitor = Callable[..., Page]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    """An organisation with an open round without codes, and the address at which `deploy/try` serves it."""
    if shutil.which("nginx") is None:
        pytest.skip("no nginx on this machine")
    folder = tmp_path_factory.mktemp("hosted")
    for place in ("data", "secret"):
        (folder / place).mkdir(mode=0o700)
    store = storage.open(Settings(data_dir=folder / "data", secret_file=folder / "secret" / "secret"))
    who, token = manager_in(store)
    organisation.save_roster(store, who, (Service(name="Wonen", teams=(Team(name="Noord", invited=12),)),))
    plan = PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)})
    round = rounds.open(store, who, rounds.plan(store, who, plan).id)
    process = subprocess.Popen(
        [str(ROOT / "deploy" / "try"), str(folder)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, (folder / "log" / "app").read_text()
        yield House(store, who, token, round), address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
        store.close()


def read_codes(page: Page) -> list[str]:
    """What a telephone reads from the slips as they are drawn."""
    found = []
    for picture in page.locator(".slips img").all():
        seen = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot())))
        found += [one.text for one in seen]
    return found


def test_from_a_slip_to_an_answer_over_https(hosted: tuple[House, str], visitor: Visitor):
    house, address = hosted
    director = visitor(ignore_https_errors=True)
    director.context.add_cookies([{"name": SESSION, "value": house.token, "url": address}])
    open_view(director, f"{address}/rounds")
    expect(director.get_by_text("Dat adres is gevraagd, en het antwoordt")).to_be_visible()
    open_view(director, f"{address}/rounds?round={house.round.id}")
    director.get_by_role("button", name="De codes van alle teams maken").click()
    expect(director.locator(".slips code")).to_have_count(12)
    wait_until_settled(director)
    sheets = director.locator(".slips section")
    assert [sheet.locator("h3").inner_text() for sheet in sheets.all()] == [
        "Noord: 12 briefjes · blad 1 van 2",
        "Noord: 12 briefjes · blad 2 van 2",
    ]
    codes = director.locator(".slips code").all_inner_texts()
    links = read_codes(director)
    assert links == [f"{address}/i#{code}" for code in codes]
    first = director.locator(".slips li").first.inner_text()
    for told in ("OCMW Vaartdorp", PLAN.title, address.removeprefix("https://") + "/i", "minuten", "minutes"):
        assert told in first
    assert "Noord" not in first

    phone = visitor(375, 667, is_mobile=True, has_touch=True, ignore_https_errors=True)
    phone.goto(links[-1])
    phone.wait_for_url("**/answer*")
    wait_until_settled(phone)
    while phone.locator("[data-step=check]").count() == 0:
        for group in phone.locator("[class*=st-key-likert-] [role=radiogroup]").all()[:1]:
            group.locator("label").nth(3).click()
            expect(group.locator("input").nth(3)).to_be_checked()
        before = phone.locator("[data-step]").get_attribute("data-step")
        phone.locator(".st-key-next button").click()
        expect(phone.locator(f'[data-step="{before}"]')).to_have_count(0)
        wait_until_settled(phone)
    phone.locator(".st-key-send button").click()
    expect(phone.locator("[data-step=sent]")).to_be_visible()
    with house.store.reading() as connection:
        assert vault.counts(connection, house.round.id) == {"wonen/noord": 1}

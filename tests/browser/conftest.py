"""One server and one browser for all browser tests; an empty browser profile for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.helpers import serving
from tests.helpers.profiles import ONE_PROCESS, Profiles

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # writing down all that is in order takes longer than finding what is not
    "selectors": False,
}
expect.set_options(timeout=20_000)  # a browser and a server are a lot for a small machine, which runs two of each


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[pytest.TestReport]:
    """Tell of a test that failed what stood on its pages."""
    report = yield
    if report.when == "call" and report.failed:
        profiles = getattr(item, "funcargs", {}).get("profiles")
        for page in profiles.pages if profiles else ():
            report.sections.append((f"on the screen: {page.url}", _said(page)))
    return report


def _said(page: Page) -> str:
    try:
        return page.locator("body").inner_text(timeout=5_000)
    except Error as error:
        return f"not to be read: {error.message}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """The app as it is, running; it tells its settings and whom it calls (`probe`)."""
    folder = tmp_path_factory.mktemp("server")
    probe = {"PROBE_TO": "told.json", "PROBE_CALLS": "calls"}
    told = {name: str(folder / file) for name, file in probe.items()}
    with serving.served(folder / "log", PYTHONPATH=str(Path(__file__).parent / "probe"), **told) as running:
        yield running


@pytest.fixture(scope="session")
def address(server: serving.Server) -> str:
    """Where the app runs: `http://localhost:<port>`."""
    return server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if serving.chromium() is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as playwright:
        browser = serving.launch(playwright, ONE_PROCESS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


@pytest.fixture
def visitor(profiles: Profiles) -> Iterator[Callable[..., Page]]:
    """Make a page of a visitor: `visitor(width=320, color_scheme="dark", locale="en-GB")`."""
    with ExitStack() as stack:
        yield lambda *size, **options: stack.enter_context(profiles.lent(*size, **options))


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """A page of somebody at a desk, in Dutch."""
    return visitor()


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page: rule, help and the first element of each; empty when all is well."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        found = axe.run(page, options=AXE).response["violations"]
        return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]

    return find

"""What all tests share: English to begin with, and what is said at the end of a run.

Tests run in another order every time. `make test` spreads them over processes, which each have a server and a browser
of their own; what is said at the end is gathered where their results come together.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from audit import storage, texts
from tests.helpers.serving import chromium
from tests.helpers.stores import clock, house, moulds, postgres, settings, store

__all__ = ["clock", "house", "moulds", "postgres", "settings", "store"]

ATTACK = "test_no_finished_publication_gives_anything_away"
BROWSER_TESTS = "tests/browser/"
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
attacks: list[bool] = []
skipped: list[str] = []


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever the one before it spoke."""
    texts.use("en")
    yield
    texts.use("en")


@pytest.fixture(scope="session", autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests store is never in the data folder of whoever runs them."""
    os.environ["AUDIT_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))
    yield
    if storage.ours.cache_info().currsize:
        storage.ours().close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each file of browser tests in one process, so that the server it starts is started once."""
    for item in items:
        if item.nodeid.startswith(BROWSER_TESTS):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


class Order:
    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Begin with what must stay in one process: it takes longest, and the others fill up what is left."""
        items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Order())


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and report.nodeid.startswith(BROWSER_TESTS):
        skipped.append(report.nodeid)
    if report.when == "call" and report.nodeid.endswith(ATTACK):
        attacks.append(report.passed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if attacks:
        from tests.helpers.random_rounds import HIERARCHIES  # who runs another file does not pay for it

        found = "none" if all(attacks) else "see above"
        terminalreporter.write_line(f"{HIERARCHIES} random publications attacked; leaks found: {found}")
    if skipped:
        why = "no Chromium or Chrome on this machine" if chromium() is None else "see the reasons above"
        end = "; here that is a failure" if REQUIRED else ""
        line = f"{len(skipped)} BROWSER TESTS DID NOT RUN: {why}{end}"
        terminalreporter.write_sep("!", line, red=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped and REQUIRED:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

"""What all tests share: English to begin with, and a loud line when the browser tests could not run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from audit import storage, texts
from tests.helpers.serving import chromium
from tests.helpers.stores import clock, house, postgres, settings, store

__all__ = ["clock", "house", "postgres", "settings", "store"]

BROWSER_TESTS = "tests/browser/"
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
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


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and report.nodeid.startswith(BROWSER_TESTS):
        skipped.append(report.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped:
        why = "no Chromium or Chrome on this machine" if chromium() is None else "see the reasons above"
        end = "; here that is a failure" if REQUIRED else ""
        line = f"{len(skipped)} BROWSER TESTS DID NOT RUN: {why}{end}"
        terminalreporter.write_sep("!", line, red=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped and REQUIRED:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

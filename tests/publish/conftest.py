"""Says at the end of a run what the attacker found."""

from __future__ import annotations

import pytest

from tests.helpers.random_rounds import HIERARCHIES

ATTACK = "test_no_finished_publication_gives_anything_away"
outcomes: list[bool] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.nodeid.endswith(ATTACK):
        outcomes.append(report.passed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if outcomes:
        found = "none" if all(outcomes) else "see above"
        terminalreporter.write_line(f"{HIERARCHIES} random publications attacked; leaks found: {found}")

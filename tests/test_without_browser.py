"""A machine without Chromium or Chrome: the tests say so loudly, and where a browser is required they fail.

Also where the tests run in more than one process, as `make test` lets them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ONE = "tests/browser/test_server.py::test_no_menu_of_streamlit"


@pytest.mark.parametrize(
    ("required", "processes", "code", "line"),
    [
        ("0", [], 0, "1 BROWSER TESTS DID NOT RUN: no Chromium or Chrome on this machine !!!"),
        (
            "1",
            ["-n1", "--dist=loadgroup"],
            1,
            "1 BROWSER TESTS DID NOT RUN: no Chromium or Chrome on this machine; here that is a failure !!!",
        ),
    ],
)
def test_a_missing_browser_is_said_in_one_loud_line(required: str, processes: list[str], code: int, line: str):
    environment = {**os.environ, "PATH": "", "CHROMIUM": "", "REQUIRE_BROWSER": required, "COLUMNS": "120"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *processes, ONE]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == code, run.stdout + run.stderr
    assert run.stdout.count(line) == 1
    assert "1 skipped" in run.stdout.splitlines()[-1]

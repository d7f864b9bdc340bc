"""The drawn charts in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.helpers.overlaps import wrong

PUBLICATIONS = 20


def test_no_text_of_a_chart_covers_another_or_leaves_its_picture(browser: Browser, tmp_path: Path):
    """Twenty random publications; `make prove` draws two hundred."""
    found = wrong(range(PUBLICATIONS), tmp_path, browser)
    assert not found, "\n".join(found[:20])

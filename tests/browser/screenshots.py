"""Make docs/screenshots from the running app: `make screenshots`. Look at them before they go anywhere."""

from __future__ import annotations

import io
import sys
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.helpers.serving import ROOT, launch, open_view, served, wait_until_settled

FOLDER = ROOT / "docs" / "screenshots"
VIEWS = {"welcome": "/", "results": "/results?organisation=ocmw-voorbeeldstad-fictief"}
HEIGHTS = {375: 812, 1280: 900}  # by width, in pixels
CHART_DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .every(chart => chart.querySelector('svg, canvas') !== null)"""


def shoot(browser: Browser, address: str, width: int, scheme: str, language: str) -> bytes:
    """The whole view, as long as it is. Streamlit scrolls inside the window, so the window grows to what is in it."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        locale=language,
        reduced_motion="reduce",
    )
    page = context.new_page()
    open_view(page, address)
    page.wait_for_function(CHART_DRAWN)
    page.wait_for_load_state("networkidle")
    for _growth in range(2):  # a chart that gets more room may need more of it
        height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, HEIGHTS[width])})
        wait_until_settled(page)
        page.wait_for_function(CHART_DRAWN)
    png = page.screenshot(animations="disabled")
    context.close()
    return png


def small(png: bytes) -> bytes:
    """The same picture in 256 colours: a third of the size, and nobody sees the difference."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for view, width, scheme, language in product(VIEWS, HEIGHTS, ("light", "dark"), ("nl", "en")):
            png = shoot(browser, server.address + VIEWS[view], width, scheme, language)
            path = FOLDER / f"{view}-{width}-{scheme}-{language}.png"
            path.write_bytes(small(png))
            sys.stdout.write(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} kB\n")
        browser.close()


if __name__ == "__main__":
    main()

"""The drawn charts in a real browser, on a page of their own: what covers what, how large they are, and saving them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from audit import questionnaire, texts
from audit.read.archive import Archive
from audit.read.charts.dots import dots
from audit.read.charts.heat import heat
from audit.read.charts.items import items
from audit.read.charts.palette import palette
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.profile import profile_of
from audit.views.kit.html import markup
from audit.web.page import STATIC
from tests.helpers.overlaps import SCHEMES, drawn, gallery, wrong
from tests.helpers.serving import Server, open_view

PUBLICATIONS = 20
SAVED = ("radar", "dots", "heat", "items")
RING = "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"


def test_no_text_of_a_chart_covers_another_or_leaves_its_picture(browser: Browser, tmp_path: Path):
    """Twenty random publications; `make prove` draws two hundred."""
    found = wrong(range(PUBLICATIONS), tmp_path, browser)
    assert not found, "\n".join(found[:20])


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page with each kind of chart of a real publication, with what can be saved of it."""
    texts.use("nl")
    archive, content = Archive(), questionnaire.read()
    publication = archive.read("ocmw-voorbeeldstad-fictief", "2026")
    profile = profile_of(publication, "sociale-dienst/schuldhulp", content, archive.before(publication))
    whole = profile_of(publication, "org", content)
    pairs = [("radar", radar(profile, Beside(True, True, True))), ("dots", dots(profile, Beside()))]
    side, asked = heat(publication), items(whole.rows[0], publication, content.scales[0])
    file: dict[str, Any] = {}
    for scheme in SCHEMES:
        colours = palette(scheme == "dark")
        table = markup(
            "heat", **vars(side), caption=side.description, unit="Eenheid", columns=12, colours=colours, ways={}
        )
        bars = markup("items", **vars(asked), colours=colours.answers, inks=colours.on_answers)
        rows = {name: [pair.numbers.heads, pair.numbers.rows] for name, pair in pairs}
        file[scheme] = [
            *({**one, "rows": rows[one["name"]]} for one in drawn(pairs, colours)),
            {"name": "heat", "html": table, "rows": [side.numbers.heads, side.numbers.rows]},
            {"name": "items", "html": bars, "rows": [asked.numbers.heads, asked.numbers.rows]},
        ]
    folder = tmp_path_factory.mktemp("charts")
    (folder / "charts.json").write_text(json.dumps(file), "utf-8")
    with gallery(folder) as running:
        yield running


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1280, "light")])
def test_a_chart_is_saved_as_it_stands_on_the_screen(
    charts: Server,
    visitor: Callable[..., Page],
    violations: Callable[[Page], list[str]],
    width: int,
    scheme: str,
):
    page = visitor(width=width, color_scheme=scheme)
    open_view(page, f"{charts.address}/?screen={'phone' if width < 640 else 'wide'}")
    page.wait_for_function("document.querySelectorAll('svg.marks').length === 2")
    page.add_script_tag(path=STATIC / "steps.js")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    shown = page.locator(".st-key-picture-radar svg.marks:visible")
    assert 2 * (150 if width < 640 else 233) * shown.evaluate(RING) >= (299 if width < 640 else 460)
    dark = scheme == "dark"
    for name in SAVED:
        with page.expect_download() as saving:
            page.locator(f".st-key-save-{name} button.save").click()
        image = Image.open(BytesIO(saving.value.path().read_bytes())).convert("L")
        box = page.locator(f".st-key-picture-{name}").locator("svg.marks:visible, [data-drawn]").first.bounding_box()
        assert box is not None
        assert image.width == 2 * (-(-box["width"] // 1) + 32)
        ink = image.histogram()[200:] if dark else image.histogram()[:80]
        assert sum(ink) > 3000  # letters: without its font an image has none
        with page.expect_download() as saving:
            page.locator(f".st-key-save-{name} [data-testid=stDownloadButton] button").click()
        lines = saving.value.path().read_text("utf-8-sig").splitlines()
        assert len(lines) > 4
        assert lines[0].startswith(("Thema;", "Eenheid;", "Vraag;"))

"""The results and the method in a real browser: what people read equals the file, on their screen, with their keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from audit.questionnaire import read
from audit.read.archive import SAMPLE
from audit.views import navigation
from tests.helpers.serving import open_view, wait_until_settled

Visitor = Callable[..., Page]
FILE = json.loads((SAMPLE / "ocmw-voorbeeldstad-fictief" / "2026.json").read_bytes())
BEFORE = json.loads((SAMPLE / "ocmw-voorbeeldstad-fictief" / "2025.json").read_bytes())
UNIT = "sociale-dienst/schuldhulp"  # shows some themes and not others
BANDS = {"strength": "Sterkte", "growing": "Tussenin", "develop": "Nog te ontwikkelen"}
REASONS = {
    "too_few": "niet getoond: minder dan 5 mensen antwoordden hierop",
    "not_asked": "niet gevraagd in deze meting",
    "protects_others": "niet apart getoond, zodat niemand te herkennen is",
}
TITLES = {theme.id: theme.title.to("nl") for theme in read().themes}
AGREEMENT = {"in_agreement": "eensgezind", "mixed": "gemengd", "two_camps": "twee kampen"}
SERIES = (("Dit team", FILE, UNIT), ("De organisatie", FILE, "org"), ("2025", BEFORE, UNIT))
CHART = "[data-testid=stVegaLiteChart]"
OF_EVERYBODY = [view.address for view in navigation.views() if view.address and view.menu_of == navigation.EVERYBODY]


def results(address: str, **query: str) -> str:
    return f"{address}/results?{urlencode({'organisation': FILE['organisation']['id'], **query})}"


def open_results(page: Page, address: str, **query: str) -> None:
    """Open the results and wait until its charts are drawn."""
    open_view(page, results(address, **query))
    wait_for_charts(page)


def wait_for_charts(page: Page) -> None:
    wait_until_settled(page)
    expect(page.locator(CHART).first).to_be_visible()
    for place in range(page.locator(CHART).count()):
        expect(page.locator(f"{CHART} svg").nth(place)).to_be_visible()


def cells(document: dict[str, Any], unit: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Of each theme of a unit in a file: its title, what people should read, and the cell."""
    for cell in next(one for one in document["units"] if one["id"] == unit)["themes"]:
        if cell["shown"]:
            score = Decimal(repr(cell["score"])).quantize(Decimal("0.1"), ROUND_HALF_UP)
            words = f"{BANDS[cell['band']]}{at_border(score)} · {str(score).replace('.', ',')} · {cell['n']} mensen"
            words += "".join(f" · {flag}" for flag in flags(cell))
        else:
            words = REASONS[cell["reason"]]
        yield TITLES[cell["theme"]], words, cell


def at_border(score: Decimal) -> str:
    """What is added to the band of a score that reads within 0.1 of a border."""
    if any(abs(score - border) <= Decimal("0.1") for border in (Decimal("2.5"), Decimal("3.5"))):
        return ", op de grens"
    return ""


def flags(cell: dict[str, Any]) -> Iterator[str]:
    if cell["agreement"] is not None and cell["agreement"]["label"] == "two_camps":
        yield "twee kampen"
    if (cell["dk_share"] or 0) >= 1 / 3:
        yield "weinig zicht"


def rounded(value: float, digits: str = "0.1") -> str:
    return str(Decimal(repr(value)).quantize(Decimal(digits), ROUND_HALF_UP)).replace(".", ",")


def between(interval: list[float]) -> str:
    low, high = map(rounded, interval)
    return f"ongeveer {low}" if low == high else f"{low} tot {high}"


def inside(interval: list[float]) -> str:
    """An interval within a sentence."""
    low, high = map(rounded, interval)
    return f"ongeveer {low}" if low == high else f"tussen {low} en {high}"


def labels(page: Page, chart: int) -> list[str]:
    """The marks of a chart as a screen reader hears them."""
    marks = page.locator(CHART).nth(chart).locator("[role=graphics-symbol]")
    found: list[str] = marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label') ?? '')")
    return [label.replace("\u00a0", " ") for label in found]


@pytest.mark.parametrize("chart", [0, 1], ids=["radar", "dots"])
def test_the_marks_of_a_chart_are_the_numbers_of_the_file(address: str, page: Page, chart: int):
    open_results(page, address, round="2026", unit=UNIT)
    expected = [
        f"{title}, {series}: {words}"
        + (
            f"; waarschijnlijk {inside(cell['interval_now'])}, in het uiterste geval {inside(cell['bounds'])}"
            if series == "Dit team"
            else ""
        )
        for series, document, unit in SERIES
        for title, words, cell in cells(document, unit)
        if cell["shown"]
    ]
    assert sorted(label for label in labels(page, chart) if ", " in label) == sorted(expected)


def test_the_table_holds_the_numbers_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit=UNIT)
    table = page.get_by_role("table").first
    rows = [
        [cell.replace("\u00a0", " ") for cell in row.locator("th, td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]
    units = [list(cells(FILE, UNIT)), list(cells(FILE, "org")), list(cells(BEFORE, UNIT))]
    expected = [
        [
            mine[0],
            mine[1],
            between(mine[2]["interval_now"]) if mine[2]["shown"] else "–",
            AGREEMENT[mine[2]["agreement"]["label"]] if mine[2]["agreement"] else "–",
            whole[1],
            before[1],
        ]
        for mine, whole, before in zip(*units, strict=True)
    ]
    assert [[*row[:5], row[6]] for row in rows] == expected
    choices = next(one for one in FILE["units"] if one["id"] == UNIT)["priorities"]
    assert [row[8] for row in rows] == [
        f"{one['chosen']} van de {one['n']}" if one["shown"] else REASONS[one["reason"]] for one in choices
    ]


def told_ends(said: str) -> list[tuple[float, str]]:
    """The two ends of the interval of a change, each with its side."""
    inside = re.sub(r"bijna gelijk", "0,0 hoger", said.partition("(")[2])
    one_side = re.match(r"\S+ (hoger|lager)", said)
    found = re.findall(r"(\d,\d)(?: (hoger|lager))?", inside)[-2:]
    ends = [(float(end.replace(",", ".")), one_side[1] if one_side else side) for end, side in found]
    return ends if len(ends) == 2 else [*ends, (0.0 if "hoogstens" in said else ends[0][0], ends[0][1])]


def test_the_agreement_and_the_change_are_those_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit="org")
    rows = page.get_by_role("table").first.locator("tbody tr").all()
    for row, (_title, _words, now), (_t, _w, was) in zip(rows, cells(FILE, "org"), cells(BEFORE, "org"), strict=True):
        said = [cell.replace("\u00a0", " ") for cell in row.locator("td").all_inner_texts()]
        assert said[2] == AGREEMENT[now["agreement"]["label"]]
        difference = now["score"] - was["score"]
        ends = [-value if side == "lager" else value for value, side in told_ends(said[4])]
        assert sum(ends) / 2 == pytest.approx(difference, abs=0.051)


def test_the_answers_to_each_question_are_those_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit="sociale-dienst/wijkteam-zuid")
    unit = next(one for one in FILE["units"] if one["id"] == "sociale-dienst/wijkteam-zuid")
    first = page.get_by_test_id("stExpander").filter(has_text=TITLES["ze1"]).last
    first.locator("summary").click()
    expect(first.get_by_role("table")).to_be_visible()
    rows = [row.locator("td").all_inner_texts() for row in first.get_by_role("table").locator("tbody tr").all()]
    items = [one for one in unit["items"] if one["item"].startswith("ze1_") and one["shown"]]
    assert items
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in rows] == [
        [
            *(str(one["counts"][point]) for point in "12345"),
            str(one["n"]),
            f"{rounded(100 * one['favourable'], '1')} % ("
            + " tot ".join(f"{rounded(100 * end, '1')} %" for end in one["favourable_interval"])
            + ")",
        ]
        for one in items
    ]
    bars = first.get_by_role("img").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(bars) == len(items)
    for bar, one in zip(bars, items, strict=True):
        shares = [rounded(100 * one["counts"][point] / one["n"], "1") for point in "12345"]
        assert re.findall(r"(\d+) %", bar) == shares


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_answers(
    address: str, visitor: Visitor, violations: Callable[[Page], list[str]], width: int, color_scheme: str
):
    page = visitor(width=width, color_scheme=color_scheme)
    open_results(page, address, unit="org")
    first = page.get_by_test_id("stExpander").filter(has_text=TITLES["ze1"]).last
    first.locator("summary").click()
    expect(first.get_by_role("table")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_shows_the_whole_radar_and_little_more(address: str, visitor: Visitor, width: int):
    """The frame ends below the last name of the radar, and not far below it."""
    page = visitor(width=width)
    open_results(page, address, unit=UNIT)
    frame = page.locator(".st-key-chart-radar [data-testid=stElementContainer]").bounding_box()
    texts = (
        page.locator(f"{CHART} svg")
        .first.locator("text")
        .evaluate_all("all => all.map(one => one.getBoundingClientRect().bottom)")
    )
    assert frame is not None
    assert 0 <= frame["y"] + frame["height"] - max(texts) < 60


def test_a_chart_says_in_words_what_it_shows(address: str, page: Page):
    open_results(page, address, unit=UNIT)
    for chart in range(page.locator(CHART).count()):
        said = page.locator(CHART).nth(chart).get_attribute("aria-label") or ""
        for title, words, _cell in cells(FILE, UNIT):
            assert f"{title}: {words}" in said.replace("\u00a0", " ")


@pytest.mark.parametrize("view", OF_EVERYBODY)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["nl-BE", "en-GB"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    address: str,
    visitor: Visitor,
    violations: Callable[[Page], list[str]],
    view: str,
    width: int,
    color_scheme: str,
    locale: str,
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    if view == "results":
        open_results(page, address, unit=UNIT)
    else:
        open_view(page, f"{address}/{view}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0


@pytest.mark.parametrize("width", [320, 375, 700, 1280, 1920])
@pytest.mark.parametrize("locale", ["nl-BE", "en-GB"])
def test_no_word_of_a_chart_is_cut_off_or_covers_another(address: str, visitor: Visitor, width: int, locale: str):
    page = visitor(width=width, locale=locale)
    open_results(page, address, unit=UNIT)
    for chart in range(page.locator(CHART).count()):
        found = page.locator(f"{CHART} svg").nth(chart).evaluate(OVERLAPS)
        assert found == {"outside": [], "overlapping": []}


OVERLAPS = """svg => {
    const frame = svg.getBoundingClientRect()
    const seen = [...svg.querySelectorAll('text')].filter(one =>
        one.textContent.trim() && getComputedStyle(one).opacity !== '0' && one.getAttribute('stroke') === null)
    const boxes = seen.map(one => [one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width)
    const outside = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 3 || box.bottom > frame.bottom + 3)  // a line is taller than its ink
        .map(([text]) => text)
    const overlapping = []
    boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 1 && down > 4) overlapping.push(one + ' / ' + other)
    }))
    return {outside, overlapping}
}"""


def test_the_keyboard_can_choose_a_unit(address: str, page: Page):
    open_results(page, address)
    page.get_by_role("combobox", name="Organisatie, dienst of team").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = FILE["units"][2]["name"]
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
    page.wait_for_url("**unit=**")
    wait_for_charts(page)
    page.get_by_role("link", name="English").click()  # and the choice stays in the other language
    expect(page.get_by_role("heading", name="What is strong")).to_be_visible()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()


def test_headings_go_down_one_step_at_a_time(address: str, page: Page):
    for path in (results(address, unit=UNIT), f"{address}/method"):
        open_view(page, path)
        levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

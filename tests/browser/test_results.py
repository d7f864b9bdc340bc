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
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from audit.questionnaire import read
from audit.read.archive import SAMPLE
from audit.views import navigation
from tests.helpers.looking import LOOKS, Eyes
from tests.helpers.serving import open_view, wait_until_settled

Visitor = Callable[..., Page]
FILE = json.loads((SAMPLE / "ocmw-voorbeeldstad-fictief" / "2026.json").read_bytes())
BEFORE = json.loads((SAMPLE / "ocmw-voorbeeldstad-fictief" / "2025.json").read_bytes())
UNIT = "sociale-dienst/schuldhulp"  # shows some themes and not others
WARNED = "thuis-en-zorg/thuiszorg"  # has the longest warning
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
TABS = ("overview", "themes", "change", "beside", "roles", "table")
FORBIDDEN = ("interval", "significant", "betrouwbaarheid", "a_wg")


def results(address: str, **query: str) -> str:
    return f"{address}/results?{urlencode({'organisation': FILE['organisation']['id'], **query})}"


def open_results(page: Page, address: str, **query: str) -> None:
    """Open the results and wait until its charts are drawn."""
    open_view(page, results(address, **query))
    wait_for_charts(page)


def wait_for_charts(page: Page) -> None:
    wait_until_settled(page)
    page.wait_for_function(
        "chart => [...document.querySelectorAll(chart)].filter(one => one.offsetWidth)"
        ".every(one => one.querySelector('svg'))",
        arg=CHART,
    )


def box(page: Page, selector: str) -> dict[str, float]:
    """Where something stands on the screen."""
    found = page.locator(selector).first.evaluate("one => one.getBoundingClientRect().toJSON()")
    assert isinstance(found, dict)
    return found


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


def labels(page: Page, chart: str) -> list[str]:
    """The marks of a chart as a screen reader hears them."""
    marks = page.locator(f".st-key-wide-{chart} [role=graphics-symbol]")
    found: list[str] = marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label') ?? '')")
    return [label.replace("\u00a0", " ") for label in found]


@pytest.mark.parametrize(("width", "height", "across"), [(1280, 720, 460), (1920, 1080, 700)])
def test_the_first_screen_holds_the_radar_three_sentences_and_three_cards(
    address: str, visitor: Visitor, width: int, height: int, across: int
):
    page = visitor(width=width, height=height)
    for unit in ("org", "sociale-dienst/wijkteam-zuid", "thuis-en-zorg/warme-maaltijden", WARNED):
        open_results(page, address, unit=unit)
        assert box(page, ".st-key-switches")["bottom"] <= height
        if page.locator(".note").count():  # beside the tabs, and over nothing
            note, who = box(page, ".note > div"), box(page, ".who")
            assert note["top"] >= who["bottom"]
            assert note["bottom"] <= box(page, ".st-key-tabs [role=tablist]")["bottom"]
            assert note["left"] >= box(page, ".st-key-tabs [role=tab]:last-child")["right"]
        svg = box(page, ".st-key-wide-radar svg.marks")
        assert svg["width"] * 2 * 233 / 744 >= across  # ring 5 in a drawing of 744 across, whose radius is 233
        assert svg["left"] >= 0
        drawn = page.locator(".st-key-wide-radar svg.marks :is(text, path)")
        assert drawn.evaluate_all("all => Math.max(...all.map(one => one.getBoundingClientRect().bottom))") <= height
        assert page.locator("ul.said li").count() == 3
        for element in (*page.locator("ul.said li").all(), *page.locator("[class*='st-key-card-']").all()):
            place = element.bounding_box()
            assert place is not None
            assert place["y"] + place["height"] <= height
        assert page.locator("[class*='st-key-card-']").count() == 3
        is_said_in_few_words(page)
        assert box(page, ".st-key-top")["height"] == pytest.approx(56, abs=2)
        named = next(one["name"] for one in FILE["units"] if one["id"] == unit)
        named = "Warme maaltijden en Nachtdienst samen" if named == "Warme maaltijden" else named
        assert page.title() == f"{named} · 2026 · Krachtspiegel"


def test_the_overview_is_short_on_a_phone(address: str, visitor: Visitor):
    page = visitor(width=375, height=812)
    open_results(page, address, unit="org")
    end = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    assert end <= 5 * 812
    tops = [
        box(page, one)["top"] for one in (".st-key-phone-dots", "ul.said", ".st-key-card-strong", ".st-key-phone-radar")
    ]
    assert tops == sorted(tops)
    assert box(page, ".st-key-phone-radar svg.marks")["width"] >= 300


def test_a_chart_is_drawn_once_for_the_window_and_anew_when_that_changes(address: str, visitor: Visitor):
    page = visitor(width=375, height=812)
    open_results(page, address, unit="org")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies["screen"] == "phone"
    for width, shown in ((375, "phone"), (1280, "wide"), (500, "phone")):
        page.set_viewport_size({"width": width, "height": 812})
        expect(page.locator(f".st-key-{shown}-radar svg.marks")).to_be_visible()
        expect(page.locator("svg.marks")).to_have_count(2)  # the radar and the dots
    page.get_by_role("link", name="Hoe we tellen").click()
    page.wait_for_url("**/method")
    page.set_viewport_size({"width": 1280, "height": 812})  # while there is no chart
    page.get_by_role("link", name="Resultaten").click()
    expect(page.locator(".st-key-wide-radar svg.marks")).to_be_visible()


def test_every_script_of_the_results_is_named_in_their_page(address: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_results(page, address, unit="org")
    page.wait_for_load_state("networkidle")
    named = page.request.get(f"{address}/results").text()
    scripts = [url for url in asked if "/static/js/" in url]
    assert len(scripts) > 50
    assert [url for url in scripts if url.rpartition("/")[2] not in named] == []


def test_a_saved_picture_is_made_of_what_was_sent_before(address: str, page: Page):
    came: list[bytes] = []
    traffic: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: came.append(frame))
        socket.on("framesent", lambda _frame: traffic.append("a message"))

    page.on("websocket", listen)
    open_results(page, address, unit=UNIT)
    page.wait_for_load_state("networkidle")
    sent = " ".join(spec for frame in came for spec in specifications(frame))
    drawn = page.locator("svg.marks text").all_text_contents()
    assert len(drawn) > 40
    assert [text for text in drawn if text.strip() and json.dumps(text, ensure_ascii=False) not in sent] == []
    page.locator(".st-key-help-dots button").click()
    expect(page.locator(".st-key-save-dots button.save")).to_be_visible()
    page.wait_for_load_state("networkidle")
    traffic.clear()
    page.on("request", lambda request: traffic.append(request.url))
    with page.expect_download():
        page.locator(".st-key-save-dots button.save").click()
    assert [what for what in traffic if not what.startswith(("blob:", "data:"))] == []


def specifications(frame: bytes | str) -> Iterator[str]:
    """The chart in a message of the websocket, where it is one."""
    message = ForwardMsg()
    message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
    element = message.delta.new_element
    if element.WhichOneof("type") in ("vega_lite_chart", "arrow_vega_lite_chart"):
        yield json.dumps(json.loads(getattr(element, element.WhichOneof("type")).spec), ensure_ascii=False)


def test_the_overview_with_most_words_is_said_in_few_words(address: str, visitor: Visitor):
    page = visitor(width=1280, height=720, locale="en-GB")
    open_results(page, address, unit="thuis-en-zorg")
    is_said_in_few_words(page)


def is_said_in_few_words(page: Page) -> None:
    """Everything that can be seen, the pictures included; what is folded away is not."""
    said = page.locator(".st-key-overview").evaluate(
        """view => {
            const said = [], walk = document.createTreeWalker(view, NodeFilter.SHOW_TEXT)
            const picture = 'style, [data-testid=stIconMaterial]'
            const seen = one => one.checkVisibility({visibilityProperty: true}) && !one.closest(picture)
            while (walk.nextNode()) if (seen(walk.currentNode.parentElement)) said.push(walk.currentNode.data)
            return said.join(' ')
        }"""
    )
    assert 150 < len(re.findall(r"[^\W\d]+(?:[’'-]\w+)*", said)) <= 350
    assert [word for word in FORBIDDEN if word in said.lower()] == []


@pytest.mark.parametrize(("color_scheme", "unit"), [("light", "org"), ("dark", WARNED)])
def test_the_overview_prints_as_two_pages(address: str, visitor: Visitor, color_scheme: str, unit: str):
    page = visitor(width=1280, height=720, color_scheme=color_scheme)
    open_results(page, address, unit=unit)
    page.emulate_media(media="print")
    controls = page.locator("button, [role=combobox], [role=switch], [role=tab], nav a, .st-key-views a")
    assert [one.inner_text() for one in controls.all() if one.is_visible()] == []
    dark = page.evaluate(
        """() => [...document.querySelectorAll('.st-key-overview :not(svg *), .who, svg.marks text')]
            .filter(one => one.checkVisibility()).map(one => getComputedStyle(one))
            .map(look => look.fill === 'rgb(0, 0, 0)' ? look.color : look.fill)
            .filter(colour => colour.match(/\\d+/g)?.slice(0, 3).reduce((sum, one) => sum + Number(one), 0) > 500)
            .length"""
    )
    assert dark == 0
    page.emulate_media(media="null")
    made = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", made)) == 2


def test_units_side_by_side_print_whole_and_light(address: str, visitor: Visitor):
    across = 1047  # a sheet of A4 on its side within its margins, in pixels
    page = visitor(width=across, height=720, color_scheme="dark")
    open_view(page, results(address, unit="org", tab="beside"))
    page.emulate_media(media="print")
    assert page.locator(".heat td.strength").first.evaluate("cell => getComputedStyle(cell).backgroundColor") == (
        "rgb(181, 218, 217)"
    )
    assert page.locator(".heat-box").evaluate("box => getComputedStyle(box).overflow") == "visible"
    assert page.locator(".heat").evaluate("table => table.getBoundingClientRect().right") <= across


def test_the_marks_of_a_chart_are_the_numbers_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit=UNIT)
    page.get_by_text("De organisatie", exact=True).or_(page.get_by_text("Organisatie", exact=True)).last.click()
    page.locator(".st-key-switch-earlier label").click()
    page.wait_for_function("() => document.querySelectorAll('.st-key-wide-radar [role=graphics-symbol]').length > 24")
    wait_for_charts(page)
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
    for chart in ("radar", "dots"):
        assert sorted(label for label in labels(page, chart) if ", " in label) == sorted(expected), chart


def test_the_table_holds_the_numbers_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit=UNIT, tab="table")
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
    open_results(page, address, round="2026", unit="org", tab="table")
    rows = page.get_by_role("table").first.locator("tbody tr").all()
    for row, (_title, _words, now), (_t, _w, was) in zip(rows, cells(FILE, "org"), cells(BEFORE, "org"), strict=True):
        said = [cell.replace("\u00a0", " ") for cell in row.locator("td").all_inner_texts()]
        assert said[2] == AGREEMENT[now["agreement"]["label"]]
        difference = now["score"] - was["score"]
        ends = [-value if side == "lager" else value for value, side in told_ends(said[4])]
        assert sum(ends) / 2 == pytest.approx(difference, abs=0.051)


def test_the_answers_to_each_question_are_those_of_the_file(address: str, page: Page):
    open_results(page, address, round="2026", unit="sociale-dienst/wijkteam-zuid", tab="themes", theme="ze1")
    unit = next(one for one in FILE["units"] if one["id"] == "sociale-dienst/wijkteam-zuid")
    page.locator(".st-key-theme summary").first.click()
    expect(page.get_by_role("table")).to_be_visible()
    rows = [row.locator("td").all_inner_texts() for row in page.get_by_role("table").locator("tbody tr").all()]
    items = [one for one in unit["items"] if one["item"].startswith("ze1_") and one["shown"]]
    assert items
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in rows] == [
        [
            *(str(one["counts"][point]) for point in "12345"),
            str(one["n"]),
            f"{rounded(100 * one['favourable'], '1')} % ("
            + " tot ".join(f"{rounded(100 * end, '1')} %" for end in one["favourable_interval"])
            + " als de anderen net zo denken)",
        ]
        for one in items
    ]


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_axe_finds_nothing_in_any_tab_nor_in_how_we_count_and_nothing_sticks_out(
    address: str,
    visitor: Visitor,
    violations: Callable[[Page], list[str]],
    width: int,
    color_scheme: str,
    locale: str,
):
    page = visitor(width=width, color_scheme=color_scheme, locale=locale)
    eyes = Eyes(page, violations)
    views = {tab: results(address, unit=UNIT, tab=tab) for tab in TABS}
    for state, view in (views | {other: f"{address}/{other}" for other in OF_EVERYBODY if other != "results"}).items():
        open_view(page, view)
        wait_for_charts(page)
        eyes.look(state)
        levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
        if levels[0] != 1 or levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)):
            eyes.wrong.setdefault(state, []).append(f"headings {levels}")
    assert eyes.wrong == {}


def test_back_returns_to_the_unit_and_the_tab_of_the_address(address: str, page: Page):
    open_results(page, address, unit="org")
    page.locator(".st-key-to-discuss button").click()
    page.wait_for_url("**tab=themes**")
    wait_until_settled(page)
    page.go_back()
    expect(page.get_by_role("tab", name="Overzicht")).to_have_attribute("aria-selected", "true")
    wait_for_charts(page)
    unit = page.get_by_role("combobox", name="Organisatie, dienst of team")
    unit.click()
    page.get_by_role("option").nth(2).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FILE["units"][2]["name"])
    wait_for_charts(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FILE["units"][0]["name"])
    expect(unit).to_have_value(FILE["units"][0]["name"])


def test_the_keyboard_can_choose_a_unit_a_tab_a_switch_and_a_card(address: str, page: Page):
    open_results(page, address)
    page.get_by_role("combobox", name="Organisatie, dienst of team").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = FILE["units"][2]["name"]
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(name)
    page.wait_for_url("**unit=**")
    wait_for_charts(page)
    page.get_by_role("tab", name="Overzicht").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**tab=themes**")
    page.go_back()
    open_results(page, address, unit=UNIT)
    switch = page.locator(".st-key-switch-whole input")
    switch.focus()
    page.keyboard.press("Space")
    expect(page.locator(".st-key-wide-radar").get_by_text("De organisatie")).to_be_visible()
    page.locator(".st-key-to-strong button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**tab=themes**")
    expect(page.get_by_role("tab", name="Thema’s")).to_have_attribute("aria-selected", "true")
    wait_until_settled(page)
    page.get_by_role("link", name="English").click()  # and the choice stays in the other language
    expect(page.get_by_role("tab", name="Themes")).to_have_attribute("aria-selected", "true")
    expect(heading).to_contain_text("Schuldhulp")


def test_a_click_on_a_name_among_the_units_opens_it_in_the_same_visit(address: str, page: Page):
    open_results(page, address, unit="org", tab="beside")
    page.evaluate("window.stays = true")
    page.get_by_role("rowheader", name="Schuldhulp", exact=True).get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schuldhulp")
    expect(page.get_by_role("tab", name="Overzicht")).to_have_attribute("aria-selected", "true")
    assert page.evaluate("window.stays")
    page.go_back()
    expect(page.get_by_role("tab", name="Teams naast elkaar")).to_have_attribute("aria-selected", "true")


def test_what_was_chosen_is_still_chosen_after_another_view(address: str, page: Page):
    open_results(page, address, unit=UNIT, round="2025", tab="change")
    page.get_by_role("link", name="Hoe we tellen").click()
    page.wait_for_url("**/method")
    wait_until_settled(page)
    page.get_by_role("link", name="Resultaten").click()
    page.wait_for_url(f"**{urlencode({'unit': UNIT})}**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schuldhulp, 2025")
    expect(page.get_by_role("tab", name="Verandering")).to_have_attribute("aria-selected", "true")

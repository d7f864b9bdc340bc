"""Random publications drawn as charts, and looked at in a browser: no text covers another or leaves its picture."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from audit import questionnaire, texts
from audit.read.charts.dots import bars, dots
from audit.read.charts.paint import specification
from audit.read.charts.palette import Palette, palette
from audit.read.charts.picture import PHONE, Arc, Line, Pair, Picture, Shape, from_back
from audit.read.charts.radar import FEWEST, MOST, radar
from audit.read.charts.series import Beside
from audit.read.charts.trends import trends
from audit.read.profile import profile_of
from tests.helpers import wild
from tests.helpers.serving import ROOT, Server, open_view, served

WIDTHS = (320, 375, 768, 1280, 1920)
SCHEMES: tuple[Any, ...] = ("light", "dark")
GALLERY = ROOT / "tests" / "browser" / "gallery"
AT_ONCE = 20
"""How many publications stand on one page."""


@dataclass(frozen=True)
class Sheet:
    """Charts of one kind under each other, as one: a page draws one large picture much sooner than twenty small ones.
    `frames` are the names and the tops and bottoms of what stands there, for a screen and for a phone."""

    pair: Pair
    frames: dict[str, list[tuple[str, float, float]]]


def sheets(seeds: Iterable[int]) -> dict[str, Sheet]:
    """The charts of random publications, by kind, with all that can be switched on for every other seed. Of eighteen
    that follow each other each has another number of themes: as few as make a radar, and up to as many."""
    found: dict[str, list[tuple[str, Pair]]] = {}
    for seed in seeds:
        rounds = wild.rounds(seed, FEWEST + seed % (MOST - FEWEST + 1))
        unit = ("org", "s/t", "s")[seed % 3]
        earlier = rounds[-2] if len(rounds) > 1 else None
        profile = profile_of(rounds[-1], unit, questionnaire.read(), earlier)
        beside = Beside(*[seed % 2 == 0] * 3)
        for kind, pair in (
            ("radars", radar(profile, beside)),
            ("dots", dots(profile, beside, "score" if seed % 5 == 0 else "questionnaire")),
            ("trends", trends(rounds, unit)),
            ("trend", trends(rounds, unit, rounds[-1].theme_ids[0])),
            ("bars", bars(profile, beside)),
        ):
            found.setdefault(kind, []).append((f"{kind} of {seed}", pair))
    return {kind: _sheet(pairs) for kind, pairs in found.items()}


def _sheet(pairs: list[tuple[str, Pair]]) -> Sheet:
    wide, wide_frames = _under_each_other([(name, pair.wide) for name, pair in pairs])
    phone, phone_frames = _under_each_other([(name, pair.phone) for name, pair in pairs])
    return Sheet(Pair(wide, phone), {"wide": wide_frames, "phone": phone_frames})


def _under_each_other(pictures: list[tuple[str, Picture]]) -> tuple[Picture, list[tuple[str, float, float]]]:
    shapes, frames, top = list[Shape](), [], 0.0
    for name, picture in pictures:
        shapes += [_down(shape, top) for shape in picture.shapes]
        frames.append((name, top, top + picture.height))
        top += picture.height
    return Picture(pictures[0][1].width, top, tuple(from_back(shapes)), "charts"), frames


def _down(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Arc):
        return replace(shape, centre=(shape.centre[0], shape.centre[1] + by))
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    return replace(shape, y=shape.y + by)


def gallery(folder: Path) -> Any:
    """A server that draws the charts of a file in this folder (`charts.json`)."""
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copy(GALLERY / "app.py", folder / "app.py")
    return served(folder / "log", root=folder, GALLERY=str(folder / "charts.json"), PYTHONPATH=str(ROOT))


def wrong(seeds: Iterable[int], folder: Path, browser: Browser) -> list[str]:
    """What is wrong with the charts of these publications, at every width, light and dark."""
    texts.use("nl")
    waiting, found = list(seeds), list[str]()
    with gallery(folder) as server:
        while waiting:
            some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            made = sheets(some)
            pairs = [(kind, sheet.pair) for kind, sheet in made.items()]
            file = {scheme: drawn(pairs, palette(scheme == "dark")) for scheme in SCHEMES}
            (folder / "charts.json").write_text(json.dumps(file), "utf-8")
            for scheme in SCHEMES:
                found += _seen(server, browser, scheme, made)
    return found


def drawn(pairs: Iterable[tuple[str, Pair]], colours: Palette) -> list[dict[str, Any]]:
    """Charts as the page of the gallery wants them."""
    return [
        {
            "name": name,
            "wide": specification(pair.wide, colours),
            "phone": specification(pair.phone, colours),
            "alt": pair.description,
        }
        for name, pair in pairs
    ]


def _seen(server: Server, browser: Browser, scheme: Any, made: dict[str, Sheet]) -> Iterator[str]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=scheme, locale="nl-BE")
    try:
        page = context.new_page()
        shown = ""
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 720})
            variant = "phone" if width < PHONE else "wide"
            if variant != shown:
                shown = variant
                open_view(page, f"{server.address}/?screen={variant}")
                page.wait_for_function("n => document.querySelectorAll('svg.marks').length === n", arg=len(made))
            for kind, sheet in made.items():
                for what in page.evaluate(OVERLAPS, [kind, sheet.frames[variant]]):
                    yield f"{width} px, {scheme}: {what}"
    finally:
        context.close()


OVERLAPS = """([kind, frames]) => {
    // the box of the letters of a text, turned as it is, a bit smaller than its line: its four corners
    const boxOf = text => {
        const { x, width } = text.getBBox()
        const size = parseFloat(text.getAttribute('font-size'))
        const to = text.getScreenCTM()
        const corners = [[x, -0.72 * size], [x + width, -0.72 * size], [x + width, 0.2 * size], [x, 0.2 * size]]
        return corners.map(([px, py]) => [to.a * px + to.c * py + to.e, to.b * px + to.d * py + to.f])
    }
    // how far two boxes reach into each other, along the direction in which that is least (separating axes)
    const depth = (one, other) => {
        let least = Infinity
        for (const box of [one, other]) for (const [from, to] of [[0, 1], [1, 2]]) {
            const [dx, dy] = [box[to][0] - box[from][0], box[to][1] - box[from][1]]
            const long = Math.hypot(dx, dy) || 1
            const [a, b] = [one, other].map(each => each.map(([px, py]) => (px * dx + py * dy) / long))
            least = Math.min(least, Math.max(...a) - Math.min(...b), Math.max(...b) - Math.min(...a))
        }
        return least
    }
    const place = document.querySelector(`.st-key-picture-${kind}`)
    const svg = [...place.querySelectorAll('svg.marks')].find(one => one.getClientRects().length)
    const whole = svg.getBoundingClientRect()
    const scale = whole.width / svg.viewBox.baseVal.width
    const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim())
        .map(one => ({ said: one.textContent, box: boxOf(one) }))
    const found = whole.right > innerWidth + 0.5 || whole.left < -0.5 ? [`${kind} are wider than the window`] : []
    for (const [name, from, to] of frames) {
        const [top, bottom] = [whole.top + from * scale, whole.top + to * scale]
        const middle = ({ box }) => (box[0][1] + box[2][1]) / 2
        const own = texts.filter(text => middle(text) >= top && middle(text) < bottom)
        if (own.length < 3) found.push(`${name}: nothing is drawn`)
        own.forEach(({ said, box }, at) => {
            const out = Math.max(...box.map(([x, y]) => Math.max(whole.left - x, x - whole.right, top - y, y - bottom)))
            if (out > 1) found.push(`${name}: “${said}” sticks out ${out.toFixed(1)} px`)
            for (const other of own.slice(at + 1)) {
                if (depth(box, other.box) > 1.5 * scale) found.push(`${name}: “${said}” / “${other.said}”`)
            }
        })
    }
    return found
}"""

"""Everything that the view of results really shows, line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.helpers.claims import Said
from tests.helpers.said import of_bars

CAPTIONS = {
    "De cijfers van de grafieken": "table",
    "The numbers of the charts": "table",
    "Teams zonder eigen score voor een thema, samen:": "rest",
    "Teams that have no score of their own for a theme, together:": "rest",
    "Hoeveel mensen elk antwoord gaven": "distribution",
    "How many people gave each answer": "distribution",
    "Scores per rol: de score, waartussen ze waarschijnlijk ligt, en hoeveel mensen": "roles",
    "Scores by role: the score, between what it probably lies, and how many people": "roles",
}
"""The tables by their caption: what stands in them."""
CONTROLS = (
    "selectbox",
    "toggle",
    "button",
    "download_button",
    "file_uploader",
    "vega_lite_chart",
    "page_link",
    "popover",
    "radio",
)
"""What asks and says nothing, and the charts: their specifications are collected where they are made."""


def of_page(app: AppTest) -> Iterator[Said]:
    """What stands on the page, from top to bottom: the heading above it as `column`, the theme it is about as
    `row`."""
    section, theme = "", ""
    for kind, text in _elements(app.main):
        if kind == "html":
            for said in _of_html(text):
                section = said.text if said.place == "heading" else section
                theme = said.text if said.place == "theme title" else theme
                yield said
        elif kind in ("info", "warning"):
            yield Said(kind, _plain(text))
        elif kind == "label":
            yield Said("label of a part", _plain(text))
        elif kind == "markdown":
            joined = re.sub(r"  \n\s*", " | ", text)
            if "<svg" not in joined:
                yield from (Said("page", _plain(line), theme, section) for line in joined.split("\n") if line.strip())
        elif kind not in CONTROLS:
            raise AssertionError(f"a {kind} on the page that nobody checks")


def _elements(block: Any) -> Iterator[tuple[str, str]]:
    """The elements of a block in order, kind and text; what can be unfolded after its label."""
    for child in block.children.values():
        if hasattr(child, "children"):
            if child.type == "expander":
                yield "label", child.label
            yield from _elements(child)
        elif child.type == "html":
            yield "html", child.proto.body
        else:
            yield child.type, str(getattr(child, "value", "") or "")


def _plain(text: str) -> str:
    """Text without what makes it markdown that shows exactly that text."""
    return text.replace("\\", "").replace("\N{WORD JOINER}", "")


def _of_html(body: str) -> Iterator[Said]:
    if 'class="answers-key"' in body:
        yield Said("legend", ", ".join(map(unescape, re.findall(r"</i>([^<]+)</span>", body))))
        yield from of_bars(re.sub(r' <span class="n">.*?</span>', "", body))
    elif 'class="heat"' in body:
        yield from _of_heat(body)
    elif 'class="save"' in body or 'class="print"' in body:
        return
    elif "<table" in body:
        yield from _of_table(body)
    elif 'class="card"' in body:
        kind, label, title, reason = re.findall(
            r'class="kind (\w+)"><i[^>]*></i>([^<]*)</p>\s*(?:<h2>(.*?)</h2>)?\s*<p>(.*?)</p>', body, flags=re.DOTALL
        )[0]
        yield Said("label of a card", label, "", kind)
        yield Said("card", _marked(reason), unescape(title), kind)
    else:
        yield from _of_texts(body)


PARTS = {
    "title": r'<h1 class="unit">(.*?)</h1>',
    "heading": r'<h2 class="part">(.*?)</h2>',
    "above a theme": r'<p class="quiet">(.*?)</p>',
    "theme title": r'<h2 class="theme">(.*?)</h2>',
    "responses": r'<p class="who"><b>(.*?)</b>',
    "closed": r'<span class="quiet">(.*?)</span>',
    "warnings": r'<p class="warned \w+">(.*?)</p>',
    "glance": r"<li>(.*?)</li>",
    "page": r'<p class="foot">(.*?)</p>',
}
"""The texts in templates of the view, by the place they have in the grammar."""


def _of_texts(body: str) -> Iterator[Said]:
    left = re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL)
    for place, pattern in PARTS.items():
        for found in re.findall(pattern, left, flags=re.DOTALL):
            yield Said(place, _marked(found).strip())
        left = re.sub(pattern, "", left, flags=re.DOTALL)
    if text := re.sub(r"<[^>]*>", "", left).strip():
        raise AssertionError(f"a text that nobody checks: {json.dumps(text)}")


def _marked(inside: str) -> str:
    """The text in HTML, with what stands out between stars."""
    return unescape(re.sub(r"</?b>", "**", inside))


def _of_heat(body: str) -> Iterator[Said]:
    """The table of all units: each cell as parts with a dot between them."""
    heads = re.findall(r'<th scope="col" title="(.*?)">', body)
    for row in re.findall(r'<tr class="\w+">(.*?)</tr>', body, flags=re.DOTALL):
        name = unescape(
            re.sub(r"<[^>]*>", "", re.findall(r'<th scope="row">(.*?)</th>', row, flags=re.DOTALL)[0]).strip()
        )
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL)
        for title, cell in zip(heads if len(cells) > 1 else [""], cells, strict=True):
            parts = [part.strip() for part in re.split(r"<[^>]*>", cell) if part.strip()]
            yield Said("all units", unescape(" · ".join(parts)), name, unescape(title))


def _of_table(body: str) -> Iterator[Said]:
    place = CAPTIONS[unescape(re.findall(r"<caption>(.*?)</caption>", body)[0])]
    heads = [unescape(head) for head in re.findall(r'<th role="columnheader"[^>]*>(.*?)</th>', body)]
    yield Said("head of a table", heads[0])
    for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', body, flags=re.DOTALL):
        head = unescape(re.findall(r'<th role="rowheader"[^>]*>(.*?)</th>', row)[0])
        cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        yield from (Said(place, cell, head, column) for column, cell in zip(heads[1:], cells, strict=True))

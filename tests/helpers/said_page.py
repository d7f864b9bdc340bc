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
CONTROLS = ("selectbox", "radio", "vega_lite_chart")
"""What asks and says nothing, and the charts: their specifications are collected where they are made."""


def of_page(app: AppTest) -> Iterator[Said]:
    """What stands on the page, from top to bottom: the heading above it as `column`, the label of the part it can be
    unfolded from as `row`."""
    section = ""
    for kind, text, label in _elements(app.main, ""):
        if kind == "subheader":
            section = text
            yield Said("heading", text)
        elif kind == "html":
            yield from _of_html(text)
        elif kind in ("title", "header", "info", "warning"):
            yield Said(kind, _plain(text))
        elif kind == "label":
            yield Said("label of a theme", _plain(text))
        elif kind == "markdown":
            joined = re.sub(r"  \n\s*", " | ", text)
            yield from (Said("page", _plain(line), label, section) for line in joined.split("\n") if line.strip())
        elif kind not in CONTROLS:
            raise AssertionError(f"a {kind} on the page that nobody checks")


def _elements(block: Any, label: str) -> Iterator[tuple[str, str, str]]:
    """The elements of a block in order: kind, text, and the label of the part they are in."""
    for child in block.children.values():
        if hasattr(child, "children"):
            inner = getattr(child, "label", "") if child.type == "expander" else label
            if child.type == "expander":
                yield "label", inner, ""
            yield from _elements(child, inner)
        elif child.type == "html":
            yield "html", child.proto.body, label
        else:
            yield child.type, str(getattr(child, "value", "") or ""), label


def _plain(text: str) -> str:
    """Text without what makes it markdown that shows exactly that text."""
    return text.replace("\\", "").replace("\N{WORD JOINER}", "")


def _of_html(body: str) -> Iterator[Said]:
    if 'class="answers"' in body:
        yield Said("legend", ", ".join(map(unescape, re.findall(r"</span> ([^<]+)</span>", body))))
        yield from of_bars(body)
    elif "<table" in body:
        yield from _of_table(body)
    elif "■" in body:
        yield Said("questionnaires", ", ".join(unescape(title) for title in re.findall(r"■ (.*?)</span>", body)))
    elif text := re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL).strip():
        raise AssertionError(f"a text that nobody checks: {json.dumps(text)}")


def _of_table(body: str) -> Iterator[Said]:
    place = CAPTIONS[unescape(re.findall(r"<caption>(.*?)</caption>", body)[0])]
    heads = [unescape(head) for head in re.findall(r'<th role="columnheader"[^>]*>(.*?)</th>', body)]
    yield Said("head of a table", heads[0])
    for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', body, flags=re.DOTALL):
        head = unescape(re.findall(r'<th role="rowheader"[^>]*>(.*?)</th>', row)[0])
        cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        yield from (Said(place, cell, head, column) for column, cell in zip(heads[1:], cells, strict=True))

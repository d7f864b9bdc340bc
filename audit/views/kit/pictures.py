"""Charts on the page: one for a screen and one for a phone, of which the stylesheet shows the one that fits; each grows
with its place.

The place of a chart is `.st-key-picture-<name>`; it is as wide as the page lets it be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from audit.files import delimited
from audit.texts import _
from audit.views.kit import html


def draw(name: str, wide: dict[str, Any], phone: dict[str, Any], alt: str) -> None:
    """Draw two specifications of the same chart, and say in words (`alt`) what they show.

    Args:
        name: names the place of the chart; once per page.
    """
    with st.container(key=f"picture-{name}", gap=None):
        for variant, spec in (("wide", wide), ("phone", phone)):
            with st.container(key=f"{variant}-{name}", gap=None):
                st.vega_lite_chart(None, spec, theme=None, width="content", alt=alt)


def save(name: str, file: str, heads: Iterable[str], rows: Iterable[Iterable[str]], place: str = "") -> None:
    """Two buttons below a chart: its picture as it stands on the screen (PNG, made in the browser by `steps.js`), and
    the numbers it was drawn from (CSV).

    Args:
        name: the name of the chart that was drawn.
        file: what the files are called, without an ending.
        place: the key of the container that holds it, where that is not the place of a chart.
    """
    with st.container(horizontal=True, gap="small", key=f"save-{name}"):
        st.html(html.markup("save", place=place or f"picture-{name}", file=f"{file}.png", label=_("Save the picture")))
        numbers(name, file, heads, rows)


def numbers(name: str, file: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A button that saves the numbers of a chart or a table (CSV)."""
    label, data = _("Save the numbers"), delimited.written(heads, rows)
    st.download_button(label, data, f"{file}.csv", "text/csv", key=f"csv-{name}", on_click="ignore")

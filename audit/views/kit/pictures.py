"""Charts on the page: each has a drawing for a screen and one for a phone, of which the one that fits is sent; it grows
with its place.

The place of a chart is `.st-key-picture-<name>`; it is as wide as the page lets it be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import streamlit as st

from audit.files import delimited
from audit.texts import _
from audit.views.kit import clicks, html
from audit.web.cookies import SCREEN

Variant: TypeAlias = Literal["wide", "phone"]


def variant() -> Variant:
    """Which drawing fits the window. Nobody tells a server how wide that is but `steps.js`: in a cookie before anything
    is drawn, and by the button of `other_screen` when it is another one than was thought."""
    said = st.session_state.get(SCREEN) or st.context.cookies.get(SCREEN)
    return "phone" if said == "phone" else "wide"


def other_screen() -> None:
    """A button that nobody sees, once on a page with charts: `steps.js` presses it where the other drawing fits."""
    other: Variant = "wide" if variant() == "phone" else "phone"
    with st.container(key="other-screen"):
        st.button(other, key=f"screen-{other}", on_click=_fit, args=(other,))


@clicks.speaking
def _fit(other: Variant) -> None:
    st.session_state[SCREEN] = other


def draw(name: str, specification: dict[str, Any], alt: str) -> None:
    """Draw a chart (Vega-Lite), and say in words (`alt`) what it shows.

    Args:
        name: names the place of the chart; once per page.
    """
    with st.container(key=f"picture-{name}", gap=None), st.container(key=f"{variant()}-{name}", gap=None):
        st.vega_lite_chart(None, specification, theme=None, width="content", alt=alt)


def save(name: str, file: str, heads: Iterable[str], rows: Iterable[Iterable[str]], place: str = "") -> None:
    """Two buttons below a chart: its picture as it stands on the screen (PNG, made in the browser by `steps.js`), and
    the numbers it was drawn from (CSV).

    Args:
        name: the name of the chart that was drawn.
        file: what the files are called, without an ending.
        place: the key of the container that holds it, where that is not the place of a chart.
    """
    with st.container(horizontal=True, gap="small", key=f"save-{name}"):
        markup = html.markup("save", place=place or f"picture-{name}", file=f"{file}.png", label=_("Save the picture"))
        st.html(markup, width="content")
        numbers(name, file, heads, rows)


def numbers(name: str, file: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A button that saves the numbers of a chart or a table (CSV)."""
    label, data = _("Save the numbers"), delimited.written(heads, rows)
    st.download_button(label, data, f"{file}.csv", "text/csv", key=f"csv-{name}", on_click="ignore")

"""Charts on the page: one for a screen and one for a phone, of which the stylesheet shows the one that fits; each grows
with its place.

The place of a chart is `.st-key-picture-<name>`; it is as wide as the page lets it be.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def draw(name: str, wide: dict[str, Any], phone: dict[str, Any], alt: str) -> None:
    """Draw two specifications of the same chart, and say in words (`alt`) what they show.

    Args:
        name: names the place of the chart; once per page.
    """
    with st.container(key=f"picture-{name}", gap=None):
        for variant, spec in (("wide", wide), ("phone", phone)):
            with st.container(key=f"{variant}-{name}", gap=None):
                st.vega_lite_chart(None, spec, theme=None, width="content", alt=alt)

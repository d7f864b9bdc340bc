"""How to read a chart, wherever one stands or is explained."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from audit.texts import _
from audit.views.kit import html


def beside(name: str, points: Iterable[str], place: str = "") -> None:
    """A sign that says how to read a chart in a few `points`, where something is unfolded.

    Args:
        name: the name of the chart; `place` where it stands more than once.
    """
    with (
        st.container(key=f"help-{place or name}"),
        st.popover(_("How to read this"), type="tertiary", icon=":material/help:"),
    ):
        st.markdown(_numbered(points))


def how_to_read(points: Iterable[str]) -> None:
    """A radar in a picture, and its parts in words."""
    picture = html.markup("how_to_read", says=_("A radar with five themes, numbered 1 to 4."))
    st.markdown(picture, unsafe_allow_html=True)  # `st.html` takes pictures like this one out
    st.markdown(_numbered(points))


def _numbered(points: Iterable[str]) -> str:
    return "\n".join(f"1. {point}" for point in points)

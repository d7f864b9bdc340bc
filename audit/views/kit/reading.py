"""How to read a radar, wherever one stands or is explained."""

from __future__ import annotations

import streamlit as st

from audit.texts import _
from audit.views.kit import html


def how_to_read() -> None:
    """A radar in a picture, and its parts in words."""
    picture = html.markup("how_to_read", says=_("A radar with five themes, numbered 1 to 4."))
    st.markdown(picture, unsafe_allow_html=True)  # `st.html` takes pictures like this one out
    st.markdown(
        _(
            "1. Each line from the middle is a theme.\n"
            "1. Further out is higher: 1 in the middle, 5 at the edge.\n"
            "1. A cross is a theme that is not shown.\n"
            "1. An open circle means little sight, a split one two camps."
        )
    )

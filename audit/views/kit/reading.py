"""How to read a radar, wherever one stands or is explained."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.texts import _
from audit.views.kit import html


def beside(name: str, place: str = "") -> DeltaGenerator:
    """A sign that says how to read a chart (`name` of `helps`); what else is to be folded away can be drawn in it."""
    with st.container(key=f"help-{place or name}"):
        aside = st.popover(_("Reading guide"), type="tertiary", icon=":material/help:")
    aside.markdown(helps()[name])
    return aside


def helps() -> dict[str, str]:
    """How to read each chart but the radar."""
    return {
        "dots": _(
            "1. Each row is a theme. Its dot is the score: further to the right is higher.\n"
            "1. The colours behind it are “to be developed”, “in between” and “strength”.\n"
            "1. An open dot means little sight, a split one two camps."
        ),
        "trends": _(
            "1. Each dot is a round: higher up is a higher score.\n"
            "1. A cross is a round that is not shown or cannot be compared.\n"
            "1. A small difference can be chance; below stands which ones are clear."
        ),
        "items": _(
            "1. Each bar is a question, and holds everybody who gave a score.\n"
            "1. Left of the line stand the low answers, right of it the high ones; a longer part is more people."
        ),
        "heat": _(
            "1. Each row is a service or team, each column a theme.\n"
            "1. The colour says the same as the word in the cell. An outline is a clear difference.\n"
            "1. Choose a name to open that service or team."
        ),
    }


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

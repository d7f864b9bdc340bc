"""Welcome: what this is for, for whom, and where to look around."""

from __future__ import annotations

import streamlit as st

from audit.texts import _

st.title(_("A mirror of strengths for your organisation"), anchor=False)
st.markdown(
    _(
        "Krachtspiegel helps a social service look at itself: how strong do our people stand, how do we work in "
        "groups, and how do we work together with others?"
    )
)

"""Teams side by side: every unit with its themes, in words and numbers, alphabetical and no ranking."""

from __future__ import annotations

import streamlit as st

from audit.read import beside
from audit.texts import _
from audit.views.kit import tables
from audit.views.results.profiles import Seen


def draw(seen: Seen) -> None:
    st.markdown(
        _("In alphabetical order, no ranking. Teams differ in task and size: a difference is a question, no verdict.")
    )
    tables.draw(beside.as_table(seen.profile.publication), _("The scores of all units"))

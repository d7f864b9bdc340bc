"""Roles: how people in different roles score, where that may be shown."""

from __future__ import annotations

import streamlit as st

from audit.read import explained, roles
from audit.texts import _
from audit.views.kit import tables
from audit.views.results.profiles import Seen


def draw(seen: Seen) -> None:
    table = roles.as_table(seen.profile, seen.content)
    if table is None:
        where = (
            _("Scores by role are never shown for a team: a team has too few people in each role.")
            if seen.profile.unit.level == "team"
            else _(
                "Scores by role cannot be shown here: a small group would come out. In small services and "
                "organisations that is nearly always so."
            )
        )
        guess = _(
            "You can do this: let everyone guess the score of a theme first, managers and "
            "colleagues, and look at it together afterwards."
        )
        st.markdown(f"{where} {guess}")
        return
    st.markdown(explained.by_role())
    tables.draw(table, _("Scores by role: the score, between what it probably lies, and how many people"))

"""Choosing together: at most three themes, each with a written reason; what the results propose is only that."""

from __future__ import annotations

import streamlit as st

from audit.act import meetings
from audit.act.meeting import MOST_THEMES
from audit.texts import _
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.meet import fields, frame, script
from audit.views.meet.sitting import Sitting


def draw(sitting: Sitting) -> None:
    """All themes to choose from, and the reasons of those that were chosen."""
    frame.heading(sitting, _("What do we work on?"))
    proposed = script.proposed(sitting.profile)
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.markdown(
            _("Choose at most {n} together. ★ is what the results propose; you may choose otherwise.").format(
                n=MOST_THEMES
            )
        )
        with st.container(key="themes", gap=None):
            for row in sitting.profile.rows:
                if row.cell.reason == "not_asked":
                    continue
                key, on = f"theme-{row.theme}", row.theme in sitting.meeting.themes
                st.session_state[key] = on  # what is stored decides, also when the other laptop chose
                label = plain(row.title) + (" ★" if row.theme in proposed else "")
                st.checkbox(label, key=key, on_change=choose, args=(sitting.meeting.id, row.theme))
    with right:
        clicks.outcome("choose", keep=False)
        for one in sitting.meeting.chosen:
            fields.line(
                _("Why {theme}?").format(theme=plain(sitting.title(one.theme))),
                f"reason-{sitting.meeting.id}-{one.theme}",
                one.reason,
                saving(sitting.meeting.id, one.theme),
                height=90,
            )


def saving(meeting_id: str, theme: str) -> fields.Save:
    """How the reason of a theme is saved."""
    return lambda store, who, value, before: meetings.write_reason(
        store, who, meeting_id, theme, str(value), str(before)
    )


@clicks.action("choose")
def choose(guarded: Guarded, meeting_id: str, theme: str) -> None:
    """Choose a theme, or take the choice back."""
    act = meetings.choose if st.session_state[f"theme-{theme}"] else meetings.unchoose
    act(*guarded, meeting_id, theme)

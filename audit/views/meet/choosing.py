"""Choosing together: at most three themes, each with a written reason; what the results propose is only that."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.act import meetings
from audit.act.meeting import MOST_THEMES, Chosen
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
    reasons = {one.theme: one.reason for one in sitting.meeting.chosen}
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
                st.checkbox(label, key=key, on_change=choose, args=(sitting.meeting.id, row.theme, reasons))
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
            if one.reason and clicks.asked(f"unchoose-{one.theme}"):
                asking(sitting.meeting.id, one)


def saving(meeting_id: str, theme: str) -> fields.Save:
    """How the reason of a theme is saved."""
    return lambda store, who, value, before: meetings.write_reason(
        store, who, meeting_id, theme, str(value), str(before)
    )


def asking(meeting_id: str, one: Chosen) -> None:
    """Whether a theme with a reason may go, as that goes with it."""
    st.warning(_("What you wrote about why then goes too, for everybody."))
    with st.container(horizontal=True):
        st.button(_("No, leave it"), key=f"leave-{one.theme}", on_click=clicks.ask)
        given = meeting_id, one.theme, one.reason
        st.button(_("Yes, take it away"), key=f"unchoose-{one.theme}", on_click=unchoose, args=given)


@clicks.action("choose")
def choose(guarded: Guarded, meeting_id: str, theme: str, reasons: Mapping[str, str]) -> None:
    """Choose a theme, or take the choice back, which asks first where its reason was written."""
    if st.session_state[f"theme-{theme}"]:
        meetings.choose(*guarded, meeting_id, theme)
    elif reasons.get(theme):
        clicks.ask(f"unchoose-{theme}")
    else:
        meetings.unchoose(*guarded, meeting_id, theme)


@clicks.action("choose")
def unchoose(guarded: Guarded, meeting_id: str, theme: str, reason: str) -> None:
    clicks.ask()
    meetings.unchoose(*guarded, meeting_id, theme, reason)

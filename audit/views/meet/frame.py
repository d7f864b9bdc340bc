"""What every screen of a meeting has: the steps with the one that is on, a clock that nobody must obey, and the ways on
and back, for a mouse, the arrow keys and a presenter."""

from __future__ import annotations

import time
from typing import Final

import streamlit as st

from audit.texts import _
from audit.views.kit import clicks, html
from audit.views.meet.script import LONG, MINUTES, SHORT, names
from audit.views.meet.sitting import Sitting

_LENGTH, _TURNED = "minutes", "meeting-turned"
_ON_ITS_WAY: Final = 4.0  # seconds


def above(sitting: Sitting) -> None:
    """The row of steps. What lies behind is ticked."""
    on, named = sitting.screen.step, names()
    order = list(named)
    done = len(order) if sitting.screen.id == "end" else order.index(on) if on else 0
    steps = [
        (name, "on" if step == on else "done" if place < done else "")
        for place, (step, name) in enumerate(named.items())
    ]
    clock = {"step": f"{sitting.meeting.id}-{on}", "most": minutes(sitting, on), "words": clock_words()} if on else None
    html.draw("meeting", steps=steps, clock=clock, label=_("The steps of this meeting"))


def clock_words() -> str:
    """What the clock says; the browser fills in the minutes."""
    return _("{n} of about {most} min")


def minutes(sitting: Sitting, step: str | None) -> int:
    """How many minutes a step may take."""
    return MINUTES[step] * length() // SHORT if step else 0  # type: ignore[index]


def length() -> int:
    """How many minutes the whole may take, as it stands in the address."""
    return LONG if st.query_params.get(_LENGTH) == str(LONG) else SHORT


def heading(sitting: Sitting, title: str) -> None:
    """The title of a screen, which gets the focus when the screen is new."""
    html.draw("step", step=f"meeting-{sitting.screen.id}", title=title, progress=None)


def ways(sitting: Sitting) -> None:
    """Back and on. The arrow keys and a presenter press them (`meet.js`)."""
    here, named = sitting.place, names()
    with st.container(horizontal=True, key="turn"):
        if here:
            st.button(_("Back"), key="back", on_click=go, args=(sitting.screens[here - 1].id,))
        if here + 1 < len(sitting.screens):
            following = sitting.screens[here + 1]
            new = following.step is not None and following.step != sitting.screen.step
            on = _("On: {step}").format(step=named[following.step].lower()) if new and following.step else _("On")
            st.button(on, key="next", type="primary", on_click=go, args=(following.id,))


@clicks.speaking
def go(screen: str) -> None:
    turn_to(screen)


def turn_to(screen: str) -> None:
    """Go to a screen; it stands in the address, so that a reload and the Back of the browser find it."""
    st.session_state[_TURNED] = screen, st.query_params.get("screen", ""), time.monotonic()
    st.query_params["screen"] = screen


def wanted() -> str:
    """The screen that is asked for (its word); nothing for the first. What is drawn of itself every few seconds may
    have been asked for just before a turn, and then still brings the address of before it."""
    asked = st.query_params.get("screen", "")
    to, before, at = st.session_state.get(_TURNED, ("", "", -_ON_ITS_WAY))
    if asked == before and to != asked and time.monotonic() - at < _ON_ITS_WAY:
        st.query_params["screen"] = to
        return str(to)
    return asked


@clicks.speaking
def take(minutes: int) -> None:
    """Choose how long the meeting takes."""
    st.query_params[_LENGTH] = str(minutes)

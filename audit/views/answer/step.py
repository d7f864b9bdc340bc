"""What every step of a questionnaire has: its heading, the ways on and back, and fields filled from the sheet."""

from __future__ import annotations

from typing import Any

import streamlit as st

from audit.questionnaire import Text
from audit.texts import _, language
from audit.views.answer.place import CHECK, Filling
from audit.views.kit import clicks, html
from audit.views.kit.text import plain
from audit.web.page import STATIC

STYLE = STATIC / "filling.css"


def heading(filling: Filling, title: str, above: str = "") -> None:
    """Draw the title of a step, which gets the focus when the step is new, with how far one is above it."""
    place, last = filling.steps.index(filling.step), len(filling.steps) - 1
    progress = {"above": above, "most": last, "value": place, "label": _("How far you are")}
    html.draw("step", step=filling.step, title=title, progress=progress if above and 0 < place < last else None)


def ways(filling: Filling, on: str, back: bool = True) -> None:
    """Draw the buttons under a step. On a phone the way on stands first."""
    trouble(filling)
    with st.container(horizontal=True, key="ways"):
        if back:
            st.button(_("Back"), key="back", on_click=move, args=(filling, -1))
        if filling.checked:
            st.button(_("To the check"), key="to-check", on_click=go, args=(filling, CHECK))
        st.button(on, key="next", type="primary", on_click=move, args=(filling, 1))


def trouble(filling: Filling) -> None:
    """Say beside the buttons what could not be stored, if anything."""
    if filling.trouble:
        st.error(plain(filling.trouble))
        # without a connection the frame says that all is kept, which is not so now; the last of its kind counts
        html.draw("away", away=_("No connection. This page goes on by itself."))


@clicks.speaking
def move(filling: Filling, by: int) -> None:
    filling.move(by)


@clicks.speaking
def go(filling: Filling, step: str) -> None:
    filling.go(step)


def stand(key: str, value: object, *, brought: bool = False) -> None:
    """Let a field hold what is on the sheet, where it does not yet: a field that is set again forgets what somebody
    clicked in the meantime.

    With `brought`, a field of which nothing is on the sheet keeps what the browser sent: after a lost connection that
    is what somebody filled in and the server did not receive.
    """
    if brought and not value and key not in st.session_state:
        return
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def asked(question: str, help: str = "") -> dict[str, Any]:
    """Draw a question above its field. Returns what makes the field's own label audible only: a visible label needs
    markup, which a screen reader would read out."""
    html.draw("asked", question=question, help=help)
    return {"label_visibility": "collapsed"}


def sentences(texts: tuple[Text, ...], minimum_group: int) -> str:
    """A list of sentences, with how many people a group of this round needs."""
    told = (text.to(language()).replace("{group}", str(minimum_group)) for text in texts)
    return "\n".join(f"- {plain(sentence)}" for sentence in told)

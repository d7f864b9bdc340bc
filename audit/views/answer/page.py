"""Answer: what somebody with a code sees, from the first page to the thank-you."""

from __future__ import annotations

from typing import Any

import streamlit as st

from audit.collect import drafts, tickets, vault
from audit.collect.sheet import Sheet
from audit.collect.tickets import Ticket
from audit.errors import AuditError
from audit.texts import _
from audit.views.answer import filling as screens
from audit.views.answer import step
from audit.views.answer.check import thanks as arrived
from audit.views.answer.mirror import mirror
from audit.views.answer.place import CHECK, START, Filling
from audit.views.kit import clicks, html, links, text, visitor
from audit.web.cookies import CODE, MORE, SENT

FILLING, TICKET, SENT_NOW, STEP = "filling", "ticket", "sent", "step"


def keep(**changes: Any) -> Sheet:
    """Store what changed in the draft of this tab's code."""
    return drafts.save(visitor.store(), st.session_state[TICKET], **changes)


def begin() -> Filling | None:
    """What this code opens, with all that was filled in before; nothing when there is no code that opens anything."""
    sealed = visitor.cookie(CODE)
    if sealed is None:
        return None
    store = visitor.store()
    ticket = tickets.unseal(store, sealed)
    occasion = tickets.occasion(store, ticket)
    st.session_state[TICKET] = ticket
    return Filling(
        round=occasion.round,
        content=occasion.content,
        team=occasion.team,
        counts_for=occasion.counts_for,
        team_is_small=occasion.team_is_small,
        sheet=drafts.load(store, ticket),
        keep=keep,
        alone=visitor.cookie(MORE) is None,
    )


@clicks.speaking
def send() -> None:
    """Send once: a second click finds that it was done. What was filled in elsewhere meanwhile is looked at first."""
    filling: Filling = st.session_state[FILLING]
    if st.session_state.get(SENT_NOW):
        return
    ticket: Ticket = st.session_state[TICKET]
    try:
        if filling.overtaken(drafts.load(visitor.store(), ticket)):
            filling.trouble = _(
                "More was filled in with this code, in another tab or on another device. It stands "
                "here now too: look at it once more, and then send."
            )
            return
        vault.send(visitor.store(), ticket, filling.sheet)
    except AuditError as error:
        filling.trouble, filling.closed = text.sentences(error), error.code == "round_closed"
        if error.code == "code_unknown":
            st.session_state[SENT_NOW] = "before"
        return
    st.session_state[SENT_NOW] = "now"
    filling.settle()
    del st.session_state[TICKET]


def follow(filling: Filling) -> None:
    """Go where the address says when somebody pressed Back or Forward: then it is not what we wrote in it last."""
    asked, written = st.query_params.get(STEP, START), st.session_state.get(STEP)
    if written is not None and asked != written and not st.session_state.get(SENT_NOW):
        filling.go(asked)
        st.session_state[STEP] = filling.step


def write(filling: Filling) -> None:
    """Keep the step in the address, so that the browser's Back is the step before."""
    if st.session_state.get(STEP) == filling.step:
        return
    if st.query_params.get(STEP, START) != filling.step:
        st.query_params[STEP] = filling.step
    st.session_state[STEP] = filling.step


@st.fragment
def questionnaire() -> None:
    """All steps in one fragment: an answer reruns only this."""
    visitor.speak()
    filling: Filling = st.session_state[FILLING]
    if st.session_state.get(SENT_NOW):
        thanks(filling)
        return
    filling.listen()
    visitor.awake()
    if filling.step == START and st.query_params.get("signed") == "out":
        st.info(
            _(
                "Management was signed out on this device, so that what you fill in stays yours. To go on as "
                "management, sign in again afterwards."
            )
        )
    screens.draw(filling)
    write(filling)
    if filling.step == CHECK:
        check(filling)
    links.go("leave", _("Stop for now and leave this device"), quiet=True)
    if filling.closed:
        st.header(_("Your own answers"), anchor=False)
        mirror(filling)


def check(filling: Filling) -> None:
    """The way back and the way out, below what is filled in."""
    step.trouble(filling)
    with st.container(horizontal=True, key="ways"):
        st.button(_("Back"), key="back", on_click=step.move, args=(filling, -1))
        st.button(_("Send"), key="send", type="primary", disabled=filling.closed, on_click=send)


def thanks(filling: Filling) -> None:
    """After sending: it arrived, and this person's own answers as long as the tab is open."""
    if st.session_state[SENT_NOW] == "before":
        html.draw("step", step="sent", title="", progress=None)
        st.title(_("This code no longer works"), anchor=False)
        st.info(text.plain(filling.trouble))
        leave()
        return
    st.html('<img class="sent" src="sent.svg" alt="">')  # asking for this picture drops the code from the browser
    arrived(filling, leave)


def leave() -> None:
    """Nothing is left to keep: one press, and the field for the next code is there."""
    st.markdown(_("Do others use this device too? Then leave it before you go."))
    html.draw("leave_form", button=_("Leave this device, for the next person"))


def without_code() -> None:
    """No code yet, or one that opens nothing any more."""
    if visitor.cookie(SENT) and st.session_state.get("problem") is None:
        st.title(_("Thank you"), anchor=False)
        st.success(_("Your answers have arrived. Your code has been erased."))
        leave()
        return
    st.title(_("Fill in a questionnaire"), anchor=False)
    problem: AuditError | None = st.session_state.get("problem")
    if problem is not None:
        st.warning(text.plain(problem.sentence))
    st.markdown(_("Type the code of your slip. It opens your questionnaire, also if you began on another device."))
    links.code_form()


def page() -> None:
    if FILLING not in st.session_state:
        st.session_state["problem"] = None
        try:
            filling = begin()
        except AuditError as error:
            st.session_state["problem"], filling = error, None
        if filling is None:
            without_code()
            return
        st.session_state[FILLING] = filling
    follow(st.session_state[FILLING])
    questionnaire()


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()

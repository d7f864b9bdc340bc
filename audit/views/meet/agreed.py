"""Per theme that was chosen: what to talk about, and then what is agreed, or asked of whoever can do something."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from audit.act import agreements, requests
from audit.act.meeting import ASKED_OF, Agreement, Request
from audit.read import reach
from audit.read.talk import theme_asked
from audit.texts import _, language
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.meet import fields, frame, looking
from audit.views.meet.sitting import Sitting

Taken = Literal["agreement", "request"]


def talk(sitting: Sitting) -> None:
    """The discussion questions of a theme, an example, who can do something about it, and whether that is us."""
    row = sitting.row(sitting.screen.theme)
    frame.heading(sitting, row.title)
    theme = theme_asked(row, sitting.profile.publication, sitting.seen.content)
    if row.cell.shown:
        st.markdown(plain(looking.scored(row)))
    if theme and theme.discussion:
        st.markdown("\n".join(f"1. {plain(text.to(language()))}" for text in theme.discussion))
    else:
        st.markdown(_("What goes well here, what does not, and what would help?"))
    if theme and theme.example_action:
        st.markdown(_("For example: {action}").format(action=plain(theme.example_action.to(language()))))
    if who := reach.of_theme(sitting.profile.publication, row.theme):
        st.markdown(f"**{_('Who can do something about this?')}** {plain(who[:1].upper() + who[1:])}.")
    with st.container(horizontal=True, key="whose"):
        given = sitting.meeting.id, row.theme
        st.button(_("Within our reach: we agree on something"), key="ours", on_click=add_agreement, args=given)
        st.button(_("Not ours: we ask for it"), key="not-ours", on_click=add_request, args=given)


def write(sitting: Sitting) -> None:
    """What is agreed and asked about a theme, in fields that are saved while somebody types."""
    theme, meeting = sitting.screen.theme, sitting.meeting
    frame.heading(sitting, _("What do we agree on? {theme}").format(theme=sitting.title(theme)))
    agreed = [one for one in meeting.agreements if one.theme == theme]
    asked = [one for one in meeting.requests if one.theme == theme]
    if not (agreed or asked):
        st.markdown(_("Nothing yet. Make an agreement, or ask whoever can do something about it."))
    for n, one in enumerate(agreed, 1):
        agreement(one, n)
    for n, request in enumerate(asked, 1):
        question(request, n)
    clicks.outcome("write", keep=False)
    with st.container(horizontal=True, key="more"):
        another = _("Another agreement") if agreed else _("Make an agreement")
        st.button(another, key="add-agreement", on_click=add_agreement, args=(meeting.id, theme))
        st.button(_("Ask for something"), key="add-request", on_click=add_request, args=(meeting.id, theme))


def agreement(one: Agreement, n: int) -> None:
    """The fields of an agreement."""

    def saving(field: agreements.Field) -> fields.Save:
        return lambda store, who, value, before: agreements.write(store, who, one.id, field, value, before)

    with st.container(border=True, key=f"agreement-{one.id}"):
        what = _("Agreement {n}: what are we going to do?").format(n=n)
        fields.line(what, f"what-{one.id}", one.what, saving("what"))
        left, right = st.columns([3, 2])
        with left:
            fields.line(_("Who sees to it? (a role, no name)"), f"who-{one.id}", one.who, saving("who"))
        with right:
            fields.day(_("By when?"), f"until-{one.id}", one.until, saving("until"))
        fields.line(_("How will we notice that it works?"), f"notice-{one.id}", one.notice, saving("notice"))
        st.session_state[f"share-{one.id}"] = one.shared
        label = _("Show this one to management, in its list of all teams")
        st.checkbox(label, key=f"share-{one.id}", on_change=share, args=(one.id,))
        taking_out(one.id, empty=not (one.what or one.who or one.notice), what="agreement")


def question(one: Request, n: int) -> None:
    """The fields of a request; once it is answered, the answer."""

    def saving(field: requests.Field) -> fields.Save:
        return lambda store, who, value, before: requests.write(store, who, one.id, field, str(value), str(before))

    with st.container(border=True, key=f"request-{one.id}"):
        if one.answer:
            st.markdown(f"**{plain(one.what)}**  \n{plain(_('Answer: {answer}').format(answer=one.answer))}")
            taking_out(one.id, empty=False, what="request", answer=one.answer)
            return
        fields.line(_("Question {n}: what do we ask?").format(n=n), f"ask-{one.id}", one.what, saving("what"))
        left, right = st.columns([2, 3])
        with left:
            key = f"asked-of-{one.id}"
            st.session_state[key] = one.asked_of
            named = requests.labels()
            st.selectbox(
                _("Of whom?"),
                ASKED_OF,
                format_func=named.__getitem__,
                key=key,
                on_change=ask,
                args=(one.id, one.asked_of),
            )
        with right:
            fields.line(_("Why?"), f"why-{one.id}", one.why, saving("why"))
        taking_out(one.id, empty=not (one.what or one.why), what="request")


def taking_out(id: str, *, empty: bool, what: Taken, answer: str = "") -> None:
    """The way to take something out, which asks first where something was written."""
    asks = f"take-{id}"
    if not clicks.asked(asks):
        if empty:
            st.button(_("Take this out"), key=asks, type="tertiary", on_click=take_out, args=(what, id))
        else:
            st.button(_("Take this out"), key=asks, type="tertiary", on_click=clicks.ask, args=(asks,))
        return
    st.warning(_("It is then erased for everybody, and cannot be brought back."))
    with st.container(horizontal=True):
        st.button(_("No, leave it"), key=f"leave-{id}", on_click=clicks.ask)
        st.button(_("Yes, take it out"), key=f"yes-{id}", on_click=take_out, args=(what, id, answer))


@clicks.action("write")
def add_agreement(guarded: Guarded, meeting_id: str, theme: str) -> None:
    agreements.add(*guarded, meeting_id, theme)
    frame.turn_to(f"write-{theme}")


@clicks.action("write")
def add_request(guarded: Guarded, meeting_id: str, theme: str) -> None:
    requests.add(*guarded, meeting_id, theme)
    frame.turn_to(f"write-{theme}")


@clicks.action("write")
def share(guarded: Guarded, id: str) -> None:
    agreements.share(*guarded, id, st.session_state[f"share-{id}"])


@clicks.action("write")
def take_out(guarded: Guarded, what: Taken, id: str, answer: str = "") -> None:
    """Take something out: of a question, with the `answer` that was seen."""
    clicks.ask()
    if what == "agreement":
        agreements.take_out(*guarded, id)
    else:
        requests.take_out(*guarded, id, answer)


@clicks.action("write")
def ask(guarded: Guarded, id: str, before: str) -> None:
    """Ask somebody else."""
    requests.write(*guarded, id, "asked_of", st.session_state[f"asked-of-{id}"], before)

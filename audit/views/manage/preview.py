"""A preview of a round: every screen of a respondent, with nothing behind it."""

from __future__ import annotations

import streamlit as st

from audit.manage import organisation, rounds
from audit.rounds import Round
from audit.texts import _
from audit.views.answer import filling as screens
from audit.views.answer.check import thanks
from audit.views.answer.place import CHECK, Filling
from audit.views.kit import clicks, visitor
from audit.views.kit.visitor import Guarded

_FILLING, _OF, _SENT = "previewed", "previewed-team", "previewed-sent"


def draw(guarded: Guarded, round: Round) -> None:
    """The screens, as somebody of a team of choice sees them."""
    known = round.organisation or organisation.read(*guarded).organisation
    st.warning(_("This is a preview. Nothing you fill in here is kept."))
    st.button(_("Back to the round"), key="leave-preview", on_click=leave)
    if known is None:  # the last service was taken away in another tab
        return
    teams = {unit.id: unit for unit in known.units if unit.level == "team"}
    chosen = st.selectbox(_("As somebody of team"), list(teams), format_func=lambda id: teams[id].name)
    if st.session_state.get(_OF) != (round.id, chosen):
        facts = round.facts or organisation.read(*guarded).facts
        st.session_state[_FILLING] = Filling(
            round=round.model_copy(update={"facts": facts, "organisation": known}),
            content=rounds.content(*guarded, round.id),
            team=teams[chosen],
            counts_for=known.counts_for(teams[chosen], round.plan.minimum_group),
            team_is_small=teams[chosen].invited < round.plan.minimum_group,
        )
        st.session_state[_OF] = (round.id, chosen)
        st.session_state.pop(_SENT, None)
    screen()


@clicks.speaking
def leave() -> None:
    """Back to the round; another look begins anew."""
    clicks.ask()
    for name in (_FILLING, _OF, _SENT):
        st.session_state.pop(name, None)


@st.fragment
def screen() -> None:
    """One screen as `answer` draws it."""
    visitor.speak()
    filling: Filling = st.session_state[_FILLING]
    if st.session_state.get(_SENT):
        thanks(filling)
        return
    screens.draw(filling)
    if filling.step == CHECK:
        label = _("Send (in this preview nothing is sent)")
        st.button(label, key="send", type="primary", on_click=send)


@clicks.speaking
def send() -> None:
    """Show what comes after sending, without anything being sent."""
    st.session_state[_SENT] = True

"""Looking back on the days of the checks: for each agreement that is open, how it goes, with one press of a button."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from audit.act import agreements
from audit.act.meeting import Agreement, Went
from audit.act.minutes import flat
from audit.texts import _
from audit.typed import LONGEST_TEXT
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.meet.sitting import Sitting

Which = Literal["first", "second"]


def draw(sitting: Sitting, which: Which) -> None:
    """Every open agreement that was not looked back on in this check."""
    st.markdown(f"**{_('It is time to look back. How does each agreement go?')}**")
    for one in sitting.meeting.agreements:
        if one.what and one.state == "open" and getattr(one, which) is None:
            asked(one, which)
    clicks.outcome("check", keep=False)


def asked(one: Agreement, which: Which) -> None:
    """An agreement with what may have become of it; dropping it asks for the reason."""
    answers: dict[Went, str] = {
        "done": _("Done"),
        "on_the_way": _("On the way"),
        "stuck": _("Stuck"),
        "dropped": _("Dropped"),
    }
    with st.container(border=True, key=f"check-{one.id}"):
        st.markdown(plain(" · ".join(part for part in (flat(one.what), flat(one.who)) if part)))
        if clicks.asked(f"drop-{one.id}"):
            st.text_input(_("Why is it dropped?"), max_chars=LONGEST_TEXT, key=f"why-dropped-{one.id}")
            with st.container(horizontal=True):
                st.button(_("No, leave it"), key=f"leave-{one.id}", on_click=clicks.ask)
                given = one.id, which, "dropped"
                st.button(_("Yes, drop it"), key=f"dropped-{one.id}", on_click=write_down, args=given)
            return
        with st.container(horizontal=True):
            for went, label in answers.items():
                if went == "dropped":
                    st.button(label, key=f"drop-{one.id}", on_click=clicks.ask, args=(f"drop-{one.id}",))
                else:
                    st.button(label, key=f"{went}-{one.id}", on_click=write_down, args=(one.id, which, went))


@clicks.action("check")
def write_down(guarded: Guarded, agreement_id: str, which: Which, went: Went) -> str:
    why = st.session_state.get(f"why-dropped-{agreement_id}", "")
    agreements.check(*guarded, agreement_id, which, went, why if went == "dropped" else "")
    clicks.ask()
    return _("Written down.")

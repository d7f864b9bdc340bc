"""Invitation and reminder: text to copy into a mail. Both go to everybody, for nobody knows who answered."""

from __future__ import annotations

import streamlit as st

from audit.manage import rounds
from audit.rounds import Round
from audit.texts import _, day
from audit.views.kit import clicks, html
from audit.views.kit.visitor import Guarded
from audit.views.manage import reach
from audit.web.reach import known


def draw(guarded: Guarded, round: Round) -> None:
    """Both texts, each in a box in which it can be changed, with a button that copies it."""
    with st.expander(_("Invitation and reminder to copy")):
        st.markdown(_("Send both to everybody: nobody knows who has answered. Change in them what you like."))
        for name, label, text in (
            ("invitation", _("Invitation"), invitation(round, rounds.content(*guarded, round.id).minutes)),
            ("reminder", _("Reminder"), reminder(round)),
        ):
            key = f"{name}-{round.id}"
            with st.form(f"{key}-form", border=False):  # so that a click elsewhere right after typing is not lost
                st.text_area(label, st.session_state.get(f"kept-{key}", text), key=key, height=260)
                clicks.kept(key)
                st.form_submit_button(_("Keep my changes in this tab"), key=f"keep-{key}", on_click=keep, args=(key,))
            html.draw("copy", source=f".st-key-{key} textarea", label=_("Copy this text"), done=_("Copied"))


@clicks.speaking
def keep(key: str) -> None:
    """Keep a text as it was changed, for as long as the tab is open."""
    st.session_state[f"kept-{key}"] = st.session_state[key]
    clicks.settled(key)


def where() -> str:
    """Where one answers, in a sentence."""
    if known().answer == "unset":
        return _("You answer on the computer that is ready for it.")
    return _("Scan the square on your slip, or go to {address} and type its code.").format(
        address=reach.address() + "/i"
    )


def invitation(round: Round, minutes: tuple[int, int]) -> str:
    """The text that goes with the slips."""
    return _(
        "Hello,\n"
        "\n"
        "With “{title}” {organisation} asks how you see your work and our organisation. You draw a slip with a code. "
        "{where}\n"
        "\n"
        "It takes {low} to {high} minutes. You can stop and go on later with the same code. You can answer until "
        "{day}.\n"
        "\n"
        "You choose whether you take part. We do not ask your name, and results are only shown of groups of at least "
        "{n} people. The first page says who sees what.\n"
        "\n"
        "Afterwards we look at the results together."
    ).format(
        title=round.plan.title,
        organisation=round.units.name,
        where=where(),
        low=minutes[0],
        high=minutes[1],
        day=day(round.plan.last_day),
        n=round.plan.minimum_group,
    )


def reminder(round: Round) -> str:
    """The text for some days before the last."""
    return _(
        "Hello,\n"
        "\n"
        "You can still answer “{title}” until {day}. {where}\n"
        "\n"
        "Did you answer already? Thank you. Everybody gets this message, because nobody knows who has answered. Did "
        "you begin and not send? With your code you go on where you were. What was not sent does not count.\n"
        "\n"
        "Is your slip lost? Tell whoever handed them out."
    ).format(title=round.plan.title, day=day(round.plan.last_day), where=where())

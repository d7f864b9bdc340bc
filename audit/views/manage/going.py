"""How an open round goes: when it was counted, how many have answered as far as that is told, and whom to remind."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit.manage import count, participation
from audit.manage.participation import Participation
from audit.rounds import Round
from audit.texts import _, day
from audit.views.kit import clicks
from audit.views.kit.tables import draw as table
from audit.views.kit.tables import indented
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded


def draw(guarded: Guarded, round: Round) -> Participation | None:
    """The participation; nothing, with a button that counts, while it was not counted yet."""
    st.header(_("How it goes"), anchor=False)
    if not count.known(*guarded, round.id):
        st.markdown(
            _(
                "**Not counted yet.** From tomorrow on it is counted once a day. You can have it counted now, once: "
                "who answers later today comes with the count of tomorrow."
            )
        )
        st.button(_("Count now, for today"), key="count-now", on_click=now, args=(round.id,))
        return None
    found = participation.read(*guarded, round.id)
    st.markdown(
        _(
            "Counted on {day}. Who answered later that day is not in it yet. It is counted once a day and told in such "
            "a way that it points at nobody."
        ).format(day=day(found.counted_on))
    )
    table(
        pd.DataFrame(
            {
                _("People invited"): [str(told.unit.invited) for told in found.units],
                _("Answered"): [told.words for told in found.units],
            },
            index=pd.Index([indented(told.unit) for told in found.units], name=_("Unit")),
        ),
        _("How many people have answered"),
    )
    to_remind(found)
    return found


def to_remind(found: Participation) -> None:
    """Which teams a reminder helps most."""
    if found.to_remind:
        told = _("Fewer than half have answered in: **{teams}**. Send everybody there the reminder.")
        st.markdown(told.format(teams=plain(", ".join(unit.name for unit in found.to_remind))))


@clicks.action()
def now(guarded: Guarded, round_id: str) -> None:
    """Make the count of today."""
    participation.read(*guarded, round_id)


def everybody(found: Participation) -> bool:
    """Whether everybody has answered, as far as that is told."""
    whole = found.units[0]
    return whole.n == whole.unit.invited

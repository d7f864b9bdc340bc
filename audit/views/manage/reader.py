"""The reader of what people write: a link to give, whether the key is set, and what losing it means."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.access import reader
from audit.texts import _, day
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import reach

_LINK, _LOSING = "reader-link", "reader-lost"


def draw(guarded: Guarded) -> None:
    """The state of the key, and the next step."""
    st.header(_("The key of the reader"), anchor=False)
    st.markdown(
        _(
            "What people write in their own words is read by one person, with a passphrase of their own. That of "
            "management does not open it. Without that key the open questions are not asked."
        )
    )
    found = reader.link(*guarded)
    if found is None:
        st.markdown(_("**Now: no key**, so no open questions in the next round. Everything else can be asked."))
        st.button(_("Make the link for the reader"), key="make-link", on_click=make)
    elif found.set_on is None:
        waiting(found, late=guarded[0].today() > found.last_day)
    else:
        is_set(found.set_on, found.again_on)


def waiting(found: reader.Link, *, late: bool) -> None:
    """A link that nobody used yet; it can be read only where it was made."""
    token = st.session_state.get(_LINK)
    if late:
        told = _("**Now: no key.** The link of {day} was not used in time, and works no longer.")
    else:
        told = _("**Now: a link was made on {day}, and nobody used it yet.** The open questions come with the key.")
    st.markdown(told.format(day=day(found.made_on)))
    if token and not late:
        st.markdown(
            _(
                "Give this link to the reader alone. It works once, until {day}, and is shown only now. Do not set a "
                "key with it yourself: the reader then sees that it was used."
            ).format(day=day(found.last_day))
        )
        st.code(f"{reach.address()}/reader-key#{token}", language=None, wrap_lines=True)
    st.button(_("Make another link. The one before it stops working"), key="make-link", on_click=make)


def is_set(on: date, again_on: date | None) -> None:
    """The key is there; taking it away asks, and says what goes."""
    st.markdown(_("**Now: the key is set**, on {day}.").format(day=day(on)))
    if again_on:
        st.warning(
            plain(
                _(
                    "The link was opened again on {day}, after the key was set. Ask the reader: who set the key? If "
                    "it was somebody else, take the key away."
                ).format(day=day(again_on))
            )
        )
    if not clicks.asked(_LOSING):
        st.button(_("The key is lost, or somebody else will read"), key="lose", on_click=clicks.ask, args=(_LOSING,))
        return
    st.warning(
        _(
            "Nobody can open the texts without this key. If you take it away, all texts that were not released yet are "
            "erased, and in a round that is open the open questions are not asked any more."
        )
    )
    with st.container(horizontal=True):
        st.button(_("No, leave the key"), key="keep-key", on_click=clicks.ask)
        st.button(_("Yes, take the key away and erase the texts"), key="lose-key", on_click=lose)


@clicks.action()
def make(guarded: Guarded) -> None:
    """Make the link, which is shown in this tab alone."""
    st.session_state[_LINK] = reader.invite(*guarded)


@clicks.action()
def lose(guarded: Guarded) -> str:
    """Take the key away, with what was sealed to it."""
    clicks.ask()
    reader.forget(*guarded)
    st.session_state.pop(_LINK, None)
    return _("The key was taken away, and the texts that were not released were erased.")

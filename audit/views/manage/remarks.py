"""Remarks: of what people wrote in a closed round, what management sees: how many texts wait, and those released."""

from __future__ import annotations

import streamlit as st

from audit.manage import comments
from audit.manage.comments import Comment
from audit.rounds import Round
from audit.texts import _, ngettext
from audit.views.kit import clicks, links
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded


def draw(guarded: Guarded, round: Round) -> None:
    """How many texts wait for their reader, and what was released."""
    st.header(_("What people wrote"), anchor=False)
    waiting, released = comments.unread(*guarded, round.id), comments.released(*guarded, round.id)
    if not waiting and not released:
        st.markdown(
            _("There is nothing: nobody wrote anything, open questions were not asked, or fewer than ten answered.")
        )
        return
    if waiting:
        told = ngettext(
            "{n} text waits for {reader}, who opens it with a passphrase of their own. What is not released within "
            "{days} days after closing is erased.",
            "{n} texts wait for {reader}, who opens them with a passphrase of their own. What is not released within "
            "{days} days after closing is erased.",
            waiting,
        )
        reader = round.facts.comments_reader if round.facts else ""
        st.markdown(plain(told.format(n=waiting, reader=reader, days=comments.DAYS)))
        links.view("texts", _("The page for the reader"))
    for text in released:
        one(round, text)


def one(round: Round, text: Comment) -> None:
    """A text that was released; erasing it asks first."""
    asks = f"withdraw-{text.id}"
    st.markdown(f"- {plain(' '.join(text.text.split()))}")
    with st.container(horizontal=True):
        if clicks.asked(asks):
            st.markdown(_("Erase this text? Nobody can bring it back."))
            st.button(_("Yes, erase it"), key=f"yes-{text.id}", on_click=withdraw, args=(round.id, text.id))
            st.button(_("No, keep it"), key=f"no-{text.id}", on_click=clicks.ask)
        else:
            st.button(_("Erase"), key=f"erase-{text.id}", on_click=clicks.ask, args=(asks,))


@clicks.action()
def withdraw(guarded: Guarded, round_id: str, text_id: str) -> str:
    """Erase a text that was released."""
    clicks.ask()
    comments.withdraw(*guarded, round_id, text_id)
    return _("The text was erased.")

"""Remarks: what people wrote in a closed round, for the one reader they were told about."""

from __future__ import annotations

import streamlit as st

from audit.manage import comments, rounds
from audit.manage.comments import Comment
from audit.questionnaire import Content
from audit.rounds import Round
from audit.texts import _, language, ngettext
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded


def draw(guarded: Guarded, round: Round) -> None:
    """What waits to be read, and what was released."""
    st.header(_("What people wrote"), anchor=False)
    content = rounds.content(*guarded, round.id)
    waiting, released = comments.waiting(*guarded, round.id), comments.released(*guarded, round.id)
    reader = round.facts.comments_reader if round.facts else ""
    if not waiting and not released:
        st.markdown(_("There is nothing: nobody wrote anything, or fewer than ten people answered."))
        return
    told = _(
        "Everybody was told that one person reads these texts: {reader}. The page opens with the passphrase of "
        "management, so are you somebody else? Then leave it closed. {reader} releases what nobody can be "
        "recognised by, and shortens or deletes the rest. What is not released within {n} days is "
        "erased."
    )
    st.markdown(told.format(reader=plain(reader), n=comments.DAYS))
    if waiting:
        label = ngettext("I am {reader}: read {n} text", "I am {reader}: read {n} texts", len(waiting))
        with st.expander(plain(label.format(n=len(waiting), reader=reader))):
            for number, text in enumerate(waiting, 1):
                remark(text, f"{number}. {asked(content, text)}", content.shared.open_length)
    for text in released:
        st.markdown(f"- {plain(' '.join(text.text.split()))}")
        st.button(_("Delete"), key=f"delete-{text.id}", on_click=delete, args=(text.id,))


def asked(content: Content, text: Comment) -> str:
    """The question that somebody wrote this to."""
    questions = [question for each in content.questionnaires for question in each.open_questions]
    return next((question.text.to(language()) for question in questions if question.id == text.question), text.question)


def remark(text: Comment, label: str, longest: int) -> None:
    """One text in a box, to be released as it then stands there."""
    key = f"comment-{text.id}"
    st.text_area(plain(label), text.text, key=key, max_chars=longest)
    clicks.outcome(key)
    with st.container(horizontal=True):
        st.button(_("Release"), key=f"release-{text.id}", on_click=release, args=(text, key))
        st.button(_("Delete"), key=f"delete-{text.id}", on_click=delete, args=(text.id,))


@clicks.action()
def delete(guarded: Guarded, text_id: str) -> str:
    """Delete a text, whether it waits or was released."""
    comments.delete(*guarded, text_id)
    return _("The text was deleted.")


@clicks.action(lambda _text, key: key)
def release(guarded: Guarded, text: Comment, key: str) -> str:
    """Release a text as it now stands in its box."""
    typed = st.session_state[key]
    if typed != text.text:
        comments.shorten(*guarded, text.id, typed)
    comments.release(*guarded, text.id)
    return _("The text was released.")

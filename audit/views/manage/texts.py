"""Texts: what people wrote in closed rounds, for the one reader, who opens it with a passphrase of their own."""

from __future__ import annotations

import streamlit as st

from audit.access import reader
from audit.access.passphrase import LONGEST
from audit.errors import AuditError
from audit.manage import comments
from audit.manage.comments import Comment, Key
from audit.questionnaire import Content
from audit.rounds import Round
from audit.texts import _, language, ngettext
from audit.views.kit import clicks, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.web.cookies import READER

KEY, UNLOCK = "reader", "unlock"


def page() -> None:
    st.title(_("What people wrote"), anchor=False)
    with clicks.news():
        if KEY in st.session_state:
            opened(st.session_state[KEY])
        else:
            closed()


def closed() -> None:
    """The way in, with the passphrase of the reader."""
    st.markdown(
        _(
            "This page is for the one person who reads what people write in their own words. It opens with the "
            "passphrase of that person. That of management does not open it."
        )
    )
    with st.form(UNLOCK):
        st.text_input(_("Your own passphrase, as reader"), type="password", max_chars=LONGEST, key="reader-passphrase")
        clicks.outcome(UNLOCK, keep=False)
        st.form_submit_button(_("Open the texts"), type="primary", on_click=unlock)


@clicks.action(UNLOCK)
def unlock(guarded: Guarded) -> None:
    """Keep the key in this tab, when the passphrase is right."""
    st.session_state[KEY] = reader.unlock(guarded[0], st.session_state["reader-passphrase"], visitor.unsealed(READER))


@clicks.speaking
def lock() -> None:
    st.session_state.pop(KEY, None)
    clicks.ask()


def opened(key: Key) -> None:
    """All that waits, by round and question, each to be released as it then stands, or to be erased."""
    waiting = comments.waiting(visitor.store(), key)
    st.button(_("Close the texts"), key="lock", on_click=lock)
    if not waiting:
        st.markdown(
            _("Nothing waits here. Texts come after a round is closed, if ten people or more answered and wrote some.")
        )
        return
    told = _(
        "Release what nobody can be recognised by: it then stands with the results. Take out the rest first, or erase "
        "the text. What is not released within {n} days after closing is erased."
    )
    st.markdown(told.format(n=comments.DAYS))
    st.markdown(
        ngettext("{n} text waits for you.", "{n} texts wait for you.", len(waiting)).format(n=len(waiting)),
    )
    for id, round in comments.rounds_of(visitor.store(), key).items():
        mine = [text for text in waiting if text.round == id]
        if mine:
            of_round(key, round, mine)


def of_round(key: Key, round: Round, texts: list[Comment]) -> None:
    """The texts of a round, each under its question and the name of its questionnaire."""
    st.header(plain(round.plan.title), anchor=False)
    content = comments.asked_in(visitor.store(), key, round.id)
    above = ""
    for number, text in enumerate(texts, 1):
        question = asked(content, text.question)
        if question != above:
            st.subheader(plain(question), anchor=False)
            above = question
        one(text, number, content.shared.open_length)


def asked(content: Content, question: str) -> str:
    """A question, after the name of its questionnaire."""
    say = language()
    for questionnaire in content.questionnaires:
        for each in questionnaire.open_questions:
            if each.id == question:
                return f"{questionnaire.title.to(say)}: {each.text.to(say)}"
    return question


def one(text: Comment, number: int, longest: int) -> None:
    """One text in a box, to be released as it then stands there; erasing asks first."""
    key, erasing = f"text-{text.id}", f"erase-{text.id}"
    with st.form(f"{key}-form"):
        label = _("Text {n}").format(n=number)
        st.text_area(label, text.text, key=key, max_chars=longest)
        clicks.outcome(key, keep=False)
        with st.container(horizontal=True):
            if clicks.asked(erasing):
                st.markdown(_("Erase this text? Nobody can bring it back."))
                st.form_submit_button(_("Yes, erase it"), key=f"yes-{key}", on_click=erase, args=(text.id,))
                st.form_submit_button(_("No, keep it"), key=f"no-{key}", on_click=clicks.ask)
            else:
                st.form_submit_button(_("Release"), key=f"release-{key}", on_click=release, args=(text.id,))
                st.form_submit_button(_("Erase"), key=f"ask-{key}", on_click=clicks.ask, args=(erasing,))


@clicks.action(lambda id: f"text-{id}")
def release(guarded: Guarded, id: str) -> str:
    """Release a text as it now stands in its box."""
    comments.release(guarded[0], _key(), id, st.session_state[f"text-{id}"])
    return _("The text was released.")


@clicks.action()
def erase(guarded: Guarded, id: str) -> str:
    """Erase a text that waits."""
    clicks.ask()
    comments.delete(guarded[0], _key(), id)
    return _("The text was erased.")


def _key() -> Key:
    """The key that stands open in this tab.

    Raises:
        AuditError: it was closed.
    """
    found: Key | None = st.session_state.get(KEY)
    if found is None:
        raise AuditError("no_key", _("The texts are closed. Open them again with your passphrase."))
    return found


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()

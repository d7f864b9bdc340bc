"""The question whether a service or team that is new is one of before under another name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.files.renamed import Question
from audit.texts import _
from audit.views.kit.text import plain


def ask(questions: Sequence[Question], form: str) -> dict[str, str]:
    """Draw the questions; for each new one that is the same as one before, by id, which it is."""
    for question in questions:
        names = {"": _("No, it is a new one"), **{unit.id: unit.name for unit in question.gone}}
        sentence = {
            "service": _("“{name}”: is this the same service as …?"),
            "team": _("“{name}”: is this the same team as …?"),
        }[question.new.level]
        st.selectbox(
            plain(sentence.format(name=question.new.name)),
            list(names),
            key=_key(question, form),
            format_func=names.__getitem__,
        )
    if questions:
        st.markdown(_("Teams that were joined or split are new: their results cannot be set beside those of before."))
    return answers(questions, form)


def answers(questions: Sequence[Question], form: str) -> dict[str, str]:
    """What was chosen, as `ask` gives it."""
    chosen = {question.new.id: st.session_state.get(_key(question, form)) for question in questions}
    gone = {question.new.id: {unit.id for unit in question.gone} for question in questions}
    return {new: old for new, old in chosen.items() if old in gone[new]}


def _key(question: Question, form: str) -> str:
    return f"same-{form}-{question.new.id}"

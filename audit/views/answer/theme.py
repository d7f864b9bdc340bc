"""The step of a theme: its questions, and the way to skip the questionnaire it belongs to."""

from __future__ import annotations

import streamlit as st

from audit.questionnaire import Item, Questionnaire, Theme
from audit.texts import _, language
from audit.views.answer.place import Filling
from audit.views.answer.step import asked, heading, stand, ways
from audit.views.kit import clicks
from audit.views.kit.text import plain


def one_theme(filling: Filling, theme: Theme) -> None:
    """The questions of a theme; with the first of a questionnaire what it is about, and below it the way to skip it."""
    say, content = language(), filling.content
    questionnaire = content.questionnaire_of(theme.id)
    place = content.themes.index(theme) + 1
    above = _("Theme {n} of {total} · {questionnaire}").format(
        n=place, total=len(content.themes), questionnaire=questionnaire.title.to(say)
    )
    first = theme == questionnaire.themes[0]
    if questionnaire.id in filling.sheet.skipped:
        heading(filling, questionnaire.title.to(say), above)
        st.info(_("You skip these questions. They do not count as an answer."))
        st.button(_("Answer them after all"), key="unskip", on_click=skip, args=(filling, questionnaire, False))
        ways(filling, _("Next"))
        return
    heading(filling, theme.title.to(say), above)
    shown = list(theme.items)
    if filling.one_by_one:
        n = int(filling.step.split(".")[1])
        shown, first = [theme.items[n]], first and n == 0
    if first:
        st.markdown(plain(questionnaire.intro.to(say)))
    st.markdown(f"**{plain(content.scale(questionnaire.scale).prompt.to(say))}**")
    for item in shown:
        question(filling, questionnaire, item, theme.items.index(item) + 1)
    if theme.support is not None and shown[-1] == theme.items[-1]:
        st.markdown(plain(theme.support.to(say)))
    if first:
        st.button(plain(content.shared.skip.to(say)), key="skip", on_click=skip, args=(filling, questionnaire, True))
    ways(filling, _("Next"))


@clicks.speaking
def skip(filling: Filling, questionnaire: Questionnaire, skipped: bool) -> None:
    """Skip a questionnaire, or take it up again; what was filled in of it stays on the sheet."""
    others = tuple(id for id in filling.sheet.skipped if id != questionnaire.id)
    filling.put(skipped=(*others, questionnaire.id) if skipped else others)
    filling.go(questionnaire.themes[0].id)


def question(filling: Filling, questionnaire: Questionnaire, item: Item, n: int) -> None:
    """One statement with its five points, and apart from these the two ways out."""
    say, points = language(), filling.labels(questionnaire)
    key = f"likert-{item.id}"
    stored = filling.sheet.answers.get(item.id) or None
    stand(key, stored, brought=filling.alone)
    help = "" if item.help is None else item.help.to(say)
    seen = asked(f"{n}. {item.text.to(say)}", help)
    held = st.radio(
        f"{item.text.to(say)} {help}".strip(),
        list(points),
        index=None,
        key=key,
        horizontal=True,
        format_func=lambda code: plain(points[code]),
        on_change=_answer,
        args=(filling, item.id, key),
        **seen,
    )
    if held != stored:
        _answer(filling, item.id, key)
    if held:
        label = _("Take back the answer to question {n}").format(n=n)
        st.button(label, key=f"clear-{item.id}", type="tertiary", on_click=_take_back, args=(filling, item.id))


@clicks.speaking
def _take_back(filling: Filling, item: str) -> None:
    filling.put(answers={item: ""})


@clicks.speaking
def _answer(filling: Filling, item: str, key: str) -> None:
    filling.put(answers={item: st.session_state[key] or ""})

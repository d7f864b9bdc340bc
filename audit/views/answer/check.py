"""The last step, with what is filled in and what is not, and what follows after sending."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from audit.questionnaire import Questionnaire
from audit.texts import _, language, ngettext
from audit.views.answer.mirror import chosen_words, follow_up_words, mirror
from audit.views.answer.place import FOLLOW_UP, OWN_WORDS, PRIORITIES, ROLE, Filling
from audit.views.answer.step import STYLE, go, heading
from audit.views.kit import html
from audit.views.kit.text import plain


def check(filling: Filling) -> None:
    """What is filled in and what is still empty, with a way to each part. What sends stands below, where it is."""
    heading(filling, _("Check and send"))
    if filling.is_empty:
        st.markdown(_("You have not filled in anything yet. Answer at least one question before you send."))
    else:
        st.markdown(_("You may leave questions open and send it like this. After sending you can change nothing."))
    st.markdown(_("Press a part to look at it or change it."))
    with st.container(key="checks"):
        for questionnaire in filling.content.questionnaires:
            themes(filling, questionnaire)
        rest(filling)


def themes(filling: Filling, questionnaire: Questionnaire) -> None:
    """A questionnaire in the check: how many questions of each theme were answered."""
    st.header(plain(questionnaire.title.to(language())), anchor=False)
    if questionnaire.id in filling.sheet.skipped:
        part(filling, _("You skip these questions."), questionnaire.themes[0].id, done=False)
        return
    for theme in questionnaire.themes:
        n = sum(bool(filling.sheet.answers.get(item.id)) for item in theme.items)
        told = _("{theme}: {n} of {total} answered").format(
            theme=plain(theme.title.to(language())), n=n, total=len(theme.items)
        )
        part(filling, told, theme.id, done=n == len(theme.items))


def rest(filling: Filling) -> None:
    """What is in the check beside the questions: what to work on first, previous results, own words, role."""
    sheet = filling.sheet
    st.header(_("And also"), anchor=False)
    if filling.offered:
        told = _("To work on first: {chosen}").format(chosen=plain(chosen_words(filling)))
        part(filling, told, PRIORITIES, done=sheet.priorities is not None)
        if filling.content.shared.follow_up:
            told = _("Done with the previous results: {answer}").format(answer=plain(follow_up_words(filling)))
            part(filling, told, PRIORITIES, done=bool(sheet.follow_up), name=FOLLOW_UP)
    if filling.open_questionnaires:
        n = sum(bool(text) for text in sheet.comments.values())
        told = ngettext("In your own words: {n} answer", "In your own words: {n} answers", n).format(n=n)
        part(filling, told if n else _("In your own words: nothing written"), OWN_WORDS, done=n > 0)
    roles = {role.code: role.label.to(language()) for role in filling.content.shared.roles}
    role = plain(roles.get(sheet.role, _("left open")))
    part(filling, _("Role: {role}").format(role=role), ROLE, done=bool(sheet.role))


def part(filling: Filling, told: str, step: str, *, done: bool, name: str = "") -> None:
    """One part of the check, which opens its step; the stylesheet marks by its key whether something is still open.
    `name` is for a second part of the same step."""
    key = f"{'done' if done else 'open'}-{name or step}"
    st.button(told, key=key, width="stretch", on_click=go, args=(filling, step))


def thanks(filling: Filling, leave: Callable[[], None] | None = None) -> None:
    """It arrived; how to leave; and this person's own answers, for as long as the tab is open."""
    st.html(STYLE)
    html.draw("step", step="sent", title=_("Thank you"), progress=None)
    st.success(_("Your answers have arrived. Your code has been erased."))
    st.markdown(
        _(
            "The results appear after the round is closed, for groups only. Your organisation will talk about "
            "them with you."
        )
    )
    if leave is not None:
        leave()
    st.header(_("Your own answers"), anchor=False)
    st.markdown(
        _(
            "Only you see this, only here and now: it is kept nowhere. Press a theme to see your answers. "
            "It is no score."
        )
    )
    html.draw("print", label=_("Print them, or keep them as a PDF"))
    mirror(filling)

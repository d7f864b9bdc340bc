"""The two steps after the themes: what to work on first (from the second round on with what was done with the previous
results), and the open questions."""

from __future__ import annotations

import streamlit as st

from audit import typed
from audit.questionnaire import FollowUp
from audit.texts import _, language, ngettext
from audit.views.answer.place import FOLLOW_UP, Filling
from audit.views.answer.step import asked, heading, stand, ways
from audit.views.kit import clicks, html
from audit.views.kit.text import plain


def priorities(filling: Filling) -> None:
    """Which themes to work on first, in an order of this person's own."""
    say, choosing = language(), filling.content.shared.priority
    heading(filling, _("What to work on first"), _("Almost done"))
    st.markdown(f"**{plain(choosing.asked(say, filling.maximum))}**")
    chosen = filling.sheet.priorities
    full = chosen is not None and len(chosen) >= filling.maximum
    with st.container(key="choices"):
        html.draw("chosen", told=told_chosen(filling), full=full)
        for theme in filling.offered:
            key = f"choose-{theme.id}"
            picked = chosen is not None and theme.id in chosen
            stand(key, picked)
            st.checkbox(
                plain(theme.title.to(say)),
                key=key,
                disabled=full and not picked,
                on_change=_choose,
                args=(filling, theme.id, key),
            )
            html.draw("asked_in", label=_("Its questions"), items=[item.text.to(say) for item in theme.items])
    with st.container(key="no-choice"):
        stand("choose-none", chosen == ())
        st.checkbox(plain(choosing.no_preference.to(say)), key="choose-none", on_change=_choose_none, args=(filling,))
    if filling.content.shared.follow_up:
        follow_up(filling, filling.content.shared.follow_up)
    ways(filling, _("Next"))


def told_chosen(filling: Filling) -> str:
    """How many themes were chosen, and why there is a limit."""
    n, most = len(filling.sheet.priorities or ()), filling.maximum
    if n < most:
        told = _("{n} of {most} chosen. With a few choices it becomes clear what comes first.")
        return told.format(n=n, most=most)
    return ngettext(
        "You chose {n} theme. Want another one? Take this one away first.",
        "You chose {n} themes. Want another one? Take one away first.",
        most,
    ).format(n=most)


def follow_up(filling: Filling, question: FollowUp) -> None:
    """What was done with the previous results, which may be left open and taken back.

    It comes after the themes, so that an opinion about it does not colour the answers that are compared over the years.
    """
    labels, stored = filling.follow_up_labels, filling.sheet.follow_up or None
    told = f"{question.question.to(language())} {_('(you may leave this open)')}"
    stand(FOLLOW_UP, stored, brought=filling.alone)
    seen = asked(told)
    held = st.radio(
        told,
        list(labels),
        index=None,
        key=FOLLOW_UP,
        format_func=lambda code: plain(labels[code]),
        on_change=_take_follow_up,
        args=(filling,),
        **seen,
    )
    if held != stored:
        _take_follow_up(filling)
    if held:
        label = _("Leave this open after all")
        st.button(label, key="no-follow-up", type="tertiary", on_click=_leave_open, args=(filling,))


@clicks.speaking
def _take_follow_up(filling: Filling) -> None:
    filling.put(follow_up=st.session_state[FOLLOW_UP] or "")


@clicks.speaking
def _leave_open(filling: Filling) -> None:
    filling.put(follow_up="")


@clicks.speaking
def _choose(filling: Filling, theme: str, key: str) -> None:
    chosen = [id for id in filling.sheet.priorities or () if id != theme]
    if st.session_state[key] and len(chosen) < filling.maximum:
        chosen.append(theme)
    filling.put(priorities=tuple(chosen) or None)


@clicks.speaking
def _choose_none(filling: Filling) -> None:
    filling.put(priorities=() if st.session_state["choose-none"] else None)


def own_words(filling: Filling) -> None:
    """The open questions, each with the warning directly above its box and a counter below it."""
    shared, say = filling.content.shared, language()
    heading(filling, _("In your own words"), _("Almost done"))
    st.markdown(_("You may leave all of this open."))
    facts = filling.round.facts
    if facts and facts.comments_reader:
        told = _("Read by one person, with a key of their own: **{reader}**.")
        st.markdown(told.format(reader=plain(facts.comments_reader)))
    for questionnaire in filling.open_questionnaires:
        st.header(plain(questionnaire.title.to(say)), anchor=False)
        for question in questionnaire.open_questions:
            key = f"words-{question.id}"
            text = filling.sheet.comments.get(question.id, "")
            stand(key, text, brought=filling.alone)
            seen = asked(question.text.to(say), shared.open_warning.to(say))
            held = st.text_area(
                f"{question.text.to(say)} {shared.open_warning.to(say)}",
                key=key,
                height=110,
                on_change=_write,
                args=(filling, question.id, key),
                **seen,
            )
            if held != text:
                _write(filling, question.id, key)
            n, most = len(typed.clean(held or "")), shared.open_length
            st.markdown(_("{n} of {most} characters").format(n=n, most=most))
            if n > most:
                told = _("This is {n} characters too long. It stands here, but is not kept yet: make it shorter.")
                st.error(told.format(n=n - most))
    ways(filling, _("Next"))


@clicks.speaking
def _write(filling: Filling, question: str, key: str) -> None:
    filling.put(comments={question: st.session_state[key] or ""})

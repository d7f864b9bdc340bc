"""The first step: in short what this is, who sees what, and the one question about the person."""

from __future__ import annotations

import streamlit as st

from audit.collect.sheet import Sheet
from audit.rounds import Facts, fact_label
from audit.texts import _, language
from audit.views.answer.place import Filling
from audit.views.answer.step import asked, heading, sentences, stand, ways
from audit.views.kit import clicks, html
from audit.views.kit.text import plain


def start(filling: Filling) -> None:
    """In short what this is, with all that people must be told one press away; then the one question about the person.

    On a phone the way on must not be far: who scrolls past a page of promises has read none of them.
    """
    shared, k = filling.content.shared, filling.round.plan.minimum_group
    heading(filling, filling.round.plan.title)
    low = sum(asked.minutes[0] for asked in filling.content.questionnaires)
    high = sum(asked.minutes[1] for asked in filling.content.questionnaires)
    n = sum(len(theme.items) for theme in filling.content.themes)
    st.markdown(
        _(
            "{n} short questions, about {low} to {high} minutes. You can stop at any time and go on later with "
            "the same code, on another device too."
        ).format(n=n, low=low, high=high)
    )
    team(filling)
    st.markdown(sentences(shared.first_page, k))
    with st.expander(_("Who sees what")):
        st.markdown(sentences(shared.promise, k))
    with st.expander(_("Who asks this, and why")):
        about(filling.round.facts or Facts())
    role(filling)
    larger(filling)
    ways(filling, _("Begin") if filling.sheet == Sheet() else _("Go on"), back=False)


def role(filling: Filling) -> None:
    """The role of this person, which may be left open."""
    shared, say = filling.content.shared, language()
    roles = {role.code: role.label.to(say) for role in shared.roles}
    stand("role", filling.sheet.role or None)
    role_question = f"{shared.role_question.to(say)} {_('(you may leave this open)')}"
    seen = asked(role_question)
    st.radio(
        role_question,
        list(roles),
        index=None,
        key="role",
        format_func=lambda code: plain(roles[code]),
        on_change=_take_role,
        args=(filling,),
        **seen,
    )


def team(filling: Filling) -> None:
    """For which team this is, and where the answers count when it is too small to be shown."""
    names = {"team": plain(filling.team.name), "unit": plain(filling.counts_for.name)}
    st.markdown(_("You answer for team **{team}**.").format(**names))
    if filling.team_is_small:
        st.info(_("Your team is small. Your answers count towards {unit}.").format(**names))


def about(facts: Facts) -> None:
    """What people are told beforehand, as a list of terms; what nobody filled in says so."""
    html.draw("terms", terms=[(fact_label(name), value or _("not filled in yet")) for name, value in facts])


def larger(filling: Filling) -> None:
    stand("one-by-one", filling.one_by_one)
    st.toggle(_("One question at a time, in larger type"), key="one-by-one", on_change=_enlarge, args=(filling,))


@clicks.speaking
def _enlarge(filling: Filling) -> None:
    filling.enlarge(bool(st.session_state["one-by-one"]))


@clicks.speaking
def _take_role(filling: Filling) -> None:
    filling.put(role=st.session_state["role"] or "")

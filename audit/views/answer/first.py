"""The first step, in short what this is and who sees what; and the one question about the person, near the end."""

from __future__ import annotations

import streamlit as st

from audit import settings
from audit.collect.sheet import Sheet
from audit.rounds import Facts, fact_label
from audit.texts import _, day, language
from audit.views.answer.place import Filling
from audit.views.answer.step import asked, heading, sentences, stand, ways
from audit.views.kit import clicks, html
from audit.views.kit.text import plain


def start(filling: Filling) -> None:
    """Who asks, about what, until when, how long, and who does not see it; then the way on. All else that people must
    be told stands below it: on a phone, who must scroll past a page of promises has read none of them."""
    shared, plan = filling.content.shared, filling.round.plan
    heading(filling, plan.title)
    larger(filling)
    asks(filling)
    if filling.team_is_small:
        names = {"team": plain(filling.team.name), "unit": plain(filling.counts_for.name)}
        st.info(_("Your team is small. Your answers count towards {unit}.").format(**names))
    unseen(plan.minimum_group)
    began = filling.sheet.model_copy(update={"one_by_one": False}) != Sheet()
    ways(filling, _("Go on") if began else _("Begin"), back=False)
    st.header(_("Good to know"), anchor=False)
    st.markdown(sentences(shared.first_page, plan.minimum_group))
    with st.expander(_("Who sees what")):
        own = shared.own_words_promise if filling.open_questionnaires else ()
        st.markdown(sentences((*shared.promise, *own), plan.minimum_group))
    with st.expander(_("Who asks this, and why")):
        about(filling.round.facts or Facts(), own_words=filling.content.own_words)


def asks(filling: Filling) -> None:
    """Who asks, about what, how long it takes and until when."""
    whole, content = filling.round.organisation, filling.content
    low, high = content.minutes
    told = _("**{organisation}** asks how you see your work and our organisation. You answer for team **{team}**.")
    st.markdown(told.format(organisation=plain(whole.name if whole else ""), team=plain(filling.team.name)))
    st.markdown(
        _(
            "{n} short questions, about {low} to {high} minutes. You can answer until **{day}**. You can stop at any "
            "time and go on later with the same code."
        ).format(n=len(content.items), low=low, high=high, day=day(filling.round.plan.last_day))
    )


def unseen(minimum_group: int) -> None:
    """That managers do not see answers. Only where the app is hosted for others: on a computer of its own, whoever
    leads may be the one who looks after it."""
    if settings.read().public_url:
        told = _("**Your manager does not see your answers**, only results of groups of at least {n} people.")
        st.markdown(told.format(n=minimum_group))


def role(filling: Filling) -> None:
    """The one question about the person, which may be left open."""
    shared, say = filling.content.shared, language()
    heading(filling, _("One question about you"), _("Almost done"))
    roles = {role.code: role.label.to(say) for role in shared.roles}
    stand("role", filling.sheet.role or None, brought=filling.alone)
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
    ways(filling, _("Next"))


def about(facts: Facts, *, own_words: bool) -> None:
    """What people are told beforehand, as a list of terms; what nobody filled in says so. Without open questions there
    is no reader to name."""
    told = [(name, value) for name, value in facts if own_words or name != "comments_reader"]
    html.draw("terms", terms=[(fact_label(name), value or _("not filled in yet")) for name, value in told])


def larger(filling: Filling) -> None:
    stand("one-by-one", filling.one_by_one)
    st.toggle(_("One question at a time, in larger type"), key="one-by-one", on_change=_enlarge, args=(filling,))


@clicks.speaking
def _enlarge(filling: Filling) -> None:
    filling.enlarge(bool(st.session_state["one-by-one"]))


@clicks.speaking
def _take_role(filling: Filling) -> None:
    filling.put(role=st.session_state["role"] or "")

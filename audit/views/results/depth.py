"""The results of one unit, second part: theme by theme how people answered each question, and by role."""

from __future__ import annotations

import streamlit as st

from audit.questionnaire import Content, Scale, Theme
from audit.read import roles, words
from audit.read.charts import answers
from audit.read.charts.palette import palette
from audit.read.profile import Profile, Row
from audit.texts import _, language
from audit.views.kit import tables
from audit.views.kit.text import plain


def in_depth(profile: Profile, content: Content) -> None:
    st.subheader(_("Theme by theme"), anchor=False)
    scales = {scale.id: scale for scale in content.scales}
    known = {
        theme.id: (theme, scales[questionnaire.scale])
        for questionnaire in content.questionnaires
        for theme in questionnaire.themes
    }
    st.html(answers.STYLE)
    for row in profile.rows:
        if row.theme in known:
            with st.expander(f"**{plain(row.title)}** · {words.theme(row.cell, profile.minimum_group)}"):
                about(*known[row.theme], row, profile)


def about(theme: Theme, scale: Scale, row: Row, profile: Profile) -> None:
    """What people answered on a theme, how far they agree, and how to talk about it."""
    if row.cell.shown:
        st.markdown(_("The score of the whole group is {spread}.").format(spread=words.spread(row.cell)))
    if row.cell.agreement is not None:
        st.markdown(words.agreement_explained(row.cell.agreement.label))
    if row.little_sight:
        st.markdown(
            _(
                "Little sight: a third or more of the answers were “I don't know”. First explore together what "
                "people know about this."
            )
        )
    asked(theme, scale, row, profile)
    if theme.discussion:
        questions = "\n".join(f"1. {plain(text.to(language()))}" for text in theme.discussion)
        st.markdown(f"**{_('To talk about')}**\n{questions}")
    if theme.example_action:
        st.markdown(f"**{_('Example of an action')}**  \n{plain(theme.example_action.to(language()))}")


def asked(theme: Theme, scale: Scale, row: Row, profile: Profile) -> None:
    """The questions of a theme with their answers, where ten people or more may be shown apart."""
    cells = {cell.item: cell for cell in row.items}
    told = [answers.Asked(item, cells[item.id]) for item in theme.items if item.id in cells]
    detail = profile.publication.rules.minimum_detail
    st.markdown(
        f"**{_('How people answered')}**" if any(asked.shares for asked in told) else f"**{_('What was asked')}**"
    )
    if not any(asked.shares for asked in told):
        st.markdown("\n".join(f"- {plain(item.text.to(language()))}" for item in theme.items))
        if row.cell.reason != "not_asked":
            st.markdown(
                _(
                    "How people answered each question is only shown from {n} answers on, and where it gives "
                    "nobody away."
                ).format(n=detail)
            )
        return
    colours = palette(st.context.theme.type == "dark")
    st.html(answers.legend(scale, colours) + answers.bars(told, scale, detail, colours))
    whole = profile.unit is profile.publication.units[0]
    only = profile.publication.organisation_only if whole else None
    tables.draw(answers.as_table(told, scale, only), _("How many people gave each answer"))


def by_role(profile: Profile, content: Content) -> None:
    st.subheader(_("By role"), anchor=False)
    table = roles.as_table(profile, content)
    if table is None:
        where = (
            _("Scores by role are never shown for a team: a team has too few people in each role.")
            if profile.unit.level == "team"
            else _(
                "Scores by role cannot be shown here: a small group would come out. In small services and "
                "organisations that is nearly always so."
            )
        )
        st.markdown(
            f"{where} "
            + _(
                "You can do this: let everyone guess the score of a theme first, managers and "
                "colleagues, and look at it together afterwards."
            )
        )
        return
    st.markdown(
        _(
            "In brackets stands where the score of that group in general probably lies. Where two groups overlap "
            "widely, do not read a difference. Who did not say a role counts in the last group. In small services "
            "scores by role cannot be shown."
        )
    )
    tables.draw(table, _("Scores by role: the score, between what it probably lies, and how many people"))

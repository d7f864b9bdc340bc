"""The results of one unit, first part: who answered, the profile in charts, what is strong, what to talk about."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import streamlit as st

from audit.questionnaire import Content
from audit.read import sentences, words
from audit.read.charts.old_dots import Order, dots
from audit.read.charts.old_radar import radar
from audit.read.charts.palette import palette
from audit.read.profile import Profile, Row
from audit.read.table import as_table, rest_table
from audit.read.units import units_not_shown
from audit.texts import _, day, language
from audit.views.kit import html, tables
from audit.views.kit.text import plain


def facts(profile: Profile, content: Content) -> None:
    """Who this is about, how many answered, and what it is not."""
    st.header(plain(profile.unit.name), anchor=False)
    closed = _("Closed on {date}.").format(date=day(profile.publication.round.closed_on))
    missing = sentences.warnings(profile)
    st.markdown(f"**{sentences.responses(profile.unit)}** {closed} {plain(' '.join(missing))}")
    st.markdown(content.shared.warning[0].to(language()))


@st.cache_data(max_entries=400, show_spinner=False)
def drawn(_profile: Profile, key: str, dark: bool, order: Order, language: str) -> dict[str, dict[str, Any]]:
    """The charts of a profile by name, as specifications, in the order in which they are drawn.

    Making them takes half a second of the one core that all visitors share, so what was drawn once is kept; all that
    it depends on is in the other arguments.
    """
    colours = palette(dark)
    made = {"radar": radar(_profile, colours), "dots": dots(_profile, colours, order)}
    return {name: chart.to_dict() for name, chart in made.items()}


def charts(profile: Profile) -> None:
    """Draw the charts, two beside each other, and the same numbers in a table."""
    st.subheader(_("The profile"), anchor=False)
    dark = st.context.theme.type == "dark"
    colours = palette(dark)
    titles = [title for _id, title in profile.questionnaires]
    html.draw("legend", questionnaires=[(colours.questionnaire(n), title) for n, title in enumerate(titles)])
    orders: dict[Order, str] = {"questionnaire": _("As in the questionnaires"), "score": _("Highest score first")}
    order = st.radio(_("Order of the rows"), list(orders), format_func=orders.__getitem__, horizontal=True)
    specs = drawn(profile, profile.key, dark, order, language())
    columns = cycle(st.columns(2, gap="large"))
    for name, spec in specs.items():
        alt = spec["description"]
        next(columns).container(key=f"chart-{name}").vega_lite_chart(
            None, {**spec, "description": ""}, theme=None, width="stretch", alt=alt
        )
    st.markdown(
        _(
            "How to read it: 3.5 or more is a strength, 2.5 to 3.4 is in between, lower is to be developed. These "
            "are half-way points between the words of the scale: a reading aid, not norms. “At the border” is at most "
            "0.1 from there. After the score stands how many people answered; an open circle stands for 5 to 9. The "
            "soft bar is where the score of everybody together probably lies. It already allows for those who did not "
            "answer thinking a little differently."
        )
    )
    st.subheader(_("The same numbers in a table"), anchor=False)
    tables.draw(as_table(profile), _("The numbers of the charts"))


def strengths(profile: Profile) -> None:
    st.subheader(_("What is strong"), anchor=False)
    none = _("No theme has a score of 3.5 or more. Ask each other what does go well.")
    st.markdown(scored(profile.strengths) or none)


def scored(rows: tuple[Row, ...]) -> str:
    """Themes with their scores, as a list."""
    return "\n".join(f"- **{plain(row.title)}**: {words.score(row.cell)} ({words.probably(row.cell)})" for row in rows)


def priorities(profile: Profile) -> None:
    st.subheader(_("What to talk about first"), anchor=False)
    if not profile.priorities:
        by_score_alone(profile)
        return
    signals = _(
        "Two signals side by side: the score, and how many people chose the theme to work on. You choose together, and "
        "you may choose otherwise."
    )
    st.markdown(f"{signals} {sentences.order()}")
    for row in profile.to_discuss:
        st.markdown(in_full(row, profile))
    unseen = [f"- {plain(sentences.chosen_unseen(row))}" for row in profile.chosen_unseen]
    st.markdown("\n".join(unseen))
    if profile.others:
        with st.expander(_("The other themes")):
            st.markdown("\n".join(in_full(row, profile) for row in profile.others))


def by_score_alone(profile: Profile) -> None:
    """What there is to say about priorities where it is not shown how many people chose what."""
    st.markdown(
        _(
            "How many people chose a theme is not shown here. So there is only one signal, the score. Choose "
            "together, and look beyond it."
        )
    )
    st.markdown(scored(profile.lowest) or _("No theme has a score below 3.5."))


def in_full(row: Row, profile: Profile) -> str:
    """A priority with its outcome, both signals, how certain it is and the reason, as an item of a list."""
    signals = [
        f"{words.score(row.cell)} ({words.probably(row.cell)})",
        _("chosen by {chosen}").format(chosen=words.chosen(row.priority, profile.minimum_group))
        if row.priority.shown
        else "",
        sentences.certain(row, profile),
    ]
    said = " · ".join(signal for signal in signals if signal)
    because = sentences.why(row, profile.most)
    return f"- **{plain(row.title)}: {sentences.outcome(row)}**  \n  {said}  \n  {because}"


def unclear(profile: Profile) -> None:
    """Where opinions differ, and where many could not say."""
    st.subheader(_("Where the view is not clear"), anchor=False)
    found = (
        (_("Two camps: some score this high and others low, with fewer in between."), profile.two_camps),
        (_("Little sight: a third or more of the answers were “I don't know”."), profile.little_sight),
    )
    lines = [f"- **{sentence}** {plain(', '.join(row.title for row in rows))}" for sentence, rows in found if rows]
    st.markdown(
        "\n".join(lines) or _("On no theme are people in two camps or is there little sight, as far as is shown.")
    )


def changes(profile: Profile) -> None:
    """What changed since the round before, where there is one."""
    lines = [f"- {plain(line)}" for line in sentences.changed(profile)]
    if lines:
        st.subheader(_("What changed since the round before"), anchor=False)
        st.markdown("\n".join(lines))


def follow_up(profile: Profile) -> None:
    """What people say was done with the results of the round before, where that was asked."""
    lines = [f"- {plain(line)}" for line in sentences.follow_up(profile)]
    if lines:
        st.subheader(_("Was anything done with the previous results?"), anchor=False)
        st.markdown("\n".join(lines))


def beside(profile: Profile) -> None:
    """Where a unit differs clearly from the rest of its organisation."""
    lines = [f"- {plain(line)}" for line in sentences.beside_the_rest(profile)]
    if lines:
        st.subheader(_("Beside the rest of the organisation"), anchor=False)
        st.markdown("\n".join(lines))


def hidden(profile: Profile) -> None:
    """What is not shown and why, for this unit and for the whole organisation."""
    st.subheader(_("What is not shown"), anchor=False)
    st.markdown(
        _(
            "We only show groups of at least {k} people, and nothing from which a smaller group could be worked "
            "out. All answers do count in the larger whole."
        ).format(k=profile.minimum_group)
    )
    lines = [f"- {plain(line)}" for line in sentences.not_shown(profile)]
    st.markdown("\n".join(lines) or _("All themes are shown here."))
    groups = [
        f"- {plain(', '.join(unit.name for unit in units))}: {words.unit_explained(code, profile.minimum_group)}"
        for code, units in units_not_shown(profile.publication)
    ]
    if groups:
        st.markdown(_("These teams and services of the organisation have no result of their own:"))
        st.markdown("\n".join(groups))
    if profile.rest:
        tables.draw(rest_table(profile), _("Teams that have no score of their own for a theme, together:"))

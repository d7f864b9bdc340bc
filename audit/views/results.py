"""Results: the profile of one unit in one round, in charts, a table and words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content, Theme
from audit.read import words
from audit.read.archive import Archive
from audit.read.charts.dots import Order, dots
from audit.read.charts.palette import palette
from audit.read.charts.radar import radar
from audit.read.profile import (
    Profile,
    Row,
    as_table,
    nearest_shown,
    not_shown,
    profile_of,
    rest_table,
    unit_labels,
    units_not_shown,
)
from audit.texts import _, day, language
from audit.views import own_publications, plain, released, sign_in_for

ARCHIVE = Archive(own=own_publications())


def choose(label: str, key: str, options: dict[str, str]) -> str:
    """Let the visitor choose; the choice stands in the address, so that it can be sent on and outlives a reload."""
    wanted, ids = st.query_params.get(key), list(options)
    if wanted is not None and wanted not in options:
        sentence = _("“{id}” from the address is not here. Below is “{name}”; choose another one if you like.")
        st.warning(plain(sentence.format(id=wanted[:80], name=options[ids[0]])))
    place = ids.index(wanted) if wanted in options else 0
    return st.selectbox(label, ids, place, format_func=options.__getitem__, key=key, on_change=remember, args=(key,))


def remember(key: str) -> None:
    """Put a choice in the address; another organisation has its own rounds and units."""
    st.query_params[key] = st.session_state[key]
    if key == "organisation":
        for below in ("round", "unit"):
            st.query_params.pop(below, None)
            st.session_state.pop(below, None)


def publication_and_unit() -> tuple[Publication, str]:
    entries = ARCHIVE.entries()
    first, second, third = st.columns([3, 2, 4])
    with first:
        organisation = choose(_("Organisation"), "organisation", {one.organisation: one.name for one in entries})
    with second:
        rounds = {one.round: one.title for one in entries if one.organisation == organisation}
        publication = ARCHIVE.read(organisation, choose(_("Round"), "round", rounds))
    with third:
        return publication, choose(_("Organisation, service or team"), "unit", unit_labels(publication))


def facts(profile: Profile, content: Content) -> None:
    """Who this is about, how many answered, and what it is not."""
    st.header(plain(profile.unit.name), anchor=False)
    closed = _("Closed on {date}.").format(date=day(profile.publication.round.closed_on))
    st.markdown(f"**{words.responses(profile.unit)}** {closed}")
    st.markdown(content.shared.warning[0].to(language()))


@st.cache_data(max_entries=400, show_spinner=False)
def drawn(_profile: Profile, key: str, dark: bool, order: Order, language: str) -> tuple[dict[str, Any], ...]:
    """Radar and dot plot as specifications. Making them takes half a second of the one core that all visitors share,
    so what was drawn once is kept; all that it depends on is in the other arguments."""
    colours = palette(dark)
    return radar(_profile, colours).to_dict(), dots(_profile, colours, order).to_dict()


def charts(profile: Profile) -> None:
    """Radar and dot plot beside each other, and the same numbers in a table."""
    st.subheader(_("The profile"), anchor=False)
    dark = st.context.theme.type == "dark"
    colours = palette(dark)
    legend = " ".join(f'<span style="color:{colours.questionnaire(place)}">■ {title}</span>'
                      for place, (_id, title) in enumerate(profile.questionnaires))  # fmt: skip
    st.html(f'<p style="display:flex;flex-wrap:wrap;gap:0 1.5rem;margin:0">{legend}</p>')
    orders: dict[Order, str] = {"questionnaire": _("As in the questionnaires"), "score": _("Highest score first")}
    order = st.radio(_("Order of the rows"), list(orders), format_func=orders.__getitem__, horizontal=True)
    specs = drawn(profile, profile.key, dark, order, language())
    for column, spec in zip(st.columns(2, gap="large"), specs, strict=True):
        column.vega_lite_chart(None, spec, theme=None, width="stretch")
    st.markdown(_("How to read it: 3.5 or more is a strength, 2.5 to 3.4 is growing, lower is to be developed. These "
                  "are half-way points between the words of the scale: a reading aid, not norms. The n is how many "
                  "people answered."))  # fmt: skip
    st.subheader(_("The same numbers in a table"), anchor=False)
    st.table(as_table(profile), alt=_("The numbers of the charts"))


def strengths(profile: Profile) -> None:
    st.subheader(_("What is strong"), anchor=False)
    lines = [f"- **{plain(row.title)}**: {words.score(row.cell)}" for row in profile.strengths]
    st.markdown("\n".join(lines) or _("No theme has a score of 3.5 or more. Ask each other what does go well."))


def priorities(profile: Profile) -> None:
    st.subheader(_("What to talk about first"), anchor=False)
    st.markdown(_("Two signals side by side: the score, and how many people chose the theme to work on. The themes "
                  "with most to gain come first. You choose together, and you may choose otherwise."))  # fmt: skip
    for row in profile.to_discuss:
        st.markdown(in_full(row, profile))
    if not profile.to_discuss:
        st.markdown(_("No theme stands out: none was chosen by many people, and none has a low score."))
    if profile.others:
        with st.expander(_("The other themes: keep an eye on them, or maintain them")):
            st.markdown("\n".join(in_full(row, profile) for row in profile.others))


def in_full(row: Row, profile: Profile) -> str:
    """A priority with its outcome, both signals and the reason, as an item of a list."""
    signals = f"{words.score(row.cell)} · " + _("chosen by {chosen}").format(
        chosen=words.chosen(row.priority, profile.minimum_group))  # fmt: skip
    because = words.why(row.priority, row.cell.score or 0)
    return f"- **{plain(row.title)}: {words.outcome(row.priority)}**  \n  {signals}  \n  {because}"


def hidden(profile: Profile) -> None:
    """What is not shown and why, for this unit and for the whole organisation."""
    st.subheader(_("What is not shown"), anchor=False)
    st.markdown(_("We only show groups of at least {k} people, and nothing from which a smaller group could be worked "
                  "out. All answers do count in the larger whole.").format(k=profile.minimum_group))  # fmt: skip
    lines = [f"- {plain(line)}" for line in not_shown(profile)]
    st.markdown("\n".join(lines) or _("All themes are shown here."))
    groups = [f"- {plain(', '.join(unit.name for unit in units))} ({words.reason(code, profile.minimum_group)})."
              for code, units in units_not_shown(profile.publication)]  # fmt: skip
    if groups:
        st.markdown(_("These teams and services of the organisation have no result of their own:"))
        st.markdown("\n".join(groups))
    if profile.rest:
        st.markdown(" ".join(words.rest(rest) for rest in profile.rest))
        st.table(rest_table(profile), alt=_("Other teams together"))


def in_depth(profile: Profile, content: Content) -> None:
    st.subheader(_("Theme by theme"), anchor=False)
    known = {theme.id: theme for theme in content.themes}
    for row in profile.rows:
        if row.theme in known:
            with st.expander(f"**{plain(row.title)}** · {words.theme(row.cell, profile.minimum_group)}"):
                about(known[row.theme], row)


def about(theme: Theme, row: Row) -> None:
    """The questions of a theme, and how to talk about it."""
    if row.little_sight:
        st.markdown(_("Little sight: a third or more of the answers were “I don't know”. First explore together what "
                      "people know about this."))  # fmt: skip
    items = "\n".join(f"- {plain(item.text.to(language()))}" for item in theme.items)
    st.markdown(f"**{_('What was asked')}**\n{items}")
    if theme.discussion:
        questions = "\n".join(f"1. {plain(text.to(language()))}" for text in theme.discussion)
        st.markdown(f"**{_('To talk about')}**\n{questions}")
    if theme.example_action:
        st.markdown(f"**{_('Example of an action')}**  \n{plain(theme.example_action.to(language()))}")


def own_words(publication: Publication, content: Content) -> None:
    """What people wrote and the reader released, per question, never with a unit."""
    found = released(publication)
    if not found:
        return
    st.subheader(_("What people wrote"), anchor=False)
    st.markdown(_("From the whole organisation, in no order. One person read it before and left out what could "
                  "identify somebody."))  # fmt: skip
    for asked in content.questionnaires:
        for question in asked.open_questions:
            lines = [f"- {plain(' '.join(one.text.split()))}" for one in found if one.question == question.id]
            if lines:
                title = f"{asked.title.to(language())}: {question.text.to(language())}"
                st.markdown(f"**{plain(title)}**\n" + "\n".join(lines))


def page() -> None:
    st.title(_("Results"), anchor=False)
    sign_in_for("results", {one.organisation for one in ARCHIVE.entries()})
    for problem in ARCHIVE.problems():
        st.warning(plain(str(problem)))
    if not ARCHIVE.entries():
        st.info(_("There are no results yet. They appear here as soon as a round is closed."))
        return
    content = questionnaire.read()
    publication, chosen = publication_and_unit()
    unit = nearest_shown(publication, chosen)
    if unit is None:
        st.info(_("There is too little to show in this round: fewer than {k} people answered."
                  ).format(k=publication.rules.minimum_group))  # fmt: skip
        return
    profile = profile_of(publication, unit, content, ARCHIVE.before(publication))
    if unit != chosen:
        names = {"team": publication.by_id[chosen].name, "larger": profile.unit.name}
        st.info(plain(_("{team} is too small to show apart, or would give away a smaller group. Its answers count in "
                        "{larger}, which you see below.").format(**names)))  # fmt: skip
    facts(profile, content)
    charts(profile)
    strengths(profile)
    priorities(profile)
    in_depth(profile, content)
    own_words(publication, content)
    hidden(profile)
    st.subheader(_("Good to know"), anchor=False)
    st.markdown(" ".join(plain(text.to(language())) for text in (*content.shared.warning, content.shared.missing)))


page()

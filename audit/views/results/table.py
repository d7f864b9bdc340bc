"""Table: all numbers of a unit, and what of it is not shown and why."""

from __future__ import annotations

import streamlit as st

from audit.read import explained, sentences, words
from audit.read.profile import Profile
from audit.read.table import as_table, rest_table
from audit.read.units import units_not_shown
from audit.texts import _, language
from audit.views.kit import html, tables
from audit.views.kit import pictures as kit
from audit.views.kit.text import plain
from audit.views.results import pictures
from audit.views.results.profiles import Seen


def draw(seen: Seen) -> None:
    numbers = as_table(seen.profile)
    with st.container(key="numbers"):
        tables.draw(numbers, _("The numbers of the charts"))
    kit.numbers(
        "table",
        pictures.file_name(seen.profile, _("table")),
        [str(numbers.index.name), *numbers.columns],
        numbers.itertuples(name=None),
    )
    st.markdown(explained.small_difference())
    hidden(seen.profile)
    st.markdown(plain(seen.content.shared.missing.to(language())))


def hidden(profile: Profile) -> None:
    """What is not shown and why, for this unit and for the whole organisation."""
    html.draw("heading", title=_("What is not shown"))
    st.markdown(explained.whom_we_show(profile.minimum_group))
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

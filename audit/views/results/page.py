"""Results: one unit in one round, chosen once, in tabs with an address of their own; only the open one is run."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit import questionnaire
from audit.publication import Publication, UnitResult
from audit.read import sentences
from audit.read.archive import Archive
from audit.texts import _, day
from audit.views.kit import html, pictures, visitor
from audit.views.kit.text import plain
from audit.views.results import beside, change, choosing, files, overview, profiles, roles, table, tabs, taking, theme
from audit.views.results.profiles import Seen
from audit.web.page import STATIC

TABS: dict[str, Callable[[Seen], None]] = {
    "overview": overview.draw,
    "themes": theme.draw,
    "change": change.draw,
    "beside": beside.draw,
    "roles": roles.draw,
    "table": table.draw,
    "take": taking.draw,
}

_SHORT = 150
"""A warning of so many letters stands in two lines beside the tabs."""


def page() -> None:
    st.html(STATIC / "results.css")
    choosing.recall()
    own = visitor.own_publications()
    beside, damaged = visitor.laid_beside(own)
    mine, sample = choosing.own(own, beside), Archive()
    archive = choosing.readable(mine)
    visitor.sign_in_for("results", {*sample.organisations(), *archive.organisations()})
    for problem in (*archive.problems(), *damaged):
        st.warning(plain(str(problem)))
    if not archive.entries():
        html.draw("title", title=_("Results"))
        st.info(_("There are no results yet. They appear here as soon as a round is closed."))
        another_organisation(archive, mine)
        return
    title, facts = st.container(key="unit-title"), st.container(key="facts", horizontal=True)
    notes = st.container(key="notes")
    chosen = choosing.choose(archive, facts, notes)
    choosing.remember()
    profile, why = profiles.profile(chosen)
    if profile is None:
        name(title, chosen.publication.by_id[chosen.unit], chosen.publication)
        notes.info(plain(why))
        another_organisation(archive, mine)
        return
    name(title, profile.unit, chosen.publication)
    seen = Seen(chosen, profile, questionnaire.read())
    who_answered(facts, notes, seen, why)
    if why:
        notes.info(plain(why))
    pictures.other_screen()
    tabs.draw(TABS, seen)
    another_organisation(archive, mine)


def name(place: DeltaGenerator, unit: UnitResult, publication: Publication) -> None:
    """Name the unit in the title of the window, and above it all for who listens or prints."""
    st.set_page_config(page_title=f"{unit.name} · {publication.round.title} · Krachtspiegel")
    with place:
        title = _("Results of {unit}, {round}").format(unit=unit.name, round=publication.round.title)
        html.draw("title", title=title)


def who_answered(facts: DeltaGenerator, notes: DeltaGenerator, seen: Seen, why: str) -> None:
    """How many answered and when it was closed, in the row of the choices; what to know about who did not."""
    closed = _("Closed on {date}.").format(date=day(seen.profile.publication.round.closed_on))
    with facts:
        told = html.markup("facts", responses=sentences.responses(seen.profile.unit), closed=closed)
        st.html(told, width="content")
    with notes:
        if warned := " ".join(sentences.warnings(seen.profile)):
            html.draw("warned", sentence=warned, length="short" if len(warned) <= _SHORT and not why else "long")


def another_organisation(archive: Archive, mine: Archive) -> None:
    """From the own organisation to the invented ones, and back: they are never mixed."""
    files.draw()
    at_sample = archive != mine
    there = mine.entries() if at_sample else Archive().entries()
    if not there:
        return
    label = _("Back to my own organisation") if at_sample else _("Look at an example")
    st.button(label, key="elsewhere", type="tertiary", on_click=choosing.look_at, args=(there[0].organisation,))


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()

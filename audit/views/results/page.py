"""Results: the profile of one unit in one round, in charts, a table and words."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import sentences
from audit.read.archive import Archive
from audit.read.profile import profile_of
from audit.read.units import nearest_shown, unit_labels
from audit.texts import _, language
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import own_publications, released, sign_in_for
from audit.views.results import depth, summary


def choose(notes: DeltaGenerator, label: str, key: str, options: dict[str, str]) -> str:
    """Let the visitor choose; the choice stands in the address, so that it can be sent on and outlives a reload."""
    wanted, ids = st.query_params.get(key), list(options)
    if wanted is not None and wanted not in options:
        sentence = _("“{id}” from the address is not here. Below is “{name}”; choose another one if you like.")
        notes.warning(plain(sentence.format(id=wanted[:80], name=options[ids[0]])))
    place = ids.index(wanted) if wanted in options else 0
    return st.selectbox(label, ids, place, format_func=options.__getitem__, key=key, on_change=remember, args=(key,))


@clicks.speaking
def remember(key: str) -> None:
    """Put a choice in the address; another organisation has its own rounds and units."""
    st.query_params[key] = st.session_state[key]
    if key == "organisation":
        for below in ("round", "unit"):
            st.query_params.pop(below, None)
            st.session_state.pop(below, None)


def publication_and_unit(archive: Archive) -> tuple[Publication, str]:
    """What the visitor chose; an address that names what is not here gets the first, and a sentence above it."""
    entries, notes = archive.entries(), st.container()
    first, second, third = st.columns([3, 2, 4])
    with first:
        organisation = choose(
            notes, _("Organisation"), "organisation", {entry.organisation: entry.name for entry in entries}
        )
    with second:
        rounds = {entry.round: entry.title for entry in entries if entry.organisation == organisation}
        publication = archive.read(organisation, choose(notes, _("Round"), "round", rounds))
    with third:
        return publication, choose(notes, _("Organisation, service or team"), "unit", unit_labels(publication))


def own_words(publication: Publication, content: Content) -> None:
    """What people wrote and the reader released, per question, never with a unit."""
    found = released(publication)
    if not found:
        return
    st.subheader(_("What people wrote"), anchor=False)
    st.markdown(
        _(
            "From the whole organisation, in no order. One person read it before and left out what could "
            "identify somebody."
        )
    )
    for asked in content.questionnaires:
        for question in asked.open_questions:
            lines = [
                f"- {plain(' '.join(comment.text.split()))}" for comment in found if comment.question == question.id
            ]
            if lines:
                title = f"{asked.title.to(language())}: {question.text.to(language())}"
                st.markdown(f"**{plain(title)}**\n" + "\n".join(lines))


def page() -> None:
    archive = Archive(own=own_publications())
    st.title(_("Results"), anchor=False)
    sign_in_for("results", {entry.organisation for entry in archive.entries()})
    for problem in archive.problems():
        st.warning(plain(str(problem)))
    if not archive.entries():
        st.info(_("There are no results yet. They appear here as soon as a round is closed."))
        return
    content = questionnaire.read()
    publication, chosen = publication_and_unit(archive)
    unit = nearest_shown(publication, chosen)
    if unit is None:
        st.info(plain(sentences.nothing_shown(publication)))
        return
    profile = profile_of(publication, unit, content, archive.before(publication))
    if unit != chosen:
        st.info(plain(sentences.why_larger(publication.by_id[chosen], profile)))
    summary.facts(profile, content)
    summary.charts(profile)
    summary.strengths(profile)
    summary.priorities(profile)
    summary.unclear(profile)
    summary.changes(profile)
    summary.follow_up(profile)
    summary.beside(profile)
    depth.in_depth(profile, content)
    depth.by_role(profile, content)
    own_words(publication, content)
    summary.hidden(profile)
    st.subheader(_("Good to know"), anchor=False)
    st.markdown(
        _("A difference of 0.2 is small: it is as if one in five people answered one step higher on every question.")
    )
    st.markdown(" ".join(plain(text.to(language())) for text in (*content.shared.warning, content.shared.missing)))


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()

"""Meeting: a unit talks about its results, chooses, agrees and asks; opened with a link, or by management."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit import questionnaire
from audit.act import meetings
from audit.act.meeting import Meeting, proposed_checks
from audit.organisation import above
from audit.publication import Publication, narrowed
from audit.read import sentences
from audit.read.archive import Archive
from audit.read.units import unit_labels
from audit.texts import _
from audit.views.kit import clicks, html, links, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.meet import agreed, choosing, frame, looking, opening
from audit.views.meet.script import screens
from audit.views.meet.sitting import Sitting
from audit.views.results import profiles
from audit.views.results.profiles import Chosen, Seen
from audit.web.page import STATIC

_DRAWN = {
    "start": opening.start,
    "last": looking.last_time,
    "strong": looking.strong,
    "guess": looking.guess,
    "look": looking.look,
    "differ": looking.differ,
    "choose": choosing.draw,
    "talk": agreed.talk,
    "write": agreed.write,
    "end": opening.end,
}


def page() -> None:
    visitor.require_link_works()
    guarded = visitor.meeting("meet")
    st.html(STATIC / "meet.css")
    publications = visitor.own_publications()
    if not publications:
        st.title(_("Meeting"), anchor=False)
        st.info(_("There are no results yet. They appear here as soon as a round is closed."))
        return
    wanted = st.query_params.get("round", "")
    publication = next((made for made in publications if made.round.id == wanted), publications[0])
    unit = guarded[1].unit or st.query_params.get("unit", "")
    if guarded[1].is_manager and not any(unit in made.by_id for made in publications):
        which(publication)
        return
    together(unit, publication.round.id)


def which(publication: Publication) -> None:
    """For management: whose meeting it is."""
    st.title(_("Meeting"), anchor=False)
    st.markdown(
        _(
            "A meeting of 45 or 90 minutes in which a team looks at its results, chooses what to work on and writes it "
            "down. Anybody can lead it: each screen says what to do. To let a team open it itself, make a link."
        )
    )
    labels = unit_labels(publication)
    with st.form("which", border=False):
        st.selectbox(_("Whose meeting?"), list(labels), format_func=labels.__getitem__, key="meeting-unit")
        st.form_submit_button(_("Open the meeting"), type="primary", on_click=open_for)
    links.view("sharing", _("Make a link for a team"))


@clicks.speaking
def open_for() -> None:
    st.query_params["unit"] = st.session_state["meeting-unit"]


@st.fragment(run_every=3)
def together(unit: str, round: str) -> None:
    """The meeting, drawn anew every few seconds: what is written on another laptop is seen on this one."""
    visitor.speak()
    visitor.require_link_works()
    guarded = visitor.meeting("meet")
    with clicks.news():
        sitting = found(guarded, unit, round)
        if sitting is not None:
            with st.container(key="meeting"):
                frame.above(sitting)
                with st.container(key=f"screen-{sitting.screen.id.partition('-')[0]}"):
                    _DRAWN[sitting.screen.id.partition("-")[0]](sitting)
                frame.ways(sitting)


def found(guarded: Guarded, unit: str, round: str) -> Sitting | None:
    """The meeting, begun if nobody did, and the results it looks at; nothing where nothing is shown."""
    made = tuple(narrowed(one, unit) for one in visitor.own_publications())
    publication = next(one for one in made if one.round.id == round)
    here = next(id for id in reversed(above(unit)) if id in publication.by_id)
    chosen = Chosen(Archive(None, made), publication, here)
    profile, why = profiles.profile(chosen)
    if profile is None:
        html.draw("title", title=_("Meeting"))
        st.info(plain(sentences.nothing_shown(publication)))
        return None
    if here != unit:
        why = _("This team was not in this round: you see the results of {larger}.").format(
            larger=publication.by_id[here].name
        )
    held = meetings.of_unit(*guarded, unit)
    mine = next((one for one in held if one.round == round), None)
    wanted = frame.wanted()
    if mine is None and wanted in ("", "start"):  # who only looks at the first screen begins nothing
        today = guarded[0].today()
        mine = Meeting("", unit, round, today, *proposed_checks(today))
    mine = mine or meetings.begin(*guarded, unit, round)
    order = [row.theme for row in profile.rows]
    mine = replace(mine, chosen=tuple(sorted(mine.chosen, key=lambda one: [*order, one.theme].index(one.theme))))
    steps = screens(profile, [theme for theme in mine.themes if theme in order])
    return Sitting(
        name=publication.by_id[here].name,
        why=why,
        seen=Seen(chosen, profile, questionnaire.read()),
        meeting=mine,
        earlier=tuple(one for one in held if one.round != round and one.begun_on <= mine.begun_on),
        screens=steps,
        screen=next((one for one in steps if one.id == wanted), steps[0]),
    )


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()

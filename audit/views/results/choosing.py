"""Which organisation, round and unit are looked at: chosen once, kept in the address and in this visit."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.publication import Publication
from audit.read.archive import Archive
from audit.texts import _
from audit.views.kit import clicks, visitor
from audit.views.kit.text import plain
from audit.views.results.profiles import Chosen, units

OPENED = "opened-results"
"""Where this tab keeps the publications that were opened in it, by their fingerprint."""
_KEPT, _VISIT = ("organisation", "round", "unit", "tab", "theme"), "results-chosen"


def recall() -> None:
    """Put what was chosen earlier in this visit back in the address, where the address does not ask for something
    else: Streamlit empties the address when somebody goes to another view. An address that says less within this view,
    where the choices are still drawn, is one that the browser went back to: it means what it says."""
    if "round" in st.session_state:
        return
    kept: dict[str, str] = st.session_state.get(_VISIT, {})
    if st.query_params.get("organisation", kept.get("organisation")) == kept.get("organisation"):
        st.query_params.update({name: value for name, value in kept.items() if name not in st.query_params})


def remember() -> None:
    """Keep for this visit what the address says now."""
    st.session_state[_VISIT] = {name: st.query_params[name] for name in _KEPT if name in st.query_params}


def readable(mine: Archive) -> Archive:
    """The publications that whoever is looking may choose from: `mine`, those of their own organisation, or the
    invented ones, where the address asks for these or nobody is signed in; never both. Whoever has a link never sees
    the invented ones."""
    sample, wanted = Archive(), st.query_params.get("organisation", "")
    if visitor.sees_only_own():
        return mine
    at_sample = wanted in sample.organisations() and wanted not in mine.organisations()
    return mine if not at_sample and (mine.own or visitor.principal().is_signed_in) else sample


def own(closed: tuple[Publication, ...], beside: tuple[Publication, ...]) -> Archive:
    """The publications of the rounds that were `closed` here, those `beside` them in the data folder, and those that
    were opened in this tab, the last of which stands in the place of any other of its organisation and round."""
    opened: dict[str, Publication] = {} if visitor.sees_only_own() else st.session_state.get(OPENED, {})
    found: dict[tuple[str, str], Publication] = {}
    for made in (*closed, *beside):
        found.setdefault(_round(made), made)
    found.update({_round(made): made for made in opened.values()})
    return Archive(None, tuple(found.values()))


def _round(made: Publication) -> tuple[str, str]:
    return made.organisation.id, made.round.id


def choose(archive: Archive, facts: DeltaGenerator, notes: DeltaGenerator) -> Chosen:
    """Let the visitor choose in the row `facts`; an address that names what is not here gets the first, and a sentence
    in `notes`."""
    entries = archive.entries()
    organisations = {entry.organisation: entry.name for entry in entries}
    with facts:
        organisation = next(iter(organisations))
        if len(organisations) > 1:
            organisation = _choice(notes, _("Organisation"), "organisation", organisations, 230)
        elif st.query_params.get("organisation", organisation) != organisation:
            _say_absent(notes, st.query_params["organisation"], organisations[organisation])
        rounds = {entry.round: entry.title for entry in entries if entry.organisation == organisation}
        unit_place = st.container(key="choose-unit", width=280)
        round_place = st.container(key="choose-round", width=120 if len(organisations) > 1 else 220)
        with round_place:
            round = _choice(notes, _("Round"), "round", rounds)
        publication = archive.read(organisation, round)
        with unit_place:
            unit = _choice(notes, _("Organisation, service or team"), "unit", units(publication))
    return Chosen(archive, publication, unit)


def _choice(notes: DeltaGenerator, label: str, key: str, options: dict[str, str], width: int | None = None) -> str:
    """One of the options (ids with their names); the choice stands in the address, so that it can be sent on and
    outlives a reload."""
    wanted, ids = st.query_params.get(key), list(options)
    if wanted is not None and wanted not in options:
        _say_absent(notes, wanted, options[ids[0]])
    st.session_state[key] = wanted if wanted in options else ids[0]  # the address decides, after Back too
    return st.selectbox(
        label,
        ids,
        format_func=options.__getitem__,
        key=key,
        on_change=_put_in_address,
        args=(key,),
        label_visibility="collapsed",
        width=width or "stretch",
    )


def _say_absent(notes: DeltaGenerator, wanted: str, name: str) -> None:
    sentence = _("“{id}” from the address is not here. Below is “{name}”; choose another one if you like.")
    notes.warning(plain(sentence.format(id=wanted[:80], name=name)))


@clicks.speaking
def _put_in_address(key: str) -> None:
    """Put a choice in the address."""
    if key == "organisation":
        look_at(st.session_state[key])
    else:
        st.query_params[key] = st.session_state[key]
        remember()


@clicks.speaking
def look_at(organisation: str) -> None:
    """Look at another organisation: it has its own rounds, units and themes."""
    for chosen in ("organisation", "round", "unit", "theme"):
        st.query_params.pop(chosen, None)
        st.session_state.pop(chosen, None)
    st.query_params["organisation"] = organisation
    remember()

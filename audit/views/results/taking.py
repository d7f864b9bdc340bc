"""Take away: what is looked at as a document, in a format and language, made when it is asked for."""

from __future__ import annotations

import streamlit as st

from audit import questionnaire, texts
from audit.documents.formats import FORMATS, named
from audit.documents.naming import file_name
from audit.texts import _, language
from audit.views.results.profiles import Chosen, units


def draw(chosen: Chosen) -> None:
    """A button that unfolds the choices, and the file of what is chosen there."""
    with st.container(key="take"), st.popover(_("Take away"), icon=":material/download:"):
        formats = named()
        ending = st.selectbox(_("What"), list(formats), format_func=formats.__getitem__, key="take-format")
        names = texts.NAMES
        spoken = st.segmented_control(
            _("Language"), list(names), format_func=names.__getitem__, default=language(), key="take-language"
        )
        labels = units(chosen.publication)
        st.session_state.setdefault("take-unit", chosen.unit)
        if st.session_state["take-unit"] not in labels or st.session_state.get("take-of") != chosen.unit:
            st.session_state.update({"take-unit": chosen.unit, "take-of": chosen.unit})
        unit = st.selectbox(_("About"), list(labels), format_func=labels.__getitem__, key="take-unit")
        st.download_button(
            _("Save"),
            lambda: document(chosen, unit, ending, spoken or language()),
            file_name(chosen.publication, unit, ending),
            FORMATS[ending].media_type,
            key="take-save",
            on_click="ignore",
            type="primary",
        )


def document(chosen: Chosen, unit: str, ending: str, spoken: str) -> bytes:
    """The bytes of a document in a language."""
    rounds = chosen.archive.rounds(chosen.publication.organisation.id)
    until = rounds[: rounds.index(chosen.publication) + 1]
    with texts.spoken(spoken):
        return FORMATS[ending].make(until, unit, questionnaire.read())

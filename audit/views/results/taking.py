"""Take away: what is looked at as a document, in a format and language, made when it is asked for."""

from __future__ import annotations

import streamlit as st

from audit import questionnaire, texts
from audit.documents import formats
from audit.documents.naming import file_name
from audit.texts import _, language
from audit.views.kit import html
from audit.views.results.profiles import Chosen, Seen, units


def draw(seen: Seen) -> None:
    """What can be made, about which unit and in which language, and the file of what is chosen."""
    chosen, named = seen.chosen, formats.named()
    labels = units(chosen.publication)
    if st.session_state.get("take-unit") not in labels or st.session_state.get("take-of") != chosen.unit:
        st.session_state.update({"take-unit": chosen.unit, "take-of": chosen.unit})
    html.draw("heading", title=_("Take away"))
    with st.container(key="take", width=560):
        ending = st.radio(
            _("What"),
            list(named),
            format_func=lambda one: named[one].title,
            captions=[one.caption for one in named.values()],
            key=f"take-format-{language()}",
        )
        unit = st.selectbox(_("About"), list(labels), format_func=labels.__getitem__, key="take-unit")
        names = texts.NAMES
        spoken = st.radio(
            _("Language"),
            list(names),
            format_func=names.__getitem__,
            index=list(names).index(language()),
            key=f"take-language-{language()}",
            horizontal=True,
        )
        st.download_button(
            _("Make and save"),
            lambda: document(chosen, unit, ending, spoken),
            file_name(chosen.publication, unit, ending),
            formats.FORMATS[ending].media_type,
            key="take-save",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


def document(chosen: Chosen, unit: str, ending: str, spoken: str) -> bytes:
    """The bytes of a document in a language."""
    rounds = chosen.archive.rounds(chosen.publication.organisation.id)
    until = rounds[: rounds.index(chosen.publication) + 1]
    with texts.spoken(spoken):
        return formats.FORMATS[ending].make(until, unit, questionnaire.read())

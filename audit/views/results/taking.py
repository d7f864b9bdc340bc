"""Take away: what is looked at as a document, in a format and language, made when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable

import streamlit as st

from audit import questionnaire, texts
from audit.documents import every, formats
from audit.documents.naming import file_name
from audit.errors import AuditError
from audit.publication import Publication
from audit.texts import _, language, ngettext
from audit.views.kit import html, visitor
from audit.views.results.profiles import Chosen, Seen, units

OF_EVERY_UNIT = ("pdf", "xlsx")
"""The documents that are about one unit."""


def draw(seen: Seen) -> None:
    """What can be made, about which unit and in which language, and the file of what is chosen."""
    chosen, named = seen.chosen, formats.named()
    labels, allowed = units(chosen.publication), visitor.still_there()
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
            lambda: document(chosen, unit, ending, spoken, allowed),
            file_name(chosen.publication, unit, ending),
            formats.FORMATS[ending].media_type,
            key="take-save",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )

    if ending in OF_EVERY_UNIT:
        of_every_unit(chosen, ending, spoken)


def of_every_unit(chosen: Chosen, ending: str, spoken: str) -> None:
    """The same document of each unit that has a result of its own, made with a bar that tells how far it is."""
    key = f"take-every {chosen.publication.sha256} {ending} {spoken}"
    html.draw("heading", title=_("Every service and team"))
    count = len(every.units(chosen.publication))
    st.markdown(
        ngettext(
            "{n} has a result of its own: one document for each, together in one ZIP file.",
            "{n} have a result of their own: one document for each, together in one ZIP file.",
            count,
        ).format(n=count)
    )
    if st.button(_("Make all of them"), key="take-every") and key not in st.session_state:
        bar = st.progress(0.0, _("Making them …"))
        for earlier in [kept for kept in st.session_state if str(kept).startswith("take-every ")]:
            del st.session_state[earlier]  # one archive is kept at a time
        out = io.BytesIO()
        with texts.spoken(spoken):
            for done, all_of_them in every.write(out, until(chosen), ending, questionnaire.read()):
                bar.progress(done / all_of_them, f"{done} / {all_of_them}")
        bar.empty()
        st.session_state[key] = out.getvalue()
    if key in st.session_state:
        name = file_name(chosen.publication, chosen.publication.units[0].id, "zip")
        st.download_button(_("Save all of them"), st.session_state[key], name, "application/zip", on_click="ignore")


def until(chosen: Chosen) -> tuple[Publication, ...]:
    """The rounds of the organisation up to the one that is looked at, the oldest first."""
    rounds = chosen.archive.rounds(chosen.publication.organisation.id)
    return rounds[: rounds.index(chosen.publication) + 1]


def document(chosen: Chosen, unit: str, ending: str, spoken: str, allowed: Callable[[], bool]) -> bytes:
    """The bytes of a document in a language.

    Raises:
        AuditError: whoever asked may not look at these results any more: it is made after the page was drawn.
    """
    if not allowed():
        raise AuditError("not_allowed", _("You are signed out, or your link was withdrawn. Open the page again."))
    with texts.spoken(spoken):
        return formats.FORMATS[ending].make(until(chosen), unit, questionnaire.read())

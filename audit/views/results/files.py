"""Publications that were made elsewhere: opened from disk for this tab alone."""

from __future__ import annotations

import streamlit as st

from audit.errors import AuditError
from audit.publication import from_json
from audit.texts import _
from audit.views.kit import clicks
from audit.views.results import choosing

_CHOOSER = "open-file"


def draw() -> None:
    """Let somebody choose a file, folded away; what is wrong with one that cannot be read is said beside it."""
    with st.container(key="files"), st.expander(_("Open another result"), expanded=bool(_problem())):
        st.markdown(
            _(
                "A result that was made on the command line or in another installation: a file that ends in .json. It "
                "is only looked at in this tab, and not kept: after you load the page again, choose it again."
            )
        )
        if problem := _problem():
            st.error(problem)
        st.file_uploader(_("The file of the result"), type="json", key=_CHOOSER, on_change=_open)


def _problem() -> str:
    return str(st.session_state.get("open-problem", ""))


@clicks.speaking
def _open() -> None:
    """Read what was chosen: its hash and schema are checked; then look at it."""
    st.session_state["open-problem"] = ""
    file = st.session_state.get(_CHOOSER)
    if file is None:
        return
    try:
        publication = from_json(file.getvalue())
    except AuditError as error:
        st.session_state["open-problem"] = error.sentence
        return
    if publication.audience == "outside":
        st.session_state["open-problem"] = _("This is a shared file: it is for comparing only.")
        return
    opened = st.session_state.setdefault(choosing.OPENED, {})
    opened.pop(publication.sha256, None)  # the last one that was opened stands last
    opened[publication.sha256] = publication
    choosing.look_at(publication.organisation.id)
    st.query_params["round"] = publication.round.id
    choosing.remember()

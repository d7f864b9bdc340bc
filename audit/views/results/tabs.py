"""The tabs of the results: each has its address (`tab=`), and only the open one is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from audit.texts import _, language
from audit.views.kit import clicks
from audit.views.results import choosing
from audit.views.results.profiles import Seen


def labels() -> dict[str, str]:
    """What each tab is called, by the word for it in the address."""
    return {
        "overview": _("Overview"),
        "themes": _("Themes"),
        "change": _("Change over time"),
        "beside": _("Teams side by side"),
        "roles": _("Roles"),
        "table": _("Table"),
        "take": _("Take away"),
    }


def key() -> str:
    """The name of the widget, which knows a tab by its label: another one in each language."""
    return f"tabs-{language()}"


def draw(pages: Mapping[str, Callable[[Seen], None]], seen: Seen) -> None:
    """Draw the tabs, and run the open one; an address with an unknown tab opens the first."""
    named = labels()
    wanted = st.query_params.get("tab", "")
    st.session_state[key()] = named.get(wanted, named["overview"])
    with st.container(key="tabs"):
        drawn = st.tabs([named[tab] for tab in pages], key=key(), on_change=_put_in_address)
    for tab, place in zip(pages, drawn, strict=True):
        if place.open:
            with place:
                pages[tab](seen)


def open_theme(theme: str) -> None:
    """Open the page of a theme."""
    st.query_params.update(tab="themes", theme=theme)  # one step for the Back of the browser
    choosing.remember()


def open_(tab: str) -> None:
    """Open a tab."""
    st.query_params["tab"] = tab
    choosing.remember()


@clicks.speaking
def _put_in_address() -> None:
    label = st.session_state[key()]
    open_(next((tab for tab, named in labels().items() if named == label), "overview"))

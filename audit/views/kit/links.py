"""Links: to another view, to the plain pages outside the views, and to where one signs in."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from audit.texts import _
from audit.views import navigation
from audit.views.kit import html


def view(address: str, label: str, **query: str) -> None:
    """A link to another view, by its address."""
    st.page_link(navigation.at(address).script, label=label, query_params=query or None)


def way_in(view: str) -> str:
    """Where to sign in and come back to this view as it was asked for."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    to = view + (f"?{urlencode(rest, doseq=True)}" if rest else "")
    return f"sign-in?to={quote(to, safe='')}"


def go(address: str, label: str, *, quiet: bool = False) -> None:
    """A link to a page of our own outside the views, in the same tab."""
    html.draw("link", kind="quiet" if quiet else "go", address=address, label=label)


def code_form() -> None:
    """A field for a code, which goes to the page that takes it; it is never a part of an address."""
    html.draw("code_form", label=_("Your code"), button=_("Go on"))

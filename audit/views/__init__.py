"""Streamlit pages: load -> pure function -> draw. One file per view; `audit/navigation.py` registers them."""

from __future__ import annotations

import re

import streamlit as st

from audit import settings, texts
from audit.web.language import COOKIE, choose

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def speak() -> None:
    """Use the visitor's language from here on.

    `navigation` calls this at the start of every run. A fragment or a callback runs without it, possibly in another
    thread: it calls this itself before it says anything. What was chosen first holds for the whole tab, because
    Streamlit drops the query when somebody goes to another view.
    """
    texts.use(
        choose(
            query=st.query_params.get("lang"),
            cookie=st.session_state.get("language") or st.context.cookies.get(COOKIE),
            accept=st.context.headers.get("Accept-Language"),
            default=settings.read().default_language,
        )
    )
    st.session_state["language"] = texts.language()


def plain(text: str) -> str:
    r"""Text that people typed, as markdown that shows exactly that text: no image, link, colour or formula.

    >>> plain("Team *Noord*")
    'Team \\*Noord\\*'
    """
    return _MARKDOWN.sub(r"\\\1", text)

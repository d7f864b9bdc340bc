"""The script Streamlit runs for every visit and every click: which language, which views, and the frame around them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from audit import texts
from audit.errors import AuditError
from audit.principal import NOBODY, Principal
from audit.texts import _
from audit.views import navigation
from audit.views.kit import clicks, html, text, visitor
from audit.web.page import EMBLEM, STATIC

HERE = Path(__file__).parent


def top(who: Principal, away: str) -> DeltaGenerator:
    """Draw the one row above every view: the name of the app with a way past the menu, the place of the menu (which is
    returned), this same address in the other languages, and the way out of whoever signed in (the way in stands on the
    welcome and wherever somebody must).

    `steps.js` reads what language this is in, and what to say while there is no connection (`away`).
    """
    skip, out = _("Skip to the content"), ""
    if who.is_manager:
        out = _("Sign out")
    elif visitor.came_by_link():
        out = _("Close the link")
    with st.container(horizontal=True, key="top", vertical_alignment="center", gap=None):
        name = html.markup("masthead", language=texts.language(), away=away, skip=skip, emblem=EMBLEM)
        st.html(name, width="content")
        place = st.container(key="menu")
        st.html(html.markup("ways", others=other_languages(), sign_out=out), width="content")
    if out:
        html.draw("unsaved", unsaved=_("You typed something on another page and did not save it. Go there"))
    return place


def other_languages() -> list[tuple[str, str, str]]:
    """Code, address and name of each other language; the rest of the address stays as it is."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    return [
        (language, "?" + urlencode({**rest, "lang": language}, doseq=True), name)
        for language, name in texts.NAMES.items()
        if language != texts.language()
    ]


def language_buttons() -> None:
    """What the links press (`steps.js`): another language within this visit, so that nothing on screen is lost."""
    with st.container(key="languages"):
        for language in texts.LANGUAGES:
            st.button(texts.NAMES[language], key=f"language-{language}", on_click=change_language, args=(language,))


@clicks.speaking
def change_language(language: str) -> None:
    st.query_params["lang"] = language  # a reload speaks it too


def menu(pages: list[Page], current: Page) -> None:
    """The views in one row that wraps: nothing to unfold on a phone."""
    with st.container(horizontal=True, gap="small", key="views"):
        for page in pages:
            if page == current:
                st.html(html.markup("here", title=page.title), width="content")
            elif page.visibility != "hidden":
                st.page_link(page, width="content")


visitor.speak()
who = visitor.principal()
listed = {
    view.address: st.Page(
        HERE / view.script,
        title=view.title,
        url_path=view.address,
        default=not view.address,
        visibility="visible" if who.role in view.menu_of else "hidden",
    )
    for view in navigation.views()
}
page = st.navigation(list(listed.values()), position="hidden")
st.set_page_config(page_title=f"{page.title} · Krachtspiegel", layout="wide")
st.html(STATIC / "look.css")
answering = page == listed["answer"]
away = _("No connection. This page goes on by itself.")
if answering:
    away = _("No connection. Your answers so far are kept. This page goes on by itself.")
above = top(NOBODY if answering else who, away)
language_buttons()
if not answering:
    with above:
        menu(list(listed.values()), page)
st.html('<div id="content" tabindex="-1"></div>')
try:
    page.run()
except AuditError as error:
    text.say(error)
if answering and "filling" not in st.session_state:  # whoever answers sees only that, whosever device it is
    with above:
        menu(list(listed.values()), page)

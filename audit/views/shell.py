"""The script Streamlit runs for every visit and every click: which language, which views, and the frame around them."""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page

from audit import texts
from audit.errors import AuditError
from audit.principal import NOBODY, Principal
from audit.texts import _
from audit.views import navigation
from audit.views.kit import clicks, text, visitor
from audit.web.page import EMBLEM, STATIC

HERE = Path(__file__).parent


def masthead(who: Principal, away: str) -> str:
    """The name of the app, a way past the menu, this same address in the other language, and the way out.

    `steps.js` reads what language this is in, and what to say while there is no connection.
    """
    e = html.escape
    skip = f'<a class="skip" href="#content">{html.escape(_("Skip to the content"))}</a>'
    name = f'<span class="name"><img src="{html.escape(EMBLEM)}" alt="">Krachtspiegel</span>'
    language = f'<span class="language">{" ".join(language_links())}</span>'
    told = f'data-language="{texts.language()}" data-away="{e(away)}"'
    return f'<div class="masthead" {told}>{skip}{name}{language}{account(who)}</div>'


def account(who: Principal) -> str:
    """Signing out; where to sign in stands on the welcome and wherever somebody must."""
    if who.role == "nobody":
        return ""
    return f'<form method="post" action="sign-out"><button>{html.escape(_("Sign out"))}</button></form>'


def language_links() -> list[str]:
    """A plain link per other language; the rest of the address stays as it is."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    return [
        f'<a href="?{html.escape(urlencode({**rest, "lang": language}, doseq=True))}"'
        f' lang="{language}" hreflang="{language}">{texts.NAMES[language]}</a>'
        for language in texts.LANGUAGES
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
        for one in pages:
            if one.visibility == "hidden" and one != current:
                continue
            if one == current:
                here = f'<span class="here" aria-current="page">{html.escape(one.title)}</span>'
                st.html(here, width="content")
            else:
                st.page_link(one, width="content")


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
st.html(masthead(NOBODY if answering else who, away))
language_buttons()
above = st.container()
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

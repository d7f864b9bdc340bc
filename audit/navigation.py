"""The script Streamlit runs for every visit and every click: which language, which views, and the frame around them."""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from audit import texts, views
from audit.errors import AuditError
from audit.texts import _

VIEWS = Path(__file__).parent / "views"
NAMES = {"nl": "Nederlands", "en": "English"}  # each in its own language, so that who needs it can read it


def language_link() -> str:
    """A link to this same page in the other language; the rest of the address stays."""
    here = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    links = (
        f'<a href="?{html.escape(urlencode({**here, "lang": language}, doseq=True))}"'
        f' lang="{language}" hreflang="{language}">{NAMES[language]}</a>'
        for language in texts.LANGUAGES
        if language != texts.language()
    )
    return " ".join(links)


views.speak()
st.set_page_config(layout="centered", initial_sidebar_state="collapsed")
page = st.navigation(
    [
        st.Page(VIEWS / "welcome.py", title=_("Welcome"), default=True),
        st.Page(VIEWS / "results.py", title=_("Results"), url_path="results"),
        st.Page(VIEWS / "method.py", title=_("How we count"), url_path="method"),
    ],
    position="top",
)
st.html(Path(__file__).parent / "web" / "look.css")
st.html(f'<p class="masthead"><span>Krachtspiegel</span> {language_link()}</p>')
try:
    page.run()
except AuditError as error:
    st.error(views.plain(error.sentence).replace("\n", "  \n"))

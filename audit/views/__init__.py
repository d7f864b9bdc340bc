"""Streamlit pages: load -> pure function -> draw. One file per view; `audit/navigation.py` registers them."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlencode

import streamlit as st

from audit import settings, storage, texts
from audit.access import sessions
from audit.errors import AuditError, InputError
from audit.principal import NOBODY, Principal
from audit.storage import Store
from audit.texts import _
from audit.web.language import COOKIE, choose

Guarded = tuple[Store, Principal]
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


def sentences(error: AuditError) -> str:
    """What is wrong in words, one line each, without the places that only a file has."""
    if isinstance(error, InputError):
        return "\n".join(problem.sentence for problem in error.problems)
    return error.sentence


def say(error: AuditError) -> None:
    """Show what is wrong."""
    st.error(plain(sentences(error)).replace("\n", "  \n"))


def cookie(name: str) -> str | None:
    """A cookie as the browser sent it when it opened this tab."""
    return st.context.cookies.get(name)


def principal() -> Principal:
    """Who is looking, asked again on every run. Nobody, when the store cannot be read now."""
    try:
        return sessions.principal(storage.ours(), cookie(sessions.COOKIE))
    except AuditError:
        return NOBODY


def management(view: str) -> Guarded:  # noqa: RET503 (st.stop does not come back)
    """The store and who is looking, for a view that is management's alone. Anybody else sees where to sign in, and
    nothing after the call is run."""
    who = principal()
    if who.role == "management":
        return storage.ours(), who
    st.title(_("Sign in first"), anchor=False)
    st.markdown(_("This page is for whoever runs the yearly round. To fill in a questionnaire you need no passphrase, "
                  "only your code."))  # fmt: skip
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    to = view + (f"?{urlencode(rest, doseq=True)}" if rest else "")
    go(f"sign-in?to={quote(to, safe='')}", _("Sign in"))
    go("i", _("Fill in with a code"), quiet=True)
    st.stop()


def go(address: str, label: str, *, quiet: bool = False) -> None:
    """A link to a page of our own outside the views, in the same tab."""
    kind = "quiet" if quiet else "go"
    st.html(f'<a class="{kind}" href="{html.escape(address)}" target="_self">{html.escape(label)}</a>')


def code_form() -> None:
    """A field for a code, which goes to the page that takes it; it is never a part of an address."""
    e = html.escape
    st.html(f'<form class="code" method="post" action="i"><label for="code">{e(_("Your code"))}</label>'
            f'<input id="code" name="code" required maxlength="60" autocomplete="off" autocapitalize="characters" '
            f'spellcheck="false" placeholder="K7QF-2M9X-H4TD-3"><button>{e(_("Go on"))}</button></form>')  # fmt: skip

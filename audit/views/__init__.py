"""Streamlit pages: load -> pure function -> draw. One file per view; `audit/navigation.py` registers them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from urllib.parse import quote, urlencode

import streamlit as st

from audit import settings, storage, texts
from audit.access import sessions
from audit.errors import AuditError, InputError
from audit.principal import NOBODY, Principal
from audit.publication import Publication
from audit.storage import Store, agenda, archive, comments
from audit.storage.comments import Comment
from audit.texts import _
from audit.web.language import COOKIE, choose

Guarded = tuple[Store, Principal]
_UNSEEN = "\N{WORD JOINER}"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
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

    An address on the web becomes a link however it is escaped, unless something stands in it that nobody sees.

    >>> plain("Team *Noord*")
    'Team \\*Noord\\*'
    """
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(_UNSEEN, text))


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
    found = st.context.cookies.get(name)
    return found if isinstance(found, str) else None


def principal() -> Principal:
    """Who is looking, asked again on every run. Nobody, when the store cannot be read now."""
    token = cookie(sessions.COOKIE)
    if token is None:
        return NOBODY
    try:
        return sessions.principal(storage.ours(), token)
    except AuditError:
        return NOBODY


def management(view: str) -> Guarded:  # noqa: RET503 (st.stop does not come back)
    """The store and who is looking, for a view that is management's alone. Anybody else sees where to sign in, and
    nothing after the call is run."""
    who = principal()
    if who.role == "management":
        return storage.ours(), who
    st.title(_("Sign in first"), anchor=False)
    st.markdown(
        _(
            "This page is for whoever runs the yearly round. To fill in a questionnaire you need no passphrase, "
            "only your code."
        )
    )
    go(way_in(view), _("Sign in"))
    go("i", _("Fill in with a code"), quiet=True)
    st.stop()


def way_in(view: str) -> str:
    """Where to sign in and come back to this view as it was asked for."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    to = view + (f"?{urlencode(rest, doseq=True)}" if rest else "")
    return f"sign-in?to={quote(to, safe='')}"


def own_publications() -> tuple[Publication, ...]:
    """The publications of the organisation of whoever is looking."""
    who = principal()
    return () if who.role == "nobody" else archive.publications(storage.ours(), who)


def released(publication: Publication) -> tuple[Comment, ...]:
    """What people wrote in the round of a publication and the reader released, for whoever may read it."""
    who = principal()
    if who.role == "nobody" or publication not in own_publications():
        return ()
    store = storage.ours()
    rounds = [one for one in agenda.all(store, who) if one.state == "closed" and one.plan.name == publication.round.id]
    return tuple(text for one in rounds for text in comments.released(store, who, one.id))


def sign_in_for(view: str, known: Collection[str]) -> None:
    """Say where to sign in, to somebody whose address names an organisation that only its own people see, or none."""
    if st.query_params.get("organisation", "") not in {"", *known} and principal().role == "nobody":
        st.markdown(_("Is this your own organisation? Its results are there after you sign in."))
        go(way_in(view), _("Sign in"))


def go(address: str, label: str, *, quiet: bool = False) -> None:
    """A link to a page of our own outside the views, in the same tab."""
    kind = "quiet" if quiet else "go"
    st.html(f'<a class="{kind}" href="{html.escape(address)}" target="_self">{html.escape(label)}</a>')


def code_form() -> None:
    """A field for a code, which goes to the page that takes it; it is never a part of an address."""
    e = html.escape
    st.html(
        f'<form class="code" method="post" action="i"><label for="code">{e(_("Your code"))}</label>'
        f'<input id="code" name="code" required maxlength="60" autocomplete="off" autocapitalize="characters" '
        f'spellcheck="false" placeholder="K7QF-2M9X-H4TD-3"><button>{e(_("Go on"))}</button></form>'
    )

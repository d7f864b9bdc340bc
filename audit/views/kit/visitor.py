"""Who is visiting: in which language, with which cookies, as whom, and what they may see.

Of the kit this module alone knows the store, the sessions and what `manage` gives to whom. It stands between them and
the pages of results, which so reach nothing but what is handed out here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from audit import settings, storage, texts
from audit.access import links as team_links
from audit.access import sessions, setup
from audit.errors import AuditError, Problem
from audit.manage import results
from audit.manage.comments import Comment
from audit.principal import NOBODY, Principal
from audit.publication import Publication
from audit.storage import Store as Store
from audit.texts import _
from audit.views.kit import links
from audit.web.cookies import LANGUAGE, LINK, SESSION
from audit.web.language import choose
from audit.web.link import gone

Guarded = tuple[Store, Principal]
ONLY_HERE = "only-here"
"""In the state of a tab: something stands on this screen and nowhere else, so it is not drawn anew of itself."""


def speak() -> None:
    """Use the visitor's language from here on.

    `shell` calls this at the start of every run. A fragment runs without it, possibly in another thread: it calls this
    itself, and a callback has it from its decorator (`clicks`). What was chosen first holds for the whole tab, because
    Streamlit drops the query when somebody goes to another view.
    """
    texts.use(
        choose(
            query=st.query_params.get("lang"),
            cookie=st.session_state.get("language") or st.context.cookies.get(LANGUAGE),
            accept=st.context.headers.get("Accept-Language"),
            default=settings.read().default_language,
        )
    )
    st.session_state["language"] = texts.language()


def store() -> Store:
    """The store of this installation.

    Raises:
        AuditError: it cannot be opened, with what to do about it.
    """
    return storage.ours()


def is_set_up() -> bool:
    """Whether an organisation was set up here.

    Raises:
        AuditError: the store cannot be opened or read.
    """
    return not setup.is_empty(store())


def cookie(name: str) -> str | None:
    """A cookie as the browser sent it when it opened this tab."""
    found = st.context.cookies.get(name)
    return found if isinstance(found, str) else None


def unsealed(name: str) -> str | None:
    """What stands in a cookie that the app sealed; nothing where somebody else made it.

    Raises:
        AuditError: the store cannot be opened.
    """
    return store().secret.unseal(name, cookie(name) or "")


def principal() -> Principal:
    """Who is looking, asked again on every run. Nobody, when the store cannot be read now."""
    try:
        return _known()
    except AuditError:
        return NOBODY


def _known() -> Principal:
    """Who is looking.

    Raises:
        AuditError: the store cannot be opened or read now, so nobody knows.
    """
    return _who(cookie(SESSION), cookie(LINK))


def _who(session: str | None, link: str | None) -> Principal:
    """Who has these cookies: management before whoever has a link."""
    who = NOBODY if session is None else sessions.principal(store(), session)
    return who if who.is_signed_in or link is None else team_links.principal(store(), link)


def still_there() -> Callable[[], bool]:
    """What to ask later, also outside a run of the page: whether whoever is looking now still is who they are now, and
    has not signed out nor had a link withdrawn."""
    session, link, now = cookie(SESSION), cookie(LINK), principal()

    def ask() -> bool:
        try:
            return _who(session, link) == now
        except AuditError:
            return False

    return ask


def came_by_link() -> bool:
    """Whether a link was opened in this browser, also one that works no longer."""
    return cookie(LINK) is not None


def sees_only_own() -> bool:
    """Whether whoever is looking came with a link, and so sees nothing but what that opens: no invented results, and
    none that were opened in this tab before."""
    return came_by_link() and not principal().is_manager


def require_link_works() -> None:
    """Go on, unless whoever is looking came with a link that works no longer: then say so, and nothing after the call
    is run. They must not take invented results for their own.

    Raises:
        AuditError: the store cannot be read now, so nobody knows.
    """
    if came_by_link() and not _known().is_signed_in:
        st.title(_("This link does not work"), anchor=False)
        st.markdown(gone())
        st.stop()


@st.fragment(run_every=60 * 60)
def awake() -> None:
    """Nothing to see. A view in which something runs of itself is asked for again as soon as a lost connection is back.

    Otherwise the next click would go to a server that started anew and does not know this tab: nothing would happen,
    and what stands on the screen would be stored nowhere.
    """


def management(view: str) -> Guarded:  # noqa: RET503 (st.stop does not come back)
    """The store and who is looking, for a view that is management's alone. Anybody else sees where to sign in, and
    nothing after the call is run.

    Raises:
        AuditError: the store cannot be read now; whoever is signed in is not told to sign in.
    """
    who = _known()
    if who.is_manager:
        with st.container():  # what follows stays in its place, and unfolded
            if not st.session_state.get(ONLY_HERE):
                awake()
        return store(), who
    st.title(_("Sign in first"), anchor=False)
    st.markdown(
        _(
            "This page is for whoever runs the yearly round. To fill in a questionnaire you need no passphrase, "
            "only your code."
        )
    )
    links.go(links.way_in(view), _("Sign in"))
    links.go("i", _("Fill in with a code"), quiet=True)
    st.stop()


def meeting(view: str) -> Guarded:  # noqa: RET503 (st.stop does not come back)
    """The store and who is looking, for a view of whoever has a link to a meeting, and of management. Anybody else sees
    what they need, and nothing after the call is run.

    Raises:
        AuditError: the store cannot be read now.
    """
    who = _known()
    if who.is_manager or who.role == "meeting":
        return store(), who
    st.title(_("Meeting"), anchor=False)
    if who.has_link:
        st.markdown(_("Your link is for looking at results. For a meeting, ask management for a link to the meeting."))
    else:
        st.markdown(_("A meeting is opened with a link that management gives to the team, or by management itself."))
        links.go(links.way_in(view), _("Sign in"))
    st.stop()


def own_publications() -> tuple[Publication, ...]:
    """The publications of the organisation of whoever is looking, as far as they may see them."""
    who = principal()
    return results.publications(store(), who) if who.is_signed_in else ()


def laid_beside(own: tuple[Publication, ...]) -> tuple[tuple[Publication, ...], tuple[Problem, ...]]:
    """The publications made elsewhere that stand in the data folder, for management, and those that are not shown
    beside their `own`."""
    who = principal()
    return results.in_folder(settings.read().data_dir, who, own) if who.is_manager else ((), ())


def released(publication: Publication) -> tuple[Comment, ...]:
    """What people wrote in the round of a publication and the reader released, for whoever may read it."""
    who = principal()
    return results.released(store(), who, publication) if who.is_manager else ()


def sign_in_for(view: str, known: Collection[str]) -> None:
    """Say where to sign in, to somebody whose address names an organisation that only its own people see, or none."""
    if st.query_params.get("organisation", "") not in {"", *known} and not principal().is_signed_in:
        st.markdown(_("Is this your own organisation? Its results are there after you sign in."))
        links.go(links.way_in(view), _("Sign in"))

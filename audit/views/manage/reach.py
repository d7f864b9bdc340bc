"""Where people fill in: on this computer, or at an address that was asked whether this app answers there."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from audit.texts import _
from audit.views.kit import clicks
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.web import reach
from audit.web.reach import Reach


def draw() -> None:
    """What is true now, and what to do about it."""
    st.header(_("Where do people fill in?"), anchor=False)
    with st.spinner(_("The address is being asked …")):
        found = reach.known()
    if found.answer == "unset":
        here_only()
        return
    (st.success if found.answer == "answers" else st.warning)(in_words(found))
    if found.answer == "answers" and not found.private:
        st.warning(_("What people send there is not encrypted: others in the same network can read it. Ask for https."))
    st.button(_("Ask the address again"), key="ask-address", on_click=ask_again)


def here_only() -> None:
    """What works without an address, and the three steps to one."""
    st.markdown(
        _(
            "**Now: only on this computer**, at {address}. Telephones and other computers cannot reach it. "
            "There are two ways."
        ).format(address=plain(address()))
    )
    st.markdown(
        _(
            "**On this computer.** You need to do nothing more. Put it where nobody can look over a shoulder. One "
            "person after another types the code of a slip, answers, sends, and presses “Leave this device, for the "
            "next person”."
        )
    )
    st.markdown(
        _(
            "**On everybody's own telephone or computer.** That takes an address:\n\n"
            "1. Ask whoever looks after your computers for a server with a name, such as audit.your-organisation.be.\n"
            "2. Give that person the page docs/hosting.md, which came with this program. All steps stand there.\n"
            "3. Open this page at that address. It then says here whether the address answers."
        )
    )


def in_words(found: Reach) -> str:
    """What came of asking the address."""
    told = {
        "answers": _("People fill in at **{address}**. This app asked that address, and it answers."),
        "silent": _(
            "Nobody answers at **{address}**. So nobody can fill in there now. Ask whoever looks after the server "
            "whether it runs, and whether the name points to it."
        ),
        "certificate": _(
            "At **{address}** something answers with a certificate that is not trusted. Telephones would show a "
            "warning. Ask whoever looks after the server for a certificate that browsers trust."
        ),
        "other": _(
            "At **{address}** something else than this app answers. Ask whoever looks after the server to look at "
            "AUDIT_PUBLIC_URL and at the proxy."
        ),
    }
    return told[found.answer].format(address=plain(found.address))


@clicks.action()
def ask_again(guarded: Guarded) -> None:
    """Ask the address now, whatever it said before."""
    guarded[1].manages()
    reach.ask()


def address() -> str:
    """The address others type: as whoever hosts the app set it, else as this browser has it."""
    found = reach.known()
    if found.address:
        return found.address
    parts = urlsplit(st.context.url or "http://localhost:8501/")
    return f"{parts.scheme}://{parts.netloc}"

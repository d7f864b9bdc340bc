"""What a click does to a round, and what came of it on the page that follows.

Streamlit runs a callback before the script, with what was passed when the button was drawn: whoever clicked may have
signed out since, and no language is spoken yet. So a callback is never given the principal. It goes through `do`,
which asks anew who is looking, and whatever came of it waits until the page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from audit import storage, views
from audit.errors import AuditError
from audit.views import plain

_DONE, _TROUBLE, _ASKED = "done", "trouble", "asked"


def do(act: Callable[..., Any], *arguments: Any, said: str = "", beside: str = "", about: str = "") -> Any:
    """Do something to a round: `act` gets the store, whoever is looking now, and the arguments. What it made, or
    nothing when it was refused.

    `said` is told when it is done. When it is refused the reason is told, of what it is `about`, in the form that
    asks for what stands `beside` it.
    """
    views.speak()
    try:
        made = act(storage.ours(), views.principal(), *arguments)
    except AuditError as error:
        sentence = views.sentences(error)
        waiting = st.session_state.setdefault(_TROUBLE, [])
        waiting.append((beside, f"{about}: {sentence}" if about else sentence))
        return None
    if said:
        say(said)
    return made


def say(done: str) -> None:
    """Tell on the next page what was done."""
    said = st.session_state.setdefault(_DONE, [])
    if done not in said:  # once, also when it was done team by team
        said.append(done)


@contextmanager
def news() -> Iterator[None]:
    """What came of the last click, above what is drawn inside. It is filled last: a form first takes what is about
    itself (`trouble`). What no form took is told here, so that a click in an old tab is never passed over in silence.
    """
    above = st.container()
    yield
    with above:
        for _beside, sentence in st.session_state.pop(_TROUBLE, []):
            _tell(sentence)
        for sentence in st.session_state.pop(_DONE, []):
            st.success(plain(sentence))


def trouble(beside: str) -> None:
    """Why the last click was refused, in the form it was about."""
    waiting = st.session_state.get(_TROUBLE, [])
    for about, sentence in waiting:
        if about == beside:
            _tell(sentence)
    st.session_state[_TROUBLE] = [one for one in waiting if one[0] != beside]


def _tell(sentence: str) -> None:
    st.error(plain(sentence).replace("\n", "  \n"))


def ask(what: str = "") -> None:
    """Ask something before it is done, or show something in between; with nothing, go back."""
    st.session_state[_ASKED] = what


def asked(what: str) -> bool:
    """Whether this is what is asked or shown now."""
    return bool(st.session_state.get(_ASKED) == what)

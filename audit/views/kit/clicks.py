"""What a click does, and what came of it on the page that follows.

Streamlit runs a callback before the script, with what was passed when the button was drawn: whoever clicked may have
signed out since, and no language is spoken yet. So a callback is never given the principal. It goes through `do`,
which asks anew who is looking, and whatever came of it waits until the page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from audit.errors import AuditError
from audit.views.kit import text, visitor
from audit.views.kit.text import plain

_OUTCOMES, _ASKED = "outcomes", "asked"


@dataclass(frozen=True)
class Outcome:
    """What came of a click, in a sentence, and the form it was about."""

    sentence: str
    beside: str
    refused: bool


def do(act: Callable[..., Any], *arguments: Any, said: str = "", beside: str = "", about: str = "") -> Any:
    """Do something: `act` gets the store, whoever is looking now, and the arguments. What it made, or nothing when it
    was refused.

    `said` is told when it is done; else the reason why not, of what it is `about`. It is told in the form that asks
    for the `outcome` with this name, and at the top of the page when that form is not there any more.
    """
    visitor.speak()
    try:
        made = act(visitor.store(), visitor.principal(), *arguments)
    except AuditError as error:
        sentence = text.sentences(error)
        refuse(f"{about}: {sentence}" if about else sentence, beside)
        return None
    if said:
        say(said, beside)
    return made


def say(done: str, beside: str = "") -> None:
    """Tell on the next page what was done."""
    _wait(Outcome(done, beside, refused=False))


def refuse(why: str, beside: str = "") -> None:
    """Tell on the next page why nothing was done."""
    _wait(Outcome(why, beside, refused=True))


@contextmanager
def news() -> Iterator[None]:
    """What came of the last click, above what is drawn inside. It is filled last: a form first takes what is about
    itself (`outcome`). What no form took is told here, so that a click in an old tab is never passed over in silence.
    """
    above = st.container()
    yield
    with above:
        _tell(st.session_state.pop(_OUTCOMES, []))


def outcome(beside: str) -> None:
    """What came of the last click, in the form it was about."""
    waiting: list[Outcome] = st.session_state.get(_OUTCOMES, [])
    st.session_state[_OUTCOMES] = [one for one in waiting if one.beside != beside]
    _tell([one for one in waiting if one.beside == beside])


def _wait(one: Outcome) -> None:
    waiting = st.session_state.setdefault(_OUTCOMES, [])
    if one not in waiting:  # once, also when it was done team by team
        waiting.append(one)


def _tell(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        (st.error if one.refused else st.success)(plain(one.sentence).replace("\n", "  \n"))


def ask(what: str = "") -> None:
    """Ask something before it is done, or show something in between; with nothing, go back."""
    st.session_state[_ASKED] = what


def asked(what: str) -> bool:
    """Whether this is what is asked or shown now."""
    return bool(st.session_state.get(_ASKED) == what)

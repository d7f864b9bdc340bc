"""What a click does, and what came of it on the page that follows.

Streamlit runs a callback before the script, possibly in another thread, with what was passed when the button was drawn:
whoever clicked may have signed out since, and no language is in use yet. So every callback carries one of two
decorators: `action`, for what asks who is looking and may be refused, or `speaking`, for what changes this tab, or the
answers of whoever has its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from audit.errors import AuditError
from audit.views.kit import text, visitor
from audit.views.kit.visitor import Guarded

_OUTCOMES, _ASKED = "outcomes", "asked"

Arguments = ParamSpec("Arguments")
Act = Callable[Concatenate[Guarded, Arguments], str | None]


@dataclass(frozen=True)
class Outcome:
    """What came of a click, in a sentence, and the form it was about."""

    sentence: str
    beside: str
    refused: bool


def speaking(act: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Run a callback in the visitor's language."""

    @wraps(act)
    def click(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        visitor.speak()
        act(*arguments, **named)

    return click


def action(
    beside: str | Callable[..., str] = "", wording: Callable[[AuditError], str] = text.sentences
) -> Callable[[Act[Arguments]], Callable[Arguments, None]]:
    """Run a callback in the visitor's language, with the store and whoever is looking now as its first argument.

    The callback returns a sentence that says what was done, or nothing when there is nothing to say. When it raises an
    `AuditError`, the reason is told in the words of `wording`. Either is told in the form that asks for the `outcome`
    named `beside` (a name, or a function of the callback's other arguments), and at the top of the page when no form
    asks for it.
    """

    def decorate(act: Act[Arguments]) -> Callable[Arguments, None]:
        @wraps(act)
        def click(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
            form = beside if isinstance(beside, str) else beside(*arguments, **named)
            with telling(form, wording):
                done = act((visitor.store(), visitor.principal()), *arguments, **named)
                if done:
                    say(done, form)

        return speaking(click)

    return decorate


@contextmanager
def telling(beside: str = "", wording: Callable[[AuditError], str] = text.sentences) -> Iterator[None]:
    """Turn an `AuditError` raised inside into what is told on the next page; what comes after goes on."""
    try:
        yield
    except AuditError as error:
        refuse(wording(error), beside)


def say(done: str, beside: str = "") -> None:
    """Tell on the next page what was done."""
    _wait(Outcome(done, beside, refused=False))


def refuse(why: str, beside: str = "") -> None:
    """Tell on the next page why nothing was done."""
    _wait(Outcome(why, beside, refused=True))


@contextmanager
def news() -> Iterator[None]:
    """Tell what came of the last click, above what is drawn inside.

    It is filled last: a form first takes what is about itself (`outcome`). What no form took is told here, so that a
    click in an old tab always gets an answer.
    """
    above = st.container()
    yield
    with above:
        _tell(st.session_state.pop(_OUTCOMES, []))


def outcome(beside: str) -> None:
    """Tell what came of the last click, in the form it was about."""
    waiting: list[Outcome] = st.session_state.get(_OUTCOMES, [])
    st.session_state[_OUTCOMES] = [told for told in waiting if told.beside != beside]
    _tell([told for told in waiting if told.beside == beside])


def _wait(told: Outcome) -> None:
    waiting = st.session_state.setdefault(_OUTCOMES, [])
    if told not in waiting:  # once, also when it was done team by team
        waiting.append(told)


def _tell(outcomes: list[Outcome]) -> None:
    for told in outcomes:
        (st.error if told.refused else st.success)(text.lines(told.sentence))


@speaking
def ask(what: str = "") -> None:
    """Ask something before it is done, or show something in between; with nothing, go back."""
    st.session_state[_ASKED] = what


def asked(what: str) -> bool:
    """Whether this is what is asked or shown now."""
    return bool(st.session_state.get(_ASKED) == what)

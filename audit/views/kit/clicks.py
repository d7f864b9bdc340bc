"""What a click does, and what came of it on the page that follows.

Streamlit runs a callback before the script, possibly in another thread, with what was passed when the button was drawn:
whoever clicked may have signed out since, and no language is in use yet. So every callback carries one of two
decorators: `action`, for what asks who is looking and may be refused, or `speaking`, for what changes this tab, or the
answers of whoever has its code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from audit.errors import AuditError
from audit.texts import _
from audit.views.kit import html, text, visitor
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
    """Tell on the next page what was done. What the browser keeps of what was typed in this form may go."""
    settled(beside)
    _wait(Outcome(done, beside, refused=False))


def refuse(why: str, beside: str = "") -> None:
    """Tell on the next page why nothing was done."""
    _wait(Outcome(why, beside, refused=True))


def settled(form: str) -> None:
    """Nothing that was typed in a form waits to be saved any more."""
    st.session_state[f"settled-{form}"] = secrets.token_hex(4)


@contextmanager
def news() -> Iterator[None]:
    """Tell what came of the last click, above what is drawn inside.

    It is filled last: a form first takes what is about itself (`outcome`). What no form took is told here, so that a
    click in an old tab always gets an answer.
    """
    above = st.container()
    yield
    with above:
        outcomes: list[Outcome] = st.session_state.pop(_OUTCOMES, [])
        _tell(outcomes)
        for told in outcomes:
            if told.beside and not told.refused:  # its form is not on this page, and was saved
                html.draw("done", name=told.beside)


def outcome(beside: str, *, keep: bool = True) -> None:
    """Tell what came of the last click, in the form it was about.

    With `keep` the browser puts back what was typed in the form and not saved when it is drawn anew, after another
    view or a restart of the server, and says what has no place any more (`typed.js`).
    """
    if keep:
        kept(beside)
    waiting: list[Outcome] = st.session_state.get(_OUTCOMES, [])
    st.session_state[_OUTCOMES] = [told for told in waiting if told.beside != beside]
    _tell([told for told in waiting if told.beside == beside])


def tells(beside: str) -> bool:
    """Whether there is something that `outcome` will tell in this form: the fold around it stands open then."""
    return any(told.beside == beside for told in st.session_state.get(_OUTCOMES, []))


def kept(form: str, by: str = "") -> None:
    """Let the browser keep what is typed in the form this is drawn in, until `form`, or the form `by`, is saved."""
    lost = _("This stood here too, and was not saved: {fields}. Fill it in again.")
    html.draw("form", name=form, settled=st.session_state.get(f"settled-{by or form}", ""), lost=lost)


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

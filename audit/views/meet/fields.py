"""Fields that two laptops write in: each is saved by itself while somebody types, and shows what the other wrote.

What waits in a field is never overwritten. Where two wrote in one field at once, both texts are shown and somebody
chooses.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import streamlit as st

from audit.errors import AuditError
from audit.principal import Principal
from audit.texts import _
from audit.texts import day as written
from audit.typed import LONGEST_TEXT, clean
from audit.views.kit import clicks, text, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Store

Value = str | date | None
Save = Callable[[Store, Principal, Value, Value], None]
_SHOWN, _TOLD, _TORN = "meeting-shown", "meeting-told", "meeting-torn"
_JUST_NOW: Final = 30.0
"""So many seconds after another's text arrived, somebody may still have been typing over the one before it."""


@dataclass(frozen=True)
class Shown:
    """What was stored when a field last showed it, and when it came from elsewhere (seconds of the clock)."""

    value: Value
    came: float = -_JUST_NOW


def line(label: str, key: str, stored: str, save: Save, *, height: int | None = None, example: str = "") -> None:
    """A field for a text; of several lines where it has a height."""
    stand(key, stored, save)
    given: dict[str, Any] = {"key": key, "max_chars": LONGEST_TEXT, "on_change": keep, "args": (key, save)}
    if height is None:
        st.text_input(label, placeholder=example, **given)
    else:
        st.text_area(label, placeholder=example, height=height, **given)
    told(key, stored, save)


def day(label: str, key: str, stored: date | None, save: Save) -> None:
    """A field for a day."""
    stand(key, stored, save)
    st.date_input(label, format="DD/MM/YYYY", key=key, on_change=keep, args=(key, save), value=None)
    told(key, stored, save)


def stand(key: str, stored: Value, save: Save) -> None:
    """Let a field hold what is stored, unless something in it waits to be saved."""
    shown: dict[str, Shown] = st.session_state.setdefault(_SHOWN, {})
    here = key in st.session_state
    waits = st.session_state.get(key)
    if key in torn():
        return
    if not here:
        st.session_state[key] = stored
        shown[key] = Shown(stored)
    elif key not in shown:  # the server started anew: the browser has sent what stood in the field
        shown[key] = Shown(stored)
        if not same(waits, stored):
            _came_back(key, stored, save)
    elif same(waits, shown[key].value) and not same(stored, shown[key].value):
        st.session_state[key] = stored
        shown[key] = Shown(stored, time.monotonic())


def _came_back(key: str, stored: Value, save: Save) -> None:
    """What the browser kept while the server was away: saved where nothing stands, else somebody chooses."""
    if stored in (None, ""):
        keep(key, save)
    elif st.session_state[key] in (None, ""):
        st.session_state[key] = stored
    else:
        torn().add(key)


def same(one: Value, other: Value) -> bool:
    """Whether two values are stored alike."""
    return (clean(one) if isinstance(one, str) else one) == (clean(other) if isinstance(other, str) else other)


def torn() -> set[str]:
    """The fields in which two wrote at once."""
    found: set[str] = st.session_state.setdefault(_TORN, set())
    return found


def told(key: str, stored: Value, save: Save) -> None:
    """What is wrong with a field, below it; and the choice where two wrote in it."""
    sentences: dict[str, str] = st.session_state.setdefault(_TOLD, {})
    if key in torn():
        other = written(stored) if isinstance(stored, date) else stored or "–"
        st.warning(_("Somebody else wrote here too: “{text}”").format(text=plain(other)))
        with st.container(horizontal=True):
            st.button(_("Keep mine"), key=f"mine-{key}", on_click=mine, args=(key, stored, save))
            st.button(_("Take the other"), key=f"theirs-{key}", on_click=theirs, args=(key, stored))
    elif key in sentences:
        st.error(text.lines(sentences[key]))


@clicks.speaking
def keep(key: str, save: Save) -> None:
    """Save what stands in a field; what cannot be saved stays there, and it is said why."""
    shown: dict[str, Shown] = st.session_state.setdefault(_SHOWN, {})
    typed, before = st.session_state[key], shown.get(key, Shown(None))
    came_in_between = time.monotonic() - before.came < _JUST_NOW and isinstance(typed, str)
    if came_in_between and str(before.value or "") not in str(typed):
        torn().add(key)
        return
    _save(key, typed, before.value, save)


def _save(key: str, typed: Value, before: Value, save: Save) -> None:
    sentences: dict[str, str] = st.session_state.setdefault(_TOLD, {})
    try:
        save(visitor.store(), visitor.principal(), typed, before)
    except AuditError as error:
        if error.code == "changed_meanwhile":
            torn().add(key)
        else:
            sentences[key] = text.sentences(error)
        return
    sentences.pop(key, None)
    torn().discard(key)
    st.session_state[_SHOWN][key] = Shown(clean(typed) if isinstance(typed, str) else typed)


@clicks.speaking
def mine(key: str, stored: Value, save: Save) -> None:
    """Save what stands in the field in the place of what the other wrote."""
    torn().discard(key)
    _save(key, st.session_state[key], stored, save)


@clicks.speaking
def theirs(key: str, stored: Value) -> None:
    """Take what the other wrote."""
    torn().discard(key)
    st.session_state[key] = stored
    st.session_state[_SHOWN][key] = Shown(stored)

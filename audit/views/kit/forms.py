"""Forms that stay open for a while, and what each was drawn with.

Each form has a number of its own in the names of its fields: a form that is saved begins anew, and the others keep
what was typed in them. What a form was drawn with does not change while it is open, whatever another tab saves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from audit.texts import _
from audit.views.kit import clicks

T = TypeVar("T")


@dataclass
class Drawn(Generic[T]):
    """A form on the screen: the number in the names of its fields, and what stood there when it was drawn."""

    number: int
    before: T


def number() -> int:
    """The next number for names of fields in this tab."""
    last: int = st.session_state.get("fields", 0) + 1
    st.session_state["fields"] = last
    return last


def drawn(form: str, field: str, now: T) -> Drawn[T]:
    """The form as it stands open, or a new one: `field` is one of its fields, which Streamlit forgets when somebody
    goes to another view."""
    kept: Drawn[T] | None = st.session_state.get(f"{form}-drawn")
    if kept is None or f"{form}-{kept.number}-{field}" not in st.session_state:
        kept = st.session_state[f"{form}-drawn"] = Drawn(number(), now)
    return kept


@clicks.speaking
def anew(form: str) -> None:
    """Let a form begin from what is saved."""
    st.session_state.pop(f"{form}-drawn", None)
    clicks.settled(form)


@clicks.speaking
def keep(form: str, before: Any) -> None:
    """Let a form count as drawn from what is saved now: what was typed in it may replace that."""
    st.session_state[f"{form}-drawn"].before = before


def changed_meanwhile(form: str, now: Any) -> None:
    """Offer to begin anew or to go on, in a form that was drawn from something else than is saved now."""
    st.warning(
        _(
            "What is saved here was changed in another tab or by a colleague after you opened it. What you "
            "typed is not saved yet."
        )
    )
    st.form_submit_button(
        _("Show what is saved now. What I typed here may go"), key=f"{form}-anew", on_click=anew, args=(form,)
    )
    st.form_submit_button(
        _("Keep what I typed here. It may replace what is saved now"),
        key=f"{form}-keep",
        on_click=keep,
        args=(form, now),
    )

"""The steps of a questionnaire, for whoever answers and for whoever looks at it beforehand: nothing here stores.

A `Filling` (`place.py`) is where one person is in one tab; `draw` draws the step it is at. A preview draws the same
steps with nothing behind them.
"""

from __future__ import annotations

import streamlit as st

from audit.views.answer.check import check
from audit.views.answer.first import role, start
from audit.views.answer.place import CHECK, OWN_WORDS, PRIORITIES, ROLE, START, Filling
from audit.views.answer.step import STYLE
from audit.views.answer.theme import one_theme
from audit.views.answer.wishes import own_words, priorities


def draw(filling: Filling) -> None:
    """The step where this person is, with the way on and back."""
    st.html(STYLE)
    if filling.step not in filling.steps:
        filling.step = START
    step = filling.step.split(".")[0]
    with st.container(key="larger" if filling.one_by_one else "filling"):
        if step == START:
            start(filling)
        elif step == PRIORITIES:
            priorities(filling)
        elif step == OWN_WORDS:
            own_words(filling)
        elif step == ROLE:
            role(filling)
        elif step == CHECK:
            check(filling)
        else:
            one_theme(filling, filling.content.theme(step))

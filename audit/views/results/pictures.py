"""Charts of the results: made once for all who look at them, with their words, and their numbers to be saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from audit.read.charts.paint import specification
from audit.read.charts.palette import palette
from audit.read.charts.picture import Numbers, Pair
from audit.read.profile import Profile
from audit.texts import language
from audit.views.kit import pictures
from audit.views.kit.pictures import Variant
from audit.views.results import printing
from audit.views.results.profiles import dark

Drawn = tuple[dict[str, Any], str, Numbers]
"""A chart as a specification, in words, and as a table."""


def draw(name: str, of: str, make: Callable[[], Pair]) -> Numbers:
    """Draw a chart; its numbers come back, to be saved (`kit.pictures.save`).

    Args:
        of: names all that the chart depends on, but for the language, the colours and the screen.
    """
    if dark():
        st.html(printing.style())
    specification, said, numbers = _drawn(name, of, pictures.variant(), dark(), language(), make)
    pictures.draw(name, specification, said)
    return numbers


@st.cache_data(max_entries=600, show_spinner=False)
def _drawn(name: str, of: str, variant: Variant, dark: bool, language: str, _make: Callable[[], Pair]) -> Drawn:
    """A chart, kept: making one takes a part of a second of the one core that all visitors share."""
    chart = _make()
    return specification(getattr(chart, variant), palette(dark)), chart.description, chart.numbers


def file_name(profile: Profile, what: str) -> str:
    """What a saved chart is called, without an ending: the unit, the round, and what it is."""
    return " ".join(
        re.sub(r"[^\w .-]+", "-", part) for part in (profile.unit.name, profile.publication.round.title, what)
    )

"""The colours of charts on a light and on a dark page, chosen for contrast and for people who see fewer colours.

Questionnaires are also text colours (at least 4.5:1 on the page and on their tint), series are marks only (at least 3:1
on the page and on every band) and differ in shape and dash as well. No colour stands alone: there is always a word or a
shape beside it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One set of colours: page and text, the questionnaires in order, and the three series of a profile."""

    page: str
    ink: str
    muted: str
    grid: str
    questionnaires: tuple[str, ...]
    unit: str
    organisation: str
    earlier: str
    answers: tuple[str, ...]
    on_answers: tuple[str, ...]
    """The five answers from low to high, and the colour of a text on each."""
    develop: str
    growing: str
    strength: str
    """The bands of the scale, pale enough for text and marks on them."""
    border: str
    cells: tuple[str, ...]
    """The bands again, from low to high, stronger: the ground of a cell in a table."""
    tints: tuple[str, ...]
    """The questionnaires again, pale: the ground of their own names."""

    def questionnaire(self, place: int) -> str:
        """The colour of the questionnaire at this place in the order; a fourth begins again."""
        return self.questionnaires[place % len(self.questionnaires)]

    def named(self, name: str) -> str:
        """The colour that a picture calls by name: a field, or one of several ("tints 1"), which begin again."""
        kind, _, place = name.partition(" ")
        found = getattr(self, kind)
        return str(found[int(place) % len(found)] if place else found)


LIGHT = Palette(
    page="#FFFFFF",
    ink="#1B2430",
    muted="#566170",
    grid="#C4CCD4",
    questionnaires=("#2B64C3", "#B84C05", "#611D55"),
    unit="#004E57",
    organisation="#6B7583",
    earlier="#A8660A",
    answers=("#A8480B", "#E5A06B", "#C9CED4", "#6FA9D6", "#1F5F99"),
    on_answers=("#FFFFFF", "#1B2430", "#1B2430", "#1B2430", "#FFFFFF"),
    develop="#F8EFE1",
    growing="#EEF5F4",
    strength="#D6EAE8",
    border="#4A7C7E",
    cells=("#F6E0C2", "#E9F3F2", "#B5DAD9"),
    tints=("#E6EEFA", "#FDF1E9", "#F3E8F1"),
)
DARK = Palette(
    page="#12171D",
    ink="#E8ECF1",
    muted="#A9B4C0",
    grid="#3D4855",
    questionnaires=("#6AA3F0", "#D98A4A", "#F3C4EC"),
    unit="#7FE3E3",
    organisation="#A0AAB6",
    earlier="#E3A53A",
    answers=("#F0914A", "#A8673A", "#4A545F", "#3F739E", "#63B0EE"),
    on_answers=("#12171D", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#12171D"),
    develop="#2A241B",
    growing="#172629",
    strength="#1B3B3F",
    border="#5B8C90",
    cells=("#4A3920", "#1D2E32", "#1F565B"),
    tints=("#1B2B42", "#35261A", "#35263A"),
)


def palette(dark: bool) -> Palette:
    """The colours for a dark or a light page."""
    return DARK if dark else LIGHT

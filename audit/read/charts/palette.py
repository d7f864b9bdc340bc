"""The colours of charts on a light and on a dark page, chosen for contrast and for people who see fewer colours.

Questionnaires are also text colours (at least 4.5:1 on the page), series are marks only (at least 3:1) and differ in
shape and dash as well. No colour stands alone: there is always a word or a shape beside it.
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

    def questionnaire(self, place: int) -> str:
        """The colour of the questionnaire at this place in the order; a fourth begins again."""
        return self.questionnaires[place % len(self.questionnaires)]


LIGHT = Palette(
    page="#FFFFFF",
    ink="#1B2430",
    muted="#566170",
    grid="#C9D0D8",
    questionnaires=("#2B64C3", "#B84C05", "#611D55"),
    unit="#004E57",
    organisation="#7E8896",
    earlier="#C27C0E",
    answers=("#A8480B", "#E5A06B", "#C9CED4", "#6FA9D6", "#1F5F99"),
    on_answers=("#FFFFFF", "#1B2430", "#1B2430", "#1B2430", "#FFFFFF"),
)
DARK = Palette(
    page="#12171D",
    ink="#E8ECF1",
    muted="#A9B4C0",
    grid="#3D4855",
    questionnaires=("#6AA3F0", "#D98A4A", "#F3C4EC"),
    unit="#7FE3E3",
    organisation="#808B98",
    earlier="#E3A53A",
    answers=("#F0914A", "#A8673A", "#4A545F", "#3F739E", "#63B0EE"),
    on_answers=("#12171D", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#12171D"),
)


def palette(dark: bool) -> Palette:
    """The colours for a dark or a light page."""
    return DARK if dark else LIGHT

"""Profiles as the tabs use them, each worked out once for all who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read.charts.palette import Palette, palette
from audit.read.profile import Profile, profile_of
from audit.texts import language
from audit.views.results.choosing import Chosen


@dataclass(frozen=True)
class Seen:
    """What a tab draws: what was chosen, the profile of the unit that is shown for it, and the questionnaires."""

    chosen: Chosen
    profile: Profile
    content: Content


def profile(publication: Publication, earlier: Publication | None, unit: str) -> Profile:
    """The profile of a unit, in the language in use."""
    return _profile(Made(publication, earlier), unit, language())


@dataclass(frozen=True, eq=False)
class Made:
    """Two rounds, which are the same as two others with these fingerprints."""

    publication: Publication
    earlier: Publication | None

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Made) and other.key == self.key

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(made.sha256 or str(id(made)) for made in (self.publication, self.earlier) if made)


@lru_cache(maxsize=400)
def _profile(made: Made, unit: str, _language: str) -> Profile:
    return profile_of(made.publication, unit, questionnaire.read(), made.earlier)


def dark() -> bool:
    """Whether the visitor looks at a dark page."""
    return st.context.theme.type == "dark"


def colours() -> Palette:
    """The colours for the visitor's page."""
    return palette(dark())

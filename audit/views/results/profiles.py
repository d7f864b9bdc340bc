"""Profiles as the tabs use them, each worked out once for all who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read.archive import Archive
from audit.read.charts.palette import Palette, palette
from audit.read.groups import Group, groups
from audit.read.profile import Profile
from audit.read.shown import profile_for
from audit.read.units import unit_labels
from audit.texts import language


@dataclass(frozen=True)
class Chosen:
    """What is looked at: a publication of an archive, and a unit of it or a group of teams (its id)."""

    archive: Archive
    publication: Publication
    unit: str


@dataclass(frozen=True)
class Seen:
    """What a tab draws: what was chosen, the profile of the unit that is shown for it, and the questionnaires."""

    chosen: Chosen
    profile: Profile
    content: Content


def profile(chosen: Chosen) -> tuple[Profile | None, str]:
    """The profile that is shown for what was chosen, in the language in use, and why it is that of others
    (`shown.profile_for`), each worked out once."""
    made = Made(chosen.publication, chosen.archive.before(chosen.publication))
    return _profile(made, chosen.unit, language())


def units(publication: Publication) -> dict[str, str]:
    """What each unit is called in a list to choose from, and each group of teams that have a result together only."""
    together = _groups(Made(publication, None), language())
    labels = unit_labels(publication)
    return labels | {id: f"{labels[group.parent]} · {group.name}" for id, group in together.items()}


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
def _profile(made: Made, unit: str, _language: str) -> tuple[Profile | None, str]:
    return profile_for(made.publication, unit, questionnaire.read(), made.earlier)


@lru_cache(maxsize=400)
def _groups(made: Made, _language: str) -> dict[str, Group]:
    return groups(made.publication)


def dark() -> bool:
    """Whether the visitor looks at a dark page."""
    return st.context.theme.type == "dark"


def colours() -> Palette:
    """The colours for the visitor's page."""
    return palette(dark())

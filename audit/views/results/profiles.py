"""Profiles as the tabs use them, each worked out once for all who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import sentences
from audit.read.archive import Archive
from audit.read.charts.palette import Palette, palette
from audit.read.groups import Group, group_of, groups, profile_of_group, why_together
from audit.read.profile import Profile, profile_of
from audit.read.units import is_shown, nearest_shown, unit_labels
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
    """The profile that is shown for what was chosen, in the language in use, and why it is that of others: of the teams
    that a team without a result is counted with, else of the nearest larger unit; nothing where nothing is shown."""
    publication, unit = chosen.publication, chosen.unit
    made = Made(publication, chosen.archive.before(publication))
    together = _groups(made, language())
    if unit in together:
        return _profile(made, unit, language()), ""
    if is_shown(publication.by_id[unit]):
        return _profile(made, unit, language()), ""
    hidden = publication.by_id[unit]
    group = group_of(together, unit)
    if group is not None:
        return _profile(made, group.id, language()), why_together(hidden, group, publication)
    larger = nearest_shown(publication, unit)
    if larger is None:
        return None, sentences.nothing_shown(publication)
    found = _profile(made, larger, language())
    return found, sentences.why_larger(hidden, found)


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
def _profile(made: Made, unit: str, language: str) -> Profile:
    content, group = questionnaire.read(), _groups(made, language).get(unit)
    if group is not None:
        return profile_of_group(made.publication, group, content, made.earlier)
    return profile_of(made.publication, unit, content, made.earlier)


@lru_cache(maxsize=400)
def _groups(made: Made, _language: str) -> dict[str, Group]:
    return groups(made.publication)


def dark() -> bool:
    """Whether the visitor looks at a dark page."""
    return st.context.theme.type == "dark"


def colours() -> Palette:
    """The colours for the visitor's page."""
    return palette(dark())

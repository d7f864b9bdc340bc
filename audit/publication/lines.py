"""What a publication is about, as it is read: organisation, round, rules, and what was asked."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from audit.frozen import Frozen
from audit.organisation import Kind

Reach = Literal["team", "service", "organisation", "network", "policy"]


class Words(Frozen):
    """A text in both languages, so that a file is drawn with its own names anywhere."""

    nl: str
    en: str

    def to(self, language: str) -> str:
        """The text in this language, or in Dutch where it is not there."""
        return self.en if language == "en" else self.nl


class OrganisationLine(Frozen):
    """Which organisation this is about."""

    id: str
    name: str
    kind: Kind | None
    region: str | None


class RoundLine(Frozen):
    """Which round this is about."""

    id: str
    title: str
    year: int
    closed_on: date


class Rules(Frozen):
    """The rules frozen when the round opened: people per group for scores, and for detail and outsiders."""

    minimum_group: int = Field(ge=5)
    minimum_detail: int = Field(ge=10)


class QuestionnaireLine(Frozen):
    """Which questionnaire was asked, in which version; `sha256` of its content."""

    id: str
    version: int
    sha256: str
    title: Words


class ThemeLine(Frozen):
    """A theme of the file: its questionnaire, its title (`short` for narrow places), and who can reach it, the first
    of whom is where to begin."""

    id: str
    questionnaire: str
    title: Words
    short: Words
    reach: tuple[Reach, ...]


class ItemLine(Frozen):
    """An item of the file, as people read it."""

    id: str
    theme: str
    text: Words

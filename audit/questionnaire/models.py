"""What is asked, as frozen models: items in themes, themes in questionnaires, and everything together as content."""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from audit.frozen import Frozen, canonical
from audit.questionnaire.blocks import Id, Krachtlijn, KrachtlijnNumber, Line, Positive, Scale, Shared, Text, Whole

Measurement = Literal["reflective", "formative", "mixed"]
Trace = Literal["direct", "elaboration"]
Reach = Literal["team", "service", "organisation", "network", "policy"]


class Source(Frozen):
    """The phrase an item stands on.

    `quote` is verbatim, in the spelling of the source; `sentence` is an id of `krachtlijnen.yaml`; `secondary` a phrase
    of another krachtlijn. `trace`: the phrase says it (`direct`) or the item works it out (`elaboration`).
    """

    krachtlijn: KrachtlijnNumber
    sentence: str | None = None
    quote: Line
    trace: Trace
    secondary: Line | None = None


class Item(Frozen):
    """One statement, on screen "vraag". A changed wording is a new version and breaks the trend."""

    id: Id
    version: Positive
    text: Text
    help: Text | None = None
    source: Source


class Theme(Frozen):
    """One axis of the radar: a handful of items.

    `short` is for labels on a phone; `summary` is for reports only, as it would lead the answers. `support` says below
    the questions where to find support, where they may touch whoever answers. `measurement`:
    no reliability is computed for a formative theme, whose items are different practices. `reach`: who can change
    something about it, the first being where to begin. An empty list is in no fingerprint.
    """

    id: Id
    title: Text
    short: Text | None = None
    summary: Text | None = None
    support: Text | None = None
    measurement: Measurement
    reach: tuple[Reach, ...] = Field(default=(), exclude_if=operator.not_)
    discussion: tuple[Text, ...] = ()
    example_action: Text | None = None
    items: tuple[Item, ...] = Field(min_length=1)


class OpenQuestion(Frozen):
    """A question people answer in their own words."""

    id: Id
    text: Text


def _two_ascending(minutes: tuple[int, ...]) -> tuple[int, ...]:
    if len(minutes) != 2 or not 1 <= minutes[0] <= minutes[1]:
        raise PydanticCustomError("minutes", "two ascending numbers")
    return minutes


class Questionnaire(Frozen):
    """A questionnaire: its themes in the order people see them; `minutes` is how long it takes, from and to."""

    id: Id
    version: Positive
    krachtlijn: KrachtlijnNumber
    title: Text
    intro: Text
    minutes: Annotated[tuple[Whole, ...], AfterValidator(_two_ascending)]
    scale: Id
    themes: tuple[Theme, ...] = Field(min_length=1)
    open_questions: tuple[OpenQuestion, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all themes, in order."""
        return tuple(item for theme in self.themes for item in theme.items)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of its canonical JSON (what is left out is not in it): which content was asked."""
        return hashlib.sha256(canonical(self.model_dump(mode="json", exclude_none=True))).hexdigest()


class Content(Frozen):
    """Everything that is asked and said, in the order people see it; `own_words`: whether open questions are asked."""

    questionnaires: tuple[Questionnaire, ...]
    scales: tuple[Scale, ...]
    shared: Shared
    krachtlijnen: tuple[Krachtlijn, ...]
    source: Text
    source_sha256: str
    own_words: bool = True

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of all questionnaires, in order."""
        return tuple(theme for questionnaire in self.questionnaires for theme in questionnaire.themes)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all questionnaires, in order."""
        return tuple(item for questionnaire in self.questionnaires for item in questionnaire.items)

    @property
    def minutes(self) -> tuple[int, int]:
        """How long it all takes, from and to."""
        every = [asked.minutes for asked in self.questionnaires]
        return sum(low for low, _high in every), sum(high for _low, high in every)

    def only(self, questionnaires: tuple[str, ...]) -> Content:
        """The content with only these questionnaires (ids), in the same order."""
        # made anew and not copied: a copy would take along the themes and items that the whole has worked out
        return Content(
            questionnaires=tuple(asked for asked in self.questionnaires if asked.id in questionnaires),
            scales=self.scales,
            shared=self.shared,
            krachtlijnen=self.krachtlijnen,
            source=self.source,
            source_sha256=self.source_sha256,
            own_words=self.own_words,
        )

    def without_follow_up(self) -> Content:
        """The content of a first round, in which nobody can be asked about previous results."""
        return self.model_copy(update={"shared": self.shared.model_copy(update={"follow_up": None})})

    def without_own_words(self) -> Content:
        """The content of a round in which open questions are not asked, since nobody has a key to read the answers."""
        return self.model_copy(update={"own_words": False})

    def questionnaire(self, id: str) -> Questionnaire:
        """One questionnaire. Raises KeyError when there is none with this id."""
        return _the(self.questionnaires, id)

    def theme(self, id: str) -> Theme:
        """One theme. Raises KeyError when there is none with this id."""
        return _the(self.themes, id)

    def item(self, id: str) -> Item:
        """One item. Raises KeyError when there is none with this id."""
        return _the(self.items, id)

    def scale(self, id: str) -> Scale:
        """One scale. Raises KeyError when there is none with this id."""
        return _the(self.scales, id)

    def questionnaire_of(self, theme_id: str) -> Questionnaire:
        """The questionnaire a theme belongs to. Raises KeyError when there is none with this id."""
        theme = self.theme(theme_id)
        return next(questionnaire for questionnaire in self.questionnaires if theme in questionnaire.themes)


Thing = TypeVar("Thing", Questionnaire, Theme, Item, Scale)


def _the(things: Iterable[Thing], id: str) -> Thing:
    for thing in things:
        if thing.id == id:
            return thing
    raise KeyError(id)

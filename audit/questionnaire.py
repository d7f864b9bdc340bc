"""What is asked: questionnaires with what stands around them, read from YAML into frozen models.

The files are content only and may be edited by people who do not program: what is wrong with them is said at once,
all of it, with file, line, place and remedy (`audit.proofreading`), and nothing is ever loaded half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from audit import outlines, proofreading
from audit.errors import InputError, Problem
from audit.frame import (
    Id,
    Krachtlijn,
    Krachtlijnen,
    KrachtlijnNumber,
    Line,
    Positive,
    Role,
    Scale,
    Scales,
    Shared,
    Text,
    Whole,
)
from audit.organisation import Frozen
from audit.publication import canonical
from audit.texts import _

__all__ = [
    "Content",
    "Item",
    "Krachtlijn",
    "OpenQuestion",
    "Questionnaire",
    "Role",
    "Scale",
    "Shared",
    "Source",
    "Text",
    "Theme",
    "check",
    "read",
]

OURS: Final = Path(__file__).resolve().parent.parent / "questionnaires"
_AROUND: Final[dict[str, type[Frozen]]] = {"scales": Scales, "shared": Shared, "krachtlijnen": Krachtlijnen}

Measurement = Literal["reflective", "formative", "mixed"]
Trace = Literal["direct", "elaboration"]


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

    `short` is for labels on a phone; `summary` is for reports only, as it would lead the answers. `measurement`:
    no reliability is computed for a formative theme, whose items are different practices.
    """

    id: Id
    title: Text
    short: Text | None = None
    summary: Text | None = None
    measurement: Measurement
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
    """Everything that is asked and said, in the order people see it."""

    questionnaires: tuple[Questionnaire, ...]
    scales: tuple[Scale, ...]
    shared: Shared
    krachtlijnen: tuple[Krachtlijn, ...]
    source: Text
    source_sha256: str

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of all questionnaires, in order."""
        return tuple(theme for questionnaire in self.questionnaires for theme in questionnaire.themes)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all questionnaires, in order."""
        return tuple(item for questionnaire in self.questionnaires for item in questionnaire.items)

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


def read(folder: Path | None = None) -> Content:
    """Read a folder of questionnaires, ours when none is given; `scales.yaml`, `shared.yaml` and `krachtlijnen.yaml`
    come from ours where they are not in it.

    Raises:
        InputError: every problem of every file; nothing is loaded half.
    """
    if folder is None or folder.resolve() == OURS:
        return _ours()
    return _read(folder)


def check(path: Path) -> list[Problem]:
    """Everything that is wrong with a folder of questionnaires, or with one file beside its neighbours' scales."""
    if path.is_dir():
        try:
            return _gathered(path, _questionnaire_files(path))[1]
        except InputError as error:
            return list(error.problems)
    if path.stem in _AROUND and path.suffix == ".yaml":
        return proofreading.validated(_AROUND[path.stem], outlines.read(path))[1]
    problems = _gathered(path.parent, [path])[1]
    return [problem for problem in problems if f"{problem.place}, ".startswith(f"{path.name}, ")]


@lru_cache(maxsize=1)
def _ours() -> Content:
    return _read(OURS)


def _read(folder: Path) -> Content:
    content, problems = _gathered(folder, _questionnaire_files(folder))
    if content is None:
        raise InputError(problems)
    return content


def _questionnaire_files(folder: Path) -> list[Path]:
    """The files with a questionnaire, by name. Hidden files (a Mac leaves them behind) are nobody's questionnaire."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".") and path.stem not in _AROUND
        )
    except OSError as error:
        sentence = _("This folder does not exist or cannot be opened. Check the name.")
        raise InputError([Problem("not_found", str(folder), sentence)]) from error


def _gathered(folder: Path, files: list[Path]) -> tuple[Content | None, list[Problem]]:
    """The content of these files and what goes around them, or nothing and everything that is wrong."""
    if not files:
        sentence = _("There is no questionnaire in this folder. Put at least one file there, such as “ze.yaml”.")
        return None, [Problem("no_questionnaires", str(folder), sentence)]
    around = {name: outlines.read(_nearest(folder, name)) for name in _AROUND}
    asked = [outlines.read(path) for path in files]
    scales, problems = proofreading.validated(Scales, around["scales"])
    shared, more = proofreading.validated(Shared, around["shared"])
    krachtlijnen, still_more = proofreading.validated(Krachtlijnen, around["krachtlijnen"])
    problems += more + still_more
    questionnaires = []
    for outline in asked:
        questionnaire, its_problems = proofreading.validated(Questionnaire, outline)
        questionnaires += [questionnaire] if questionnaire else []
        problems += its_problems
    problems += proofreading.across(asked, around["scales"], around["krachtlijnen"])
    if problems or not (scales and shared and krachtlijnen):
        return None, problems
    order = {id: number for number, id in enumerate(shared.order)}
    questionnaires.sort(key=lambda questionnaire: (order.get(questionnaire.id, len(order)), questionnaire.id))
    return Content(
        questionnaires=tuple(questionnaires),
        scales=scales.scales,
        shared=shared,
        krachtlijnen=krachtlijnen.krachtlijnen,
        source=krachtlijnen.source,
        source_sha256=krachtlijnen.source_sha256,
    ), []


def _nearest(folder: Path, name: str) -> Path:
    own = folder / f"{name}.yaml"
    return own if own.exists() else OURS / f"{name}.yaml"

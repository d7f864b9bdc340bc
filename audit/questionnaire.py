"""What is asked: questionnaires, scales and the texts around them, read from YAML into frozen models.

The files are content only and may be edited by people who do not program: what is wrong with them is said at once,
all of it, with file, line, place and remedy (`audit.proofreading`), and nothing is ever loaded half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    TypeAdapter,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from audit import outlines, proofreading
from audit.errors import InputError, Problem
from audit.organisation import Frozen
from audit.publication import canonical
from audit.texts import _

OURS: Final = Path(__file__).resolve().parent.parent / "questionnaires"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Whole = Annotated[int, Field(strict=True)]
Positive = Annotated[int, Field(strict=True, ge=1)]
KrachtlijnNumber = Annotated[int, Field(strict=True, ge=1, le=10)]
Measurement = Literal["reflective", "formative", "mixed"]
Trace = Literal["direct", "elaboration"]
_WORDS: Final = TypeAdapter(dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], Line])


class Text(RootModel[tuple[tuple[str, str], ...]]):
    """A text in one or more languages; Dutch is always there.

    >>> Text({"nl": "Ja", "en": "Yes"}).to("en"), Text({"nl": "Ja"}).to("en")
    ('Yes', 'Ja')
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _from_fields(cls, value: Any) -> Any:
        words = _WORDS.validate_python(value)
        if "nl" not in words:
            raise PydanticCustomError("missing_nl", "nl")
        return tuple(words.items())

    @model_serializer
    def _as_fields(self) -> dict[str, str]:
        return dict(self.root)

    def to(self, language: str) -> str:
        """The text in this language, or in Dutch where it is not there."""
        words = dict(self.root)
        return words.get(language, words["nl"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this text is there in."""
        return tuple(language for language, _text in self.root)


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


class Point(Frozen):
    """One point of a scale."""

    value: Whole
    label: Text


def _one_to_five(points: tuple[Point, ...]) -> tuple[Point, ...]:
    if [point.value for point in points] != [1, 2, 3, 4, 5]:
        raise PydanticCustomError("points", "one to five")
    return points


class Scale(Frozen):
    """How people answer: a prompt, the points 1 to 5, and the two ways out ("weet ik niet", "niet van toepassing")."""

    id: Id
    prompt: Text
    points: Annotated[tuple[Point, ...], AfterValidator(_one_to_five)]
    dk: Text
    na: Text


class Role(Frozen):
    """A role somebody fills in from; `code` is what stands in a table of answers."""

    code: Id
    label: Text


class Allowance(Frozen):
    """How many themes people may choose from so many themes on."""

    themes: Positive
    choices: Positive


def _from_one_up(allowances: tuple[Allowance, ...]) -> tuple[Allowance, ...]:
    themes = [allowance.themes for allowance in allowances]
    if themes[:1] != [1] or themes != sorted(set(themes)):
        raise PydanticCustomError("allowances", "from one theme up")
    return allowances


def _with_max(text: Text) -> Text:
    if any(text.to(language).count("{max}") != 1 for language in text.languages):
        raise PydanticCustomError("max_placeholder", "{max}")
    return text


class PriorityQuestion(Frozen):
    """Which themes to work on first; `question` holds `{max}` where the number of choices goes."""

    question: Annotated[Text, AfterValidator(_with_max)]
    no_preference: Text
    allowances: Annotated[tuple[Allowance, ...], AfterValidator(_from_one_up)]

    def maximum(self, n_themes: int) -> int:
        """How many themes a person may choose in a round with so many themes: set once per round."""
        return max(allowance.choices for allowance in self.allowances if allowance.themes <= max(n_themes, 1))


class Shared(Frozen):
    """What all questionnaires share: order, roles, the priority question and the texts that must be said.

    The texts are sentences in order: `warning` says what the tool is and is not, `first_page` and `promise` are what
    a person reads before the first item, `missing` says whose view is not in the results.
    """

    version: Positive
    order: tuple[Id, ...]
    role_question: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    priority: PriorityQuestion
    skip: Text
    open_warning: Text
    open_length: Positive
    warning: tuple[Text, ...] = Field(min_length=1)
    first_page: tuple[Text, ...] = Field(min_length=1)
    promise: tuple[Text, ...] = Field(min_length=1)
    missing: Text


class Sentence(Frozen):
    """A sentence of a krachtlijn: its place in the source (0 is the heading), a summary in our own words, and why no
    item stands on it where that is so."""

    id: Annotated[str, StringConstraints(pattern=r"^k[0-9]+-[0-9]+$")]
    summary: Text
    not_covered: Text | None = None


class Krachtlijn(Frozen):
    """One of the ten krachtlijnen in a sentence of our own; those with a questionnaire sentence by sentence."""

    number: KrachtlijnNumber
    text: Text
    sentences: tuple[Sentence, ...] = ()


class Krachtlijnen(Frozen):
    """The ten, with the fingerprint of the source text that the quotes were taken from."""

    version: Positive
    source: Text
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    krachtlijnen: tuple[Krachtlijn, ...] = Field(min_length=1)


class Scales(Frozen):
    """The file `scales.yaml`."""

    version: Positive
    scales: tuple[Scale, ...] = Field(min_length=1)


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
    """Read a folder of questionnaires; ours when none is given. What is not in it (`scales.yaml`, `shared.yaml`,
    `krachtlijnen.yaml`) comes from ours.

    Raises:
        InputError: every problem of every file; nothing is loaded half.
    """
    if folder is None or folder.resolve() == OURS:
        return _ours()
    return _read(folder)


def check(path: Path) -> list[Problem]:
    """Everything that is wrong with a folder of questionnaires, or with one file beside its neighbours' scales."""
    if path.is_dir():
        return _gathered(path, _questionnaire_files(path))[1]
    if path.stem in _AROUND and path.suffix == ".yaml":
        return proofreading.validated(_AROUND[path.stem], outlines.read(path))[1]
    problems = _gathered(path.parent, [path])[1]
    return [problem for problem in problems if problem.place.startswith((f"{path.name},", path.name))]


_AROUND: Final[dict[str, type[Frozen]]] = {"scales": Scales, "shared": Shared, "krachtlijnen": Krachtlijnen}


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
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")
                  and not path.name.startswith(".") and path.stem not in _AROUND)  # fmt: skip


def _gathered(folder: Path, files: list[Path]) -> tuple[Content | None, list[Problem]]:
    """The content of these files and what goes around them, or nothing and everything that is wrong."""
    if not files:
        sentence = _("There is no questionnaire in this folder. Put at least one file there, such as “ze.yaml”.")
        return None, [Problem("no_questionnaires", folder.name, sentence)]
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
    return Content(questionnaires=tuple(questionnaires), scales=scales.scales, shared=shared,
                   krachtlijnen=krachtlijnen.krachtlijnen, source=krachtlijnen.source,
                   source_sha256=krachtlijnen.source_sha256), []  # fmt: skip


def _nearest(folder: Path, name: str) -> Path:
    own = folder / f"{name}.yaml"
    return own if own.exists() else OURS / f"{name}.yaml"

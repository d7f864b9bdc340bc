"""What stands around the questionnaires: texts in languages, scales, roles, the priority question, what must be said,
and the krachtlijnen."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

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

from audit.frozen import Frozen

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Whole = Annotated[int, Field(strict=True)]
Positive = Annotated[int, Field(strict=True, ge=1)]
FollowUpCode = Literal["much", "some", "hardly", "nothing", "dk"]
KrachtlijnNumber = Annotated[int, Field(strict=True, ge=1, le=10)]
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
        if isinstance(value, Text):
            return value
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
        return next(
            allowance.choices for allowance in reversed(self.allowances) if allowance.themes <= max(n_themes, 1)
        )

    def asked(self, language: str, maximum: int) -> str:
        """The question in a language, with the number of choices filled in."""
        return self.question.to(language).replace("{max}", str(maximum))


class FollowUpOption(Frozen):
    """One answer to the question of the follow-up; `code` is what stands in a table of answers."""

    code: FollowUpCode
    label: Text


def _every_code(options: tuple[FollowUpOption, ...]) -> tuple[FollowUpOption, ...]:
    if tuple(option.code for option in options) != get_args(FollowUpCode):
        raise PydanticCustomError("follow_up_options", "every code once")
    return options


class FollowUp(Frozen):
    """What was done with the previous results: a question outside the themes, from the second round on."""

    question: Text
    options: Annotated[tuple[FollowUpOption, ...], AfterValidator(_every_code)]


class Shared(Frozen):
    """What all questionnaires share: order, roles, the priority question, the question of the follow-up (not asked
    where it is left out, as in what the first round of an organisation is opened with) and the texts that must be said.

    The texts are sentences in order: `warning` says what the tool is and is not, `first_page` and `promise` are what
    a person reads before the first item, `missing` says whose view is not in the results.
    """

    version: Positive
    order: tuple[Id, ...]
    role_question: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    priority: PriorityQuestion
    follow_up: FollowUp | None = None
    skip: Text
    open_warning: Text
    open_length: Positive
    warning: tuple[Text, ...] = Field(min_length=1)
    first_page: tuple[Text, ...] = Field(min_length=1)
    promise: tuple[Text, ...] = Field(min_length=1)
    own_words_promise: tuple[Text, ...] = ()
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

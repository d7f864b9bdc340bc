"""What is wrong with questionnaire files, in sentences: inside one file, and between files.

Everything works on outlines, so that every problem of every file is found at once, whatever else is wrong.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from audit.errors import Problem
from audit.questionnaire.outlines import MAX_PROBLEMS, Outline, Steps
from audit.texts import _

MAX_ITEMS: Final = 500
RESERVED_COLUMNS: Final = ("service", "team", "role", "priorities")  # columns of a table of answers
RESERVED_THEMES: Final = ("none",)  # what "no preference" is in a table of answers

_EXAMPLES: Final = {
    "id": "id: ze1",
    "code": "code: vrijwilliger",
    "version": "version: 1",
    "krachtlijn": "krachtlijn: 9",
    "minutes": "minutes: [3, 4]",
    "scale": "scale: extent",
    "measurement": "measurement: mixed",
    "reach": "reach: [team, service]",
    "source": 'source: {krachtlijn: 9, quote: "…", trace: direct}',
    "quote": 'quote: "…"',
    "trace": "trace: direct",
    "value": "value: 1",
    "number": "number: 9",
    "order": "order: [ze, gw, nw]",
    "open_length": "open_length: 500",
    "themes": "themes: [{id: ze1, …}]",
    "items": "items: [{id: ze1_1, …}]",
    "choices": "choices: 3",
    "scales": "scales: [{id: extent, …}]",
    "points": "points: [{value: 1, label: {nl: …, en: …}}, …]",
    "roles": "roles: [{code: vrijwilliger, label: {nl: …, en: …}}, …]",
    "priority": "priority: {question: …, …}",
    "follow_up": "follow_up: {question: …, options: …}",
    "options": "options: [{code: much, label: {nl: …, en: …}}, …]",
    "allowances": "allowances: [{themes: 1, choices: 1}, …]",
    "krachtlijnen": "krachtlijnen: [{number: 1, …}, …]",
    "warning": "warning: [{nl: …, en: …}, …]",
    "first_page": "first_page: [{nl: …, en: …}, …]",
    "promise": "promise: [{nl: …, en: …}, …]",
    "source_sha256": "source_sha256: 24ada9edc4…",
}
_TEXT_EXAMPLE: Final = "{nl: …, en: …}"

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], outline: Outline) -> tuple[Model | None, list[Problem]]:
    """The outline as a model, or nothing and everything that is wrong with it."""
    problems = list(outline.problems)
    if not outline.is_broken(()):
        try:
            made = model.model_validate(outline.value)
            if not problems:
                return made, []
        except ValidationError as error:
            names = _field_names(model)
            problems += [
                _problem(detail, outline, names)
                for detail in error.errors(include_url=False)
                if not _follows_from_another(detail) and not outline.is_broken(_steps(detail))
            ]
    if len(problems) > MAX_PROBLEMS:
        sentence = _("There are more problems in this file than stand here. Solve these first.")
        problems = [*problems[:MAX_PROBLEMS], Problem("too_many_problems", outline.name, sentence)]
    return None, problems


def across(questionnaires: list[Outline], scales: Outline, krachtlijnen: Outline) -> list[Problem]:
    """What is wrong between the files: ids that are used twice or not known, names of files, too many items."""
    problems: list[Problem] = []
    for outline in questionnaires:
        problems += _file_name(outline)
        problems += _unknown_scale(outline, scales)
        problems += _sources(outline, krachtlijnen)
    theme_places = [("themes", None, "id")]
    column_places = [("themes", None, "items", None, "id"), ("open_questions", None, "id")]
    problems += _repeated(questionnaires, [("id",)], ())
    problems += _repeated(questionnaires, theme_places, RESERVED_THEMES)
    problems += _repeated(questionnaires, column_places, RESERVED_COLUMNS)
    problems += _repeated([scales], [("scales", None, "id")], ())
    problems += _repeated([krachtlijnen], [("krachtlijnen", None, "sentences", None, "id")], ())
    n_items = 0
    for outline in questionnaires:
        n_items += sum(1 for _item in outline.every("themes", None, "items", None))
        if n_items > MAX_ITEMS:
            sentence = _("With this file there are more than {limit} items. Leave some out.").format(limit=MAX_ITEMS)
            return [*problems, Problem("too_many_items", outline.name, sentence)]
    return problems


def _file_name(outline: Outline) -> Iterator[Problem]:
    for steps, id in outline.every("id"):
        if isinstance(id, str) and f"{id}.yaml" != outline.name:
            sentence = _(
                "The id is “{id}”, but the file is called “{file}”. Rename it to “{id}.yaml” or change the id."
            )
            yield Problem("file_name", outline.place(steps), sentence.format(id=_short(id), file=outline.name))


def _unknown_scale(outline: Outline, scales: Outline) -> Iterator[Problem]:
    known = [id for _steps, id in scales.every("scales", None, "id") if isinstance(id, str)]
    for steps, scale in outline.every("scale"):
        if isinstance(scale, str) and scale not in known and not scales.is_broken(()):
            sentence = _("There is no scale “{id}” in scales.yaml. Choose from: {known}.")
            yield Problem("unknown_scale", outline.place(steps), sentence.format(id=_short(scale), known=_some(known)))


def _sources(outline: Outline, krachtlijnen: Outline) -> Iterator[Problem]:
    sentences = krachtlijnen.every("krachtlijnen", None, "sentences", None, "id")
    number_of = {
        id: krachtlijnen.value["krachtlijnen"][steps[1]].get("number") for steps, id in sentences if isinstance(id, str)
    }
    for steps, source in outline.every("themes", None, "items", None, "source"):
        sentence_id = source.get("sentence") if isinstance(source, dict) else None
        if not isinstance(sentence_id, str) or krachtlijnen.is_broken(()):
            continue
        place = outline.place((*steps, "sentence"))
        if sentence_id not in number_of:
            sentence = _("There is no sentence “{id}” in krachtlijnen.yaml. Choose from: {known}.")
            yield Problem(
                "unknown_sentence", place, sentence.format(id=_short(sentence_id), known=_some(list(number_of)))
            )
        elif number_of[sentence_id] != source.get("krachtlijn"):
            sentence = _("The sentence “{id}” belongs to krachtlijn {number}. Correct the sentence or the krachtlijn.")
            yield Problem("other_krachtlijn", place, sentence.format(id=sentence_id, number=number_of[sentence_id]))


def _repeated(
    outlines: list[Outline], patterns: Iterable[tuple[str | None, ...]], reserved: tuple[str, ...]
) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for outline in outlines:
        for pattern in patterns:
            for steps, id in outline.every(*pattern):
                place = outline.place(steps)
                if not isinstance(id, str):
                    continue
                if id in reserved:
                    sentence = _("“{id}” means something else in a table of answers. Choose another id.")
                    yield Problem("reserved_id", place, sentence.format(id=id))
                elif id in first:
                    sentence = _("The id “{id}” is already used ({place}). Choose another one; ids are never reused.")
                    yield Problem("repeated_id", place, sentence.format(id=_short(id), place=first[id]))
                else:
                    first[id] = place


def _problem(detail: Any, outline: Outline, names: frozenset[str]) -> Problem:
    steps = _steps(detail)
    return Problem(detail["type"], outline.place(steps), _sentence(detail, steps, names))


def _follows_from_another(detail: Any) -> bool:
    """Whether a list is only called empty because each thing in it is wrong, which is said there."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _steps(detail: Any) -> Steps:
    """Where an error stands in the file: pydantic marks the name of a field with a step of its own."""
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    return (*steps, "nl") if detail["type"] == "missing_nl" else steps


def _sentence(detail: Any, steps: Steps, names: frozenset[str]) -> str:
    """What to write instead, for every kind of error that our models can give."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = next((step for step in reversed(steps) if isinstance(step, str)), "")
    if value is None and kind in ("string_type", "int_type", "dict_type", "model_type", "tuple_type", "literal_error"):
        return _("There is nothing after “{name}”. Write, for example: {example}").format(
            name=_short(name), example=_example(name)
        )
    match kind:
        case "missing":
            return _("“{name}” is missing. Add, for example: {example}").format(name=name, example=_example(name))
        case "missing_nl":
            return _("The Dutch text is missing. Add “nl: …”; other languages fall back to it.")
        case "extra_forbidden":
            close = difflib.get_close_matches(name, names, n=1)
            if close:
                return _("“{name}” is not known here. Did you mean “{close}”? Rename or remove it.").format(
                    name=_short(name), close=close[0]
                )
            return _("“{name}” is not known here. Remove it.").format(name=_short(name))
        case "string_type" if isinstance(value, int):
            return _("This is a number where a text belongs. Put it between quotation marks: “{value}”.").format(
                value=value
            )
        case "string_type":
            return _("Write one text here, not a list or several fields.")
        case "string_too_short":
            return _("This text is empty. Write something, or leave out the whole field where it is optional.")
        case "string_too_long":
            return _("This text has {length} characters; at most {limit} fit. Shorten it.").format(
                length=len(value), limit=context["max_length"]
            )
        case "string_pattern_mismatch":
            return _pattern_sentence(detail, name, value)
        case "int_type":
            sentence = _("“{value}” is not a whole number. Write one without quotation marks, for example: {example}")
            return sentence.format(value=_short(value), example=_example(name) if name == "minutes" else f"{name}: 1")
        case "greater_than_equal":
            return _("{value} is too small. Write {limit} or more.").format(value=value, limit=context["ge"])
        case "less_than_equal":
            return _("{value} is too large. Write {limit} or less.").format(value=value, limit=context["le"])
        case "too_short":
            return _("This list is empty. Add at least one.")
        case "literal_error":
            return _("“{value}” is not possible here. Choose from: {known}.").format(
                value=_short(value), known=context["expected"].replace("'", "").replace(" or ", ", ")
            )
        case "dict_type":
            return _("Write the text in each language, for example: {example}").format(example=_TEXT_EXAMPLE)
        case "model_type":
            return _("Write fields here (“name: value”), one on each line.")
        case "tuple_type":
            return _("Write a list here: each one on a line that starts with a dash.")
        case "minutes":
            return _("Write how long it takes, from and to, in whole minutes. For example: {example}").format(
                example=_EXAMPLES["minutes"]
            )
        case "points":
            return _("A scale has five points with the values 1, 2, 3, 4 and 5, in this order. Write them so.")
        case "follow_up_options":
            return _("The answers are much, some, hardly, nothing and dk, each once and in this order. Write them so.")
        case "max_placeholder":
            return _("Write {placeholder} once where the number of choices goes.").format(placeholder="{max}")
        case "allowances":
            return _("Start with one theme and go up, for example: {example}").format(
                example="[{themes: 1, choices: 1}, {themes: 4, choices: 2}]"
            )
        case _:
            return _("This does not belong here. Compare it with a questionnaire that comes along.")


def _pattern_sentence(detail: Any, name: str, value: str) -> str:
    if detail["loc"][-1] == "[key]":
        sentence = _("“{value}” is not a language code. Write two or three small letters, such as nl, en or fr.")
    elif name == "source_sha256":
        sentence = _("“{value}” is not a SHA-256. Write 64 digits and letters from a to f.")
    elif detail["ctx"]["pattern"].startswith("^k"):
        sentence = _("“{value}” is not an id of a sentence. Write it like k9-2.")
    else:
        sentence = _(
            "“{value}” cannot be an id. Start with a small letter; use only small letters without accents, "
            "digits, “_” and “-”."
        )
    return sentence.format(value=_short(value))


def _example(name: str) -> str:
    return _EXAMPLES.get(name, f"{name}: {_TEXT_EXAMPLE}")


def _field_names(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields in a model and the models inside it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))


def _some(names: list[str]) -> str:
    return ", ".join(names[:30]) or "–"


def _short(value: Any, length: int = 40) -> str:
    flat = " ".join(str(value).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"

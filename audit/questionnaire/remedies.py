"""What to write instead: a sentence for every kind of error that our models can give."""

from __future__ import annotations

import difflib
from typing import Any, Final

from audit.questionnaire.outlines import Steps
from audit.texts import _
from audit.typed import shortened

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
_EMPTY: Final = ("string_type", "int_type", "dict_type", "model_type", "tuple_type", "literal_error")
"""The errors that pydantic gives where a field has no value at all."""


def sentence(detail: Any, steps: Steps, names: frozenset[str]) -> str:
    """What is wrong and what to write instead, in the language in use.

    Args:
        detail: one of the errors of a pydantic `ValidationError`.
        steps: where it stands in the file; the last step that is a name is that of the field.
        names: the names of all fields that the model knows, to guess what a field that is not known was meant to be.
    """
    kind, value = detail["type"], detail["input"]
    name = next((step for step in reversed(steps) if isinstance(step, str)), "")
    if value is None and kind in _EMPTY:
        return _("There is nothing after “{name}”. Write, for example: {example}").format(
            name=shortened(name), example=_example(name)
        )
    match kind:
        case "missing":
            return _("“{name}” is missing. Add, for example: {example}").format(name=name, example=_example(name))
        case "extra_forbidden":
            return _unknown_field(name, names)
        case "string_pattern_mismatch":
            return _pattern(detail, name, value)
        case (
            "string_type" | "string_too_long" | "int_type" | "greater_than_equal" | "less_than_equal" | "literal_error"
        ):
            return _value(kind, name, value, detail.get("ctx", {}))
    return _fixed(kind)


def _unknown_field(name: str, names: frozenset[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return _("“{name}” is not known here. Did you mean “{close}”? Rename or remove it.").format(
            name=shortened(name), close=close[0]
        )
    return _("“{name}” is not known here. Remove it.").format(name=shortened(name))


def _value(kind: str, name: str, value: Any, context: dict[str, Any]) -> str:
    """The sentences that name the value that was found."""
    match kind:
        case "string_type" if isinstance(value, int):
            return _("This is a number where a text belongs. Put it between quotation marks: “{value}”.").format(
                value=value
            )
        case "string_type":
            return _("Write one text here, not a list or several fields.")
        case "string_too_long":
            return _("This text has {length} characters; at most {limit} fit. Shorten it.").format(
                length=len(value), limit=context["max_length"]
            )
        case "int_type":
            example = _example(name) if name == "minutes" else f"{name}: 1"
            return _(
                "“{value}” is not a whole number. Write one without quotation marks, for example: {example}"
            ).format(value=shortened(value), example=example)
        case "greater_than_equal":
            return _("{value} is too small. Write {limit} or more.").format(value=value, limit=context["ge"])
        case "less_than_equal":
            return _("{value} is too large. Write {limit} or less.").format(value=value, limit=context["le"])
    return _("“{value}” is not possible here. Choose from: {known}.").format(
        value=shortened(value), known=context["expected"].replace("'", "").replace(" or ", ", ")
    )


def _fixed(kind: str) -> str:
    """The sentences that are the same whatever was found."""
    match kind:
        case "missing_nl":
            return _("The Dutch text is missing. Add “nl: …”; other languages fall back to it.")
        case "string_too_short":
            return _("This text is empty. Write something, or leave out the whole field where it is optional.")
        case "too_short":
            return _("This list is empty. Add at least one.")
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
    return _("This does not belong here. Compare it with a questionnaire that comes along.")


def _pattern(detail: Any, name: str, value: str) -> str:
    """The sentences about ids, language codes and checksums that are written in another way."""
    if detail["loc"][-1] == "[key]":
        said = _("“{value}” is not a language code. Write two or three small letters, such as nl, en or fr.")
    elif name == "source_sha256":
        said = _("“{value}” is not a SHA-256. Write 64 digits and letters from a to f.")
    elif detail["ctx"]["pattern"].startswith("^k"):
        said = _("“{value}” is not an id of a sentence. Write it like k9-2.")
    else:
        said = _(
            "“{value}” cannot be an id. Start with a small letter; use only small letters without accents, "
            "digits, “_” and “-”."
        )
    return said.format(value=shortened(value))


def _example(name: str) -> str:
    """A line of YAML with this field, as it could stand in a file."""
    return _EXAMPLES.get(name, f"{name}: {_TEXT_EXAMPLE}")

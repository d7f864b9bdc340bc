"""What is wrong with questionnaire files: inside a file, and between files.

Everything works on outlines, so that every problem of every file is found at once, whatever else is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from audit.errors import Problem
from audit.questionnaire import remedies
from audit.questionnaire.outlines import MAX_PROBLEMS, Outline, Steps
from audit.texts import _
from audit.typed import shortened

MAX_ITEMS: Final = 500
RESERVED_COLUMNS: Final = ("service", "team", "role", "priorities", "follow_up")  # columns of a table of answers
RESERVED_THEMES: Final = ("none",)  # what "no preference" is in a table of answers

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
            yield Problem("file_name", outline.place(steps), sentence.format(id=shortened(id), file=outline.name))


def _unknown_scale(outline: Outline, scales: Outline) -> Iterator[Problem]:
    known = [id for _steps, id in scales.every("scales", None, "id") if isinstance(id, str)]
    for steps, scale in outline.every("scale"):
        if isinstance(scale, str) and scale not in known and not scales.is_broken(()):
            sentence = _("There is no scale “{id}” in scales.yaml. Choose from: {known}.")
            yield Problem(
                "unknown_scale", outline.place(steps), sentence.format(id=shortened(scale), known=_some(known))
            )


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
                "unknown_sentence", place, sentence.format(id=shortened(sentence_id), known=_some(list(number_of)))
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
                    yield Problem("repeated_id", place, sentence.format(id=shortened(id), place=first[id]))
                else:
                    first[id] = place


def _problem(detail: Any, outline: Outline, names: frozenset[str]) -> Problem:
    steps = _steps(detail)
    return Problem(detail["type"], outline.place(steps), remedies.sentence(detail, steps, names))


def _follows_from_another(detail: Any) -> bool:
    """Whether a list is only called empty because each thing in it is wrong, which is said there."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _steps(detail: Any) -> Steps:
    """Where an error stands in the file: pydantic marks the name of a field with a step of its own."""
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    return (*steps, "nl") if detail["type"] == "missing_nl" else steps


def _field_names(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields in a model and the models inside it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))


def _some(names: list[str]) -> str:
    return ", ".join(names[:30]) or "–"

"""The columns of a table of answers: the names we use, and what people write in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.questionnaire import Content, Text
from audit.typed import name_key

FIXED = ("service", "team", "role", "priorities")
FOLLOW_UP = "follow_up"
_DUTCH = {"dienst": "service", "rol": "role", "prioriteiten": "priorities"}


def items(content: Content) -> tuple[str, ...]:
    """The columns of the items."""
    return tuple(item.id for item in content.items)


def open_questions(content: Content) -> tuple[str, ...]:
    """The columns of what people write in their own words."""
    return tuple(question.id for asked in content.questionnaires for question in asked.open_questions)


def known(content: Content) -> tuple[str, ...]:
    """Every column there can be."""
    return (*FIXED, FOLLOW_UP, *items(content), *open_questions(content))


def headings(content: Content) -> dict[str, str]:
    """The name we use for a column, by the `name_key` of what may stand at its head: that name in capitals or not, the
    Dutch one, or the text of the question. A text that two questions share stands for neither."""
    texts = [(name_key(text.to(language)), column) for column, text in _texts(content) for language in text.languages]
    meanings = Counter(key for key, _column in set(texts))
    by_text = {key: column for key, column in texts if meanings[key] == 1}
    return {**by_text, **_DUTCH, **{name_key(column): column for column in known(content)}}


def _texts(content: Content) -> Iterator[tuple[str, Text]]:
    for item in content.items:
        yield item.id, item.text
    for asked in content.questionnaires:
        for question in asked.open_questions:
            yield question.id, question.text
    yield "role", content.shared.role_question
    if content.shared.follow_up is not None:
        yield FOLLOW_UP, content.shared.follow_up.question

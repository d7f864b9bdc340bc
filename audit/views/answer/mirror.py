"""Mirror: somebody's own answers, shown to that person alone and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.questionnaire import Questionnaire, Theme
from audit.texts import _, language
from audit.views.answer.place import Filling
from audit.views.kit import html


def mirror(filling: Filling) -> None:
    """Draw this person's own answers, from this tab alone: bars with the words beside them, per theme."""
    html.draw(
        "mirror",
        questionnaires=[
            {"title": asked.title.to(language()), "themes": [_theme(filling, asked, theme) for theme in asked.themes]}
            for asked in filling.content.questionnaires
            if asked.id not in filling.sheet.skipped
        ],
        apart=list(_apart(filling)) if filling.offered else [],
    )


def _theme(filling: Filling, questionnaire: Questionnaire, theme: Theme) -> dict[str, Any]:
    """The title of a theme, and per item the statement, the answer in words, and its value (1-5; 0 without one)."""
    labels = filling.labels(questionnaire)
    codes = [(item, filling.sheet.answers.get(item.id, "")) for item in theme.items]
    answers = [
        {
            "item": item.text.to(language()),
            "words": labels.get(code, _("left open")),
            "value": int(code) if code.isdigit() else 0,
        }
        for item, code in codes
    ]
    return {"title": theme.title.to(language()), "answers": answers}


def _apart(filling: Filling) -> Iterator[dict[str, str]]:
    """What was asked outside the themes, with this person's answer in words."""
    yield {"title": _("What to work on first"), "answer": chosen_words(filling)}
    asked = filling.content.shared.follow_up
    if asked:
        yield {"title": asked.question.to(language()), "answer": follow_up_words(filling)}


def follow_up_words(filling: Filling) -> str:
    """What this person says was done with the previous results, in words."""
    return filling.follow_up_labels.get(filling.sheet.follow_up, _("left open"))


def chosen_words(filling: Filling) -> str:
    """What this person chose to work on, in words."""
    chosen = filling.sheet.priorities
    if chosen is None:
        return _("left open")
    if not chosen:
        return filling.content.shared.priority.no_preference.to(language())
    return ", ".join(filling.content.theme(id).title.to(language()) for id in chosen)

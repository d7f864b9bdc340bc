"""What one person has filled in so far: the same while it is a draft and when it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypedDict, Unpack

from audit import typed
from audit.collect.responses import ANSWERS, NO_ROLE, Response
from audit.errors import Problem
from audit.frozen import Frozen, canonical
from audit.questionnaire import Content, Questionnaire
from audit.texts import _, ngettext

_ONE_BY_ONE: Final = ("answers", "comments")
KEPT_DAYS: Final = 30
"""Days after its last change that a sheet is kept which was not sent."""


class Change(TypedDict, total=False):
    """What somebody changed in a sheet: only the answers and open answers that changed, an empty one to take it out;
    the other fields as a whole."""

    role: str
    answers: Mapping[str, str]
    skipped: tuple[str, ...]
    priorities: tuple[str, ...] | None
    follow_up: str
    comments: Mapping[str, str]
    position: str
    one_by_one: bool


class Sheet(Frozen):
    """Answers by item (`1`-`5`, `dk`, `na`; what is not in it was not answered), questionnaires that were skipped,
    themes chosen as priorities (None: not answered, empty: no preference), the code of what was done with the previous
    results (empty: not answered), open answers by question, the screen where the person is, and whether questions are
    shown one by one in larger type."""

    role: str = ""
    answers: Mapping[str, str] = {}
    skipped: tuple[str, ...] = ()
    priorities: tuple[str, ...] | None = None
    follow_up: str = ""
    comments: Mapping[str, str] = {}
    position: str = ""
    one_by_one: bool = False

    def with_change(self, **change: Unpack[Change]) -> Sheet:
        """The sheet with a change made in it."""
        fields: dict[str, Any] = {**change}
        for name in _ONE_BY_ONE:
            if name in fields:
                both = {**getattr(self, name), **fields[name]}
                fields[name] = {id: value for id, value in both.items() if value}
        return self.model_copy(update=fields)

    def offered(self, content: Content) -> tuple[str, ...]:
        """The themes that this person has seen and may choose: those of questionnaires with an answer."""
        return tuple(
            theme.id
            for questionnaire in content.questionnaires
            if self._took(questionnaire)
            for theme in questionnaire.themes
        )

    def settled(self, content: Content) -> Sheet:
        """The same without what does not count: answers of skipped questionnaires, themes no longer offered, an answer
        to the question of the follow-up that stands nowhere on the screens, empty texts, and all texts where nobody
        has a key to read them; with the themes in the order of the questionnaires, not in that of choosing."""
        kept = [questionnaire for questionnaire in content.questionnaires if questionnaire.id not in self.skipped]
        items = {item.id for questionnaire in kept for item in questionnaire.items}
        known = {item.id for item in content.items}
        offered = self.offered(content)
        priorities = self.priorities
        if priorities:
            strange = tuple(id for id in priorities if id not in {theme.id for theme in content.themes})
            # nothing left of a choice is no answer, and not the answer "no preference"
            priorities = (*(id for id in offered if id in priorities), *strange) or None
        asked = kept if content.own_words else []
        questions = {question.id for questionnaire in asked for question in questionnaire.open_questions}
        comments = {id: typed.clean(text) for id, text in self.comments.items() if id in questions}
        return self.model_copy(
            update={
                "answers": {
                    id: value for id, value in self.answers.items() if value and (id in items or id not in known)
                },
                "priorities": priorities,
                "follow_up": self.follow_up if content.shared.follow_up and offered else "",
                "comments": {id: text for id, text in comments.items() if text},
            }
        )

    def problems(self, content: Content) -> list[Problem]:
        """What is wrong with a settled sheet; the places are ids of items and questions."""
        return list(self._problems(content))

    def record(self, content: Content) -> str:
        """A settled sheet as it is stored: canonical JSON with the same keys for everybody in a round, without open
        answers."""
        answers = {item.id: self.answers.get(item.id, "") for item in content.items}
        priorities = None if self.priorities is None else list(self.priorities)
        stored = {"answers": answers, "priorities": priorities, "role": self.role or NO_ROLE}
        if content.shared.follow_up:
            stored["follow_up"] = self.follow_up
        return canonical(stored).decode()

    def _took(self, questionnaire: Questionnaire) -> bool:
        return questionnaire.id not in self.skipped and any(self.answers.get(item.id) for item in questionnaire.items)

    def _problems(self, content: Content) -> Iterator[Problem]:
        known = {item.id for item in content.items}
        for id, value in self.answers.items():
            if id not in known or value not in ANSWERS:
                yield Problem("value", id, _("This is not an answer to this question. Choose again."))
        if self.role and self.role not in {role.code for role in content.shared.roles}:
            yield Problem("role", "role", _("This is not one of the roles. Choose again."))
        if self.priorities:
            if not set(self.priorities) <= set(self.offered(content)):
                yield Problem("not_offered", "priorities", _("A theme was chosen that is not offered. Choose again."))
            most = content.shared.priority.maximum(len(content.themes))
            if len(set(self.priorities)) > most:
                sentence = ngettext("Choose at most {n} theme.", "Choose at most {n} themes.", most)
                yield Problem("too_many_priorities", "priorities", sentence.format(n=most))
        asked = content.shared.follow_up
        if self.follow_up and asked and self.follow_up not in {option.code for option in asked.options}:
            yield Problem("follow_up", "follow_up", _("This is not an answer to this question. Choose again."))
        for id, text in self.comments.items():
            yield from typed.text_problems(text, id)
        if not self.answers and not self.comments:
            yield Problem("nothing", "", _("You have not answered anything yet, so there is nothing to send."))


def joined(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """Two changes of a sheet as one, the later on top."""
    both = {**earlier, **later}
    for name in _ONE_BY_ONE:
        if name in earlier and name in later:
            both[name] = {**earlier[name], **later[name]}
    return both


def of(response: Response, content: Content) -> Sheet:
    """The settled sheet of somebody whose answers to all items of the content were read from a table."""
    answers = {item.id: answer for item, answer in zip(content.items, response.answers, strict=True) if answer}
    whole = Sheet(role=response.role, answers=answers, priorities=response.priorities, follow_up=response.follow_up)
    return whole.settled(content)


def response(team: str, record: str, content: Content) -> Response:
    """One person's answers as they were stored."""
    stored: dict[str, Any] = json.loads(record)
    priorities = stored["priorities"]
    return Response(
        team,
        stored["role"],
        tuple(stored["answers"][item.id] for item in content.items),
        None if priorities is None else tuple(priorities),
        stored.get("follow_up", ""),
    )

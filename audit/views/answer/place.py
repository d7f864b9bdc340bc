"""Place: what one person fills in in one tab, and where that person is. Nothing here draws."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from audit.collect.sheet import Sheet, joined
from audit.errors import AuditError, InputError
from audit.organisation import Unit
from audit.questionnaire import Content, Questionnaire, Theme
from audit.rounds import Round
from audit.texts import language
from audit.views.kit import text

START, PRIORITIES, OWN_WORDS, ROLE, CHECK = "start", "priorities", "own-words", "role", "check"
FOLLOW_UP = "follow-up"
ENDED = ("round_closed", "code_unknown")  # nothing can be stored with this code, now or later

Keep = Callable[..., Sheet]


@dataclass
class Filling:
    """What one person fills in, in this tab.

    `sheet` is what is filled in, at first nothing. `keep` stores what changed and gives back all that is stored; a
    preview has none. What could not be stored waits in `unsaved` and goes along with the next answer, and `trouble`
    says so; open answers that cannot be kept as they are stand in `refused`. `alone` is whether this browser has known
    no other code: only then is what a tab still holds after a lost connection surely this person's. `shuffled` is the
    order in which this person sees the themes to choose from, `spoken` the language of what was said last; `checked`
    whether the check was reached, to which there is then a way back.
    """

    round: Round
    content: Content
    team: Unit
    counts_for: Unit
    team_is_small: bool
    sheet: Sheet = field(default_factory=Sheet)
    keep: Keep | None = None
    step: str = START
    trouble: str = ""
    closed: bool = False
    unsaved: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    shuffled: tuple[str, ...] = ()
    spoken: str = ""
    checked: bool = False
    alone: bool = True

    def __post_init__(self) -> None:
        themes = [theme.id for theme in self.content.themes]
        self.shuffled = tuple(random.sample(themes, len(themes)))
        self.step = self._step(self.sheet.position) or START
        self.checked = self.step == CHECK

    @property
    def one_by_one(self) -> bool:
        """Whether questions come one by one, in larger type; it goes along with the code."""
        return self.sheet.one_by_one

    @property
    def steps(self) -> list[str]:
        """The steps of this person, in order. A questionnaire that is skipped is one step, with the way back."""
        steps = [START]
        for questionnaire in self.content.questionnaires:
            if questionnaire.id in self.sheet.skipped:
                steps.append(questionnaire.themes[0].id)
                continue
            for theme in questionnaire.themes:
                steps += [f"{theme.id}.{n}" for n in range(len(theme.items))] if self.one_by_one else [theme.id]
        if self.offered:
            steps.append(PRIORITIES)
        if self.open_questionnaires:
            steps.append(OWN_WORDS)
        return [*steps, ROLE, CHECK]

    @property
    def offered(self) -> list[Theme]:
        """The themes this person may choose to work on: those of the questionnaires that were not skipped."""
        seen = set(self.sheet.offered(self.content))
        return [self.content.theme(id) for id in self.shuffled if id in seen]

    @property
    def open_questionnaires(self) -> list[Questionnaire]:
        """The questionnaires with open questions that this person did not skip."""
        return [
            asked
            for asked in self.content.questionnaires
            if self.content.own_words and asked.open_questions and asked.id not in self.sheet.skipped
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send yet."""
        settled = self.sheet.settled(self.content)
        return not settled.answers and not settled.comments

    @property
    def maximum(self) -> int:
        """How many themes a person may choose in this round."""
        return self.content.shared.priority.maximum(len(self.content.themes))

    @property
    def follow_up_labels(self) -> dict[str, str]:
        """What each answer about the previous results is called in the language in use, by its code; empty where that
        is not asked."""
        asked = self.content.shared.follow_up
        return {option.code: option.label.to(language()) for option in asked.options} if asked else {}

    def labels(self, questionnaire: Questionnaire) -> dict[str, str]:
        """What each answer to a questionnaire is called in the language in use: "1" to "5", "dk" and "na"."""
        scale, say = self.content.scale(questionnaire.scale), language()
        labels = {str(point.value): point.label.to(say) for point in scale.points}
        return labels | {"dk": scale.dk.to(say), "na": scale.na.to(say)}

    def put(self, **changes: Any) -> None:
        """Take over what was filled in, and store it together with what could not be stored before."""
        self.sheet = self.sheet.with_change(**changes)
        self.unsaved = joined(self.unsaved, changes)
        self.refused = {id: text for id, text in self.refused.items() if id not in changes.get("comments", {})}
        if not self.closed:
            self._store()

    def listen(self) -> None:
        """After a change of language: what is wrong is said again, and so tried again, in the other language."""
        if self.trouble and self.spoken != language():
            if self.refused:
                self.unsaved = joined(self.unsaved, {"comments": self.refused})
            self._store()
        self.spoken = language()

    def overtaken(self, stored: Sheet) -> bool:
        """Whether more is stored with this code than this tab shows; it is taken over then."""
        whole = stored.with_change(**joined(self.unsaved, {"comments": self.refused}))
        here = {"position": self.sheet.position, "one_by_one": self.sheet.one_by_one}
        if whole.model_copy(update=here) == self.sheet:
            return False
        self.sheet = whole
        return True

    def settle(self) -> None:
        """Nothing waits any more: it was sent."""
        self.unsaved, self.refused, self.trouble = {}, {}, ""

    def _store(self) -> None:
        if self.keep is None:
            return
        try:
            stored = self.keep(**self.unsaved)
        except InputError as error:
            self.trouble = text.sentences(error)
            self.refused |= self.unsaved.pop("comments", {})
            return
        except AuditError as error:
            self.trouble, self.closed = error.sentence, error.code in ENDED
            return
        self.unsaved, self.trouble, self.closed = {}, "", False
        self.sheet = stored.with_change(comments=self.refused)

    def go(self, step: str) -> None:
        """Go to a step, or to the first page when there is none of this name; another device with this code goes on
        there too."""
        self.step = self._step(step) or START
        self.checked = self.checked or self.step == CHECK
        self.put(position=self.step.split(".")[0])

    def move(self, by: int) -> None:
        """Go on or back."""
        steps = self.steps
        here = steps.index(self.step) if self.step in steps else 0
        self.go(steps[min(max(here + by, 0), len(steps) - 1)])

    def enlarge(self, one_by_one: bool) -> None:
        """One question at a time in larger type, or a whole theme."""
        self.put(one_by_one=one_by_one)
        self.step = self._step(self.step) or START

    def _step(self, wanted: str) -> str | None:
        """The step of this name, or the first of the same theme."""
        base = wanted.split(".")[0]
        same = (each for each in self.steps if each.split(".")[0] == base)
        return wanted if wanted in self.steps else next(same, None)

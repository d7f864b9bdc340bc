"""The people of the sample: each has a view of their own, and answers in steps from 1 to 5.

Every view is a sum: how the theme and the question usually score, what is going on in the organisation, service and
team, and the person. Colleagues keep their role and their view over the years; what differs is the day.

Chance comes from `random()` alone, the one generator that Python promises to keep, seeded by name: a change in one
team leaves the answers of all others as they are.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from audit.questionnaire import Content, Questionnaire
from sample_data.story import REMARKS
from sample_data.traits import Service, Story, Team, Trait

SEED = 1
ITEM, TEAM, SERVICE, PERSON, PERSON_THEME, DAY = 0.22, 0.22, 0.15, 0.5, 0.42, 0.6  # spread, in steps of the scale
RESPONSE = (0.62, 0.90)  # the lowest and highest share of a team that answers
# How often, as a share of the answers or the people:
EMPTY, GIVES_UP, SKIPS_GROUP_WORK = 0.012, 0.03, 0.06
NO_PRIORITY, PRIORITY_EMPTY, TICKS_ALL_ALLOWED, REMARK = 0.06, 0.05, 0.8, 0.02
DONE_UNKNOWN, DONE_EMPTY = 0.12, 0.02  # of what was done with the previous results
DONE = ((-1.0, "niets"), (0.0, "nauwelijks"), (1.0, "iets"), (math.inf, "veel"))  # up to where each answer goes
HAS_A_LEADER = 6  # the smallest team with one
LEADERS_SEE_IT_BRIGHTER = 0.35
LEVEL = {
    "ze1": 3.3,
    "ze2": 3.4,
    "ze3": 3.8,
    "ze4": 3.2,
    "gw1": 2.8,
    "gw2": 4.0,
    "gw3": 3.4,
    "nw1": 3.6,
    "nw2": 3.0,
    "nw3": 2.7,
    "nw4": 2.2,
    "nw5": 2.9,
}
DONT_KNOW = {"gw2": 0.06, "gw3": 0.08, "nw2": 0.09, "nw4": 0.12, "nw5": 0.12}
WANTED = {"ze1": 0.3, "ze3": 0.8, "gw1": -0.2, "nw3": 0.3, "nw4": -0.9}
ROLES = ("medewerker",) * 13 + ("ondersteuning",) * 3 + ("vrijwilliger", "ervaringsdeskundige", "geen", "")


def header(story: Story, year: int, content: Content) -> list[str]:
    """The columns of `answers.csv` of one round."""
    asked = _asked(story, content)
    remarks = (
        [question.id for questionnaire in asked for question in questionnaire.open_questions]
        if year in story.remarks
        else []
    )
    return [
        "service",
        "team",
        "role",
        *(item.id for questionnaire in asked for item in questionnaire.items),
        "priorities",
        *(["follow_up"] if year in story.done else []),
        *remarks,
    ]


def answers(story: Story, year: int, content: Content) -> Iterable[dict[str, str]]:
    """One row for each person who answered in this round, in roster order."""
    for service in story.services:
        for team in service.teams:
            chance = _chance(story.name, service.name, team.name, "response", year)
            share = 1.0 if year in team.full_house else chance.uniform(*RESPONSE)
            invited = invited_in(team, year)
            people = sorted(range(invited), key=lambda person: (chance.random(), person))
            for person in sorted(people[: max(1, math.floor(share * invited + 0.5))]):
                yield Person(story, service, team, year, person, content).row()


def invited_in(team: Team, year: int) -> int:
    """How many people a team had in a year."""
    return team.changes.get(year, team.invited)


class Person:
    """One colleague in one round. Number 0 leads the team, where a team is large enough to have someone who does."""

    def __init__(self, story: Story, service: Service, team: Team, year: int, number: int, content: Content) -> None:
        self.place = (story.name, service.name, team.name)
        self.names = {"service": service.name, "team": team.name}
        self.lasting = _chance(*self.place, number)
        self.today = _chance(*self.place, number, year)
        self.traits = [
            trait for trait in story.traits + service.traits + team.traits if not trait.years or year in trait.years
        ]
        self.asked = _asked(story, content)
        self.most = content.shared.priority.maximum(sum(len(questionnaire.themes) for questionnaire in self.asked))
        self.remarks = year in story.remarks
        self.done, self.year, self.number = story.done.get(year), year, number
        leads = number == 0 and team.invited >= HAS_A_LEADER
        self.role = "leiding" if leads else _one_of(ROLES, self.lasting)
        mood = PERSON * _normal(self.lasting) + (LEADERS_SEE_IT_BRIGHTER if leads else 0)
        self.views = {
            theme.id: self._view(theme.id, mood, number)
            for questionnaire in self.asked
            for theme in questionnaire.themes
        }

    def row(self) -> dict[str, str]:
        """The row of this person in `answers.csv`, without the columns left empty."""
        cells = {
            item: answer for questionnaire in self.asked for item, answer in self._questionnaire(questionnaire).items()
        }
        ids = [item.id for questionnaire in self.asked for item in questionnaire.items]
        gives_up = self.today.random() < GIVES_UP
        if gives_up:
            kept = 1 + int(self.today.random() * (len(ids) - 1))
            cells = {item: cells[item] for item in ids[:kept] if item in cells}
        offered = [
            theme.id
            for questionnaire in self.asked
            if any(item.id in cells for item in questionnaire.items)
            for theme in questionnaire.themes
        ]
        last = {} if gives_up else {"priorities": self._priorities(offered)} | self._follow_up(offered)
        return {**self.names, "role": self.role, **cells, **last, **self._remarks()}

    def _view(self, theme: str, mood: float, number: int) -> float:
        """What this person thinks of a theme, on the answer scale before it is cut into steps."""
        traits = self._about(theme)
        own = PERSON_THEME * _normal(self.lasting)
        if any(trait.divided for trait in traits):
            return (1.7 if number % 2 else 4.4) + own / 2
        around = SERVICE * _normal(_chance(*self.place[:2], theme)) + TEAM * _normal(_chance(*self.place, theme))
        return LEVEL.get(theme, 3.2) + math.fsum(trait.lift for trait in traits) + around + mood + own

    def _questionnaire(self, questionnaire: Questionnaire) -> dict[str, str]:
        skip = math.fsum(trait.skip for trait in self.traits if trait.about == questionnaire.id)
        usual = SKIPS_GROUP_WORK if questionnaire.id == "gw" else 0.0
        if self.lasting.random() < skip + usual:
            return {}
        cells = {item.id: self._answer(theme.id, item.id) for theme in questionnaire.themes for item in theme.items}
        return {item: answer for item, answer in cells.items() if answer}

    def _answer(self, theme: str, item: str) -> str:
        traits, luck = self._about(theme), self.today.random()
        dk = DONT_KNOW.get(theme, 0.025) + math.fsum(trait.dk for trait in traits)
        na = 0.01 + math.fsum(trait.na for trait in traits)
        if luck < EMPTY:
            return ""
        if luck < EMPTY + dk:
            return "dk"
        if luck < EMPTY + dk + na:
            return "na"
        opinion = self.views[theme] + ITEM * _normal(_chance(item)) + DAY * _normal(self.today)
        return str(min(5, max(1, math.floor(opinion + 0.5))))

    def _priorities(self, offered: Sequence[str]) -> str:
        luck = self.today.random()
        if luck < PRIORITY_EMPTY or not offered:
            return ""
        if luck < PRIORITY_EMPTY + NO_PRIORITY:
            return "none"
        ticked = self.most if self.today.random() < TICKS_ALL_ALLOWED else 1
        appeal = {theme: self._appeal(theme) for theme in offered}
        chosen = sorted(offered, key=lambda theme: -appeal[theme])[:ticked]
        return ";".join(theme for theme in offered if theme in chosen)

    def _appeal(self, theme: str) -> float:
        """How much this person wants to work on a theme: need first, then taste, then chance."""
        taste = WANTED.get(theme, 0.0) + math.fsum(trait.wanted for trait in self._about(theme))
        return 0.6 * (5 - self.views[theme]) + taste + 0.7 * _normal(self.today)

    def _follow_up(self, offered: Sequence[str]) -> dict[str, str]:
        """What this person saw being done with the previous results, by chance of its own: nothing else moves."""
        if self.done is None or not offered:
            return {}
        chance = _chance(*self.place, self.number, self.year, "follow-up")
        luck = chance.random()
        if luck < DONE_EMPTY + DONE_UNKNOWN:
            return {"follow_up": "" if luck < DONE_EMPTY else "dk"}
        seen = self.done + TEAM * _normal(_chance(*self.place, self.year, "follow-up")) + _normal(chance)
        return {"follow_up": next(answer for most, answer in DONE if seen < most)}

    def _remarks(self) -> dict[str, str]:
        if not self.remarks:
            return {}
        questions = [question.id for questionnaire in self.asked for question in questionnaire.open_questions]
        return {
            question: _one_of(REMARKS[question.split("_")[-1]], self.today)
            for question in questions
            if self.today.random() < REMARK
        }

    def _about(self, theme: str) -> list[Trait]:
        """The traits that touch a theme, by its own name or that of its questionnaire."""
        return [trait for trait in self.traits if theme.startswith(trait.about)]


def _asked(story: Story, content: Content) -> list[Questionnaire]:
    return [questionnaire for questionnaire in content.questionnaires if questionnaire.id in story.asked]


def _chance(*name: object) -> random.Random:
    """A generator of its own for everything that has a name of its own."""
    return random.Random("/".join(map(str, (SEED, *name))))  # noqa: S311  (it invents people, it keeps no secret)


def _normal(chance: random.Random) -> float:
    """Nearly a standard normal number, by additions only, so that every machine finds the same."""
    return math.fsum(chance.random() for _ in range(12)) - 6


def _one_of(choices: Sequence[str], chance: random.Random) -> str:
    return choices[int(chance.random() * len(choices))]

"""Random publications to read, with what only their maker knows: how many people answered what is not shown."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.collect.responses import Answers, Response
from audit.organisation import Organisation
from audit.publication import Publication, from_json, to_json
from audit.publish.composition import compose, round_of, rules_of
from audit.questionnaire import Content, read
from tests.helpers.claims.facts import Key, Truth
from tests.helpers.random_rounds import Round, organisation, random_round, text

CONTENT = read()
ROLES = tuple(role.code for role in CONTENT.shared.roles)
TEAMS = {"small": (1, 2, 4, 6), "usual": (4, 6, 8, 10, 12, 16), "large": (10, 14, 20, 30)}


@dataclass(frozen=True)
class Case:
    """A publication to read, and an earlier one of the same organisation where there is one."""

    publication: Publication
    content: Content
    truth: Truth
    earlier: Publication | None = None


def case(seed: int) -> Case:
    """A random publication: two of three of realistic sizes with the questionnaires of the product, of which half have
    an earlier round; the others small hierarchies of any shape."""
    chance = random.Random(seed)
    if seed % 3 == 0:
        drawn = random_round(seed)
        named = replace(drawn, content=_named(drawn.content))
        made = _publication(named, named.content, "2026")
        return Case(made, named.content, _truth(named, made))
    ids = chance.choice((("ze", "gw", "nw"), ("ze", "gw", "nw"), ("ze",), ("ze", "nw")))
    content = CONTENT.only(ids)
    sizes = _sizes(chance, chance.choice(("small", "usual", "usual", "large")))
    now = _round(chance, organisation(*sizes), content)
    made = _publication(now, CONTENT, "2026")
    if chance.random() < 0.5:
        return Case(made, CONTENT, _truth(now, made))
    other = _reworded(content) if chance.random() < 0.3 else content
    whole = organisation(*(sizes if chance.random() < 0.8 else _sizes(chance, "usual")))
    before = _publication(_round(chance, whole, other), _reworded(CONTENT) if other != content else CONTENT, "2025")
    return Case(made, CONTENT, _truth(now, made), before)


def _publication(closed: Round, content: Content, year: str) -> Publication:
    """The publication as it comes out of its file."""
    answers = Answers(closed.content.questionnaires, closed.responses)
    made = compose(closed.organisation, round_of(year, date(int(year), 6, 30)), rules_of(closed.k), content, answers)
    return from_json(to_json(made))


def _sizes(chance: random.Random, kind: str) -> list[list[int]]:
    """How many people are invited in each team of each service."""
    return [[chance.choice(TEAMS[kind]) for _team in range(chance.randint(1, 4))] for _ in range(chance.randint(1, 3))]


def _round(chance: random.Random, whole: Organisation, content: Content) -> Round:
    """A round in which people of a team think somewhat alike; on some themes they are in two camps, some are little
    known, and of some items many say that they do not apply."""
    response = chance.choice((1.0, 0.85, 0.85, 0.6, 0.4))
    skips, gaps = chance.choice((0.0, 0.1, 0.4)), chance.choice((0.0, 0.05, 0.2))
    themes = [theme.id for theme in content.themes]
    camps = set(chance.sample(themes, len(themes) // 3))
    unknown = set(chance.sample(themes, 1 if chance.random() < 0.5 else 0))
    unfit = set(chance.sample(themes, 1 if chance.random() < 0.2 else 0))
    level = {theme: chance.uniform(1.8, 4.4) for theme in themes}
    favourites = chance.sample(themes, max(1, len(themes) // 4))
    responses = []
    for unit in whole.units:
        if unit.level != "team":
            continue
        shift = chance.gauss(0, 0.4)
        for _person in range(sum(chance.random() < response for _ in range(unit.invited))):
            person = _Person(chance, level, camps, unknown, unfit, shift + chance.gauss(0, 0.5), gaps, skips)
            responses.append(person.response(unit.id, content, favourites))
    if not responses:
        return _round(chance, whole, content)
    return Round(whole, content, tuple(responses), chance.choice((5, 5, 6)))


@dataclass(frozen=True)
class _Person:
    chance: random.Random
    level: dict[str, float]
    camps: set[str]
    unknown: set[str]
    unfit: set[str]
    shift: float
    gaps: float
    skips: float

    def response(self, team: str, content: Content, favourites: Sequence[str]) -> Response:
        chance, given, offered = self.chance, [], []
        for questionnaire in content.questionnaires:
            skipped = chance.random() < self.skips
            for theme in questionnaire.themes:
                camp = chance.choice((-1.6, 1.6)) if theme.id in self.camps else 0.0
                given += ["" if skipped else self._answer(theme.id, camp) for _item in theme.items]
            offered += [] if skipped else [theme.id for theme in questionnaire.themes]
        most = content.shared.priority.maximum(len(content.themes))
        liked = [theme for theme in offered if theme in favourites] or offered
        chosen = chance.sample(liked, min(most, len(liked))) if chance.random() < 0.7 else offered[:1]
        role = chance.choices(ROLES[:3], (6, 3, 1))[0] if chance.random() < 0.9 else chance.choice(ROLES)
        return Response(team, role, tuple(given), None if chance.random() < 0.1 else tuple(chosen))

    def _answer(self, theme: str, camp: float) -> str:
        chance = self.chance
        if theme in self.unfit and chance.random() < 0.6:
            return "na"
        if chance.random() < (0.5 if theme in self.unknown else self.gaps):
            return chance.choice(("dk", "dk", "na", ""))
        return str(min(5, max(1, round(self.level[theme] + self.shift + camp + chance.gauss(0, 0.6)))))


def _named(content: Content) -> Content:
    """The content with a title of its own for each theme, and a text for each item."""
    return content.model_copy(
        update={
            "questionnaires": tuple(
                questionnaire.model_copy(
                    update={
                        "themes": tuple(
                            theme.model_copy(
                                update={
                                    "title": text(f"Thema {theme.id}"),
                                    "items": tuple(
                                        item.model_copy(update={"text": text(f"Vraag {item.id}")})
                                        for item in theme.items
                                    ),
                                }
                            )
                            for theme in questionnaire.themes
                        )
                    }
                )
                for questionnaire in content.questionnaires
            )
        }
    )


def _reworded(content: Content) -> Content:
    """The content with another version of the first item of each questionnaire."""

    def other(themes: tuple) -> tuple:
        first, *rest = themes
        items = (first.items[0].model_copy(update={"version": 9}), *first.items[1:])
        return first.model_copy(update={"items": items}), *rest

    changed = tuple(
        questionnaire.model_copy(update={"themes": other(questionnaire.themes)})
        for questionnaire in content.questionnaires
    )
    return content.model_copy(update={"questionnaires": changed})


def _truth(closed: Round, made: Publication) -> Truth:
    """How many people of each unit answered each theme, item and question about priorities, and anything at all."""
    found: Counter[Key] = Counter()
    above = {unit.id: unit.parent for unit in closed.organisation.units}
    for response in closed.responses:
        unit: str | None = response.team
        keys = set(_answered(closed, response, set(made.dropped_items)))
        while unit is not None:
            found.update((kind, unit, what) for kind, what in keys)
            unit = above[unit]
    return found


def _answered(closed: Round, response: Response, dropped: set[str]) -> Iterator[tuple[str, str]]:
    start = 0
    for questionnaire in closed.content.questionnaires:
        size = sum(len(theme.items) for theme in questionnaire.themes)
        part = response.answers[start : start + size]
        start += size
        given = dict(zip([item.id for theme in questionnaire.themes for item in theme.items], part, strict=True))
        if 2 * sum(answer != "" for answer in part) < size:
            given = {}
        if given:
            yield "people", ""
        for theme in questionnaire.themes:
            scored = [item.id for item in theme.items if given.get(item.id, "") in tuple("12345")]
            yield from (("item", item) for item in scored)
            if set(scored) - dropped:
                yield "theme", theme.id
            if any(part) and response.priorities is not None:
                yield "vote", theme.id

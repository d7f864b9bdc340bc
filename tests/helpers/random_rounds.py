"""Made-up rounds for the tests: an organisation, a questionnaire of any shape, and what people answered."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.collect.responses import Answers, Response
from audit.organisation import Organisation, Service, Team
from audit.publication import Publication, to_json
from audit.publish.composition import compose, round_of, rules_of
from audit.questionnaire import Content, Item, Questionnaire, Source, Theme, read
from audit.questionnaire.blocks import Text
from tests.helpers.attacker import Leak, Person, attack

ROLES = ("medewerker", "ondersteuning", "leiding", "vrijwilliger", "ervaringsdeskundige", "geen")
HIERARCHIES = 200
"""How many random rounds are attacked in every run of the tests."""
ROUND = round_of("2026", date(2026, 6, 30))


def text(words: str) -> Text:
    """A text in Dutch alone."""
    return Text.model_validate({"nl": words})


def content(*questionnaires: Sequence[int]) -> Content:
    """Questionnaires `qa`, `qb`… with themes `qa1`, `qa2`… of so many items each, `qa1_1`…"""
    source = Source(krachtlijn=9, quote="steunsystemen", trace="elaboration")
    made = []
    for letter, sizes in zip("abcdef", questionnaires, strict=False):
        themes = tuple(
            Theme(
                id=f"q{letter}{t}",
                title=text(f"Thema {t}"),
                measurement="mixed",
                items=tuple(
                    Item(id=f"q{letter}{t}_{i}", version=1, text=text(f"Vraag {i}"), source=source)
                    for i in range(1, size + 1)
                ),
            )
            for t, size in enumerate(sizes, 1)
        )
        made.append(
            Questionnaire(
                id=f"q{letter}",
                version=1,
                krachtlijn=9,
                title=text("Vragen"),
                intro=text("Vragen"),
                minutes=(1, 2),
                scale="extent",
                themes=themes,
            )
        )
    return read().model_copy(update={"questionnaires": tuple(made)})


def organisation(*services: Sequence[int], added: Mapping[str, int] | None = None) -> Organisation:
    """Services `s1`, `s2`… with teams `t1`, `t2`… of so many people invited each, some of them after opening (by the id
    of the team)."""
    return Organisation(
        name="Huis",
        services=tuple(
            Service(
                name=f"s{s}",
                teams=tuple(
                    Team(name=f"t{t}", invited=invited, added=(added or {}).get(f"s{s}/t{t}", 0))
                    for t, invited in enumerate(teams, 1)
                ),
            )
            for s, teams in enumerate(services, 1)
        ),
    )


@dataclass(frozen=True)
class Round:
    """The answers of a closed round (microdata) with what was asked and of whom; `k` is the minimum group."""

    organisation: Organisation
    content: Content
    responses: tuple[Response, ...]
    k: int = 5

    def publication(self) -> Publication:
        """The publication that is composed of this round."""
        answers = Answers(self.content.questionnaires, self.responses)
        return compose(self.organisation, ROUND, rules_of(self.k), self.content, answers)

    def file(self) -> bytes:
        """The publication as it is written to a file."""
        return to_json(self.publication())

    @property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """The ids of the items of each theme, by its id."""
        return {theme.id: tuple(item.id for item in theme.items) for theme in self.content.themes}

    @property
    def people(self) -> list[Person]:
        """What may be known about everybody who took part; the first of each team to whom it applies were added after
        opening."""
        left = Counter({unit.id: unit.added for unit in self.organisation.units if unit.level == "team"})
        found = []
        for response in self.responses:
            found.append(self._person(response, left[response.team] > 0))
            left[response.team] -= 1
        return found

    def _person(self, response: Response, known: bool) -> Person:
        said: dict[str, set[str]] = {"answered": set(), "unsure": set(), "unfit": set()}
        asked: set[str] = set()
        counts, given = False, iter(response.answers)
        for questionnaire in self.content.questionnaires:
            answers = {item.id: next(given) for item in questionnaire.items}
            filled = [item for item, answer in answers.items() if answer]
            if filled and response.priorities is not None:
                asked |= {theme.id for theme in questionnaire.themes}
            if 2 * len(filled) >= len(answers):
                counts = True
                for item in filled:
                    said[{"dk": "unsure", "na": "unfit"}.get(answers[item], "answered")].add(item)
        return Person(
            response.team,
            response.role,
            frozenset(said["answered"]),
            frozenset(said["unsure"]),
            frozenset(said["unfit"]),
            frozenset(asked),
            counts,
            response.follow_up not in ("", "dk"),
            known,
        )

    def leaks(self, file: bytes | None = None) -> list[Leak]:
        """What an attacker with the finished file can work out."""
        return attack(self.file() if file is None else file, self.people, self.themes)


def random_round(seed: int) -> Round:
    """A round of any kind: 1-4 services of 1-5 teams of 0-9 or up to 16 people, 2-6 roles, 1-2 questionnaires, missing
    answers of every kind from none to nearly a third, unevenly spread over teams and items, people who know nothing,
    and people added after opening."""
    chance = random.Random(seed)
    asked = content(
        *(
            [chance.randint(1, 5) for _theme in range(chance.randint(1, 3))]
            for _questionnaire in range(chance.randint(1, 2))
        )
    )
    large = chance.random() < 0.4
    people = [
        [_team_size(chance, large) for _team in range(chance.randint(1, 5))] for _service in range(chance.randint(1, 4))
    ]
    invited = [[max(n + chance.choice((0, 0, 1, 3)), 1) for n in teams] for teams in people]
    names = [(f"s{s}/t{t}", n) for s, teams in enumerate(people, 1) for t, n in enumerate(teams, 1)]
    padded = chance.random() < 0.2
    added = {team: chance.randint(1, min(3, n)) for team, n in names if padded and n and chance.random() < 0.3}
    whole = organisation(*invited, added=added)
    roles = chance.sample(ROLES, chance.randint(2, 6))
    shares = [chance.choice((1, 1, 3, 10)) for _role in roles]
    habits = Habits(chance, asked, [team for team, _n in names])
    responses = [
        habits.response(team, chance.choices(roles, shares)[0], asked) for team, n in names for _person in range(n)
    ]
    if not responses:
        responses = [habits.response(names[0][0], roles[0], asked)]
    chance.shuffle(responses)
    made = Round(whole, asked, tuple(responses), chance.choice((5, 6, 7)))
    alike = random.Random(f"alike {seed}")
    return of_one_mind(made, alike) if alike.random() < 0.4 else made


def of_one_mind(one: Round, chance: random.Random) -> Round:
    """The same round, where in half of the teams all say the same to everything in a theme, or nearly."""
    teams = {response.team for response in one.responses}
    said = {
        (team, theme.id): chance.choice("12345") if chance.random() < 0.5 else None
        for team in sorted(teams)
        for theme in one.content.themes
    }
    of_item = {item: theme for theme, items in one.themes.items() for item in items}
    items = [of_item[item.id] for item in one.content.items]
    nearly = chance.choice((0.0, 0.0, 0.1))

    def answer(team: str, theme: str, given: str) -> str:
        same = said[team, theme]
        return given if same is None or given not in "12345" or not given or chance.random() < nearly else same

    return replace(
        one,
        responses=tuple(
            replace(
                response,
                answers=tuple(
                    answer(response.team, theme, given) for theme, given in zip(items, response.answers, strict=True)
                ),
            )
            for response in one.responses
        ),
    )


def _team_size(chance: random.Random, large: bool) -> int:
    if large and chance.random() < 0.5:
        return chance.randint(9, 16)
    return chance.choice((0, 1, 3, 5, 6, 7, 8, 9, 9)) if chance.random() < 0.6 else chance.randint(4, 9)


class Habits:
    """How people in a round answer: how often not, and how much alike."""

    def __init__(self, chance: random.Random, asked: Content, teams: Sequence[str]) -> None:
        self._chance = chance
        self._gaps = chance.choice((0.0, 0.01, 0.05, 0.12, 0.3))
        uneven = chance.random() < 0.5
        self._of_team = {team: chance.choice((0.2, 1, 1, 2)) if uneven else 1 for team in teams}
        self._of_item = {item.id: chance.choice((0.2, 1, 1, 2)) if uneven else 1 for item in asked.items}
        self._first_only = {team: uneven and chance.random() < 0.2 for team in teams}
        self._skips = chance.choice((0.0, 0.1, 0.3))
        self._knows_nothing = chance.choice((0.0, 0.05))
        self._unfit = chance.choice((1, 1, 8))
        self._follow_up = chance.random() < 0.3
        self._weights = chance.choice(((1, 1, 1, 1, 1), (1, 2, 4, 3, 1), (0, 0, 1, 3, 12), (0, 0, 0, 0, 1)))

    def response(self, team: str, role: str, asked: Content) -> Response:
        """What another person of this team and role answers."""
        chance, answers, offered = self._chance, [], []
        for questionnaire in asked.questionnaires:
            skipped = chance.random() < self._skips
            nothing = chance.random() < self._knows_nothing
            given = []
            for theme in questionnaire.themes:
                first_only = self._first_only[team] and chance.random() < 0.8
                for place, item in enumerate(theme.items):
                    unsure = nothing or (first_only and place > 0)
                    given.append("" if skipped else "dk" if unsure else self._answer(team, item.id))
            answers += given
            offered += [theme.id for theme in questionnaire.themes] if any(given) else []
        most = asked.shared.priority.maximum(len(asked.themes))
        chosen = tuple(chance.sample(offered, min(len(offered), chance.randint(0, most))))
        follow_up = chance.choice(("much", "some", "hardly", "nothing", "nothing", "dk", "")) if self._follow_up else ""
        return Response(team, role, tuple(answers), None if chance.random() < 0.15 else chosen, follow_up)

    def _answer(self, team: str, item: str) -> str:
        if self._chance.random() < self._gaps * self._of_team[team] * self._of_item[item]:
            return self._chance.choices(("dk", "na", ""), (4, self._unfit, 2))[0]
        return self._chance.choices("12345", self._weights)[0]

"""An attacker with a finished publication file, and everything that may be known about who took part.

It knows no answer, but of everybody the team, the role, which items were answered, and whether the priority question
was: more than anybody has. It takes every number in the file as a statement about people, and looks for a combination
of statements about fewer people than the rules allow. It imports nothing of what makes publications.

A number that it does not know, or that is not what it says it is, is an error: `Unexplained`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations_with_replacement
from math import floor, gcd, isclose, lcm, sqrt
from typing import Any, NamedTuple

import numpy as np
from scipy.special import stdtrit
from scipy.stats import betabinom

from tests.helpers.combinations import PRIME, Matrix, exposed

Json = dict[str, Any]
Themes = Mapping[str, tuple[str, ...]]

PRIOR_DF, DEFAULT_VARIANCE, POOLING_DF = 4, 0.5184, 30


class Unexplained(AssertionError):
    """A number in a publication that the attacker does not understand: nobody can say that it is safe."""


class Person(NamedTuple):
    """What may be known about somebody who took part.

    `answered` holds the items with an answer 1-5, `unsure` those with "weet ik niet", `unfit` those with "niet van
    toepassing"; all empty for a questionnaire that the person does not count for. `asked` holds the themes offered in
    the priority question, when it was answered.
    """

    team: str
    role: str
    answered: frozenset[str]
    unsure: frozenset[str]
    unfit: frozenset[str]
    asked: frozenset[str]
    counts: bool


class Crowd(NamedTuple):
    """The people a number is about: those of some teams, in some roles (None: whatever their role)."""

    teams: frozenset[str]
    roles: frozenset[str] | None = None

    def has(self, team: str, role: str) -> bool:
        """Whether people of this team and role are in the crowd."""
        return team in self.teams and (self.roles is None or role in self.roles)


class Leak(NamedTuple):
    """Something about `people` people, too few, can be worked out."""

    what: str
    people: int


FIELDS: dict[str, set[str]] = {
    kind: set(fields.split())
    for kind, fields in {
        "publication": "schema audience organisation round made_with rules questionnaires dropped_items units rest "
        "organisation_only sha256",
        "organisation": "id name kind region",
        "round": "id title year closed_on",
        "rules": "minimum_group minimum_detail",
        "questionnaire": "id version sha256",
        "unit": "id name level parent kind region invited responses themes items priorities roles",
        "theme": "theme shown reason n n_min score sd df interval_now interval_level bounds band dk_share agreement",
        "agreement": "a_wg ad label",
        "item": "item version shown reason n score counts favourable favourable_interval",
        "priority": "theme shown reason n chosen share index top certainty outcome explore_first",
        "roles": "groups themes",
        "role_theme": "role_group theme n score sd df",
        "rest": "parent n themes",
        "rest_theme": "theme n n_min score band",
        "organisation_only": "dk_counts na_counts reliability between_teams",
        "reliability": "theme n alpha alpha_interval omega",
        "between_teams": "theme icc1 icc2",
    }.items()
}
"""Every field of a publication: one that is not here is one that nobody has looked at."""


def attack(file: bytes, people: Sequence[Person], themes: Themes) -> list[Leak]:
    """Everything about too few people that the file gives away; nothing when it is safe.

    Args:
        file: a finished publication.
        people: everybody who took part.
        themes: the items of each theme that was asked.

    Raises:
        Unexplained: the file holds a number that is not known, or not what it should be.
    """
    return _Attack(json.loads(file), people, themes).leaks()


def _fields(thing: Json, kind: str) -> Json:
    """The same object, once it has exactly the fields of its kind."""
    if set(thing) != FIELDS[kind]:
        raise Unexplained(f"{kind}: {sorted(set(thing) ^ FIELDS[kind])}")
    return thing


def _demand(right: bool, what: str) -> None:
    """Refuse the file with this sentence unless something is right."""
    if not right:
        raise Unexplained(what)


def _demand_close(found: Sequence[float], expected: Sequence[float], what: str) -> None:
    """Refuse numbers that differ by more than 1e-9 from what they should be."""
    right = len(found) == len(expected) and all(
        isclose(a, b, rel_tol=0, abs_tol=1e-9) for a, b in zip(found, expected, strict=True)
    )
    _demand(right, f"{what}: {found} is not {expected}")


class _Attack:
    def __init__(self, document: Json, people: Sequence[Person], themes: Themes) -> None:
        self._file = _fields(document, "publication")
        self._people = people
        for kind in ("organisation", "round", "rules", "organisation_only"):
            _fields(document[kind], kind)
        self._k, self._detail = document["rules"]["minimum_group"], document["rules"]["minimum_detail"]
        dropped = set(document["dropped_items"])
        self._asked = themes
        self._themes = {theme: tuple(item for item in items if item not in dropped) for theme, items in themes.items()}
        self._units = {unit["id"]: _fields(unit, "unit") for unit in document["units"]}
        self._teams = {id: self._teams_in(id) for id in self._units}
        self._cells = {
            (id, cell["theme"]): _fields(cell, "theme") for id, unit in self._units.items() for cell in unit["themes"]
        }
        self._items = {
            (id, cell["item"]): _fields(cell, "item") for id, unit in self._units.items() for cell in unit["items"]
        }
        self._scores: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._detailed: dict[str, set[Crowd]] = {item: set() for items in self._themes.values() for item in items}
        self._heard: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._voted: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._spreads: dict[str, dict[Crowd, Json]] = {theme: {} for theme in self._themes}

    def leaks(self) -> list[Leak]:
        """Read every number of the file, then look for combinations of them about too few people."""
        self._read()
        return list(self._found())

    def _below(self, id: str) -> set[str]:
        below: set[str] = set()
        for unit in self._file["units"]:  # parents before children
            below |= {unit["id"]} if unit["parent"] in {id} | below else set()
        return below

    def _teams_in(self, id: str) -> frozenset[str]:
        return frozenset(unit for unit in {id} | self._below(id) if self._units[unit]["level"] == "team")

    def _crowd(self, unit: str) -> Crowd:
        return Crowd(self._teams[unit])

    def _count(self, crowd: Crowd, has: Callable[[Person], bool]) -> int:
        return sum(has(person) for person in self._people if crowd.has(person.team, person.role))

    @cached_property
    def _answers(self) -> dict[tuple[str, str], Counter[str]]:
        """How many people of each team and role answered each item."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for person in self._people:
            found.setdefault((person.team, person.role), Counter()).update(person.answered)
        return found

    def _n(self, crowd: Crowd, items: Sequence[str]) -> list[int]:
        """Answers of a crowd to each item."""
        groups = [counted for (team, role), counted in self._answers.items() if crowd.has(team, role)]
        return [sum(counted[item] for counted in groups) for item in items]

    def _n_theme(self, crowd: Crowd, theme: str) -> int:
        items = frozenset(self._themes[theme])
        return self._count(crowd, lambda person: bool(items & person.answered))

    def _read(self) -> None:
        _demand(self._file["schema"] == 1 and self._file["audience"] == "organisation", "schema or audience")
        _demand(self._detail == max(10, self._k) and self._k >= 5, "rules")
        for questionnaire in self._file["questionnaires"]:
            _fields(questionnaire, "questionnaire")
        for id, unit in self._units.items():
            self._read_unit(id, unit)
            for cell in unit["themes"]:
                self._read_theme(id, cell)
            for cell in unit["items"]:
                self._read_item(id, cell)
            for cell in unit["priorities"]:
                self._read_priority(id, _fields(cell, "priority"))
            if unit["roles"] is not None:
                self._read_roles(id, _fields(unit["roles"], "roles"))
        for rest in self._file["rest"]:
            self._read_rest(_fields(rest, "rest"))
        self._read_organisation()
        for theme in self._themes:
            self._read_pooled(theme)

    def _read_unit(self, id: str, unit: Json) -> None:
        responses = self._count(self._crowd(id), lambda person: person.counts)
        _demand(unit["responses"] == (responses if unit["invited"] >= 5 else None), f"{id}: responses")

    def _read_hidden(self, cell: Json, names: tuple[str, ...], few: bool | None, what: str) -> None:
        """A hidden cell has no number, and its reason says nothing that is not known from the counts."""
        _demand(all(value is None for name, value in cell.items() if name not in names), f"{what}: hidden, not empty")
        reason = "not_asked" if few is None else "too_few" if few else "protects_others"
        _demand(cell["reason"] == reason, f"{what}: hidden because of {cell['reason']}, not {reason}")

    def _read_theme(self, unit: str, cell: Json) -> None:
        theme, crowd, what = cell["theme"], self._crowd(unit), f"{unit}, {cell['theme']}"
        asked = theme in self._themes
        n_items = self._n(crowd, self._themes[theme]) if asked else []
        if not cell["shown"]:
            few = min(n_items, default=self._k) < self._k if asked else None
            return self._read_hidden(cell, ("theme", "shown", "reason"), few, what)
        n = self._n_theme(crowd, theme)
        _demand((cell["n"], cell["n_min"], cell["df"]) == (n, min(n_items), PRIOR_DF + n - 1), f"{what}: n")
        self._read_score(cell["score"], unit, theme, n_items, what)
        share, score, invited = n / self._units[unit]["invited"], cell["score"], self._units[unit]["invited"]
        low, high = share * score + (1 - share), share * score + 5 * (1 - share)
        half = _t(cell["df"]) * cell["sd"] / sqrt(n)
        now = half * sqrt(1 - n / invited)
        _demand_close(cell["bounds"], (low, high), f"{what}: bounds")
        _demand_close(cell["interval_now"], (max(score - now, low), min(score + now, high)), f"{what}: interval now")
        _demand_close(cell["interval_level"], (max(score - half, 1), min(score + half, 5)), f"{what}: interval level")
        _demand(cell["band"] == _band(score), f"{what}: band")
        self._scores[theme].add(crowd)
        self._spreads[theme][crowd] = cell
        if cell["dk_share"] is not None:
            self._read_whole(cell["dk_share"] * sum(n_items) / (1 - cell["dk_share"]), f"{what}: dk_share")
            self._heard[theme].add(crowd)
        if cell["agreement"] is not None:
            _fields(cell["agreement"], "agreement")
            for item in self._themes[theme]:  # it is worked out from the counts of every item
                self._detailed[item].add(crowd)
        return None

    def _read_score(self, score: float, unit: str, theme: str, n_items: list[int], what: str) -> None:
        """A score must be the mean of item means: a sum over answers. Anything else is about other people."""
        items = [self._items[unit, item] for item in self._themes[theme]]
        if all(item["shown"] for item in items):
            _demand_close(
                [score], [sum(item["score"] for item in items) / len(items)], f"{what}: not the mean of item means"
            )
        self._read_ratio(score, n_items, what)

    def _read_ratio(self, score: float, n_items: list[int], what: str) -> None:
        """Whole answers to so many people on each item must be able to give this score."""
        whole = lcm(*n_items)
        if whole < 10**7:
            step = gcd(*(whole // n for n in n_items))
            self._read_whole(score * len(n_items) * whole / step, f"{what}: no answers give this score")

    @staticmethod
    def _read_whole(value: float, what: str) -> None:
        _demand(isclose(value, round(value), rel_tol=1e-11, abs_tol=1e-6), f"{what} ({value})")

    def _read_item(self, unit: str, cell: Json) -> None:
        item, crowd, what = cell["item"], self._crowd(unit), f"{unit}, {cell['item']}"
        asked = any(item in items for items in self._asked.values())
        n = self._n(crowd, [item])[0]
        if not cell["shown"]:
            few = (n < self._detail and item in self._detailed) if asked else None
            return self._read_hidden(cell, ("item", "version", "shown", "reason"), few, what)
        counts = [cell["counts"][point] for point in "12345"]
        _demand(set(cell["counts"]) == set("12345") and sum(counts) == cell["n"] == n, f"{what}: counts")
        favourable = counts[3] + counts[4]
        _demand_close(
            [cell["score"], cell["favourable"]],
            [sum(point * times for point, times in enumerate(counts, 1)) / n, favourable / n],
            what,
        )
        _demand_close(cell["favourable_interval"], _favourable(favourable, n, self._units[unit]["invited"]), what)
        self._detailed[item].add(crowd)
        return None

    def _read_priority(self, unit: str, cell: Json) -> None:
        theme, crowd, what = cell["theme"], self._crowd(unit), f"{unit}, priority {cell['theme']}"
        asked = theme in self._themes
        n = self._count(crowd, lambda person: theme in person.asked)
        if not cell["shown"]:
            return self._read_hidden(cell, ("theme", "shown", "reason"), n < self._k if asked else None, what)
        _demand(cell["n"] == n and 0 <= cell["chosen"] <= n, f"{what}: n")
        _demand_close([cell["share"]], [cell["chosen"] / n], f"{what}: share")
        self._voted[theme].add(crowd)
        shown = self._cells[unit, theme]
        derived = [cell[name] for name in ("index", "top", "certainty", "outcome", "explore_first")]
        if not shown["shown"]:
            _demand(derived == [None] * 5, f"{what}: worked out from a score that is not shown")
            return None
        need, demand = 100 * (5 - shown["score"]) / 4, 100 * (cell["chosen"] + 0.5) / (n + 1)
        _demand_close([cell["index"]], [sqrt(max(0.0, need) * demand)], f"{what}: index")
        top = 0 if cell["top"] is None else cell["top"]  # where every theme shown would be among the first
        _demand(0 <= top <= 1, f"{what}: top")  # chance, over the people of this very unit
        unsure = min(n, shown["n"]) < 10 or 2 * self._units[unit]["responses"] < self._units[unit]["invited"]
        word = next(
            (word for limit, word in ((0.9, "almost_certainly"), (0.7, "probably"), (0.3, "possibly")) if top >= limit),
            None,
        )
        _demand(cell["certainty"] == ("possibly" if word and unsure else word), f"{what}: certainty")
        divided = shown["agreement"] is not None and shown["agreement"]["label"] == "divided"
        explore = divided or (shown["dk_share"] is not None and shown["dk_share"] >= 1 / 3)
        _demand(cell["explore_first"] == explore, f"{what}: explore first")
        bands = {
            "strength": ("strength_to_build_on", "maintain"),
            "growing": ("work_on_together", "keep_an_eye_on"),
            "develop": ("work_on_together", "ask_why"),
        }
        _demand(cell["outcome"] in bands[shown["band"]], f"{what}: outcome")
        return None

    def _read_roles(self, unit: str, split: Json) -> None:
        groups = [frozenset(group.split("+")) for group in split["groups"]]
        _demand(sum(map(len, groups)) == len(frozenset().union(*groups)), f"{unit}: overlapping roles")
        for cell in split["themes"]:
            _fields(cell, "role_theme")
            what = f"{unit}, {cell['role_group']}, {cell['theme']}"
            crowd = Crowd(self._teams[unit], frozenset(cell["role_group"].split("+")))
            _demand(crowd.roles in groups, what)
            n = self._n_theme(crowd, cell["theme"])
            _demand((cell["n"], cell["df"]) == (n, PRIOR_DF + n - 1), f"{what}: n")
            self._read_ratio(cell["score"], self._n(crowd, self._themes[cell["theme"]]), what)
            self._scores[cell["theme"]].add(crowd)
            self._spreads[cell["theme"]][crowd] = cell

    def _read_rest(self, rest: Json) -> None:
        """Everyone in a unit who is in none of its parts that show the theme."""
        for cell in rest["themes"]:
            _fields(cell, "rest_theme")
            theme, what = cell["theme"], f"rest of {rest['parent']}, {cell['theme']}"
            inside = self._teams[rest["parent"]]
            shown = [self._teams[unit] for unit in self._below(rest["parent"]) if self._cells[unit, theme]["shown"]]
            crowd = Crowd(inside.difference(*shown))
            n_items = self._n(crowd, self._themes[theme])
            _demand((cell["n"], cell["n_min"]) == (self._n_theme(crowd, theme), min(n_items)), f"{what}: n")
            _demand(rest["n"] == self._count(crowd, lambda person: person.counts), f"{what}: people")
            self._read_ratio(cell["score"], n_items, what)
            _demand(cell["band"] == _band(cell["score"]), f"{what}: band")
            self._scores[theme].add(crowd)

    def _read_organisation(self) -> None:
        only = self._file["organisation_only"]
        for name in ("dk_counts", "na_counts"):
            for item, count in only[name].items():
                _demand(isinstance(count, int) and any(item in items for items in self._asked.values()), name)
        for cell in only["reliability"]:
            _fields(cell, "reliability")
            items = frozenset(self._themes[cell["theme"]])
            n = sum(items <= person.answered for person in self._people)
            _demand(cell["n"] == n >= POOLING_DF, f"{cell['theme']}: reliability of {cell['n']}")
            self._read_rounded([cell["alpha"], *cell["alpha_interval"], cell["omega"] or 0.0], cell["theme"])
        for cell in only["between_teams"]:
            _fields(cell, "between_teams")
            self._read_rounded([cell["icc1"], cell["icc2"]], cell["theme"])

    @staticmethod
    def _read_rounded(values: Sequence[float], what: str) -> None:
        _demand(all(value == round(value, 2) for value in values), f"{what}: a pooled number in full")

    def _complete(self, theme: str) -> bool:
        items = frozenset(self._themes[theme])
        return all(items <= person.answered or not items & person.answered for person in self._people)

    def _read_pooled(self, theme: str) -> None:
        """The variance that every spread leans on, and the differences between teams, must be those of the teams shown.

        Where everybody answered every item, the squares of a unit are those of its teams and those between them: if
        that does not hold, hidden teams are in the pool.
        """
        if not self._complete(theme):
            return
        spreads = self._spreads[theme]
        teams = {
            unit: spreads[crowd]
            for unit in self._units
            if self._units[unit]["level"] == "team" and (crowd := self._crowd(unit)) in spreads
        }
        freedom = sum(cell["n"] - 1 for cell in teams.values())
        moderated = sum(cell["df"] * cell["sd"] ** 2 for cell in teams.values())
        prior = moderated / (PRIOR_DF * len(teams) + freedom) if freedom >= POOLING_DF else DEFAULT_VARIANCE

        def squares(cell: Json) -> float:
            return float(cell["df"] * cell["sd"] ** 2 - PRIOR_DF * prior)

        _demand(all(squares(cell) > -1e-9 for cell in spreads.values()), f"{theme}: not the pooled variance")
        for crowd, cell in spreads.items():
            parts = [
                part for part in spreads if part.roles is None and len(part.teams) == 1 and part.teams <= crowd.teams
            ]
            if crowd.roles is None and sum(spreads[part]["n"] for part in parts) == cell["n"]:
                within = sum(squares(spreads[part]) for part in {part.teams: part for part in parts}.values())
                between = sum(spreads[part]["n"] * (spreads[part]["score"] - cell["score"]) ** 2 for part in parts)
                _demand(
                    isclose(squares(cell), within + between, abs_tol=1e-6),
                    f"{theme}: the total is not what is "
                    "between teams and within them: hidden teams are in the pooled variance",
                )
        for found in self._file["organisation_only"]["between_teams"]:
            if found["theme"] == theme:
                expected = _icc([(cell["n"], cell["score"], squares(cell)) for cell in teams.values()])
                near = [
                    isclose(found[name], value, rel_tol=1e-6, abs_tol=0.00501)
                    for name, value in zip(("icc1", "icc2"), expected or (), strict=False)
                ]
                _demand(near == [True, True], f"{theme}: hidden teams are in the ICC")

    def _found(self) -> Iterator[Leak]:
        for theme, items in self._themes.items():
            for item in items:
                answered = self._groups(lambda person, item=item: item in person.answered)
                heard = self._groups(lambda person, item=item: item in person.answered | person.unsure)
                together = self._scores[theme] | self._detailed[item]
                yield from self._linear(f"{theme}, {item}", together, answered, self._k)
                yield from self._linear(f"{item} in detail", self._detailed[item], answered, self._detail)
                counted = {self._crowd("org")} if item in self._file["organisation_only"]["dk_counts"] else set()
                yield from self._linear(f"{theme}, dk of {item}", self._heard[theme] | counted, heard, self._k)
            yield from self._quadratic(theme)
            yield from self._skippers(theme)
            voters = self._groups(lambda person, theme=theme: theme in person.asked)
            yield from self._linear(f"{theme}, votes", self._voted[theme], voters, self._k)
        for items in self._asked.values():
            for item in items:
                yield from self._about_everybody(item)

    def _about_everybody(self, item: str) -> Iterator[Leak]:
        """What is said of an item for the organisation as a whole."""
        judged = sum(item in person.answered | person.unfit for person in self._people)
        if item in self._file["dropped_items"] and judged < self._k:
            yield Leak(f"{item} dropped", judged)
        spoken = sum(item in person.answered | person.unsure | person.unfit for person in self._people)
        only = self._file["organisation_only"]
        if (item in only["dk_counts"] or item in only["na_counts"]) and spoken < self._detail:
            yield Leak(f"{item}, dk and na", spoken)

    def _groups(self, has: Callable[..., bool]) -> Counter[tuple[str, str]]:
        """How many people of each team and role have something."""
        return Counter((person.team, person.role) for person in self._people if has(person))

    @staticmethod
    def _linear(what: str, crowds: set[Crowd], groups: Counter[tuple[str, str]], k: int) -> Iterator[Leak]:
        """Combinations of sums of one thing about each person in the groups."""
        ordered = list(crowds)
        merged: Counter[tuple[bool, ...]] = Counter()
        for group, n in groups.items():
            merged[tuple(crowd.has(*group) for crowd in ordered)] += n
        people = _exposed(tuple(merged.items()), k)
        if people is not None:
            yield Leak(what, people)

    def _full_spreads(self, theme: str) -> set[Crowd]:
        """Who is in a spread of a theme that has all its decimals; a blurred one says too little to work with."""
        return {
            crowd
            for crowd, cell in self._spreads[theme].items()
            if abs(cell["sd"] * 20 - round(cell["sd"] * 20)) > 1e-9
        }

    def _skippers(self, theme: str) -> Iterator[Leak]:
        """Answers are whole numbers, and the item means that they are measured from are fractions: a spread in full
        tells, in its fractions, the answers of those who skipped an item, apart for each item that was skipped."""
        items = frozenset(self._themes[theme])
        for crowd in self._full_spreads(theme):
            skipped = self._count(crowd, lambda person: bool(items & person.answered) and not items <= person.answered)
            if skipped:
                yield Leak(f"{theme}, those who skipped an item", skipped)

    def _quadratic(self, theme: str) -> Iterator[Leak]:
        """Combinations of sums of products of two answers of one person: what spreads and counts say together.

        The spread of a unit is a sum over its people of products of two (the same or different) of their answers, each
        item counting more the fewer answered it.
        """
        items = self._themes[theme]
        if not items:
            return
        pairs = list(combinations_with_replacement(range(len(items)), 2))
        groups = Counter(
            (person.team, person.role, tuple(item in person.answered for item in items)) for person in self._people
        )
        weights = []
        for crowd in self._full_spreads(theme):
            n, n_items = self._n_theme(crowd, theme), self._n(crowd, items)
            weights.append((crowd, [Fraction(n * n, n_items[a] * n_items[b]) for a, b in pairs]))
        for place, item in enumerate(items):
            for crowd in self._detailed[item]:
                weights.append((crowd, [Fraction(pair == (place, place)) for pair in pairs]))
        modular = [(crowd, [_modular(weight) for weight in row]) for crowd, row in weights]
        blocks: list[Matrix] = []
        for team, role, answered in groups:
            both = [place for place, (a, b) in enumerate(pairs) if answered[a] and answered[b]]
            block = np.zeros((len(modular), len(pairs)), dtype=np.int64)
            for number, (crowd, row) in enumerate(modular):
                if crowd.has(team, role):
                    block[number, both] = [row[place] for place in both]
            blocks.append(block)
        people = exposed(blocks, list(groups.values()), self._k) if modular else None
        if people is not None:
            yield Leak(f"{theme}, spreads and counts", people)


def _modular(value: Fraction) -> int:
    return value.numerator * pow(value.denominator, -1, PRIME) % PRIME


@lru_cache(maxsize=100_000)
def _exposed(groups: tuple[tuple[tuple[bool, ...], int], ...], k: int) -> int | None:
    blocks = [np.array(rows, dtype=np.int64).reshape(-1, 1) for rows, _n in groups]
    return exposed(blocks, [n for _rows, n in groups], k)


@lru_cache(maxsize=10_000)
def _t(df: int) -> float:
    return float(stdtrit(df, 0.975))


@lru_cache(maxsize=100_000)
def _favourable(favourable: int, n: int, invited: int) -> tuple[float, float]:
    if invited == n:
        return favourable / n, favourable / n
    unseen = betabinom(invited - n, favourable + 0.5, n - favourable + 0.5)
    # a hair lower: where a quantile is reached exactly (19 of 19 favourable, one unseen), decimals fall on either side
    return tuple((favourable + float(unseen.ppf(part - 1e-12))) / invited for part in (0.025, 0.975))


def _band(score: float) -> str:
    tenths = floor(Fraction(repr(score)) * 10 + Fraction(1, 2))
    return "strength" if tenths >= 35 else "growing" if tenths >= 25 else "develop"


def _icc(teams: Sequence[tuple[int, float, float]]) -> tuple[float, float] | None:
    """The two ICCs from the size, mean and squares of each team."""
    people, groups = sum(n for n, _mean, _squares in teams), len(teams)
    if groups < 2 or people <= groups:
        return None
    grand = sum(n * mean for n, mean, _squares in teams) / people
    between = sum(n * (mean - grand) ** 2 for n, mean, _squares in teams) / (groups - 1)
    within = sum(squares for _n, _mean, squares in teams) / (people - groups)
    size = (people - sum(n * n for n, _mean, _squares in teams) / people) / (groups - 1)
    if between < 1e-9:
        return None
    return (between - within) / (between + (size - 1) * within), (between - within) / between

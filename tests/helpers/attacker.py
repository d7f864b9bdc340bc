"""An attacker with a finished publication file, and everything that may be known about who took part.

It knows no answer, but of everybody the team, the role, which items were answered, and whether the priority question
was: more than anybody has; and all answers of the people who were added after opening. It takes every number in the
file as a statement about people, and looks for a combination of statements about fewer people than the rules allow. It
imports nothing of what makes publications.

A number that it does not know, or that is not what it says it is, is an error: `Unexplained`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from math import floor, isclose, sqrt
from typing import Any, NamedTuple

import numpy as np
from scipy.special import stdtrit
from scipy.stats import betabinom

from tests.helpers.combinations import exposed

Json = dict[str, Any]
Themes = Mapping[str, tuple[str, ...]]

PRIOR_DF, POOLING_DF = 4, 30
USUAL_SD, SMALLEST_SD, ENOUGH = 0.72, 0.5, 10
ALLOWANCE = 0.4


class Unexplained(AssertionError):
    """A number in a publication that the attacker does not understand: nobody can say that it is safe."""


class Person(NamedTuple):
    """What may be known about somebody who took part.

    `answered` holds the items with an answer 1-5, `unsure` those with "weet ik niet", `unfit` those with "niet van
    toepassing"; all empty for a questionnaire that the person does not count for. `asked` holds the themes offered in
    the priority question, when it was answered; `followed` whether something was said of the round before. `known`:
    added after opening, so that the attacker has all answers.
    """

    team: str
    role: str
    answered: frozenset[str]
    unsure: frozenset[str]
    unfit: frozenset[str]
    asked: frozenset[str]
    counts: bool
    followed: bool = False
    known: bool = False


class Crowd(NamedTuple):
    """The people a number is about: those of some teams, in some roles (None: whatever their role)."""

    teams: frozenset[str]
    roles: frozenset[str] | None = None

    def has(self, team: str, role: str) -> bool:
        return team in self.teams and (self.roles is None or role in self.roles)


class Leak(NamedTuple):
    """Something about `people` people, too few, can be worked out."""

    what: str
    people: int


FIELDS: dict[str, set[str]] = {
    kind: set(fields.split())
    for kind, fields in {
        "publication": "schema audience organisation round made_with rules questionnaires dropped_items themes items "
        "units rest pooled_sd organisation_only sha256",
        "organisation": "id name kind region",
        "round": "id title year closed_on",
        "rules": "minimum_group minimum_detail",
        "questionnaire": "id version sha256 title",
        "words": "nl en",
        "theme_line": "id questionnaire title short reach",
        "item_line": "id theme text",
        "unit": "id name level parent kind region invited responses themes items priorities follow_up roles",
        "theme": "theme shown reason n answers score sd df interval_now interval_level bounds band dk_share agreement",
        "agreement": "a_wg ad label",
        "item": "item version shown reason n score counts favourable favourable_interval",
        "priority": "theme shown reason n chosen share index top certainty outcome explore_first",
        "follow_up": "shown reason n counts share",
        "roles": "groups themes",
        "role_theme": "role_group theme n score sd df",
        "rest": "parent n themes",
        "rest_theme": "theme n answers score interval_now band",
        "organisation_only": "dk_counts na_counts reliability between_teams straight_lining",
        "reliability": "theme n alpha alpha_interval omega",
        "between_teams": "theme icc1 icc1_interval icc2",
        "pooled_sd": "sd df",
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
    return Attack(json.loads(file), people, themes).leaks()


def _fields(thing: Json, kind: str) -> Json:
    if set(thing) != FIELDS[kind]:
        raise Unexplained(f"{kind}: {sorted(set(thing) ^ FIELDS[kind])}")
    return thing


def _demand(right: bool, what: str) -> None:
    if not right:
        raise Unexplained(what)


def _close(one: Sequence[float], other: Sequence[float], what: str) -> None:
    right = len(one) == len(other) and all(
        isclose(a, b, rel_tol=0, abs_tol=1e-9) for a, b in zip(one, other, strict=True)
    )
    _demand(right, f"{what}: {one} is not {other}")


class Attack:
    """One file, with all that is known about who took part, and what its numbers say."""

    def __init__(self, document: Json, people: Sequence[Person], themes: Themes) -> None:
        self._file = _fields(document, "publication")
        self._people = people
        for kind in ("organisation", "round", "rules", "organisation_only"):
            _fields(document[kind], kind)
        self._k, self._detail = document["rules"]["minimum_group"], document["rules"]["minimum_detail"]
        dropped = set(document["dropped_items"])
        self._asked = themes
        self._themes = {theme: tuple(item for item in items if item not in dropped) for theme, items in themes.items()}
        added = {unit["id"]: unit.pop("added", 0) for unit in document["units"]}  # left out where nobody was
        self._units = {unit["id"]: _fields(unit, "unit") for unit in document["units"]}
        self._teams = {id: self._teams_in(id) for id in self._units}
        self._added = Counter(person.team for person in people if person.known)
        _demand(all(added.get(team, n) >= n for team, n in self._added.items()), "added")
        self._cells = {
            (unit, cell["theme"]): _fields(cell, "theme")
            for unit, each in self._units.items()
            for cell in each["themes"]
        }
        self._items = {
            (unit, cell["item"]): _fields(cell, "item") for unit, each in self._units.items() for cell in each["items"]
        }
        self._scores: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._spreads: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._detailed: dict[str, set[Crowd]] = {item: set() for items in self._themes.values() for item in items}
        self._heard: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._voted: dict[str, set[Crowd]] = {theme: set() for theme in self._themes}
        self._followed: set[Crowd] = set()
        self._responded: set[Crowd] = set()

    def leaks(self) -> list[Leak]:
        self._read()
        return list(self._found())

    # ---- who is meant -----------------------------------------------------------------------------------------------

    def _below(self, id: str) -> set[str]:
        below: set[str] = set()
        for unit in self._file["units"]:  # parents before children
            below |= {unit["id"]} if unit["parent"] in {id} | below else set()
        return below

    def _teams_in(self, id: str) -> frozenset[str]:
        return frozenset(one for one in {id} | self._below(id) if self._units[one]["level"] == "team")

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

    def _protecting(self, crowd: Crowd, has: Callable[[Person], bool]) -> int:
        """How many of a crowd are left when everybody who was added after opening is taken to be among them."""
        n = Counter(person.team for person in self._people if crowd.has(person.team, person.role) and has(person))
        return sum(max(0, many - self._added[team]) for team, many in n.items())

    # ---- every number, and what it says -----------------------------------------------------------------------------

    def _read(self) -> None:
        _demand(self._file["schema"] == 2 and self._file["audience"] == "organisation", "schema or audience")
        _demand(self._detail == max(10, self._k) and self._k >= 5, "rules")
        self._read_names()
        self._read_pooled()
        for id, unit in self._units.items():
            self._read_unit(id, unit)
            for cell in unit["themes"]:
                self._read_theme(id, cell)
            for cell in unit["items"]:
                self._read_item(id, cell)
            for cell in unit["priorities"]:
                self._read_priority(id, _fields(cell, "priority"))
            if unit["follow_up"] is not None:
                self._read_follow_up(id, _fields(unit["follow_up"], "follow_up"))
            if unit["roles"] is not None:
                self._read_roles(id, _fields(unit["roles"], "roles"))
        for rest in self._file["rest"]:
            self._read_rest(_fields(rest, "rest"))
        self._read_organisation()

    def _read_names(self) -> None:
        """What things are called: nothing that anybody answered."""
        for questionnaire in self._file["questionnaires"]:
            _fields(_fields(questionnaire, "questionnaire")["title"], "words")
        for line in self._file["themes"]:
            _fields(_fields(line, "theme_line")["title"], "words")
            _fields(line["short"], "words")
        for line in self._file["items"]:
            _fields(_fields(line, "item_line")["text"], "words")

    def _read_unit(self, id: str, unit: Json) -> None:
        if unit["responses"] is not None:
            responses = self._count(self._crowd(id), lambda person: person.counts)
            _demand(unit["responses"] == responses, f"{id}: responses")
            self._responded.add(self._crowd(id))

    def _read_hidden(self, cell: Json, names: tuple[str, ...], few: bool | None, what: str) -> None:
        """A hidden cell has no number, and its reason says nothing that is not known from the counts."""
        _demand(all(value is None for name, value in cell.items() if name not in names), f"{what}: hidden, not empty")
        reason = "not_asked" if few is None else "too_few" if few else "protects_others"
        _demand(cell["reason"] == reason, f"{what}: hidden because of {cell['reason']}, not {reason}")

    def _read_theme(self, unit: str, cell: Json) -> None:
        theme, crowd, what = cell["theme"], self._crowd(unit), f"{unit}, {cell['theme']}"
        asked = theme in self._themes
        if not cell["shown"]:
            few = (bool(self._themes[theme]) and self._n_theme(crowd, theme) < self._k) if asked else None
            return self._read_hidden(cell, ("theme", "shown", "reason"), few, what)
        n, answers = self._n_theme(crowd, theme), sum(self._n(crowd, self._themes[theme]))
        _demand((cell["n"], cell["answers"]) == (n, answers), f"{what}: n")
        self._read_score(cell["score"], unit, theme, answers, what)
        sd, df = self._read_spread(cell, crowd, theme, what)
        score, invited = cell["score"], self._units[unit]["invited"]
        half, bounds = _t(df) * sd / sqrt(n), self._bounds(theme, score, n, answers, invited)
        _close(cell["bounds"], bounds, f"{what}: bounds")
        _close(cell["interval_now"], _now(score, sd, df, n, invited, bounds), f"{what}: interval now")
        _close(cell["interval_level"], (max(score - half, 1), min(score + half, 5)), f"{what}: interval level")
        _demand(cell["band"] == _band(score), f"{what}: band")
        self._scores[theme].add(crowd)
        if cell["dk_share"] is not None:
            self._read_whole(cell["dk_share"] * answers / (1 - cell["dk_share"]), f"{what}: dk_share")
            self._heard[theme].add(crowd)
        if cell["agreement"] is not None:
            _fields(cell["agreement"], "agreement")
            for item in self._themes[theme]:  # it is worked out from the counts of every item
                self._detailed[item].add(crowd)
        return None

    def _bounds(self, theme: str, score: float, n: int, answers: int, invited: int) -> tuple[float, float]:
        """Between what the score of everyone invited lies: whoever did not answer might say only 1, or only 5."""
        others = [0] * len(self._themes[theme]) * (invited - n)
        lowest, highest = (sum([score * answers, *(end for _answer in others)]) for end in (1, 5))
        return lowest / (answers + len(others)), highest / (answers + len(others))

    def _read_spread(self, cell: Json, crowd: Crowd, theme: str, what: str) -> tuple[float, int]:
        """The spread that the intervals of a cell lean on: its own, in twentieths, or that of all teams."""
        items = frozenset(self._themes[theme])
        n = self._protecting(crowd, lambda person: bool(items & person.answered))
        if n < ENOUGH or cell["sd"] is None:
            _demand(cell["sd"] is None and cell["df"] is None, f"{what}: a spread of few people")
            pooled = self._file["pooled_sd"][theme]
            return pooled["sd"], pooled["df"]
        _demand(cell["df"] == PRIOR_DF + cell["n"] - 1, f"{what}: df")
        _demand(_in_twentieths(cell["sd"]) and cell["sd"] >= SMALLEST_SD, f"{what}: a spread in full")
        self._spreads[theme].add(crowd)
        return cell["sd"], cell["df"]

    def _read_score(self, score: float, unit: str, theme: str, answers: int, what: str) -> None:
        """A score must be the mean of all answers: a sum over people. Anything else is about other people."""
        items = [self._items[unit, item] for item in self._themes[theme]]
        if all(item["shown"] for item in items):
            total = sum(item["score"] * item["n"] for item in items)
            _close([score], [total / answers], f"{what}: not the mean of all answers")
        self._read_whole(score * answers, f"{what}: no answers give this score")

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
        _close(
            [cell["score"], cell["favourable"]],
            [sum(point * times for point, times in enumerate(counts, 1)) / n, favourable / n],
            what,
        )
        _close(cell["favourable_interval"], _favourable(favourable, n, self._units[unit]["invited"]), what)
        self._detailed[item].add(crowd)
        return None

    def _read_priority(self, unit: str, cell: Json) -> None:
        theme, crowd, what = cell["theme"], self._crowd(unit), f"{unit}, priority {cell['theme']}"
        asked = theme in self._themes
        n = self._count(crowd, lambda person: theme in person.asked)
        if not cell["shown"]:
            return self._read_hidden(cell, ("theme", "shown", "reason"), n < self._k if asked else None, what)
        _demand(cell["n"] == n and 0 <= cell["chosen"] <= n, f"{what}: n")
        _close([cell["share"]], [cell["chosen"] / n], f"{what}: share")
        self._voted[theme].add(crowd)
        shown = self._cells[unit, theme]
        derived = [cell[name] for name in ("index", "top", "certainty", "outcome", "explore_first")]
        if not shown["shown"]:
            _demand(derived == [None] * 5, f"{what}: worked out from a score that is not shown")
            return None
        need, demand = 100 * (5 - shown["score"]) / 4, 100 * (cell["chosen"] + 0.5) / (n + 1)
        _close([cell["index"]], [sqrt(max(0.0, need) * demand)], f"{what}: index")
        self._read_certainty(cell, shown, self._units[unit]["invited"], what)
        divided = shown["agreement"] is not None and shown["agreement"]["label"] == "two_camps"
        explore = divided or (shown["dk_share"] is not None and shown["dk_share"] >= 1 / 3)
        _demand(cell["explore_first"] == explore, f"{what}: explore first")
        bands = {
            "strength": ("strength_to_build_on", "maintain"),
            "growing": ("work_on_together", "keep_an_eye_on"),
            "develop": ("work_on_together", "ask_why"),
        }
        _demand(cell["outcome"] in bands[shown["band"]], f"{what}: outcome")
        return None

    @staticmethod
    def _read_certainty(cell: Json, shown: Json, invited: int, what: str) -> None:
        """How often a theme would be first: chance over the people of this very unit, so nothing of few, and coarse."""
        top = cell["top"]
        if top is None:
            return _demand(cell["certainty"] is None, f"{what}: certainty")
        few, everybody = min(cell["n"], shown["n"]) < ENOUGH, cell["n"] == shown["n"] == invited
        _demand(not few and not everybody and 0 <= top <= 1 and _in_twentieths(top), f"{what}: top")
        words = ((0.9, "almost_certainly"), (0.7, "probably"), (0.3, "possibly"))
        word = next((word for limit, word in words if top - 0.025 >= limit), None)
        expected = "possibly" if word and 2 * shown["n"] < invited else word
        return _demand(cell["certainty"] == expected, f"{what}: certainty")

    def _read_follow_up(self, unit: str, cell: Json) -> None:
        crowd, what = self._crowd(unit), f"{unit}, follow-up"
        n = self._count(crowd, lambda person: person.followed)
        if not cell["shown"]:
            return self._read_hidden(cell, ("shown", "reason"), n < self._detail, what)
        counts = [cell["counts"][code] for code in ("much", "some", "hardly", "nothing")]
        _demand(len(cell["counts"]) == 4 and sum(counts) == cell["n"] == n, f"{what}: counts")
        _demand(10 * max(counts) <= 9 * n, f"{what}: nearly all said the same")
        _close([cell["share"]], [(counts[0] + counts[1]) / n], f"{what}: share")
        self._followed.add(crowd)
        return None

    def _read_roles(self, unit: str, split: Json) -> None:
        groups = [frozenset(group.split("+")) for group in split["groups"]]
        _demand(sum(map(len, groups)) == len(frozenset().union(*groups)), f"{unit}: overlapping roles")
        for cell in split["themes"]:
            _fields(cell, "role_theme")
            what = f"{unit}, {cell['role_group']}, {cell['theme']}"
            crowd = Crowd(self._teams[unit], frozenset(cell["role_group"].split("+")))
            _demand(crowd.roles in groups, what)
            _demand(cell["n"] == self._n_theme(crowd, cell["theme"]), f"{what}: n")
            self._read_spread(cell, crowd, cell["theme"], what)
            self._read_whole(cell["score"] * sum(self._n(crowd, self._themes[cell["theme"]])), what)
            self._scores[cell["theme"]].add(crowd)

    def _read_rest(self, rest: Json) -> None:
        """Everyone in a unit who is in none of its parts that show the theme."""
        for cell in rest["themes"]:
            _fields(cell, "rest_theme")
            theme, what = cell["theme"], f"rest of {rest['parent']}, {cell['theme']}"
            inside = self._teams[rest["parent"]]
            shown = [self._teams[unit] for unit in self._below(rest["parent"]) if self._cells[unit, theme]["shown"]]
            crowd = Crowd(inside.difference(*shown))
            n, answers = self._n_theme(crowd, theme), sum(self._n(crowd, self._themes[theme]))
            _demand((cell["n"], cell["answers"]) == (n, answers), f"{what}: n")
            self._read_whole(cell["score"] * answers, f"{what}: no answers give this score")
            invited = sum(self._units[team]["invited"] for team in crowd.teams)
            pooled = self._file["pooled_sd"][theme]
            bounds = self._bounds(theme, cell["score"], n, answers, invited)
            _close(cell["interval_now"], _now(cell["score"], pooled["sd"], pooled["df"], n, invited, bounds), what)
            _demand(cell["band"] == _band(cell["score"]), f"{what}: band")
            self._scores[theme].add(crowd)
            if rest["n"] is not None:
                _demand(rest["n"] == self._count(crowd, lambda person: person.counts), f"{what}: people")
                self._responded.add(crowd)

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
            self._read_rounded([cell["icc1"], *cell["icc1_interval"], cell["icc2"]], cell["theme"])
            self._read_icc(cell)
        if only["straight_lining"] is not None:
            self._read_rounded([only["straight_lining"]], "straight-lining")
            many = self._protecting(self._crowd("org"), lambda person: len(person.answered) >= 10)
            _demand(many >= self._detail and only["straight_lining"] <= 0.5, "straight-lining of few, or of most")

    @staticmethod
    def _read_rounded(values: Sequence[float], what: str) -> None:
        _demand(all(value == round(value, 2) for value in values), f"{what}: a pooled number in full")

    # ---- numbers over more than one unit ----------------------------------------------------------------------------

    def _complete(self, theme: str) -> bool:
        items = frozenset(self._themes[theme])
        return all(items <= person.answered or not items & person.answered for person in self._people)

    def _pool(self, theme: str) -> list[Json]:
        """The cells of the teams that show a spread of their own for a theme."""
        return [
            self._cells[id, theme]
            for id, unit in self._units.items()
            if unit["level"] == "team" and self._cells[id, theme]["sd"] is not None
        ]

    def _read_pooled(self) -> None:
        """The spread that small teams lean on is that of the teams that show theirs, or the usual one."""
        _demand(set(self._file["pooled_sd"]) == set(self._themes), "pooled_sd")
        for theme, pooled in self._file["pooled_sd"].items():
            _fields(pooled, "pooled_sd")
            df = sum(cell["n"] - 1 for cell in self._pool(theme))
            if df < POOLING_DF:
                _demand((pooled["sd"], pooled["df"]) == (USUAL_SD, POOLING_DF), f"{theme}: the usual spread")
            else:
                _demand(pooled["df"] == df, f"{theme}: hidden teams are in the pooled spread")
                _demand(_in_twentieths(pooled["sd"]) and pooled["sd"] >= SMALLEST_SD, f"{theme}: pooled in full")

    def _read_icc(self, found: Json) -> None:
        """Where everybody answered every item, the differences between teams follow from the scores and spreads shown,
        as far as these are not rounded."""
        theme, pool = found["theme"], self._pool(found["theme"])
        _demand(len(pool) >= 2, f"{theme}: an ICC of few teams")
        pooled = self._file["pooled_sd"][theme]
        if not self._complete(theme) or pooled["df"] != sum(cell["n"] - 1 for cell in pool):
            return
        low, high = max(pooled["sd"] - 0.0251, SMALLEST_SD), pooled["sd"] + 0.0251
        ends = [_icc([(cell["n"], cell["score"]) for cell in pool], sd**2) for sd in (high, low)]
        for place, name in enumerate(("icc1", "icc2")):
            right = ends[0][place] - 0.0051 <= found[name] <= ends[1][place] + 0.0051
            _demand(right, f"{theme}: hidden teams are in the {name}")

    # ---- what can be worked out -------------------------------------------------------------------------------------

    def _found(self) -> Iterator[Leak]:
        for theme, items in self._themes.items():
            in_theme = frozenset(items)
            people = self._groups(lambda person, items=in_theme: bool(items & person.answered))
            yield from self._linear(f"{theme}", self._scores[theme], people, self._k)
            yield from self._linear(f"{theme}, spreads", self._spreads[theme], people, ENOUGH)
            yield from self._together(theme, self._scores[theme], {item: self._detailed[item] for item in items})
            for item in items:
                answered = self._groups(lambda person, item=item: item in person.answered)
                yield from self._linear(f"{item} in detail", self._detailed[item], answered, self._detail)
            yield from self._unsure(theme)
            voters = self._groups(lambda person, theme=theme: theme in person.asked)
            yield from self._linear(f"{theme}, votes", self._voted[theme], voters, self._k)
        invited = Counter(
            {
                (id, ""): unit["invited"] - self._added[id]
                for id, unit in self._units.items()
                if unit["level"] == "team" and unit["invited"] > self._added[id]
            }
        )
        yield from self._linear("responses", self._responded, invited, self._k)
        followed = self._groups(lambda person: person.followed)
        yield from self._linear("follow-up", self._followed, followed, self._detail)
        for items in self._asked.values():
            for item in items:
                yield from self._about_everybody(item)

    def _together(self, theme: str, scores: set[Crowd], detail: Mapping[str, set[Crowd]]) -> Iterator[Leak]:
        """Combinations of sums over all answers of people, and sums over one answer of each."""
        classes = Counter(
            (person.team, person.role, answered)
            for person in self._people
            if not person.known and (answered := tuple(item in person.answered for item in detail))
        )
        yield from self._classes(f"{theme} and its items", scores, list(detail.values()), classes)

    def _unsure(self, theme: str) -> Iterator[Leak]:
        """The shares of "weet ik niet" of a theme beside the counts of its items for the whole organisation."""
        items = self._themes[theme]
        classes = Counter(
            (person.team, person.role, tuple(item in person.answered | person.unsure for item in items))
            for person in self._people
            if not person.known
        )
        people = self._groups(lambda person: bool(frozenset(items) & (person.answered | person.unsure)))
        yield from self._linear(f"{theme}, dk", self._heard[theme], people, self._k)
        counts = self._file["organisation_only"]["dk_counts"]
        counted = [{self._crowd("org")} if item in counts else set() for item in items]
        yield from self._classes(f"{theme}, dk and its items", self._heard[theme], counted, classes)

    def _classes(
        self,
        what: str,
        whole: set[Crowd],
        by_item: Sequence[set[Crowd]],
        classes: Counter[tuple[str, str, tuple[bool, ...]]],
    ) -> Iterator[Leak]:
        """Combinations about classes of people of one team and role who answered the same items."""
        rows = [(crowd, None) for crowd in whole]
        rows += [(crowd, place) for place, crowds in enumerate(by_item) for crowd in crowds]
        if not any(by_item):
            return  # then it is the same as sums over people
        merged: Counter[tuple[tuple[bool, ...], ...]] = Counter()
        inside: dict[tuple[str, str], list[bool]] = {}
        for (team, role, answered), n in classes.items():
            here = inside.setdefault((team, role), [crowd.has(team, role) for crowd, _place in rows])
            merged[
                tuple(
                    tuple(there and given and place in (None, item) for item, given in enumerate(answered))
                    for there, (_crowd, place) in zip(here, rows, strict=True)
                )
            ] += n
        people = _exposed(tuple(merged.items()), self._k)
        if people is not None:
            yield Leak(what, people)

    def _about_everybody(self, item: str) -> Iterator[Leak]:
        """What is said of an item for the organisation as a whole."""
        judged = self._protecting(self._crowd("org"), lambda person: item in person.answered | person.unfit)
        if item in self._file["dropped_items"] and judged < self._k:
            yield Leak(f"{item} dropped", judged)
        spoken = self._protecting(
            self._crowd("org"), lambda person: item in person.answered | person.unsure | person.unfit
        )
        only = self._file["organisation_only"]
        if (item in only["dk_counts"] or item in only["na_counts"]) and spoken < self._detail:
            yield Leak(f"{item}, dk and na", spoken)

    def _groups(self, has: Callable[..., bool]) -> Counter[tuple[str, str]]:
        """How many people of each team and role have something, without those whose answers are known."""
        return Counter((person.team, person.role) for person in self._people if has(person) and not person.known)

    @staticmethod
    def _linear(what: str, crowds: set[Crowd], groups: Counter[tuple[str, str]], k: int) -> Iterator[Leak]:
        """Combinations of sums of one thing about each person in the groups."""
        ordered = list(crowds)
        if not ordered:
            return
        merged: Counter[tuple[tuple[bool], ...]] = Counter()
        for group, n in groups.items():
            merged[tuple((crowd.has(*group),) for crowd in ordered)] += n
        people = _exposed(tuple(merged.items()), k)
        if people is not None:
            yield Leak(what, people)


@lru_cache(maxsize=100_000)
def _exposed(groups: tuple[tuple[tuple[tuple[bool, ...], ...], int], ...], k: int) -> int | None:
    blocks = [np.array(rows, dtype=np.int64).reshape(len(rows), -1) for rows, _n in groups]
    return exposed(blocks, [n for _rows, n in groups], k)


def _in_twentieths(value: float) -> bool:
    return abs(value * 20 - round(value * 20)) < 1e-9


def _now(score: float, sd: float, df: int, n: int, invited: int, bounds: tuple[float, float]) -> tuple[float, float]:
    missing = 1 - n / invited
    half = _t(df) * sd / sqrt(n) * sqrt(missing) + ALLOWANCE * missing
    return max(score - half, bounds[0]), min(score + half, bounds[1])


@lru_cache(maxsize=10_000)
def _t(df: int) -> float:
    return float(stdtrit(df, 0.975))


@lru_cache(maxsize=100_000)
def _favourable(favourable: int, n: int, invited: int) -> tuple[float, float]:
    if invited == n:
        return favourable / n, favourable / n
    shape = (invited - n, favourable + 0.5, n - favourable + 0.5)
    # a hair lower: where a quantile is reached exactly (19 of 19 favourable, one unseen), decimals fall on either side
    low, high = (float(betabinom.ppf(part - 1e-12, *shape)) for part in (0.025, 0.975))
    return (favourable + low) / invited, (favourable + high) / invited


def _band(score: float) -> str:
    tenths = floor(Fraction(repr(score)) * 10 + Fraction(1, 2))
    return "strength" if tenths >= 35 else "growing" if tenths >= 25 else "develop"


def _icc(teams: Sequence[tuple[int, float]], within: float) -> tuple[float, float]:
    """The two ICCs from the size and mean of each team and the variance within them."""
    people, groups = sum(n for n, _mean in teams), len(teams)
    grand = sum(n * mean for n, mean in teams) / people
    between = sum(n * (mean - grand) ** 2 for n, mean in teams) / (groups - 1)
    size = (people - sum(n * n for n, _mean in teams) / people) / (groups - 1)
    return (between - within) / (between + (size - 1) * within), (between - within) / max(between, 1e-12)

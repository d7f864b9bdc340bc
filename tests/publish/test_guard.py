"""Nobody is pinned down because all answered alike: the closed form, and everything that is shown, against an LP."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from audit.collect.responses import Response
from audit.publish import certainty, composition, patterns, splits
from audit.publish import roles as by_role
from audit.publish.guard import narrow, nearly_all
from tests.helpers.counts import counted
from tests.helpers.random_rounds import ROLES, Round, content, organisation, random_round

WIDTH = 2


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certainty, "DRAWS", 20)


def ends(
    cost: Sequence[float], rows: Sequence[Sequence[float]], sums: Sequence[float], limits: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The least and the most that a linear thing can be when some sums are known."""
    found = [linprog(sign * np.array(cost), A_eq=rows, b_eq=sums, bounds=limits, method="highs") for sign in (1, -1)]
    assert all(end.status == 0 for end in found)
    return float(found[0].fun or 0), -float(found[1].fun or 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_the_closed_form_is_what_an_lp_finds(answers: list[int]) -> None:
    n, total = len(answers), sum(answers)
    low, high = ends([1] + [0] * (n - 1), [[1] * n], [total], [(1, 5)] * n)
    assert narrow(n, total) == (high - low < WIDTH - 1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from((None, 1, 2, 3, 4, 5, 5, 5)), min_size=3, max_size=3), min_size=2, max_size=8))
def test_with_gaps_it_is_what_an_lp_finds_for_whoever_answered_most_items(people: list[list[int | None]]) -> None:
    """A member is a person's mean; the score is the mean of all answers."""
    given_to = [(person, answer) for person, answers in enumerate(people) for answer in answers if answer is not None]
    total = sum(answer for _person, answer in given_to)
    most = max(sum(answer is not None for answer in answers) for answers in people)
    told = bool(given_to) and narrow(len(given_to), total, most)
    for someone in {person for person, _answer in given_to}:
        own = sum(person == someone for person, _answer in given_to)
        cost = [(person == someone) / own for person, _answer in given_to]
        low, high = ends(cost, [[1] * len(given_to)], [total], [(1, 5)] * len(given_to))
        if own == most:
            assert told == (high - low < WIDTH - 1e-6)
        assert told or high - low >= WIDTH - 1e-6


def alike(seed: int, kinds: bool = False) -> Round:
    """A round of one-item themes in which many people, and whole groups, answered much alike; with teams of one kind
    where asked for."""
    chance = random.Random(seed)
    sizes = [
        [chance.randint(4, 9) for _team in range(chance.randint(1, 3))] for _service in range(chance.randint(1, 3))
    ]
    whole, roles = organisation(*sizes), chance.sample(ROLES, 3)
    high = {(unit.id, role): chance.random() < 0.4 for unit in whole.units for role in roles}

    def answer(team: str, role: str) -> str:
        return chance.choice("55554") if high[team, role] else chance.choice("12345")

    people = []
    for unit in whole.units:
        if unit.level == "team":
            own = [chance.choice(roles)] if kinds and chance.random() < 0.5 else roles
            for _person in range(unit.invited):
                role = chance.choice(own)
                people.append(Response(unit.id, role, (answer(unit.id, role), answer(unit.id, role)), None))
    return Round(whole, content([1, 1]), tuple(people))


def pinned_down(one: Round) -> list[str]:
    """The teams and roles in which what is shown leaves somebody less than two steps of the scale."""
    document = json.loads(one.file())
    teams = {
        unit.id: {
            other.id
            for other in one.organisation.units
            if other.level == "team" and unit.id in ("org", other.id, other.parent)
        }
        for unit in one.organisation.units
    }
    groups = Counter((response.team, response.role) for response in one.responses)
    order, found = list(groups), []
    limits = [(float(groups[group]), 5.0 * groups[group]) for group in order]
    for theme in one.themes:
        rows, sums = [], []
        for unit in document["units"]:
            cells = [(cell, None) for cell in unit["themes"] if cell["shown"]]
            cells += [(cell, cell["role_group"].split("+")) for cell in (unit["roles"] or {"themes": []})["themes"]]
            for cell, roles in cells:
                if cell["theme"] == theme:
                    rows.append(
                        [float(team in teams[unit["id"]] and (roles is None or role in roles)) for team, role in order]
                    )
                    sums.append(cell["score"] * cell["n"])
        for place, (group, n) in enumerate(groups.items()) if rows else ():
            cost = [float(other == place) for other in range(len(order))]
            low, high = ends(cost, rows, sums, limits)
            if min(5, high - (n - 1)) - max(1, low - 5 * (n - 1)) < WIDTH - 1e-6:
                found.append(f"{theme}, {group}")
    return found


@pytest.mark.parametrize("seed", [*range(8), 56, 318, 328])
def test_everything_shown_together_pins_nobody_down(seed: int) -> None:
    assert not pinned_down(alike(seed))


@pytest.mark.parametrize("seed", [27, 217, 351])
def test_nor_does_it_where_teams_of_one_kind_can_be_taken_off(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one = alike(seed, kinds=True)
    assert not pinned_down(one)
    monkeypatch.setattr(by_role, "pinned_down", lambda *_given: False)
    for module in (patterns, splits):
        monkeypatch.setattr(module, "everybody_can_differ", lambda *_given: True)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert pinned_down(one)


@pytest.mark.parametrize("seed", range(8))
def test_nor_in_any_round_with_teams_of_one_kind(seed: int) -> None:
    assert not pinned_down(alike(seed, kinds=True))


@pytest.mark.parametrize("seed", [56, 318, 328])
def test_without_looking_at_role_groups_it_would(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here everybody in a role answered 5 in the services that are not split: the rest of the organisation's group."""
    monkeypatch.setattr(splits, "_roles_tell", lambda *_given: False)
    for module in (patterns, splits):
        monkeypatch.setattr(module, "everybody_can_differ", lambda *_given: True)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert pinned_down(alike(seed))


def test_without_the_guard_a_team_that_answered_alike_is_pinned_down(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"s1/t1": "5", "s1/t2": "3", "s2/t1": "2"}
    people = tuple(
        Response(team, "geen", (answer, answer), None) for team, answer in answers.items() for _one in range(6)
    )
    one = Round(organisation([6, 6], [6]), content([1, 1]), people)
    assert not pinned_down(one)
    monkeypatch.setattr(patterns, "guarded", lambda _units, _sizes, pattern, _fails: pattern)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert pinned_down(one)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([0, 0, 0, 0, 12], True),  # everybody
        ([0, 0, 0, 1, 11], True),  # eleven of twelve
        ([0, 0, 0, 1, 9], False),  # nine of ten: not more than 90 %
        ([0, 0, 0, 2, 19], True),
        ([3, 3, 3, 3, 3], False),
    ],
)
def test_more_than_nine_in_ten_the_same_tells_too_much(counts: list[int], told: bool) -> None:
    assert nearly_all(np.array(counts), sum(counts) - np.array(counts)) is told


def test_an_item_that_pins_people_down_takes_the_others_of_its_theme_along() -> None:
    """Else the score of the theme less the scores of the others would be its own: here that all twelve gave 5."""
    people = [Response("s1/t1", "geen", ("5", "12345"[number % 5], "2433"[number % 4]), None) for number in range(12)]
    people += [Response("s2/t1", "geen", ("24135"[number % 5],) * 3, None) for number in range(25)]
    units = Round(organisation([12], [25]), content([3]), tuple(people)).publication().by_id
    assert units["s1"].themes[0].shown
    assert {cell.reason for cell in units["s1"].items} == {"protects_others"}


@pytest.mark.parametrize("alike", ["5" * 19 + "1", "3" * 20])
def test_an_item_that_nearly_all_answered_alike_takes_the_others_along_too(alike: str) -> None:
    people = [
        Response("s1/t1", "geen", (one, "12345"[number % 5], "2433"[number % 4]), None)
        for number, one in enumerate(alike)
    ]
    people += [Response("s2/t1", "geen", ("24135"[number % 5],) * 3, None) for number in range(25)]
    units = Round(organisation([20], [25]), content([3]), tuple(people)).publication().by_id
    assert units["s1"].themes[0].shown
    assert {cell.reason for cell in units["s1"].items} == {"protects_others"}


def test_a_few_left_over_who_are_alike_cost_one_part_and_not_the_whole() -> None:
    """Seven people of two small services all gave 5: the smallest service that is shown keeps them company."""
    people = [
        Response(team, "geen", (answer,), None)
        for team, answers in {"s1/t1": "12345" * 4, "s2/t1": "2341355243", "s3/t1": "5555", "s4/t1": "555"}.items()
        for answer in answers
    ]
    one = Round(organisation([20], [10], [4], [3]), content([1]), tuple(people))
    shown = {unit.id for unit in one.publication().units if unit.themes[0].shown}
    assert shown == {"org", "s1", "s1/t1"}
    assert not pinned_down(one)


def test_an_item_answered_alike_is_hidden_for_the_reason_that_any_other_is() -> None:
    """A reason of its own would tell the answer."""
    people = tuple(
        Response("s1/t1", "geen", ("5" if number else "4", "12345"[number % 5]), None) for number in range(12)
    )
    others = (replace(each, team="s2/t1", answers=("2", each.answers[1])) for each in people)
    one = Round(organisation([12], [12]), content([1, 1]), (*people, *others))
    cells = {(unit.id, cell.item): cell for unit in one.publication().units for cell in unit.items}
    assert (cells["s1", "qa1_1"].shown, cells["s1", "qa1_1"].reason) == (False, "protects_others")
    assert cells["s1", "qa2_1"].shown


def test_people_added_after_opening_do_not_hide_that_the_others_are_alike() -> None:
    """Nine gave 5, and three that came later 1: whoever holds their codes could take these off again."""

    def shown(added: int) -> bool:
        people = [Response("s1/t1", "geen", (answer,), None) for answer in "555555555111"]
        people += [Response("s2/t1", "geen", (answer,), None) for answer in "123451234512"]
        one = Round(organisation([12], [12], added={"s1/t1": added}), content([1]), tuple(people))
        return one.publication().by_id["s1/t1"].themes[0].shown

    assert shown(0)
    assert not shown(3)


def taken(counts: Sequence[int], n: int) -> list[tuple[int, ...]]:
    """Every way in which n people can have given n of the counted answers."""
    return [some for some in product(*(range(count + 1) for count in counts)) if sum(some) == n]


def told_by_counts(one: Round, question: int | None = None) -> set[str]:
    """The teams of the first service of which everybody's answers, or those to one question, follow from the counts of
    the service and the score of the team: in whatever way those fit, all its people gave each item the same answer."""
    units, found = one.publication().by_id, set()
    counts = [list((cell.counts or {}).values()) for cell in units["s1"].items]
    for cell, team in ((units[id].themes[0], id) for id in units if id.startswith("s1/")):
        if not cell.shown or not all(counts):
            continue
        assert cell.score and cell.n and cell.answers == cell.n * len(counts)  # nobody left a question empty
        total, n = round(cell.score * cell.answers), cell.n
        ways = product(*(taken(each, n) for each in counts))
        fit = [way for way in ways if sum(point * m for some in way for point, m in enumerate(some, start=1)) == total]
        if all(max(some) == n for way in fit for some in (way if question is None else [way[question]])):
            found.add(team)
    return found


def two_teams(first: str, second: str, added: dict[str, int] | None = None) -> Round:
    """A service of two teams of whom each person gave one answer to two questions, beside a mixed service."""
    answers = {"s1/t1": first, "s1/t2": second, "s2/t1": "24135" * 5}
    people = tuple(Response(team, "geen", (one, one), None) for team, all_of in answers.items() for one in all_of)
    return Round(organisation([len(first), len(second)], [25], added=added or {}), content([2]), people)


@pytest.mark.parametrize(
    ("teams", "added", "shown"),
    [
        (("44444", "22222"), {}, False),
        (("44444", "32412"), {}, False),
        (("33333", "12345"), {}, True),  # others have higher answers and lower ones, so any can be theirs
        (("44445", "22212"), {}, True),  # in each team somebody differs, and who that is nobody can tell
        (("444443", "222222"), {"s1/t1": 1}, False),  # the one who differs came after opening
        (("444443", "2212345"), {"s1/t1": 1}, True),  # so did one here, but others have higher answers and lower ones
        (("444333", "2212345"), {"s1/t1": 1}, True),
    ],
)
def test_counts_of_a_service_do_not_tell_what_a_team_of_one_mind_answered(
    teams: tuple[str, str], added: dict[str, int], shown: bool
) -> None:
    one = two_teams(*teams, added)
    units = one.publication().by_id
    assert units["s1/t1"].themes[0].shown
    assert {cell.shown for cell in units["s1"].items} == {shown}
    assert not told_by_counts(one)


def test_nor_what_it_answered_to_one_question() -> None:
    """All of a team said 4 to the first question, and most to the second: the largest sum that the counts allow."""
    said = {
        "s1/t1": ["44", "44", "44", "44", "45"],
        "s1/t2": ["22", "22", "22", "22", "21"],
        "s2/t1": ["24", "35"] * 12,
    }
    people = tuple(Response(team, "geen", tuple(both), None) for team, all_of in said.items() for both in all_of)
    one = Round(organisation([5, 5], [24]), content([2]), people)
    assert told_by_counts(one, question=0) == set()


@pytest.mark.parametrize("seed", [1057, 1362])
def test_nor_in_rounds_where_all_answers_of_somebody_stay_open_together(seed: int) -> None:
    one = random_round(seed)
    assert not any(theme.told() for theme in counted(one, one.file()))


@pytest.mark.parametrize("seed", [1329, 1454])
def test_nor_what_somebody_in_a_role_answered(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scores of roles tell it together with those of teams: the theme is not shown by role there."""
    one = random_round(seed)
    assert not any(theme.told() for theme in counted(one, one.file()))
    monkeypatch.setattr(splits, "everybody_can_differ", lambda *_given: True)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert any(theme.told() for theme in counted(one, one.file()))


def test_by_the_number_of_answers_alone_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (patterns, splits):
        monkeypatch.setattr(module, "everybody_can_differ", lambda *_given: True)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert told_by_counts(two_teams("44444", "22222")) == {"s1/t1", "s1/t2"}

"""A test of the tests: what is planted on purpose is caught, by the attacker and by the last look of the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from audit import cli
from audit.collect.responses import Response
from audit.errors import AuditError
from audit.publish import certainty, composition, intervals, patterns, quality, scoring
from audit.publish.disclosure import remainders, tree_pattern
from tests.helpers.attacker import Unexplained
from tests.helpers.random_rounds import Round, content, organisation, random_round

ROUNDS = 80
CASE = Path(__file__).parents[1] / "cases" / "two_services"

Patch = pytest.MonkeyPatch
Fault = Callable[[Patch], None]


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: Patch) -> None:
    monkeypatch.setattr(certainty, "DRAWS", 20)


# ---- the faults -----------------------------------------------------------------------------------------------------


def no_complement(patch: Patch) -> None:
    """Whoever has k people is shown, whoever is left over."""

    def plain(units: Any, sizes: Any, k: int, allowed: Any = None) -> frozenset[str]:
        return frozenset(
            unit.id
            for unit, size in zip(units, sizes, strict=True)
            if size and min(size) >= k and (allowed is None or unit.id in allowed)
        )

    patch.setattr(patterns, "tree_pattern", plain)
    patch.setattr(patterns, "guarded", lambda _units, _sizes, pattern, _fails: pattern)
    patch.setattr(composition, "remainders", lambda _units, _shown: iter(()))


def detail_beside_the_pattern(patch: Patch) -> None:
    """Detail has a safe pattern of its own, but not inside that of the scores."""
    patch.setattr(patterns, "tree_pattern", lambda units, sizes, k, allowed=None: tree_pattern(units, sizes, k))


def roles_one_by_one(patch: Patch) -> None:
    """Every role with k people is shown, without looking at who is left over."""
    patch.setattr(patterns, "role_pattern", lambda units, *_given: [one.id for one in units if one.level != "team"])


def dk_wherever_the_theme_is(patch: Patch) -> None:
    honest = patterns.patterns_of
    patch.setattr(composition, "patterns_of", lambda *given: replace(made := honest(*given), dk=made.themes))


def rest_of_the_hidden(patch: Patch) -> None:
    """Beside the remainders of shown units, those of hidden services."""

    def all_remainders(units: Any, shown: Any) -> Iterator[Any]:
        hidden = {unit.id for unit in units if unit.level == "service" and unit.id not in shown}
        yield from remainders(units, shown)
        yield from ((unit, teams) for unit, teams in remainders(units, hidden | set(shown)) if unit.id in hidden)

    patch.setattr(composition, "remainders", all_remainders)


def means_of_people(patch: Patch) -> None:
    """The score of a theme is the mean of people's means; what is worked out from it follows."""
    honest = composition.Cells._theme

    def theme(self: composition.Cells, id: str, number: int) -> Any:
        cell = honest(self, id, number)
        if cell.sd is None or cell.df is None or cell.n is None:
            return cell
        people = quality.person_scores(self._tally, self._measured[id])[self._tally.members[number]]
        if np.isnan(people).all():
            return cell
        mean, spread = float(np.nanmean(people)), intervals.Spread(cell.sd, cell.df)
        invited = self._tally.units[number].invited
        return cell.model_copy(
            update={
                "score": mean,
                "band": scoring.band(mean),
                "bounds": intervals.bounds(mean, cell.n, invited),
                "interval_now": intervals.interval_now(mean, spread, cell.n, invited),
                "interval_level": intervals.interval_level(mean, spread, cell.n),
            }
        )

    patch.setattr(composition.Cells, "_theme", theme)


def variance_over_hidden_teams(patch: Patch) -> None:
    def pooled(self: composition.Cells, id: str) -> float:
        everybody = [
            (one.variance, one.n - 1)
            for unit, one in zip(self._tally.units, self._differ[id], strict=True)
            if unit.level == "team" and one.n > 1
        ]
        return intervals.pooled_variance(everybody, intervals.THEME_VARIANCE)

    patch.setattr(composition.Cells, "_pooled", pooled)


def icc_over_hidden_teams(patch: Patch) -> None:
    honest = quality._between_teams

    def between_teams(tally: Any, made: Any) -> Any:
        everywhere = frozenset(unit.id for unit in tally.units)
        return honest(tally, replace(made, themes=dict.fromkeys(made.themes, everywhere)))

    patch.setattr(quality, "_between_teams", between_teams)


def pooled_in_full(patch: Patch) -> None:
    """Pooled numbers with all their decimals."""
    patch.setattr(quality, "round", lambda value, _digits: value, raising=False)


def spreads_in_full(patch: Patch) -> None:
    """Spreads have all their decimals where somebody skipped an item, too."""
    patch.setattr(intervals.Spread, "blurred", lambda spread: spread)


BY_ATTACKER: tuple[Fault, ...] = (
    no_complement,
    detail_beside_the_pattern,
    roles_one_by_one,
    dk_wherever_the_theme_is,
    rest_of_the_hidden,
    means_of_people,
    spreads_in_full,
    variance_over_hidden_teams,
    icc_over_hidden_teams,
    pooled_in_full,
)
BY_PROGRAM: tuple[Fault, ...] = (
    no_complement,
    detail_beside_the_pattern,
    roles_one_by_one,
    dk_wherever_the_theme_is,
    rest_of_the_hidden,
)


@lru_cache
def rounds() -> tuple[Round, ...]:
    """Random rounds, and before them two in which a fault must show."""
    return (complete(), knowing_nothing(), *map(random_round, range(ROUNDS)))


def knowing_nothing() -> Round:
    """A team of which two people answered, both with "weet ik niet" only."""
    asked, whole = content([2]), organisation([8, 2], [9])
    given = {"s1/t1": ("3", "4"), "s1/t2": ("dk", "dk"), "s2/t1": ("2", "5")}
    responses = [
        Response(unit.id, "geen", given[unit.id], None)
        for unit in whole.units
        if unit.level == "team"
        for _one in range(unit.invited)
    ]
    responses[:2] = [Response("s1/t1", "geen", ("1", "2"), None)] * 2
    return Round(whole, asked, tuple(responses))


def complete() -> Round:
    """Two teams of a service shown; of the other service one, and two of three and four people hidden."""
    asked, whole = content([3, 1]), organisation([11, 13], [16, 3, 4])
    chance = np.random.default_rng(5)
    teams = [unit for unit in whole.units if unit.level == "team"]
    lean = (0, 1, 0, -1, 1)
    responses = []
    for unit, shift in zip(teams, lean, strict=True):
        for answers in np.clip(chance.integers(1, 6, (unit.invited, 4)) + shift, 1, 5):
            responses.append(Response(unit.id, "medewerker", tuple(map(str, answers)), None))
    return Round(whole, asked, tuple(responses))


def given_away(one: Round) -> bool:
    try:
        return bool(one.leaks())
    except Unexplained:
        return True


def refuses(one: Round) -> bool:
    try:
        one.publication()
    except AuditError as error:
        return error.code == "disclosure"
    return False


def name(fault: Fault) -> str:
    return str(getattr(fault, "__name__", fault))


def test_without_a_fault_nothing_is_found() -> None:
    assert not any(map(given_away, rounds()))


@pytest.mark.parametrize("fault", BY_ATTACKER, ids=name)
def test_the_attacker_finds(fault: Fault, monkeypatch: Patch) -> None:
    fault(monkeypatch)
    monkeypatch.setattr(composition, "check", lambda *_given: None)
    assert any(map(given_away, rounds()))


@pytest.mark.parametrize("fault", BY_PROGRAM, ids=name)
def test_the_program_refuses_to_publish(fault: Fault, monkeypatch: Patch) -> None:
    fault(monkeypatch)

    assert any(map(refuses, rounds()))


def test_the_program_refuses_nearly_all_that_the_attacker_finds(monkeypatch: Patch) -> None:
    """The last look tries sets of three and more groups by chance: it may miss one in twenty; it refuses no others."""
    found = missed = 0
    for fault in (no_complement, detail_beside_the_pattern, roles_one_by_one):
        with monkeypatch.context() as patch:
            fault(patch)
            refused = [refuses(one) for one in rounds()[:50]]
            patch.setattr(composition, "check", lambda *_given: None)
            leaking = [given_away(one) for one in rounds()[:50]]
        assert all(leaks for leaks, refusal in zip(leaking, refused, strict=True) if refusal)
        found += sum(leaking)
        missed += sum(leaks and not refusal for leaks, refusal in zip(leaking, refused, strict=True))
    assert found > 40
    assert missed <= found / 20


def test_a_refused_publication_leaves_no_file(tmp_path: Path, monkeypatch: Patch) -> None:
    no_complement(monkeypatch)
    out = tmp_path / "publication.json"
    arguments = [
        "publish",
        str(CASE / "answers.csv"),
        "--roster",
        str(CASE / "roster.csv"),
        "--organisation",
        "Huis",
        "--round",
        "2026",
        "--questionnaires",
        str(CASE / "questionnaires"),
        "--out",
        str(out),
    ]
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 1
    assert "not published" in result.output
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir())


# ---- numbers that nobody has looked at ------------------------------------------------------------------------------


def document() -> tuple[Round, dict[str, Any]]:
    one = random_round(3)
    return one, json.loads(one.file())


def hidden_and_shown(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    cells = [cell for unit in document["units"] for cell in unit["themes"]]
    return (
        next(cell for cell in cells if cell["reason"] == "protects_others"),
        next(cell for cell in cells if cell["shown"]),
    )


def new_field(document: dict[str, Any]) -> None:
    hidden_and_shown(document)[1]["median"] = 4


def field_taken_away(document: dict[str, Any]) -> None:
    del document["units"][0]["responses"]


def number_in_a_hidden_cell(document: dict[str, Any]) -> None:
    hidden_and_shown(document)[0]["n"] = 7


def reason_of_its_own(document: dict[str, Any]) -> None:
    hidden_and_shown(document)[0]["reason"] = "too_few"


def score_of_something_else(document: dict[str, Any]) -> None:
    hidden_and_shown(document)[1]["score"] += 0.001


def interval_of_something_else(document: dict[str, Any]) -> None:
    hidden_and_shown(document)[1]["interval_now"][0] -= 0.001


@pytest.mark.parametrize(
    "change",
    [
        new_field,
        field_taken_away,
        number_in_a_hidden_cell,
        reason_of_its_own,
        score_of_something_else,
        interval_of_something_else,
    ],
    ids=name,
)
def test_the_attacker_stops_at_a_number_it_does_not_know(change: Callable[[dict[str, Any]], None]) -> None:
    one, made = document()
    assert not one.leaks(json.dumps(made).encode())
    change(made)
    with pytest.raises(Unexplained):
        one.leaks(json.dumps(made).encode())

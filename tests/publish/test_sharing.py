"""What an organisation shares: the organisation and its services, nothing about fewer than ten people, no names with a
pseudonym."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.publication import Publication, from_json, to_json
from audit.publish import certainty, sharing
from audit.publish.sharing import shared
from tests.helpers.outsider import attack_from_outside
from tests.helpers.publications import numbers
from tests.helpers.random_rounds import Round, random_round

SAMPLE = sorted(Path("sample_data/publications").glob("*/*.json"))


@pytest.fixture(autouse=True, scope="module")
def few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certainty, "DRAWS", 20)
        yield


def leaks(one: Round) -> list[object]:
    whole = one.publication()
    teams = {
        unit.id: frozenset(
            team.id for team in whole.units if team.level == "team" and unit.id in ("org", team.id, team.parent)
        )
        for unit in whole.units
    }
    return list(attack_from_outside(to_json(shared(whole)), one.people, one.themes, teams))


@settings(max_examples=40, deadline=None)
@example(seed=3)
@given(seed=st.integers(0, 2**32 - 1))
def test_nothing_about_fewer_than_ten_people_follows_from_what_is_shared(seed: int) -> None:
    assert not leaks(random_round(seed))


def test_the_attacker_finds_services_that_leave_a_few_people_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_left_over_is_safe", lambda *_given: True)
    assert any(leaks(random_round(seed)) for seed in range(40))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_shared_file_reads_back_with_the_same_numbers_and_no_teams(path: Path) -> None:
    whole = from_json(path.read_bytes())
    made = from_json(to_json(shared(whole)))
    assert made.audience == "outside"
    assert "no ranking" in made.notice.en if made.notice else False
    assert {unit.level for unit in made.units} == {"organisation", "service"}
    assert made.rest == ()
    assert made.rules.minimum_group == 10
    for unit in made.units:
        for cell in unit.themes:
            if cell.shown:
                before = whole.by_id[unit.id].theme(cell.theme)
                assert before
                assert (cell.n, cell.score, cell.sd, cell.interval_now) == (
                    before.n,
                    before.score,
                    before.sd,
                    before.interval_now,
                )
                assert (cell.n or 0) >= 10


def test_with_a_pseudonym_no_name_stands_in_the_file_and_invited_people_are_in_tens() -> None:
    whole = from_json(SAMPLE[0].read_bytes())
    made = shared(whole, "dienst 07")
    text = to_json(made).decode()
    names = [whole.organisation.name, whole.round.title, *(unit.name for unit in whole.units)]
    assert not [name for name in names if name in text and name != str(whole.round.year)]
    assert [unit.invited % 10 for unit in made.units] == [0] * len(made.units)
    assert {unit.kind for unit in made.units} == {None}
    assert shared(whole, "dienst 07", keep_kind=True).units[0].kind == whole.units[0].kind


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_an_interval_under_a_pseudonym_is_never_narrower_than_the_true_one(path: Path) -> None:
    whole = from_json(path.read_bytes())
    named, made = shared(whole), shared(whole, "dienst 07")
    for true, told in zip(named.units, made.units, strict=True):
        assert told.invited > true.invited
        for cell, wider in zip(true.themes, told.themes, strict=True):
            if cell.interval_now and wider.interval_now:
                assert wider.interval_now[0] <= cell.interval_now[0] + 1e-12
                assert wider.interval_now[1] >= cell.interval_now[1] - 1e-12


def test_the_longest_pseudonym_makes_a_file_that_can_be_read() -> None:
    made = shared(from_json(SAMPLE[0].read_bytes()), "d" * 80)
    assert {len(unit.name) for unit in from_json(to_json(made)).units} == {80}


def test_no_number_under_a_pseudonym_follows_from_how_many_were_invited() -> None:
    """Two organisations that differ only in that give the same file."""
    whole = from_json(SAMPLE[0].read_bytes())
    numbers_of = [numbers(json.loads(to_json(shared(one, "x")))) for one in (whole, _one_more_invited(whole))]
    assert numbers_of[0] == numbers_of[1]


def _one_more_invited(whole: Publication) -> Publication:
    """The same publication of an organisation in which one more person was invited, in a service of 22."""
    more = {"org", next(unit.id for unit in whole.units if unit.level == "service" and unit.invited == 22)}
    units = (unit.model_copy(update={"invited": unit.invited + (unit.id in more)}) for unit in whole.units)
    return whole.model_copy(update={"units": tuple(units)})


def test_what_was_shared_is_not_shared_again() -> None:
    made = shared(from_json(SAMPLE[0].read_bytes()))
    with pytest.raises(AuditError, match="already one for people outside"):
        shared(made)

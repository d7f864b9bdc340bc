"""Who comes along after a round opened is remembered by number, since codes that come later protect nobody."""

from __future__ import annotations

from audit.manage import codes, rounds
from audit.organisation import Organisation, Service, Team
from tests.helpers.house import NACHT, House


def teams(services: tuple[Service, ...]) -> dict[str, tuple[int, int]]:
    return {team.name: (team.invited, team.added) for service in services for team in service.teams}


def test_people_added_after_opening_are_counted_beside_those_invited(house: House) -> None:
    codes.add(house.store, house.principal, house.round.id, NACHT, 2)
    codes.add(house.store, house.principal, house.round.id, NACHT)
    now = rounds.read(house.store, house.principal, house.round.id).units
    assert teams(now.services)["Nacht"] == (6, 3)
    assert {unit.id: unit.added for unit in now.units if unit.added} == {"org": 3, "wonen": 3, NACHT: 3}


def test_in_the_next_round_they_are_invited_from_the_start(house: House) -> None:
    codes.add(house.store, house.principal, house.round.id, NACHT, 2)
    assert teams(rounds.roster_of(house.store, house.principal, house.round.id))["Nacht"] == (5, 0)


def test_a_roster_to_which_nobody_was_added_is_written_as_before() -> None:
    whole = Organisation(name="Huis", services=(Service(name="Zorg", teams=(Team(name="Noord", invited=5),)),))
    assert '"added"' not in whole.model_dump_json()
    more = whole.services[0].teams[0].model_copy(update={"added": 1})
    assert '"added":1' in more.model_dump_json()
    assert Team.model_validate_json(more.model_dump_json()) == more

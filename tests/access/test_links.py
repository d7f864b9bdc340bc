"""Links for teams: what each opens, until when, and that what it shows is what stands in the publication, and less."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from audit import publication
from audit.access import links
from audit.manage import closing, organisation
from audit.organisation import Service, Team
from audit.principal import NOBODY, Principal
from audit.publication import from_json, to_json
from audit.storage import archive, schema
from tests.helpers.house import SERVICES, Clock, House, everybody, refused


def test_a_link_works_until_its_last_day_or_until_it_is_withdrawn(house: House, clock: Clock):
    store, manager = house.store, house.principal
    assert links.all(store, manager) == ()
    month = links.make(store, manager, "wonen/noord", "read", 30)
    week = links.make(store, manager, "wonen", "read", 7)
    meeting = links.make(store, manager, "werk/atelier", "meeting")
    assert links.principal(store, month) == Principal("read", manager.organisation, "wonen/noord")
    assert links.principal(store, meeting).role == "meeting"
    assert [(link.unit, link.kind, (link.until - link.made_on).days) for link in links.all(store, manager)] == [
        ("werk/atelier", "meeting", 26 * 7 + 14),
        ("wonen", "read", 7),
        ("wonen/noord", "read", 30),
    ]
    clock.turn(days=7)
    assert links.principal(store, week).unit == "wonen"  # its last day
    clock.turn(days=1)
    assert links.principal(store, week) == NOBODY
    assert len(links.all(store, manager)) == 3  # it is listed for a while
    withdrawn = links.all(store, manager)[-1]
    links.withdraw(store, Principal("management", "another"), withdrawn.id)
    assert links.principal(store, month).unit == "wonen/noord"
    links.withdraw(store, manager, withdrawn.id)
    assert links.principal(store, month) == NOBODY
    clock.turn(days=40)
    assert [link.unit for link in links.all(store, manager)] == ["werk/atelier"]
    for token in (None, "", month[:-1], month + "x", week.upper()):
        assert links.principal(store, token) == NOBODY


def test_no_token_is_kept(house: House):
    token = links.make(house.store, house.principal, "wonen", "read")
    with house.store.reading() as connection:
        row = connection.execute(select(schema.link)).one()
    assert token.encode() not in row.token
    assert token not in str(tuple(row))


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_link_is_for_a_unit_that_is_there_and_for_a_number_of_days_that_is_offered(house: House):
    for unit in ("wonen/dorp", "zorg", "", "wonen/"):
        refused("no_unit", links.make, house.store, house.principal, unit, "read")
    for days in (0, 31, 10_000):
        refused("days", links.make, house.store, house.principal, "wonen", "read", days)
    assert links.all(house.store, house.principal) == ()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_link_shows_the_cells_of_its_own_units_as_they_are_published_and_nothing_of_others(house: House):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    (whole,) = archive.publications(house.store, house.principal)
    kept = {unit.id: unit for unit in whole.units}
    seen: set[str] = set()
    for unit, chain in {
        "wonen/noord": ["org", "wonen", "wonen/noord"],
        "werk": ["org", "werk"],
        "org": ["org"],
        "wonen/dorp": ["org", "wonen"],  # a team that was not in this round
    }.items():
        (less,) = archive.publications(house.store, Principal("read", house.principal.organisation, unit))
        assert [one.id for one in less.units] == chain
        assert all(one == kept[one.id] for one in less.units)
        assert less.rest == ()
        assert set(less.by_id) == set(chain)
        assert from_json(to_json(less)) == less  # whole, with a fingerprint of its own
        names = {one.name for one in whole.units} - {one.name for one in less.units}
        assert not any(json.dumps(name) in to_json(less).decode() for name in names)
        seen.add(less.sha256)
    assert len(seen | {whole.sha256}) == 5
    assert publication.narrowed(whole, "org").units == whole.units[:1]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_team_that_was_taken_away_keeps_its_link_for_what_was_published(house: House):
    token = links.make(house.store, house.principal, "wonen/noord", "read")
    organisation.save_roster(house.store, house.principal, (Service(name="Werk", teams=(Team(name="A", invited=9),)),))
    assert links.principal(house.store, token).unit == "wonen/noord"
    assert SERVICES[0].name == "Wonen"

"""Meetings: what a team writes is kept field by field, by whoever writes, and seen by nobody but who may."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from audit.access import links
from audit.act import agreements, followed, meetings, requests
from audit.act.followed import Share
from audit.act.meeting import Meeting
from audit.errors import AuditError, InputError
from audit.manage import closing, upkeep
from audit.principal import Forbidden, Principal
from audit.settings import Settings
from audit.storage import Store, archive, schema
from tests.helpers.house import ATELIER, NOORD, Clock, House, everybody, n, refused

ROUND = "voorjaar-2026"


@pytest.fixture
def team(house: House) -> tuple[Store, Principal]:
    """The store of an organisation with a closed round, and who has the link to the meeting of Noord."""
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    assert house.round.plan.name == ROUND
    token = links.make(house.store, house.principal, NOORD, "meeting")
    return house.store, links.principal(house.store, token)


def now(team: tuple[Store, Principal]) -> Meeting:
    """The latest meeting of Noord."""
    return meetings.of_unit(*team, NOORD)[0]


def test_a_meeting_is_begun_once_and_its_checks_and_links_follow(house: House, team: tuple[Store, Principal]):
    store, who = team
    assert meetings.of_unit(*team, NOORD) == ()
    with ThreadPoolExecutor(4) as four:
        begun = set(four.map(lambda _turn: meetings.begin(*team, NOORD, ROUND).id, range(4)))
    assert len(begun) == 1
    held = now(team)
    assert (held.begun_on, held.first_check, held.second_check) == tuple(
        store.today() + timedelta(weeks=weeks) for weeks in (0, 8, 26)
    )
    later = held.second_check + timedelta(days=30)
    meetings.set_check(*team, held.id, "second", later, held.second_check)
    assert now(team).second_check == later
    assert [link.until for link in links.all(store, house.principal)] == [later + timedelta(days=14)]
    for which, day in (("first", held.begun_on), ("first", later), ("second", None)):
        refused("check_days", meetings.set_check, *team, held.id, which, day, getattr(now(team), f"{which}_check"))
    refused("check_days", meetings.set_check, *team, held.id, "second", held.begun_on + timedelta(days=367), later)
    stale = held.second_check  # a laptop that did not see the later day yet moves the other one
    meetings.set_check(*team, held.id, "first", held.first_check + timedelta(days=1), held.first_check)
    assert (now(team).first_check, now(team).second_check) == (held.first_check + timedelta(days=1), later)
    refused("changed_meanwhile", meetings.set_check, *team, held.id, "second", stale + timedelta(days=2), stale)
    refused("no_publication", meetings.begin, *team, NOORD, "najaar-2031")
    refused("no_publication", meetings.begin, store, house.principal, "wonen/anything", ROUND)
    assert who.unit == NOORD


def test_a_link_that_ended_stays_so_and_no_old_meeting_ends_one(
    house: House, team: tuple[Store, Principal], clock: Clock
):
    store, _who = team

    def untils() -> list[date]:
        return [one.until for one in links.all(store, house.principal)]

    old = meetings.begin(*team, NOORD, ROUND)
    clock.turn(days=26 * 7 + 15)
    ended = untils()
    links.make(store, house.principal, NOORD, "meeting")
    last_day = old.begun_on + timedelta(days=366)
    meetings.set_check(*team, old.id, "second", last_day, old.second_check)
    assert untils() == [last_day + timedelta(days=14), *ended]
    clock.turn(days=200)
    links.make(store, house.principal, NOORD, "meeting")
    made = untils()
    meetings.set_check(*team, old.id, "first", old.first_check + timedelta(days=1), old.first_check)
    assert untils() == made  # all days of this meeting are over: nothing to follow


def test_no_meeting_carries_a_link_on_beyond_a_year_and_two_weeks(
    house: House, team: tuple[Store, Principal], clock: Clock
):
    clock.turn(days=30)
    held = meetings.begin(*team, NOORD, ROUND)
    meetings.set_check(*team, held.id, "second", held.begun_on + timedelta(days=366), held.second_check)
    (link,) = links.all(house.store, house.principal)
    assert link.until == link.made_on + timedelta(days=380)


def test_themes_are_chosen_together_three_at_most_with_a_reason(team: tuple[Store, Principal]):
    held = meetings.begin(*team, NOORD, ROUND)
    for theme in ("ze1", "gw2", "ze1", "nw3"):
        meetings.choose(*team, held.id, theme)
    refused("three_themes", meetings.choose, *team, held.id, "ze4")
    meetings.write_reason(*team, held.id, "gw2", "  Omdat het leeft  ")
    agreements.add(*team, held.id, "ze1")
    refused("in_use", meetings.unchoose, *team, held.id, "ze1")
    meetings.unchoose(*team, held.id, "nw3")
    assert [(one.theme, one.reason) for one in now(team).chosen] == [("gw2", "Omdat het leeft"), ("ze1", "")]
    refused("taken_out", meetings.write_reason, *team, held.id, "nw3", "x")
    refused("changed_meanwhile", meetings.unchoose, *team, held.id, "gw2")  # a laptop that did not see the reason yet
    meetings.unchoose(*team, held.id, "gw2", "Omdat het leeft")
    assert now(team).themes == ("ze1",)
    agreements.add(*team, held.id, "gw2")  # on another laptop it was chosen still
    requests.add(*team, held.id, "nw3")
    assert set(now(team).themes) == {"ze1", "gw2", "nw3"}
    for room in (agreements, requests):
        refused("three_themes", room.add, *team, held.id, "ze4")


def test_two_who_write_in_different_fields_keep_both_and_in_one_field_the_second_is_told(team: tuple[Store, Principal]):
    held = meetings.begin(*team, NOORD, ROUND)
    id = agreements.add(*team, held.id, "ze1")

    def type_in(field: str) -> None:
        typed = [f"{field} {'x' * length}" for length in range(12)]
        for before, after in itertools.pairwise(["", *typed]):
            agreements.write(*team, id, field, after, before)  # type: ignore[arg-type]

    with ThreadPoolExecutor(3) as three:
        list(three.map(type_in, ("what", "who", "notice")))
    agreements.write(*team, id, "until", date(2026, 10, 15), None)
    (kept,) = now(team).agreements
    assert (kept.what, kept.who, kept.notice) == tuple(f"{field} {'x' * 11}" for field in ("what", "who", "notice"))
    assert kept.until == date(2026, 10, 15)
    error = refused("changed_meanwhile", agreements.write, *team, id, "what", "Iets anders", "")
    assert kept.what in error.sentence
    agreements.write(*team, id, "what", kept.what, "what was here long ago")  # the same words by both: no quarrel
    agreements.write(*team, id, "what", "Iets anders", kept.what)
    refused("changed_meanwhile", agreements.write, *team, id, "until", None, date(2026, 1, 1))
    assert now(team).agreements[0].what == "Iets anders"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "text", ["![](http://x/p.png)", "<script>alert(1)</script>", "$x$", "=HYPERLINK(1)", "é" * 500]
)
def test_a_text_is_kept_as_it_was_typed(team: tuple[Store, Principal], text: str):
    held = meetings.begin(*team, NOORD, ROUND)
    id = agreements.add(*team, held.id, "ze1")
    agreements.write(*team, id, "what", text, "")
    assert now(team).agreements[0].what == text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", ["x" * 501, "x" * 2000, "a\u202eb", "a\0b"])
def test_a_text_that_cannot_be_kept_is_refused_whole(team: tuple[Store, Principal], text: str):
    held = meetings.begin(*team, NOORD, ROUND)
    id, asked = agreements.add(*team, held.id, "ze1"), requests.add(*team, held.id, "ze1")
    meetings.choose(*team, held.id, "ze1")
    for write in (
        lambda: agreements.write(*team, id, "who", text, ""),
        lambda: agreements.settle(*team, id, "dropped", text),
        lambda: requests.write(*team, asked, "why", text, ""),
        lambda: meetings.write_reason(*team, held.id, "ze1", text),
    ):
        with pytest.raises(InputError):
            write()
    assert (now(team).agreements[0].who, now(team).requests[0].why, now(team).chosen[0].reason) == ("", "", "")


def test_checks_are_written_down_and_what_is_dropped_has_a_reason(team: tuple[Store, Principal], clock: Clock):
    held = meetings.begin(*team, NOORD, ROUND)
    ids = [agreements.add(*team, held.id, "ze1") for _one in range(4)]
    for id in ids:
        agreements.write(*team, id, "what", f"Iets {id}", "")
    agreements.add(*team, held.id, "ze1")  # nothing in it: nothing to check
    assert now(team).check_due(clock().date()) is None
    clock.turn(weeks=8)
    assert now(team).check_due(clock().date()) == "first"
    refused("no_reason", agreements.check, *team, ids[3], "first", "dropped", " ")
    for id, went in zip(ids, ("done", "on_the_way", "stuck", "dropped"), strict=True):
        agreements.check(*team, id, "first", went, "Geen tijd" if went == "dropped" else "")  # type: ignore[arg-type]
    assert [(one.state, one.why) for one in now(team).agreements[:4]] == [
        ("done", ""),
        ("open", ""),
        ("open", ""),
        ("dropped", "Geen tijd"),
    ]
    assert now(team).check_due(clock().date()) is None
    for id in (ids[1], ids[3]):  # a screen from before that
        refused("changed_meanwhile", agreements.check, *team, id, "first", "stuck")
    refused("changed_meanwhile", agreements.check, *team, ids[3], "second", "on_the_way")
    assert (now(team).agreements[3].state, now(team).agreements[3].why) == ("dropped", "Geen tijd")
    clock.turn(weeks=18)
    assert now(team).check_due(clock().date()) == "second"
    refused("no_reason", agreements.settle, *team, ids[0], "dropped")
    agreements.settle(*team, ids[0], "open")  # said too soon
    assert now(team).agreements[0].state == "open"


def test_a_request_is_answered_by_management_and_the_team_reads_it(house: House, team: tuple[Store, Principal]):
    store, who = team
    held = meetings.begin(*team, NOORD, ROUND)
    first, second = requests.add(*team, held.id, "ze1"), requests.add(*team, held.id, "nw2", "network")
    assert requests.all(store, house.principal) == ()  # nothing was asked yet
    for id in (first, second):
        requests.write(*team, id, "what", f"Mogen we {id}?", "")
    requests.write(*team, first, "asked_of", "service", "management")
    refused("asked_of", requests.write, *team, first, "asked_of", "somebody", "service")
    shown = next(one for one in now(team).requests if one.id == first)
    with pytest.raises(Forbidden):
        requests.answer(store, who, shown, "Ja")
    refused("no_answer", requests.answer, store, house.principal, shown, "  ")
    requests.write(*team, first, "why", "Omdat het knelt", "")
    refused("changed_meanwhile", requests.answer, store, house.principal, shown, "Ja, vanaf mei")
    shown = next(one for one in now(team).requests if one.id == first)
    requests.answer(store, house.principal, shown, "Ja, vanaf mei")
    refused("changed_meanwhile", requests.answer, store, house.principal, shown, "Nee")
    refused("answered", requests.take_out, *team, first)  # a screen without the answer
    refused("answered", requests.write, *team, first, "what", "Iets anders", "")
    (asked, _other) = now(team).requests
    assert (asked.answer, asked.answered_on, asked.asked_of) == ("Ja, vanaf mei", store.today(), "service")
    assert [one.request.id for one in requests.all(store, house.principal)] == [second, first]
    assert {(one.unit, one.round) for one in requests.all(store, house.principal)} == {(NOORD, ROUND)}


def test_nobody_but_who_has_this_link_and_management_reads_or_writes(house: House, team: tuple[Store, Principal]):
    store, who = team
    held = meetings.begin(*team, NOORD, ROUND)
    id = agreements.add(*team, held.id, "ze1")
    others = [
        Principal("meeting", who.organisation, ATELIER),
        Principal("meeting", "another", NOORD),
        Principal("management", "another"),
    ]
    for other in others:
        with pytest.raises(Forbidden) if other.unit == ATELIER else pytest.raises(AuditError):
            assert meetings.of_unit(store, other, NOORD) == ()
            meetings.begin(store, other, NOORD, ROUND)
        refused("no_meeting", agreements.add, store, other, held.id, "ze1")
        refused("no_meeting", meetings.choose, store, other, held.id, "ze1")
        refused("taken_out", agreements.write, store, other, id, "what", "x", "")
        refused("taken_out", agreements.take_out, store, other, id)
    with pytest.raises(Forbidden):
        meetings.of_unit(store, Principal("read", who.organisation, NOORD), NOORD)
    agreements.write(store, house.principal, id, "what", "Van de leiding", "")
    assert now(team).agreements[0].what == "Van de leiding"


def files(store: Store, settings: Settings) -> bytes:
    """All that stands in the files of the database; on PostgreSQL, in those of the tables that teams write in."""
    if store.is_sqlite:
        return b"".join(path.read_bytes() for path in settings.data_dir.iterdir() if path.is_file())
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        file = "SELECT pg_read_binary_file(pg_relation_filepath('{table}'))"
        tables = ("agreement", "request", "chosen", "meeting")
        return b"".join(bytes(connection.exec_driver_sql(file.format(table=one)).scalar_one()) for one in tables)


def test_what_is_taken_out_is_gone_and_erasing_takes_all(
    house: House, team: tuple[Store, Principal], settings: Settings
):
    store, _who = team
    held = meetings.begin(*team, NOORD, ROUND)
    meetings.choose(*team, held.id, "ze1")
    id, asked = agreements.add(*team, held.id, "ze1"), requests.add(*team, held.id, "ze1")
    agreements.write(*team, id, "what", "Een herkenbare zin zonder weerga", "")
    requests.write(*team, asked, "what", "Een herkenbare vraag zonder weerga", "")
    meetings.write_reason(*team, held.id, "ze1", "Een herkenbare reden zonder weerga")
    assert b"zonder weerga" in files(store, settings)
    agreements.take_out(*team, id)
    requests.write(*team, asked, "what", "Iets anders", "Een herkenbare vraag zonder weerga")
    meetings.write_reason(*team, held.id, "ze1", "", "Een herkenbare reden zonder weerga")
    if store.is_sqlite:
        assert b"zonder weerga" not in files(store, settings)
    requests.take_out(*team, asked)
    assert (now(team).agreements, now(team).requests) == ((), ())
    refused("taken_out", agreements.write, *team, id, "what", "x", "")
    upkeep.run(store)
    assert b"zonder weerga" not in files(store, settings)
    agreements.add(*team, held.id, "ze1")
    assert meetings.erase(store, house.principal) == 1
    assert meetings.of_unit(*team, NOORD) == ()
    assert [n(house, table) for table in (schema.meeting, schema.chosen, schema.agreement, schema.request)] == [
        0,
        0,
        0,
        0,
    ]


def test_management_counts_what_teams_agreed_on_and_reads_none_of_it(house: House, team: tuple[Store, Principal]):
    store, _who = team
    (publication,) = archive.publications(store, house.principal)
    held = meetings.begin(*team, NOORD, ROUND)
    ids = [agreements.add(*team, held.id, theme) for theme in ("ze1", "ze1", "gw2")]
    for id in ids:
        agreements.write(*team, id, "what", "Geheim van het team", "")
    agreements.add(*team, held.id, "ze1")  # empty
    agreements.check(*team, ids[0], "first", "done")
    counted = followed.all(store, house.principal)
    assert [(one.unit, one.theme, one.state, one.due, one.checked) for one in counted] == [
        (NOORD, "gw2", "open", 0, 0),
        (NOORD, "ze1", "done", 0, 1),
        (NOORD, "ze1", "open", 0, 0),
    ]
    assert "Geheim" not in repr(counted)
    teams = [unit.id for unit in publication.units if unit.level == "team" and any(c.shown for c in unit.themes)]
    assert NOORD in teams
    assert followed.agreed_soon(counted, publication) == Share(1, len(teams))
    assert followed.checked(counted, publication) == Share(1, 1)
    assert followed.by_unit(counted, ROUND) == {NOORD: {"open": 2, "done": 1}}

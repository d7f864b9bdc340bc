"""Closing: one publication, the same that the command line makes; then nothing of anybody is left."""

from __future__ import annotations

import csv
import json
import threading
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from audit import storage
from audit.cli import main
from audit.collect import drafts
from audit.collect.responses import FOLLOW_UP
from audit.collect.sheet import Sheet
from audit.errors import AuditError
from audit.manage import closing, codes, comments, participation, rounds, upkeep
from audit.publication import Publication, from_json
from audit.publish import composition, patterns
from audit.settings import Settings
from audit.storage import Store, archive, database, schema, wiping
from tests.helpers.house import (
    BALIE,
    NACHT,
    NOORD,
    PLAN,
    QUESTIONS,
    Clock,
    House,
    everybody,
    n,
    refused,
    second_round,
    sheet,
)

ATELIER = "werk/atelier"


def as_csv(house: House, sheets: list[tuple[str, Sheet]], folder: Path) -> Publication:
    """What `publish` makes of the same answers as a file."""
    names = {unit.id: unit.name for unit in house.round.units.units}
    items = [item.id for item in house.content.items]
    in_table = {code: answer for answer, code in FOLLOW_UP.items()}
    with (folder / "answers.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["service", "team", "role", *items, "priorities", "follow_up"])
        for team, one in sheets:
            settled = one.settled(house.content)
            chosen = settled.priorities
            priorities = "" if chosen is None else ";".join(chosen) or "none"
            writer.writerow(
                [
                    names[team.split("/")[0]],
                    names[team],
                    settled.role,
                    *(settled.answers.get(item, "") for item in items),
                    priorities,
                    in_table[settled.follow_up],
                ]
            )
    with (folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["service", "team", "invited"])
        for service in house.round.units.services:
            writer.writerows([service.name, team.name, team.invited] for team in service.teams)
    command = [
        "publish",
        str(folder / "answers.csv"),
        "--roster",
        str(folder / "roster.csv"),
        "--organisation",
        "OCMW Vaartdorp",
        "--kind",
        "ocmw",
        "--region",
        "Waasland",
        "--round",
        house.round.plan.title,
        "--closed-on",
        "2026-06-01",
        "--out",
        str(folder / "publication.json"),
    ]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return from_json((folder / "publication.json").read_bytes())


def test_closing_publishes_what_the_command_line_publishes(house: House, tmp_path: Path):
    sheets = everybody(house)
    assert closing.close(house.store, house.principal, house.round.id, f" {PLAN.title} ")
    mine, theirs = archive.read(house.store, house.principal, house.round.id), as_csv(house, sheets, tmp_path)
    assert mine.sha256 == theirs.sha256
    assert mine.units == theirs.units
    assert sum(cell.shown for unit in mine.units for cell in unit.themes) > 30
    assert archive.publications(house.store, house.principal) == (mine,)


def test_closing_a_second_round_publishes_what_people_say_of_the_previous_results(house: House, tmp_path: Path):
    second = second_round(house)
    sheets = everybody(second)
    closing.close(second.store, second.principal, second.round.id, second.round.plan.title)
    mine, theirs = archive.read(second.store, second.principal, second.round.id), as_csv(second, sheets, tmp_path)
    assert mine.sha256 == theirs.sha256
    told = [unit.follow_up for unit in mine.units]
    assert told == [unit.follow_up for unit in theirs.units]
    assert told[0] is not None and told[0].shown


def test_a_first_round_publishes_nothing_about_previous_results(house: House):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    publication = archive.read(house.store, house.principal, house.round.id)
    assert {unit.follow_up for unit in publication.units} == {None}


def test_closing_leaves_nothing_of_anybody(house: House):
    everybody(house)
    drafts.save(house.store, house.ticket(NOORD), answers={"ze1_1": "3"})
    closing.preview(house.store, house.principal, house.round.id)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    for table in (*schema.PRIVATE, schema.slips, schema.snapshot):
        assert n(house, table) == 0, table.name
    one = rounds.read(house.store, house.principal, house.round.id)
    assert (one.state, one.closed_on) == ("closed", house.store.today())


def test_closing_twice_is_a_sentence_and_not_a_second_publication(house: House):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    refused("already_closed", closing.close, house.store, house.principal, house.round.id, PLAN.title)
    assert n(house, schema.publication) == 1


def test_of_two_who_close_at_once_one_closes(house: House):
    everybody(house, comments=False)
    gate, outcomes = threading.Barrier(3), []

    def work() -> None:
        gate.wait()
        try:
            closing.close(house.store, house.principal, house.round.id, PLAN.title)
            outcomes.append("closed")
        except AuditError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=work) for _one in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_closed", "already_closed", "closed"]
    assert n(house, schema.publication) == 1


@pytest.mark.parametrize("typed", ["", "Voorjaar", "voorjaar 2026", "Voorjaar 2026!"])
def test_closing_and_cancelling_ask_for_the_title(house: House, typed: str):
    for what in (closing.close, closing.cancel):
        assert PLAN.title in refused("wrong_title", what, house.store, house.principal, house.round.id, typed).sentence
    assert rounds.read(house.store, house.principal, house.round.id).state == "open"


def test_when_publishing_fails_everything_is_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch):
    everybody(house)
    before = {table.name: n(house, table) for table in schema.PRIVATE}

    def fail(*_arguments: object) -> Publication:
        raise ArithmeticError("the last look found something")

    with monkeypatch.context() as patch:
        patch.setattr(composition, "compose", fail)
        with pytest.raises(ArithmeticError):
            closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert {table.name: n(house, table) for table in schema.PRIVATE} == before
    assert rounds.read(house.store, house.principal, house.round.id).state == "open"
    assert n(house, schema.publication) == 0
    assert closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert archive.read(house.store, house.principal, house.round.id).units


def test_what_could_not_be_wiped_is_wiped_at_the_next_start(
    house: House, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    everybody(house)
    with monkeypatch.context() as patch:
        patch.setattr(wiping, "sweep", lambda _engine: False)
        assert not closing.close(house.store, house.principal, house.round.id, PLAN.title)
        assert not upkeep.run(house.store).swept
    assert archive.read(house.store, house.principal, house.round.id).units
    with house.store.reading() as connection:
        assert connection.scalar(select(schema.installation.c.sweep_due)) is True
    house.store.close()
    again = storage.open(settings, clock=clock)
    with again.reading() as connection:
        assert connection.scalar(select(schema.installation.c.sweep_due)) is False
    again.close()


def test_somebody_who_reads_makes_the_wiping_wait(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    from tests.helpers.house import house_in

    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", 200)
    store = storage.open(Settings(data_dir=tmp_path), clock=clock)
    house = house_in(store)
    everybody(house, comments=False)
    with store.reading() as connection:
        connection.scalar(select(func.count()).select_from(schema.response))
        assert not closing.close(store, house.principal, house.round.id, PLAN.title)
    assert upkeep.run(store).swept
    assert (tmp_path / "krachtspiegel.db-wal").stat().st_size == 0
    store.close()


def test_a_round_in_which_nobody_answered_can_be_closed(house: House):
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    publication = archive.read(house.store, house.principal, house.round.id)
    assert not any(cell.shown for unit in publication.units for cell in unit.themes)


def test_a_round_with_one_questionnaire_publishes_the_others_as_not_asked(store: Store, tmp_path: Path):
    from tests.helpers.house import house_in

    house = house_in(store, PLAN.model_copy(update={"questionnaires": ("gw",)}))
    sheets = everybody(house)
    closing.close(store, house.principal, house.round.id, PLAN.title)
    assert archive.read(store, house.principal, house.round.id).sha256 == as_csv(house, sheets, tmp_path).sha256


# Before closing


def test_the_preview_shows_what_closing_shows(house: House, monkeypatch: pytest.MonkeyPatch):
    """But for the one rule that looks at answers: a group that says almost the same may be hidden after all."""
    monkeypatch.setattr(patterns, "pinned", lambda *_given: np.False_)
    everybody(house)
    preview = closing.preview(house.store, house.principal, house.round.id)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    publication = archive.read(house.store, house.principal, house.round.id)
    shown = {unit.id: sum(cell.shown for cell in unit.themes) for unit in publication.units}
    assert {one.unit.id: one.themes_shown for one in preview.units} == shown
    assert {one.themes for one in preview.units} == {12}
    assert {unit.id for unit in preview.shown} == {id for id, themes in shown.items() if themes}
    assert NACHT not in {unit.id for unit in preview.shown}


def test_the_preview_and_the_participation_stay_as_they_are_for_a_day(house: House, clock: Clock):
    store, principal, id = house.store, house.principal, house.round.id
    before = closing.preview(store, principal, id), participation.read(store, principal, id)
    everybody(house)
    assert (closing.preview(store, principal, id), participation.read(store, principal, id)) == before
    assert before[0].shown == ()
    clock.turn(days=1)
    after = closing.preview(store, principal, id), participation.read(store, principal, id)
    assert after[0].counted_on == after[1].counted_on == before[0].counted_on + timedelta(days=1)
    assert len(after[0].shown) > 3


def test_participation_is_told_in_words_and_never_of_few_invited(house: House):
    everybody(house)
    told = {one.unit.id: one for one in participation.read(house.store, house.principal, house.round.id).units}
    assert (told["org"].n, told["werk"].n, told[ATELIER].n) == (30, 15, None)  # 15 - 10 would be a small team
    assert (told[NACHT].shown, told[NACHT].words) == (False, "Not shown: this would tell too much about a small group.")
    assert (told[BALIE].n, told[BALIE].word, told[BALIE].words) == (None, "many", "Half or more have answered.")
    assert told["werk"].words == "15 of 17 people have answered."


def test_no_number_under_three_is_told(house: House):
    for seed in range(2):
        house.send(ATELIER, sheet(house.content, seed))
    found = participation.read(house.store, house.principal, house.round.id)
    told = {one.unit.id: one for one in found.units}
    assert {one.n for one in told.values()} == {None}
    assert told["org"].words == "Fewer than three people have answered."
    asked = {unit.id for unit in found.to_remind}  # nobody in Nacht answered, and that would tell too much
    assert (ATELIER in asked, NACHT in asked, {told[id].shown for id in asked}) == (True, False, {True})


def test_nothing_told_can_be_subtracted_to_a_small_group(house: House):
    """Of every unit that is told as a number, what is in none of its told parts is nobody or ten people invited."""
    everybody(house)
    units = participation.read(house.store, house.principal, house.round.id).units
    for numbers, enough in (
        ([one.unit for one in units if one.n is not None], 10),
        ([one.unit for one in units if one.shown], 5),
    ):
        for unit in numbers:
            parts = [one for one in numbers if one.parent == unit.id]
            rest = unit.invited - sum(part.invited for part in parts)
            deeper = [
                one
                for one in numbers
                if one.parent not in {unit.id}
                and unit.id == "org"
                and one.level == "team"
                and one.parent not in {part.id for part in parts}
            ]
            rest -= sum(one.invited for one in deeper)
            assert rest == 0 or rest >= enough, unit.id


def test_of_a_round_that_is_not_open_nothing_is_told(house: House):
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    refused("not_open", participation.read, house.store, house.principal, house.round.id)
    refused("not_open", closing.preview, house.store, house.principal, house.round.id)


def test_while_a_round_is_open_there_are_no_results(house: House):
    everybody(house)
    refused("no_publication", archive.read, house.store, house.principal, house.round.id)
    assert archive.publications(house.store, house.principal) == ()
    assert comments.waiting(house.store, house.key) == ()


# Cancelling


def test_cancelling_erases_everything(house: House):
    everybody(house)
    assert closing.cancel(house.store, house.principal, house.round.id, PLAN.title)
    for table in (*schema.PRIVATE, schema.slips, schema.snapshot, schema.publication, schema.comment):
        assert n(house, table) == 0, table.name
    assert rounds.read(house.store, house.principal, house.round.id).state == "cancelled"
    refused("not_open", closing.cancel, house.store, house.principal, house.round.id, PLAN.title)
    refused("not_open", closing.close, house.store, house.principal, house.round.id, PLAN.title)
    again = rounds.plan(house.store, house.principal, PLAN)  # the title is free again
    assert rounds.open(house.store, house.principal, again.id).state == "open"


def test_a_round_that_was_only_planned_disappears(house: House):
    one = rounds.plan(house.store, house.principal, PLAN.model_copy(update={"title": "Vergissing"}))
    assert closing.cancel(house.store, house.principal, one.id, "Vergissing")
    refused("no_round", rounds.read, house.store, house.principal, one.id)


# What people wrote


def test_what_people_wrote_goes_to_its_reader_without_a_trace_of_who(house: House):
    sheets = everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    found = comments.waiting(house.store, house.key)
    assert comments.unread(house.store, house.principal, house.round.id) == len(found)
    written = sorted((id, text) for _team, one in sheets for id, text in one.settled(house.content).comments.items())
    assert sorted((one.question, one.text) for one in found) == written
    columns = {column.name for column in schema.comment.columns}
    assert columns == {"id", "round", "question", "text", "sealed", "released", "kept_until"}
    for question in QUESTIONS:  # in another order than they were sent in
        mine = [one.text for one in found if one.question == question]
        sent = [one.settled(house.content).comments.get(question) for _team, one in sheets]
        assert mine != [text for text in sent if text]
    published = json.dumps(archive.read(house.store, house.principal, house.round.id).model_dump(mode="json"))
    assert "Voorbeeld" not in published


def test_what_few_people_wrote_is_erased(house: House):
    for seed in range(9):
        house.send(ATELIER, sheet(house.content, seed, comments=True))
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert n(house, schema.comment) == 0


def test_the_reader_releases_shortens_and_erases(house: House):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    store, principal, id, key = house.store, house.principal, house.round.id, house.key
    one, two, three = comments.waiting(store, key)[:3]
    comments.release(store, key, one.id, " Korter. ")
    comments.delete(store, key, two.id)
    assert [(one.text, one.released) for one in comments.released(store, principal, id)] == [("Korter.", True)]
    assert {one.id, two.id}.isdisjoint(waiting.id for waiting in comments.waiting(store, key))
    refused("no_comment", comments.release, store, key, two.id, "x")
    refused("no_comment", comments.release, store, key, one.id, "x")
    refused("empty_comment", comments.release, store, key, three.id, " ")
    refused("long_comment", comments.release, store, key, three.id, "x" * 501)
    comments.withdraw(store, principal, id, one.id)
    assert comments.released(store, principal, id) == ()
    refused("no_comment", comments.withdraw, store, principal, id, three.id)  # what waits is not for management


def test_what_was_not_released_goes_after_thirty_days(house: House, clock: Clock):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    store, principal, id, key = house.store, house.principal, house.round.id, house.key
    kept = comments.waiting(store, key)[0]
    comments.release(store, key, kept.id, kept.text)
    clock.turn(days=30)
    assert comments.waiting(store, key)
    clock.turn(days=1)
    assert comments.waiting(store, key) == ()
    assert [one.id for one in comments.released(store, principal, id)] == [kept.id]
    assert n(house, schema.comment) == 1


def test_a_small_team_that_is_padded_stays_hidden(house: House):
    """Three were told that their team is too small; management adds two colleagues, uses both codes and closes."""
    everybody(house)
    for _person in range(2):
        house.codes[NACHT].append(codes.add(house.store, house.principal, house.round.id, NACHT)[0])
    while house.codes[NACHT]:
        house.send(NACHT, sheet(house.content, len(house.codes[NACHT])))
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    publication = archive.read(house.store, house.principal, house.round.id)
    assert not any(cell.shown for cell in publication.by_id[NACHT].themes)
    assert any(cell.shown for cell in publication.by_id[NOORD].themes)

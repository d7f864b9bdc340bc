"""A round whose answers are uploaded: no codes at all, replaced as a whole, and closed like every other."""

from __future__ import annotations

import csv
import io
import json

import pytest

from audit.collect import vault
from audit.collect.answers import answers_of
from audit.errors import InputError
from audit.files import tables
from audit.manage import closing, codes, count, rounds, upload
from audit.organisation import Organisation
from audit.principal import Principal
from audit.publish.composition import compose, round_of, rules_of
from audit.questionnaire import Content
from audit.rounds import Plan, Round
from audit.storage import Store, archive
from tests.helpers.house import ATELIER, BALIE, NOORD, PLAN, SENT, House, manager_in, refused, sheet

UPLOADED = PLAN.model_copy(update={"collected": "upload"})


def opened(store: Store, plan: Plan = UPLOADED) -> tuple[Principal, Round, Content]:
    who, _token = manager_in(store)
    round = rounds.open(store, who, rounds.plan(store, who, plan).id)
    return who, round, rounds.content(store, who, round.id)


def file_of(tree: Organisation, content: Content, sent: dict[str, int], without: str = "") -> bytes:
    """A file as another tool gives it, with Dutch headers, for so many people of each team."""
    names = {unit.id: unit.name for unit in tree.units}
    items = [item.id for asked in content.questionnaires if asked.id != without for item in asked.items]
    with io.StringIO(newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Dienst", "Team", "Rol", *items, "Prioriteiten", "ze_good"])
        for team, n in sent.items():
            for seed in range(n):
                one = sheet(content, seed + 100 * len(team)).settled(content)
                answers = [one.answers.get(item, "") for item in items]
                writer.writerow([names[team.split("/")[0]], names[team], one.role, *answers, "", "Koffie"])
        return file.getvalue().encode("cp1252")


def test_what_is_uploaded_is_closed_as_the_command_line_does(store: Store):
    who, round, content = opened(store)
    data = file_of(round.units, content, SENT)
    found = upload.look(store, who, round.id, data, "antwoorden.csv")
    people = {unit.id: n for unit, n in found.people.items()}
    assert people == {"org": 30, "wonen": 15, "werk": 15, **SENT}
    assert "ze_good" in " ".join(found.remarks)
    assert upload.held(store, who, round.id) == 0  # looking stores nothing
    assert upload.take(store, who, round.id, data, "antwoorden.csv") == 30
    assert count.known(store, who, round.id)
    closing.close(store, who, round.id, PLAN.title)
    with store.reading() as connection:
        assert vault.counts(connection, round.id) == {}
    given = answers_of(tables.parse(data, "antwoorden.csv"), round.units, content)
    wanted = compose(round.units, round_of(PLAN.title, store.today()), rules_of(5), content, given)
    made = archive.read(store, who, round.id)
    assert (made.units, made.rest, made.pooled_sd) == (wanted.units, wanted.rest, wanted.pooled_sd)
    assert made.organisation_only == wanted.organisation_only


def test_another_file_takes_the_place_of_the_first(store: Store):
    who, round, content = opened(store)
    upload.take(store, who, round.id, file_of(round.units, content, SENT), "een.csv")
    before = count.read(store, who, round.id)
    assert upload.take(store, who, round.id, file_of(round.units, content, {ATELIER: 12}), "twee.csv") == 12
    with store.reading() as connection:
        assert vault.counts(connection, round.id) == {ATELIER: 12}
    assert count.read(store, who, round.id) != before


def test_what_is_wrong_is_all_told_and_what_was_there_stays(store: Store):
    who, round, content = opened(store)
    upload.take(store, who, round.id, file_of(round.units, content, {ATELIER: 12}), "een.csv")
    wrong = file_of(round.units, content, {BALIE: 6}).replace(b"Balie", b"Bailie", 1).replace(b";4;", b";9;", 1)
    for act in (upload.look, upload.take):
        with pytest.raises(InputError) as caught:
            act(store, who, round.id, wrong, "twee.csv")
        assert {"unknown_team", "value"} <= {problem.code for problem in caught.value.problems}
        assert "twee.csv, " in str(caught.value.problems[0])
    assert upload.held(store, who, round.id) == 12


def test_one_more_person_is_invited_without_a_code(store: Store):
    who, round, content = opened(store)
    data = file_of(round.units, content, {BALIE: 6})
    with pytest.raises(InputError, match="6 answers but 5"):
        upload.take(store, who, round.id, data, "een.csv")
    assert codes.add(store, who, round.id, BALIE) == ()
    assert upload.take(store, who, round.id, data, "een.csv") == 6


def test_a_questionnaire_that_is_not_in_the_file_counts_as_skipped(store: Store):
    who, round, content = opened(store)
    data = file_of(round.units, content, {ATELIER: 9}, without="gw")
    assert upload.look(store, who, round.id, data, "een.csv").absent == ("gw",)
    upload.take(store, who, round.id, data, "een.csv")
    with store.reading() as connection:
        stored = vault.answers(connection, round.id, content).responses
    theirs = [item.id.startswith("gw") for item in content.items]
    assert not any(answer for one in stored for answer, gw in zip(one.answers, theirs, strict=True) if gw)
    assert all(any(one.answers) for one in stored)


def test_codes_and_upload_never_mix(house: House):
    with_codes = house.round
    data = file_of(with_codes.units, house.content, {NOORD: 5})
    for act in (upload.look, upload.take):
        refused("by_codes", act, house.store, house.principal, with_codes.id, data, "een.csv")
    refused("by_codes", upload.held, house.store, house.principal, with_codes.id)
    closing.cancel(house.store, house.principal, with_codes.id, PLAN.title)
    plan = rounds.plan(house.store, house.principal, UPLOADED)
    round = rounds.open(house.store, house.principal, plan.id)
    for make in (codes.issue, codes.reissue):
        refused("by_upload", make, house.store, house.principal, round.id, NOORD)
    refused("not_planned", rounds.change, house.store, house.principal, round.id, PLAN)
    codes.add(house.store, house.principal, round.id, NOORD)
    assert codes.issued(house.store, house.principal, round.id) == frozenset()


def test_a_plan_of_before_is_one_with_codes():
    document = json.loads(PLAN.model_dump_json())
    del document["collected"]
    assert Plan.model_validate_json(json.dumps(document)) == PLAN

"""Publications in a folder: found by what they say, and one bad file does not spoil the rest."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from audit import texts
from audit.errors import AuditError
from audit.publication import to_json
from audit.read.archive import SAMPLE, Archive
from tests.helpers.publications import publication


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    for year, name in ((2025, "OCMW Voorbeeld"), (2026, "OCMW Voorbeeld"), (2026, "CAW Elders")):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / f"{year}.json").write_bytes(to_json(publication(year, name)))
    return Archive(tmp_path)


def test_organisations_by_name_and_the_latest_round_first(archive: Archive):
    found = [(entry.organisation, entry.name, entry.round, entry.title, entry.year) for entry in archive.entries()]
    assert found == [
        ("caw-elders", "CAW Elders", "2026", "Ronde 2026", 2026),
        ("ocmw-voorbeeld", "OCMW Voorbeeld", "2026", "Ronde 2026", 2026),
        ("ocmw-voorbeeld", "OCMW Voorbeeld", "2025", "Ronde 2025", 2025),
    ]


def test_a_round_and_the_one_before_it(archive: Archive):
    this = archive.read("ocmw-voorbeeld", "2026")
    before = archive.before(this)
    assert this.round.year == 2026
    assert before is not None
    assert before.round.year == 2025
    assert archive.before(before) is None
    assert archive.before(archive.read("caw-elders", "2026")) is None


def test_the_organisation_of_who_looks_comes_first_and_a_round_is_found_once(archive: Archive):
    mine, other = publication(2026, "Zorg Hier"), publication(2026, "Zorg Daar")
    twin = mine.model_copy(update={"made_with": "another"})
    archive = Archive(archive.folder, own=(mine, other, twin))
    assert [entry.name for entry in archive.entries()][:3] == ["Zorg Hier", "CAW Elders", "OCMW Voorbeeld"]
    assert archive.rounds("zorg-hier") == (archive.read("zorg-hier", "2026"),)


@pytest.mark.parametrize("ids", [("ocmw-voorbeeld", "1999"), ("nobody", "2026"), ("../OCMW Voorbeeld", "2026")])
def test_unknown_ids_get_a_sentence(archive: Archive, ids: tuple[str, str]):
    with pytest.raises(AuditError, match="no results of this organisation"):
        archive.read(*ids)


def test_a_damaged_file_gets_a_sentence_and_the_others_stay(archive: Archive):
    path = archive.folder / "CAW Elders" / "2026.json"
    path.write_bytes(path.read_bytes().replace(b'"score":3.0', b'"score":4.9', 1))
    (archive.folder / "CAW Elders" / "2024.json").write_text("{")
    assert [entry.round for entry in archive.entries()] == ["2026", "2025"]
    problems = archive.problems()
    assert [(problem.code, problem.place) for problem in problems] == [
        ("not_a_publication", "CAW Elders/2024.json"),
        ("damaged", "CAW Elders/2026.json"),
    ]
    texts.use("nl")
    assert archive.problems() != problems


def test_a_file_that_is_replaced_is_read_again(archive: Archive):
    path = archive.folder / "CAW Elders" / "2026.json"
    assert archive.read("caw-elders", "2026").by_id["org"].responses == 45
    other = publication(2026, "CAW Elders")
    units = (other.units[0].model_copy(update={"responses": 46}), *other.units[1:])
    path.write_bytes(to_json(other.model_copy(update={"units": units})))
    os.utime(path, ns=(1, 1))
    assert archive.read("caw-elders", "2026").by_id["org"].responses == 46


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path):
    assert Archive(tmp_path / "nowhere").entries() == ()


def test_the_whole_sample_can_be_read():
    assert Archive(SAMPLE).entries()
    assert Archive(SAMPLE).problems() == ()


def test_two_rounds_in_a_year_follow_each_other_by_the_day_they_were_closed(archive: Archive):
    made = publication(2026, "OCMW Voorbeeld")
    spring = made.round.model_copy(update={"id": "voorjaar", "closed_on": date(2026, 3, 1)})
    archive = Archive(archive.folder, own=(made.model_copy(update={"round": spring}),))
    before = archive.before(archive.read("ocmw-voorbeeld", "2026"))
    assert before is not None
    assert before.round.id == "voorjaar"
    assert [entry.round for entry in archive.entries() if entry.year == 2026][:2] == ["2026", "voorjaar"]

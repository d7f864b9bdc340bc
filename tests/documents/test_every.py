"""The documents of all units in one archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

import pytest

from audit import questionnaire, texts
from audit.documents import every
from audit.documents.naming import file_name
from audit.publication import Publication
from audit.read.archive import Archive
from audit.read.units import is_shown
from tests.helpers import wild
from tests.helpers.paged import leaves


def made_of(made: Publication, ending: str) -> tuple[list[tuple[int, int]], zipfile.ZipFile]:
    out = io.BytesIO()
    told = list(every.write(out, [made], ending, questionnaire.read()))
    return told, zipfile.ZipFile(out)


def test_every_unit_with_a_result_has_its_own_document_and_progress_is_told() -> None:
    texts.use("nl")
    made = Archive().read("ocmw-verzonnegem-fictief", "2026")
    told, whole = made_of(made, "pdf")
    units = every.units(made)
    assert {unit.id for unit in made.units if is_shown(unit)} <= set(units)
    assert told == [(at, len(units)) for at in range(1, len(units) + 1)]
    assert whole.namelist() == [file_name(made, unit, "pdf") for unit in units]
    for unit, name in zip(units, whole.namelist(), strict=True):
        if unit in made.by_id:
            assert f"Resultaten van {made.by_id[unit].name}, 2026" in leaves(whole.read(name))[0].text


def test_names_that_are_the_same_without_their_signs_stand_beside_each_other() -> None:
    texts.use("en")
    made = wild.rounds(4, 5)[-1]
    named = {"s": "Team *Noord*", "s/t": "TEAM /noord/"}
    units = tuple(one.model_copy(update={"name": named.get(one.id, one.name)}) for one in made.units)
    _told, whole = made_of(made.model_copy(update={"units": units}), "csv")
    names = [name.casefold() for name in whole.namelist()]
    assert len(set(names)) == len(names) == 3
    assert [name for name in names if "(3).csv" in name]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\nul", "=a|b", "\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "W" * 80])
def test_a_name_stays_a_name(name: str) -> None:
    made = wild.rounds(4, 5)[-1]
    units = tuple(one.model_copy(update={"name": name}) for one in made.units)
    found = file_name(made.model_copy(update={"units": units}), "s/t", "pdf")
    assert PurePosixPath(found).name == found and not set(found) & set('\\/:*?"<>|=\N{RIGHT-TO-LEFT OVERRIDE}')
    assert found.endswith(" - 2026-06-30.pdf")
    assert len(found.encode()) < 255

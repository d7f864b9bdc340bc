"""Numbers to take away: the same as in the publication, typed, and nothing of what is not shown."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from audit import questionnaire, texts
from audit.documents.archive import archive
from audit.documents.archive import csv as csv_of
from audit.documents.formats import FORMATS
from audit.documents.workbook import workbook
from audit.publication import Publication, from_json, to_json
from audit.read.archive import Archive
from tests.helpers import wild
from tests.helpers.hostile import NAMES

SAMPLE = "ocmw-voorbeeldstad-fictief"
NUMBERS = {"people": "n", "answers": "answers", "score": "score", "dont_know": "dk_share"}


@pytest.fixture(autouse=True)
def _english() -> None:
    texts.use("en")


def sample() -> Publication:
    return Archive().read(SAMPLE, "2026")


def in_workbook(made: Publication, unit: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, by the names of their columns for programs."""
    book = openpyxl.load_workbook(io.BytesIO(workbook([made], unit, questionnaire.read())))
    told = {(row[0].value, row[1].value): row[2].value for row in book["Columns"].iter_rows(min_row=2)}
    found = {}
    for title, name in (("Themes", "themes"), ("Questions", "items")):
        heads, *rows = book[title].iter_rows()
        assert list(book[title].tables) == [name]
        names = [told[title, head.value] for head in heads]
        found[name] = [dict(zip(names, [cell.value for cell in row], strict=True)) for row in rows]
    return found


def in_csv(made: Publication, unit: str) -> dict[str, list[dict[str, str]]]:
    whole = zipfile.ZipFile(io.BytesIO(archive([made], unit, questionnaire.read())))
    read = {
        name: csv.DictReader(io.StringIO(whole.read(name).decode("utf-8-sig")), delimiter=";")
        for name in whole.namelist()
    }
    return {name.removesuffix(".csv"): list(rows) for name, rows in read.items()}


def told(made: Publication, units: set[str]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The themes of units as they stand in the file of the publication, with their choices."""
    for unit in json.loads(to_json(made))["units"]:
        for cell, choice in zip(unit["themes"], unit["priorities"], strict=True):
            if unit["id"] in units and cell["theme"] in made.theme_ids:
                yield unit["id"], cell, choice


@pytest.mark.parametrize(
    ("made", "unit", "units"),
    [
        (sample(), "sociale-dienst/schuldhulp", {"org", "sociale-dienst", "sociale-dienst/schuldhulp"}),
        (sample(), "org", set(sample().by_id)),
        *[(wild.rounds(seed)[-1], "s", {"org", "s", "s/t"}) for seed in range(4)],
    ],
    ids=["a team", "the organisation", "first", "second", "third", "fourth"],
)
def test_the_numbers_are_those_of_the_publication(made: Publication, unit: str, units: set[str]) -> None:
    book, files = in_workbook(made, unit), in_csv(made, unit)
    rows = list(told(made, units))
    assert rows
    for (id, cell, choice), typed, text in zip(rows, book["themes"], files["themes"], strict=True):
        assert (typed["unit"], typed["theme"]) == (text["unit"], text["theme"]) == (id, cell["theme"])
        low, high = cell["interval_now"] or (None, None)
        must = {name: cell[field] for name, field in NUMBERS.items()}
        must |= {"probably_from": low, "probably_to": high, "chosen": choice["chosen"], "choosers": choice["n"]}
        for name, value in must.items():
            assert typed[name] == (value if value is None else pytest.approx(value, rel=1e-14)), name
            assert text[name] == ("" if value is None else repr(value)), name
        assert (typed["not_shown"] is None) == cell["shown"]
    items = {(row["unit"], row["item"]): row for row in book["items"]}
    for unit_of in made.units:
        for item in unit_of.items if unit_of.id in units else ():
            row = items.get((unit_of.id, item.item))
            if row is not None:
                assert row["people"] == item.n
                assert row["score"] == (item.score and pytest.approx(item.score, rel=1e-14))
                assert [row[f"answer_{point}"] for point in range(1, 6)] == [
                    (item.counts or {}).get(point) for point in ("1", "2", "3", "4", "5")
                ]


def test_the_themes_alone_are_the_same_file() -> None:
    made = sample()
    whole = zipfile.ZipFile(io.BytesIO(archive([made], "org", questionnaire.read())))
    assert csv_of([made], "org", questionnaire.read()) == whole.read("themes.csv")


def test_every_column_is_in_the_dictionary() -> None:
    files = in_csv(sample(), "org")
    said = {(row["Table"], row["Name for programs"]) for row in files["columns"]}
    assert said == {(name, column) for name in ("themes", "items") for column in files[name][0]}
    assert all(row["What it means"] for row in files["columns"])


@pytest.mark.parametrize("names", [NAMES[:3], NAMES[3:6], NAMES[6:9], NAMES[7:]])
def test_names_stand_there_as_text(names: tuple[str, ...]) -> None:
    made = wild.rounds(4, 5)[-1]
    units = tuple(unit.model_copy(update={"name": name}) for unit, name in zip(made.units, names, strict=True))
    named = made.model_copy(update={"units": units})
    book = openpyxl.load_workbook(io.BytesIO(workbook([named], "org", questionnaire.read())))
    kinds = {cell.data_type for place in book for row in place.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    seen = [name.replace(chr(0), "[U+0000]").replace(chr(0x202E), "[U+202E]") for name in names]
    assert [book["Themes"].cell(2 + 5 * at, 2).value for at in range(3)] == seen
    stands = [row["unit_name"] for row in in_csv(named, "org")["themes"][::5]]
    assert stands == [f"'{name}" if name.startswith(("=", "+")) else name for name in seen]


def test_the_result_itself_can_be_opened_elsewhere() -> None:
    made = sample()
    assert from_json(FORMATS["json"].make([made], "org", questionnaire.read())) == made

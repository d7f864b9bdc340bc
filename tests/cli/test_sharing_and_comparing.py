"""Sharing and comparing on the command line, from the sample to a table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from audit.cli import main
from audit.publication import from_json

SAMPLE = Path(__file__).parents[2] / "sample_data" / "publications"
NAMES = ("caw-droomoever-fictief", "ocmw-verzonnegem-fictief", "vzw-nergenswolk-fictief")


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    return result.exit_code, result.output


@pytest.fixture
def shared(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.json" for name in NAMES]
    for name, path in zip(NAMES, paths, strict=True):
        assert run("share", SAMPLE / name / "2026.json", "--out", path)[0] == 0
    return paths


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_a_shared_file_is_written_under_another_name(tmp_path: Path) -> None:
    out = tmp_path / "shared.json"
    code, said = run("share", SAMPLE / NAMES[0] / "2026.json", "--pseudonym", "dienst 07", "--out", out)
    assert code == 0
    assert "may recognise it all the same" in said
    assert from_json(out.read_bytes()).organisation.name == "dienst 07"


def test_a_comparison_holds_every_service_and_says_what_its_columns_are(shared: list[Path], tmp_path: Path) -> None:
    code, said = run("compare", *shared, "--out", tmp_path / "out.csv")
    assert code == 0
    assert "8 services of 3 organisations, over 12 themes" in said
    assert "no ranking" in said
    found = rows(tmp_path / "out.csv")
    services = {unit.name for path in shared for unit in from_json(path.read_bytes()).units[1:]}
    assert {row["service"] for row in found} == services
    explained = {(row["table"], row["column"]) for row in rows(tmp_path / "out-columns.csv")}
    tables = {"out": found, "out-themes": rows(tmp_path / "out-themes.csv")}
    assert explained - {("", "")} == {(name, column) for name, each in tables.items() for column in each[0]}
    assert len(tables["out-themes"]) == 12


def test_the_same_files_give_the_same_bytes(shared: list[Path], tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        run("compare", *shared, "--out", tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_every_wrong_file_is_told_at_once_and_nothing_is_written(shared: list[Path], tmp_path: Path) -> None:
    (tmp_path / "torn.json").write_bytes(shared[0].read_bytes()[:-20])
    (tmp_path / "changed.json").write_bytes(shared[0].read_bytes().replace(b'"n":16', b'"n":17'))
    code, said = run("compare", *shared, tmp_path / "torn.json", tmp_path / "changed.json", "--out", tmp_path / "o.csv")
    assert code == 1
    assert "torn.json" in said
    assert "damaged or changed" in said
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((NAMES[0], NAMES[1]), "3 organisations or more"),
        ((*NAMES, SAMPLE / NAMES[0] / "2026.json"), "holds its teams as well"),
    ],
)
def test_what_is_no_field_is_refused(
    arguments: tuple[str | Path, ...], sentence: str, shared: list[Path], tmp_path: Path
) -> None:
    files = [path if isinstance(path, Path) else tmp_path / f"{path}.json" for path in arguments]
    code, said = run("compare", *files, "--out", tmp_path / "o.csv")
    assert code == 1
    assert sentence in said
    assert not (tmp_path / "o.csv").exists()


def test_nobody_overwrites_what_was_given(shared: list[Path], tmp_path: Path) -> None:
    code, said = run("share", SAMPLE / NAMES[0] / "2026.json", "--out", SAMPLE / NAMES[0] / "2026.json")
    assert (code, "overwrite" in said) == (1, True)
    assert run("compare", *shared, "--out", tmp_path / "o.pdf")[0] == 1


def test_no_file_that_was_given_is_lost_and_nothing_is_half_written(shared: list[Path], tmp_path: Path) -> None:
    given = shared[0].rename(tmp_path / "d-themes.csv")
    code, said = run("compare", given, *shared[1:], "--out", tmp_path / "d.csv")
    assert (code, "overwrite" in said) == (1, True)
    (tmp_path / "e-themes.csv").mkdir()
    code, said = run("compare", given, *shared[1:], "--out", tmp_path / "e.csv")
    assert (code, "is a folder" in said) == (1, True)
    assert not list(tmp_path.glob("e-c*"))


def test_a_shared_file_is_no_report(shared: list[Path], tmp_path: Path) -> None:
    code, said = run("report", shared[0], "--out", tmp_path / "r.pdf")
    assert (code, "for comparing only" in said) == (1, True)


def test_the_workbook_holds_the_same_numbers_as_the_tables(shared: list[Path], tmp_path: Path) -> None:
    for name in ("o.csv", "o.xlsx"):
        assert run("compare", *shared, "--out", tmp_path / name)[0] == 0
    book = load_workbook(tmp_path / "o.xlsx")
    assert "no ranking" in str(book.worksheets[0]["A2"].value)
    heads, *found = book["Services"].iter_rows(values_only=True)
    of_table = [list(row.values()) for row in rows(tmp_path / "o.csv")]
    assert list(heads) == list(rows(tmp_path / "o.csv")[0])
    for cells, texts in zip(found, of_table, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            text = text.replace(",", ".") if isinstance(cell, float) else text
            same = text == (cell or "") if isinstance(cell, str | None) else abs(float(text) - float(cell)) < 1e-12
            assert same, (cell, text)

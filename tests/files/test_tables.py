"""Tables as people have them: what is forgiven gives the same publication, what is not gets a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audit.cli import main
from audit.errors import AuditError, InputError
from audit.files import tables
from audit.files.roster import organisation_of
from audit.questionnaire import OURS, read
from tests.helpers.workbooks import changed, workbook

CASES = Path(__file__).parents[1] / "cases"
SHEET = "xl/worksheets/sheet1.xml"
LIST = [["Dienst", "Team", "Aantal"], ["Zorg", "Noord", 9], ["Zorg", "Één loket", 7]]


def publish(case: str, out: Path) -> Result:
    arguments = ["publish", str(CASES / case / "answers.csv"), "--roster", str(CASES / case / "roster.csv")]
    arguments += ["--organisation", "Huis", "--round", "2026", "--closed-on", "2026-06-30", "--out", str(out)]
    return CliRunner().invoke(main, arguments)


def refused(data: bytes) -> str:
    with pytest.raises(AuditError) as caught:
        organisation_of(tables.parse(data, "list"), name="Huis")
    return caught.value.sentence


def teams(data: bytes) -> list[tuple[str, str, int]]:
    found = organisation_of(tables.parse(data, "list"), name="Huis")
    return [(service.name, team.name, team.invited) for service in found.services for team in service.teams]


@pytest.mark.parametrize("case", ["sep-line", "trailing-empty-columns", "blank-person"])
def test_what_is_forgiven_gives_the_same_bytes(case: str, tmp_path: Path) -> None:
    """Three of the cases are the fourth with something added that means nothing."""
    plain = publish("float-answers", tmp_path / "plain.json")
    assert plain.exit_code == 0, plain.output
    result = publish(case, tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out.json").read_bytes() == (tmp_path / "plain.json").read_bytes()
    if case == "blank-person":
        assert "21 people" in result.stdout
        assert "row 23: This row has no answer at all" in result.stderr


def test_short_rows_get_one_sentence(tmp_path: Path) -> None:
    result = publish("short-rows", tmp_path / "out.json")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "answers.csv, rows 17–" in result.stderr
    assert "“priorities”" in result.stderr


def test_more_than_twenty_of_a_kind_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("service,team,invited\n" + "".join(f"A,T{n},veel\n" for n in range(21)), "utf-8")
    result = CliRunner().invoke(main, ["forecast", str(tmp_path / "r.csv")])
    assert result.stderr == (
        "r.csv, row 2, column invited; row 3, column invited; row 4, column invited: “veel” is not a number of people. "
        "Write a whole number of at least 1. There are 21 of this kind; these are the first three.\n"
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_text_of_a_question_may_stand_for_its_name(language: str, tmp_path: Path) -> None:
    content = read(OURS)
    head, *rows = (CASES / "blank-person" / "answers.csv").read_text("utf-8-sig").splitlines()
    texts = {item.id: item.text.to(language) for item in content.items}
    texts["role"] = content.shared.role_question.to(language)
    header = ";".join(f'"{texts.get(name, name)}"' for name in head.split(";"))
    (tmp_path / "answers.csv").write_text("\n".join([header, *rows]), "utf-8")
    (tmp_path / "roster.csv").write_bytes((CASES / "blank-person" / "roster.csv").read_bytes())
    by_text = publish(str(tmp_path), tmp_path / "by_text.json")
    assert by_text.exit_code == 0, by_text.output
    publish("blank-person", tmp_path / "by_id.json")
    assert (tmp_path / "by_text.json").read_bytes() == (tmp_path / "by_id.json").read_bytes()


def test_the_same_answers_twice_are_told_with_both_rows(tmp_path: Path) -> None:
    lines = (CASES / "blank-person" / "answers.csv").read_text("utf-8-sig").splitlines()
    (tmp_path / "answers.csv").write_text("\n".join([*lines[:9], lines[3], *lines[9:-1]]), "utf-8")
    (tmp_path / "roster.csv").write_bytes((CASES / "blank-person" / "roster.csv").read_bytes())
    result = publish(str(tmp_path), tmp_path / "out.json")
    assert result.exit_code == 0
    assert "answers.csv, row 10: These are the same answers as in row 4." in result.stderr


def test_of_a_workbook_the_first_sheet_is_read() -> None:
    data = workbook([*LIST, [], [None, "\N{NO-BREAK SPACE}"]], [["Something else"]])
    assert teams(data) == [("Zorg", "Noord", 9), ("Zorg", "Één loket", 7)]


def test_a_workbook_that_says_a_wrong_size_loses_no_rows() -> None:
    data = changed(workbook(LIST), SHEET, b'ref="A1:C3"', b'ref="A1"')
    assert len(teams(data)) == 2


def test_the_outcome_of_a_formula_is_read() -> None:
    data = changed(workbook(LIST), SHEET, b'<c r="C2" t="n"><v>9</v>', b'<c r="C2" t="n"><f>4+5</f><v>9.0</v>')
    assert teams(data)[0] == ("Zorg", "Noord", 9)


ODD_CELLS: dict[str, tuple[object, str]] = {
    "a date": (datetime.date(2026, 3, 4), "row 3, column B: Your spreadsheet made a date"),
    "an error": ("#REF!", "row 3, column B: This cell holds an error of your spreadsheet: #REF!"),
    "a formula that was never worked out": ("=A2", "row 3, column B: This cell holds a formula without an outcome"),
    "a yes": (True, "row 3, column B: This cell holds “true” or “false”"),
    "a letter that was lost": ("ƒŽn loket", "row 3, column Team: This reads as “ƒŽn loket”"),
}


@pytest.mark.parametrize("case", ODD_CELLS)
def test_a_cell_that_is_no_text_gets_a_sentence(case: str) -> None:
    cell, said = ODD_CELLS[case]
    assert said in refused(workbook([LIST[0], LIST[1], ["Zorg", cell, 7]]))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2000000000"><c r="A2000000000" t="n"><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d" t="n"><v>1</v></c></row>' % (row, row) for row in range(4, 200)),
    ],
    ids=["a row far below", "cells far to the right"],
)
def test_a_workbook_that_names_cells_without_end_is_not_read_to_its_end(rows: bytes) -> None:
    bomb = changed(workbook(LIST), SHEET, b"</sheetData>", rows + b"</sheetData>")
    assert "This workbook is too large" in refused(bomb)


def test_a_workbook_that_unpacks_to_a_lot_is_not_unpacked() -> None:
    bomb = changed(workbook(LIST), "docProps/app.xml", b"</Properties>", b" " * 70_000_000 + b"</Properties>")
    assert len(bomb) < 200_000
    assert "more than 64 MB" in refused(bomb)


def test_a_workbook_cannot_declare_entities() -> None:
    declared = b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet '
    assert "cannot be read" in refused(changed(workbook(LIST), SHEET, b"<worksheet ", declared))


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    far = changed(workbook(LIST), SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>')
    assert len(teams(far)) == 2


MISREAD = {
    "MacRoman read as cp1252": "Één loket".encode("mac_roman"),
    "UTF-8 saved twice": "Één loket".encode().decode("cp1252", "replace").encode(),
    "DOS read as cp1252": "Dienst Café".encode("cp850"),
    "letters that were thrown away": "\N{REPLACEMENT CHARACTER}n loket".encode(),
}


@pytest.mark.parametrize("case", MISREAD)
def test_letters_that_were_lost_are_told_with_the_name_as_it_was_read(case: str) -> None:
    said = refused(b"dienst;team;aantal\nZorg;" + MISREAD[case] + b";9")
    assert "row 2" in said or "line 2" in said
    assert "reads" in said and "CSV UTF-8" in said


@pytest.mark.parametrize("name", ["Foto’s", "“Noord” – Zuid", "Škoda Œuvre", "50 € …", "Één § 2", "Straße", "İzmir"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_names_as_people_write_them_are_not_doubted(name: str, encoding: str) -> None:
    data = f"dienst;team;aantal\nZorg;{name};9".encode(encoding, "replace")
    assert teams(data) == [("Zorg", name if encoding == "utf-8" else data.decode("cp1252").split(";")[3], 9)]


def test_a_column_problem_names_the_heading_as_it_was_written() -> None:
    with pytest.raises(InputError) as caught:
        organisation_of(tables.parse(b"Dienst;Team;Aantal\nZorg;Noord;veel", "list"), name="Huis")
    assert [problem.place for problem in caught.value.problems] == ["list, row 2, column Aantal"]

"""Whatever somebody feeds the command line: a sentence with place and remedy, exit 1, nothing left behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audit.cli import main
from tests.helpers.workbooks import rows_of, workbook

CASE = Path(__file__).parents[1] / "cases" / "two_services"
QUESTIONNAIRE = (CASE / "questionnaires" / "mini.yaml").read_text("utf-8")
HEADER = "service,team,role,a1,a2,b1,b2,priorities"
GOOD_ROW = "Onthaal,Balie,medewerker,4,4,2,3,support"
ROSTER_HEADER = "service,team,invited"
BOMB = "a: &a [x]\n" + "\n".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def answers(*rows: str, header: str = HEADER) -> bytes:
    return ("\n".join([header, *rows]) + "\n").encode()


def roster(*rows: str, header: str = ROSTER_HEADER) -> bytes:
    return ("\n".join([header, *rows]) + "\n").encode()


def run(folder: Path, files: dict[str, bytes], *extra: str) -> Result:
    """Publish the hand-worked case with some of its files replaced; extra options win over the usual ones."""
    (folder / "questionnaires").mkdir()
    for name in ("answers.csv", "roster.csv", "questionnaires/mini.yaml"):
        (folder / name).write_bytes(files.get(name, (CASE / name).read_bytes()))
    arguments = [
        *("publish", str(folder / "answers.csv"), "--roster", str(folder / "roster.csv")),
        *("--organisation", "Huis", "--round", "2026", "--closed-on", "2026-06-30"),
        *("--questionnaires", str(folder / "questionnaires"), "--out", str(folder / "out.json")),
    ]
    return CliRunner().invoke(main, [*arguments, *extra])


A, R, Q = "answers.csv", "roster.csv", "questionnaires/mini.yaml"

# file, its content, and what the sentence must say: first the place, then the remedy
BAD_FILES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    # the file as a whole
    "an empty file": (A, b"", ("answers.csv", "empty")),
    "only blank lines": (A, b"\n\n\n", ("answers.csv", "empty")),
    "only column names": (A, answers(), ("answers.csv", "no rows")),
    "a file of 50 MB": (A, answers() + b"x" * 50_000_000, ("answers.csv", "larger than 32 MB")),
    "more rows than anyone has staff": (A, answers() + b"a\n" * 100_002, ("answers.csv", "more than 100000 rows")),
    "a NUL": (A, answers(GOOD_ROW, "Onthaal,Ba\0lie,geen,1,1,1,1,"), ("answers.csv, row 3", "NUL")),
    "a spreadsheet saved as UTF-16": (A, answers(GOOD_ROW).decode().encode("utf-16"), ("answers.csv", "CSV UTF-8")),
    "bytes that are no text in any encoding": (A, answers(GOOD_ROW) + b"\x81\x8d", ("answers.csv", "CSV UTF-8")),
    "a quotation mark that is never closed": (A, answers('"Onthaal,Balie'), ("answers.csv, row 2", "quotation mark")),
    "a zip file that is no workbook": (A, b"PK\x03\x04" + bytes(200), ("answers.csv", "no table", ".xlsx")),
    "an old workbook": (A, b"\xd0\xcf\x11\xe0" + bytes(200), ("answers.csv", "old workbook", ".xlsx")),
    "a delimiter that is none of ours": (A, b"sep=|\na|b\n", ("answers.csv", "“|”", "semicolon")),
    # the columns
    "a missing column": (A, answers("Onthaal,Balie,4,4,2,3,", header=HEADER.replace("role,", "")), ("“role”", "Add")),
    "an item of a questionnaire missing": (
        A,
        answers("Onthaal,Balie,geen,4,4,2,", header=HEADER.replace(",b2", "")),
        ("answers.csv", "“b2”", "leave out all columns of “mini”"),
    ),
    "no questionnaire at all": (
        A,
        answers("Onthaal,Balie,geen,", header="service,team,role,priorities"),
        ("answers.csv", "Add a column for each item"),
    ),
    "a column nobody knows": (A, answers(GOOD_ROW + ",x", header=HEADER + ",age"), ("column age", "Remove it")),
    "a column with a slip of the pen": (A, answers(GOOD_ROW, header=HEADER.replace("role", "rool")), ("“role”",)),
    "a column under two names": (
        A,
        answers(GOOD_ROW + ",geen", header=HEADER + ",Rol"),
        ("“role”, “Rol”", "mean the same", "Keep one"),
    ),
    "a column twice": (A, answers(GOOD_ROW + ",4", header=HEADER + ",a1"), ("“a1”", "2 times", "Keep one")),
    "a column without a name": (A, answers(GOOD_ROW + ",x", header=HEADER + ","), ("Column I", "Name or remove")),
    # the rows
    "a short row": (A, answers("Onthaal,Balie,geen"), ("row 2", "3 cells", "8")),
    "a long row": (A, answers(GOOD_ROW + ",1,2"), ("row 2", "10 cells", "8")),
    "rows that end too early": (
        A,
        answers(GOOD_ROW, *["Onthaal,Balie,geen,4,4,2,3"] * 3),
        ("answers.csv, rows 3–5", "3 rows have 7 cells", "“priorities”"),
    ),
    "an accent that was lost": (
        A,
        answers(GOOD_ROW.replace("Balie", "Caf\N{REPLACEMENT CHARACTER}")),
        ("column team",),
    ),
    "the value 6": (A, answers(GOOD_ROW.replace("4,4", "4,6")), ("row 2, column a2", "“6”", "Write 1, 2, 3, 4, 5")),
    "the value 0": (A, answers(GOOD_ROW.replace("4,4", "0,4")), ("row 2, column a1", "“0”")),
    "a half": (A, answers(GOOD_ROW.replace("4,4", "3.5,4")), ("row 2, column a1", "“3.5”")),
    "a word": (A, answers(GOOD_ROW.replace("4,4", "veel,4")), ("row 2, column a1", "“veel”")),
    "a thousand as an answer": (A, answers(GOOD_ROW.replace("4,4", "1.000,4")), ("row 2, column a1", "“1.000”")),
    "a digit of another script": (A, answers(GOOD_ROW.replace("4,4", "٣,4")), ("row 2, column a1",)),
    "an unknown service": (A, answers(GOOD_ROW.replace("Onthaal", "Ontaal")), ("row 2, column service", "“Ontaal”")),
    "an unknown team": (A, answers(GOOD_ROW.replace("Balie", "Bali")), ("row 2, column team", "“Bali”", "add it")),
    "a team in other capitals": (A, answers(GOOD_ROW.replace("Balie", "balie")), ("writes it “Balie”",)),
    "a team of another service": (A, answers(GOOD_ROW.replace("Balie", "Oost")), ("row 2, column team", "“Oost”")),
    "an unknown role": (A, answers(GOOD_ROW.replace("medewerker", "baas")), ("row 2, column role", "“baas”", "leid")),
    "an unknown theme": (A, answers(GOOD_ROW.replace("support", "money")), ("row 2, column priorities", "“money”")),
    "a theme twice": (A, answers(GOOD_ROW.replace("support", "support;support")), ("column priorities", "twice")),
    "too many themes": (A, answers(GOOD_ROW.replace("support", "support;together")), ("column priorities", "most 1")),
    "none beside a theme": (A, answers(GOOD_ROW.replace("support", "support;none")), ("column priorities", "“none”")),
    "a hole in a list": (A, answers(GOOD_ROW.replace("support", "support;;together")), ("column priorities", "“”")),
    "nobody who answered anything": (A, answers("Onthaal,Balie,geen,,,,,"), ("answers.csv", "Nobody answered")),
    "a theme of a skipped questionnaire": (A, answers("Onthaal,Balie,geen,,,,,support"), ("row 2", "not offered")),
    "more answers than invited": (A, answers(*["Onthaal,Zuid,geen,1,1,1,1,"] * 5), ("“Zuid”", "5 answers", "4 people")),
    # the roster
    "a roster without rows": (R, roster(), ("roster.csv", "no rows")),
    "a roster without a column": (R, roster("Onthaal,Balie", header="service,team"), ("“invited”", "Add it")),
    "a team twice": (R, roster("Onthaal,Balie,8", "Onthaal,Balie,9"), ("row 3, column team", "Keep one row")),
    "two ways to write a team": (R, roster("A,Nacht,8", "A,nacht,9"), ("row 3, column team", "“Nacht” in row 2")),
    "two teams with a blank between": (R, roster("A,Team 1,8", "A,Team1,9"), ("row 3", "“Team 1” in row 2")),
    "two teams with one id": (R, roster("A,Café,8", "A,Cafe,9"), ("row 3, column team", "“Café” in row 2")),
    "two ways to write a service": (R, roster("Zorg,A,8", "zorg,B,9"), ("row 3, column service", "“Zorg” in row 2")),
    "a thousand people with a point": (R, roster("Onthaal,Balie,1.000"), ("row 2, column invited", "“1.000”")),
    "nobody invited": (R, roster("Onthaal,Balie,0"), ("row 2, column invited", "at least 1")),
    "a half person invited": (R, roster("Onthaal,Balie,2.5"), ("row 2, column invited", "whole number")),
    "minus five invited": (R, roster("Onthaal,Balie,-5"), ("row 2, column invited", "whole number")),
    "an unknown kind": (R, roster("A,B,8,bank", header=ROSTER_HEADER + ",kind"), ("row 2, column kind", "ocmw, caw")),
    "a service of two kinds": (
        R,
        roster("A,B,8,ocmw", "A,C,8,caw", header=ROSTER_HEADER + ",kind"),
        ("row 3, column kind", "row 2"),
    ),
    "a team without a name": (R, roster("Onthaal,,8"), ("row 2, column team", "Fill in a name")),
    "a name of 81 characters": (R, roster(f"{'x' * 81},Balie,8"), ("row 2, column service", "at most 80")),
    "a name that turns the reading direction": (R, roster("Ont\u202ehaal,Balie,8"), ("row 2", "Type it again")),
    # the questionnaire
    "an alias bomb": (Q, BOMB.encode(), ("mini.yaml", "line")),
    "a Python object": (Q, b"!!python/object/apply:os.system ['true']\n", ("mini.yaml", "line 1")),
    "a questionnaire of 50 MB": (Q, b"#" * 50_000_000, ("mini.yaml",)),
    "a questionnaire with a NUL": (Q, QUESTIONNAIRE.encode().replace(b"Samen", b"Sa\0men"), ("mini.yaml",)),
    "an empty questionnaire": (Q, b"", ("mini.yaml",)),
    "a questionnaire of the wrong type": (Q, b"- just\n- a list\n", ("mini.yaml",)),
    "a version that is no number": (Q, QUESTIONNAIRE.replace("version: 1", "version: one", 1).encode(), ("line 2",)),
    "two items with one id": (Q, QUESTIONNAIRE.replace("id: a2", "id: a1").encode(), ("mini.yaml", "a1")),
    "a theme without items": (Q, QUESTIONNAIRE.split("    items:\n")[0].encode() + b"    items: []\n", ("mini.yaml",)),
}

BAD_OPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a minimum group of four": (("--minimum-group", "4"), ("--minimum-group", "5 or more")),
    "a minimum group in words": (("--minimum-group", "vijf"), ("--minimum-group", "whole number")),
    "a date that does not exist": (("--closed-on", "2026-06-31"), ("--closed-on", "2026-06-30")),
    "an unknown kind of organisation": (("--kind", "bank"), ("--kind", "ocmw")),
    "an organisation without a name": (("--organisation", "  "), ("--organisation", "Fill in a name")),
    "a round without a name": (("--round", ""), ("--round", "Fill in a name")),
    "an option nobody knows": (("--fast",), ("--fast",)),
}


def assert_refused(result: Result, folder: Path, said: tuple[str, ...]) -> None:
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    for words in said:
        assert words in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
    left = {path.name for path in folder.rglob("*")}
    assert left == {"answers.csv", "roster.csv", "questionnaires", "mini.yaml"}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(case: str, tmp_path: Path) -> None:
    name, content, said = BAD_FILES[case]
    assert_refused(run(tmp_path, {name: content}), tmp_path, said)


@pytest.mark.parametrize("case", BAD_OPTIONS)
def test_a_bad_option_gets_a_sentence_and_leaves_nothing(case: str, tmp_path: Path) -> None:
    options, said = BAD_OPTIONS[case]
    assert_refused(run(tmp_path, {}, *options), tmp_path, said)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    result = run(tmp_path, {A: answers(GOOD_ROW.replace("4,4", "6,7"), GOOD_ROW.replace("medewerker", "baas"))})
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "answers.csv, row 2, column a1",
        "answers.csv, row 2, column a2",
        "answers.csv, row 3, column role",
    ]


def test_the_same_sentence_in_dutch(tmp_path: Path) -> None:
    run(tmp_path, {})  # writes the files
    (tmp_path / A).write_bytes(answers(GOOD_ROW.replace("4,4", "4,6")))
    arguments = [
        "--lang",
        "nl",
        "publish",
        str(tmp_path / A),
        "--roster",
        str(tmp_path / R),
        "--organisation",
        "Huis",
        "--round",
        "2026",
        "--questionnaires",
        str(CASE / "questionnaires"),
        "--out",
        "x.json",
    ]
    result = CliRunner().invoke(main, arguments)
    assert "answers.csv, rij 2, kolom a2: “6” is geen antwoord." in result.stderr


@pytest.mark.parametrize(("option", "file"), [("--out", "answers.csv"), ("--out", "roster.csv")])
def test_nobody_overwrites_their_own_input(option: str, file: str, tmp_path: Path) -> None:
    result = run(tmp_path, {}, option, str(tmp_path / file))
    assert_refused(result, tmp_path, ("--out", "Choose another name"))
    assert (tmp_path / file).read_bytes() == (CASE / file).read_bytes()


@pytest.mark.parametrize("place", ["nowhere/out.json", "questionnaires"])
def test_a_place_that_cannot_be_written_gets_a_sentence(place: str, tmp_path: Path) -> None:
    assert_refused(run(tmp_path, {}, "--out", str(tmp_path / place)), tmp_path, ("cannot be written", "another place"))


GOOD_FILES: dict[str, Callable[[bytes], bytes]] = {
    "with a BOM": lambda data: b"\xef\xbb\xbf" + data,
    "with Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "with semicolons": lambda data: data.replace(b",", b";"),
    "with tabs": lambda data: data.replace(b",", b"\t"),
    "with spaces around the cells": lambda data: data.replace(b",", b" , "),
    "with blank lines": lambda data: data.replace(b"\n", b"\n\n"),
    "with no-break spaces around the cells": lambda data: data.replace(b",", "\u00a0,\u202f".encode()),
    "with signs that nobody sees": lambda data: data.replace(b",", "\u200b,\ufeff".encode()),
    "with a first line that names the delimiter": lambda data: b"\xef\xbb\xbfsep=,\r\n" + data,
    "with empty columns": lambda data: data.replace(b"\n", b",,,\n"),
    "with empty rows": lambda data: data.replace(b"\n", b"\n,,\n"),
    "with a semicolon at the end of a list": lambda data: data.replace(b"support\n", b"support;\n"),
    "with capitals in the names of columns": lambda data: data.split(b"\n")[0].upper() + data[data.index(b"\n") :],
    "with Dutch names of columns": lambda data: (
        data.replace(b"service", b"Dienst", 1)
        .replace(b"role", b"Rol", 1)
        .replace(b"priorities", b"Prioriteiten", 1)
        .replace(b"invited", b"Aantal", 1)
    ),
    "with decimals": lambda data: re.sub(rb"(?<=,)(\d+)(?=[,\n])", rb"\1.0", data),
    "with decimals after a comma": lambda data: re.sub(rb"(?<=;)(\d+)(?=[;\n])", rb"\1,0", data.replace(b",", b";")),
    "with a row without any answer": lambda data: data + (b"Onthaal,Balie,leiding,,,,,\n" if b"role" in data else b""),
    "as a workbook": lambda data: workbook(rows_of(data)),
    "without a last line end": lambda data: data.rstrip(b"\n"),
}


@pytest.mark.parametrize("case", GOOD_FILES)
def test_the_ways_a_spreadsheet_writes_csv_all_give_the_same(case: str, tmp_path: Path) -> None:
    change = GOOD_FILES[case]
    result = run(
        tmp_path,
        {name: change((CASE / name).read_bytes()) for name in (A, R)},
        "--organisation",
        "Huis De Brug (fictief)",
    )
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out.json").read_bytes() == (CASE / "publication.json").read_bytes()


def test_names_in_cp1252_are_read_as_they_were_written(tmp_path: Path) -> None:
    files = {A: answers(GOOD_ROW.replace("Balie", "Één loket")), R: roster("Onthaal,Één loket,8")}
    result = run(tmp_path, {name: data.decode().encode("cp1252") for name, data in files.items()})
    assert result.exit_code == 0, result.output
    assert "Één loket" in (tmp_path / "out.json").read_text("utf-8")


def test_the_real_command_ends_with_one_and_a_sentence(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "audit",
        "publish",
        str(tmp_path / "no.csv"),
        "--roster",
        str(CASE / R),
        "--organisation",
        "Huis",
        "--round",
        "2026",
        "--out",
        str(tmp_path / "out.json"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=CASE.parents[2], check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "no.csv" in ended.stderr
    assert "Check its name" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("console", ["cp1252", "cp850", "utf-8"])
@pytest.mark.parametrize(("team", "status"), [("Žižkov ☃ 北,9", 0), ("Žižkov ☃ 北,“veel”", 1)])
def test_every_console_gets_sentences(console: str, team: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(roster(f"Zorg,{team}"))
    command = [sys.executable, "-m", "audit", "--lang", "nl", "forecast", str(tmp_path / "r.csv")]
    environment = {**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0"}
    ended = subprocess.run(command, capture_output=True, cwd=CASE.parents[2], env=environment, check=False)
    said = (ended.stdout + ended.stderr).decode(console)
    assert ended.returncode == status, said
    assert "Traceback" not in said
    assert ("kov" if status == 0 else "is geen aantal mensen") in said

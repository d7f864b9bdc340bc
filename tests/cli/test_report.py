"""`python -m audit report`: a document of a publication."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.cli import main
from tests.helpers.paged import leaves

SAMPLE = Path(__file__).parents[2] / "sample_data" / "publications" / "ocmw-voorbeeldstad-fictief"
NOW, BEFORE = SAMPLE / "2026.json", SAMPLE / "2025.json"
OTHER = SAMPLE.parent / "ocmw-verzonnegem-fictief" / "2026.json"


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["report", *map(str, arguments)])
    return result.exit_code, result.stdout.strip(), result.stderr


def test_a_report_says_what_it_is_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, told, _error = run(NOW, "--unit", "sociale-dienst/schuldhulp", "--earlier", BEFORE)
    assert (status, told) == (0, "OCMW Voorbeeldstad (fictief) - Schuldhulp - 2026 - 2026-06-30.pdf")
    text = "".join(leaf.text for leaf in leaves((tmp_path / told).read_bytes()))
    assert "Resultaten van Schuldhulp, 2026" in text
    assert "Verandering sinds 2025" in text


def test_it_is_written_where_and_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    status, told, _error = run(NOW, "--language", "en", "-o", tmp_path / "board.pdf")
    assert (status, told) == (0, str(tmp_path / "board.pdf"))
    assert "first round" in leaves((tmp_path / "board.pdf").read_bytes())[0].text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--unit", "nergens"], "There is no unit “nergens” in this publication. Choose from: org, sociale-dienst"),
        (["--out", "board.docx"], "“board.docx” does not say which document to make"),
        (["--out", "mine.json"], "This would overwrite your own input"),
        (["--earlier", str(NOW)], "2026.json: This is no earlier round"),
        (["--earlier", str(OTHER)], "This is no earlier round of “OCMW Voorbeeldstad (fictief)”"),
        (["--earlier", "nowhere.json"], "nowhere.json: This file cannot be opened"),
    ],
)
def test_what_cannot_be_made_is_a_sentence_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(NOW, tmp_path / "mine.json")
    status, told, error = run("mine.json", *arguments)
    assert (status, told) == (1, "")
    assert sentence in error
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]

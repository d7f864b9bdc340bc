"""What people say was done with the results of the round before, in tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audit import cli

CASE = Path(__file__).parents[1] / "cases" / "two_services"


def publish(folder: Path, said: list[str]) -> Result:
    with (CASE / "answers.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        extra = [*said, *[""] * len(rows)][: len(rows)]
        csv.writer(file).writerows(
            [[*header, "follow_up"], *([*row, cell] for row, cell in zip(rows, extra, strict=True))]
        )
    options = {
        "--roster": CASE / "roster.csv",
        "--organisation": "Huis",
        "--round": "2026",
        "--questionnaires": CASE / "questionnaires",
        "--out": folder / "publication.json",
    }
    pairs = [str(part) for pair in options.items() for part in pair]
    return CliRunner().invoke(cli.main, ["publish", str(folder / "answers.csv"), *pairs])


def test_the_answers_in_a_table_are_counted_by_their_codes(tmp_path: Path) -> None:
    said = ["veel"] * 3 + ["iets"] * 4 + ["nauwelijks"] * 2 + ["niets"] * 2 + ["dk"] * 3
    result = publish(tmp_path, said)
    assert result.exit_code == 0, result.output
    whole, *others = json.loads((tmp_path / "publication.json").read_bytes())["units"]
    assert whole["follow_up"]["counts"] == {"much": 3, "some": 4, "hardly": 2, "nothing": 2}
    assert whole["follow_up"]["share"] == 7 / 11
    assert {unit["follow_up"]["reason"] for unit in others if unit["id"].startswith("thuis")} == {"too_few"}


def test_another_answer_is_refused_with_its_place(tmp_path: Path) -> None:
    result = publish(tmp_path, ["", "soms"])
    assert result.exit_code == 1
    assert "row 3, column follow_up" in result.output
    assert "veel, iets, nauwelijks, niets, dk" in result.output


@pytest.mark.parametrize("said", [[], [""]])
def test_an_empty_column_asks_nothing(said: list[str], tmp_path: Path) -> None:
    assert publish(tmp_path, said).exit_code == 0
    units = json.loads((tmp_path / "publication.json").read_bytes())["units"]
    assert {unit["follow_up"] for unit in units} == {None}

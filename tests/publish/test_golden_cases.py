"""Each folder of tests/cases is a case that was worked out on paper: its README has the sums, and they must agree."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audit.cli import main

CASES = Path(__file__).parents[1] / "cases"
CASE = CASES / "two_services"


def publish(case: Path, out: Path) -> bytes:
    arguments = [
        "publish",
        str(case / "answers.csv"),
        "--roster",
        str(case / "roster.csv"),
        "--organisation",
        "Huis De Brug (fictief)",
        "--round",
        "2026",
        "--closed-on",
        "2026-06-30",
        "--questionnaires",
        str(case / "questionnaires"),
        "--out",
        str(out),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def table_under(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the README."""
    text = (CASE / "README.md").read_text("utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    lines = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if line.startswith("|")]
    return lines[2:]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(publish(CASE, tmp_path_factory.mktemp("golden") / "p.json"))
    return document


def cell(document: dict[str, Any], unit: str, kind: str, theme: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        cell for one in document["units"] if one["id"] == unit for cell in one[kind] if cell["theme"] == theme
    )
    return found


def test_the_publication_is_the_one_that_was_checked_by_hand(tmp_path: Path) -> None:
    assert publish(CASE, tmp_path / "p.json") == (CASE / "publication.json").read_bytes()


def test_every_score_on_paper_is_the_score_in_the_file(made: dict[str, Any]) -> None:
    rows = table_under("The scores")
    for unit, *sums in rows:
        for theme, first, second, on_paper in (("together", *sums[:3]), ("support", *sums[3:])):
            (total, n), (more, others) = (map(int, cell.split("/")) for cell in (first, second))
            by_hand = Fraction(total + more, n + others)
            assert by_hand == Fraction(on_paper), f"the sums of {unit} on paper do not add up"
            if unit.startswith("rest of "):
                rest = next(rest for rest in made["rest"] if rest["parent"] == unit.removeprefix("rest of "))
                found = next(cell for cell in rest["themes"] if cell["theme"] == theme)
            else:
                found = cell(made, unit, "themes", theme)
            assert found["score"] == pytest.approx(float(by_hand), abs=1e-12)
            assert found["answers"] == n + others
    assert len(rows) == 6


def test_every_vote_on_paper_is_in_the_file(made: dict[str, Any]) -> None:
    for unit, asked, together, support in table_under("The priorities"):
        for theme, chosen in (("together", together), ("support", support)):
            found = cell(made, unit, "priorities", theme)
            assert (found["n"], found["chosen"]) == (int(asked), int(chosen)), (unit, theme)


def test_the_outcomes_are_the_ones_on_paper(made: dict[str, Any]) -> None:
    support, together = (cell(made, "org", "priorities", theme) for theme in ("support", "together"))
    assert (support["outcome"], round(support["index"], 2)) == ("work_on_together", 46.17)
    assert (together["outcome"], round(together["index"], 2)) == ("maintain", 33.85)


@pytest.mark.parametrize(("unit", "reason"), [("onthaal/zuid", "too_few"), ("onthaal/noord", "protects_others")])
def test_a_team_too_small_is_hidden_and_its_sibling_with_it(made: dict[str, Any], unit: str, reason: str) -> None:
    for theme in ("together", "support"):
        hidden = dict(cell(made, unit, "themes", theme))
        assert (hidden.pop("shown"), hidden.pop("reason"), hidden.pop("theme")) == (False, reason, theme)
        assert set(hidden.values()) == {None}


def test_who_answered_less_than_half_counts_nowhere(made: dict[str, Any]) -> None:
    assert cell(made, "thuis/oost", "themes", "together")["n"] == 5
    assert next(unit for unit in made["units"] if unit["id"] == "thuis/oost")["responses"] == 5


def test_how_many_answered_is_not_said_where_it_would_tell_that_of_four_people(made: dict[str, Any]) -> None:
    responses = {unit["id"]: unit["responses"] for unit in made["units"]}
    assert [responses[id] for id in ("onthaal/zuid", "onthaal/noord")] == [None, None]
    assert [responses[id] for id in ("org", "onthaal", "onthaal/balie")] == [19, 14, 6]

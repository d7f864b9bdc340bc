"""The commands as people type them; what they refuse stands in test_bad_input.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.publication import from_json

SAMPLE = Path(__file__).parents[2] / "sample_data" / "organisations" / "ocmw-voorbeeldstad-fictief" / "2026"


def publish(out: Path, *extra: str) -> dict[str, object]:
    arguments = [
        *("publish", str(SAMPLE / "answers.csv"), "--roster", str(SAMPLE / "roster.csv"), "--out", str(out)),
        *("--organisation", "OCMW Voorbeeldstad (fictief)", "--round", "2026", "--closed-on", "2026-06-30", *extra),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    document: dict[str, object] = json.loads(out.read_bytes())
    return document


def test_publishing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    publish(tmp_path / "one.json")
    publish(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_round_gives_its_id_title_and_year(tmp_path: Path) -> None:
    document = publish(tmp_path / "p.json", "--round", "Voorjaar 2025", "--kind", "ocmw", "--region", "Verzonnen")
    assert document["round"] == {
        "id": "voorjaar-2025",
        "title": "Voorjaar 2025",
        "year": 2025,
        "closed_on": "2026-06-30",
    }
    assert document["organisation"] == {
        "id": "ocmw-voorbeeldstad-fictief",
        "name": "OCMW Voorbeeldstad (fictief)",
        "kind": "ocmw",
        "region": "Verzonnen",
    }


def test_a_larger_minimum_group_shows_less(tmp_path: Path) -> None:
    small = publish(tmp_path / "five.json")
    large = publish(tmp_path / "twelve.json", "--minimum-group", "12")
    assert large["rules"] == {"minimum_group": 12, "minimum_detail": 12}
    assert json.dumps(large).count('"shown": true') < json.dumps(small).count('"shown": true')


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    publish(tmp_path / "p.json")
    publication = from_json((tmp_path / "p.json").read_bytes())
    assert publication.organisation.name == "OCMW Voorbeeldstad (fictief)"


@pytest.mark.parametrize("path", [(), ("questionnaires",), ("questionnaires/ze.yaml", "questionnaires/gw.yaml")])
def test_our_questionnaires_are_in_order(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    result = CliRunner().invoke(main, ["check", *path])
    assert (result.exit_code, result.stdout) == (0, "All questionnaires are in order.\n")


def test_check_names_every_problem(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\nversion: one\n", "utf-8")
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "mine.yaml, line 2, version" in result.stderr
    assert "themes" in result.stderr


def test_help_lists_the_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "check" in result.stdout and "publish" in result.stdout

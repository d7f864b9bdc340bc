"""The sample data: the same bytes every time, clearly invented, and its story visible in what is published."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from audit.publication import Publication, ThemeCell, from_json
from sample_data.story import REMARKS, STORIES, VOORBEELDSTAD

SAMPLE = Path(__file__).parents[1] / "sample_data"
FOLDERS = ("organisations", "publications")
MAIN = "ocmw-voorbeeldstad-fictief"
PUBLICATIONS = sorted(SAMPLE.glob("publications/*/*.json"))


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_remaking_gives_the_same_bytes(tmp_path: Path, hash_seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", str(SAMPLE / "make.py"), str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    committed, made = _files(SAMPLE), _files(tmp_path)
    different = sorted(name for name in committed.keys() | made.keys() if committed.get(name) != made.get(name))
    assert not different, "the sample is out of date: run python sample_data/make.py and commit what it wrote"
    assert "ze_good" in run.stderr, "publish says that it leaves out the open answers"


def test_files_are_plain_and_small() -> None:
    files = _files(SAMPLE)
    assert sum(map(len, files.values())) < 3_000_000
    assert not [name for name, data in files.items() if b"\r" in data]


def test_nobody_can_take_it_for_real() -> None:
    assert len(PUBLICATIONS) == sum(len(story.years) for story in STORIES)
    for path in PUBLICATIONS:
        organisation = from_json(path.read_bytes()).organisation
        assert organisation.name.endswith("(fictief)")
        assert path.parent.name == organisation.id


def test_there_is_enough_to_compare() -> None:
    others = [story for story in STORIES if story is not VOORBEELDSTAD]
    assert (len(others), sum(len(story.services) for story in others)) == (9, 24)
    assert {story.kind for story in STORIES} == {"ocmw", "caw", "vereniging", "vzw", "lokaal_bestuur", "andere"}
    assert len({story.region for story in STORIES}) == 5
    assert sum(story.years == (2025, 2026) for story in others) == 2
    latest = [from_json(path.read_bytes()) for path in PUBLICATIONS if path.name == "2026.json"]
    services = [unit for publication in latest for unit in publication.units if unit.level == "service"]
    assert len(services) == 24 + 3
    large = Counter(cell.theme for unit in services for cell in unit.themes if (cell.n or 0) >= 10)
    assert set(large) == set(latest[0].theme_ids)
    assert min(large.values()) >= 12


def test_the_main_organisation_has_the_promised_shape() -> None:
    teams = [team for service in VOORBEELDSTAD.services for team in service.teams]
    assert (len(VOORBEELDSTAD.services), len(teams), VOORBEELDSTAD.years) == (3, 14, (2024, 2025, 2026))
    assert (min(team.invited for team in teams), max(team.invited for team in teams)) == (3, 30)
    for year in VOORBEELDSTAD.years:
        organisation = _publication(year).units[0]
        assert 0.6 <= (organisation.responses or 0) / organisation.invited <= 0.9


def test_a_theme_grows_and_stops_being_a_priority() -> None:
    scores, chosen = [], []
    for year in VOORBEELDSTAD.years:
        organisation = _publication(year).units[0]
        scores.append(_cell(year, "org", "ze2").score or 0)
        chosen.append(next(cell.share or 0 for cell in organisation.priorities if cell.theme == "ze2"))
    assert scores[1] - scores[0] > 0.3
    assert scores[2] - scores[1] > 0.3
    assert chosen[0] > 0.5
    assert chosen[2] < 0.2


def test_few_and_then_many_see_what_was_done_with_the_previous_results() -> None:
    before, few, many = (_publication(year).units[0].follow_up for year in VOORBEELDSTAD.years)
    assert before is None
    assert few is not None and few.share is not None and few.share < 0.3
    assert many is not None and many.share is not None and many.share > 0.6
    cells = [unit.follow_up for unit in _publication(2026).units]
    assert {cell.reason for cell in cells if cell} == {None, "too_few", "protects_others"}


def test_every_outcome_can_be_seen() -> None:
    found = {cell.outcome for year in VOORBEELDSTAD.years for cell in _publication(year).units[0].priorities}
    assert found == {"work_on_together", "strength_to_build_on", "ask_why", "keep_an_eye_on", "maintain"}
    assert any(cell.explore_first for cell in _publication(2026).units[0].priorities)


def test_a_theme_is_unclear_to_many() -> None:
    assert all((_cell(year, "org", "nw5").dk_share or 0) >= 1 / 3 for year in VOORBEELDSTAD.years)


def test_some_teams_are_shown_and_some_are_not() -> None:
    themes = [cell for unit in _publication(2026).units if unit.level == "team" for cell in unit.themes]
    assert {cell.reason for cell in themes} == {None, "too_few", "protects_others"}
    night = [_cell(year, "thuis-en-zorg/nachtdienst", "ze1").reason for year in VOORBEELDSTAD.years]
    meals = [_cell(year, "thuis-en-zorg/warme-maaltijden", "ze1").reason for year in VOORBEELDSTAD.years]
    assert night == ["too_few"] * 3
    assert meals == ["protects_others"] * 3
    growing = [_cell(year, "wonen-en-samenleven/woonbegeleiding", "ze1").reason for year in VOORBEELDSTAD.years]
    assert growing == ["too_few", "protects_others", None]


def test_everyone_answered_in_one_team() -> None:
    welcome_desk = _publication(2026).by_id["sociale-dienst/onthaal"]
    assert welcome_desk.responses == welcome_desk.invited == 12


def test_a_team_is_in_two_camps() -> None:
    rows = [row for row in _answers(2026) if row["team"] == "Wijkteam Zuid"]
    answers = [row[item] for row in rows for item in row if item.startswith("ze4_") and row[item].isdigit()]
    low, high = (sum(answer in camp for answer in answers) / len(answers) for camp in ("12", "45"))
    assert low > 0.33
    assert high > 0.33


def test_group_work_is_skipped_where_it_hardly_exists() -> None:
    home = [row for row in _answers(2026) if row["service"] == "Thuis en zorg"]
    skipped = [all(not row[item] for item in row if item.startswith("gw")) for row in home]
    assert sum(skipped) / len(home) > 0.5


def test_only_a_round_after_the_first_asks_about_previous_results() -> None:
    for path in sorted(SAMPLE.glob("organisations/*/*/answers.csv")):
        earlier = [other for other in path.parents[1].iterdir() if other.name < path.parent.name]
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert ("follow_up" in header) == bool(earlier), path


def test_consultation_did_not_apply_to_one_team_in_one_year() -> None:
    shares = []
    for year in VOORBEELDSTAD.years:
        rows = [row for row in _answers(year) if row["team"] == "Dagopvang"]
        cells = [row[item] for row in rows for item in row if item.startswith("nw2_")]
        shares.append(cells.count("na") / len(cells))
    assert shares[1] > 0.3
    assert max(shares[0], shares[2]) < 0.1
    assert not any(_publication(year).dropped_items for year in VOORBEELDSTAD.years)


def test_every_kind_of_missing_answer_is_there() -> None:
    rows = _answers(2025)
    cells = [row[item] for row in rows for item in row if item.startswith(("ze", "gw", "nw"))]
    assert {"dk", "na", ""} <= set(cells)
    assert {"none", ""} <= {row["priorities"] for row in rows}
    assert {row["role"] for row in rows} == {
        "medewerker",
        "ondersteuning",
        "leiding",
        "vrijwilliger",
        "ervaringsdeskundige",
        "geen",
        "",
    }


def test_open_answers_stay_out_of_the_publication() -> None:
    table = (SAMPLE / "organisations" / MAIN / "2025" / "answers.csv").read_text(encoding="utf-8")
    published = (SAMPLE / "publications" / MAIN / "2025.json").read_text(encoding="utf-8")
    remarks = [remark for each in REMARKS.values() for remark in each]
    assert all(remark in table for remark in remarks)
    assert not any(remark in published for remark in remarks)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in FOLDERS
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def _publication(year: int) -> Publication:
    return from_json((SAMPLE / "publications" / MAIN / f"{year}.json").read_bytes())


def _cell(year: int, unit: str, theme: str) -> ThemeCell:
    cell = _publication(year).by_id[unit].theme(theme)
    assert cell is not None
    return cell


def _answers(year: int) -> list[dict[str, str]]:
    with (SAMPLE / "organisations" / MAIN / str(year) / "answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""Make the sample data anew: `python sample_data/make.py`. Every run writes the same bytes."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it finds the program when run as a script

from audit.cli import publish
from audit.organisation import slug
from audit.questionnaire import Content, read
from sample_data import people
from sample_data.story import STORIES
from sample_data.traits import Story

HERE = Path(__file__).resolve().parent
CLOSED = "{year}-06-30"


def make(folder: Path) -> None:
    """Write `organisations/` and `publications/` in a folder; what stood there under these names is replaced."""
    content = read()
    for name in ("organisations", "publications"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for story in STORIES:
        for year in story.years:
            make_round(folder, story, year, content)


def make_round(folder: Path, story: Story, year: int, content: Content) -> None:
    """Write the answers and roster of one round, and the publication that the command line makes of them."""
    given = folder / "organisations" / slug(story.name) / str(year)
    made = folder / "publications" / slug(story.name) / f"{year}.json"
    given.mkdir(parents=True)
    made.parent.mkdir(parents=True, exist_ok=True)
    _write(given / "answers.csv", people.header(story, year, content), people.answers(story, year, content))
    _write(given / "roster.csv", ["service", "team", "invited", "kind", "region"], _roster(story, year))
    publish.main(
        [
            str(given / "answers.csv"),
            "--roster",
            str(given / "roster.csv"),
            "--organisation",
            story.name,
            "--kind",
            story.kind,
            "--region",
            story.region,
            "--round",
            str(year),
            "--closed-on",
            CLOSED.format(year=year),
            "--out",
            str(made),
        ],
        standalone_mode=False,
    )


def _roster(story: Story, year: int) -> Iterable[Mapping[str, str]]:
    for service in story.services:
        for team in service.teams:
            yield {
                "service": service.name,
                "team": team.name,
                "invited": str(people.invited_in(team, year)),
                "kind": service.kind or story.kind,
                "region": story.region,
            }


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

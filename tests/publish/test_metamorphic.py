"""What must not change the numbers does not: who answered first, what units are called, in which language was asked."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audit import cli
from audit.collect.responses import Response
from audit.organisation import Organisation, Service, Team
from audit.questionnaire.blocks import Text
from tests.helpers.random_rounds import Round, content, random_round

SEEDS = range(40, 52)
CASE = Path(__file__).parents[1] / "cases" / "two_services"

Json = dict[str, Any]


def document(one: Round) -> Json:
    made: Json = json.loads(one.file())
    return made


NAMES = ("id", "name", "parent", "sha256", "title", "short", "text")
BY_CHANCE = ("top", "certainty")


def numbers(thing: Any, without: tuple[str, ...] = NAMES) -> Any:
    """A publication without what things are called and without fingerprints."""
    if isinstance(thing, dict):
        return {key: numbers(value, without) for key, value in thing.items() if key not in without}
    return [numbers(value, without) for value in thing] if isinstance(thing, list) else thing


@pytest.mark.parametrize("seed", SEEDS)
def test_who_answered_first_changes_no_byte(seed: int) -> None:
    one = random_round(seed)
    shuffled = random.Random(seed).sample(one.responses, len(one.responses))
    assert replace(one, responses=tuple(shuffled)).file() == one.file()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_units_are_called_changes_no_number(seed: int) -> None:
    one = random_round(seed)
    renamed = Organisation(
        name="Anders",
        services=tuple(
            Service(
                name=f"Zorg {9 - s}",
                teams=tuple(
                    Team(name=f"Ploeg {9 - t}", invited=team.invited, added=team.added)
                    for t, team in enumerate(service.teams)
                ),
            )
            for s, service in enumerate(one.organisation.services)
        ),
    )
    ids = {old.id: new.id for old, new in zip(one.organisation.units, renamed.units, strict=True)}
    moved = tuple(replace(response, team=ids[response.team]) for response in one.responses)
    without = (*NAMES, *BY_CHANCE)  # of which the names are the seed
    after = document(replace(one, organisation=renamed, responses=moved))
    assert numbers(after, without) == numbers(document(one), without)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_translation_changes_the_fingerprint_of_what_was_asked_and_no_number(seed: int) -> None:
    one = random_round(seed)

    def translated(text: Text) -> Text:
        return Text.model_validate({"nl": text.to("nl"), "en": f"In English: {text.to('nl')}"})

    asked = tuple(
        questionnaire.model_copy(
            update={
                "title": translated(questionnaire.title),
                "themes": tuple(
                    theme.model_copy(
                        update={
                            "title": translated(theme.title),
                            "items": tuple(
                                item.model_copy(update={"text": translated(item.text)}) for item in theme.items
                            ),
                        }
                    )
                    for theme in questionnaire.themes
                ),
            }
        )
        for questionnaire in map(fresh, one.content.questionnaires)
    )
    other = replace(one, content=one.content.model_copy(update={"questionnaires": asked}))
    before, after = document(one), document(other)
    assert numbers(after) == numbers(before)
    assert [line["sha256"] for line in after["questionnaires"]] != [line["sha256"] for line in before["questionnaires"]]


def fresh(questionnaire: Any) -> Any:
    """A copy that has not worked out its fingerprint yet."""
    return type(questionnaire).model_validate(questionnaire.model_dump())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_questionnaire_more_changes_nothing_about_the_others(seed: int) -> None:
    """The same people also answer another questionnaire; whoever counts for it counted already."""
    one = random_round(seed)
    before = document(one)
    chance = random.Random(seed)
    more = content(
        [1, 1, 1, 1, 1, 1],
        *([len(theme.items) for theme in questionnaire.themes] for questionnaire in one.content.questionnaires),
    )
    added = more.questionnaires[0].model_copy(
        update={
            "id": "extra",
            "themes": tuple(
                theme.model_copy(
                    update={
                        "id": f"extra{number}",
                        "items": tuple(item.model_copy(update={"id": f"extra{number}_1"}) for item in theme.items),
                    }
                )
                for number, theme in enumerate(more.questionnaires[0].themes)
            ),
        }
    )
    asked = one.content.model_copy(update={"questionnaires": (*one.content.questionnaires, added)})
    counted = [person.counts for person in one.people]
    responses = tuple(
        replace(response, answers=response.answers + (tuple(chance.choices("12345", k=6)) if counts else ("",) * 6))
        for response, counts in zip(one.responses, counted, strict=True)
    )
    after = document(replace(one, content=asked, responses=responses))
    for was, now in zip(before["units"], after["units"], strict=True):
        assert now["themes"][: len(was["themes"])] == was["themes"]
        assert now["items"][: len(was["items"])] == was["items"]
        assert [share(cell) for cell in now["priorities"][: len(was["themes"])]] == list(map(share, was["priorities"]))
        assert now["responses"] == was["responses"]
    assert set(rest_cells(before)) <= set(rest_cells(after))


def share(cell: Json) -> tuple[Any, ...]:
    return tuple(cell[name] for name in ("theme", "shown", "reason", "n", "chosen", "share", "index"))


def rest_cells(document: Json) -> Iterator[tuple[str, str]]:
    for rest in document["rest"]:
        yield from ((rest["parent"], json.dumps(cell, sort_keys=True)) for cell in rest["themes"])


def test_one_answer_more_changes_only_the_units_it_is_in() -> None:
    """An answer of somebody in a team changes the numbers of the team, its service and the organisation only."""
    one = random_round(41)
    before = document(one)
    response = next(each for each in one.responses if "5" in each.answers)
    answers = tuple("1" if answer == "5" else answer for answer in response.answers)
    changed = tuple(replace(each, answers=answers) if each is response else each for each in one.responses)
    after = document(replace(one, responses=changed))
    touched = {"org", response.team.split("/")[0], response.team}
    for was, now in zip(before["units"], after["units"], strict=True):
        if was["id"] not in touched:
            assert [cell["score"] for cell in now["themes"]] == [cell["score"] for cell in was["themes"]]
            assert now["items"] == was["items"]


# ---- tables ---------------------------------------------------------------------------------------------------------

Table = list[list[str]]


def table(name: str) -> Table:
    with (CASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def published(folder: Path, answers: Table, roster: Table) -> bytes:
    for name, rows in (("answers.csv", answers), ("roster.csv", roster)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    arguments = [
        "publish",
        str(folder / "answers.csv"),
        "--roster",
        str(folder / "roster.csv"),
        "--organisation",
        "Huis De Brug (fictief)",
        "--round",
        "2026",
        "--closed-on",
        "2026-06-30",
        "--questionnaires",
        str(CASE / "questionnaires"),
        "--out",
        str(folder / "publication.json"),
    ]
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 0, result.output
    return (folder / "publication.json").read_bytes()


def reversed_columns(rows: Table) -> Table:
    return [row[::-1] for row in rows]


def reversed_rows(rows: Table) -> Table:
    return [rows[0], *rows[:0:-1]]


@pytest.mark.parametrize("turned", [reversed_columns, reversed_rows])
def test_the_order_of_a_table_changes_no_byte(turned: Callable[[Table], Table], tmp_path: Path) -> None:
    made = published(tmp_path, turned(table("answers.csv")), reversed_columns(table("roster.csv")))
    assert made == (CASE / "publication.json").read_bytes()


def test_the_twin_of_a_round_with_every_answer_turned_over_has_every_score_turned_over() -> None:
    one = random_round(44)
    twin = tuple(replace(each, answers=tuple(turned(answer) for answer in each.answers)) for each in one.responses)
    before, after = document(one), document(replace(one, responses=twin))
    compared = 0
    for was, now in zip(before["units"], after["units"], strict=True):
        for cell, other in zip(was["themes"], now["themes"], strict=True):
            assert cell["shown"] == other["shown"]
            if cell["shown"]:
                assert other["score"] == pytest.approx(6 - cell["score"], abs=1e-12)
                assert other["sd"] == pytest.approx(cell["sd"], abs=0.05) or cell["sd"] is None is other["sd"]
                compared += 1
    assert compared > 3


def turned(answer: str) -> str:
    return str(6 - int(answer)) if answer.isdigit() else answer


def test_the_makers_make_different_people() -> None:
    assert isinstance(random_round(1).responses[0], Response)
    assert random_round(1).responses != random_round(2).responses

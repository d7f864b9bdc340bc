"""The results view without a browser: empty and full, in both languages, and with an address that names nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit.publication import Publication, RoleSplit, RoleTheme, to_json
from audit.read import archive
from tests.helpers.publications import THEMES, TWO_CAMPS, answers, cell, publication, spaced, vote
from tests.helpers.visiting import Open

VOTES = {"ze1": vote("ze1", 8, "work_on_together", 56.3, explore_first=True, certainty="probably")}
ITEMS = {"ze1_1": answers("ze1_1", (1, 2, 3, 4, 4)), "ze1_2": answers("ze1_2", (7, 0, 0, 0, 7))}
ROLES = RoleSplit(
    groups=("leiding", "medewerker+geen"),
    themes=(
        RoleTheme(role_group="leiding", theme="ze1", n=9, score=4.0, sd=None, df=None),
        RoleTheme(role_group="medewerker+geen", theme="ze1", n=36, score=2.75, sd=0.7, df=39),
    ),
)


def said(app: AppTest) -> str:
    """Everything that stands on the screen as text."""
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.info, *app.warning]
    return "\n".join(element.value for element in elements)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of publications in the place of the sample."""

    def beside_own(self: archive.Archive, own: tuple[Publication, ...] = ()) -> None:
        object.__setattr__(self, "folder", tmp_path)
        object.__setattr__(self, "own", own)

    monkeypatch.setattr(archive.Archive, "__init__", beside_own)
    return tmp_path


@pytest.fixture
def full(folder: Path) -> Path:
    (folder / "voorbeeld").mkdir()
    for year, score in ((2025, 2.5), (2026, 2.75)):
        north = {"ze1": cell("ze1", score, agreement=TWO_CAMPS), "gw1": "too_few"}
        made = publication(year, north=north, votes=VOTES, items=ITEMS, roles=ROLES)
        (folder / "voorbeeld" / f"{year}.json").write_bytes(to_json(made))
    return folder


@pytest.mark.parametrize(
    ("language", "sentence"), [("nl", "Er zijn nog geen resultaten."), ("en", "There are no results yet.")]
)
def test_an_empty_folder_says_what_comes(opened: Open, folder: Path, language: str, sentence: str):
    app = opened("results", language)
    assert not app.exception
    assert app.info[0].value.startswith(sentence)
    assert not app.selectbox


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            [
                "14 van de 18 mensen antwoordden.",
                "30 juni 2026",
                "Samen aanpakken",
                "De score is 2,8.",
                "Op elk thema antwoordden minder dan 5 mensen.",
                "Wat we niet tonen",
                "vrij zeker bij de eerste 3",
                "Eerst verkennen · Samen aanpakken",
                "verken eerst waar dat van komt",
                "**Twee kampen**",
                "waarschijnlijk tussen 2,6 en 3,0, in het uiterste geval tussen 2,0 en 3,6",
                "Geen duidelijke verandering",
                "eerst raden, dan kijken",
                "pas vanaf 10 antwoorden",
            ],
        ),
        (
            "en",
            [
                "14 of the 18 people answered.",
                "30 June 2026",
                "Work on together",
                "The score is 2.8.",
                "Fewer than 5 people answered each theme.",
                "What is not shown",
                "likely among the first 3",
                "First explore · Work on together",
                "so first explore where that comes from",
                "**Two camps**",
                "probably between 2.6 and 3.0, at the very most between 2.0 and 3.6",
                "No clear change",
                "let everyone guess",
                "from 10 answers on",
            ],
        ),
    ],
)
def test_a_unit_shows_its_results(opened: Open, full: Path, language: str, words: list[str]):
    app = opened("results", language, unit="zorg/noord")
    assert not app.exception
    assert app.header[0].value == "Noord"
    for sentence in words:
        assert sentence in said(app)
    assert [box.value for box in app.selectbox] == ["ocmw-voorbeeld", "2026", "zorg/noord"]
    assert not app.warning


def test_the_table_holds_the_numbers(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results", unit="zorg/noord").get("html"))
    first = spaced(re.findall(r"<td[^>]*>(.*?)</td>", html))[:8]
    assert first == [
        "In between · 2.8 · 14 people · two camps",
        "2.6 to 3.0",
        "two camps",
        "In between · 3.0 · 45 people",
        "no clear difference (probably between 1.0 lower and 0.2 higher)",
        "In between, at the border · 2.5 · 14 people · two camps",
        "no clear change (probably between 0.3 lower and 0.8 higher)",
        "8 of 14",
    ]


def test_names_that_people_typed_are_not_markdown(opened: Open, full: Path):
    assert opened("results", unit="zorg").header[0].value == r"Dienst \*Zorg\*"


def test_a_team_that_is_not_shown_gets_its_service_and_is_told_why(opened: Open, full: Path):
    app = opened("results", unit="zorg/west")
    assert app.header[0].value == r"Dienst \*Zorg\*"
    assert "fewer than 5 people answered each theme" in app.info[0].value


@pytest.mark.parametrize("query", [{"organisation": "nobody"}, {"round": "1999"}, {"unit": "<script>"}])
def test_an_unknown_address_gives_the_first_and_says_so(opened: Open, full: Path, query: dict[str, str]):
    app = opened("results", **query)
    assert not app.exception
    assert [box.value for box in app.selectbox] == ["ocmw-voorbeeld", "2026", "org"]
    assert "from the address is not here" in app.warning[0].value


def test_a_choice_stands_in_the_address(opened: Open, full: Path):
    app = opened("results")
    app.selectbox[2].select("wonen").run()
    assert app.query_params["unit"] == "wonen"
    assert app.header[0].value == "Wonen"
    app.selectbox[1].select("2025").run()
    assert (app.query_params["round"], app.header[0].value) == ("2025", "Wonen")


def test_another_organisation_begins_anew(opened: Open, full: Path):
    (full / "elders").mkdir()
    (full / "elders" / "2026.json").write_bytes(to_json(publication(2026, "Zorg Elders")))
    app = opened("results", unit="wonen", round="2025")
    app.selectbox[0].select("zorg-elders").run()
    assert [box.value for box in app.selectbox] == ["zorg-elders", "2026", "org"]
    assert "unit" not in app.query_params
    assert not app.warning


def test_the_order_of_the_rows_can_be_chosen(opened: Open, full: Path):
    app = opened("results", unit="zorg/noord")
    before = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    app.radio[0].set_value("score").run()
    after = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    assert len(after) == len(before)
    assert after != before


def test_a_damaged_file_is_named_and_the_rest_is_there(opened: Open, full: Path):
    (full / "voorbeeld" / "2024.json").write_text("{")
    app = opened("results")
    assert "2024" in app.warning[0].value
    assert app.header[0].value == "OCMW Voorbeeld"


def test_a_round_with_nothing_to_show_says_so(opened: Open, folder: Path):
    document = publication().model_dump(by_alias=True, mode="json")
    for unit in document["units"]:
        unit["themes"] = document["units"][4]["themes"]
    (folder / "klein").mkdir()
    (folder / "klein" / "2026.json").write_bytes(to_json(Publication.model_validate(document)))
    app = opened("results")
    assert not app.exception
    assert "too little to show" in app.info[0].value


def test_how_people_answered_is_there_where_it_is_shown(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results", unit="zorg/noord").get("html"))
    assert html.count('role="img"') == len(ITEMS)
    assert "Answers: Not at all 50%, A little 0%, Partly 0%, Mostly 0%, Fully 50%." in html
    assert html.count("not shown: fewer than 10 people answered this") == 2  # the other two of the theme
    assert "57% (47% to 67%)" in html


def test_roles_are_there_where_they_are_shown(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results").get("html"))
    assert "4.0 (3.5 to 4.5) · 9 people" in html.replace("\u00a0", " ")
    assert "staff, rather not said" in html


@pytest.mark.parametrize(
    ("responses", "sentence"),
    [
        (18, "All colleagues answered"),
        (12, "be cautious"),
        (8, "are about those who answered"),
    ],
)
def test_the_response_is_weighed(opened: Open, folder: Path, responses: int, sentence: str):
    made = publication()
    themes = tuple(cell(theme, 3.0, responses) for theme in THEMES)
    units = [
        unit.model_copy(update={"responses": responses, "themes": themes}) if unit.id == "zorg/noord" else unit
        for unit in made.units
    ]
    (folder / "een").mkdir()
    (folder / "een" / "2026.json").write_bytes(to_json(made.model_copy(update={"units": tuple(units)})))
    assert sentence in said(opened("results", unit="zorg/noord"))

"""The results view without a browser: empty and full, in both languages, and with an address that names nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.publication import Publication, RoleSplit, RoleTheme, Words, from_json, to_json
from audit.read import archive
from tests.helpers.publications import THEMES, TWO_CAMPS, answers, cell, publication, spaced, vote
from tests.helpers.visiting import Open, words

TABS = ("overview", "themes", "change", "beside", "roles", "table")
VOTES = {"ze1": vote("ze1", 8, "work_on_together", 56.3, explore_first=True, certainty="probably")}
ITEMS = {"ze1_1": answers("ze1_1", (1, 2, 3, 4, 4)), "ze1_2": answers("ze1_2", (7, 0, 0, 0, 7))}
ROLES = RoleSplit(
    groups=("leiding", "medewerker+geen"),
    themes=(
        RoleTheme(role_group="leiding", theme="ze1", n=9, score=4.0, sd=None, df=None),
        RoleTheme(role_group="medewerker+geen", theme="ze1", n=36, score=2.75, sd=0.7, df=39),
    ),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of publications in the place of the sample."""

    def beside_own(self: archive.Archive, folder: Path | None = None, own: tuple[Publication, ...] = ()) -> None:
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


@pytest.fixture
def told(opened: Open, full: Path) -> Callable[..., str]:
    """All that the tabs of a unit say, one after the other."""

    def tell(language: str, unit: str) -> str:
        apps = [opened("results", language, unit=unit, tab=tab, theme="ze1") for tab in TABS]
        assert not any(app.exception or app.warning for app in apps)
        return re.sub(r"</?b>", "", "\n".join(map(words, apps)))

    return tell


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "nl",
            [
                "Resultaten van Noord, Ronde 2026",
                "14 van de 18 mensen antwoordden.",
                "30 juni 2026",
                "Van 11 thema’s zijn er 11 tussenin. 1 tonen we niet.",
                "Samen aanpakken",
                "De score is 2,8.",
                "Op elk thema antwoordden minder dan 5 mensen.",
                "Wat we niet tonen",
                "Vrij zeker bij de eerste 3 prioriteiten",
                "Eerst verkennen · Samen aanpakken",
                "verken eerst waar dat van komt",
                "**Twee kampen**",
                "waarschijnlijk tussen 2,6 en 3,0, in het uiterste geval tussen 2,0 en 3,6",
                "Geen duidelijke verandering",
                "eerst raden, dan kijken",
            ],
        ),
        (
            "en",
            [
                "Results of Noord, Ronde 2026",
                "14 of the 18 people answered.",
                "30 June 2026",
                "Of 11 themes, 11 in between. 1 is not shown.",
                "Work on together",
                "The score is 2.8.",
                "Fewer than 5 people answered each theme.",
                "What is not shown",
                "Likely among the first 3 priorities",
                "First explore · Work on together",
                "so first explore where that comes from",
                "**Two camps**",
                "probably between 2.6 and 3.0, at the very most between 2.0 and 3.6",
                "No clear change",
                "let everyone guess",
            ],
        ),
    ],
)
def test_a_unit_shows_its_results(told: Callable[..., str], language: str, sentences: list[str]):
    said = told(language, "zorg/noord")
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_only_the_open_tab_is_run(opened: Open, full: Path):
    for tab in TABS:
        charts = opened("results", unit="zorg/noord", tab=tab).get("vega_lite_chart")
        assert len(charts) == {"overview": 2, "themes": 1, "change": 1}.get(tab, 0), tab


def test_an_unknown_tab_is_the_overview(opened: Open, full: Path):
    assert opened("results", tab="nothing").get("vega_lite_chart")


def test_a_card_opens_its_theme(opened: Open, full: Path):
    app = opened("results", "en", unit="zorg/noord").button(key="to-discuss").click().run()
    assert (app.query_params["tab"], app.selectbox(key="theme-choice").value) == ("themes", "ze1")
    app = app.button(key="theme-after").click().run()
    assert app.query_params["theme"] == app.selectbox(key="theme-choice").value == "ze2"


def test_a_theme_is_told_in_the_words_of_the_file(opened: Open, full: Path):
    """Another questionnaire may have the same ids: its questions come from the file, and ours are not put beside it."""
    path = full / "voorbeeld" / "2026.json"
    made = from_json(path.read_bytes())
    theirs = made.questionnaires[0].model_copy(update={"sha256": "0" * 64})
    line = made.items[0].model_copy(update={"text": Words(nl="Heel andere woorden", en="Quite other words")})
    changed = {"questionnaires": (theirs, *made.questionnaires[1:]), "items": (line, *made.items[1:])}
    said = words(opened("results", "en", unit="zorg/noord", tab="themes", theme="ze1"))
    assert "What krachtlijn 9 says" in said
    path.write_bytes(to_json(made.model_copy(update=changed)))
    said = words(opened("results", "en", unit="zorg/noord", tab="themes", theme="ze1"))
    assert "Quite other words" in said
    assert "it was asked in other words" in said
    assert "What krachtlijn" not in said


def test_the_table_holds_the_numbers(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results", unit="zorg/noord", tab="table").get("html"))
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
    assert "Results of Dienst *Zorg*, Ronde 2026" in words(opened("results", unit="zorg"))


def test_a_team_that_is_not_shown_gets_its_service_and_is_told_why(opened: Open, full: Path):
    app = opened("results", unit="zorg/west")
    assert "Results of Dienst *Zorg*" in words(app)
    assert "fewer than 5 people answered each theme" in words(app)


@pytest.mark.parametrize("query", [{"organisation": "nobody"}, {"round": "1999"}, {"unit": "<script>"}])
def test_an_unknown_address_gives_the_first_and_says_so(opened: Open, full: Path, query: dict[str, str]):
    app = opened("results", **query)
    assert not app.exception
    assert {box.key: box.value for box in app.selectbox} == {"round": "2026", "unit": "org"}
    assert "from the address is not here" in app.warning[0].value


def test_a_choice_stands_in_the_address(opened: Open, full: Path):
    app = opened("results")
    app.selectbox(key="unit").select("wonen").run()
    assert app.query_params["unit"] == "wonen"
    assert "Wonen, Ronde 2026" in words(app)
    app.selectbox(key="round").select("2025").run()
    assert app.query_params["round"] == "2025"
    assert "Wonen, Ronde 2025" in words(app)


def test_another_organisation_begins_anew(opened: Open, full: Path):
    (full / "elders").mkdir()
    (full / "elders" / "2026.json").write_bytes(to_json(publication(2026, "Zorg Elders")))
    app = opened("results", unit="wonen", round="2025")
    app.selectbox(key="organisation").select("zorg-elders").run()
    assert {box.key: box.value for box in app.selectbox} == {
        "organisation": "zorg-elders",
        "round": "2026",
        "unit": "org",
    }
    assert "unit" not in app.query_params
    assert not app.warning


def test_what_is_drawn_beside_the_unit_can_be_chosen(opened: Open, full: Path):
    app = opened("results", unit="zorg/noord")
    before = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    assert not any("This team" not in spec or "The organisation" in spec for spec in before)
    app.toggle(key="switch-whole").set_value(True).run()
    assert all("The organisation" in chart.proto.spec for chart in app.get("vega_lite_chart"))


def test_a_damaged_file_is_named_and_the_rest_is_there(opened: Open, full: Path):
    (full / "voorbeeld" / "2024.json").write_text("{")
    app = opened("results")
    assert "2024" in app.warning[0].value
    assert "Results of OCMW Voorbeeld" in words(app)


def test_a_round_with_nothing_to_show_says_so(opened: Open, folder: Path):
    document = publication().model_dump(by_alias=True, mode="json")
    for unit in document["units"]:
        unit["themes"] = document["units"][4]["themes"]
    (folder / "klein").mkdir()
    (folder / "klein" / "2026.json").write_bytes(to_json(Publication.model_validate(document)))
    app = opened("results")
    assert not app.exception
    assert "too little to show" in app.info[0].value
    assert "Nobody did anything wrong." in words(app)


def test_how_people_answered_is_there_where_it_is_shown(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results", unit="zorg/noord", tab="themes").get("html"))
    assert html.count('role="img"') == len(ITEMS)
    assert "Answers: Not at all 50%, A little 0%, Partly 0%, Mostly 0%, Fully 50%." in html
    assert html.count("not shown: fewer than 10 people answered this") == 2  # the other two of the theme
    assert "57% (47% to 67% if the others think the same)" in html


def test_roles_are_there_where_they_are_shown(opened: Open, full: Path):
    html = "".join(one.proto.body for one in opened("results", tab="roles").get("html"))
    assert "4.0 (3.5 to 4.5) · 9 people" in html.replace("\u00a0", " ")
    assert "staff, rather not said" in html


@pytest.mark.parametrize(
    ("responses", "sentence"),
    [
        (18, "All colleagues answered"),
        (12, "Fewer than 7 in 10"),
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
    assert sentence in words(opened("results", unit="zorg/noord"))


def test_a_round_before_that_shows_nothing_of_the_unit_is_no_switch(opened: Open, folder: Path):
    (folder / "voorbeeld").mkdir()
    for year, north in ((2025, dict.fromkeys(THEMES, "too_few")), (2026, {})):
        (folder / "voorbeeld" / f"{year}.json").write_bytes(to_json(publication(year, north=north)))
    for unit, switches in (("zorg/noord", {"whole", "margin"}), ("zorg", {"earlier", "whole", "margin"})):
        keys = {toggle.key for toggle in opened("results", unit=unit).toggle}
        assert keys - {"switch-print-themes"} == {f"switch-{name}" for name in switches}

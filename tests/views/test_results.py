"""The results view without a browser: empty and full, in both languages, and with an address that names nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit.publication import Publication, to_json
from audit.read import archive
from tests.read.makers import cell, publication, spaced, vote
from tests.views.conftest import Open

VOTES = {"ze1": vote("ze1", 8, "work_on_together", 56.3)}


def said(app: AppTest) -> str:
    """Everything that stands on the screen as text."""
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.info, *app.warning]
    return "\n".join(element.value for element in elements)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of publications in the place of the sample."""
    monkeypatch.setattr(archive.Archive, "__init__", lambda self: object.__setattr__(self, "folder", tmp_path))
    return tmp_path


@pytest.fixture
def full(folder: Path) -> Path:
    (folder / "voorbeeld").mkdir()
    for year, score in ((2025, 2.5), (2026, 2.75)):
        made = publication(year, north={"ze1": cell("ze1", score), "gw1": "too_few"}, votes=VOTES)
        (folder / "voorbeeld" / f"{year}.json").write_bytes(to_json(made))
    return folder


@pytest.mark.parametrize(("language", "sentence"), [("nl", "Er zijn nog geen resultaten."),
                                                    ("en", "There are no results yet.")])  # fmt: skip
def test_an_empty_folder_says_what_comes(opened: Open, folder: Path, language: str, sentence: str):
    app = opened("results", language)
    assert not app.exception
    assert app.info[0].value.startswith(sentence)
    assert not app.selectbox


@pytest.mark.parametrize(("language", "words"), [
    ("nl", ["14 van de 18 mensen antwoordden.", "30 juni 2026", "Samen aanpakken", "de score is 2,8: samen aanpakken.",
            "niet getoond: minder dan 5 antwoorden", "Wat we niet tonen"]),
    ("en", ["14 of the 18 people answered.", "30 June 2026", "Work on together", "is 2.8: work on this together.",
            "not shown: fewer than 5 answers", "What is not shown"]),
])  # fmt: skip
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
    first = spaced(re.findall(r"<td[^>]*>(.*?)</td>", html))[:4]
    assert first == ["Growing · 2.8 · n = 14", "Growing · 3.0 · n = 14", "Growing · 2.5 · n = 14", "8 of 14"]


def test_names_that_people_typed_are_not_markdown(opened: Open, full: Path):
    assert opened("results", unit="zorg").header[0].value == r"Dienst \*Zorg\*"


def test_a_team_that_is_not_shown_gets_its_service_and_is_told_why(opened: Open, full: Path):
    app = opened("results", unit="zorg/west")
    assert app.header[0].value == r"Dienst \*Zorg\*"
    assert "West is too small to show apart" in app.info[0].value


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
    before = app.get("vega_lite_chart")[1].proto.spec
    app.radio[0].set_value("score").run()
    assert app.get("vega_lite_chart")[1].proto.spec != before


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

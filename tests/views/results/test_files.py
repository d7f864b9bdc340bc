"""Results that were made elsewhere: opened in a tab, or laid in the data folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import settings
from audit.errors import Problem
from audit.manage import results
from audit.principal import NOBODY, Forbidden, Principal
from audit.publication import to_json
from audit.settings import Settings
from tests.helpers.publications import cell, publication
from tests.helpers.visiting import Open, Visit, words

MANAGES = Principal("management", "ours")
FILE = to_json(publication(2026, "Zorg Elders"))


def choose_file(app: AppTest, data: bytes) -> AppTest:
    """Choose a file in the results."""
    return app.file_uploader(key="open-file").upload("elders.json", data, "application/json").run()


def test_a_file_is_opened_for_this_tab_alone(opened: Open):
    app = choose_file(opened("results", "en"), FILE)
    assert not app.exception
    assert "Zorg Elders, Ronde 2026" in words(app)
    assert {name: app.query_params[name] for name in ("organisation", "round")} == {
        "organisation": "zorg-elders",
        "round": "2026",
    }
    assert "fictief" not in str([box.options for box in app.selectbox])
    assert "Zorg Elders" not in words(opened("results", "en", organisation="zorg-elders"))


def test_the_last_file_of_a_round_stands_in_the_place_of_any_other(opened: Open):
    """Also where every tab looks for the rounds before it."""
    app = choose_file(opened("results", "nl", tab="change"), to_json(publication(2025, "Zorg Elders")))
    for north in (2.0, 4.0, 2.0):
        made = publication(2026, "Zorg Elders", north={"ze1": cell("ze1", north)})
        app = choose_file(app, to_json(made))
        app.query_params["tab"] = "table"
        app.selectbox(key="unit").select("zorg/noord").run()
        assert f"· {int(north)},0 · 14" in words(app).replace("\u00a0", " ")
        app.query_params["tab"] = "change"
        assert not app.run().exception


def test_files_of_several_organisations_are_each_looked_at_when_they_are_opened(opened: Open):
    app = choose_file(opened("results", "nl"), FILE)
    for name in ("Zorg Ginder", "Wonen Ver", "Zorg Elders"):
        app = choose_file(app, to_json(publication(2026, name)))
        assert not app.exception
        assert f"Resultaten van {name}, Ronde 2026" in words(app)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "is geen resultaat"),
        (b"[1]", "is geen resultaat"),
        (FILE.replace(b"Elders", b"Anders"), "beschadigd"),
        (json.dumps({"schema": 99}).encode(), "nieuwere versie"),
        (json.dumps({"schema": 1}).encode(), "proefversie"),
    ],
)
def test_a_wrong_file_is_a_sentence_and_what_was_there_stays(opened: Open, data: bytes, sentence: str):
    app = choose_file(opened("results", "nl"), data)
    assert not app.exception
    assert sentence in app.error[0].value
    assert app.get("vega_lite_chart")


def test_management_finds_what_lies_in_the_data_folder_and_what_is_wrong_with_it(tmp_path: Path):
    (tmp_path / "publications").mkdir()
    (tmp_path / "publications" / "elders.json").write_bytes(FILE)
    (tmp_path / "publications" / "stuk.json").write_text("{")
    found, problems = results.in_folder(tmp_path, MANAGES)
    assert [one.organisation.name for one in found] == ["Zorg Elders"]
    assert [(type(one), one.place) for one in problems] == [(Problem, "publications/stuk.json")]
    with pytest.raises(Forbidden):
        results.in_folder(tmp_path, NOBODY)


def test_of_two_files_of_a_round_the_first_stands_and_the_other_says_so(tmp_path: Path):
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "a.json").write_bytes(FILE)
    (folder / "b.json").write_bytes(FILE)  # the same numbers: there is nothing to say
    other = publication(2026, "Zorg Elders", north={"ze1": cell("ze1", 2.0)})
    (folder / "c.json").write_bytes(to_json(other))
    found, problems = results.in_folder(tmp_path, MANAGES)
    assert [to_json(one) for one in found] == [FILE]
    assert [(one.place, "a.json" in one.sentence) for one in problems] == [("publications/c.json", True)]
    found, problems = results.in_folder(tmp_path, MANAGES, [other])
    assert found == ()
    assert {one.place for one in problems} == {"publications/a.json", "publications/b.json"}


def test_those_in_the_folder_stand_in_the_list_of_management(
    visit: Visit, signed_in: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings, "read", lambda: Settings(data_dir=tmp_path))
    (tmp_path / "publications").mkdir()
    (tmp_path / "publications" / "elders.json").write_bytes(FILE)
    app = visit("results")
    assert not app.exception
    assert "Results of Zorg Elders" in words(app)

"""The method view: everything it promises to tell is there, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import questionnaire
from audit.read import archive
from tests.helpers.visiting import Open

CONTENT = questionnaire.read()


@pytest.fixture(params=["nl", "en"])
def method(request: pytest.FixtureRequest, opened: Open) -> tuple[str, AppTest, str]:
    """The language, the view, and all HTML on it."""
    language = request.param
    app = opened("method", language)
    return language, app, "\n".join(element.proto.body for element in app.get("html"))


def test_it_opens(method: tuple[str, AppTest, str]):
    language, app, _html = method
    assert not app.exception
    assert app.title[0].value == ("Hoe we tellen" if language == "nl" else "How we count")


def test_every_krachtlijn_and_every_sentence_is_there(method: tuple[str, AppTest, str]):
    language, _app, html = method
    for line in CONTENT.krachtlijnen:
        assert line.text.to(language).split("’")[0] in html
        for sentence in line.sentences:
            assert sentence.summary.to(language).split("’")[0] in html


def test_every_item_stands_under_its_phrase(method: tuple[str, AppTest, str]):
    language, _app, html = method
    assert html.count("<q lang") == len({(item.source.sentence, item.source.quote) for item in CONTENT.items})
    for item in CONTENT.items:
        assert item.text.to(language).replace("'", "&#x27;") in html


def test_the_worked_example_adds_up():
    assert round(20 * 3.4) - 9 * 3 - 8 * 4 == 9 == 3 * 3
    assert pytest.approx(3.375) == (3.2 + 3.8 + 3.5 + 3.0) / 4


def test_the_honest_text_is_there(method: tuple[str, AppTest, str]):
    language, app, _html = method
    shown = "\n".join(element.value.replace("\\", "") for element in app.markdown)
    for sentence in (*CONTENT.shared.warning, CONTENT.shared.missing):
        assert sentence.to(language) in shown


def test_a_priority_of_the_round_is_worked_out(method: tuple[str, AppTest, str]):
    language, app, html = method
    shown = "\n".join(element.value.replace("\\", "") for element in app.markdown)
    assert ("÷ 4. Van de " if language == "nl" else "÷ 4. Of the ") in shown
    assert "ICC(1)" in html


def test_another_round_has_other_numbers(opened: Open):
    app = opened("method")
    before = "\n".join(element.proto.body for element in app.get("html"))
    names = app.selectbox[0].options
    app.selectbox[0].select_index(names.index("OCMW Voorbeeldstad (fictief) · 2026")).run()
    after = "\n".join(element.proto.body for element in app.get("html"))
    assert not app.exception
    assert before != after


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Het bewijs", "Resten.", "minstens k mensen", "de andere k − c", "Benjamini-Hochberg", "duizend keer")),
        (
            "en",
            (
                "The proof",
                "Remainders.",
                "at least k people",
                "the other k − c",
                "Benjamini-Hochberg",
                "a thousand times",
            ),
        ),
    ],
)
def test_what_is_promised_is_proven_and_its_limits_are_told(opened: Open, language: str, words: tuple[str, ...]):
    app = opened("method", language)
    shown = "\n".join(element.value for element in [*app.header, *app.markdown])
    assert [word for word in words if word not in shown] == []


def test_without_any_round_the_method_is_still_told(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive.Archive, "_paths", lambda _self: [])
    app = opened("method")
    assert not app.exception
    assert not app.selectbox

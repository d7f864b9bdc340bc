"""The method view: short, in both languages, and everything it promises to tell is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import questionnaire
from audit.read import archive
from tests.helpers.visiting import Open

CONTENT = questionnaire.read()
MOST_WORDS = 700


@pytest.fixture(params=["nl", "en"])
def method(request: pytest.FixtureRequest, opened: Open) -> tuple[str, AppTest, str]:
    """The language, the view, and all HTML on it."""
    language = request.param
    app = opened("method", language)
    return language, app, "\n".join(element.proto.body for element in app.get("html"))


def unfolded(app: AppTest) -> str:
    """What is read without opening a fold: the texts of the page that are in no expander."""
    folded = {id(element) for fold in app.expander for element in [*fold.markdown, *fold.get("html")]}
    shown = [*app.title, *app.header, *app.subheader, *(text for text in app.markdown if id(text) not in folded)]
    html = [element.proto.body for element in app.get("html") if id(element) not in folded]
    return re.sub(r"<[^>]+>", " ", "\n".join([*(element.value for element in shown), *html]))


def test_it_opens(method: tuple[str, AppTest, str]):
    language, app, _html = method
    assert not app.exception
    assert app.title[0].value == ("Hoe we tellen" if language == "nl" else "How we count")


def test_it_is_short(method: tuple[str, AppTest, str]):
    _language, app, _html = method
    words = re.findall(r"\w+(?:[’'.,]\w+)*", unfolded(app))
    assert 300 < len(words) <= MOST_WORDS


def test_every_part_stands_in_the_table_of_contents(method: tuple[str, AppTest, str]):
    _language, app, html = method
    links = dict(re.findall(r'<a href="#([a-z]+)">([^<]+)</a>', html))
    headers = {header.proto.anchor: header.value for header in app.header if header.proto.anchor}
    assert links == headers
    assert len(links) == 8


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
        assert item.text.to(language).replace("'", "&#39;") in html


def test_the_worked_example_adds_up(method: tuple[str, AppTest, str]):
    language, app, _html = method
    said = "\n".join(element.value for element in app.markdown)
    total, answers, exact, read = (61, 18, "3,39", "3,4") if language == "nl" else (61, 18, "3.39", "3.4")
    assert f"{total} ÷ {answers} = {exact}; " in said
    assert f"{total / answers:.2f}" == exact.replace(",", ".")
    assert f"{total / answers:.1f}" == read.replace(",", ".")


def test_the_honest_text_is_there(method: tuple[str, AppTest, str]):
    language, app, _html = method
    shown = "\n".join(element.value.replace("\\", "") for element in app.markdown)
    for sentence in (*CONTENT.shared.warning, CONTENT.shared.missing):
        assert sentence.to(language) in shown


def test_a_priority_of_the_round_is_worked_out(method: tuple[str, AppTest, str]):
    language, app, _html = method
    names = app.selectbox[0].options
    app.selectbox[0].select_index(names.index("OCMW Voorbeeldstad (fictief) · 2026")).run()
    html = "\n".join(element.proto.body for element in app.get("html"))
    shown = "\n".join(element.value.replace("\\", "") for element in app.markdown)
    assert ("÷ 4. Van de " if language == "nl" else "÷ 4. Of the ") in shown
    assert "ICC(1)" in html


def test_another_round_has_other_numbers(opened: Open):
    app = opened("method")
    before = "\n".join(element.proto.body for element in app.get("html"))
    names = app.selectbox[0].options
    app.selectbox[0].select_index(names.index("CAW Denkbeeldig Land (fictief) · 2025")).run()
    after = "\n".join(element.proto.body for element in app.get("html"))
    assert not app.exception
    assert before != after


def test_the_picture_has_words_for_who_does_not_see_it(method: tuple[str, AppTest, str]):
    _language, app, _html = method
    picture = next(text.value for text in app.markdown if "<svg" in text.value)
    assert re.search(r'role="img" aria-label="[^"]+"', picture)


def test_without_any_round_the_method_is_still_told(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive.Archive, "_paths", lambda _self: [])
    app = opened("method")
    assert not app.exception
    assert not app.selectbox

"""The frame around the views and the welcome, without a browser: what is said, in which language, and the ways on."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from audit import questionnaire
from audit.read.archive import Archive
from audit.views import navigation
from tests.helpers.visiting import SHELL


def visit(language: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=20)
    app.query_params["lang"] = language
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def words(app: AppTest) -> str:
    """Everything that is said, element by element."""
    said = [*app.title, *app.header, *app.subheader, *app.markdown]
    return "\n".join([*(one.value for one in said), *(html.proto.body for html in app.get("html"))])


@pytest.mark.parametrize(
    ("language", "title", "way_on"),
    [
        ("nl", "Een spiegel voor de kracht van je organisatie", "Kijk rond in de voorbeeldorganisatie"),
        ("en", "A mirror of your strengths as an organisation", "Look around in the sample organisation"),
    ],
)
def test_the_welcome_says_what_it_is_for_and_where_to_look(language: str, title: str, way_on: str):
    app = visit(language)
    assert not app.exception
    assert [one.value for one in app.title] == [title]
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert links[way_on].page == "results"
    organisation = parse_qs(links[way_on].query_string)["organisation"]
    assert organisation == ["ocmw-voorbeeldstad-fictief"]
    assert organisation[0] in {entry.organisation for entry in Archive().entries()}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_welcome_says_what_must_be_said(language: str):
    said = words(visit(language)).replace("\\", "")
    content = questionnaire.read()
    for sentence in content.shared.warning:
        assert sentence.to(language) in said
    for theme in content.themes:
        assert theme.title.to(language) in said


def test_nothing_is_promised_that_is_not_there():
    for language in ("nl", "en"):
        app = visit(language)
        assert {one.key for one in app.button} == {"language-nl", "language-en"}
        assert not app.text_input
        assert "soon" not in words(app).lower()
        assert "binnenkort" not in words(app).lower()


@pytest.mark.parametrize("view", [view.address for view in navigation.views()])
@pytest.mark.parametrize(
    ("language", "menu"), [("nl", "Welkom Resultaten Hoe we tellen"), ("en", "Welcome Results How we count")]
)
def test_every_view_has_the_menu_and_a_title(view: str, language: str, menu: str):
    app = visit(language).switch_page(navigation.at(view).script).run()
    assert not app.exception
    assert len(app.title) == 1
    for name in menu.split(" ", 2):
        assert name in words(app) or name in [link.proto.label for link in app.get("page_link")]
    assert words(app).count('aria-current="page"') == 1


def test_the_link_to_the_other_language_keeps_the_rest_of_the_address():
    assert '<a href="?unit=a%26b&amp;lang=en" lang="en" hreflang="en">English</a>' in words(visit("nl", unit="a&b"))
    assert '<a href="?unit=a%26b&amp;lang=nl" lang="nl" hreflang="nl">Nederlands</a>' in words(visit("en", unit="a&b"))
    nasty = words(visit("nl", unit='"><script>alert(1)</script>'))
    assert "<script" not in nasty


def test_the_language_stays_when_the_address_no_longer_says_it():
    app = visit("en")
    del app.query_params["lang"]
    assert app.switch_page(navigation.at("method").script).run().session_state["language"] == "en"


def test_without_a_wish_it_is_dutch():
    app = AppTest.from_file(str(SHELL), default_timeout=20).run()
    assert app.session_state["language"] == "nl"

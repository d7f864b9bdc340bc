"""The frame around the views and the welcome, without a browser: what is said, in which language, and the ways on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from audit import questionnaire, texts
from audit.principal import NOBODY, Role
from audit.read.archive import Archive
from audit.views import navigation
from audit.views.kit import visitor
from audit.web.leaf import way_on
from tests.helpers.house import House
from tests.helpers.visiting import SHELL, Visit


def welcome(language: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=20)
    app.query_params["lang"] = language
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def words(app: AppTest) -> str:
    """Everything that is said, element by element."""
    said = [*app.title, *app.header, *app.subheader, *app.markdown]
    return "\n".join([*(text.value for text in said), *(html.proto.body for html in app.get("html"))])


@pytest.mark.parametrize(
    ("language", "title", "way_on"),
    [
        ("nl", "Een spiegel voor de kracht van je organisatie", "Kijk rond in de voorbeeldorganisatie"),
        ("en", "A mirror of your strengths as an organisation", "Look around in the sample organisation"),
    ],
)
def test_the_welcome_says_what_it_is_for_and_where_to_look(language: str, title: str, way_on: str):
    app = welcome(language)
    assert not app.exception
    assert [title.value for title in app.title] == [title]
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert links[way_on].page == "results"
    organisation = parse_qs(links[way_on].query_string)["organisation"]
    assert organisation == ["ocmw-voorbeeldstad-fictief"]
    assert organisation[0] in {entry.organisation for entry in Archive().entries()}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_welcome_says_what_must_be_said(language: str):
    said = words(welcome(language)).replace("\\", "")
    content = questionnaire.read()
    for sentence in content.shared.warning:
        assert sentence.to(language) in said
    for theme in content.themes:
        assert theme.title.to(language) in said


def test_nothing_is_promised_that_is_not_there():
    for language in ("nl", "en"):
        app = welcome(language)
        assert {button.key for button in app.button} == {f"language-{code}" for code in texts.LANGUAGES}
        assert not app.text_input
        assert "soon" not in words(app).lower()
        assert "binnenkort" not in words(app).lower()


def addresses() -> list[str]:
    """The addresses of all views."""
    return [view.address for view in navigation.views()]


def wrong(app: AppTest, address: str, role: Role) -> list[str]:
    """What is wrong with a view that was opened by its address."""
    view, said = navigation.at(address), words(app)
    links = {link.proto.label for link in app.get("page_link")}
    menu = {each.title for each in navigation.views() if role in each.menu_of and each != view}
    found = [f"{error.message} in the view" for error in app.exception]
    titles = len(app.title) + said.count("<h1 ")
    if titles != 1:
        found.append(f"{titles} titles")
    if said.count('aria-current="page"') != 1 or f'aria-current="page">{view.title}<' not in said:
        found.append("is not marked in the menu")
    if not menu <= links:
        found.append(f"the menu lacks {menu - links}")
    if view.needs_sign_in and role == "nobody" and f'href="sign-in?to={address}"' not in said:
        found.append("does not lead to the sign-in")
    return found


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("role", navigation.EVERYBODY)
@pytest.mark.parametrize("address", addresses())
def test_every_view_can_be_opened_by_its_address(
    visit: Visit, house: House, monkeypatch: pytest.MonkeyPatch, address: str, role: Role, language: str
):
    who = NOBODY if role == "nobody" else replace(house.principal, role=role)
    monkeypatch.setattr(visitor, "principal", lambda: replace(who, unit="wonen") if who.has_link else who)
    app = visit(address, language)
    texts.use(language)
    assert wrong(app, address, role) == []


@pytest.mark.parametrize("does", ["raise ValueError", "import streamlit as st; st.markdown('no title, no sign-in')"])
def test_a_new_view_is_looked_at_too(
    visit: Visit, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str
):
    script = tmp_path / "planted.py"
    script.write_text(does, "utf-8")
    planted = navigation.View("planted", str(script), "Planted", ("management",))
    registered = navigation.views
    monkeypatch.setattr(navigation, "views", lambda: (*registered(), planted))
    assert "planted" in addresses()
    assert way_on("planted?a=b") == "planted?a=b"
    assert len(wrong(visit("planted"), "planted", "nobody")) == (2 if "title" in does else 3)


def test_the_link_to_the_other_language_keeps_the_rest_of_the_address():
    assert '<a href="?unit=a%26b&amp;lang=en" lang="en" hreflang="en">English</a>' in words(welcome("nl", unit="a&b"))
    assert '<a href="?unit=a%26b&amp;lang=nl" lang="nl" hreflang="nl">Nederlands</a>' in words(
        welcome("en", unit="a&b")
    )
    nasty = words(welcome("nl", unit='"><script>alert(1)</script>'))
    assert "<script" not in nasty


def test_the_language_stays_when_the_address_no_longer_says_it():
    app = welcome("en")
    del app.query_params["lang"]
    assert app.switch_page(navigation.at("method").script).run().session_state["language"] == "en"


def test_without_a_wish_it_is_dutch():
    app = AppTest.from_file(str(SHELL), default_timeout=20).run()
    assert app.session_state["language"] == "nl"

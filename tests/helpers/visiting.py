"""What tests of screens share: an organisation with an open round, the browser's cookies, and visiting a view."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import storage, texts
from audit.collect import tickets
from audit.storage import Store
from audit.views import navigation
from audit.views.kit import visitor
from audit.web.cookies import CODE, SESSION
from tests.helpers.house import Clock, House
from tests.helpers.moulds import Moulds

VIEWS = Path(__file__).parents[2] / "audit" / "views"
SHELL = VIEWS / "shell.py"
Visit = Callable[..., AppTest]
Open = Callable[..., AppTest]


@pytest.fixture
def jar(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies that the browser sends."""
    cookies: dict[str, str] = {}
    monkeypatch.setattr(visitor, "cookie", cookies.get)
    return cookies


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moulds: Moulds) -> Store:
    """An empty store, or that of the house, which the app takes for its own."""
    opened = storage.open(moulds.copy(request.fixturenames, tmp_path / "data"), clock=Clock())
    monkeypatch.setattr(storage, "ours", lambda: opened)
    return opened


@pytest.fixture
def house(store: Store, moulds: Moulds) -> House:
    """An organisation with an open round and its codes made."""
    return moulds.house(store)


@pytest.fixture
def visit(jar: dict[str, str]) -> Visit:
    """Visit a view as a browser does: `visit("rounds", "nl", round=id)`; without a language the address asks none."""

    def go(view: str, language: str | None = "en", **query: str) -> AppTest:
        app = AppTest.from_file(str(SHELL), default_timeout=30)
        if language is not None:
            app.query_params["lang"] = language
        app.run()
        if view not in ("", "welcome"):
            app.switch_page(navigation.at(view).script)
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
        return app

    return go


@pytest.fixture
def signed_in(jar: dict[str, str], house: House) -> House:
    """The organisation with an open round, its management signed in."""
    jar[SESSION] = house.token
    return house


@pytest.fixture
def with_code(jar: dict[str, str], house: House) -> Callable[[str], str]:
    """Enter the next code of a team (a unit id), as on the first page. Returns the code."""

    def enter(team: str) -> str:
        code = house.codes[team].pop()
        jar[CODE] = tickets.seal(house.store, tickets.enter(house.store, code))
        return code

    return enter


def words(app: AppTest) -> str:
    """All text on the screen, a line per element: headings, texts, messages and HTML."""
    said = [*app.title, *app.header, *app.subheader, *app.markdown, *app.info, *app.success, *app.warning, *app.error]
    return "\n".join([*(element.value for element in said), *(html.proto.body for html in app.get("html"))]).replace(
        "\\", ""
    )


def fill(app: AppTest, fields: dict[str, str]) -> AppTest:
    """Type in text fields, by label."""
    for label, text in fields.items():
        next(field for field in reversed(app.text_input) if field.label == label).input(text)
    return app


def save(app: AppTest, label: str) -> AppTest:
    """Press the last button with this label and draw the screen again."""
    return next(button for button in reversed(app.button) if button.label == label).click().run()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a view: `opened("results", "nl", unit="zorg")`. Its script runs in a thread of its own, which speaks the
    default language until `navigation` says otherwise; so the default is what is set here."""

    def run(view: str, language: str = "en", **query: str) -> AppTest:
        monkeypatch.setattr(texts, "_language", ContextVar("language", default=language))
        app = AppTest.from_file(str(VIEWS / navigation.at(view).script), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return run

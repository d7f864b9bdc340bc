"""The recipe for another language (CONTRIBUTING), followed: its name, and a catalogue; then every view and every plain
page is in it, also where it is the default."""

from __future__ import annotations

import ast
import asyncio
import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.file_util import get_static_dir
from streamlit.testing.v1 import AppTest

from audit import cli, settings, texts
from audit.collect import tickets
from audit.settings import Settings
from audit.views import navigation
from audit.web import page
from audit.web.cookies import CODE, SESSION
from audit.web.language import LanguageMiddleware
from audit.web.routes import ROUTES
from tests.helpers.house import House
from tests.helpers.messages import calls, of_templates, used
from tests.helpers.visiting import Visit, house, jar, store, visit, with_code, words

__all__ = ["house", "jar", "store", "visit", "with_code"]

INDEX = (Path(get_static_dir()) / "index.html").read_text("utf-8")
PAGES = [route.path for route in ROUTES if "GET" in (route.methods or ()) and "{" not in route.path]


ADDED = "eo"  # Esperanto: Babel knows it, and nobody will really add it


def marked(message: str) -> str:
    return f"«{message}»"


@cache
def written() -> bytes:
    """Every message of the code and the templates in one catalogue, recognisable."""
    catalogue = Catalog(locale=ADDED)
    for _where, args in calls():
        english = [text.value for text in args if isinstance(text, ast.Constant)]
        one = len(english) == 1
        catalogue.add(english[0] if one else tuple(english), marked(english[0]) if one else tuple(map(marked, english)))
    for _where, message in of_templates():
        catalogue.add(message, marked(message))
    file = BytesIO()
    write_po(file, catalogue)
    return file.getvalue()


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Esperanto, as the recipe adds it: a name in `NAMES`, and a folder with a catalogue beside the others."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for there in {catalogue.parent for catalogue in texts._FOLDER.glob("*/*.po")}:
        (folder / there.name).symlink_to(there)
    (folder / ADDED).mkdir()
    (folder / ADDED / "all.po").write_bytes(written())
    monkeypatch.setattr(texts, "_FOLDER", folder)
    monkeypatch.setitem(texts.NAMES, ADDED, "Esperanto")
    texts._catalogue.cache_clear()
    yield
    texts._catalogue.cache_clear()


@pytest.fixture
def default(added: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Esperanto as the default language of this installation."""
    monkeypatch.setenv("AUDIT_DEFAULT_LANGUAGE", ADDED)
    settings.read.cache_clear()
    yield
    monkeypatch.undo()
    settings.read.cache_clear()


@pytest.mark.parametrize("view", [view.address for view in navigation.views()])
def test_every_view_is_in_an_added_language(added: None, house: House, jar: dict[str, str], visit: Visit, view: str):
    jar[SESSION] = house.token
    require_added(visit(view, ADDED))


@pytest.mark.parametrize("view", [view.address for view in navigation.views()])
def test_every_view_is_in_an_added_language_by_default(default: None, house: House, visit: Visit, view: str):
    require_added(visit(view, None))


def require_added(app: AppTest) -> None:
    """The view is there; its title, where that is no name, and the frame around it are in the added language, and lead
    to the others."""
    said = words(app)
    assert not app.exception
    named = '<h1 class="unit">' in said
    assert [title.value[0] for title in app.title] == ["«"] * (not named)
    assert f'data-language="{ADDED}"' in said
    assert marked("Skip to the content") in said
    assert all(f'lang="{code}" hreflang="{code}">{texts.NAMES[code]}</a>' in said for code in ("nl", "en"))


def test_a_round_is_in_an_added_language(added: None, house: House, jar: dict[str, str], visit: Visit):
    jar[SESSION] = house.token
    app = visit("rounds", ADDED, round=house.round.id)
    assert not app.exception
    assert marked("How it goes") in [header.value for header in app.header]


def test_a_questionnaire_is_in_an_added_language(added: None, with_code: Any, house: House, visit: Visit):
    with_code(next(iter(house.codes)))
    app = visit("answer", ADDED)
    assert not app.exception
    assert 'data-step="start"' in words(app)
    assert marked("Begin") in [button.label for button in app.button]


def plain(path: str, query: str = "", accept: str = "", cookie: str = "") -> tuple[int, dict[str, str], str]:
    """Status, headers and body of a page behind the middleware that chooses the language."""

    def streamlits(_request: Request) -> HTMLResponse:
        return HTMLResponse(INDEX)

    routes = [*ROUTES, Route("/{rest:path}", streamlits)]
    default = settings.read().default_language
    app = LanguageMiddleware(Starlette(routes=routes), pages=page.pages(INDEX, {"": ""}), default=default)
    headers = {"host": "here.example", "accept-language": accept, "cookie": cookie}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "scheme": "http",
        "query_string": query.encode(),
        "server": ("here.example", 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        got.append(message)

    with ThreadPoolExecutor(1) as apart:  # a browser test before this one may have left a loop running in this thread
        apart.submit(asyncio.run, app(scope, receive, send)).result()
    told = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return got[0]["status"], told, b"".join(message.get("body", b"") for message in got[1:]).decode()


@pytest.mark.parametrize("path", ["/", *PAGES])
@pytest.mark.parametrize(
    "asked", [{"query": f"lang={ADDED}"}, {"accept": f"{ADDED}-BE,en;q=0.5"}, {"cookie": f"lang={ADDED}"}]
)
def test_every_plain_page_is_in_an_added_language(added: None, store: Any, path: str, asked: dict[str, str]):
    require_plainly_added(*plain(path, **asked))


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_every_plain_page_is_in_an_added_language_by_default(default: None, store: Any, path: str):
    require_plainly_added(*plain(path))


@pytest.mark.parametrize("path", PAGES)
def test_every_plain_page_of_who_is_signed_in_or_has_a_code(added: None, house: House, path: str):
    ticket = tickets.enter(house.store, house.codes[next(iter(house.codes))].pop())
    cookies = f"{SESSION}={house.token}; {CODE}={tickets.seal(house.store, ticket)}"
    require_plainly_added(*plain(path, f"lang={ADDED}", cookie=cookies))


def require_plainly_added(status: int, headers: dict[str, str], body: str) -> None:
    """It is in the added language when it has words, also those that refuse whoever has no link."""
    assert status < 400 or status == 403
    if status in (200, 403) and headers["content-type"].startswith("text/html"):
        assert headers["content-language"] == ADDED
        assert f'<html lang="{ADDED}">' in body
        assert marked("")[0] in body
        left = re.sub("«[^«»]*»", "", html.unescape(body))
        assert [message for message in used() if len(message) > 12 and "{" not in message and message in left] == []


def test_there_are_plain_pages_to_look_at(added: None, store: Any):
    assert sum("<h1>" in plain(path, f"lang={ADDED}")[2] for path in PAGES) >= 3


def test_numbers_are_written_as_an_added_language_does(added: None):
    texts.use(ADDED)
    assert texts.number(1234.5).replace("\N{NO-BREAK SPACE}", " ") == "1 234,5"
    assert texts.separators()[0] == ","


def test_the_command_line_and_the_settings_take_their_languages_from_the_list(added: None):
    choices = next(option for option in cli.main.params if option.name == "lang").type
    assert [*choices.choices, ADDED] == list(texts.NAMES)  # type: ignore[attr-defined]  # it was made before
    assert Settings(default_language=ADDED).default_language == ADDED

"""The running server: what it listens to, what it says with every answer, what it keeps to itself."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.serving import ROOT, Server, open_view, served

SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxMessageSize": 20,
    "server.maxUploadSize": 2,
    "theme.font": "sans-serif",
    "theme.light.primaryColor": "#0B6B72",
    "theme.dark.primaryColor": "#4FC3C9",
}
PERSON = "Fatima answered 2"


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """One request, and the answer's head; header names are written with `_` for `-`."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    connection.close()
    return answer


@pytest.fixture(scope="module")
def options(server: Server) -> dict[str, Any]:
    """Streamlit's options as the process that serves the app has them."""
    told = server.log_file.with_name("options.json")
    os.kill(server.process, signal.SIGUSR1)
    deadline = time.monotonic() + 10
    while not told.exists():
        assert time.monotonic() < deadline, "the server did not tell its settings"
        os.sched_yield()
    return json.loads(told.read_text())


@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_the_running_server_has_the_setting(options: dict[str, Any], name: str, value: Any):
    assert options[name] == value


def test_only_this_machine_can_reach_it(server: Server):
    port = urlsplit(server.address).port
    with socket.create_connection(("127.0.0.1", port), 5):
        pass
    with pytest.raises(OSError, match="refused"):  # a server on 0.0.0.0 answers here too
        socket.create_connection(("127.0.0.2", port), 5)


@pytest.mark.parametrize(
    "path", ["/", "/results", "/method", "/nowhere", "/favicon.png", "/_stcore/health", "/_stcore/metrics"]
)
def test_every_answer_has_the_security_headers(server: Server, path: str):
    answer = ask(server, path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", policy["script-src"])


@pytest.mark.parametrize("path", ["/", "/results", "/method?unit=x", "/index.html"])
def test_a_page_is_never_kept_by_a_browser(server: Server, path: str):
    answer = ask(server, path, Accept_Encoding="gzip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] is None
    assert ask(server, path, method="HEAD").headers["Content-Length"] == answer.headers["Content-Length"]


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/_stcore/metrics", "GET"),
        ("/_stcore/agent/openapi.json", "GET"),
        ("/_stcore/agent/interact", "POST"),
        ("/_stcore/agent/mcp", "POST"),
        ("/results/_stcore/metrics", "GET"),
    ],
)
def test_what_is_nobodys_business_is_not_found(server: Server, path: str, method: str):
    assert ask(server, path, method).status == 404


@pytest.mark.parametrize(
    ("asked", "cookie"),
    [
        ("/?lang=en", "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
        ("/method?unit=x&lang=nl", "lang=nl; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
        ("/?lang=fr", None),
        ("/?lang=en%0d%0aSet-Cookie:x=y", None),
        ("/", None),
        ("/_stcore/health?lang=en", None),
    ],
)
def test_only_a_language_we_speak_is_remembered(server: Server, asked: str, cookie: str | None):
    assert [one for one in ask(server, asked).headers.get_all("Set-Cookie", []) if one.startswith("lang")] == (
        [cookie] if cookie else []
    )


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": base64.b64encode(b"sixteen bytes ok").decode(),
}


def test_a_page_elsewhere_cannot_open_our_socket(server: Server):
    def opened(**headers: str) -> int:
        return ask(server, "/_stcore/stream", **HANDSHAKE, **headers).status

    assert opened(Origin=server.address) == 101
    assert opened(Origin="https://elsewhere.example") == 403
    assert (
        opened(Origin="http://elsewhere.example", Host="elsewhere.example") == 403
    )  # a name that was bent to 127.0.0.1


@pytest.mark.parametrize("path", ["/", "/results", "/method"])
def test_the_browser_talks_to_nobody_else_and_blocks_nothing(address: str, page: Page, path: str):
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda websocket: asked.append(websocket.url.replace("ws:", "http:", 1)))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    open_view(page, address + path)
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert {url for url in asked if not url.startswith((address + "/", "data:", f"blob:{address}/"))} == set()
    guesses = re.compile(r"error: .* 404 .*/(results|method)/_stcore/(health|host-config)")
    assert [line for line in said if not guesses.match(line)] == []  # Streamlit tries where the app's root might be


def test_no_menu_of_streamlit(page: Page, address: str):
    open_view(page, address)
    for name in ("stMainMenu", "stAppDeployButton", "stToolbarActions"):
        expect(page.get_by_test_id(name)).to_have_count(0)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same app, with two views that fail."""
    root = tmp_path_factory.mktemp("broken app")  # with a space, as in many a home folder
    for name in ("audit", "questionnaires", ".streamlit"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", root)
    views = root / "audit" / "views"
    (views / "results.py").write_text(f"answer = {PERSON!r}\nraise ValueError(answer)\n")
    (views / "method.py").write_text(
        "from audit.errors import AuditError\nraise AuditError('x', 'Team *Noord* ![](http://elsewhere.example/x)')\n"
    )
    with served(Path(root) / "log", root) as running:
        yield running


def test_a_mishap_is_a_number_on_the_screen_and_a_place_in_the_log(broken: Server, page: Page):
    open_view_without_heading(page, broken.address + "/results")
    shown = page.get_by_test_id("stAlert").inner_text()
    number = re.search(r"nummer ([0-9A-F]{6})", shown)
    assert number is not None, shown
    assert "Traceback" not in page.content()
    assert PERSON not in page.content()
    assert f"Error {number[1]}: ValueError at " in broken.log
    assert "results.py:2" in broken.log
    assert PERSON not in broken.log


def test_an_error_that_has_a_sentence_shows_it_as_it_is(broken: Server, page: Page):
    open_view_without_heading(page, broken.address + "/method")
    said = page.get_by_test_id("stAlert").inner_text().replace("\N{WORD JOINER}", "")  # in an address, unseen
    assert said == "Team *Noord* ![](http://elsewhere.example/x)"
    expect(page.get_by_test_id("stAlert").locator("img")).to_have_count(0)


def open_view_without_heading(page: Page, address: str) -> None:
    """Go to an address of a view that fails before its title."""
    page.goto(address)
    expect(page.get_by_test_id("stAlert")).to_be_visible()


def test_a_setting_that_is_wrong_stops_the_app_with_a_sentence(tmp_path: Path):
    with pytest.raises(RuntimeError) as stopped, served(tmp_path / "log", AUDIT_DEFAULT_LANGUAGE="klingon"):
        pass
    assert "AUDIT_DEFAULT_LANGUAGE" in str(stopped.value)
    assert "Traceback" not in str(stopped.value)


def test_the_default_language_can_be_set(tmp_path: Path):
    with served(tmp_path / "log", AUDIT_DEFAULT_LANGUAGE="en") as running:
        assert ask(running, "/", Accept_Language="fr").headers["Content-Language"] == "en"
        assert ask(running, "/", Accept_Language="nl").headers["Content-Language"] == "nl"

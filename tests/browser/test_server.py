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
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from audit.views import navigation
from tests.helpers.house import PASSPHRASE
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
VIEWS = [f"/{view.address}" for view in navigation.views()]


def ask(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> http.client.HTTPResponse:
    """One request, and the answer's head; header names are written with `_` for `-`."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    connection.close()
    return answer


def told(server: Server) -> dict[str, Any]:
    """What the process that serves the app tells about itself (`probe`)."""
    file = server.log_file.with_name("told.json")
    file.unlink(missing_ok=True)
    os.kill(server.process, signal.SIGUSR1)
    deadline = time.monotonic() + 10
    while not file.exists():
        assert time.monotonic() < deadline, "the server told nothing"
        os.sched_yield()
    return json.loads(file.read_text())


@pytest.fixture(scope="module")
def options(server: Server) -> dict[str, Any]:
    """Streamlit's options as the process that serves the app has them."""
    return told(server)["options"]


@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_the_running_server_has_the_setting(options: dict[str, Any], name: str, value: Any):
    assert options[name] == value


def test_only_this_machine_can_reach_it(server: Server):
    port = urlsplit(server.address).port
    with socket.create_connection(("127.0.0.1", port), 5):
        pass
    with pytest.raises(OSError, match="refused"):  # a server on 0.0.0.0 answers here too
        socket.create_connection(("127.0.0.2", port), 5)


def test_what_is_written_goes_out_at_once(server: Server):
    """Otherwise a quiet click waits 40 ms for the browser to say that it got the piece before."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.request("GET", "/_stcore/health")
    assert connection.getresponse().read() == b"ok"
    found = told(server)["nodelay"]
    connection.close()
    assert found
    assert all(found)


@pytest.mark.parametrize("path", ["/i", "/sign-in", "/set-up", "/_stcore/upload_file/a/b"])
def test_who_hangs_up_half_way_leaves_no_trace(server: Server, path: str):
    """A phone that loses its network while it sends a form is no mishap: nothing in the log."""
    host, port = "localhost", urlsplit(server.address).port
    before = server.log
    head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {server.address}\r\nContent-Length: 100\r\n\r\n"
    for _time in range(5):
        with socket.create_connection(("127.0.0.1", port), 5) as half:
            half.sendall(head.encode() + b"code=")
    for _time in range(5):  # by then those before were given up
        assert ask(server, path).status in (200, 303, 404, 405)
    assert server.log == before


@pytest.mark.parametrize(
    "path", ["/", "/results", "/method", "/nowhere", "/favicon.png", "/_stcore/health", "/_stcore/metrics"]
)
def test_every_answer_has_the_security_headers(server: Server, path: str):
    answer = ask(server, path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # a plain page has a form, of which the server asks where it comes from
    assert answer.headers["Referrer-Policy"] == ("same-origin" if path == "/nowhere" else "no-referrer")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", policy["script-src"])


@pytest.mark.parametrize("path", [*VIEWS, "/method?unit=x", "/index.html"])
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


@pytest.mark.parametrize("path", ["/nowhere", "/results/2026", "/i.html", "/sign-out"])
def test_an_unknown_address_gets_a_page_of_our_own(server: Server, path: str):
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(server.address + path, headers={"Accept-Language": "nl"}), timeout=10)
    page = refused.value.read().decode()
    assert refused.value.code == 404
    assert refused.value.headers["content-language"] == "nl"
    assert "Deze pagina bestaat niet" in page
    assert '<base href="/">' in page


@pytest.mark.parametrize(
    ("path", "way_on"),
    [
        ("/i/K7QF-2M9X-H4TD-3", "/i#K7QF-2M9X-H4TD-3"),
        ("/I/half", "/i#half"),
        ("/K7QF-2M9X-H4TD-X", "/i#K7QF-2M9X-H4TD-X"),
        ("/Results", "/results"),
        ("/I", "/i"),
    ],
)
def test_an_address_that_is_nearly_right_leads_on(server: Server, path: str, way_on: str):
    assert ask(server, path).headers["location"] == way_on


@pytest.mark.parametrize(
    ("asked", "cookie"),
    [
        ("/?lang=en", "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
        ("/method?unit=x&lang=nl", "lang=nl; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
        ("/?lang=eo", None),
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


def opened(server: Server, **headers: str) -> int:
    """What a websocket's handshake is answered with: 101 when it is open."""
    return ask(server, "/_stcore/stream", **HANDSHAKE, **headers).status


def test_a_page_elsewhere_cannot_open_our_socket_and_nobody_is_asked_about_it(server: Server):
    """Asked for the origin of a stranger, Streamlit looks up its own address on the internet, while all wait."""
    port = urlsplit(server.address).port
    assert opened(server, Origin=server.address) == 101
    for elsewhere in ("https://elsewhere.example", "http://localhost:9", f"http://127.0.0.1:{port}", "null"):
        assert opened(server, Origin=elsewhere) == 403
    assert opened(server, Origin="http://elsewhere.example", Host="elsewhere.example") == 403  # bent to 127.0.0.1
    calls = server.log_file.with_name("calls")
    assert not calls.exists(), calls.read_text()


@pytest.mark.parametrize(
    "path", ["/", "/set-up", "/nowhere", "/_stcore/health", "/_stcore/upload_file/a/b", "/media/x", "/i.js"]
)
def test_no_address_answers_a_page_elsewhere(server: Server, path: str):
    for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
        assert ask(server, path, method, Origin="http://localhost:9").status == 403
        assert ask(server, path, method, Host="elsewhere.example").status == 421


@pytest.mark.parametrize("path", ["/", "/i", "/sign-in", "/_stcore/health"])
def test_a_cookie_full_of_backslashes_is_refused_unread(server: Server, path: str):
    """Reading it would hold up everybody for minutes."""
    assert ask(server, path, Cookie='lang="' + "\\" * 60_000 + '"').status == 431


def test_a_client_that_is_no_browser_may_open_a_socket(server: Server):
    """It says no origin, and has nobody's cookies."""
    assert opened(server) == 101


@pytest.mark.parametrize("forwarded", [{"X_Forwarded_Proto": "https"}, {}])
def test_behind_a_proxy_all_works_at_the_public_address(proxied: Server, forwarded: dict[str, str]):
    public = {"Host": "audit.example.org", **forwarded}
    with urlopen(proxied.address) as first:
        script = re.search(r'src="\.(/static/js/index[^"]+)"', first.read().decode())
    assert script is not None
    for path in ("/", script[1], "/_stcore/health", "/_stcore/host-config", "/leave", "/i.js"):
        assert ask(proxied, path, **public).status == 200, path
    assert ask(proxied, "/set-up", **public).status == 403
    link = re.search(r"https://audit.example.org/set-up#([0-9a-f]{32})", proxied.log_file.read_text("utf-8"))
    assert link is not None
    form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": "https://audit.example.org"}
    taken = ask(proxied, "/set-up", "POST", urlencode({"key": link[1]}), **form, **public)
    cookie = (taken.getheader("set-cookie") or "").partition(";")[0]
    assert (taken.status, ask(proxied, "/set-up", Cookie=cookie, **public).status) == (303, 200)
    assert opened(proxied, Origin="https://audit.example.org", **public) == 101
    assert opened(proxied, Origin="http://audit.example.org", **public) == 403
    assert opened(proxied, Origin=proxied.address, **public) == 403
    assert ask(proxied, "/_stcore/health").status == 200  # whoever looks after the machine


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as a proxy would reach it."""
    log = tmp_path_factory.mktemp("proxied") / "log"
    with served(log, AUDIT_PUBLIC_URL="https://audit.example.org") as running:
        yield running


def test_a_public_address_that_is_none_stops_the_app_with_a_sentence(tmp_path: Path):
    with pytest.raises(RuntimeError) as stopped, served(tmp_path / "log", AUDIT_PUBLIC_URL="audit.example.org"):
        pass
    assert "AUDIT_PUBLIC_URL" in str(stopped.value)
    assert "Traceback" not in str(stopped.value)


@pytest.mark.parametrize("path", VIEWS)
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
    # Streamlit tries where the app's root might be, and its forms are none to a browser
    known = re.compile(rf"error: .* 404 .*{path}/_stcore/(health|host-config)|verbose: \[DOM\] Password field is not")
    assert [line for line in said if not known.match(line)] == []


def test_no_menu_of_streamlit(page: Page, address: str):
    open_view(page, address)
    for name in ("stMainMenu", "stAppDeployButton", "stToolbarActions"):
        expect(page.get_by_test_id(name)).to_have_count(0)


def post(server: Server, path: str, cookie: str = "", **form: str) -> http.client.HTTPResponse:
    """Send a form as a page of ours does; the answer's head."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    connection.request("POST", path, urlencode(form), {"Origin": server.address, "Cookie": cookie})
    answer = connection.getresponse()
    connection.close()
    return answer


def test_a_device_that_signed_in_before_gets_in_while_two_others_guess(tmp_path: Path):
    with served(tmp_path / "log") as running:
        done = post(running, "/set-up", name="OCMW", kind="ocmw", region="", passphrase=PASSPHRASE, again=PASSPHRASE)
        given = [value.split(";")[0] for value in done.headers.get_all("Set-Cookie", [])]
        device = next(value for value in given if value.startswith("device="))
        enough = threading.Event()

        def guess() -> list[int]:
            answers = []
            while not enough.is_set():
                answers.append(post(running, "/sign-in", passphrase="een zin die niet klopt").status)
            return answers

        with ThreadPoolExecutor(2) as pool:
            guesses = [pool.submit(guess) for _client in range(2)]
            try:
                signed_in = [post(running, "/sign-in", device, passphrase=PASSPHRASE).status for _time in range(40)]
            finally:
                enough.set()
        assert signed_in == [303] * 40
        assert all(set(guesser.result()) == {422} for guesser in guesses)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same app, with two views that fail."""
    root = tmp_path_factory.mktemp("broken app")  # with a space, as in many a home folder
    for name in ("audit", "questionnaires", ".streamlit"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", root)
    views = root / "audit" / "views"
    (views / "results" / "page.py").write_text(f"answer = {PERSON!r}\nraise ValueError(answer)\n")
    (views / "about" / "method.py").write_text(
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
    assert "results/page.py:2" in broken.log
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
        assert ask(running, "/", Accept_Language="eo").headers["Content-Language"] == "en"
        assert ask(running, "/", Accept_Language="nl").headers["Content-Language"] == "nl"

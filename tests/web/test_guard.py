"""The guard by itself: which host and origin pass, which are refused, and what is passed on."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.storage.secret import Secret
from audit.web.cookies import CODE, MORE, SENT, SESSION
from audit.web.guard import GuardMiddleware, public_origin

HERE = "http://localhost:8501"
PUBLIC = "https://audit.example.org"
Sent = tuple[int, str, dict[str, str] | None]


def guarded(
    *headers: tuple[str, str],
    kind: str = "http",
    scheme: str = "http",
    port: int | None = 8501,
    public: str = "",
    method: str = "GET",
) -> Sent:
    """What becomes of one request: status, sentence, and the headers that the app behind the guard got, if it did.
    A websocket that is closed before it opened counts as 403."""
    passed: list[dict[str, str]] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        passed.append({name.decode(): value.decode("latin-1") for name, value in scope["headers"]})
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    server = None if port is None else ("127.0.0.1", port)
    scope = {"type": kind, "scheme": scheme, "server": server, "path": "/", "method": method, "headers": raw}
    guard = GuardMiddleware(app, public_origin(public), "en")
    with pytest.raises(StopIteration):  # nothing here really waits, so no loop is needed
        guard(scope, None, send).send(None)  # type: ignore[arg-type]
    status = 403 if sent[0]["type"] == "websocket.close" else sent[0]["status"]
    said = b"".join(message.get("body", b"") for message in sent).decode()
    return status, said, passed[0] if passed else None


@pytest.mark.parametrize(
    "host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LocalHost:8501", "localhost.:8501", "localhost:08501"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_this_machine_is_let_in_at_the_port_that_is_served(host: str, method: str):
    assert guarded(("host", host), method=method)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8502",
        "localhost:80",
        "elsewhere.example:8501",
        "localhost.elsewhere.example:8501",
        "127.0.0.1.elsewhere.example:8501",
        "127.0.0.2:8501",
        "0.0.0.0:8501",
        "user@localhost:8501",
        "localhost:8501@elsewhere.example",
        "localhost:8501/x",
        "localhost:8501, elsewhere.example",
        "localhost..:8501",
        "localhost:",
        "::1:8501",
        "[::1]8501",
        "",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_an_address_that_is_not_ours_is_refused(host: str, kind: str):
    status, _said, passed = guarded(("host", host), kind=kind, scheme="http" if kind == "http" else "ws")
    assert (status, passed) == (421 if kind == "http" else 403, None)


def test_no_host_or_two_are_refused():
    assert guarded()[0] == 421
    assert guarded(("host", "localhost:8501"), ("host", "localhost:8501"))[0] == 421


def test_a_default_port_goes_without_saying():
    assert guarded(("host", "localhost"), port=80)[0] == 200
    assert guarded(("host", "localhost:443"), ("origin", "https://localhost"), port=443, scheme="https")[0] == 200
    assert guarded(("host", "localhost"), port=443)[0] == 421
    assert guarded(("host", "localhost"), port=None)[0] == 421  # a socket of unix has no port


FOREIGN = [
    "https://elsewhere.example",
    "http://localhost:9999",
    "http://localhost",
    "https://localhost:8501",
    "http://127.0.0.1:8501",  # another origin than the one asked, for a browser too
    "http://localhost:8501.elsewhere.example",
    "http://elsewhere.example/localhost:8501",
    "localhost:8501",
    "null",
    "",
    "chrome-extension://abcdef",
]


@pytest.mark.parametrize("asking", FOREIGN)
@pytest.mark.parametrize(("kind", "scheme"), [("http", "http"), ("websocket", "ws")])
def test_a_page_of_another_site_is_refused(asking: str, kind: str, scheme: str):
    status, _said, passed = guarded(("host", "localhost:8501"), ("origin", asking), kind=kind, scheme=scheme)
    assert (status, passed) == (403, None)


def test_two_origins_are_refused():
    assert guarded(("host", "localhost:8501"), ("origin", HERE), ("origin", HERE))[0] == 403


@pytest.mark.parametrize(("kind", "scheme"), [("http", "http"), ("websocket", "ws")])
def test_a_page_of_ours_and_no_page_are_let_in(kind: str, scheme: str):
    assert guarded(("host", "localhost:8501"), ("origin", HERE), kind=kind, scheme=scheme)[0] == 200
    assert guarded(("host", "localhost:8501"), kind=kind, scheme=scheme)[0] == 200


@pytest.mark.parametrize(("site", "status"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403)])
def test_a_form_that_tells_no_origin_is_judged_by_what_the_browser_says(site: str, status: int):
    """The pages of Streamlit tell nobody their address, so their forms are sent with `Origin: null`."""
    headers = [("host", "localhost:8501"), ("origin", "null"), ("sec-fetch-site", site)]
    told, _said, passed = guarded(*headers, method="POST")
    assert told == status
    assert passed is None or passed["origin"] == HERE
    assert guarded(*headers, kind="websocket", scheme="ws")[0] == 403


def test_what_is_behind_the_guard_sees_one_spelling():
    """Streamlit compares letter by letter, and asks the internet when that differs."""
    _status, _said, passed = guarded(("host", "LOCALHOST.:8501"), ("origin", "HTTP://LocalHost:8501"), ("x", "Y"))
    assert passed == {"host": "localhost:8501", "origin": HERE, "x": "Y"}


@pytest.mark.parametrize("scheme", ["http", "https", "ws", "wss"])  # a proxy may tell us the scheme, or not
@pytest.mark.parametrize("host", ["audit.example.org", "audit.example.org:443", "Audit.Example.org."])
@pytest.mark.parametrize("public", [PUBLIC, PUBLIC + ":443/", PUBLIC.upper() + "/kracht/"])
def test_the_public_address_is_let_in_with_its_own_origin_only(scheme: str, host: str, public: str):
    def told(*headers: tuple[str, str]) -> int:
        kind = "websocket" if scheme.startswith("ws") else "http"
        return guarded(("host", host), *headers, kind=kind, scheme=scheme, public=public)[0]

    assert told() == told(("origin", PUBLIC)) == 200
    assert told(("origin", "http://audit.example.org")) == 403
    assert told(("origin", HERE)) == 403


def test_with_a_public_address_this_machine_still_reaches_itself():
    assert guarded(("host", "localhost:8501"), public=PUBLIC)[0] == 200
    assert guarded(("host", "localhost:8501"), ("origin", PUBLIC), public=PUBLIC)[0] == 403
    assert guarded(("host", "audit.example.org:8501"), public=PUBLIC)[0] == 421
    assert guarded(("host", "audit.example.org"))[0] == 421


@pytest.mark.parametrize(
    ("public", "host"),
    [
        ("http://[2001:db8::1]:8080", "[2001:db8::1]:8080"),
        ("https://krächt.example", "xn--krcht-hra.example"),
        ("http://intranet:8501", "intranet:8501"),
    ],
)
def test_a_public_address_is_anything_a_browser_can_open(public: str, host: str):
    assert guarded(("host", host), public=public)[0] == 200


@pytest.mark.parametrize("public", ["audit.example.org", "ftp://x.example", "https://", "http://x:99999", "http://[x"])
def test_a_public_address_that_is_none_is_told(public: str):
    with pytest.raises(AuditError) as refused:
        public_origin(public)
    assert refused.value.code == "bad_setting"
    assert "AUDIT_PUBLIC_URL" in refused.value.sentence


def cookies() -> str:
    """The largest set of cookies that we ever give a browser, with those of Streamlit."""
    secret = Secret(secrets.token_bytes(32))
    team = f"{'a' * 80}/{'b' * 80}-10"
    given = {
        "lang": "nl",
        CODE: secret.seal(CODE, json.dumps([secrets.token_hex(8), team, "K7QF2M9XH4TD"])),
        "problem": secret.seal("problem", json.dumps(["\N{BICYCLE}" * 100, "x" * 300])),
        SESSION: secrets.token_urlsafe(32),
        "device": secret.seal("device", secrets.token_urlsafe(18) + "." + "0" * 16),
        "tries": secrets.token_urlsafe(9),
        SENT: "1",
        MORE: "1",
        "_streamlit_xsrf": f"2|{'0' * 8}|{'0' * 32}|1790000000",
    }
    return "; ".join(f"{name}={value}" for name, value in given.items())


TOO_MUCH = [
    ('lang="' + "\\" * 60_000 + '"',),
    ('lang="' + "\\" * 17 + '"',),
    ("\\" * 9, "\\" * 8),
    ("x" * 4_097,),
    ("x" * 2_049, "x" * 2_048),
]


@pytest.mark.parametrize("given", TOO_MUCH, ids=len)
def test_more_cookies_than_are_ever_ours_are_refused_before_they_are_read(given: tuple[str, ...]):
    """Python's reading of a quoted cookie takes the square of the time for twice the backslashes."""
    headers = [("host", "localhost:8501"), *(("cookie", value) for value in given)]
    status, said, passed = guarded(*headers)
    assert (status, passed) == (431, None)
    assert "cookies" in said
    assert guarded(*headers, kind="websocket", scheme="ws")[::2] == (403, None)


def test_all_cookies_of_ours_together_are_let_in():
    assert guarded(("host", "localhost:8501"), ("cookie", cookies()))[0] == 200
    assert guarded(("host", "localhost:8501"), ("cookie", cookies()), kind="websocket", scheme="ws")[0] == 200


def test_a_refusal_is_a_sentence_in_the_language_of_the_visitor():
    assert "is not served at this address" in guarded(("host", "x"))[1]
    assert "niet op dit adres" in guarded(("host", "x"), ("accept-language", "nl-BE"))[1]
    foreign = (("host", "localhost:8501"), ("origin", "http://x.example"))
    assert "another site" in guarded(*foreign)[1]
    assert "andere website" in guarded(*foreign, ("accept-language", "nl"))[1]


@given(st.text(st.characters(max_codepoint=255)), st.text(st.characters(max_codepoint=255)))
def test_nothing_a_browser_sends_breaks_the_guard(host: str, asking: str):
    assert guarded(("host", host))[0] in (200, 421)
    assert guarded(("host", "localhost:8501"), ("origin", asking))[0] in (200, 403)

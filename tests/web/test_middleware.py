"""The middleware by itself: which language somebody gets, and the page made of Streamlit's."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.file_util import get_static_dir

from audit.views.kit.text import plain
from audit.web import mishaps, page
from audit.web.headers import HeadersMiddleware
from audit.web.language import LanguageMiddleware, choose

SERVED = Path(get_static_dir())
INDEX = (SERVED / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "language"),
    [
        ("en", "nl", "nl", "en"),  # what the address says goes first
        (None, "en", "nl", "en"),  # then what was chosen before
        ("eo", "en", "nl", "en"),  # a language we do not speak says nothing
        (None, "eo", "en-GB", "en"),
        (None, None, "nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        (None, None, "en;q=0.5, nl;q=0.9", "nl"),  # the weight counts, not the place
        (None, None, "eo-BE, eo;q=0.9, en;q=0.1", "en"),
        (None, None, "en;q=0", "nl"),  # "anything but English"
        (None, None, "EN-us", "en"),
        (None, None, "eo", "nl"),
        (None, None, "*", "nl"),
        (None, None, ";;q=,=;en;q=much", "nl"),
        (None, None, "", "nl"),
        (None, None, None, "nl"),
    ],
)
def test_the_language_somebody_gets(query: str | None, cookie: str | None, accept: str | None, language: str):
    assert choose(query=query, cookie=cookie, accept=accept, default="nl") == language


@given(st.text(), st.text(), st.text())
def test_nothing_a_browser_sends_breaks_the_choice(query: str, cookie: str, accept: str):
    assert choose(query=query, cookie=cookie, accept=accept, default="nl") in ("nl", "en")


def test_the_page_is_in_the_language():
    made = page.pages(INDEX, {"": "", "/results": "<link>"})
    assert b"<link></head>" in made["nl", "/results"]
    pages = {language: content.decode() for (language, path), content in made.items() if not path}
    assert set(pages) == {"nl", "en"}
    for language, content in pages.items():
        assert f'<html lang="{language}">' in content
        assert "<title>Krachtspiegel</title>" in content
        assert "_stcore/agent" not in content
        assert "favicon.png" not in content
        assert 'src="./static/js/index.' in content
    assert "Krachtspiegel heeft JavaScript nodig" in pages["nl"]
    assert "Krachtspiegel needs JavaScript" in pages["en"]


def test_another_page_of_streamlit_is_noticed():
    with pytest.raises(ValueError, match="html lang"):
        page.pages(INDEX.replace('<html lang="en">', "<html>"), {"": ""})


def test_scripts_in_the_page_are_named_by_their_hash():
    assert page.script_hashes(INDEX) == ("'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='",)
    assert page.script_hashes("<script>a</script><script src='x'></script>") == (
        "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='",
    )


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run what never really waits. (A browser test before this one may have left a loop running in this thread.)"""
    with pytest.raises(StopIteration):
        work.send(None)


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_what_is_no_page_passes_untouched(kind: str):
    reached: list[Any] = []

    async def app(*arguments: Any) -> None:
        reached.append(arguments)

    scope, receive, send = {"type": kind, "path": "/_stcore/metrics"}, object(), object()
    chain: Any = HeadersMiddleware(LanguageMiddleware(app, {}, "nl"), ())
    finish(chain(scope, receive, send))
    assert reached == [(scope, receive, send)]


def answer(
    chunks: list[bytes],
    headers: dict[str, str],
    *,
    status: int = 200,
    method: str = "GET",
    cookie: str = "",
    query: str = "lang=en",
):
    """What the language middleware makes of an answer in pieces: status, headers and body."""
    sent: list[dict[str, Any]] = []
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for number, chunk in enumerate(chunks, 1):
            await send({"type": "http.response.body", "body": chunk, "more_body": number < len(chunks)})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "path": "/",
        "method": method,
        "scheme": "https",
        "query_string": query.encode(),
        "headers": [(b"cookie", cookie.encode("latin-1"))],
    }
    finish(LanguageMiddleware(app, {("nl", ""): b"<nl>", ("en", ""): b"<en>"}, "nl")(scope, None, send))  # type: ignore[arg-type]
    told = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], told, b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize(
    ("cookie", "language"),
    [
        ("lang=en", "en"),
        ("a=b; lang=en; c", "en"),
        ("a=b;lang = en ", "en"),
        ("lang=eo", "nl"),
        ("language=en", "nl"),
        ('lang="\\145n"', "nl"),  # quotes and backslashes are not read: we never write them
        ("", "nl"),
    ],
)
def test_the_language_chosen_before_is_read_from_the_cookie(cookie: str, language: str):
    assert answer([b""], {"content-type": "text/html"}, cookie=cookie, query="")[2] == f"<{language}>".encode()


def test_a_page_in_pieces_becomes_ours_once():
    _status, headers, body = answer([b"one", b"two", b""], {"content-type": "text/html", "etag": "x"})
    assert body == b"<en>"
    assert ("content-length", "4") in headers
    assert "etag" not in dict(headers)
    assert ("set-cookie", "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure") in headers


def test_a_head_has_no_body():
    assert answer([b""], {"content-type": "text/html"}, method="HEAD")[2] == b""


@pytest.mark.parametrize(
    ("headers", "status"), [({"content-type": "text/javascript"}, 200), ({"content-type": "text/html"}, 404), ({}, 304)]
)
def test_what_is_not_the_page_is_left_alone(headers: dict[str, str], status: int):
    assert answer([b"one", b"two"], headers, status=status) == (status, list(headers.items()), b"onetwo")


@given(st.text(st.characters(max_codepoint=255)))
def test_no_cookie_breaks_the_page(cookie: str):
    assert answer([b""], {"content-type": "text/html"}, cookie=cookie)[2] == b"<en>"


def test_a_mishap_is_told_without_its_values(caplog: pytest.LogCaptureFixture):
    def answers(value: str) -> None:
        raise ValueError(value)

    with pytest.raises(ValueError, match="Fatima") as raised:
        answers("Fatima answered 2")
    mishaps.report(raised.value, "A1B2C3")
    assert "Error A1B2C3: ValueError at " in caplog.text
    assert Path(__file__).name in caplog.text
    assert "Fatima" not in caplog.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Team *Noord*", r"Team \*Noord\*"),
        ("![](http://x/p.png)", "\\!\\[\\]\\(http\\:\u2060//x/p\\.png\\)"),  # else it becomes a link by itself
        ("WWW.elders.be", "WWW\u2060\\.elders\\.be"),
        ("$x$ :red[a]", r"\$x\$ \:red\[a\]"),
    ],
)
def test_what_people_typed_is_shown_as_they_typed_it(typed: str, shown: str):
    assert plain(typed) == shown

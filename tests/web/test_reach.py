"""Asking the own address: only an app that can answer this process's number passes, and nobody else is ever asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from audit import settings
from audit.web import reach
from tests.helpers.serving import free_port

NUMBER = "0123456789abcdef" * 2


@contextmanager
def answering(status: int, body: str = "", **headers: str) -> Iterator[tuple[str, list[str]]]:
    """A site that answers everything with this; its address, and what it was asked."""
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((body or reach._answer(self.path.rpartition("/")[2])).encode())

        def log_message(self, *_what: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}", asked
        site.shutdown()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch):
    def asking(address: str) -> str:
        monkeypatch.setattr(settings, "read", lambda: SimpleNamespace(public_url=address))
        return reach.ask().answer

    yield asking
    reach._last.clear()


def test_no_address_was_set(ask):
    assert ask("") == "unset"


def test_this_app_answers_below_its_path_too(ask):
    with answering(200) as (address, asked):
        assert ask(f"{address}/audit/") == "answers"
    assert [path.rpartition("/")[0] for path in asked] == ["/audit/here"]


def test_another_site_does_not_pass_for_this_app(ask):
    with answering(200, "f" * 64) as (address, _asked):
        assert ask(address) == "other"


def test_nobody_is_there(ask):
    assert ask(f"http://localhost:{free_port()}") == "silent"


def test_something_that_speaks_no_tls_is_silent(ask):
    with answering(200) as (address, asked):
        assert ask(address.replace("http:", "https:")) == "silent"
    assert asked == []


def test_a_redirect_and_a_proxy_of_the_environment_are_not_followed(ask, monkeypatch: pytest.MonkeyPatch):
    with answering(200) as (elsewhere, asked), answering(302, " ", Location=elsewhere) as (address, _own):
        monkeypatch.setenv("http_proxy", elsewhere)
        assert ask(address) == "other"
    assert asked == []


def test_what_came_of_asking_is_kept_for_a_while(ask):
    with answering(200) as (address, asked):
        ask(address)
        assert reach.known().answer == "answers"
    assert len(asked) == 1


@pytest.mark.parametrize("number", [NUMBER[1:], NUMBER + "0", "g" * 32, NUMBER.upper()])
def test_only_a_number_of_ours_is_answered(number: str):
    def told(number: str) -> tuple[int, bytes]:
        response = reach.here(Request({"type": "http", "path_params": {"number": number}}))
        return response.status_code, response.body

    assert told(NUMBER) == (200, reach._answer(NUMBER).encode())
    assert told(number) == (404, b"")

"""Asking a plain page for something, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from audit.web.routes import ROUTES

APP = Starlette(routes=ROUTES)
HERE = {"host": "here.example", "origin": "http://here.example"}


@dataclass
class Answer:
    """What a page answered."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def cookie(self, name: str) -> str:
        return next((value for key, value in self.headers if key == "set-cookie" and value.startswith(f"{name}=")), "")


def ask(
    path: str, form: dict[str, str] | None = None, *, scheme: str = "http", language: str = "en", **headers: str
) -> Answer:
    """One request to a page; with a form it is posted, from a page of our own unless the headers say otherwise."""
    path, _mark, query = path.partition("?")
    sent = {**HERE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": "GET" if form is None else "POST",
        "path": path,
        "scheme": scheme,
        "query_string": query.encode(),
        "server": ("here.example", 80),
        "language": language,
        "headers": [(name.encode(), value.encode()) for name, value in sent.items() if value],
    }
    got: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": urlencode(form or {}).encode()}

    async def send(message: Any) -> None:
        got.append(message)

    apart(lambda: APP(scope, receive, send))
    raw = [(name.decode(), value.decode()) for name, value in got[0]["headers"]]
    return Answer(got[0]["status"], raw, b"".join(one.get("body", b"") for one in got[1:]).decode())


def apart(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it in a thread of its own: in this one, the browser of other tests may have left a loop running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()

"""Addresses that lead nowhere: a page of our own with the way on, in the place of Streamlit's, which would stay white.

Streamlit answers its page at every address, and that page finds its scripts only at addresses of one part.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audit.collect import codes
from audit.views import navigation
from audit.web.language import is_streamlits
from audit.web.leaf import leaf, speak

_CODE: Final = "/i"


class StrayMiddleware:
    """Answer for Streamlit where its page would be at an address that is no view; `addresses` are those of our plain
    pages, which have an answer of their own."""

    def __init__(self, app: ASGIApp, addresses: Set[str]) -> None:
        self.app = app
        self.known = {*addresses, *(f"/{view.address}" for view in navigation.views())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.known:
            await self.app(scope, receive, send)
            return
        astray = False

        async def send_ours(message: Message) -> None:
            nonlocal astray
            if message["type"] == "http.response.start":
                astray = message["status"] == 200 and is_streamlits(message)
            if not astray:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body", False):
                await self._answer(Request(scope))(scope, receive, send)

        await self.app(scope, receive, send_ours)

    def _answer(self, request: Request) -> Response:
        """The way on: to the address that was meant, to the page for a code with the code, or what is possible."""
        path = request.scope["path"]
        meant = "/" + path.strip("/").lower()
        if meant in self.known:
            return RedirectResponse(meant, 307)
        code = path.strip("/")[2:] if meant.startswith(f"{_CODE}/") else path.strip("/")
        if code != path.strip("/") or _is_code(code):
            return RedirectResponse(f"{_CODE}#{quote(code)}", 303)  # behind the #, where no log sees it again
        speak(request)
        return leaf(request, "nowhere", status=404)


def _is_code(text: str) -> bool:
    try:
        codes.read(text)
    except codes.Mistyped:
        return False
    return True

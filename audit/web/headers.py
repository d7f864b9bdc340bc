"""The headers that keep the page to itself, and the addresses of Streamlit that are nobody's business."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CLOSED: Final = re.compile(r"/_stcore/(metrics|agent)(/|$)")  # figures of the server; a way in for programs
_UNLESS_SAID: Final = {"referrer-policy": "no-referrer"}  # a page with a form lets the form say where it came from
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def policy(script_hashes: tuple[str, ...]) -> str:
    """The content security policy: everything from here and nowhere else, and nobody may frame us.

    Streamlit styles its elements from scripts, hence the inline styles; the scripts inside its page are named by hash.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class HeadersMiddleware:
    """Add the security headers to every response; answer 404 where nobody has to be."""

    def __init__(self, app: ASGIApp, script_hashes: tuple[str, ...]) -> None:
        self.app = app
        self.headers = {**_ALWAYS, "content-security-policy": policy(script_hashes)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                for name, value in _UNLESS_SAID.items():
                    headers.setdefault(name, value)
            await send(message)

        closed = _CLOSED.search(scope["path"]) is not None
        await (PlainTextResponse("Not found", 404) if closed else self.app)(scope, receive, send_safely)

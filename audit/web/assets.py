"""Streamlit's own scripts and styles: sent packed, and packed once.

Streamlit leaves that to a proxy and opens a file for each of the hundred that a first visit asks for, in the process
that draws the page meanwhile.
"""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
_HEADERS: Final = {
    "content-encoding": "gzip",
    "vary": "accept-encoding",
    "cache-control": "public, immutable, max-age=31536000",  # a changed file has another name
}


class AssetsMiddleware:
    """Answer for the scripts and styles in `static`, the folder that Streamlit serves; all else goes on to it, and so
    does a browser that takes nothing packed."""

    def __init__(self, app: ASGIApp, static: Path) -> None:
        self.app = app
        folder = static / "static"
        files = (file for file in folder.glob("*/*") if file.suffix in _TYPES)
        self.files = {f"/static/{file.relative_to(folder).as_posix()}": file for file in files}
        self.packed: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in self.files or scope["method"] != "GET" or not _packed(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.packed:
            self.packed[path] = await asyncio.to_thread(_response, self.files[path])
        await self.packed[path](scope, receive, send)


def _packed(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _response(file: Path) -> Response:
    return Response(gzip.compress(file.read_bytes()), media_type=_TYPES[file.suffix], headers=_HEADERS)

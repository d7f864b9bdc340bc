"""The addresses of the plain pages."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from audit.web import accounts, entering, entry, link, reach, reader
from audit.web.page import SCRIPTS, STATIC

_SCRIPTS: Final = {name: (STATIC / name).read_text("utf-8") for name in (*SCRIPTS, "entry.js")}


def script(request: Request) -> Response:
    """A script of ours."""
    name = request.url.path.rpartition("/")[2]
    return Response(_SCRIPTS[name], media_type="text/javascript", headers={"cache-control": "no-cache"})


def language(request: Request) -> Response:
    """`/language?lang=…`: nothing but the cookie that the middleware adds for a language that was asked for."""
    spoken = request.scope.get("language", "")
    return Response(status_code=204, headers={"content-language": spoken, "cache-control": "no-store"})


def hung_up(_request: Request, _error: Exception) -> Response:
    """For who left while sending a form. Nobody reads this answer, and nothing went wrong that a log has to tell."""
    return Response(status_code=400)


ROUTES: Final = [
    Route("/i", entering.code, methods=["GET", "POST"]),
    Route("/i.js", entering.script),
    Route("/link", link.link, methods=["GET", "POST"]),
    Route("/entry", entry.entry, methods=["GET", "POST"]),
    Route("/sent.svg", entering.sent),
    Route("/leave", entering.leave, methods=["GET", "POST"]),
    Route("/sign-in", accounts.sign_in, methods=["GET", "POST"]),
    Route("/sign-out", accounts.sign_out, methods=["POST"]),
    Route("/passphrase", accounts.passphrase, methods=["GET", "POST"]),
    Route("/recovery-code", accounts.recovery_code),
    Route("/recover", accounts.recover, methods=["GET", "POST"]),
    Route("/reader-key", reader.key, methods=["GET", "POST"]),
    Route("/set-up", accounts.set_up, methods=["GET", "POST"]),
    *(Route(f"/{name}", script) for name in _SCRIPTS),
    Route("/language", language),
    Route("/here/{number}", reach.here),
]
HANDLERS: Final[dict[Any, Any]] = {ClientDisconnect: hung_up}

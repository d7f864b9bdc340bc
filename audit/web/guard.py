"""First in line: refuse what does not come to an address of ours, comes from a page of another site, or brings more
cookies than we ever give.

Streamlit decides about a foreign `Origin` only after asking a service on the internet for its own address, and takes a
page on another port of this machine for one of its own; and reading a quoted cookie (`http.cookies`) takes time with
the square of its backslashes, while everybody waits. What is refused here never reaches it.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from audit import texts
from audit.errors import AuditError
from audit.texts import _
from audit.web.language import choose

_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_PORTS: Final = {"http": "80", "https": "443"}  # ports that go without saying
_PLAIN: Final = {"ws": "http", "wss": "https"}
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::0*([0-9]{1,5}))?")
_WRONG_HOST: Final = 421  # misdirected request
_WRONG_ORIGIN: Final = 403
_TOO_MUCH: Final = 431  # request header fields too large
_MOST_COOKIES: Final = 4_096  # bytes
_MOST_BACKSLASHES: Final = 16  # we never write one


def origin(scheme: str, host: str) -> str | None:
    """The origin of a scheme and a `Host`, as a browser writes it; None when that is no host.

    >>> origin("https", "Example.org.:443"), origin("http", "[::1]:8501"), origin("http", "user@example.org")
    ('https://example.org', 'http://[::1]:8501', None)
    """
    matched = _HOST.fullmatch(host.lower())
    if matched is None:
        return None
    name, port = matched.groups()
    return f"{scheme}://{name}" + (f":{port}" if port not in (None, _PORTS.get(scheme)) else "")


def public_origin(public_url: str) -> str | None:
    """The origin of the address under which others reach the app; None when none was set.

    Raises:
        AuditError: it is no address (`bad_setting`).
    """
    if not public_url:
        return None
    try:
        address = urlsplit(public_url)
        name = (address.hostname or "").encode("ascii" if ":" in (address.hostname or "") else "idna").decode()
        host = (f"[{name}]" if ":" in name else name) + (f":{address.port}" if address.port else "")
    except ValueError:
        host = ""
    found = origin(address.scheme, host) if host and address.scheme in _PORTS else None
    if found is None:
        sentence = _("The setting {names} has a value that is not allowed. The README lists what it may be.")
        raise AuditError("bad_setting", sentence.format(names="AUDIT_PUBLIC_URL"))
    return found


class GuardMiddleware:
    """Pass on what is asked at an address of ours, by a page of ours or by no page at all.

    Addresses of ours are those of this machine itself, with the port that is served, and `public`, an origin. What is
    passed on has `Host` and `Origin` in the one spelling of `origin`, so that nothing behind this sees a difference. A
    websocket without `Origin` comes from no browser, thus with nobody's cookies, and is passed on.
    """

    def __init__(self, app: ASGIApp, public: str | None, default_language: str) -> None:
        self.app, self.public, self.default_language = app, public, default_language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        here = self._here(scope, hosts[0]) if len(hosts) == 1 else None
        if here is None or not _is_from(here, scope["type"], headers):
            await self._refuse(scope, receive, send, _WRONG_HOST if here is None else _WRONG_ORIGIN)
            return
        if _too_much(headers.getlist("cookie")):
            await self._refuse(scope, receive, send, _TOO_MUCH)
            return
        spelled = {b"host": here.partition("://")[2].encode(), b"origin": here.encode()}
        same = [(name, spelled.get(name, value)) for name, value in scope["headers"]]
        await self.app({**scope, "headers": same}, receive, send)

    def _here(self, scope: Scope, host: str) -> str | None:
        """The origin of ours at which this was asked; None when it is not ours."""
        if self.public is not None and origin(self.public.partition(":")[0], host) == self.public:
            return self.public
        scheme = str(_PLAIN.get(scope["scheme"], scope["scheme"]))
        port = (scope.get("server") or (None, None))[1]
        asked = origin(scheme, host)
        return asked if asked in {origin(scheme, f"{name}:{port}") for name in _LOOPBACK} else None

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        accept = Headers(scope=scope).get("accept-language")
        texts.use(choose(query=None, cookie=None, accept=accept, default=self.default_language))
        about = {
            "content-language": texts.language(),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        }
        await PlainTextResponse(_sentence(status) + "\n", status, about)(scope, receive, send)


def _is_from(here: str, kind: str, headers: Headers) -> bool:
    """Whether a page at this origin of ours asks, or no page. Our forms on a page that tells nobody its address say
    `null`; then the browser itself says where they come from."""
    asking = headers.getlist("origin")
    if not asking:
        return True
    if len(asking) > 1:
        return False
    if asking[0] == "null":
        return kind == "http" and headers.get("sec-fetch-site") == "same-origin"
    scheme, _colon, host = asking[0].partition("://")
    return origin(scheme.lower(), host) == here


def sent_from_here(headers: Headers) -> bool:
    """Whether a form that was passed on was sent by a page of ours: unlike a page that is asked for, it has to say so.
    Browsers say it themselves; over plain http they name the origin instead."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host")


def _too_much(cookies: list[str]) -> bool:
    """Whether these `Cookie` headers hold more than a browser ever got from us (at most 2.9 kB, no backslashes)."""
    return sum(map(len, cookies)) > _MOST_COOKIES or sum(held.count("\\") for held in cookies) > _MOST_BACKSLASHES


def _sentence(status: int) -> str:
    """What a refusal says."""
    if status == _WRONG_HOST:
        return _(
            "This site is not served at this address. Open it at the address that you were given; whoever hosts "
            "it sets that with AUDIT_PUBLIC_URL."
        )
    if status == _TOO_MUCH:
        return _("Your browser sends more cookies than this site reads. Delete the cookies of this site and try again.")
    return _("A page of another site asked for this. Open this site itself and try again.")

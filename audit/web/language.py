"""Which language a visitor gets, and the HTML page in that language.

Streamlit's page says `<html lang="en">` whatever the app speaks, which makes a screen reader pronounce Dutch as
English. The middleware sends our version of that page instead, for every address, before any script runs.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audit import texts
from audit.web.cookies import LANGUAGE

_YEAR: Final = 365 * 24 * 60 * 60  # seconds


def choose(*, query: str | None, cookie: str | None, accept: str | None, default: str) -> str:
    """The language of a visitor: asked for in the address, else chosen before, else the browser's, else ours.

    >>> choose(query=None, cookie=None, accept="eo, en-GB;q=0.8, nl;q=0.5", default="nl")
    'en'
    """
    for asked in (query, cookie):
        if asked in texts.LANGUAGES:
            return asked
    return _from_browser(accept or "") or default


def _from_browser(accept: str) -> str | None:
    """The language we speak that an `Accept-Language` header weighs most, the first of equals."""
    weights: dict[str, float] = {}
    for part in accept.split(","):
        tag, _semicolon, weight = part.partition(";")
        language = tag.strip().lower().split("-")[0]
        try:
            weights.setdefault(language, float(weight.strip().removeprefix("q=") or 1))
        except ValueError:
            continue
    ours = [language for language in weights if language in texts.LANGUAGES and weights[language] > 0]
    return max(ours, key=weights.__getitem__, default=None)


class LanguageMiddleware:
    """Send the page in the visitor's language, and remember a language that was asked for in the address.

    `pages` holds the whole HTML page per language and path, that of any other path at "" (`audit.web.page`).
    """

    def __init__(self, app: ASGIApp, pages: dict[tuple[str, str], bytes], default: str) -> None:
        self.app, self.pages, self.default = app, pages, default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
        language = choose(
            query=asked,
            cookie=_cookie(headers.get("cookie", "")),
            accept=headers.get("accept-language"),
            default=self.default,
        )
        remember = _set_cookie(asked, secure=scope["scheme"] == "https") if asked in texts.LANGUAGES else None
        scope["language"] = language  # for the pages of our own
        is_page, page = False, self.pages.get((language, scope["path"])) or self.pages.get((language, ""), b"")

        async def send_page(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = message["status"] == 200 and is_streamlits(message)
                if is_page:
                    message = _page_start(message, language, len(page))
                if remember is not None and "content-language" in Headers(raw=message["headers"]):
                    MutableHeaders(scope=message).append("set-cookie", remember)
            elif is_page and message["type"] == "http.response.body":
                if message.get("more_body", False):
                    return  # Streamlit's own page; ours goes out with its last piece
                body = b"" if scope["method"] == "HEAD" else page
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app(scope, receive, send_page)


def is_streamlits(message: Message) -> bool:
    """Whether this is the page of Streamlit: HTML that does not say its language, as the pages of our own do."""
    headers = Headers(raw=message["headers"])
    return headers.get("content-type", "").startswith("text/html") and "content-language" not in headers


def _page_start(message: Message, language: str, length: int) -> MutableMapping[str, Any]:
    """The start of the response with the headers of our page instead of those of Streamlit's."""
    headers = MutableHeaders(raw=list(message["headers"]))
    for name in ("content-encoding", "etag", "last-modified", "accept-ranges"):
        del headers[name]
    headers["content-length"] = str(length)
    headers["content-language"] = language
    headers["cache-control"] = "no-store"
    return {**message, "headers": headers.raw}


def _cookie(header: str) -> str | None:
    """The language in a `Cookie` header, as we write it: quotes are not read, which could take long."""
    pairs = (pair.partition("=") for pair in header.split(";"))
    return next((value.strip() for name, _equals, value in pairs if name.strip() == LANGUAGE), None)


def _set_cookie(language: str, *, secure: bool) -> str:
    """The cookie that remembers a language: it holds nothing else and no script can read it."""
    cookie = f"{LANGUAGE}={language}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"
    return cookie + "; Secure" if secure else cookie

"""A small page of its own in the look of the app, and what the forms on it send back."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit import settings, texts
from audit.texts import _
from audit.views import navigation
from audit.web.page import EMBLEM, STATIC

_STYLE: Final = (STATIC / "leaf.css").read_text("utf-8")
_LARGEST: Final = 8_000  # bytes of a form
_face: Final[list[str]] = []


def speak(request: Request) -> None:
    """Use the visitor's language, as the middleware chose it."""
    texts.use(request.scope.get("language", settings.read().default_language))


def leaf(request: Request, title: str, body: str, *, status: int = 200, script: str = "") -> HTMLResponse:
    """A page with a title and a body of safe HTML; `script` is the address of one of our own scripts."""
    language, e = texts.language(), html.escape
    others = " ".join(
        f'<a href="?{e(_asked(request, one))}" lang="{one}" hreflang="{one}">{texts.NAMES[one]}</a>'
        for one in texts.LANGUAGES
        if one != language
    )
    scripts = f'<script src="{e(script)}" defer></script>' if script else ""
    page = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
        f'<title>{e(title)} · Krachtspiegel</title><link rel="icon" href="{e(EMBLEM)}">'
        f"<style>{''.join(_face[-1:])}{_STYLE}</style>{scripts}</head><body>"
        f'<header><a class="name" href="./"><img src="{e(EMBLEM)}" alt="">Krachtspiegel</a>{others}</header>'
        f"<main><h1>{e(title)}</h1>{body}</main></body></html>"
    )
    headers = {"content-language": language, "cache-control": "no-store", "referrer-policy": "same-origin"}
    return HTMLResponse(page, status, headers)


def use_font(static: Path) -> None:
    """Take the typeface of the app from the folder that Streamlit serves; without it, that of the machine is used."""
    found = next(iter(sorted(static.glob("media/SourceSansVF-Upright*.woff2"))), None)
    if found is not None:
        address = f"./static/media/{found.name}"
        _face.append(f'@font-face{{font-family:"Source Sans";font-weight:200 900;src:url("{address}")}}')


def _asked(request: Request, language: str) -> str:
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return urlencode([*rest, ("lang", language)])


def paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def alert(sentence: str) -> str:
    """What went wrong, read out at once; nothing when nothing did."""
    lines = "<br>".join(html.escape(line) for line in sentence.splitlines())
    return f'<p class="alert" role="alert" id="problem">{lines}</p>' if sentence else ""


def again(problem: str) -> dict[str, str]:
    """What a field gets when the page comes back because something in it is wrong."""
    return {"autofocus": "", "aria_invalid": "true"} if problem else {}


def field(name: str, label: str, *, help: str = "", kind: str = "text", value: str = "", **attributes: str) -> str:
    """One field of a form with its label and help; a passphrase is never given back."""
    e = html.escape
    rest = "".join(f' {key.replace("_", "-")}="{e(text)}"' for key, text in attributes.items())
    told = f'<small id="{name}-help">{e(help)}</small>' if help else ""
    described = f' aria-describedby="{name}-help"' if help else ""
    shown = f' value="{e(value)}"' if value and kind != "password" else ""
    return (
        f'<label for="{name}">{e(label)}</label>{told}'
        f'<input id="{name}" name="{name}" type="{kind}" required{shown}{described}{rest}>'
    )


def choice(name: str, label: str, options: dict[str, str], chosen: str) -> str:
    """A list of which one is chosen; the values are ours, the labels are escaped."""
    e = html.escape
    listed = "".join(
        f'<option value="{e(value)}"{" selected" if value == chosen else ""}>{e(text)}</option>'
        for value, text in options.items()
    )
    return f'<label for="{name}">{e(label)}</label><select id="{name}" name="{name}">{listed}</select>'


def form(body: str, button: str, action: str = "") -> str:
    """A form that is posted to this page, or to another one of ours."""
    e = html.escape
    return f'<form method="post" action="{e(action)}">{body}<button>{e(button)}</button></form>'


def link(address: str, text: str) -> str:
    return f'<p><a href="{html.escape(address)}">{html.escape(text)}</a></p>'


async def posted(request: Request) -> dict[str, str]:
    """The fields of a form of ours.

    Raises:
        HTTPException: another site sent it (403), or it is larger than any form of ours (413).
    """
    if not _from_here(request):
        raise HTTPException(403, _("This form was sent from another site. Open the page here and try again."))
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise HTTPException(413, _("This is more than fits in this form."))
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _from_here(request: Request) -> bool:
    """Whether a page of ours sent this. Browsers say so themselves; over plain http they name the origin instead."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def keep(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Give the browser a cookie, until it closes or for some seconds, that no script reads and no other site sends."""
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="strict", secure=_secure(request), path="/"
    )


def drop(request: Request, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name, httponly=True, samesite="strict", secure=_secure(request), path="/")


def _secure(request: Request) -> bool:
    return request.url.scheme == "https" or settings.read().public_url.startswith("https:")


def way_on(wanted: str) -> str:
    """The view somebody asked for before signing in, or that of the rounds; never another site."""
    addresses = "|".join(view.address for view in navigation.views() if view.address)
    ours = re.fullmatch(rf"({addresses})(\?[A-Za-z0-9_=&%.~+-]{{1,300}})?", wanted)
    return wanted if ours else "rounds"

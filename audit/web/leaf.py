"""The plain pages: templates filled in the visitor's language, what their forms send back, and cookies.

Templates lie in `templates`, with their words as `_("…")`; what goes into them is escaped.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from audit import settings, texts
from audit.access import passphrase
from audit.texts import _
from audit.typed import NAME_LENGTH
from audit.views import navigation
from audit.web.guard import sent_from_here
from audit.web.page import EMBLEM, STATIC

_STYLE: Final = (STATIC / "leaf.css").read_text("utf-8")
_LARGEST: Final = 8_000  # bytes of a form
_LONGEST_QUERY: Final = 300
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.globals.update(_=_, NAME_LENGTH=NAME_LENGTH, PASSPHRASE_LENGTH=passphrase.LONGEST)
_face: Final[list[str]] = []


def speak(request: Request) -> None:
    """Use the visitor's language, as the middleware chose it."""
    texts.use(request.scope.get("language", settings.read().default_language))


def leaf(request: Request, template: str, *, problem: str = "", status: int = 200, **values: object) -> HTMLResponse:
    """The page of a template in the language in use; `problem` is what went wrong, which is read out at once."""
    language = texts.language()
    page = _TEMPLATES.get_template(f"{template}.html").render(
        language=language,
        others=[(code, name, _asked(request, code)) for code, name in texts.NAMES.items() if code != language],
        emblem=EMBLEM,
        style=Markup("".join(_face[-1:]) + _STYLE),  # noqa: S704  (ours, whole)
        problem=problem,
        **values,
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
    """The query of this page in another language."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return urlencode([*rest, ("lang", language)])


async def posted(request: Request, largest: int = _LARGEST) -> dict[str, str]:
    """The fields of a form of ours, which has at most so many bytes.

    Raises:
        HTTPException: another site sent it (403), or it is larger than any form of ours (413).
    """
    if not sent_from_here(request.headers):
        raise HTTPException(403, _("This form was sent from another site. Open the page here and try again."))
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413, _("This is more than fits in this form."))
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def onward(address: str) -> Response:
    """The answer to a form that was taken: on to a page that is read, so that a reload of it sends nothing again."""
    return RedirectResponse(address, 303)


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
    """The view that somebody asked for before signing in, or that of the rounds; never another site."""
    address, _mark, query = wanted.partition("?")
    ours = {view.address for view in navigation.views() if view.address and view.follows_sign_in}
    plain = len(query) <= _LONGEST_QUERY and re.fullmatch(r"[A-Za-z0-9_=&%.~+-]*", query)
    return wanted if address in ours and plain else "rounds"

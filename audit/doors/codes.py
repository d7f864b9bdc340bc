"""Coming in with a code, and leaving a device that others use."""

from __future__ import annotations

import asyncio
import secrets
import time
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audit import storage
from audit.collect import invitations
from audit.collect.limiter import Limiter
from audit.doors.leaf import again, alert, drop, field, form, keep, leaf, link, paragraph, posted, speak
from audit.errors import AuditError
from audit.texts import _
from audit.web.cookies import SENT

_TRIES: Final = "tries"
_SCRIPT: Final = (Path(__file__).parent / "code.js").read_text("utf-8")
_THANKS: Final = (Path(__file__).parents[1] / "web" / "emblem.svg").read_text("utf-8")
_limiter: Final = Limiter()


async def code(request: Request) -> Response:
    """`/i`: a code in the address behind the #, or typed; the way on is the view to answer in."""
    speak(request)
    if request.method != "POST":
        return _page(request)
    typed = (await posted(request)).get("code", "")[:100]
    try:
        store = await run_in_threadpool(storage.ours)
        ticket = await run_in_threadpool(invitations.enter, store, typed)
        sealed = invitations.seal(store, ticket)
    except AuditError as error:
        return await _refused(request, typed, error)
    response = RedirectResponse("answer", 303)
    keep(request, response, invitations.COOKIE, sealed)
    drop(request, response, SENT)
    return response


async def _refused(request: Request, typed: str, error: AuditError) -> Response:
    """The page again with what is wrong. Guessing gets slow; a code that is right never waits."""
    visitor = request.cookies.get(_TRIES) or secrets.token_urlsafe(9)
    if error.code == "code_unknown":
        await asyncio.sleep(_limiter.wrong(visitor, time.monotonic()))
    sentence = error.sentence
    if error.code == "round_closed":
        sentence = _("This round no longer takes answers.")
    response = _page(request, typed, sentence)
    keep(request, response, _TRIES, visitor)
    return response


def _page(request: Request, typed: str = "", problem: str = "") -> Response:
    body = field("code", _("Your code"), value=typed, help=_("It stands on your slip, for example K7QF-2M9X-H4TD-3. "
                 "Capitals, spaces and dashes do not matter."), autocomplete="off", autocapitalize="characters",
                 spellcheck="false", maxlength="60", **again(problem))  # fmt: skip
    return leaf(request, _("Fill in with your code"), alert(problem) + form(body, _("Go on"), "i")
                + paragraph(_("No code? Ask whoever gave out the slips in your organisation."))
                + link("./", _("To the first page")), status=422 if problem else 200, script="./i.js")  # fmt: skip


def script(_request: Request) -> Response:
    """`/i.js`: takes the code out of the address."""
    return Response(_SCRIPT, media_type="text/javascript", headers={"cache-control": "no-cache"})


async def leave(request: Request) -> Response:
    """`/leave`: forget on this device whose code it was. What was filled in stays, for whoever has the code."""
    speak(request)
    if request.method == "POST":
        await posted(request)
        response: Response = RedirectResponse("leave?done=1", 303)
        for name in (invitations.COOKIE, SENT, _TRIES):
            drop(request, response, name)
        return response
    if request.query_params.get("done"):
        return leaf(request, _("You have left"), paragraph(_("Nothing of your questionnaire is left on this device. "
                    "Did you not send yet? With your code you go on where you were, here or on another device."))
                    + link("i", _("Fill in with a code")))  # fmt: skip
    return leaf(
        request,
        _("Leave this device"),
        paragraph(
            _(
                "Do others use this device too? Then leave before you "
                "go. What you filled in is kept; with your code you go on later."
            )
        )
        + form("", _("Leave this device"), "leave")
        + link("answer", _("Back to the questionnaire")),
    )


def sent(request: Request) -> Response:
    """`/sent.svg`: the picture of the thank-you page. Asking for it from that page drops the code's cookie."""
    response = Response(_THANKS, media_type="image/svg+xml", headers={"cache-control": "no-store"})
    if request.headers.get("sec-fetch-site", "same-origin") == "same-origin":
        drop(request, response, invitations.COOKIE)
        keep(request, response, SENT, "1")
    return response

"""Coming in with a code, and leaving a device that others use."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import time
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from audit import storage
from audit.access import sessions
from audit.collect import codes, tickets
from audit.collect.limiter import Limiter
from audit.collect.sheet import KEPT_DAYS
from audit.errors import AuditError
from audit.storage import Store
from audit.texts import _
from audit.web.cookies import CODE, LINK, MORE, PROBLEM, SENT, SESSION, TRIES
from audit.web.leaf import drop, keep, leaf, onward, posted, speak
from audit.web.page import STATIC

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{12}")
_SHOWN_WITHIN: Final = 60  # seconds in which a browser comes back to be told what is wrong
_SCRIPT: Final = (STATIC / "code.js").read_text("utf-8")
_THANKS: Final = (STATIC / "emblem.svg").read_text("utf-8")
_limiter: Final = Limiter()
_log: Final = logging.getLogger("audit")


async def code(request: Request) -> Response:
    """`/i`: a code in the address behind the #, or typed; the way on is the view to answer in."""
    speak(request)
    try:
        store = await run_in_threadpool(storage.ours)
    except AuditError as error:
        return leaf(request, "refused", title=_("Fill in with your code"), problem=error.sentence, status=503)
    if request.method != "POST":
        typed, problem = told(store, request)
        return told_once(request, leaf(request, "code", typed=typed, problem=problem), problem)
    return await admitted(request, store, await posted(request), to="answer", back="i")


async def admitted(request: Request, store: Store, form: dict[str, str], *, to: str, back: str) -> Response:
    """On to the page `to`, with the code that was posted in a cookie; or `back` to its field, with what is wrong."""
    typed = codes.part_with_code(form.get("code", ""))[:100]
    try:
        ticket = await run_in_threadpool(tickets.enter, store, typed)
        signed_out = await run_in_threadpool(end_session, store, request.cookies.get(SESSION))
    except AuditError as error:
        return await _refused(store, request, typed, error, back)
    response = onward(f"{to}?signed=out" if signed_out else to)
    if CODE in request.cookies or SENT in request.cookies:
        keep(request, response, MORE, "1")
    keep(request, response, CODE, tickets.seal(store, ticket))
    for name in (SENT, PROBLEM, *([SESSION] if signed_out else [])):
        drop(request, response, name)
    return response


def end_session(store: Store, token: str | None) -> bool:
    """One device is of one person at a time: whoever answers on it, or looks at a link, must not be management too.
    Whether somebody was."""
    if not sessions.principal(store, token).is_signed_in:
        return False
    sessions.sign_out(store, token)
    return True


async def _refused(store: Store, request: Request, typed: str, error: AuditError, back: str) -> Response:
    """Back to the page, with what is wrong in a cookie: a browser can go back to a page that it asked for, not to one
    that was the answer to a form. Guessing gets slow; a code that is right never waits."""
    visitor = request.cookies.get(TRIES, "")
    if not _NAME.fullmatch(visitor):  # what somebody else made is not kept, whatever its length
        visitor = secrets.token_urlsafe(9)
    if error.code == "code_unknown":
        now = time.monotonic()
        wait = _limiter.wrong(visitor, now)
        counted = _limiter.report(now)
        if counted is not None:
            _log.warning("Wrong codes since the last line: %d", counted)
        await asyncio.sleep(wait)
    sealed = store.secret.seal(PROBLEM, json.dumps([typed, error.sentence]))
    response = onward(back)
    keep(request, response, PROBLEM, sealed, seconds=_SHOWN_WITHIN)
    keep(request, response, TRIES, visitor)
    return response


def told(store: Store, request: Request) -> tuple[str, str]:
    """What was typed and what is wrong with it, as `_refused` left them; empty for whoever comes here first."""
    plain = store.secret.unseal(PROBLEM, request.cookies.get(PROBLEM, ""))
    typed, problem = ("", "") if plain is None else json.loads(plain)
    return typed, problem


def told_once(request: Request, response: Response, problem: str) -> Response:
    """The page with a problem, if there is one, which is not told again."""
    if problem:
        drop(request, response, PROBLEM)
    return response


def _opens(request: Request) -> bool:
    """Whether the code in this browser still opens a questionnaire, so that it is not the one that was sent."""
    try:
        tickets.unseal(storage.ours(), request.cookies.get(CODE, ""))
    except AuditError:
        return False
    return True


def script(_request: Request) -> Response:
    """`/i.js`: takes the code out of the address."""
    return Response(_SCRIPT, media_type="text/javascript", headers={"cache-control": "no-cache"})


async def leave(request: Request) -> Response:
    """`/leave`: forget on this device whose code it was. What was filled in stays, for whoever has the code."""
    speak(request)
    if request.method == "POST":
        await posted(request)
        response = onward("leave?done=1")
        for name in (CODE, SENT, TRIES, PROBLEM, LINK):
            drop(request, response, name)
        keep(request, response, MORE, "1")
        return response
    return leaf(request, "left" if request.query_params.get("done") else "leave", n=KEPT_DAYS)


def sent(request: Request) -> Response:
    """`/sent.svg`: the picture of the thank-you page. Asking for it from that page drops the code's cookie, unless
    somebody else's code came in since, in another tab."""
    response = Response(_THANKS, media_type="image/svg+xml", headers={"cache-control": "no-store"})
    if request.headers.get("sec-fetch-site", "same-origin") == "same-origin" and not _opens(request):
        drop(request, response, CODE)
        keep(request, response, SENT, "1")
    return response

"""Coming in with a link for a team: what stands behind the # of its address becomes a cookie."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from audit import storage
from audit.access import links, sessions
from audit.errors import AuditError
from audit.principal import Principal
from audit.texts import _
from audit.web.cookies import CODE, LINK, SESSION
from audit.web.entering import end_session
from audit.web.leaf import drop, keep, leaf, onward, posted, speak

_LONGEST: Final = 100


async def link(request: Request) -> Response:
    """`/link`: a link, taken out of the address by a script and posted; the way on is what it opens. Where management
    is signed in, it asks first, as that ends."""
    speak(request)
    if request.method != "POST":
        return leaf(request, "link")
    form = await posted(request)
    token, session = form.get("code", "")[:_LONGEST], request.cookies.get(SESSION)
    try:
        store = await run_in_threadpool(storage.ours)
        who = await run_in_threadpool(links.principal, store, token)
        if not who.has_link:
            return leaf(request, "refused", title=_("This link does not work"), problem=gone(), status=403)
        if not form.get("sure") and (await run_in_threadpool(sessions.principal, store, session)).is_signed_in:
            return leaf(request, "link", asking=token)
        signed_out = await run_in_threadpool(end_session, store, session)
    except AuditError as error:
        return leaf(request, "refused", title=_("A link for a team"), problem=error.sentence, status=503)
    response = onward(_way_on(who, signed_out=signed_out))
    keep(request, response, LINK, token)
    for name in (CODE, *([SESSION] if signed_out else [])):
        drop(request, response, name)
    return response


def gone() -> str:
    """What to do with a link that opens nothing."""
    return _("This link does not work, or not any more. Ask whoever gave it to you for a new one.")


def _way_on(who: Principal, *, signed_out: bool) -> str:
    """What the link opens, where it is said too that management was signed out."""
    view = "meet?" if who.role == "meeting" else "results?"
    return view + urlencode({"unit": who.unit or "", **({"signed": "out"} if signed_out else {})})

"""The link with which the reader of what people write sets a key, once."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audit import storage
from audit.access import reader
from audit.errors import AuditError, InputError
from audit.texts import _
from audit.web.cookies import READER
from audit.web.leaf import keep, leaf, posted, speak

_KEPT = 400 * 24 * 60 * 60  # seconds


async def key(request: Request) -> Response:
    """`/reader-key`: the reader chooses a passphrase. Who opens the link after that is told that it was used, and so
    is management."""
    speak(request)
    if "ready" in request.query_params:
        return leaf(request, "reader_ready")
    token = request.query_params.get("key", "")
    try:
        store = await run_in_threadpool(storage.ours)
        await run_in_threadpool(reader.look, store, token)
        if request.method != "POST":
            return _page(request)
        told = await posted(request)
        if told.get("passphrase") != told.get("again"):
            return _page(request, _("The two passphrases are not the same. Type them again."))
        device = await run_in_threadpool(reader.set_key, store, token, told.get("passphrase", ""))
    except InputError as error:
        return _page(request, "\n".join(problem.sentence for problem in error.problems))
    except AuditError as error:
        if error.code in ("link_used", "no_link"):
            title = _("This link was used") if error.code == "link_used" else _("This link does not work")
            return leaf(request, "refused", title=title, problem=error.sentence, status=403)
        return _page(request, error.sentence)
    # to an address without the link: opening that again, in whatever way, would be told as somebody else's doing
    response = RedirectResponse("reader-key?ready=1", 303)
    keep(request, response, READER, store.secret.seal(READER, device), seconds=_KEPT)
    return response


def _page(request: Request, problem: str = "") -> Response:
    return leaf(request, "reader_key", problem=problem, status=422 if problem else 200)

"""The link with which the reader of what people write sets a key, once."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from audit import storage
from audit.access import reader
from audit.errors import AuditError, InputError
from audit.texts import _
from audit.web.leaf import leaf, posted, speak


async def key(request: Request) -> Response:
    """`/reader-key`: the reader chooses a passphrase. Who opens the link after that is told that it was used, and so
    is management."""
    speak(request)
    token = request.query_params.get("key", "")
    try:
        store = await run_in_threadpool(storage.ours)
        await run_in_threadpool(reader.look, store, token)
        if request.method != "POST":
            return _page(request)
        told = await posted(request)
        if told.get("passphrase") != told.get("again"):
            return _page(request, _("The two passphrases are not the same. Type them again."))
        await run_in_threadpool(reader.set_key, store, token, told.get("passphrase", ""))
    except InputError as error:
        return _page(request, "\n".join(problem.sentence for problem in error.problems))
    except AuditError as error:
        if error.code in ("link_used", "no_link"):
            title = _("This link was used") if error.code == "link_used" else _("This link does not work")
            return leaf(request, "refused", title=title, problem=error.sentence, status=403)
        return _page(request, error.sentence)
    return leaf(request, "reader_ready")


def _page(request: Request, problem: str = "") -> Response:
    return leaf(request, "reader_key", problem=problem, status=422 if problem else 200)

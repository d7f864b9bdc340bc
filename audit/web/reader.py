"""The link with which the reader of what people write sets a key, once."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from audit import storage
from audit.access import reader
from audit.errors import AuditError, InputError
from audit.storage import Store
from audit.texts import _, day
from audit.web import linked
from audit.web.cookies import KEY, READER
from audit.web.leaf import drop, keep, leaf, onward, posted, speak

_KEPT = 400 * 24 * 60 * 60  # seconds


async def key(request: Request) -> Response:
    """`/reader-key#…`: the reader chooses a passphrase. Who opens the link after that is told that it was used, and so
    is management."""
    speak(request)
    if "ready" in request.query_params:
        return leaf(request, "reader_ready")
    try:
        store = await run_in_threadpool(storage.ours)
        told = await posted(request) if request.method == "POST" else None
        if told and linked.is_key(told):
            return linked.taken(store, request, told)
        return await run_in_threadpool(_opened, request, store, told)
    except AuditError as error:
        return leaf(request, "refused", title=_title(error.code), problem=error.sentence, link=True, status=403)


def _opened(request: Request, store: Store, told: dict[str, str] | None) -> Response:
    """The page of the key that came with the link, or the answer to its form."""
    token = linked.key(store, request)
    if not token:
        return leaf(request, "reader_link")
    until = day(reader.look(store, token).last_day)
    if told is None:
        return leaf(request, "reader_key", until=until, problem="")
    try:
        if told.get("passphrase") != told.get("again"):
            raise AuditError("differ", _("The two passphrases are not the same. Type them again."))
        device = reader.set_key(store, token, told.get("passphrase", ""))
    except InputError as error:
        problem = "\n".join(found.sentence for found in error.problems)
        return leaf(request, "reader_key", until=until, problem=problem, status=422)
    except AuditError as error:
        if error.code in reader.NOT_OPENED:
            raise
        return leaf(request, "reader_key", until=until, problem=error.sentence, status=422)
    response = onward("reader-key?ready=1")
    keep(request, response, READER, store.secret.seal(READER, device), seconds=_KEPT)
    drop(request, response, KEY)  # with it, a look at this page would be told as somebody else's doing
    return response


def _title(code: str) -> str:
    return _("This link was used") if code == "link_used" else _("This link does not work")

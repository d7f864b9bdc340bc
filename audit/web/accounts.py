"""Signing in and out as management, and setting up an organisation where there is none yet."""

from __future__ import annotations

import secrets
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audit import settings, storage
from audit.access import sessions, setup, spare
from audit.errors import AuditError, InputError
from audit.files.roster import kind_label
from audit.organisation import KINDS
from audit.storage import Store
from audit.texts import _
from audit.web import linked
from audit.web.cookies import CODE, DEVICE, LINK, RECOVERY, SESSION
from audit.web.leaf import drop, keep, leaf, onward, posted, speak, way_on

_KEPT: Final = 400 * 24 * 60 * 60  # seconds, the longest that browsers keep a cookie
_COPIED_IN: Final = 10 * 60  # seconds


async def sign_in(request: Request) -> Response:
    """`/sign-in`: the passphrase of management; `to` in the address is the view somebody was on the way to."""
    speak(request)
    to = way_on(request.query_params.get("to", ""))
    try:
        store = await run_in_threadpool(storage.ours)
        if await run_in_threadpool(setup.is_empty, store):
            return RedirectResponse("set-up", 303)
        if request.method != "POST":
            return _sign_in_page(request)
        passphrase = (await posted(request)).get("passphrase", "")
        device = await run_in_threadpool(_device, request, store)
        token = await run_in_threadpool(sessions.sign_in, store, passphrase, device)
        response = await run_in_threadpool(_signed_in, request, store, token, onward(to))
    except AuditError as error:
        return _sign_in_page(request, error.sentence)
    return response


def _device(request: Request, store: Store) -> str | None:
    """The name of this browser, when somebody signed in here before with the passphrase as it is now."""
    plain = store.secret.unseal(DEVICE, request.cookies.get(DEVICE, ""))
    name, _dot, generation = (plain or "").rpartition(".")
    return name if name and generation == sessions.generation(store) else None


def _signed_in(request: Request, store: Store, token: str, response: Response) -> Response:
    """The response with the session's cookie, and that of a device that is known from now on."""
    keep(request, response, SESSION, token)
    name = _device(request, store) or secrets.token_urlsafe(18)
    sealed = store.secret.seal(DEVICE, f"{name}.{sessions.generation(store)}")
    keep(request, response, DEVICE, sealed, seconds=_KEPT)
    drop(request, response, LINK)
    drop(request, response, CODE)  # management must not be led into what somebody here was filling in
    return response


def _sign_in_page(request: Request, problem: str = "") -> Response:
    return leaf(request, "sign_in", problem=problem, status=422 if problem else 200)


async def sign_out(request: Request) -> Response:
    """`/sign-out`: end the session, here and on the server, and forget a link that was opened here."""
    speak(request)
    await posted(request)
    try:
        store = await run_in_threadpool(storage.ours)
        await run_in_threadpool(sessions.sign_out, store, request.cookies.get(SESSION, ""))
    except AuditError as error:
        return leaf(request, "refused", title=_("Sign out"), problem=error.sentence, status=503)
    response = onward("./")
    for name in (SESSION, LINK):
        drop(request, response, name)
    return response


async def passphrase(request: Request) -> Response:
    """`/passphrase`: another passphrase for management; everybody else is signed out."""
    speak(request)
    try:
        store = await run_in_threadpool(storage.ours)
        who = await run_in_threadpool(sessions.principal, store, request.cookies.get(SESSION))
        if not who.is_manager:
            return RedirectResponse("sign-in?to=organisation", 303)
        if request.method != "POST":
            return _passphrase_page(request)
        told = await posted(request)
        if told.get("passphrase") != told.get("again"):
            return _passphrase_page(request, _("The two passphrases are not the same. Type them again."))
        old, new = told.get("old", ""), told.get("passphrase", "")
        device = await run_in_threadpool(_device, request, store)
        token = await run_in_threadpool(sessions.change_passphrase, store, who, old, new, device)
        return await run_in_threadpool(_with_code, request, store, token)
    except InputError as error:
        return _passphrase_page(request, "\n".join(problem.sentence for problem in error.problems))
    except AuditError as error:
        return _passphrase_page(request, error.sentence)


def _with_code(request: Request, store: Store, token: str) -> Response:
    """On to the recovery code that belongs to a passphrase that was just set."""
    return _to_code(request, store, token, spare.make(store, sessions.principal(store, token)))


def _to_code(request: Request, store: Store, token: str, code: str) -> Response:
    """On to the page with a recovery code; only the browser has it until then, for a while and for this session."""
    response = _signed_in(request, store, token, onward("recovery-code"))
    keep(request, response, RECOVERY, store.secret.seal(f"{RECOVERY} {token}", code), seconds=_COPIED_IN)
    return response


async def recovery_code(request: Request) -> Response:
    """`/recovery-code`: the recovery code that was just made, to print."""
    speak(request)
    try:
        store = await run_in_threadpool(storage.ours)
        token = request.cookies.get(SESSION, "")
        who = await run_in_threadpool(sessions.principal, store, token)
    except AuditError as error:
        return leaf(request, "refused", title=_("Your recovery code"), problem=error.sentence, status=503)
    code = store.secret.unseal(f"{RECOVERY} {token}", request.cookies.get(RECOVERY, ""))
    if not who.is_manager or code is None:
        return leaf(request, "no_recovery_code")
    return leaf(request, "recovery_code", code=code)


async def recover(request: Request) -> Response:
    """`/recover`: another passphrase for management with the recovery code; everybody is signed out."""
    speak(request)
    told: dict[str, str] = {}
    try:
        store = await run_in_threadpool(storage.ours)
        if request.method != "POST":
            return _recover_page(request, told)
        told = await posted(request)
        new, folder = told.get("passphrase", ""), settings.read().data_dir
        if new != told.get("again"):
            return _recover_page(request, told, _("The two passphrases are not the same. Type them again."))
        token, code = await run_in_threadpool(spare.use, store, told.get("code", ""), new, folder)
        return await run_in_threadpool(_to_code, request, store, token, code)
    except InputError as error:
        return _recover_page(request, told, "\n".join(problem.sentence for problem in error.problems))
    except AuditError as error:
        return _recover_page(request, told, error.sentence)


def _recover_page(request: Request, told: dict[str, str], problem: str = "") -> Response:
    return leaf(request, "recover", typed=told.get("code", ""), problem=problem, status=422 if problem else 200)


def _passphrase_page(request: Request, problem: str = "") -> Response:
    return leaf(request, "passphrase", problem=problem, status=422 if problem else 200)


async def set_up(request: Request) -> Response:
    """`/set-up`: the first organisation and its passphrase; afterwards this page only says that it is done. Where
    others reach the app, it needs the link that the console shows (`/set-up#…`)."""
    speak(request)
    told: dict[str, str] = {}
    try:
        store = await run_in_threadpool(storage.ours)
        if not await run_in_threadpool(setup.is_empty, store):
            return leaf(request, "already_set_up")
        if request.method == "POST":
            told = await posted(request)
        if linked.is_key(told):
            return linked.taken(store, request, told)
        given = linked.key(store, request)
        if not setup.opens(store, settings.read().public_url, given):
            return leaf(request, "set_up_link", wrong=bool(given), status=403)
        if request.method != "POST":
            return _set_up_page(request, told)
        if told.get("passphrase") != told.get("again"):
            sentence = _("The two passphrases are not the same. Type them again.")
            return _set_up_page(request, told, sentence)
        token = await run_in_threadpool(
            lambda: setup.set_up(
                store,
                name=told.get("name", ""),
                kind=next((kind for kind in KINDS if kind == told.get("kind")), None),
                region=told.get("region", "").strip() or None,
                passphrase=told.get("passphrase", ""),
            )
        )
        return await run_in_threadpool(_with_code, request, store, token)
    except InputError as error:
        return _set_up_page(request, told, "\n".join(problem.sentence for problem in error.problems))
    except AuditError as error:
        return _set_up_page(request, told, error.sentence)


def _set_up_page(request: Request, told: dict[str, str], problem: str = "") -> Response:
    kinds: dict[str, str] = {"": _("Choose"), **{kind: kind_label(kind) for kind in KINDS}}
    typed = {name: told.get(name, "") for name in ("name", "kind", "region")}
    return leaf(request, "set_up", kinds=kinds, typed=typed, problem=problem, status=422 if problem else 200)

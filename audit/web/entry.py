"""Data entry: keying in what somebody filled in on paper, with the code that came with it.

It needs that code and no other right, as answering does, and goes the same way: what is typed is kept in the draft of
the code and is sent once, as it was looked at, with the same checks. Nothing of a result stands here.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from audit import storage
from audit.collect import drafts, keyed, tickets, vault
from audit.collect.sheet import Sheet
from audit.collect.tickets import Occasion, Ticket
from audit.errors import AuditError, InputError
from audit.frozen import canonical
from audit.storage import Store
from audit.texts import _, language, ngettext
from audit.web import entering
from audit.web.cookies import CODE, MORE
from audit.web.leaf import drop, keep, leaf, onward, posted, speak

_LARGEST: Final = 60_000  # bytes: every open question full of signs that take many
_KEEP, _SEND = "keep", "send"  # what a form asks, beside going on to its check


async def entry(request: Request) -> Response:
    """`/entry`: the code of a form, the form, what was typed to look at once more, and sending it."""
    speak(request)
    try:
        store = await run_in_threadpool(storage.ours)
    except AuditError as error:
        return leaf(request, "refused", title=_("Type in a paper form"), problem=error.sentence, status=503)
    if request.method != "POST":
        return await run_in_threadpool(_shown, request, store)
    told = await posted(request, _LARGEST)
    if "form" not in told:
        return await entering.admitted(request, store, told, to="entry", back="entry")
    return await run_in_threadpool(_taken, request, store, told)


def _shown(request: Request, store: Store) -> Response:
    """The step that the address asks for: the field for a code, the form of the code in this browser, or its check."""
    typed, problem = entering.told(store, request)
    sealed = request.cookies.get(CODE)
    if problem or sealed is None or "next" in request.query_params:
        return _code_page(request, typed, problem)
    try:
        ticket = tickets.unseal(store, sealed)
        if "check" in request.query_params:
            return _check_page(request, store, ticket)
        return _form_page(request, store, ticket)
    except AuditError as error:
        return _code_page(request, "", error.sentence)


def _taken(request: Request, store: Store, told: dict[str, str]) -> Response:
    """What was typed in a form is kept with the code of that form, whatever other form this browser opened since."""
    do = told.get("do")
    try:
        ticket = tickets.unseal(store, told["form"])
        if do == _SEND:
            return _sent(request, store, ticket, told.get("seen", ""))
        problems = _kept(store, ticket, told)
    except AuditError as error:
        if do == _KEEP:
            return PlainTextResponse(error.sentence, 409)
        return _code_page(request, "", error.sentence)
    if do == _KEEP:
        return PlainTextResponse("\n".join(problems.values()), 422 if problems else 200)
    if problems:
        return _form_page(request, store, ticket, told, problems)
    response = onward("entry?check=1")
    keep(request, response, CODE, tickets.seal(store, ticket))
    return response


def _kept(store: Store, ticket: Ticket, told: dict[str, str]) -> dict[str, str]:
    """Keep what can be kept; a field that was not sent stays as it is. Returns what is wrong, by field."""
    content, before = tickets.occasion(store, ticket).content, drafts.load(store, ticket)
    found = keyed.read({**keyed.fields(before, content), **told}, content, before)
    try:
        drafts.save(store, ticket, **found.change)
    except InputError as error:
        found.problems |= {problem.place: problem.sentence for problem in error.problems}
        texts = found.change["comments"]
        found.change["comments"] = {id: text for id, text in texts.items() if id not in found.problems}
        drafts.save(store, ticket, **found.change)
    return found.problems


def _sent(request: Request, store: Store, ticket: Ticket, seen: str) -> Response:
    """Send what is kept, when it is what the check showed (`seen`), and be ready for the next form."""
    sheet = drafts.load(store, ticket)
    if not hmac.compare_digest(seen.encode(), _print(store, sheet.settled(tickets.occasion(store, ticket).content))):
        sentence = _(
            "Something was typed in this form after this page was drawn, here or in another tab. Nothing was sent. "
            "This is what stands there now: look once more, and send."
        )
        return _check_page(request, store, ticket, sentence)
    try:
        vault.send(store, ticket, sheet)
    except InputError as error:
        return _check_page(request, store, ticket, "\n".join(problem.sentence for problem in error.problems))
    response = onward("entry?sent=1")
    drop(request, response, CODE)
    keep(request, response, MORE, "1")
    return response


def _print(store: Store, sheet: Sheet) -> bytes:
    """What tells whether two settled sheets would be sent as the same; it tells nothing of what is in them."""
    sent = sheet.model_dump(mode="json", exclude={"position", "one_by_one"})
    return store.secret.keyed("entry", canonical(sent)).hex().encode()


def _code_page(request: Request, typed: str, problem: str) -> Response:
    sent = "sent" in request.query_params and not problem
    response = leaf(request, "entry_code", typed=typed, problem=problem, sent=sent)
    return entering.told_once(request, response, problem)


def _form_page(
    request: Request,
    store: Store,
    ticket: Ticket,
    told: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response:
    """The fields, filled with what is kept; or with what was typed just now, where something in it is wrong."""
    occasion = tickets.occasion(store, ticket)
    values = {**keyed.fields(drafts.load(store, ticket), occasion.content), **(told or {})}
    return leaf(
        request,
        "entry",
        signed_out="signed" in request.query_params,
        problem=_("Some of it cannot be kept like this. It stands marked below.") if problems else "",
        problems=problems or {},
        form=tickets.seal(store, ticket),
        values=values,
        status=422 if problems else 200,
        **_asked(occasion),
    )


def _check_page(request: Request, store: Store, ticket: Ticket, problem: str = "") -> Response:
    """What was typed, theme by theme, before it is sent."""
    occasion = tickets.occasion(store, ticket)
    content, sheet = occasion.content, drafts.load(store, ticket).settled(occasion.content)
    n = len(sheet.comments)
    wrong = problem or "\n".join(found.sentence for found in sheet.problems(content))
    return leaf(
        request,
        "entry_check",
        problem=wrong,
        form=tickets.seal(store, ticket),
        seen=_print(store, sheet).decode(),
        themes=list(_read_back(occasion, sheet)),
        chosen=_chosen(occasion, sheet),
        texts=ngettext("{n} answer", "{n} answers", n).format(n=n) if n else "",
        fields=keyed.fields(sheet, content),
        status=422 if problem else 200,
        **_asked(occasion),
    )


def _asked(occasion: Occasion) -> dict[str, Any]:
    """What the form asks, how to say it, and which keys mean what."""
    return {
        "occasion": occasion,
        "content": occasion.content,
        "say": language(),
        "keys": {scale.id: keyed.keys(scale, language()) for scale in occasion.content.scales},
    }


def _read_back(occasion: Occasion, sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Of each theme the signs that were typed, how many there are, and the numbers of the questions left blank."""
    fields = keyed.fields(sheet, occasion.content)
    for number, theme in enumerate(occasion.content.themes, start=1):
        signs = [fields[item.id] for item in theme.items]
        yield {
            "number": number,
            "title": theme.title.to(language()),
            "signs": " ".join(sign or "·" for sign in signs),
            "n": sum(map(bool, signs)),
            "total": len(signs),
            "blank": ", ".join(str(place) for place, sign in enumerate(signs, start=1) if not sign),
        }


def _chosen(occasion: Occasion, sheet: Sheet) -> str:
    """What was chosen to work on first, in words; empty where nothing was."""
    if sheet.priorities == ():
        return occasion.content.shared.priority.no_preference.to(language())
    return "; ".join(occasion.content.theme(id).title.to(language()) for id in sheet.priorities or ())

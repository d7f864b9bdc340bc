"""Who may use which function behind a view: nobody gets anything, a link opens what stands in the table below and for
its own unit only, and management of another organisation gets nothing of this one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest

import audit
from audit.access import links
from audit.collect.tickets import Ticket
from audit.errors import AuditError
from audit.manage import closing
from audit.principal import NOBODY, Forbidden, LinkKind, Principal
from audit.storage import Store, archive
from tests.helpers.house import FACTS, PLAN, SERVICES, Clock, House

ROOMS = ("audit.access", "audit.act", "audit.collect", "audit.manage", "audit.storage")
OPEN_TO_ALL = {  # functions of a store that ask for no principal, and why
    "audit.access.setup.is_empty": "tells only whether anything is there",
    "audit.access.setup.set_up": "only while nothing is there",
    "audit.access.setup.key": "of no use once something is there",
    "audit.access.setup.link": "only while nothing is there; for the console",
    "audit.access.setup.opens": "tells only whether a key is right",
    "audit.access.recovery.reset": "for who has the machine: the command line alone imports it (test_architecture)",
    "audit.access.recovery.require_set_up": "tells only whether anything is there",
    "audit.access.sessions.principal": "says who somebody is",
    "audit.access.links.principal": "says what somebody has a link for",
    "audit.access.sessions.sign_in": "asks for the passphrase",
    "audit.access.sessions.sign_out": "asks for the token",
    "audit.access.sessions.generation": "tells only whether the passphrase changed, by a keyed hash",
    "audit.access.sessions.begin": "inside a transaction of the two above",
    "audit.collect.tickets.enter": "asks for a code",
    "audit.collect.tickets.unseal": "asks for a code",
    "audit.collect.tickets.admit": "inside a transaction; asks for a ticket",
    "audit.access.spare.use": "asks for the recovery code",
    "audit.access.reader.look": "asks for the link of the reader",
    "audit.access.reader.set_key": "asks for the link of the reader",
    "audit.access.reader.unlock": "asks for the passphrase of the reader",
    "audit.manage.comments.waiting": "asks for the key of the reader",
    "audit.manage.comments.release": "asks for the key of the reader",
    "audit.manage.comments.delete": "asks for the key of the reader",
    "audit.manage.comments.rounds_of": "asks for the key of the reader",
    "audit.manage.comments.asked_in": "asks for the key of the reader",
    "audit.manage.comments.keep": "inside the transaction that closes",
    "audit.manage.comments.erase_overdue": "tells only how many texts were erased",
    "audit.collect.drafts.erase_overdue": "tells only how many drafts were erased",
    "audit.manage.count.make_due": "tells only how many rounds were counted",
    "audit.manage.upkeep.run": "tells only how much was erased and counted",
}
BY_LINK: dict[str, set[str]] = {  # functions that whoever has a link may use; all others are management's alone
    "audit.storage.archive.publications": {"read", "meeting"},
    "audit.act.meetings.begin": {"meeting"},
    "audit.act.meetings.of_unit": {"meeting"},
    "audit.act.meetings.choose": {"meeting"},
    "audit.act.meetings.unchoose": {"meeting"},
    "audit.act.meetings.write_reason": {"meeting"},
    "audit.act.meetings.set_check": {"meeting"},
    "audit.act.agreements.add": {"meeting"},
    "audit.act.agreements.write": {"meeting"},
    "audit.act.agreements.settle": {"meeting"},
    "audit.act.agreements.check": {"meeting"},
    "audit.act.agreements.share": {"meeting"},
    "audit.act.agreements.take_out": {"meeting"},
    "audit.act.requests.add": {"meeting"},
    "audit.act.requests.write": {"meeting"},
    "audit.act.requests.take_out": {"meeting"},
}
HOLDERS = {  # who asks, and what opens: a role, or a link in some state
    "management": "management",
    "a link to read": "read",
    "a link to a meeting": "meeting",
    "an expired link": "nobody",
    "a withdrawn link": "nobody",
    "a forged link": "nobody",
    "nothing": "nobody",
}
GIVEN: dict[str, Any] = {
    "plan": PLAN,
    "facts": FACTS,
    "services": SERVICES,
    "team": "wonen/noord",
    "name": "Naam",
    "region": None,
    "old": "oud",
    "new": "nieuw",
    "text": "tekst",
    "typed_title": PLAN.title,
    "last_day": PLAN.last_day,
    "comment_id": "x",
    "n": 1,
    "unit": "wonen/noord",
    "kind": "read",
    "went": "done",
    "state": "done",
    "first": PLAN.last_day,
    "second": PLAN.last_day,
}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function that is given a store."""
    for room in ROOMS:
        package = importlib.import_module(room)
        names = [room, *(f"{room}.{found.name}" for found in pkgutil.iter_modules(package.__path__))]
        for module in map(importlib.import_module, names):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                ours = function.__module__ == module.__name__ and not name.startswith("_")
                if ours and any(_is(one, Store) for one in inspect.signature(function).parameters.values()):
                    yield f"{module.__name__}.{name}", function


def _is(parameter: inspect.Parameter, kind: type) -> bool:
    return parameter.annotation in (kind, kind.__name__)


def needs(kind: type) -> list[tuple[str, Callable[..., Any]]]:
    return [
        (name, function)
        for name, function in functions()
        if any(_is(one, kind) for one in inspect.signature(function).parameters.values())
    ]


def call(function: Callable[..., Any], house: House, principal: Principal) -> Any:
    known = {"store": house.store, "principal": principal, "round_id": house.round.id, **GIVEN}
    names = inspect.signature(function).parameters
    return function(**{name: known.get(name, "x") for name, one in names.items() if one.default is one.empty})


def test_every_function_of_a_store_asks_who_is_there():
    asking = {name for kind in (Principal, Ticket) for name, _function in needs(kind)}
    assert {name for name, _function in functions()} - asking - set(OPEN_TO_ALL) == set()
    assert set(OPEN_TO_ALL) <= {name for name, _function in functions()}
    assert len(needs(Principal)) >= 30
    assert audit.__name__ == "audit"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_nobody_gets_anything(house: House):
    halves = [Principal("management", None), Principal("nobody", "somewhere"), *map(Principal, ("read", "meeting"))]
    for name, function in needs(Principal):
        for principal in (NOBODY, *halves, Principal("meeting", "somewhere"), Principal("read", None, "wonen")):
            with pytest.raises(Forbidden):
                print(name, "answered", call(function, house, principal))  # noqa: T201  (seen when it fails)


def holding(house: House, clock: Clock, what: str) -> Principal:
    """Who asks with what is named in `HOLDERS`."""
    if what == "management":
        return house.principal
    token = links.make(house.store, house.principal, "wonen/noord", "meeting" if "meeting" in what else "read")
    if "withdrawn" in what:
        links.withdraw(house.store, house.principal, links.all(house.store, house.principal)[0].id)
    if "expired" in what:
        clock.turn(days=links.USUAL_DAYS + 1)
    return links.principal(
        house.store, {"a forged link": token[:-1] + "_-"[token[-1] == "_"], "nothing": ""}.get(what, token)
    )


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", HOLDERS)
def test_a_link_opens_what_the_table_says_and_nothing_else(house: House, clock: Clock, what: str):
    principal, role = holding(house, clock, what), HOLDERS[what]
    assert principal.role == role
    assert set(BY_LINK) <= {name for name, _function in needs(Principal)}
    opened = set()
    for name, function in needs(Principal):
        if role == "management":  # what it may do changes things: whether it may is enough
            continue
        try:
            call(function, house, principal)
        except Forbidden:
            continue
        except AuditError:
            pass
        opened.add(name)
    assert opened == {name for name, roles in BY_LINK.items() if role in roles}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_link_of_another_unit_or_organisation_gets_nothing_of_this_one(house: House):
    """Whoever may use a function may so for their own unit alone (`BY_LINK`)."""
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    for kind in get_args(LinkKind):
        others = archive.publications(house.store, Principal(kind, house.principal.organisation, "werk/balie"))
        assert [[unit.id for unit in made.units] for made in others] == [["org", "werk", "werk/balie"]]
        assert archive.publications(house.store, Principal(kind, "another", "wonen/noord")) == ()


def test_management_of_another_organisation_gets_nothing_of_this_one(house: House):
    stranger = Principal("management", "another")
    for name, function in needs(Principal):
        if "round_id" not in inspect.signature(function).parameters:
            continue
        if name in ("audit.manage.comments.released", "audit.manage.comments.unread"):
            assert not call(function, house, stranger)
            continue
        with pytest.raises(AuditError) as refused:
            print(name, "answered", call(function, house, stranger))  # noqa: T201  (seen when it fails)
        assert refused.value.code in ("no_round", "no_publication", "no_comment"), name

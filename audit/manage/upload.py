"""A round whose answers another tool collected: read from a file, stored as a whole, and closed like any other.

It has no codes at all, and its answers can be replaced until it is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete

from audit.collect import vault
from audit.collect.answers import answers_of
from audit.collect.responses import Answers
from audit.errors import AuditError
from audit.files import tables
from audit.manage import count
from audit.organisation import Unit
from audit.principal import Principal
from audit.questionnaire import Content
from audit.rounds import Round, not_open
from audit.storage import rounds
from audit.storage.engine import Store
from audit.storage.schema import snapshot
from audit.texts import _


@dataclass(frozen=True)
class Found:
    """What a file would count: how many people of each unit stand in it, the questionnaires of the round that it does
    not hold, and what is odd or left out, in sentences."""

    people: Mapping[Unit, int]
    absent: tuple[str, ...]
    remarks: tuple[str, ...]


def look(store: Store, principal: Principal, round_id: str, data: bytes, name: str) -> Found:
    """What a file would count, without storing anything of it.

    Raises:
        AuditError: the round is not open, or is one with codes.
        InputError: everything that is wrong in the file, with row and column.
    """
    manages = principal.manages()
    with store.reading() as connection:
        round = rounds.read(connection, manages, round_id)
        content = _content(connection, round)
    return _found(round, content, _read(round, content, data, name))


def take(store: Store, principal: Principal, round_id: str, data: bytes, name: str) -> int:
    """Store the answers in a file in the place of those that were uploaded before; all of them, or none. Returns of how
    many people they are.

    Raises:
        AuditError: as `look`, or nothing could be saved.
        InputError: as `look`.
    """
    manages = principal.manages()
    with store.reading() as connection:
        round = rounds.read(connection, manages, round_id)
        content = _content(connection, round)
    given = _read(round, content, data, name)  # what is asked and of which teams was fixed at opening
    with store.holding_responses(), store.writing(empty_log=True) as connection:
        _require_upload(rounds.locked(connection, manages, round_id))
        vault.replace(connection, round_id, given.responses, content)
        connection.execute(delete(snapshot).where(snapshot.c.round == round_id))  # it was of the file before
    with suppress(AuditError):  # they are stored; whoever looks has them counted
        count.read(store, principal, round_id)
    return len(given.responses)


def held(store: Store, principal: Principal, round_id: str) -> int:
    """Of how many people answers were uploaded: whoever brought the file knows it.

    Raises:
        AuditError: the round is not open, or is one with codes.
    """
    with store.reading() as connection:
        round = rounds.read(connection, principal.manages(), round_id)
        _require_upload(round)
        return sum(vault.counts(connection, round_id).values())


def _content(connection: Connection, round: Round) -> Content:
    _require_upload(round)
    return rounds.frozen_content(connection, round.id).only(round.plan.questionnaires)


def _require_upload(round: Round) -> None:
    if round.state != "open":
        raise not_open()
    if round.plan.collected != "upload":
        sentence = _(
            "In this round everybody answers with a code, so nothing can be uploaded. Plan another one for that."
        )
        raise AuditError("by_codes", sentence)


def _read(round: Round, content: Content, data: bytes, name: str) -> Answers:
    """The answers in a file, with an empty answer to each item of a questionnaire that is not in it."""
    given = answers_of(tables.parse(data, name), round.units, content)
    items = [item.id for asked in given.asked for item in asked.items]
    whole = tuple(
        replace(
            one, answers=tuple(dict(zip(items, one.answers, strict=True)).get(item.id, "") for item in content.items)
        )
        for one in given.responses
    )
    return replace(given, responses=whole)


def _found(round: Round, content: Content, given: Answers) -> Found:
    people = Counter(one.team for one in given.responses)
    units = round.units.units
    for unit in reversed(units):  # children before parents
        if unit.parent is not None:
            people[unit.parent] += people[unit.id]
    remarks = [str(warning) for warning in given.warnings]
    if given.ignored:
        sentence = _("What people wrote in their own words is not taken over: {columns}.")
        remarks.append(sentence.format(columns=", ".join(given.ignored)))
    return Found(
        {unit: people[unit.id] for unit in units},
        tuple(asked.id for asked in content.questionnaires if asked not in given.asked),
        tuple(remarks),
    )

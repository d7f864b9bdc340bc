"""The count of an open round: how many people answered, and which units could be shown, both from the same answers.

It is made at most once a day, and kept for that day: made at every moment, it would tell when the fifth person of a
team answered. Of units with fewer than five people invited nothing is told, nor of units from which they could be
worked out (complementary suppression); under ten invited only words are told; and never a number under three.

On the day of opening somebody asks for it; from the next day on upkeep makes it, or whoever looks first.

Source: the rules for an open round in the method (3.5).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from audit.collect import vault
from audit.collect.responses import Answers
from audit.errors import AuditError
from audit.frozen import canonical
from audit.manage import composing, optimistic
from audit.manage.composing import Task
from audit.organisation import Unit
from audit.principal import Principal
from audit.publish.disclosure import tree_pattern
from audit.questionnaire import Content
from audit.rounds import Round, not_open
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import round as round_table
from audit.storage.schema import snapshot
from audit.texts import language

Word = Literal["few", "some", "many"]
_KIND: Final = "count"
_INVITED_FOR_WORDS: Final = 5
_INVITED_FOR_NUMBERS: Final = 10
_FEW: Final = 3


class Answered(NamedTuple):
    """All that a publication is made of, as it is in the database at one moment."""

    round: Round
    content: Content
    answers: Answers


@dataclass(frozen=True)
class Count:
    """What may be told on a day: how many of a unit have answered (`told`), and how many themes it would show.

    Units of which nothing may be told are left out; exact numbers of teams are kept nowhere.
    """

    day: date
    answered: dict[str, tuple[int | None, Word | None]]
    themes: dict[str, int]


def known(store: Store, principal: Principal, round_id: str) -> bool:
    """Whether there is something to tell today without asking for it: it was counted, or opened on an earlier day.

    Raises:
        AuditError: the round is not open.
    """
    with store.reading() as connection:
        round = stored.read(connection, principal.manages(), round_id)
        _require_open(round)
        today = store.today()
        return round.opened_on != today or _kept(connection, round_id, today) is not None


def read(store: Store, principal: Principal, round_id: str) -> Count:
    """The count of today, made now when there is none yet.

    Raises:
        AuditError: the round is not open.
    """
    manages, today = principal.manages(), store.today()
    with store.reading() as connection:
        _require_open(stored.read(connection, manages, round_id))
        kept = _kept(connection, round_id, today)
    if kept is None:

        def keep(connection: Connection, _round: Round, document: bytes) -> str:
            before = _kept(connection, round_id, today)  # somebody else was first
            return before if before is not None else _keep(connection, round_id, today, document.decode())

        def compute(found: tuple[Answered, dict[str, int]]) -> bytes:
            return _document(found, today)

        kept = optimistic.settle(store, principal, round_id, read=_read_open, compute=compute, write=keep)
    found: dict[str, Any] = json.loads(kept)
    return Count(today, {unit: (n, word) for unit, (n, word) in found["answered"].items()}, found["themes"])


def make_due(store: Store) -> int:
    """Count every open round that was opened before today and not counted today yet; how many."""
    today = store.today()
    wanted = select(round_table).where(round_table.c.state == "open", round_table.c.opened_on < today)
    with store.reading() as connection:
        due = [row for row in connection.execute(wanted).all() if _kept(connection, row.id, today) is None]
    for row in due:
        try:
            read(store, Principal("management", row.organisation), row.id)
        except AuditError as error:
            if error.code != "not_open":  # it was closed meanwhile
                raise
    return len(due)


def told(units: Sequence[Unit], sent: Mapping[str, int]) -> dict[str, tuple[int | None, Word | None]]:
    """What may be told of each unit: a number, or a word. Units of which nothing may be told are left out.

    Args:
        units: the tree, parents before children.
        sent: how many people of each team have answered.
    """
    totals = {unit.id: sent.get(unit.id, 0) for unit in units}
    for unit in reversed(units):  # children before parents
        if unit.parent is not None:
            totals[unit.parent] += totals[unit.id]
    invited = [(unit.invited,) for unit in units]
    in_words = tree_pattern(units, invited, _INVITED_FOR_WORDS)
    # nested: whoever subtracts numbers finds ten people or nobody
    in_numbers = tree_pattern(units, invited, _INVITED_FOR_NUMBERS, allowed=in_words)
    found: dict[str, tuple[int | None, Word | None]] = {}
    for unit in units:
        n = totals[unit.id]
        if unit.id in in_numbers and n >= _FEW:
            found[unit.id] = n, None
        elif unit.id in in_words:
            found[unit.id] = None, "few" if n < _FEW else "some" if 2 * n < unit.invited else "many"
    return found


def answered(connection: Connection, round: Round) -> Answered:
    """Everything that was sent in a round until now."""
    content = stored.frozen_content(connection, round.id)
    return Answered(round, content, vault.answers(connection, round.id, content.only(round.plan.questionnaires)))


def _read_open(connection: Connection, round: Round) -> tuple[Answered, dict[str, int]]:
    _require_open(round)
    return answered(connection, round), vault.counts(connection, round.id)


def _document(found: tuple[Answered, dict[str, int]], today: date) -> bytes:
    answered, sent = found
    themes = composing.compose(Task(make="shown_themes", **answered._asdict(), today=today, language=language()))
    units = answered.round.units.units
    document: dict[str, Any] = {"answered": told(units, sent), "themes": json.loads(themes)}
    return canonical(document)


def _require_open(round: Round) -> None:
    if round.state != "open":
        raise not_open()


def _kept(connection: Connection, round_id: str, day: date) -> str | None:
    wanted = select(snapshot.c.document).where(
        snapshot.c.round == round_id, snapshot.c.kind == _KIND, snapshot.c.day == day
    )
    return connection.scalar(wanted)


def _keep(connection: Connection, round_id: str, day: date, document: str) -> str:
    connection.execute(delete(snapshot).where(snapshot.c.round == round_id))
    connection.execute(insert(snapshot).values(round=round_id, kind=_KIND, day=day, document=document))
    return document

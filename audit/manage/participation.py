"""How many people have answered so far: the only thing that comes out of an open round.

It is counted at most once a day. Of units with fewer than five people invited nothing is told, nor of units from which
they could be worked out (complementary suppression); under ten invited only words are told; and never a number under
three.

Source: the rules for an open round in the method (3.5).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection, delete, insert, select

from audit.collect import vault
from audit.frozen import canonical
from audit.manage import optimistic, rounds
from audit.manage.optimistic import Read
from audit.organisation import Unit
from audit.principal import Principal
from audit.publish.disclosure import tree_pattern
from audit.rounds import Round, not_open
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import snapshot
from audit.texts import _, ngettext

Word = Literal["few", "some", "many"]
_INVITED_FOR_WORDS: Final = 5
_INVITED_FOR_NUMBERS: Final = 10
_FEW: Final = 3


@dataclass(frozen=True)
class UnitParticipation:
    """How many of a unit have answered: a number, or a word, or nothing where that would tell too much."""

    unit: Unit
    n: int | None
    word: Word | None

    @property
    def shown(self) -> bool:
        return self.n is not None or self.word is not None

    @property
    def words(self) -> str:
        """A sentence for people."""
        if self.n is not None:
            sentence = ngettext(
                "{n} of {invited} person has answered.", "{n} of {invited} people have answered.", self.unit.invited
            )
            return sentence.format(n=self.n, invited=self.unit.invited)
        if self.word == "few":
            return _("Fewer than three people have answered.")
        if self.word == "some":
            return _("Fewer than half have answered.")
        if self.word == "many":
            return _("Half or more have answered.")
        return _("Not shown: this would tell too much about a small group.")


@dataclass(frozen=True)
class Participation:
    """The participation of every unit, as it was counted on a day."""

    counted_on: date
    units: tuple[UnitParticipation, ...]


def read(store: Store, principal: Principal, round_id: str) -> Participation:
    """How many people have answered an open round, counted when somebody first asks for it on a day.

    Raises:
        AuditError: the round is not open.
    """
    counted_on, found = daily(
        store, principal, round_id, "participation", read=_counts, compute=lambda counts: told(*counts)
    )
    tree = rounds.read(store, principal, round_id).units
    units = tuple(UnitParticipation(unit, *found.get(unit.id, (None, None))) for unit in tree.units)
    return Participation(counted_on, units)


def daily(
    store: Store,
    principal: Principal,
    round_id: str,
    kind: str,
    *,
    read: Callable[[Connection, Round], Read],
    compute: Callable[[Read], Any],
) -> tuple[date, Any]:
    """What may be told about an open round once a day, and the day it was made; both are kept until the next day.

    `read` gets what is needed from the database, `compute` makes JSON of it. What was made before on the same day is
    only read.

    Raises:
        AuditError: the round is not open.
    """
    manages, today = principal.manages(), store.today()
    with store.reading() as connection:
        _require_open(stored.read(connection, manages, round_id))
        kept = _kept(connection, round_id, kind, today)
    if kept is not None:
        return today, json.loads(kept)

    def read_open(connection: Connection, round: Round) -> Read:
        _require_open(round)
        return read(connection, round)

    def keep(connection: Connection, _round: Round, document: bytes) -> str:
        before = _kept(connection, round_id, kind, today)  # somebody else was first
        return before if before is not None else _keep(connection, round_id, kind, today, document.decode())

    document = optimistic.settle(
        store, principal, round_id, read=read_open, compute=lambda found: canonical(compute(found)), write=keep
    )
    return today, json.loads(document)


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


def _require_open(round: Round) -> None:
    if round.state != "open":
        raise not_open()


def _kept(connection: Connection, round_id: str, kind: str, day: date) -> str | None:
    wanted = select(snapshot.c.document).where(
        snapshot.c.round == round_id, snapshot.c.kind == kind, snapshot.c.day == day
    )
    return connection.scalar(wanted)


def _keep(connection: Connection, round_id: str, kind: str, day: date, document: str) -> str:
    connection.execute(delete(snapshot).where(snapshot.c.round == round_id, snapshot.c.kind == kind))
    connection.execute(insert(snapshot).values(round=round_id, kind=kind, day=day, document=document))
    return document


def _counts(connection: Connection, round: Round) -> tuple[Sequence[Unit], dict[str, int]]:
    return round.units.units, vault.counts(connection, round.id)

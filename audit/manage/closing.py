"""The end of a round: its answers become one publication and are erased, in one transaction, once.

Or it is cancelled, and everything is erased without a publication. Nothing can be made of the answers afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, update

from audit.collect import vault
from audit.errors import AuditError
from audit.manage import comments, composing, count, optimistic, rounds
from audit.manage.composing import Task
from audit.manage.count import Answered
from audit.organisation import Unit
from audit.principal import Principal
from audit.rounds import Round, not_open
from audit.storage import archive
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import installation
from audit.storage.schema import round as round_table
from audit.texts import _, language


@dataclass(frozen=True)
class UnitPreview:
    """Of how many themes a unit would show a score, of those asked."""

    unit: Unit
    themes_shown: int
    themes: int

    @property
    def shown(self) -> bool:
        return self.themes_shown > 0


@dataclass(frozen=True)
class Preview:
    """Which units would be visible, as it was worked out on a day."""

    counted_on: date
    units: tuple[UnitPreview, ...]

    @property
    def shown(self) -> tuple[Unit, ...]:
        return tuple(found.unit for found in self.units if found.shown)


def preview(store: Store, principal: Principal, round_id: str) -> Preview:
    """Which units closing would show, from who answered what and never from what was answered.

    It is of the same count as the participation (`count`). What is answered later that day is not in it, and the
    homogeneity guard, which looks at answers themselves, may still hide a unit.

    Raises:
        AuditError: the round is not open.
    """
    found = count.read(store, principal, round_id)
    tree = rounds.read(store, principal, round_id).units
    themes = len(rounds.content(store, principal, round_id).themes)
    return Preview(found.day, tuple(UnitPreview(unit, found.themes.get(unit.id, 0), themes) for unit in tree.units))


def close(store: Store, principal: Principal, round_id: str, typed_title: str) -> bool:
    """Close a round: publish its answers and erase them, together with its drafts and codes. All of it, or nothing.
    Returns whether the disk was wiped too; if not, `upkeep` tries again.

    The publication is composed while people go on sending, and composed anew for whoever sent meanwhile. Open answers
    move to their reader when at least ten people answered, and are erased otherwise.

    Raises:
        AuditError: the title is not the one of the round (`wrong_title`), it was closed before (`already_closed`), it
            is not open, or nothing could be saved. Then everything is as it was.
    """
    today = store.today()

    def read(connection: Connection, round: Round) -> Answered:
        _require_open(round)
        _require_title(round, typed_title)
        return count.answered(connection, round)

    def compute(answered: Answered) -> bytes:
        return composing.compose(Task(make="publication", **answered._asdict(), today=today, language=language()))

    def publish(connection: Connection, round: Round, file: bytes) -> None:
        archive.add(connection, principal.manages(), round_id, file)
        if sum(vault.counts(connection, round_id).values()) >= comments.ENOUGH:
            comments.keep(connection, store, round_id, vault.remarks(connection, round_id))
        _end(connection, round, "closed", today)

    optimistic.settle(store, principal, round_id, read=read, compute=compute, write=publish)
    return store.sweep()


def loses_texts(store: Store, principal: Principal, round_id: str) -> bool:
    """Whether closing now erases texts that nobody can read yet: the round was opened before they were sealed, and no
    reader has set a key."""
    round = rounds.read(store, principal, round_id)
    with store.reading() as connection:
        return vault.unsealed(connection, round.id)


def cancel(store: Store, principal: Principal, round_id: str, typed_title: str) -> bool:
    """Erase a round that is planned or open, with everything that was brought to it; whether the disk was wiped too.

    Of an open round it stays known that it was cancelled; a planned one disappears.

    Raises:
        AuditError: the title is not the one of the round, or it was closed or cancelled before.
    """
    manages = principal.manages()
    with store.writing() as connection:
        round = stored.locked(connection, manages, round_id)
        if round.state not in ("planned", "open"):
            raise AuditError("not_open", _("This round has ended already. It cannot be cancelled any more."))
        _require_title(round, typed_title)
        if round.state == "planned":
            connection.execute(delete(round_table).where(round_table.c.id == round_id))
            return True
        _end(connection, round, "cancelled", store.today())
    return store.sweep()


def _require_open(round: Round) -> None:
    if round.state == "closed":
        raise AuditError("already_closed", _("This round is closed already. Its results are there."))
    if round.state != "open":
        raise not_open()


def _require_title(round: Round, typed: str) -> None:
    if " ".join(typed.split()) != " ".join(round.plan.title.split()):
        sentence = _("Type the title of the round exactly as it stands here: {title}")
        raise AuditError("wrong_title", sentence.format(title=round.plan.title))


def _end(connection: Connection, round: Round, state: str, today: date) -> None:
    vault.empty(connection, round.id)
    connection.execute(update(round_table).where(round_table.c.id == round.id).values(state=state, closed_on=today))
    connection.execute(update(installation).values(sweep_due=True))

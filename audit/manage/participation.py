"""How many people have answered so far: the only thing that comes out of an open round, as `count` lets it be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.manage import count, rounds
from audit.manage.count import Word
from audit.organisation import Unit
from audit.principal import Principal
from audit.storage.engine import Store
from audit.texts import _, ngettext


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
    def is_low(self) -> bool:
        """Whether it is told that fewer than half have answered."""
        return self.word in ("few", "some") or (self.n is not None and 2 * self.n < self.unit.invited)

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

    @property
    def to_remind(self) -> tuple[Unit, ...]:
        """The teams of which it is told that fewer than half have answered; each already says so itself."""
        return tuple(told.unit for told in self.units if told.unit.level == "team" and told.is_low)


def read(store: Store, principal: Principal, round_id: str) -> Participation:
    """How many people have answered an open round, as counted today; counted now when nobody asked today.

    Raises:
        AuditError: the round is not open.
    """
    found = count.read(store, principal, round_id)
    tree = rounds.read(store, principal, round_id).units
    units = tuple(UnitParticipation(unit, *found.answered.get(unit.id, (None, None))) for unit in tree.units)
    return Participation(found.day, units)

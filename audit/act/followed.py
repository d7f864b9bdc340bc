"""How teams followed up on their results, for management: in numbers, and of texts only what a team shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from audit.act.meeting import State
from audit.principal import Principal
from audit.publication import Publication
from audit.storage.engine import Store
from audit.storage.schema import agreement, meeting

SOON: Final = timedelta(weeks=8)
"""Within so long after closing a team is expected to agree on something."""


@dataclass(frozen=True)
class Counted:
    """An agreement without its words: of which unit and round, its theme, when it was made, what became of it, and the
    checks that were due (by this day) and done."""

    unit: str
    round: str
    theme: str
    made_on: date
    state: State
    due: int
    checked: int


@dataclass(frozen=True)
class Share:
    """So many of so many; no share where there is nothing to count."""

    n: int
    of: int


def all(store: Store, principal: Principal) -> tuple[Counted, ...]:
    """Every agreement of the organisation without its words, by unit and theme. One in which nothing says what will be
    done is none yet."""
    manages, today = principal.manages(), store.today()
    own, held = meeting.c, agreement.c
    columns = (own.unit, own.round, own.first_check, own.second_check, held.theme, held.made_on, held.state)
    wanted = select(*columns, held.first, held.second).join(agreement, held.meeting == own.id)
    written = wanted.where(own.organisation == manages, held.what != "").order_by(own.unit, held.theme, held.number)
    with store.reading() as connection:
        found = connection.execute(written).all()
    return tuple(
        Counted(
            unit=row.unit,
            round=row.round,
            theme=row.theme,
            made_on=row.made_on,
            state=row.state,
            due=sum(due <= today for due in (row.first_check, row.second_check)),
            checked=sum(went is not None for went in (row.first, row.second)),
        )
        for row in found
    )


@dataclass(frozen=True)
class Shared:
    """An agreement that a unit shared with management: of which unit and theme, and what will be done."""

    unit: str
    theme: str
    what: str


def shared(store: Store, principal: Principal) -> tuple[Shared, ...]:
    """The agreements that teams shared, the latest first; of all others nothing is read here."""
    manages = principal.manages()
    wanted = select(meeting.c.unit, agreement.c.theme, agreement.c.what).join(
        agreement, agreement.c.meeting == meeting.c.id
    )
    mine = (meeting.c.organisation == manages) & agreement.c.shared.is_(True) & (agreement.c.what != "")
    with store.reading() as connection:
        found = connection.execute(wanted.where(mine).order_by(agreement.c.made_on.desc(), agreement.c.id)).all()
    return tuple(Shared(row.unit, row.theme, row.what) for row in found)


def agreed_soon(counted: Iterable[Counted], publication: Publication) -> Share:
    """How many of the teams with a result of their own agreed on something within eight weeks after closing."""
    shown = {unit.id for unit in publication.units if unit.level == "team" and any(cell.shown for cell in unit.themes)}
    last = publication.round.closed_on + SOON
    agreed = {one.unit for one in counted if one.round == publication.round.id and one.made_on <= last}
    return Share(len(shown & agreed), len(shown))


def checked(counted: Iterable[Counted], publication: Publication) -> Share:
    """How many of the checks that were due in a round were done. Before a check was due it may be done, and counts."""
    mine = [one for one in counted if one.round == publication.round.id]
    return Share(sum(one.checked for one in mine), sum(max(one.due, one.checked) for one in mine))


def by_unit(counted: Iterable[Counted], round: str) -> dict[str, Counter[State]]:
    """How many agreements of a round are open, done and dropped, by unit."""
    found: dict[str, Counter[State]] = {}
    for one in counted:
        if one.round == round:
            found.setdefault(one.unit, Counter())[one.state] += 1
    return found

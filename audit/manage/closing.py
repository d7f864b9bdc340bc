"""The end of a round: its answers become one publication and are erased, in one transaction, once.

Or it is cancelled, and everything is erased without a publication. Nothing can be made of the answers afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, update

from audit.collect import vault
from audit.collect.responses import POINTS, Answers, Response
from audit.errors import AuditError
from audit.manage import comments, participation, rounds
from audit.organisation import Unit
from audit.principal import Principal
from audit.publication import Publication, RoundLine
from audit.questionnaire import Content
from audit.rounds import Round, not_open
from audit.storage import archive
from audit.storage import rounds as stored
from audit.storage.engine import Store
from audit.storage.schema import installation
from audit.storage.schema import round as round_table
from audit.texts import _

_NEUTRAL = "3"


@dataclass(frozen=True)
class Closed:
    """What closing made. `swept` is false when the erased answers could not be wiped from the disk yet; the next start
    tries again."""

    publication: Publication
    swept: bool


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
        return tuple(one.unit for one in self.units if one.shown)


def preview(store: Store, principal: Principal, round_id: str) -> Preview:
    """Which units closing would show, from who answered what and never from what was answered.

    Made when somebody first asks for it on a day, and then kept for that day: made at every moment, it would tell when
    the fifth person of a team answered. What is answered later that day is not in it, and the one rule that looks at
    answers themselves (a group that says almost the same is not shown) may still hide a unit.

    Raises:
        AuditError: the round is not open.
    """
    counted_on, shown = participation.daily(store, principal, round_id, "preview", _visible)
    one = rounds.read(store, principal, round_id)
    themes = len(rounds.content(store, principal, round_id).themes)
    units = tuple(UnitPreview(unit, shown.get(unit.id, 0), themes) for unit in one.units.units)
    return Preview(counted_on, units)


def close(store: Store, principal: Principal, round_id: str, typed_title: str) -> Closed:
    """Close a round: publish its answers and erase them, together with its drafts and codes. All of it, or nothing.

    Open answers move to their reader when at least ten people answered, and are erased otherwise.

    Raises:
        AuditError: the title is not the one of the round (`wrong_title`), it was closed before (`already_closed`), it
            is not open, or nothing could be saved. Then everything is as it was.
    """
    manages = principal.manages()
    with store.writing() as connection:
        one = stored.locked(connection, manages, round_id)
        if one.state == "closed":
            raise AuditError("already_closed", _("This round is closed already. Its results are there."))
        if one.state != "open":
            raise not_open()
        _require_title(one, typed_title)
        content = stored.frozen_content(connection, round_id)
        answers = vault.answers(connection, round_id, content.only(one.plan.questionnaires))
        publication = _composed(one, content, answers, store.today())
        archive.add(connection, manages, round_id, publication)
        if len(answers.responses) >= comments.ENOUGH:
            comments.keep(connection, store, round_id, vault.remarks(connection, round_id))
        _end(connection, one, "closed", store.today())
    return Closed(publication, store.sweep())


def cancel(store: Store, principal: Principal, round_id: str, typed_title: str) -> bool:
    """Erase a round that is planned or open, with everything that was brought to it; whether the disk was wiped too.

    Of an open round it stays known that it was cancelled; a planned one disappears.

    Raises:
        AuditError: the title is not the one of the round, or it was closed or cancelled before.
    """
    manages = principal.manages()
    with store.writing() as connection:
        one = stored.locked(connection, manages, round_id)
        if one.state not in ("planned", "open"):
            raise AuditError("not_open", _("This round has ended already. It cannot be cancelled any more."))
        _require_title(one, typed_title)
        if one.state == "planned":
            connection.execute(delete(round_table).where(round_table.c.id == round_id))
            return True
        _end(connection, one, "cancelled", store.today())
    return store.sweep()


def sweep(store: Store, principal: Principal) -> bool:
    """Try again to wipe what was erased from the disk; whether nothing is left to wipe."""
    principal.manages()
    return store.sweep()


def _composed(one: Round, content: Content, answers: Answers, today: date) -> Publication:
    # numpy comes with these: somebody who answers does not wait for it
    from audit.publish.composition import compose, rules_of

    line = RoundLine(id=one.plan.name, title=one.plan.title, year=one.plan.year, closed_on=today)
    return compose(one.units, line, rules_of(one.plan.minimum_group), content, answers)


def _visible(connection: Connection, one: Round) -> dict[str, Any]:
    """Of each unit that would be visible, the number of themes."""
    content = stored.frozen_content(connection, one.id)
    answers = vault.answers(connection, one.id, content.only(one.plan.questionnaires))
    blank = replace(answers, responses=tuple(_blank(response) for response in answers.responses))
    publication = _composed(one, content, blank, date.min)
    shown = {unit.id: sum(cell.shown for cell in unit.themes) for unit in publication.units}
    return {id: n for id, n in shown.items() if n}


def _blank(response: Response) -> Response:
    """The same person having answered the same questions, but everything in the middle: only counts are left."""
    answers = tuple(_NEUTRAL if value in POINTS else value for value in response.answers)
    return replace(response, answers=answers, priorities=None)


def _require_title(one: Round, typed: str) -> None:
    if " ".join(typed.split()) != " ".join(one.plan.title.split()):
        sentence = _("Type the title of the round exactly as it stands here: {title}")
        raise AuditError("wrong_title", sentence.format(title=one.plan.title))


def _end(connection: Connection, one: Round, state: str, today: date) -> None:
    vault.empty(connection, one.id)
    connection.execute(update(round_table).where(round_table.c.id == one.id).values(state=state, closed_on=today))
    connection.execute(update(installation).values(sweep_due=True))

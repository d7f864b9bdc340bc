"""Rounds and the questionnaires they were opened with, read and locked inside somebody else's transaction."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, RowMapping, insert, select

from audit.errors import AuditError
from audit.frozen import canonical
from audit.organisation import Organisation
from audit.questionnaire import Content
from audit.rounds import Facts, Plan, Round, not_open
from audit.storage.schema import content as content_table
from audit.storage.schema import reader as reader_table
from audit.storage.schema import round as round_table
from audit.texts import _

_parsed: dict[str, Content] = {}
"""Frozen questionnaires by their hash: they never change, and reading them takes time."""


def read(connection: Connection, organisation_id: str, round_id: str) -> Round:
    """One round of an organisation.

    Raises:
        AuditError: there is none with this id (`no_round`), whoever else may have one.
    """
    wanted = select(round_table).where(round_table.c.organisation == organisation_id, round_table.c.id == round_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise _no_round()
    return as_round(row)


def every(connection: Connection, organisation_id: str) -> list[Round]:
    """All rounds of an organisation, in no order."""
    wanted = select(round_table).where(round_table.c.organisation == organisation_id)
    return [as_round(row) for row in connection.execute(wanted).mappings()]


def locked(connection: Connection, organisation_id: str | None, round_id: str) -> Round:
    """A round that nobody else changes, or sends answers to, until this transaction ends.

    Raises:
        AuditError: there is none with this id, in this organisation where one is given.
    """
    wanted = select(round_table).where(round_table.c.id == round_id).with_for_update()
    if organisation_id is not None:
        wanted = wanted.where(round_table.c.organisation == organisation_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise _no_round()
    return as_round(row)


def as_round(row: RowMapping) -> Round:
    """The round in a row of its table."""
    return Round(
        id=row["id"],
        state=row["state"],
        plan=Plan.model_validate_json(row["plan"]),
        organisation=Organisation.model_validate_json(row["frozen"]) if row["frozen"] else None,
        facts=Facts.model_validate_json(row["facts"]) if row["facts"] else None,
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
        reader=row["reader"],
    )


def frozen_content(connection: Connection, round_id: str) -> Content:
    """All questionnaires as they were when the round opened, without open questions when nobody has a key to read
    the answers with.

    Raises:
        AuditError: it never opened.
    """
    wanted = select(round_table.c.content, round_table.c.reader).where(round_table.c.id == round_id)
    row = connection.execute(wanted).one_or_none()
    if row is None or row.content is None:
        raise not_open()
    whole = _frozen(connection, row.content)
    return whole if row.reader is not None else whole.without_own_words()


def _frozen(connection: Connection, sha256: str) -> Content:
    """The questionnaires that are kept under this name."""
    known = _parsed.get(sha256)
    if known is None:
        document = connection.execute(
            select(content_table.c.document).where(content_table.c.sha256 == sha256)
        ).scalar_one()
        known = _parsed.setdefault(sha256, Content.model_validate_json(document))
    return known


def freeze(connection: Connection, whole: Content) -> str:
    """Keep the questionnaires as they are now, once; which ones, as the name they are kept under."""
    document = canonical(whole.model_dump(mode="json"))
    sha256 = hashlib.sha256(document).hexdigest()
    if connection.scalar(select(content_table.c.sha256).where(content_table.c.sha256 == sha256)) is None:
        connection.execute(insert(content_table).values(sha256=sha256, document=document.decode()))
    return sha256


def reader(connection: Connection, organisation_id: str) -> str | None:
    """The id of the reader of an organisation, once that reader has a key."""
    has_key = reader_table.c.public.is_not(None)
    wanted = select(reader_table.c.id).where(reader_table.c.organisation == organisation_id, has_key)
    found: str | None = connection.scalar(wanted)
    return found


def public_key(connection: Connection, round: Round) -> bytes | None:
    """What texts of a round are sealed to; nothing, where nobody has a key to read them with."""
    found: bytes | None = connection.scalar(select(reader_table.c.public).where(reader_table.c.id == round.reader))
    return found


def _no_round() -> AuditError:
    return AuditError("no_round", _("There is no such round. Go back to the list of rounds."))

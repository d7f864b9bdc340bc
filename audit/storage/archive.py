"""The publications of closed rounds: written once, by closing, and never changed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from audit.errors import AuditError
from audit.principal import Principal
from audit.publication import Publication, from_json, narrowed
from audit.storage.engine import Store
from audit.storage.schema import publication as publications_table
from audit.texts import _


def publications(store: Store, principal: Principal) -> tuple[Publication, ...]:
    """All publications of the organisation, the latest first; for whoever has a link, with what its unit sees of them
    alone."""
    organisation, unit = principal.sees()
    table = publications_table.c
    with store.reading() as connection:
        found = connection.scalars(select(table.document).where(table.organisation == organisation)).all()
    read = [_parsed(document) if unit is None else _narrowed(document, unit) for document in found]
    return tuple(sorted(read, key=_age, reverse=True))


def read(store: Store, principal: Principal, round_id: str) -> Publication:
    """The publication of one round (by the id of the round here, not the one in the document).

    Raises:
        AuditError: the round has none (`no_publication`).
    """
    manages = principal.manages()
    table = publications_table.c
    with store.reading() as connection:
        wanted = select(table.document).where(table.organisation == manages, table.round == round_id)
        document = connection.scalar(wanted)
    if document is None:
        raise AuditError("no_publication", _("There are no results of this organisation and round here."))
    return _parsed(document)


def holds_any(connection: Connection, organisation_id: str) -> bool:
    """Whether an organisation has results of an earlier round."""
    wanted = select(publications_table.c.round).where(publications_table.c.organisation == organisation_id)
    return connection.scalar(wanted.limit(1)) is not None


def add(connection: Connection, organisation_id: str, round_id: str, file: bytes) -> None:
    """Keep the file of a publication, in the transaction that erases the answers it was made of."""
    connection.execute(
        insert(publications_table).values(round=round_id, organisation=organisation_id, document=file.decode())
    )


def _age(publication: Publication) -> tuple[int, date, str]:
    return publication.round.year, publication.round.closed_on, publication.round.id


@lru_cache(maxsize=64)
def _parsed(document: str) -> Publication:
    return from_json(document.encode())


@lru_cache(maxsize=256)
def _narrowed(document: str, unit: str) -> Publication:
    return narrowed(_parsed(document), unit)

"""The results of closed rounds, and what was released beside them, for whoever may see them."""

from __future__ import annotations

from audit.manage import comments, rounds
from audit.manage.comments import Comment
from audit.principal import Principal
from audit.publication import Publication
from audit.storage import archive
from audit.storage.engine import Store


def publications(store: Store, principal: Principal) -> tuple[Publication, ...]:
    """The publications of the organisation, the latest first."""
    return archive.publications(store, principal)


def released(store: Store, principal: Principal, publication: Publication) -> tuple[Comment, ...]:
    """What people wrote in the round of a publication and its reader released, where the one who asks may read it."""
    if publication not in publications(store, principal):
        return ()
    closed = [one for one in rounds.all(store, principal) if one.state == "closed"]
    return tuple(
        text
        for one in closed
        if one.plan.name == publication.round.id
        for text in comments.released(store, principal, one.id)
    )


def read(store: Store, principal: Principal, round_id: str) -> Publication:
    """The publication of one round.

    Raises:
        AuditError: the round has none (`no_publication`).
    """
    return archive.read(store, principal, round_id)

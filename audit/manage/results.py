"""The results of closed rounds, and what was released beside them, for whoever may see them.

`publications` and `read` are those of the archive, which look at who asks themselves.
"""

from __future__ import annotations

from audit.manage import comments, rounds
from audit.manage.comments import Comment
from audit.principal import Principal
from audit.publication import Publication
from audit.storage.archive import publications, read
from audit.storage.engine import Store

__all__ = ["publications", "read", "released"]


def released(store: Store, principal: Principal, publication: Publication) -> tuple[Comment, ...]:
    """The comments that the reader released in the round of a publication; none where the principal may not read it."""
    if publication not in publications(store, principal):
        return ()
    return tuple(
        comment
        for round in rounds.all(store, principal)
        if round.state == "closed" and round.plan.name == publication.round.id
        for comment in comments.released(store, principal, round.id)
    )

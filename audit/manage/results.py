"""The results of closed rounds, and what was released beside them, for whoever may see them.

`publications` and `read` are those of the archive, which look at who asks themselves.
"""

from __future__ import annotations

from pathlib import Path

from audit.errors import Problem
from audit.files.publications import publication_in
from audit.manage import comments, rounds
from audit.manage.comments import Comment
from audit.principal import Principal
from audit.publication import Publication
from audit.storage.archive import publications, read
from audit.storage.engine import Store

__all__ = ["in_folder", "publications", "read", "released"]

FOLDER = "publications"
"""The folder in the data folder in which publications stand that were made elsewhere."""


def in_folder(data: Path, principal: Principal) -> tuple[tuple[Publication, ...], tuple[Problem, ...]]:
    """The publications in the folder `publications` of the data folder, for whoever is management, and what is wrong
    with those that cannot be read. Each file is read again only when it changes."""
    principal.manages()
    found = [publication_in(path) for path in sorted((data / FOLDER).glob("*.json"))]
    publications = tuple(one for one in found if isinstance(one, Publication))
    return publications, tuple(one for one in found if isinstance(one, Problem))


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

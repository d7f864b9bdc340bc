"""The results of closed rounds, and what was released beside them, for whoever may see them.

`publications` and `read` are those of the archive, which look at who asks themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from audit.errors import Problem
from audit.files.publications import publication_in
from audit.manage import comments, rounds
from audit.manage.comments import Comment
from audit.principal import Principal
from audit.publication import Publication
from audit.storage.archive import publications, read
from audit.storage.engine import Store
from audit.texts import _

__all__ = ["in_folder", "publications", "read", "released"]

FOLDER = "publications"
"""The folder in the data folder in which publications stand that were made elsewhere."""


def in_folder(
    data: Path, principal: Principal, own: Iterable[Publication] = ()
) -> tuple[tuple[Publication, ...], tuple[Problem, ...]]:
    """The publications in the folder `publications` of the data folder, for whoever is management, and what is wrong
    with those that cannot be read or shown: of one organisation and round the first stands, those of this installation
    (`own`) before all files. Each file is read again only when it changes."""
    principal.manages()
    standing = {_round(made): (made, _("the round that was closed here")) for made in own}
    problems = list[Problem]()
    files = list[Publication]()
    for path in sorted((data / FOLDER).glob("*.json")):
        found = publication_in(path)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        first, where = standing.setdefault(_round(found), (found, path.name))
        if first is found:
            files.append(found)
        elif first.sha256 != found.sha256:
            sentence = _(
                "This file is not shown: {organisation}, {round} is there already, from {first}, which goes first. "
                "Take one of the two away."
            ).format(organisation=found.organisation.name, round=found.round.title, first=where)
            problems.append(Problem("twice", f"{FOLDER}/{path.name}", sentence))
    return tuple(files), tuple(problems)


def _round(made: Publication) -> tuple[str, str]:
    return made.organisation.id, made.round.id


def released(store: Store, principal: Principal, publication: Publication) -> tuple[Comment, ...]:
    """The comments that the reader released in the round of a publication, for management; none where it may not read
    that."""
    principal.manages()
    if publication not in publications(store, principal):
        return ()
    return tuple(
        comment
        for round in rounds.all(store, principal)
        if round.state == "closed" and round.plan.name == publication.round.id
        for comment in comments.released(store, principal, round.id)
    )

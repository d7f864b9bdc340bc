"""What the people of one unit see of a publication: their own unit and those it is a part of."""

from __future__ import annotations

from audit.organisation import above
from audit.publication.document import Publication
from audit.publication.file import fingerprint


def narrowed(publication: Publication, unit: str) -> Publication:
    """The publication with this unit and those it is a part of, as they stand in it, and no other unit.

    What teams have together (`rest`) goes too: which teams they are follows from the units that are left out. It has a
    fingerprint of its own, so nothing that was worked out from the whole is taken for it.
    """
    kept = above(unit)
    units = tuple(one for one in publication.units if one.id in kept)
    less = publication.model_copy(update={"units": units, "rest": ()})
    return less.model_copy(update={"sha256": fingerprint(less.model_dump(mode="json", by_alias=True))})

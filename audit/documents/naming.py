"""What a document is called as a file: of which organisation, unit and round, and when that was closed."""

from __future__ import annotations

import re
from typing import Final

from audit.publication import Publication
from audit.read.groups import groups

_LONGEST: Final = 60
"""As many letters of each name stand in the name of a file: a path may not be much longer than four of these."""


def file_name(made: Publication, unit_id: str, ending: str) -> str:
    """The name of a file about a unit, or a group of teams, of a publication.

    Raises:
        KeyError: the publication has no unit and no group with this id.
    """
    unit = made.by_id.get(unit_id)
    name = unit.name if unit else groups(made)[unit_id].name
    parts = dict.fromkeys([made.organisation.name, name, made.round.title, made.round.closed_on.isoformat()])
    return " - ".join(filter(None, map(_plain, parts))) + f".{ending}"


def _plain(part: str) -> str:
    """A name with only letters, digits and what every file system takes.

    >>> _plain("../=Team: Noord/Zuid ")
    'Team Noord Zuid'
    """
    return " ".join(re.sub(r"[^\w()&+,-]+", " ", part).split())[:_LONGEST].strip(" -.")

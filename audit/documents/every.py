"""The same document of every unit of a round, in one archive that is written file by file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from audit.documents.formats import FORMATS
from audit.documents.naming import file_name
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read.groups import groups
from audit.read.units import is_shown


def units(made: Publication) -> tuple[str, ...]:
    """The ids of the units, and of the groups of teams, that have a result of their own."""
    return (*(unit.id for unit in made.units if is_shown(unit)), *groups(made))


def write(out: IO[bytes], rounds: Sequence[Publication], ending: str, content: Content) -> Iterator[tuple[int, int]]:
    """Write the documents of all units, in the language in use, as an archive, one in memory at a time. After each it
    gives how many are done and how many there are.

    Args:
        rounds: the publications of the organisation up to the one that is read, the oldest first.
        ending: which document, by the ending of its file.
    """
    made, of, names = rounds[-1], units(rounds[-1]), set[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for done, unit in enumerate(of, 1):
            name = file_name(made, unit, ending)
            if name.casefold() in names:  # two names that are the same without their signs
                name = f"{name.removesuffix(f'.{ending}')} ({done}).{ending}"
            names.add(name.casefold())
            closed = made.round.closed_on
            entry = zipfile.ZipInfo(name, (max(closed.year, 1980), closed.month, closed.day, 12, 0, 0))
            whole.writestr(entry, FORMATS[ending].make(rounds, unit, content))
            yield done, len(of)

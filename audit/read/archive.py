"""The publications of a folder: `<organisation>/<year>.json`, read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit.errors import AuditError, Problem
from audit.files.publications import publication_in
from audit.publication import Publication
from audit.texts import _

SAMPLE = Path(__file__).parents[2] / "sample_data" / "publications"
"""The sample organisations that come along: made up, for everyone to look around in."""


@dataclass(frozen=True)
class Entry:
    """One publication that can be read: of which organisation, of which round."""

    organisation: str
    name: str
    round: str
    title: str
    year: int
    closed_on: date


@dataclass(frozen=True)
class Archive:
    """What a folder holds (nothing where there is none). Files are found by what they say inside, never by a name that
    somebody typed. `own` are publications that come from elsewhere; the organisation of the first of them comes first,
    for it is that of whoever is looking."""

    folder: Path | None = SAMPLE
    own: tuple[Publication, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """All that can be read: one's own organisation, then the others by name; of each the latest round first."""
        found = dict.fromkeys(_entry(publication) for publication in self._publications())
        mine = self.own[0].organisation.id if self.own else None
        return tuple(
            sorted(
                found,
                key=lambda entry: (
                    entry.organisation != mine,
                    entry.name.casefold(),
                    entry.organisation,
                    -entry.year,
                    -entry.closed_on.toordinal(),
                ),
            )
        )

    def organisations(self) -> frozenset[str]:
        """The ids of the organisations that something can be read of."""
        return frozenset(publication.organisation.id for publication in self._publications())

    def rounds(self, organisation: str) -> tuple[Publication, ...]:
        """All that can be read of an organisation, the earliest round first, each once."""
        found: dict[str, Publication] = {}
        for publication in self._publications():
            if publication.organisation.id == organisation:
                found.setdefault(publication.round.id, publication)  # the one that `read` finds
        return tuple(sorted(found.values(), key=_when))

    def problems(self) -> tuple[Problem, ...]:
        """The files that cannot be read, each with a sentence; the others are still there."""
        return tuple(found for path in self._paths() if isinstance(found := publication_in(path), Problem))

    def read(self, organisation: str, round: str) -> Publication:
        """The publication of an organisation's round.

        Raises:
            AuditError: there is none with these ids.
        """
        for publication in self._publications():
            if publication.organisation.id == organisation and publication.round.id == round:
                return publication
        raise AuditError("no_publication", _("There are no results of this organisation and round here."))

    def before(self, publication: Publication) -> Publication | None:
        """The same organisation's latest earlier round, where there is one: by year, and within a year by the day on
        which it was closed."""
        earlier = [made for made in self.rounds(publication.organisation.id) if _when(made) < _when(publication)]
        return earlier[-1] if earlier else None

    def _publications(self) -> Iterator[Publication]:
        yield from self.own
        yield from (found for path in self._paths() if isinstance(found := publication_in(path), Publication))

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("*/*.json")) if self.folder else []


def _when(publication: Publication) -> tuple[int, date]:
    return publication.round.year, publication.round.closed_on


def _entry(publication: Publication) -> Entry:
    organisation, asked = publication.organisation, publication.round
    return Entry(organisation.id, organisation.name, asked.id, asked.title, asked.year, asked.closed_on)

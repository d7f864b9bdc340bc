"""The roster as a file: `service,team,invited[,kind,region]`, read into an organisation."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from audit.errors import InputError, Problem
from audit.files.tables import Row, Table
from audit.organisation import KINDS, LARGEST_TEAM, Kind, Organisation, Service, Team, Unit
from audit.texts import _
from audit.typed import name_key, name_problems, shortened

COLUMNS = ("service", "team", "invited", "kind", "region")


def kind_label(kind: Kind) -> str:
    """What people call a kind of organisation or service."""
    return {
        "ocmw": _("Public centre for social welfare (OCMW)"),
        "caw": _("Centre for general welfare work (CAW)"),
        "vereniging": _("Association where people in poverty take the floor"),
        "vzw": _("Non-profit organisation (vzw)"),
        "lokaal_bestuur": _("Local authority"),
        "andere": _("Something else"),
    }[kind]


def organisation_of(table: Table, *, name: str, kind: Kind | None = None, region: str | None = None) -> Organisation:
    """The organisation that a roster describes, with services and teams in the order of the file.

    Raises:
        InputError: every problem of the roster at once, with row and column; nothing is read half.
    """
    problems = [*name_problems(name, "--organisation"), *table.problems, *table.column_problems(COLUMNS[:3], COLUMNS)]
    if any(column not in table.columns for column in COLUMNS[:3]):
        raise InputError(problems)
    first: dict[str, Row] = {}
    teams: dict[str, dict[str, Team]] = {}
    for row in table.rows:
        service, team = name_key(row.cells["service"]), name_key(row.cells["team"])
        first.setdefault(service, row)
        teams.setdefault(service, {})
        problems += _row_problems(table, row, first[service], repeated=team in teams[service])
        if not problems:
            teams[service][team] = Team(name=row.cells["team"], invited=int(row.cells["invited"]))
        else:  # only to find repeated teams: an organisation is made only when nothing is wrong
            teams[service][team] = Team.model_construct(name=row.cells["team"], invited=1)
    if problems:
        raise InputError(problems)
    services = tuple(
        Service(
            name=row.cells["service"],
            kind=_kind(row.cells.get("kind")),
            region=row.cells.get("region") or None,
            teams=tuple(teams[service].values()),
        )
        for service, row in first.items()
    )
    return Organisation(name=name.strip(), kind=kind, region=region, services=services)


def _kind(cell: str | None) -> Kind | None:
    return next((kind for kind in KINDS if kind == cell), None)


def invited_problems(value: str, place: str) -> list[Problem]:
    """What is wrong with a number of people as somebody wrote it; nothing when it is fine."""
    whole = value.isascii() and value.isdigit()
    if whole and int(value[:12]) > LARGEST_TEAM:
        sentence = _("{value} people is more than a team can have: {limit}. Correct the number.")
        return [Problem("invited", place, sentence.format(value=shortened(value), limit=LARGEST_TEAM))]
    if not whole or int(value[:12]) < 1:
        sentence = _("“{value}” is not a number of people. Write a whole number of at least 1.")
        return [Problem("invited", place, sentence.format(value=shortened(value)))]
    return []


def as_csv(services: Sequence[Service]) -> bytes:
    """The roster as a file that `organisation_of` reads, and that a spreadsheet opens in columns where the comma is
    for decimals; only the names of the columns when there are no services."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(
        (service.name, team.name, team.invited, service.kind or "", service.region or "")
        for service in services
        for team in service.teams
    )
    return out.getvalue().encode("utf-8-sig")


def lost(before: Sequence[Service], after: Sequence[Service]) -> tuple[str, ...]:
    """What is no longer there, by id: that is what years are compared by. A service stands for all its teams."""
    kept = {unit.id for unit in _units(after)}
    gone = {unit.id: unit for unit in _units(before) if unit.id not in kept}
    names = {unit.id: unit.name for unit in _units(before)}
    return tuple(
        unit.name if unit.level == "service" else f"{names[unit.parent or '']}: {unit.name}"
        for unit in gone.values()
        if unit.parent not in gone
    )


def _units(services: Sequence[Service]) -> tuple[Unit, ...]:
    """The services and teams with their ids, without the organisation."""
    return Organisation(name="-", services=tuple(services)).units[1:] if services else ()


def _row_problems(table: Table, row: Row, first: Row, *, repeated: bool) -> list[Problem]:
    """What is wrong with one row.

    Args:
        first: the first row of the same service, which may be the row itself.
        repeated: whether its team stood in the file before.
    """
    cells, problems = row.cells, []
    for column in ("service", "team", "region"):
        if column != "region" or cells.get("region"):
            problems += name_problems(cells[column], table.place(row, column))
    problems += invited_problems(cells["invited"], table.place(row, "invited"))
    if cells.get("kind") and cells["kind"] not in KINDS:
        sentence = _("“{value}” is not a kind of service. Choose from: {kinds}.")
        problems.append(
            Problem(
                "kind",
                table.place(row, "kind"),
                sentence.format(value=shortened(cells["kind"]), kinds=", ".join(KINDS)),
            )
        )
    if repeated:
        sentence = _("The team “{team}” of “{service}” stands here for the second time. Keep one row for each team.")
        problems.append(
            Problem(
                "repeated_team", table.place(row, "team"), sentence.format(team=cells["team"], service=cells["service"])
            )
        )
    for column in ("service", "kind", "region"):
        if cells.get(column) != first.cells.get(column):
            sentence = _("This differs from row {number} of the same service. Write the same on all its rows.")
            problems.append(
                Problem("different_service", table.place(row, column), sentence.format(number=first.number))
            )
    return problems

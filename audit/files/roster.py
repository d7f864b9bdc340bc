"""The roster as a file: `service,team,invited[,kind,region]`, read into an organisation."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from audit.errors import InputError, Problem
from audit.files.cells import as_text, whole
from audit.files.renamed import units
from audit.files.tables import Row, Table, gathered
from audit.organisation import KINDS, LARGEST_TEAM, Kind, Organisation, Service, Team, alike
from audit.texts import _
from audit.typed import name_key, name_problems, shortened

COLUMNS = ("service", "team", "invited", "kind", "region")
HEADINGS = {
    **{column: column for column in COLUMNS},
    "dienst": "service",
    "aantal": "invited",
    "uitgenodigd": "invited",
    "soort": "kind",
    "regio": "region",
}
"""The names of columns that people write, by `name_key`, and those that we use for them."""


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


def unnamed(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, where the first row is a service, a team and a number instead of names.

    >>> unnamed(["Wonen", "Noord", "8"]), unnamed(["dienst", "team", "aantal"])
    (('service', 'team', 'invited'), ())
    """
    plain = len(cells) >= 3 and all(cells[:3]) and not invited_problems(cells[2], "")
    if not plain or any(name_key(cell) in HEADINGS for cell in cells[:3]):
        return ()
    return COLUMNS[: len(cells)]


def organisation_of(table: Table, *, name: str, kind: Kind | None = None, region: str | None = None) -> Organisation:
    """The organisation that a roster describes, with services and teams in the order of the file.

    Raises:
        InputError: every problem of the roster at once, with row and column; nothing is read half.
    """
    table = table.named(HEADINGS)
    problems = [*name_problems(name, "--organisation"), *table.problems, *table.column_problems(COLUMNS[:3], COLUMNS)]
    if any(column not in table.columns for column in COLUMNS[:3]):
        raise InputError(gathered(problems))
    known: dict[str, Row] = {}
    first: dict[str, Row] = {}
    rows_of: dict[str, dict[str, Row]] = {}
    teams: dict[str, list[Team]] = {}
    for row in table.rows:
        service, team = row.cells["service"], row.cells["team"]
        like = alike(service, known, row)
        if like is not None and like.cells["service"] != service:
            problems.append(_alike(table, row, "service", like))
        before = first.setdefault(service, row)
        twin = alike(team, rows_of.setdefault(service, {}), row)
        problems += _row_problems(table, row, before)
        if twin is not None and team:
            problems.append(_alike(table, row, "team", twin))
        if not problems:  # an organisation is made only when nothing is wrong
            teams.setdefault(service, []).append(Team(name=team, invited=int(whole(row.cells["invited"]))))
    if problems:
        raise InputError(gathered(problems))
    services = tuple(
        Service(
            name=row.cells["service"],
            kind=_kind(row.cells.get("kind")),
            region=row.cells.get("region") or None,
            teams=tuple(teams[service]),
        )
        for service, row in first.items()
    )
    return Organisation(name=name.strip(), kind=kind, region=region, services=services)


def _kind(cell: str | None) -> Kind | None:
    return next((kind for kind in KINDS if kind == cell), None)


def invited_problems(value: str, place: str) -> list[Problem]:
    """What is wrong with a number of people as somebody wrote it; nothing when it is fine."""
    digits = whole(value)
    is_number = digits.isascii() and digits.isdigit()
    if is_number and int(digits[:12]) > LARGEST_TEAM:
        sentence = _("{value} people is more than a team can have: {limit}. Correct the number.")
        return [Problem("invited", place, sentence.format(value=shortened(value), limit=LARGEST_TEAM))]
    if not is_number or int(digits[:12]) < 1:
        sentence = _("“{value}” is not a number of people. Write a whole number of at least 1.")
        return [Problem("invited", place, sentence.format(value=shortened(value)))]
    return []


def as_csv(services: Sequence[Service]) -> bytes:
    """The roster as a file that `organisation_of` reads, and that a spreadsheet opens in columns where the comma is
    for decimals; only the names of the columns when there are no services. No name in it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(
        (as_text(service.name), as_text(team.name), team.invited, service.kind or "", as_text(service.region or ""))
        for service in services
        for team in service.teams
    )
    return out.getvalue().encode("utf-8-sig")


def lost(before: Sequence[Service], after: Sequence[Service]) -> tuple[str, ...]:
    """What is no longer there, by id: that is what years are compared by. A service stands for all its teams."""
    kept = {unit.id for unit in units(after)}
    gone = {unit.id: unit for unit in units(before) if unit.id not in kept}
    names = {unit.id: unit.name for unit in units(before)}
    return tuple(
        unit.name if unit.level == "service" else f"{names[unit.parent or '']}: {unit.name}"
        for unit in gone.values()
        if unit.parent not in gone
    )


def _alike(table: Table, row: Row, column: str, other: Row) -> Problem:
    """Two rows with names that are the same, or differ only in what makes no other name."""
    name, like = row.cells[column], other.cells[column]
    if name == like:
        sentence = _(
            "The team “{name}” stands here for the second time, after row {number}. Keep one row for each team."
        )
    else:
        sentence = _(
            "“{name}” and “{like}” in row {number} differ only in capitals, blanks, accents or signs. "
            "Write them the same, or give them names that differ more."
        )
    filled = sentence.format(name=shortened(name), like=shortened(like), number=other.number)
    return Problem("alike_names", table.place(row, column), filled)


def _row_problems(table: Table, row: Row, first: Row) -> list[Problem]:
    """What is wrong with one row; `first` is the first row of the same service, which may be the row itself."""
    cells, problems = row.cells, []
    for column in ("service", "team", "region"):
        if column != "region" or cells.get("region"):
            problems += name_problems(cells[column], table.place(row, column))
    problems += invited_problems(cells["invited"], table.place(row, "invited"))
    if cells.get("kind") and cells["kind"] not in KINDS:
        sentence = _("“{value}” is not a kind of service. Choose from: {kinds}.")
        filled = sentence.format(value=shortened(cells["kind"]), kinds=", ".join(KINDS))
        problems.append(Problem("kind", table.place(row, "kind"), filled))
    for column in ("kind", "region"):
        if cells.get(column) != first.cells.get(column):
            sentence = _("This differs from row {number} of the same service. Write the same on all its rows.")
            problems.append(
                Problem("different_service", table.place(row, column), sentence.format(number=first.number))
            )
    return problems

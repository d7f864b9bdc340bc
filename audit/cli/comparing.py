"""Comparing what organisations shared."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from audit import texts
from audit.cli import options
from audit.cli.options import FILE
from audit.errors import InputError, Problem
from audit.files.publications import publication_in
from audit.files.whole import write_whole
from audit.organisation import Kind
from audit.texts import _

_PARTS = ("", "-themes", "-columns")

if TYPE_CHECKING:
    from audit.compare.field import Field
    from audit.compare.table import Cell, Column


@click.command()
@click.argument("shared", metavar="SHARED.json…", type=FILE, nargs=-1, required=True)
@click.option("--by", type=click.Choice(("service", "organisation")), default="service", show_default=True)
@click.option("--kind", callback=options.kind, help="Only services of this kind.")
@click.option("--region", callback=options.name, help="Only services of this region.")
@click.option("--out", type=FILE, required=True, help="Where the comparison is written (.xlsx or .csv).")
def compare(
    shared: tuple[Path, ...],
    by: Literal["service", "organisation"],
    kind: Kind | None,
    region: str | None,
    out: Path,
) -> int:
    """Compare services from the shared files of three organisations or more. It is no ranking.

    Beside a .csv file of the services, one of the themes is written, and one that says what every column holds.
    """
    from audit.compare.field import field_of
    from audit.publication import Publication

    if out.suffix not in (".csv", ".xlsx"):
        sentence = _("The comparison is written as .xlsx or .csv. Choose such a name.")
        raise InputError([Problem("format", "--out", sentence)])
    _require_free(out, shared)
    read = [publication_in(path) for path in shared]
    if problems := [found for found in read if isinstance(found, Problem)]:
        raise InputError(problems)
    field = field_of([found for found in read if isinstance(found, Publication)], by, kind, region)
    (_write_workbook if out.suffix == ".xlsx" else _write_tables)(out, field)
    _tell(field, out)
    return 0


def _require_free(out: Path, shared: Sequence[Path]) -> None:
    """Refuse to write where a file that was given stands, or a folder, before anything is written."""
    given = [os.path.realpath(path) for path in shared]
    for path in [_beside(out, part) for part in _PARTS] if out.suffix == ".csv" else [out]:
        if os.path.realpath(path) in given:
            sentence = _("This would overwrite your own input. Choose another name.")
            raise InputError([Problem("overwrite", "--out", sentence)])
        if path.is_dir():
            sentence = _("“{name}” is a folder. Choose another name.").format(name=path.name)
            raise InputError([Problem("folder", "--out", sentence)])


def _beside(out: Path, part: str) -> Path:
    """The file of one table, beside that of the services."""
    return out.with_name(f"{out.stem}{part}.csv")


def _write_workbook(out: Path, field: Field) -> None:
    """Write the services and the themes as tables of one workbook."""
    from audit.compare import table
    from audit.documents.numbers import Sheet
    from audit.documents.workbook import bound

    language = texts.language()
    found = [
        Sheet(name, title, tuple((column.name, column.name, column.holds) for column in columns), tuple(rows))
        for name, title, columns, rows in (
            ("services", _("Services"), table.services(), table.service_rows(field, language)),
            ("themes", _("Themes"), table.themes(), table.theme_rows(field, language)),
        )
    ]
    last = max(place.publication.round.closed_on for place in field.places)
    write_whole(out, bound(_("Services side by side"), [_what_it_is_not()], found, last))


def _write_tables(out: Path, field: Field) -> None:
    """Write the services, and beside them the themes and what every column holds."""
    from audit.compare import table

    language = texts.language()
    columns = {"": table.services(), "-themes": table.themes()}
    explained = [(out.stem + part, *column) for part, each in columns.items() for column in each]
    explained.append(("", "", _what_it_is_not()))
    _write(out, "-columns", table.dictionary(), explained)
    _write(out, "-themes", columns["-themes"], table.theme_rows(field, language))
    _write(out, "", columns[""], table.service_rows(field, language))


def _write(out: Path, part: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one table beside the others."""
    from audit.documents.archive import written

    write_whole(_beside(out, part), written([column.name for column in columns], list(rows)))


def _tell(field: Field, out: Path) -> None:
    """Say what was compared, and what it is not."""
    organisations = len({place.publication.organisation.id for place in field.places})
    sentence = _("{path}: {n} services of {organisations} organisations, over {themes} themes.")
    counts = {"n": len(field.places), "organisations": organisations, "themes": len(field.themes)}
    click.echo(sentence.format(path=out, **counts))
    for older in field.left_out:
        sentence = _("Of {name} a file that was closed later counts; that of {round} is left out.")
        click.echo(sentence.format(name=older.organisation.name, round=older.round.title))
    click.echo(_what_it_is_not())


def _what_it_is_not() -> str:
    return _("This is no ranking and no proof: it says where services clearly differ, and where nobody can tell.")

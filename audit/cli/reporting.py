"""Making a document of a publication."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import texts
from audit.cli.options import FILE
from audit.cli.sentences import tell_on_a_terminal
from audit.errors import InputError, Problem
from audit.files.publications import publication_in
from audit.files.whole import write_whole
from audit.questionnaire import read as read_questionnaires
from audit.texts import _

if TYPE_CHECKING:
    from audit.publication import Publication


@click.command()
@click.argument("publication_file", metavar="PUBLICATION.json", type=FILE)
@click.option("--unit", default="org", show_default=True, help="The id of the unit; the organisation when left out.")
@click.option(
    "--lang",
    "--language",
    "language",
    type=click.Choice(texts.LANGUAGES),
    default="nl",
    show_default=True,
    help="The language of the document.",
)
@click.option("--earlier", multiple=True, type=FILE, help="An earlier publication to compare with; may be repeated.")
@click.option(
    "-o",
    "--out",
    type=FILE,
    help="Where the document is written; the ending says what it is (.pdf, .xlsx, .csv, .zip, .json).",
)
def report(publication_file: Path, unit: str, language: str, earlier: tuple[Path, ...], out: Path | None) -> int:
    """Make a document of PUBLICATION.json: a report of one of its units."""
    from audit.documents.formats import FORMATS
    from audit.documents.naming import file_name

    rounds = _rounds(publication_file, earlier)
    made = rounds[-1]
    _check_unit(made, unit)
    place = out or Path(file_name(made, unit, "pdf"))
    ending = place.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        sentence = _("“{name}” does not say which document to make. Let its name end in {endings}.")
        endings = ", ".join(f".{known}" for known in FORMATS)
        raise InputError([Problem("ending", "--out", sentence.format(name=place.name, endings=endings))])
    if os.path.realpath(place) in [os.path.realpath(given) for given in (publication_file, *earlier)]:
        sentence = _("This would overwrite your own input. Choose another name.")
        raise InputError([Problem("overwrite", "--out", sentence)])
    tell_on_a_terminal(_("Making {name} …").format(name=place.name))
    with texts.spoken(language):
        data = FORMATS[ending].make(rounds, unit, read_questionnaires())
    write_whole(place, data)
    click.echo(str(place))
    return 0


def _rounds(file: Path, earlier: tuple[Path, ...]) -> list[Publication]:
    """The publications, the one to report on last.

    Raises:
        InputError: what is wrong with each file, all at once.
    """
    found = [publication_in(path) for path in (*earlier, file)]
    problems = [one for one in found if isinstance(one, Problem)]
    for path, one in zip((*earlier, file), found, strict=True):
        if not isinstance(one, Problem) and one.audience == "outside":
            problems.append(Problem("shared", path.name, _("This is a shared file: it is for comparing only.")))
    rounds = [one for one in found if not isinstance(one, Problem)]
    if not problems:
        made = rounds[-1]
        when = made.round.year, made.round.closed_on
        for path, one in zip(earlier, rounds, strict=False):
            if one.organisation.id != made.organisation.id or (one.round.year, one.round.closed_on) >= when:
                sentence = _("This is no earlier round of “{organisation}”.").format(
                    organisation=made.organisation.name
                )
                problems.append(Problem("not_earlier", path.name, sentence))
    if problems:
        raise InputError(problems)
    return sorted(rounds, key=lambda one: (one.round.year, one.round.closed_on))


def _check_unit(made: Publication, unit: str) -> None:
    from audit.read.groups import groups

    known = [*made.by_id, *groups(made)]
    if unit not in known:
        sentence = _("There is no unit “{unit}” in this publication. Choose from: {units}.")
        raise InputError([Problem("no_unit", "--unit", sentence.format(unit=unit, units=", ".join(known)))])

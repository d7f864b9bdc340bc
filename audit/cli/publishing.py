"""Turning a table of answers into a publication."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options
from audit.cli.options import FILE
from audit.cli.sentences import tell_on_a_terminal
from audit.errors import InputError, Problem
from audit.files import roster, tables
from audit.files.whole import write_whole
from audit.organisation import Kind, Organisation
from audit.questionnaire import Content
from audit.questionnaire import read as read_questionnaires
from audit.texts import _

if TYPE_CHECKING:
    from audit.collect.responses import Answers
    from audit.publication import Publication


@click.command()
@click.argument("answers", type=FILE)
@click.option("--roster", "roster_file", type=FILE, required=True, help="Who was invited: service, team, invited.")
@click.option("--organisation", "name", required=True, callback=options.name, help="The name of the organisation.")
@click.option(
    "--round", "round_name", required=True, callback=options.name, help="The round; sets its id, title and year."
)
@click.option("--closed-on", callback=options.day, help="The day the round was closed (today, when left out).")
@click.option("--kind", callback=options.kind, help="The kind of organisation.")
@click.option("--region", callback=options.name, help="The region of the organisation.")
@click.option("--questionnaires", type=FILE, help="A folder with questionnaires of your own.")
@click.option(
    "--minimum-group", default="5", callback=options.minimum_group, help="People a group needs to be shown (5 or more)."
)
@click.option("--out", type=FILE, required=True, help="Where the publication is written.")
def publish(
    answers: Path,
    roster_file: Path,
    name: str,
    round_name: str,
    closed_on: date,
    kind: Kind | None,
    region: str | None,
    questionnaires: Path | None,
    minimum_group: int,
    out: Path,
) -> int:
    """Turn ANSWERS.csv into a publication, without a server."""
    # numpy comes with these: only the commands that count pay for it
    from audit.publication import to_json
    from audit.publish.composition import compose, round_of, rules_of

    if _overwrites(out, (answers, roster_file), questionnaires):
        sentence = _("This would overwrite your own input. Choose another name.")
        raise InputError([Problem("overwrite", "--out", sentence)])
    content = read_questionnaires(questionnaires)
    organisation, given = _read_both(roster_file, answers, content, name=name, kind=kind, region=region)
    tell_on_a_terminal(_("Counting the answers of {n} people …").format(n=len(given.responses)))
    publication = compose(organisation, round_of(round_name, closed_on), rules_of(minimum_group), content, given)
    write_whole(out, to_json(publication))
    _report(out, publication, given)
    return 0


def _overwrites(out: Path, inputs: tuple[Path, ...], folder: Path | None) -> bool:
    """Whether writing there would replace what somebody gave us."""
    place = os.path.realpath(out)
    if folder is not None and os.path.dirname(place) == os.path.realpath(folder) and os.path.exists(place):
        return True
    return place in [os.path.realpath(given) for given in inputs]


def _read_both(
    roster_file: Path, answers: Path, content: Content, *, name: str, kind: Kind | None, region: str | None
) -> tuple[Organisation, Answers]:
    """The roster and the answers.

    Raises:
        InputError: every problem of both files at once.
    """
    from audit.collect.answers import answers_of

    problems: list[Problem] = []
    organisation = given = None
    try:
        organisation = roster.organisation_of(tables.read(roster_file), name=name, kind=kind, region=region)
    except InputError as error:
        problems += error.problems
    try:
        given = answers_of(tables.read(answers), organisation, content)
    except InputError as error:
        problems += error.problems
    if organisation is None or given is None:
        raise InputError(problems)
    return organisation, given


def _report(out: Path, publication: Publication, given: Answers) -> None:
    """Say what was odd, what was left out and how much of the publication is shown."""
    for warning in given.warnings:
        click.echo(str(warning), err=True)
    if given.ignored:
        click.echo(
            _("Open answers are not part of a publication; left out: {columns}.").format(
                columns=", ".join(given.ignored)
            ),
            err=True,
        )
    click.echo(
        _("{out}: {n} people, {shown} of {units} units shown for at least one theme.").format(
            out=out,
            n=len(given.responses),
            units=len(publication.units),
            shown=sum(any(cell.shown for cell in unit.themes) for unit in publication.units),
        )
    )

"""`python -m audit …`: from answers to a publication without a server.

Every command ends with 0, or with 1 and sentences on the error stream that say what to mend; never with a traceback,
and never with a half-written file.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit import __version__, texts
from audit.errors import AuditError, InputError, Problem
from audit.files import roster, tables
from audit.files.whole import write_whole
from audit.organisation import KINDS, Kind, Organisation
from audit.questionnaire import OURS, Content
from audit.questionnaire import check as check_questionnaires
from audit.questionnaire import read as read_questionnaires
from audit.texts import _, ngettext
from audit.typed import name_problems

if TYPE_CHECKING:  # only commands that count import these when they run
    from audit.collect.responses import Answers
    from audit.publication import Publication
    from audit.publish.forecast import Join, TeamForecast

_file = click.Path(path_type=Path)


class _Sentences(click.Group):
    """A group of commands whose errors are sentences."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave the process: status 0, or 1 after sentences on the error stream. Signs that the
        console does not have become question marks."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            status = super().main(*args, **kwargs | {"standalone_mode": False})
        except click.exceptions.Exit as leaving:
            status = leaving.exit_code
        except click.Abort:
            _complain([_("Stopped. Nothing was written.")])
            status = 1
        except click.ClickException as error:
            _complain([error.format_message()])
            status = 1
        except AuditError as error:
            _complain(_sentences(error))
            status = 1
        sys.exit(status if isinstance(status, int) else 0)


def _sentences(error: AuditError) -> list[str]:
    return [str(problem) for problem in error.problems] if isinstance(error, InputError) else [error.sentence]


def _complain(lines: list[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


@click.group(cls=_Sentences)
@click.version_option(__version__, prog_name="krachtspiegel")
@click.option(
    "--lang", type=click.Choice(texts.LANGUAGES), default="en", show_default=True, help="Language of the messages."
)
def main(lang: str) -> None:
    """Krachtspiegel: from answers to a safe publication, without a server."""
    texts.use(lang)


@main.command()
@click.argument("paths", nargs=-1, type=_file)
def check(paths: tuple[Path, ...]) -> int:
    """Check questionnaires: files or folders (ours, when none is named)."""
    problems = [problem for path in paths or (OURS,) for problem in check_questionnaires(path)]
    if problems:
        raise InputError(problems)
    click.echo(_("All questionnaires are in order."))
    return 0


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date:
    try:
        return date.fromisoformat(value) if value is not None else date.today()
    except ValueError as error:
        sentence = _("“{value}” is not a date. Write it as 2026-06-30.").format(value=value)
        raise InputError([Problem("date", "--closed-on", sentence)]) from error


def _group(_context: click.Context, _option: click.Parameter, value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value[:6]) >= 5 and len(value) <= 6):
        sentence = _("“{value}” is no minimum group. Write a whole number of 5 or more.").format(value=value)
        raise InputError([Problem("minimum_group", "--minimum-group", sentence)])
    return int(value)


def _kind(_context: click.Context, _option: click.Parameter, value: str | None) -> Kind | None:
    kind = next((kind for kind in KINDS if kind == value), None)
    if value is not None and kind is None:
        sentence = _("“{value}” is not a kind of service. Choose from: {kinds}.")
        raise InputError([Problem("kind", "--kind", sentence.format(value=value, kinds=", ".join(KINDS)))])
    return kind


def _name(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is not None and (problems := name_problems(value, option.opts[0])):
        raise InputError(problems)
    return value


def _overwrites(out: Path, inputs: tuple[Path, ...], folder: Path | None) -> bool:
    """Whether writing there would replace what somebody gave us."""
    place = os.path.realpath(out)
    if folder is not None and os.path.dirname(place) == os.path.realpath(folder) and os.path.exists(place):
        return True
    return place in [os.path.realpath(given) for given in inputs]


def _tell_on_a_terminal(sentence: str) -> None:
    """Write to the error stream when that is a terminal; nothing when it is a file or a pipe."""
    if sys.stderr.isatty():
        click.echo(sentence, err=True)


def _share(_context: click.Context, _option: click.Parameter, value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        sentence = _("“{value}” is no share of people. Write a number above 0 and at most 1, such as 0.8.")
        raise InputError([Problem("response", "--response", sentence.format(value=value))])
    return share


@main.command()
def upkeep() -> int:
    """Erase and wipe what is due. The app does this by itself, at start and every hour."""
    from audit import storage
    from audit.manage.upkeep import run

    store = storage.ours()
    done = run(store)
    found = ngettext("{n} text erased that waited too long.", "{n} texts erased that waited too long.", done.erased)
    click.echo(found.format(n=done.erased))
    if done.swept:
        click.echo(_("Nothing that was erased is left on the disk."))
    else:
        _complain([_("What was erased could not be wiped from the disk yet: the data is in use. Try again later.")])
    _complain(list(store.warnings()))
    return 0


@main.command()
def passphrase() -> int:
    """Set the passphrase of management anew, on this machine; everybody is signed out."""
    from audit import settings, storage
    from audit.access import recovery

    store = storage.ours()
    recovery.require_set_up(store)
    new = click.prompt(_("New passphrase of management"), hide_input=True, err=True)
    if new != click.prompt(_("The same passphrase again"), hide_input=True, err=True):
        raise AuditError("different", _("The two passphrases are not the same. Nothing was changed."))
    folder = settings.read().data_dir
    recovery.reset(store, new, folder)
    done = _("The passphrase was changed, and everybody was signed out. {file} says that this was done.")
    click.echo(done.format(file=folder / recovery.LOG))
    return 0


@main.command()
def setup_link() -> int:
    """Show the link with which the first organisation is set up, where AUDIT_PUBLIC_URL is set."""
    from audit import settings, storage
    from audit.access import setup

    public_url = settings.read().public_url
    if not public_url:
        sentence = _("AUDIT_PUBLIC_URL is not set: only this machine reaches the app, and setting up needs no link.")
        raise AuditError("no_public_url", sentence)
    click.echo(setup.link(storage.ours(), public_url))
    return 0


@main.command()
@click.argument("roster_file", metavar="ROSTER.csv", type=_file)
@click.option("--response", default="0.8", show_default=True, callback=_share, help="The share of people who answer.")
@click.option("--minimum-group", default="5", callback=_group, help="People a group needs to be shown (5 or more).")
def forecast(roster_file: Path, response: float, minimum_group: int) -> int:
    """Tell which teams of ROSTER.csv can have a result of their own, and which to join."""
    from audit.publish.forecast import forecast as forecast_of

    organisation = roster.organisation_of(tables.read(roster_file), name="-")
    found = forecast_of(organisation, response, minimum_group)
    services = {unit.id: unit.name for unit in organisation.units}
    for one in found.teams:
        click.echo(f"{services[one.team.parent or '']}, {one.team.name}: {_outlook(one, minimum_group)}")
    for join in found.joins:
        click.echo(_joined(join))
    if not found.joins:
        click.echo(_("Every team can have a result of its own."))
    return 0


def _outlook(one: TeamForecast, k: int) -> str:
    return {
        "own_result": _("own result"),
        "own_result_if": _("own result if at least {k} of {invited} answer"),
        "never": _("never: fewer than {k} invited"),
        "beside_a_small_team": _("hidden beside a small team"),
    }[one.outlook].format(k=k, invited=one.team.invited)


def _joined(join: Join) -> str:
    names = ", ".join(f"“{team.name}”" for team in join.teams)
    if join.enough:
        sentence = _("In “{service}”, join {teams}: together about {n} people answer.")
    else:
        sentence = _("“{service}” is too small as a whole: about {n} people answer. Join {teams} with another service.")
    return sentence.format(service=join.service.name, teams=names, n=join.expected)


@main.command()
@click.argument("answers", type=_file)
@click.option("--roster", "roster_file", type=_file, required=True, help="Who was invited: service, team, invited.")
@click.option("--organisation", "name", required=True, callback=_name, help="The name of the organisation.")
@click.option("--round", "round_name", required=True, callback=_name, help="The round; sets its id, title and year.")
@click.option("--closed-on", callback=_day, help="The day the round was closed (today, when left out).")
@click.option("--kind", callback=_kind, help="The kind of organisation.")
@click.option("--region", callback=_name, help="The region of the organisation.")
@click.option("--questionnaires", type=_file, help="A folder with questionnaires of your own.")
@click.option("--minimum-group", default="5", callback=_group, help="People a group needs to be shown (5 or more).")
@click.option("--out", type=_file, required=True, help="Where the publication is written.")
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
    _tell_on_a_terminal(_("Counting the answers of {n} people …").format(n=len(given.responses)))
    publication = compose(organisation, round_of(round_name, closed_on), rules_of(minimum_group), content, given)
    write_whole(out, to_json(publication))
    _report(out, publication, given)
    return 0


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

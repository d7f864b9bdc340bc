"""Telling beforehand which teams can have a result of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options
from audit.cli.options import FILE
from audit.files import roster, tables
from audit.texts import _

if TYPE_CHECKING:
    from audit.publish.forecast import Join, TeamForecast


@click.command()
@click.argument("roster_file", metavar="ROSTER.csv", type=FILE)
@click.option(
    "--response", default="0.8", show_default=True, callback=options.share, help="The share of people who answer."
)
@click.option(
    "--minimum-group", default="5", callback=options.minimum_group, help="People a group needs to be shown (5 or more)."
)
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

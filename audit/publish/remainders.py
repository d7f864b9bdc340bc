"""What is left over of a shown unit beside its shown parts: derivable anyway, so shown as "other teams together"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.organisation import Unit
from audit.publication import Rest, RestTheme
from audit.publish.cells import Cells, Group
from audit.publish.disclosure import remainders
from audit.publish.guard import Teams
from audit.publish.scoring import band, score


def rest(cells: Cells) -> Iterator[Rest]:
    """The remainder of each shown unit that has shown parts; themes that leave over the same teams stand together."""
    units = cells.tally.units
    place = {unit.id: number for number, unit in enumerate(units)}
    n_teams = _team_counts(units)
    found: dict[tuple[int, Teams], list[RestTheme]] = {}
    for id, number in cells.number.items():
        answers = cells.tally.unit_answers[:, number]
        for unit, teams in remainders(units, cells.patterns.themes[id]):
            if len(teams) < n_teams[unit.id] and answers[list(teams)].any():
                found.setdefault((place[unit.id], teams), []).append(_rest_theme(cells, id, teams))
    for (number, teams), themes in sorted(found.items(), key=lambda entry: entry[0]):
        yield Rest(parent=units[number].id, n=_responses(cells, teams), themes=tuple(themes))


def _team_counts(units: tuple[Unit, ...]) -> Counter[str | None]:
    """How many teams each service has, and the organisation."""
    parents = {unit.id: unit.parent for unit in units}
    return Counter(
        above for unit in units if unit.level == "team" for above in (unit.parent, parents[unit.parent or ""])
    )


def _responses(cells: Cells, teams: Teams) -> int | None:
    """How many people of some teams answered, where that follows from the `responses` that are shown."""
    outside = set(teams)
    for _unit, together in remainders(cells.tally.units, cells.patterns.responses):
        if outside.isdisjoint(together):
            continue
        if not outside.issuperset(together):
            return None
        outside -= set(together)
    return None if outside else int(cells.tally.n_responses[list(teams)].sum())


def _rest_theme(cells: Cells, id: str, teams: Teams) -> RestTheme:
    number, tally = cells.number[id], cells.tally
    answers = int(tally.unit_answers[list(teams), number].sum())
    total = int(tally.unit_totals[list(teams), number].sum())
    n = int((tally.members[list(teams)].any(axis=0) & tally.in_theme[:, number]).sum())
    group = Group(n, n, answers, total)
    mean = float(score(total, answers))
    return RestTheme(
        theme=id,
        n=n,
        answers=answers,
        score=mean,
        interval_now=cells.interval_now(id, group, sum(tally.units[team].invited for team in teams)),
        band=band(mean),
    )

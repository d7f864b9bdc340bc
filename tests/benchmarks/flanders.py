"""Flanders in one year: from the answers of 60,000 people to 300 publications, on one core, stage by stage.

    make bench

prints a table for docs/benchmarks.md. The organisations are made up: 10 teams of 20 people who answered, 26 invited
each, 48 items. Beside the stages, in the same run and for orientation: one bare `numpy.bincount` over the same answers,
and the scores alone written plainly with pandas.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from audit.collect.responses import Answers, Response
from audit.organisation import Organisation, Service, Team
from audit.publication import to_json
from audit.publish import quality, selfcheck
from audit.publish.cells import Cells
from audit.publish.composition import compose, round_of, rules_of, units
from audit.publish.counting import tally
from audit.publish.patterns import patterns_of
from audit.publish.remainders import rest
from audit.publish.tally import Tally
from audit.publish.votes import Votes
from audit.questionnaire import Content, read

TEAMS, ANSWERED, INVITED = (4, 3, 3), 20, 26
ROUND, RULES = round_of("2026", date(2026, 6, 30)), rules_of(5)
ROLES = ("medewerker",) * 7 + ("ondersteuning", "leiding", "vrijwilliger")


def organisation(number: int) -> Organisation:
    """An organisation of three services and ten teams."""
    services = tuple(
        Service(name=f"Dienst {s}", teams=tuple(Team(name=f"Team {t}", invited=INVITED) for t in range(teams)))
        for s, teams in enumerate(TEAMS)
    )
    return Organisation(name=f"Organisatie {number}", services=services)


def answers(content: Content, whole: Organisation, generator: np.random.Generator, each: int = ANSWERED) -> Answers:
    """What its people answered, `each` so many in a team: a view of their own, a few "weet ik niet", "niet van
    toepassing" and gaps."""
    themes = [theme.id for theme in content.themes]
    items = sum(len(questionnaire.items) for questionnaire in content.questionnaires)
    teams = [unit.id for unit in whole.units if unit.level == "team" for _person in range(each)]
    views = generator.normal(3.3, 0.6, (len(teams), 1)) + generator.normal(0, 0.8, (len(teams), items))
    cells = np.clip(np.rint(views), 1, 5).astype(int).astype(str)
    luck = generator.random(cells.shape)
    for text, low, high in (("dk", 0.0, 0.05), ("na", 0.05, 0.07), ("", 0.07, 0.09)):
        cells[(luck >= low) & (luck < high)] = text
    chosen = [tuple(generator.choice(themes, 3, replace=False).tolist()) for _person in teams]
    roles = generator.choice(ROLES, len(teams)).tolist()
    rows = zip(teams, roles, cells.tolist(), chosen, strict=True)
    responses = tuple(Response(team, role, tuple(given), three) for team, role, given, three in rows)
    return Answers(tuple(content.questionnaires), responses)


class Clock:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def __call__(self, stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        began = time.process_time()
        result = work(*arguments)
        self.seconds[stage] += time.process_time() - began
        return result


def stages(content: Content, organisations: Iterator[tuple[Organisation, Answers]]) -> dict[str, float]:
    """Every stage on its own, and the whole as it runs at a closing."""
    clock, roles = Clock(), tuple(role.code for role in content.shared.roles)
    for whole, given in organisations:
        counted = clock("count answers", counted_whole, given, whole)
        patterns = clock("decide what is shown", patterns_of, counted, RULES, roles)
        clock("fill in all cells", all_cells, Cells(counted, RULES, content, patterns))
        clock("reliability, differences between teams", quality.organisation_only, counted, patterns, RULES)
        publication = clock("all of it (compose)", compose, whole, ROUND, RULES, content, given)
        clock("the last look (self-check)", selfcheck.check, publication, counted)
        clock("write canonical JSON", to_json, publication)
        clock("for orientation: numpy.bincount", np.bincount, counted.codes.ravel())
        clock("for orientation: scores with pandas", plain_scores, content, counted.answers, given)
    return clock.seconds


def counted_whole(given: Answers, whole: Organisation) -> Tally:
    """A tally with the counts that everything else asks for already made."""
    counted = tally(given, whole.units, RULES.minimum_group)
    assert counted.f.size and counted.unit_totals.size
    return counted


def all_cells(cells: Cells) -> tuple[Any, Any]:
    """Every cell of the publication."""
    return tuple(units(cells, Votes(cells, ROUND))), tuple(rest(cells))


def plain_scores(content: Content, values: np.ndarray[Any, Any], given: Answers) -> pd.DataFrame:
    """Item means per team, written plainly, with nothing about who may be shown."""
    items = [item.id for questionnaire in content.questionnaires for item in questionnaire.items]
    table = pd.DataFrame(values, columns=items).assign(team=[response.team for response in given.responses])
    return table.groupby("team").mean()


def many(content: Content, count: int) -> Iterator[tuple[Organisation, Answers]]:
    generator = np.random.default_rng(20260630)
    for number in range(count):
        whole = organisation(number)
        yield whole, answers(content, whole, generator)


def main() -> None:
    content = read()
    list(stages(content, many(content, 1)))  # imports and caches are not what is measured
    whole = "all of it (compose)"
    sizes = [int(size) for size in sys.argv[1:]] or [3, 30, 300]
    for count in sizes:
        seconds = stages(content, many(content, count))
        people = count * sum(TEAMS) * ANSWERED
        total = seconds[whole] + seconds["write canonical JSON"]
        print(
            f"\n{count} organisations, {count * sum(TEAMS)} teams, {people} people: "
            f"{total:.1f} s, {1e6 * total / people:.0f} µs a person\n"
        )
        print("| stage | seconds | of the whole |\n|---|---|---|")
        for stage, spent in seconds.items():
            print(f"| {stage} | {spent:.2f} | {100 * spent / seconds[whole]:.1f} % |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the whole run, everything imported: {peak:.0f} MB")


if __name__ == "__main__":
    main()

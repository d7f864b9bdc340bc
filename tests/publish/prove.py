"""Twenty thousand random hierarchies against the attacker, then three thousand publications against all that is said of
them, and two hundred with their charts in a browser: `make prove` (on `WORKERS` processes), or
`python -m tests.publish.prove 500 7 100 20` for 500 hierarchies from seed 7 on, 100 publications and 20 with charts.

Says now and then how far it is, and ends with 1 when anything was found. What was interrupted can go on from the seed
that was said last.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from audit.errors import AuditError
from audit.publish import certainty
from tests.helpers.attacker import Unexplained
from tests.helpers.claim_rounds import case
from tests.helpers.counts import counted
from tests.helpers.overlaps import wrong
from tests.helpers.random_rounds import random_round
from tests.helpers.reading import contradictions
from tests.helpers.serving import launch
from tests.helpers.totals import System, Undecided, certain, systems

HIERARCHIES, SEED, PUBLICATIONS, DRAWN = 20_000, 20_260_630, 3_000, 200
EVERY = 60.0
"""How many seconds go by between two lines about how far it is."""
INSIDERS, LARGEST = 2, 40
"""Of each round so many themes are looked at by an insider, with at most so many people: with more, the solver can take
minutes for one question. A question is given up after 2,000 branches."""


class Looked(NamedTuple):
    """What was found in one round: sentences, what it was attacked for, themes that the solver did not finish, and of
    the insiders that were tried how many learn a total."""

    found: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    undecided: int = 0
    insiders: int = 0
    told: int = 0


def main() -> int:
    """Attack so many rounds from a seed on, and read so many (all may be given on the command line)."""
    usual = HIERARCHIES, SEED, PUBLICATIONS, DRAWN
    attacked, first, publications, charts = (*map(int, sys.argv[1:]), *usual[len(sys.argv) - 1 :])
    leaks = attack(attacked, first)
    return 1 if leaks + read(publications, first) + draw(charts, first) else 0


def attack(count: int, first: int) -> int:
    """Attack so many rounds from a seed on. Returns how many leaks there are."""
    start, leaks, undecided, insiders, told = time.monotonic(), 0, 0, 0, 0
    kinds: Counter[str] = Counter()
    for looked in _all(attacked, count, first, "leaks"):
        kinds.update(looked.kinds)
        leaks, undecided = leaks + len(looked.found), undecided + looked.undecided
        insiders, told = insiders + looked.insiders, told + looked.told
    print(", ".join(f"{times} with {kind}" for kind, times in sorted(kinds.items())))
    print(f"{told} of {insiders} people who know their own total learn that of somebody else")
    print(f"{undecided} themes on which the solver gave up")
    minutes = (time.monotonic() - start) / 60
    print(f"{count} hierarchies in {minutes:.1f} minutes; leaks found: {leaks or 'none'}", flush=True)
    return leaks


def draw(count: int, first: int) -> int:
    """Look at the charts of so many publications in a browser. Returns how many texts cover another or stick out."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        found = wrong(range(first, first + count), Path(folder), browser)
        browser.close()
    for what in found:
        print(f"text in a chart: {what}")
    print(f"charts of {count} publications drawn; texts that cover another or stick out: {len(found) or 'none'}")
    return len(found)


def read(count: int, first: int) -> int:
    """Hold all that is said of so many publications against their files. Returns how many contradictions there are."""
    contradicting = sum(len(looked.found) for looked in _all(contradicted, count, first, "contradictions"))
    print(f"{count} publications read; contradictions: {contradicting or 'none'}", flush=True)
    return contradicting


def _all(look: Callable[[int], Looked], count: int, first: int, what: str) -> Iterator[Looked]:
    """What was found for each seed, in order, on several processes; says what it finds, and how far it is."""
    start = said = time.monotonic()
    found = 0
    with ProcessPoolExecutor(int(os.environ.get("WORKERS", "2")), initializer=_few_draws) as processes:
        for done, looked in enumerate(processes.map(look, range(first, first + count)), start=1):
            found += len(looked.found)
            for sentence in looked.found:
                print(f"seed {first + done - 1}: {sentence}", flush=True)
            if time.monotonic() - said >= EVERY:
                said = time.monotonic()
                rate = done / (said - start)
                left = (count - done) / rate / 60
                print(
                    f"{done} of {count} (seed {first + done - 1}), {rate:.2f} a second, {left:.0f} minutes left; "
                    f"{what} so far: {found or 'none'}",
                    flush=True,
                )
            yield looked


def _few_draws() -> None:
    """How certain a priority is says nothing about who may be shown."""
    certainty.DRAWS = 20


def attacked(seed: int) -> Looked:
    """What the attacker finds in a random round."""
    one = random_round(seed)
    try:
        file = one.file()
        found = [f"{leak.what}, {leak.people} people" for leak in one.leaks(file)]
    except (AuditError, Unexplained) as error:
        return Looked((str(error),))
    except Exception as error:
        error.add_note(f"in round {seed}")
        raise
    undecided, all_known = 0, list(systems(one, file))
    for system in all_known:
        try:
            if certain(system):
                found.append(f"a total in {system.name} can be one number only")
        except Undecided:
            undecided += 1
    alike = False
    for theme in counted(one, file):
        alike = alike or theme.divided
        try:
            if told := theme.told():
                found.append(f"{len(told)} answers to {theme.name} follow from counts")
        except Undecided:
            undecided += 1
    there = kinds(file) | ({"counts over teams that answered alike"} if alike else set())
    return Looked(tuple(found), frozenset(there), undecided, *_insiders(all_known, seed))


def _insiders(some: list[System], seed: int) -> tuple[int, int]:
    """One person of a few themes, by chance, who knows their own total: how many were tried, and how many learn that of
    somebody else."""
    chance = random.Random(seed)
    small = [system for system in some if system.spreads and len(system.totals) <= LARGEST]
    tried = told = 0
    for system in chance.sample(small, min(INSIDERS, len(small))):
        try:
            told += bool(certain(system.knowing(chance.randrange(len(system.totals)))))
        except Undecided:
            continue
        tried += 1
    return tried, told


def contradicted(seed: int) -> Looked:
    """What is said of a random publication and is not so."""
    return Looked(tuple(contradictions(case(seed), seed)))


def kinds(file: bytes) -> set[str]:
    """What a publication has to be attacked for."""
    document = json.loads(file)
    cells = [(cell, unit) for unit in document["units"] for cell in unit["themes"]]
    roles = [cell for unit in document["units"] if unit["roles"] for cell in unit["roles"]["themes"]]
    found = {
        "a team shown": any(cell["shown"] and unit["level"] == "team" for cell, unit in cells),
        "a unit hidden to protect others": any(cell["reason"] == "protects_others" for cell, _unit in cells),
        "spreads": any(cell["sd"] is not None for cell, _unit in cells),
        "spreads hidden to protect others": any(cell["sd"] is None and (cell["n"] or 0) >= 10 for cell, _unit in cells),
        "items": any(cell["shown"] for unit in document["units"] for cell in unit["items"]),
        "roles": bool(roles),
        "spreads of roles": any(cell["sd"] is not None for cell in roles),
        "rest cells": bool(document["rest"]),
        "reliability": bool(document["organisation_only"]["reliability"]),
        "differences between teams": bool(document["organisation_only"]["between_teams"]),
        "dropped items": bool(document["dropped_items"]),
        "the round before": any(unit["follow_up"] and unit["follow_up"]["shown"] for unit in document["units"]),
    }
    return {kind for kind, there in found.items() if there}


if __name__ == "__main__":
    sys.exit(main())

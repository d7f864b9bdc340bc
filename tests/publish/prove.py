"""Twenty thousand random hierarchies against the attacker, then three thousand publications against all that is said of
them, and two hundred with their charts in a browser: `make prove`, or `python -m tests.publish.prove 500 7 100 20` for
fewer, from another seed on.

Prints what was found, and ends with 1 when that is anything.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from audit.errors import AuditError
from audit.publish import certainty
from tests.helpers.attacker import Unexplained
from tests.helpers.claim_rounds import case
from tests.helpers.overlaps import wrong
from tests.helpers.random_rounds import random_round
from tests.helpers.reading import contradictions
from tests.helpers.serving import launch
from tests.helpers.totals import Cell, cells, certain

HIERARCHIES, SEED, PUBLICATIONS, DRAWN = 20_000, 20_260_630, 3_000, 200
STEP = 500


def main() -> int:
    """Attack so many rounds from a seed on, and read so many (all may be given on the command line)."""
    usual = HIERARCHIES, SEED, PUBLICATIONS, DRAWN
    attacked, first, publications, charts = (*map(int, sys.argv[1:]), *usual[len(sys.argv) - 1 :])
    certainty.DRAWS = 20  # how certain a priority is says nothing about who may be shown
    leaks = attack(attacked, first)
    return 1 if leaks + read(publications, first) + draw(charts, first) else 0


def attack(count: int, first: int) -> int:
    """Attack so many rounds from a seed on. Returns how many leaks there are."""
    start, leaks = time.monotonic(), 0
    seen: Counter[str] = Counter()
    insiders = Insiders()
    for done, seed in enumerate(range(first, first + count), start=1):
        one = random_round(seed)
        try:
            file = one.file()
            seen.update(kinds(file))
            found = [f"{leak.what}, {leak.people} people" for leak in one.leaks(file)]
            few = list(cells(one, file))
            found += [f"a total in {cell.name} can be one number only" for cell in few if certain(cell)]
            insiders.look(few, seed)
        except (AuditError, Unexplained) as error:
            found = [str(error)]
        except Exception as error:
            error.add_note(f"in round {seed}")
            raise
        leaks += len(found)
        for what in found:
            print(f"leak in round {seed}: {what}")
        if done % STEP == 0 and sys.stderr.isatty():
            print(f"{done} of {count}", end="\r", file=sys.stderr)
    print(", ".join(f"{times} with {kind}" for kind, times in sorted(seen.items())))
    print(insiders)
    print(f"{count} hierarchies in {(time.monotonic() - start) / 60:.1f} minutes; leaks found: {leaks or 'none'}")
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
    contradicting = 0
    for done, seed in enumerate(range(first, first + count), start=1):
        found = contradictions(case(seed), seed)
        contradicting += len(found)
        for what in found:
            print(f"contradiction in {what}")
        if done % STEP == 0 and sys.stderr.isatty():
            print(f"{done} of {count} read", end="\r", file=sys.stderr)
    print(f"{count} publications read; contradictions: {contradicting or 'none'}")
    return contradicting


@dataclass
class Insiders:
    """Of people who know their own total: how many learn that of somebody else, in cells of few people."""

    asked: int = 0
    told: int = 0

    def look(self, few: list[Cell], seed: int) -> None:
        """One person of each cell, by chance."""
        chance = random.Random(seed)
        for cell in few:
            self.asked += 1
            self.told += bool(certain(cell, frozenset({chance.randrange(len(cell.totals))})))

    def __str__(self) -> str:
        return f"{self.told} of {self.asked} people who know their own total learn that of somebody else in their cell"


def kinds(file: bytes) -> set[str]:
    """What a publication has to be attacked for."""
    document = json.loads(file)
    cells = [(cell, unit) for unit in document["units"] for cell in unit["themes"]]
    found = {
        "a team shown": any(cell["shown"] and unit["level"] == "team" for cell, unit in cells),
        "a unit hidden to protect others": any(cell["reason"] == "protects_others" for cell, _unit in cells),
        "items": any(cell["shown"] for unit in document["units"] for cell in unit["items"]),
        "roles": any(unit["roles"] and unit["roles"]["themes"] for unit in document["units"]),
        "rest cells": bool(document["rest"]),
        "reliability": bool(document["organisation_only"]["reliability"]),
        "dropped items": bool(document["dropped_items"]),
        "the round before": any(unit["follow_up"] and unit["follow_up"]["shown"] for unit in document["units"]),
    }
    return {kind for kind, there in found.items() if there}


if __name__ == "__main__":
    sys.exit(main())

"""A round with many people at once: how long saving an answer takes, while nothing else happens and while management
looks at the preview and closes the round.

    make load

prints a table for docs/benchmarks.md. 1,600 people are invited in 160 teams of 16 services; 1,440 have sent and 150
are answering, each somewhere in the questionnaire, so that every few seconds one of them sends. The real app runs on
SQLite; people and management are tabs without a browser.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, islice
from pathlib import Path

import psutil
from sqlalchemy import delete

from audit import storage
from audit.access import sessions, setup
from audit.collect import drafts, tickets, vault
from audit.manage import codes, organisation, rounds
from audit.organisation import Service, Team
from audit.rounds import Plan
from audit.settings import Settings
from audit.storage import Store
from audit.storage.schema import snapshot
from tests.benchmarks.people import Respondent, Timing, managing
from tests.helpers.house import FACTS, PASSPHRASE, sheet
from tests.helpers.serving import Server, served

SERVICES, TEAMS, INVITED = 16, 10, 10
SENT, ANSWERING = 1_440, 150
THEME_SECONDS = (20.0, 40.0)
ARRIVING, QUIET, PREVIEWS, BETWEEN = 15.0, 25.0, 5, 3.0  # seconds; previews are a number
TITLE = "Load"
SAVES = ("answer", "choice", "page", "send")


@dataclass(frozen=True)
class Window:
    """A part of the run, in seconds of `time.perf_counter`."""

    name: str
    began: float
    ended: float

    def saves(self, timings: Sequence[Timing]) -> list[Timing]:
        """What people saved while it lasted."""
        return [
            timing
            for timing in timings
            if timing.what in SAVES and timing.began < self.ended and timing.ended > self.began
        ]


@dataclass
class Run:
    """What was measured: when the server was quiet, what management did, and everything that people did."""

    windows: list[Window] = field(default_factory=list)
    timings: list[Timing] = field(default_factory=list)
    sent: int = 0
    server_share: float = 0
    machine_share: float = 0

    def of(self, name: str) -> list[Window]:
        return [window for window in self.windows if window.name == name]


def prepare(folder: Path) -> tuple[str, list[str]]:
    """Make the data folder: the id of its round, and the codes of those who are answering."""
    store = storage.open(Settings(data_dir=folder))
    principal = sessions.principal(
        store, setup.set_up(store, name="OCMW Meetdorp", kind="ocmw", region=None, passphrase=PASSPHRASE)
    )
    services = [
        Service(name=f"Dienst {s}", teams=tuple(Team(name=f"Team {s}-{t}", invited=INVITED) for t in range(TEAMS)))
        for s in range(SERVICES)
    ]
    organisation.save_roster(store, principal, services)
    organisation.save_facts(store, principal, FACTS)
    today = store.today()
    plan = Plan(title=TITLE, year=today.year, questionnaires=("ze", "gw", "nw"), last_day=today + timedelta(days=30))
    round = rounds.open(store, principal, rounds.plan(store, principal, plan).id)
    teams = [unit.id for unit in round.units.units if unit.level == "team"]
    made = [code for team in teams for code in codes.issue(store, principal, round.id, team)]
    random.Random(1).shuffle(made)
    content = rounds.content(store, principal, round.id)
    sheets = (sheet(content, seed) for seed in count())
    for filled in islice((filled for filled in sheets if filled.answers), SENT):
        vault.send(store, tickets.enter(store, made.pop()), filled)
    answering, chance = made[:ANSWERING], random.Random(2)
    for code in answering:
        before = content.themes[: chance.randrange(len(content.themes))]
        given = {item.id: chance.choice("12345") for theme in before for item in theme.items}
        position = content.themes[len(before)].id
        drafts.save(store, tickets.enter(store, code), answers=given, role="medewerker", position=position)
    store.close()
    return round.id, answering


async def measure(server: Server, store: Store, round_id: str, answering: Sequence[str]) -> Run:
    """Let people answer, and management look and close meanwhile."""
    run, process = Run(), psutil.Process(server.process)
    address = server.address.replace("localhost", "127.0.0.1")
    people = [Respondent(address, code, random.Random(seed), THEME_SECONDS) for seed, code in enumerate(answering)]

    async def arrive(number: int) -> None:
        await asyncio.sleep(ARRIVING * number / len(people))
        await people[number].answer_everything()

    work = [asyncio.create_task(arrive(number)) for number in range(len(people))]
    async with managing(address, PASSPHRASE, round_id) as manager:
        await asyncio.sleep(ARRIVING + BETWEEN)
        began = time.perf_counter()
        process.cpu_percent(), psutil.cpu_percent()
        await asyncio.sleep(QUIET)
        run.server_share, run.machine_share = process.cpu_percent() / 100, psutil.cpu_percent() / 100
        run.windows.append(Window("quiet", began, time.perf_counter()))
        for _number in range(PREVIEWS):
            _forget_preview(store)
            preview = await manager.preview()
            run.windows.append(Window("preview", preview.began, preview.ended))
            await asyncio.sleep(BETWEEN)
        closes = await manager.close(TITLE)
        run.windows.append(Window("closing", closes.began, closes.ended))
    for task in work:
        task.cancel()
    for outcome in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome
    run.timings = [timing for person in people for timing in person.timings]
    run.sent = sum(person.sent for person in people)
    return run


def _forget_preview(store: Store) -> None:
    """As if it were another day: a preview is made once a day."""
    with store.writing() as connection:
        connection.execute(delete(snapshot))


def quantile(seconds: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed, in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def table(runs: Sequence[Run]) -> str:
    """A row for each part of the runs, as Markdown."""
    quiet = _saves(runs, "quiet")
    calm = quantile([timing.seconds for timing in quiet], 0.95)
    lines = ["| | took | saves | p50 | p95 | max | p95 : quiet | refused |", "|---|---|---|---|---|---|---|---|"]
    for name in ("quiet", "preview", "closing"):
        windows = [window for run in runs for window in run.of(name)]
        saves = _saves(runs, name)
        seconds = [timing.seconds for timing in saves]
        took = sorted(window.ended - window.began for window in windows)
        p50, p95, longest = (quantile(seconds, share) for share in (0.5, 0.95, 1))
        lines.append(
            f"| {name} | {took[len(took) // 2]:.2f} s | {len(saves)} | {p50:.0f} ms | {p95:.0f} ms | {longest:.0f} ms "
            f"| {p95 / calm:.1f} | {sum(timing.refused for timing in saves)} |"
        )
    return "\n".join(lines)


def _saves(runs: Sequence[Run], name: str) -> list[Timing]:
    return [timing for run in runs for window in run.of(name) for timing in window.saves(run.timings)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure saving while management previews and closes.")
    parser.add_argument("--runs", type=int, default=1, help="how often the whole is done; the saves are put together")
    parser.add_argument(
        "--answering", type=int, default=ANSWERING, help="how many people answer, on a busy machine fewer"
    )
    wanted = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared"
        round_id, answering = prepare(prepared)
        for number in range(wanted.runs):
            place = Path(folder) / str(number)
            shutil.copytree(prepared, place / "data")
            store = storage.open(Settings(data_dir=place / "data"))
            with served(place / "log") as server:
                runs.append(asyncio.run(measure(server, store, round_id, answering[: wanted.answering])))
            store.close()
    print(table(runs))
    for run in runs:
        print(f"\nsent meanwhile: {run.sent}; processor while quiet: {run.server_share:.0%} of one core by the")
        print(f"server, {run.machine_share:.0%} of the machine by everybody")


if __name__ == "__main__":
    main()

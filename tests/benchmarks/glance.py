"""The results on one server: what a click on the overview costs, cold and warm, for few people and many, and how long
the first chart takes beside a blank page.

    .venv/bin/python -m tests.benchmarks.glance

The server is the real app; its processor time is read from the system, so it is exact to a hundredth of a second and
each step is taken many times. The organisations are made up and lie in the folder `publications` of the data folder.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from audit import storage
from audit.organisation import Organisation, Service, Team
from audit.publication import to_json
from audit.publish.composition import compose
from audit.questionnaire import read
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.benchmarks.flanders import ROUND, RULES, answers
from tests.benchmarks.tab import Tab
from tests.helpers.house import manager_in
from tests.helpers.serving import launch, served, wait_until_settled

SIZES = {"60 people": (1, 3, 20), "6,000 people": (1, 3, 2000), "60 units": (6, 9, 20)}
"""Services, teams in each, and people who answered in each team; a quarter more were invited."""
RERUNS, UNITS, LOADS = 40, 3, 3
TICKS = os.sysconf("SC_CLK_TCK")


def organisations() -> Iterator[tuple[str, Organisation, int]]:
    for name, (services, teams, each) in SIZES.items():
        made = tuple(
            Service(
                name=f"Dienst {s}",
                teams=tuple(Team(name=f"Team {s}.{t}", invited=each * 5 // 4) for t in range(teams)),
            )
            for s in range(services)
        )
        yield name, Organisation(name=f"Organisatie {name}", services=made), each


def spent(process: int) -> float:
    """The seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def measured(address: str, process: int, cookie: str, whole: Organisation) -> tuple[float, float, float]:
    """Milliseconds of the server for the first overview of a publication, of each further unit, and of a rerun."""
    units = [unit.id for unit in whole.units][: UNITS + 1]
    found = []
    for unit in units:
        tab = Tab(address, cookie, "results", f"organisation={whole.id}&unit={unit}")
        before = spent(process)
        await tab.open()
        found.append(spent(process) - before)
        if unit == units[0]:
            before = spent(process)
            for turn in range(RERUNS):
                await tab.fill("switch-margin", turn % 2 == 0)
            rerun = (spent(process) - before) / RERUNS
        await tab.close()
    return 1000 * found[0], 1000 * sum(found[1:]) / UNITS, 1000 * rerun


def first_chart(browser: Browser, address: str, chart: str) -> float:
    """Milliseconds until something is drawn, in a browser that was never here: the middle of a few loads."""
    times = []
    for _load in range(LOADS):
        context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="nl-BE")
        page: Page = context.new_page()
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector(chart, state="attached")
        times.append(1000 * (time.perf_counter() - began))
        wait_until_settled(page)
        context.close()
    return float(np.median(times))


def main() -> None:
    content, generator = read(), np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store = storage.open(Settings(data_dir=root / "data"))
        _principal, token = manager_in(store)
        (root / "data" / "publications").mkdir()
        made = list(organisations())
        for place, (_name, whole, each) in enumerate(made):
            publication = compose(whole, ROUND, RULES, content, answers(content, whole, generator, each))
            (root / "data" / "publications" / f"{place}.json").write_bytes(to_json(publication))
        with served(root / "log") as server:
            address = server.address.replace("localhost", "127.0.0.1")
            cookie = f"{SESSION}={token}"
            sys.stdout.write("| organisation | first overview | each further unit | rerun, warm |\n|---|---|---|---|\n")
            asyncio.run(measured(address, server.process, cookie, made[0][1]))  # imports and the templates of charts
            for name, whole, _each in made[1:] + made[:1]:
                cold, unit, rerun = asyncio.run(measured(address, server.process, cookie, whole))
                sys.stdout.write(f"| {name} | {cold:.0f} ms | {unit:.0f} ms | {rerun:.1f} ms |\n")
            with sync_playwright() as playwright:
                browser = launch(playwright)
                sample = f"{server.address}/results?organisation=ocmw-voorbeeldstad-fictief"
                first_chart(browser, sample, "svg.marks")
                blank = first_chart(browser, f"{server.address}/", "h1")
                chart = first_chart(browser, sample, "svg.marks")
                browser.close()
            sys.stdout.write(f"\nblank page (welcome): {blank:.0f} ms; first chart: {chart:.0f} ms\n")
        store.close()


if __name__ == "__main__":
    main()

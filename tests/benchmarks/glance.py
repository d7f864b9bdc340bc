"""The results on one server: what a click on the overview costs, cold and warm, for few people and many, and how long
the first chart takes beside a blank page.

    .venv/bin/python -m tests.benchmarks.glance

The server is the real app; its processor time is read from the system, which counts in hundredths of a second, so each
step is taken many times: there are several organisations of each size, of which each is seen for the first time once.
They are made up, counted once, kept in the folder for temporary files, and lie in the folder `publications` of the data
folder. The blank page is a Streamlit app of one line with the same settings.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from audit import storage
from audit.files.publications import publication_in
from audit.files.whole import write_whole
from audit.organisation import Organisation, Service, Team
from audit.publication import Publication, to_json
from audit.publish.composition import compose
from audit.questionnaire import Content, read
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.benchmarks.flanders import ROUND, RULES, answers
from tests.benchmarks.tab import Tab
from tests.helpers.house import manager_in
from tests.helpers.serving import ROOT, Server, launch, served

SIZES = {"60 people": (1, 3, 20), "60,000 people": (1, 3, 20_000), "60 units": (6, 9, 20)}
"""Services, teams in each, and people who answered in each team; a quarter more were invited."""
COPIES, RERUNS, UNITS, LOADS = 5, 40, 3, 5
TICKS = os.sysconf("SC_CLK_TCK")
KEPT = Path(tempfile.gettempdir()) / "krachtspiegel-glance"
BLANK = 'import streamlit as st\n\nst.write("blank")\n'


def organisation(name: str) -> tuple[Organisation, int]:
    services, teams, each = SIZES[name]
    made = tuple(
        Service(
            name=f"Dienst {s}",
            teams=tuple(Team(name=f"Team {s}.{t}", invited=each * 5 // 4) for t in range(teams)),
        )
        for s in range(services)
    )
    return Organisation(name=f"Organisatie {name}", services=made), each


def counted(name: str, content: Content) -> Publication:
    """The publication of an organisation of this size, counted only when none is kept that this program reads."""
    file = KEPT / f"{name.replace(' ', '-')}-{content.questionnaires[0].sha256[:12]}.json"
    found = publication_in(file) if file.exists() else None
    if isinstance(found, Publication):
        return found
    whole, each = organisation(name)
    made = compose(whole, ROUND, RULES, content, answers(content, whole, np.random.default_rng(7), each))
    KEPT.mkdir(exist_ok=True)
    write_whole(file, to_json(made))
    return made


def copies(made: Publication) -> Iterator[Publication]:
    """The same numbers as those of several organisations: to the server they are strangers to each other."""
    for turn in range(COPIES):
        named = made.organisation.model_copy(
            update={"id": f"{made.organisation.id}-{turn}", "name": f"{made.organisation.name} {turn}"}
        )
        units = tuple(
            unit.model_copy(update={"name": named.name}) if unit.level == "organisation" else unit
            for unit in made.units
        )
        yield made.model_copy(update={"organisation": named, "units": units})


def spent(process: int) -> float:
    """The seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def measured(address: str, process: int, cookie: str, same: list[Publication]) -> tuple[float, float, float]:
    """Milliseconds of the server for the first overview of a publication, of each further unit, and of a rerun."""
    first = further = rerun = 0.0
    for made in same:
        for turn, unit in enumerate(made.units[: UNITS + 1]):
            tab = Tab(address, cookie, "results", f"organisation={made.organisation.id}&unit={unit.id}")
            before = spent(process)
            await tab.open()
            if turn:
                further += spent(process) - before
            else:
                first += spent(process) - before
                before = spent(process)
                for press in range(RERUNS):
                    await tab.fill("switch-margin", press % 2 == 0)
                rerun += spent(process) - before
            await tab.close()
    count = len(same)
    return 1000 * first / count, 1000 * further / (count * UNITS), 1000 * rerun / (count * RERUNS)


def loaded(browser: Browser, address: str, drawn: str) -> float:
    """Milliseconds until something is drawn, in a browser that was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="nl-BE")
    page: Page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(drawn, state="attached")
    found = 1000 * (time.perf_counter() - began)
    page.wait_for_load_state("networkidle")
    context.close()
    return found


def servers_time(address: str, process: int, cookie: str, made: dict[str, list[Publication]]) -> None:
    """Print what the server spends on each size, after one visit to an organisation that is none of them."""
    sys.stdout.write("| organisation | first overview | each further unit | rerun, warm |\n|---|---|---|---|\n")
    asyncio.run(measured(address, process, cookie, made.pop("warm")))  # imports and the templates of charts
    for name, same in made.items():
        cold, unit, rerun = asyncio.run(measured(address, process, cookie, same))
        sys.stdout.write(f"| {name} | {cold:.0f} ms | {unit:.0f} ms | {rerun:.1f} ms |\n")


def first_charts(server: Server, root: Path) -> None:
    """Print when the first chart is there, beside a blank page and the welcome, loaded in turns."""
    sample = f"{server.address}/results?organisation=ocmw-voorbeeldstad-fictief"
    shutil.copytree(ROOT / ".streamlit", root / "blank" / ".streamlit")
    (root / "blank" / "app.py").write_text(BLANK, "utf-8")
    pages = {"blank": "[data-testid=stMarkdown]", "welcome": "h1", "first chart": "svg.marks"}
    with served(root / "blank" / "log", root=root / "blank") as blank, sync_playwright() as playwright:
        browser = launch(playwright)
        addresses = dict(zip(pages, (blank.address, f"{server.address}/", sample), strict=True))
        times: dict[str, list[float]] = {name: [] for name in pages}
        for load in range(LOADS + 1):
            for name, drawn in pages.items():
                found = loaded(browser, addresses[name], drawn)
                if load:
                    times[name].append(found)
        browser.close()
    for name, found in times.items():
        sys.stdout.write(f"{name}: {np.median(found):.0f} ms ({min(found):.0f} to {max(found):.0f})\n")


def main() -> None:
    content = read()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store = storage.open(Settings(data_dir=root / "data"))
        _principal, token = manager_in(store)
        (root / "data" / "publications").mkdir()
        made = {name: list(copies(counted(name, content))) for name in SIZES}
        made["warm"] = [made["60 people"].pop()]
        for place, publication in enumerate(one for same in made.values() for one in same):
            (root / "data" / "publications" / f"{place}.json").write_bytes(to_json(publication))
        with served(root / "log") as server:
            address = server.address.replace("localhost", "127.0.0.1")
            servers_time(address, server.process, f"{SESSION}={token}", made)
            first_charts(server, root)
        store.close()


if __name__ == "__main__":
    main()

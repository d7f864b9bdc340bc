"""What stands in a form or an answer while the server starts again, or the line is cut for a long time: is it lost?

    python -m tests.soak [--cut SECONDS] [--only WORD]

Prints a line for each form and trouble, and ends with 1 when something was lost or a sentence was false.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from audit import storage, texts
from audit.collect import drafts, tickets
from audit.manage import organisation, rounds
from audit.rounds import fact_label
from audit.settings import Settings
from audit.web.cookies import SESSION
from tests.helpers.house import NOORD, PLAN, House, house_in
from tests.helpers.line import Line, Running, disconnected, reconnected
from tests.helpers.serving import launch, open_view, unfold, wait_until_settled

PATIENCE = 240_000  # milliseconds: the browser tries again ever more seldom


@dataclass
class Form:
    """A form: where it stands, what is typed in which field, how it is saved and what is told then, and what the
    database should hold. Without `save` it is a text that is only kept on the screen."""

    name: str
    view: str
    typed: dict[str, str]
    save: str = ""
    told: str = ""
    stored: Callable[[House], object] = lambda _house: None
    wanted: object = None
    before: str = ""  # what to unfold first


def forms(house: House, turn: int) -> list[Form]:
    """The forms of management; what is typed differs from turn to turn."""
    mine, new = (house.store, house.principal), f"Keer {turn}"
    return [
        Form(
            "what people are told",
            "organisation",
            {fact_label("purpose"): new, fact_label("retention"): new},
            "Bewaren wat mensen weten",
            "is bewaard",
            lambda _house: (organisation.read(*mine).facts.purpose, organisation.read(*mine).facts.retention),
            (new, new),
        ),
        Form(
            "name of the organisation",
            "organisation",
            {"Naam van je organisatie": new},
            "Naam bewaren",
            "De naam is bewaard",
            lambda _house: organisation.read(*mine).name,
            new,
        ),
        Form(
            "services and teams",
            "organisation",
            {"Mensen in team 1.1": str(20 + turn)},
            "Diensten en teams bewaren",
            "Diensten en teams zijn bewaard",
            lambda _house: organisation.read(*mine).services[0].teams[0].invited,
            20 + turn,
        ),
        Form(
            "pasted list",
            "organisation",
            {"Rijen uit je rekenblad": f"Wonen;Noord;{30 + turn}"},
            before="Of neem een lijst over uit een rekenblad",
        ),
        Form(
            "plan of a round",
            "rounds",
            {"Titel, zoals iedereen ze ziet": new},
            "Deze meting plannen",
            "De meting is gepland",
            lambda _house: any(one.plan.title == new for one in rounds.all(*mine)),
            True,
        ),
        Form(
            "text of the invitation",
            f"rounds?round={house.round.id}",
            {"Uitnodiging": f"Dag, {new}"},
            before="Uitnodiging en herinnering om te kopiëren",
        ),
    ]


class Soak:
    """A server with an open round, a browser, and what went wrong so far."""

    def __init__(self, folder: Path, browser: Browser, cut: float) -> None:
        store = storage.open(Settings(data_dir=folder / "data"))
        self.house = house_in(store, PLAN.model_copy(update={"last_day": store.today() + timedelta(days=28)}))
        self.running, self.browser, self.seconds = Running(folder), browser, cut
        self.line = Line(self.running.port)
        self.running.environment = {"AUDIT_PUBLIC_URL": self.line.address}  # else only its own port is served
        self.running.start()
        self.wrong = 0

    def page(self) -> Page:
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE")
        context.set_default_timeout(PATIENCE)
        cookie = {"name": SESSION, "value": self.house.token, "url": self.line.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return context.new_page()

    def trouble(self, page: Page, kind: str) -> None:
        """Let the server start again, or cut the line for as long as was asked, until the page is drawn anew."""
        if kind == "restart":
            self.running.stop()
            disconnected(page)
            self.running.start()
        else:
            self.line.cut()
            disconnected(page)
            time.sleep(self.seconds)
            self.line.mend()
        reconnected(page)

    def report(self, name: str, kind: str, problems: list[str]) -> None:
        self.wrong += bool(problems)
        print(f"{name} · {kind} · {'; '.join(problems) or 'nothing lost, nothing false'}", flush=True)

    def form(self, form: Form, kind: str) -> None:
        """Type in a form, let the trouble come, and look what stands there, what is told and what was stored."""
        page, problems = self.page(), []
        open_view(page, f"{self.line.address}/{form.view}")
        if form.before:
            unfold(page, form.before)
        for label, value in form.typed.items():
            field(page, label).fill(value)
        self.trouble(page, kind)
        if form.before:
            unfold(page, form.before)
        for label, value in form.typed.items():
            try:
                expect(field(page, label)).to_have_value(value, timeout=10_000)
            except AssertionError:
                problems.append(f"lost: {label} holds “{field(page, label).input_value()}”")
        if form.save:
            page.get_by_role("button", name=form.save).last.click()
            told = page.get_by_text(form.told).first
            try:
                expect(told).to_be_visible(timeout=20_000)
            except AssertionError:
                problems.append("the first save did nothing")
            if form.stored(self.house) != form.wanted:
                problems.append(f"told {told.count()} times “{form.told}”, stored {form.stored(self.house)!r}")
        page.context.close()
        self.report(form.name, kind, problems)

    def answer(self, kind: str) -> None:
        """The same with own words and with an answer to a question, half filled in."""
        code = self.house.codes[NOORD].pop()
        ticket = tickets.enter(self.house.store, code)
        drafts.save(self.house.store, ticket, position="own-words", answers={"ze1_1": "2"})
        page, problems = self.page(), []
        page.goto(f"{self.line.address}/i#{code}")
        page.wait_for_url("**/answer*")
        wait_until_settled(page)
        box = page.locator(".st-key-words-ze_good textarea")
        box.press_sequentially("Koffie in de tuin")
        self.trouble(page, kind)
        if box.input_value() != "Koffie in de tuin":
            problems.append(f"lost: the box holds “{box.input_value()}”")
        page.locator(".st-key-next button").click()
        expect(page.locator("[data-step=role]")).to_be_visible()
        wait_until_settled(page)
        kept = drafts.load(self.house.store, ticket)
        if kept.comments != {"ze_good": "Koffie in de tuin"} or kept.answers != {"ze1_1": "2"}:
            problems.append(f"stored {dict(kept.comments)!r}, {dict(kept.answers)!r}")
        page.context.close()
        self.report("an open answer", kind, problems)


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cut", type=float, default=170, help="how long the line is cut, in seconds")
    asked.add_argument("--only", default="", help="only what has this word in its name")
    told = asked.parse_args()
    texts.use("nl")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        soak = Soak(Path(folder), launch(playwright), told.cut)
        n = 0
        try:
            for turn, kind in enumerate(("restart", "cut line"), 1):
                for form in forms(soak.house, turn):
                    if told.only in form.name:
                        soak.form(form, kind)
                        n += 1
                if told.only in "an open answer":
                    soak.answer(kind)
                    n += 1
        finally:
            soak.line.close()
            soak.running.stop()
            soak.house.store.close()
    print(f"{n} tried, {soak.wrong} with something lost or false")
    return int(soak.wrong > 0 or n == 0)


if __name__ == "__main__":
    sys.exit(main())

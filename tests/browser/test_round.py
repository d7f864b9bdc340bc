"""A whole round as people do it: a director, eight people with a code, the others through the service, and results."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from audit import questionnaire, storage, texts
from audit.access import sessions
from audit.collect import tickets, vault
from audit.collect.answers import answers_of
from audit.collect.sheet import Sheet
from audit.files import tables
from audit.manage import rounds
from audit.organisation import Organisation
from audit.publication import RoundLine, to_json
from audit.publish.composition import compose, rules_of
from audit.rounds import Facts, fact_label
from audit.settings import Settings
from audit.storage import archive
from audit.web.cookies import SESSION
from tests.helpers.serving import Server, open_view, served, wait_until_settled

PASSPHRASE = "vier fietsen onder een afdak"
TITLE = "Voorjaar 2026"
TEAMS = {"Wonen": {"Noord": 8, "Zuid": 7, "Nacht": 3}, "Werk": {"Atelier": 12, "Balie": 6}}
POINTS = {
    "nl": ["Helemaal niet", "Een beetje", "Voor een deel", "Grotendeels", "Volledig"],
    "en": ["Not at all", "A little", "Partly", "Mostly", "Fully"],
}
CONTENT = questionnaire.read()
THEMES = [theme.id for theme in CONTENT.themes]
Filled = list[tuple[str, Sheet]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with nothing in it yet."""
    with served(tmp_path_factory.mktemp("round") / "log") as running:
        yield running


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).last.click()


def step(page: Page) -> str:
    return page.locator("[data-step]").get_attribute("data-step") or ""


def go_on(page: Page, key: str = "next") -> None:
    """Press the way on, and wait for the step that follows."""
    before = step(page)
    page.locator(f".st-key-{key} button").click()
    page.wait_for_function("before => document.querySelector('[data-step]')?.dataset.step !== before", arg=before)
    wait_until_settled(page)


def enter(page: Page, server: Server, code: str) -> None:
    """Come in as from a slip with a link: the code behind the #."""
    page.goto(f"{server.address}/i#{code}")
    page.wait_for_url("**/answer*")
    wait_until_settled(page)
    expect(page.locator("[data-step]")).to_be_visible()


def choose(page: Page, item: str, value: str, language: str) -> None:
    """Click an answer, and wait until it stands there as chosen."""
    label = {"dk": CONTENT.scales[0].dk.to(language), "na": CONTENT.scales[0].na.to(language)}.get(value)
    option = page.locator(f".st-key-likert-{item}").get_by_text(label or POINTS[language][int(value) - 1], exact=True)
    option.click()
    expect(page.locator(f".st-key-likert-{item} label:has(input:checked)")).to_have_text(
        label or POINTS[language][int(value) - 1]
    )


def person(seed: int, share: float = 0.95) -> Sheet:
    """What an invented person answers: not everything, and not everywhere."""
    chance = random.Random(seed)
    answers = {
        item.id: chance.choices(["1", "2", "3", "4", "5", "dk", "na"], [2, 6, 14, 20, 9, 3, 1])[0]
        for item in CONTENT.items
        if chance.random() < share
    }
    chosen = chance.choice([(), tuple(sorted(chance.sample(THEMES, 3), key=THEMES.index))])
    return Sheet(role="medewerker", answers=answers, priorities=chosen)


def fill_in(page: Page, sheet: Sheet, language: str = "nl", stop_before: str = "sent") -> None:
    """Fill in from where the page is until a step, as somebody with a mouse or a thumb."""
    while (here := step(page)) != stop_before:
        if here == "role":
            page.locator(".st-key-role").get_by_text(
                next(role.label.to(language) for role in CONTENT.shared.roles if role.code == sheet.role), exact=True
            ).click()
        elif here in THEMES:
            for item in CONTENT.theme(here).items:
                if item.id in sheet.answers:
                    choose(page, item.id, sheet.answers[item.id], language)
        elif here == "priorities":
            for theme in sheet.priorities or ():
                page.locator(f".st-key-choose-{theme} label").click()
                expect(page.locator(f".st-key-choose-{theme} input")).to_be_checked()
            if sheet.priorities == ():
                page.locator(".st-key-choose-none label").click()
                expect(page.locator(".st-key-choose-none input")).to_be_checked()
        go_on(page, "send" if here == "check" else "next")


def by_keyboard(page: Page, sheet: Sheet) -> None:
    """Fill in with the keyboard alone: tab to a question, arrows to an answer, tab to the way on."""
    while (here := step(page)) != "sent":
        wanted = [item.id for item in CONTENT.theme(here).items if item.id in sheet.answers] if here in THEMES else []
        for item in wanted:
            tab_to(page, f".st-key-likert-{item}")
            value = sheet.answers[item]
            place = {"dk": 5, "na": 6}.get(value) if value in ("dk", "na") else int(value) - 1
            page.keyboard.press("Space")
            for _press in range(place or 0):
                page.keyboard.press("ArrowRight")
            expect(page.locator(f".st-key-likert-{item} input").nth(place or 0)).to_be_checked()
        if here == "role":
            tab_to(page, ".st-key-role")
            page.keyboard.press("Space")
            expect(page.locator(".st-key-role input").first).to_be_checked()
        for theme in sheet.priorities or () if here == "priorities" else ():
            tab_to(page, f".st-key-choose-{theme}")
            page.keyboard.press("Space")
            expect(page.locator(f".st-key-choose-{theme} input")).to_be_checked()
        if here == "priorities" and sheet.priorities == ():
            tab_to(page, ".st-key-choose-none")
            page.keyboard.press("Space")
        wait_until_settled(page)
        tab_to(page, ".st-key-send" if here == "check" else ".st-key-next")
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('[data-step]')?.dataset.step !== before", arg=here)
        wait_until_settled(page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something in this part has the focus."""
    for _press in range(90):
        if page.evaluate("wanted => document.activeElement.closest(wanted) !== null", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def set_up(page: Page, server: Server) -> None:
    """A director's first minutes: organisation, teams, what people are told."""
    open_view(page, server.address)
    page.get_by_role("link", name="Mijn organisatie instellen").click()
    page.get_by_label("Naam van je organisatie").fill("OCMW Vaartdorp")
    page.get_by_label("Soort organisatie").select_option("ocmw")
    page.get_by_label("Nieuwe wachtzin van de leiding").fill(PASSPHRASE)
    page.get_by_label("Nog eens dezelfde wachtzin").fill(PASSPHRASE)
    press(page, "Instellen")
    expect(page.get_by_text("Je herstelcode")).to_be_visible()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.wait_for_url("**/organisation")
    wait_until_settled(page)
    for place, (service, teams) in enumerate(TEAMS.items(), 1):
        if place > 1:
            press(page, "Nog een dienst")
        page.get_by_label(f"Naam van dienst {place}").fill(service)
        for n, (team, invited) in enumerate(teams.items(), 1):
            page.get_by_label(f"Team {place}.{n}", exact=True).fill(team)
            page.get_by_label(f"Mensen in team {place}.{n}").fill(str(invited))
    press(page, "Diensten en teams bewaren")
    expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
    wait_until_settled(page)
    for fact in Facts.model_fields:
        page.get_by_label(fact_label(fact)).fill(f"Vaartdorp: {fact}")
    press(page, "Bewaren wat mensen weten")
    page.get_by_role("link", name="Alles is ingevuld. Naar de metingen").last.click()


def open_round(page: Page) -> dict[str, list[str]]:
    """Plan a round, look at the screens, open it; the codes of each team, as on the slips."""
    page.get_by_label("Titel, zoals iedereen ze ziet").fill(TITLE)
    press(page, "Deze meting plannen")
    press(page, "De schermen bekijken")
    expect(page.get_by_text("Dit is een voorbeeld")).to_be_visible()
    press(page, "Terug naar de meting")
    press(page, "Deze meting openen")
    expect(page.get_by_text("5 teams, 36 mensen")).to_be_visible()
    press(page, "Ja, open ze")
    press(page, "De codes van alle teams maken")
    expect(page.locator(".slips section")).to_have_count(6)  # the twelve of Atelier take two sheets
    codes: dict[str, list[str]] = {}
    for section in page.locator(".slips section").all():
        team = section.locator("h3").inner_text().split(":")[0]
        codes.setdefault(team, []).extend(section.locator("code").all_inner_texts())
    return codes


def close(page: Page) -> None:
    """Look what will be visible, type the title, close."""
    press(page, "Nu tellen, voor vandaag")
    expect(page.get_by_text("Geteld op")).to_be_visible()
    press(page, "Afsluiten voor de laatste dag")
    foreseen = page.get_by_role("table", name="Welke eenheden zichtbaar worden")
    expect(foreseen.get_by_role("row", name="Noord")).to_contain_text("Zichtbaar")
    expect(foreseen.get_by_role("row", name="Nacht")).to_contain_text("Niet getoond")
    page.get_by_label(re.compile("om ze af te sluiten")).fill(TITLE)
    press(page, "De meting afsluiten en de resultaten maken")
    expect(page.get_by_text("De meting is afgesloten")).to_be_visible()


def as_csv(filled: Filled, services: dict[str, str]) -> bytes:
    """The same answers as the command line reads them."""
    out = io.StringIO()
    items = [item.id for item in CONTENT.items]
    writer = csv.writer(out)
    writer.writerow(["service", "team", "role", "priorities", *items])
    for team, sheet in filled:
        chosen = "" if sheet.priorities is None else ";".join(sheet.priorities) or "none"
        writer.writerow([services[team], team, sheet.role, chosen, *(sheet.answers.get(item, "") for item in items)])
    return out.getvalue().encode()


def test_a_whole_round(house: Server, visitor: Callable[..., Page], violations: Callable[[Page], list[str]]):
    texts.use("nl")
    director = visitor()
    set_up(director, house)
    codes = open_round(director)
    assert {team: len(those) for team, those in codes.items()} == {
        team: n for teams in TEAMS.values() for team, n in teams.items()
    }
    filled: Filled = []

    def code_of(team: str, share: float = 0.95) -> tuple[str, Sheet]:
        """The next code of a team, and what whoever drew it answers: that share of the questions."""
        sheet = person(len(filled), share)
        filled.append((team, sheet))
        return codes[team].pop(), sheet

    # on a phone
    code, sheet = code_of("Noord")
    phone = visitor(375, has_touch=True, is_mobile=True)
    enter(phone, house, code)
    assert code not in phone.url
    fill_in(phone, sheet)
    expect(phone.get_by_text("goed aangekomen")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 375

    # begins at work, goes on at home
    code, sheet = code_of("Atelier", 0.12)
    work = visitor()
    enter(work, house, code)
    fill_in(work, sheet, stop_before="gw1")
    home = visitor(375)
    enter(home, house, code)
    assert step(home) == "gw1"
    fill_in(home, sheet)

    # with the keyboard alone
    code, sheet = code_of("Atelier", 0.3)
    keyboard = visitor()
    enter(keyboard, house, code)
    by_keyboard(keyboard, sheet)

    # in English, after a few questions in Dutch
    code, sheet = code_of("Atelier", 0.12)
    english = visitor()
    enter(english, house, code)
    fill_in(english, sheet, stop_before="ze2")
    english.get_by_role("link", name="English").click()
    expect(english.get_by_role("heading", name=CONTENT.theme("ze2").title.to("en"))).to_be_visible()
    wait_until_settled(english)
    fill_in(english, sheet, "en")

    # twice in the same tab of the same shared computer, types the code
    shared = visitor()
    for _person in range(2):
        code, sheet = code_of("Atelier", 0.12)
        shared.goto(house.address + "/i")
        shared.get_by_label("Je code").fill(code.lower().replace("-", " "))
        press(shared, "Ga verder")
        shared.wait_for_url("**/answer")
        wait_until_settled(shared)
        assert step(shared) == "start"
        fill_in(shared, sheet)

    # refreshes in the middle, goes back after sending
    code, sheet = code_of("Atelier", 0.12)
    restless = visitor()
    enter(restless, house, code)
    fill_in(restless, sheet, stop_before="nw3")
    restless.reload()
    wait_until_settled(restless)
    assert step(restless) == "nw3"
    fill_in(restless, sheet)
    restless.go_back()
    restless.go_forward()
    wait_until_settled(restless)
    expect(restless.get_by_text("goed aangekomen")).to_be_visible()
    restless.reload()  # Back and Forward are steps of the same visit; a reload is another one
    wait_until_settled(restless)
    expect(restless.get_by_text("goed aangekomen")).to_be_visible()
    expect(restless.get_by_text(CONTENT.items[0].text.to("nl"))).to_have_count(0)

    # two tabs with one code, and a double click
    code, sheet = code_of("Balie", 0.3)
    left = visitor()
    enter(left, house, code)
    right = left.context.new_page()
    enter(right, house, code)
    fill_in(left, sheet, stop_before="check")
    right.reload()
    wait_until_settled(right)
    assert step(right) == "check"
    left.locator(".st-key-send button").dblclick()
    expect(left.get_by_text("goed aangekomen")).to_be_visible()
    right.locator(".st-key-send button").click()
    expect(right.get_by_text("Deze code is al gebruikt of niet bekend")).to_be_visible()

    # the others through the same service
    assert len(filled) == 8
    store = storage.open(Settings(data_dir=house.log_file.parent / "data"))
    services = {team: service for service, teams in TEAMS.items() for team in teams}
    for team in TEAMS["Wonen"] | TEAMS["Werk"]:
        while len(codes[team]) > (1 if team != "Balie" else 3):
            code, sheet = code_of(team)
            vault.send(store, tickets.enter(store, code), sheet)

    # somebody is still busy when the round closes
    late = visitor(320)
    enter(late, house, codes["Noord"][0])
    fill_in(late, person(99, 0.1), stop_before="check")
    close(director)
    late.locator(".st-key-send button").click()
    expect(
        late.get_by_text("je antwoorden zijn niet verzonden").or_(late.get_by_text("niet verzonden")).first
    ).to_be_visible()
    late.locator(".mirror summary").first.click()
    expect(late.get_by_text(CONTENT.items[0].text.to("nl"))).to_be_visible()
    assert violations(late) == []

    # what is read, and that it is what the command line makes of the same answers
    director.get_by_role("link", name="De resultaten lezen").click()
    director.wait_for_url("**/results?**")
    expect(director.get_by_role("heading", name="Resultaten van OCMW Vaartdorp")).to_be_attached()
    expect(director.locator("[data-testid=stVegaLiteChart]")).to_have_count(2)  # the radar and the dots
    expect(director.get_by_text("Eerst bespreken")).to_be_visible()
    wait_until_settled(director)
    token = next(c["value"] for c in director.context.cookies() if c["name"] == SESSION)
    who = sessions.principal(store, token)
    (one,) = rounds.all(store, who)
    publication = archive.read(store, who, one.id)
    organisation: Organisation = one.units
    answers = answers_of(tables.parse(as_csv(filled, services), "answers.csv"), organisation, CONTENT)
    line = RoundLine(id="voorjaar-2026", title=TITLE, year=one.plan.year, closed_on=store.today())
    same = compose(organisation, line, rules_of(5), CONTENT, answers)
    assert json.loads(to_json(publication)) == json.loads(to_json(same))
    shown = re.sub(r"\s+", " ", director.locator("body").inner_text())
    for cell in publication.by_id["org"].themes:
        if cell.score is not None:
            assert texts.number(cell.score) in shown
    store.close()
    log = house.log
    assert not any(code in log for those in codes.values() for code in those)
    assert PASSPHRASE not in log

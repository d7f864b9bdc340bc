"""The organisation in a browser: set up by keyboard alone, two tabs, long names, and axe in each state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit import storage, texts
from audit.access import sessions, setup
from audit.manage import organisation
from audit.settings import Settings
from audit.texts import _
from audit.web.cookies import SESSION
from tests.helpers.house import FACTS, PASSPHRASE, PLAN, SERVICES, House, house_in
from tests.helpers.looking import LOOKS, Eyes
from tests.helpers.serving import Server, open_view, served, unfold, wait_until_settled

Visitor = Callable[..., Page]
LONG = "Verpleegkundigenthuiszorg" * 3
LIST = f"service;team;invited\nWonen;Noord;9\n{LONG};{LONG};8"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Server]]:
    """A running app, and the organisation in it with one open round."""
    folder = tmp_path_factory.mktemp("organisation")
    store = storage.open(Settings(data_dir=folder / "data"))
    made = house_in(store, PLAN.model_copy(update={"last_day": store.today().replace(year=2099)}))
    with served(folder / "log") as server:
        yield made, server
    store.close()


@pytest.fixture
def manager(house: tuple[House, Server], visitor: Visitor) -> Visitor:
    """Open the view as management, with the roster as it was: `manager(width=320)`."""
    made, server = house
    organisation.save_roster(made.store, made.principal, SERVICES)
    organisation.save_facts(made.store, made.principal, FACTS)

    def come(**how: object) -> Page:
        texts.use("en" if how.get("locale") == "en-GB" else "nl")
        page = visitor(**how)
        page.context.add_cookies([{"name": SESSION, "value": made.token, "url": server.address}])
        open_view(page, f"{server.address}/organisation")
        return page

    return come


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    wait_until_settled(page)


def press_to_save(page: Page) -> None:
    press(page, _("Save services and teams"))


def team(number: str) -> str:
    return _("Team {n}").format(n=number)


def people(number: str) -> str:
    return _("People in team {n}").format(n=number)


@pytest.mark.parametrize(("width", "color_scheme", "locale"), LOOKS)
def test_every_state(
    house: tuple[House, Server],
    manager: Visitor,
    violations: Callable[[Page], list[str]],
    width: int,
    color_scheme: str,
    locale: str,
):
    page = manager(width=width, color_scheme=color_scheme, locale=locale)
    made, eyes = house[0], Eyes(page, violations)
    eyes.look("as it is")
    press(page, _("More teams in service {n}").format(n=2))
    page.get_by_label(team("2.3"), exact=True).fill(LONG)
    page.get_by_label(_("Name of service {n}").format(n=1)).fill(LONG)
    press_to_save(page)
    expect(page.get_by_text(_("Nothing was saved yet."))).to_be_visible()
    eyes.look("something is wrong")
    page.get_by_label(people("2.3")).fill("5")
    press_to_save(page)
    expect(page.get_by_role("button", name=_("Yes, save it like this"))).to_be_visible()
    eyes.look("something goes away")
    organisation.save_roster(made.store, made.principal, SERVICES[1:])
    organisation.save_facts(made.store, made.principal, FACTS.model_copy(update={"purpose": ""}))
    press(page, _("Yes, save it like this"))
    expect(page.get_by_role("button", name=_("Show what is saved now. What I typed here may go"))).to_have_count(2)
    eyes.look("another tab saved")
    unfold(page)
    page.get_by_label(_("Rows from your spreadsheet")).fill(LIST)
    press(page, _("Look at the list"))
    expect(page.get_by_role("button", name=_("Save this list"))).to_be_visible()
    wait_until_settled(page)
    chooser = page.get_by_role("combobox", name=_("Which round"))
    chooser.scroll_into_view_if_needed()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    chooser.click()  # only now: scrolling closes its list
    page.get_by_role("option").first.click()
    expect(page.get_by_role("button", name=_("Take over these teams"))).to_be_visible()
    wait_until_settled(page)
    eyes.look("lists")
    assert eyes.wrong == {}


def test_saving_one_form_leaves_what_was_typed_in_the_others(manager: Visitor):
    page = manager()
    page.get_by_label(_("Name of your organisation")).fill("Half getypt")
    page.get_by_label(team("1.2"), exact=True).fill("Half team")
    page.get_by_label("Hoelang de resultaten").fill("Vijf jaar")
    press(page, _("Save what people are told"))
    expect(page.get_by_text(_("What people are told was saved."))).to_be_visible()
    expect(page.get_by_label(_("Name of your organisation"))).to_have_value("Half getypt")
    expect(page.get_by_label(team("1.2"), exact=True)).to_have_value("Half team")
    press_to_save(page)
    press(page, _("Yes, save it like this"))
    expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
    expect(page.get_by_label(team("1.2"), exact=True)).to_have_value("Half team")
    expect(page.get_by_label(_("Name of your organisation"))).to_have_value("Half getypt")


def test_a_pasted_list_is_kept_over_a_click_on_the_menu(manager: Visitor):
    page = manager()
    unfold(page, "Of een lijst uit een rekenblad overnemen")
    rows = page.get_by_label("Rijen uit je rekenblad")
    rows.fill("dienst;team;aantal\nWonen;Noord;8")
    page.get_by_role("link", name="Hoe we tellen").click()
    page.get_by_role("link", name="Je typte iets op een andere pagina").click()
    expect(rows).to_have_value("dienst;team;aantal\nWonen;Noord;8")


def test_a_phone_shows_its_keypad_and_a_file_that_is_too_large_gets_a_dutch_sentence(
    manager: Visitor, tmp_path: Path, violations: Callable[[Page], list[str]]
):
    page = manager(width=375)
    expect(page.get_by_label(people("1.1"))).to_have_attribute("inputmode", "numeric")
    unfold(page, "Of een lijst uit een rekenblad overnemen")
    (tmp_path / "groot.xlsx").write_bytes(bytes(3_000_000))
    page.locator("input[type=file]").set_input_files(tmp_path / "groot.xlsx")
    expect(page.get_by_role("alert").filter(has_text="Dit bestand is groter dan 2 MB")).to_be_visible()
    assert violations(page) == []


def test_a_stale_tab_wipes_nothing_and_loses_nothing(house: tuple[House, Server], manager: Visitor):
    made, _server = house
    late, quick = manager(), manager()
    quick.locator("label", has_text="Dienst 1 weghalen").click()
    press_to_save(quick)
    press(quick, "Ja, zo bewaren")
    expect(quick.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
    late.get_by_label("Mensen in team 1.1").fill("9")
    press_to_save(late)
    expect(late.get_by_text("Er is niets bewaard")).to_be_visible()
    expect(late.get_by_label("Mensen in team 1.1")).to_have_value("9")
    assert organisation.read(made.store, made.principal).services == SERVICES[1:]


def test_a_director_sets_up_by_keyboard_alone(
    tmp_path_factory: pytest.TempPathFactory, visitor: Visitor, violations: Callable[[Page], list[str]]
):
    folder = tmp_path_factory.mktemp("keyboard")
    store = storage.open(Settings(data_dir=folder / "data"))
    token = setup.set_up(store, name="OCMW Vaartdorp", kind="ocmw", region=None, passphrase=PASSPHRASE)
    texts.use("nl")
    with served(folder / "log") as server:
        page = visitor(width=320)
        page.context.add_cookies([{"name": SESSION, "value": token, "url": server.address}])
        open_view(page, f"{server.address}/organisation")
        eyes = Eyes(page, violations)
        eyes.look("empty")
        for n, service in enumerate(SERVICES, 1):
            if n > 1:
                tab_to(page, "Nog een dienst")
                page.keyboard.press("Enter")
                expect(page.get_by_label(f"Naam van dienst {n}")).to_be_visible()
                wait_until_settled(page)
                tab_to(page, f"Naam van dienst {n}", "Shift+Tab")
            tab_to(page, f"Naam van dienst {n}")
            page.keyboard.type(service.name)
            for m, one in enumerate(service.teams, 1):
                tab_to(page, f"Team {n}.{m}")
                page.keyboard.type(one.name)
                page.keyboard.press("Tab")
                page.keyboard.type(str(one.invited))
        tab_to(page, "Diensten en teams bewaren")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
        expect(page.get_by_text("2 diensten, 5 teams, 34 mensen")).to_be_visible()
        eyes.look("saved")
        assert organisation.read(store, sessions.principal(store, token)).services == SERVICES
    store.close()
    assert eyes.wrong == {}


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the field or button with this name has the focus."""
    here = "(a => a.getAttribute('aria-label') || a.innerText)(document.activeElement)"
    for _press in range(60):
        if page.evaluate(here) == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {name}")

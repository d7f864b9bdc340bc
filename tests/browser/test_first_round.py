"""A director's first round, from the first page to printed slips: how many clicks it takes, and how many fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from audit import storage, texts
from audit.access import setup
from audit.manage import organisation
from audit.principal import Principal
from audit.rounds import Facts, fact_label
from audit.settings import Settings
from audit.storage import schema
from tests.helpers.serving import open_view, served, wait_until_settled

PASSPHRASE = "vier fietsen onder een afdak"
LIST = "\n".join(
    f"{service}\t{team}\t{n}"
    for service, teams in {
        "Wonen": {"Noord": 8, "Zuid": 7, "Oost": 9},
        "Werk": {"Atelier": 12, "Balie": 6, "Winkel": 7},
        "Jeugd": {"Straat": 6, "Klas": 11, "Thuis": 8},
    }.items()
    for team, n in teams.items()
)
COUNT = """() => {
    window.print = () => {}
    const add = (kind, what) => {
        const seen = JSON.parse(localStorage.getItem(kind) ?? '[]')
        localStorage.setItem(kind, JSON.stringify([...seen, what]))
    }
    const click = event => event.isTrusted && add('clicks', event.target.innerText)
    document.addEventListener('pointerdown', click, true)
    document.addEventListener('input', event => add('fields', event.target.ariaLabel ?? event.target.name), true)
}"""


def counted(page: Page, kind: str) -> list[str]:
    found: list[str] = page.evaluate("kind => JSON.parse(localStorage.getItem(kind) ?? '[]')", kind)
    return found


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name).last.click()  # type: ignore[arg-type]
    page.wait_for_load_state()


def test_a_first_round_of_three_services_and_nine_teams_takes_twelve_clicks(
    visitor: Callable[..., Page], tmp_path: Path
):
    """Counted are presses of the pointer on the app, from the first page up to the slips on paper, and fields that
    something was typed in or pasted. Nobody reads written answers here: their questions need one click more, for the
    link of the reader, who then sets a key with three presses of their own."""
    texts.use("nl")
    page = visitor()
    page.add_init_script(f"({COUNT})()")
    with served(tmp_path / "log") as server:
        open_view(page, server.address)
        press(page, "Mijn organisatie instellen", "link")
        page.get_by_label("Naam van je organisatie").fill("OCMW Vaartdorp")
        page.get_by_label("Nieuwe wachtzin van de leiding").fill(PASSPHRASE)
        page.get_by_label("Nog eens dezelfde wachtzin").fill(PASSPHRASE)
        press(page, "Instellen")
        press(page, "Ik heb ze bewaard", "link")
        page.wait_for_url("**/organisation")
        wait_until_settled(page)
        # as it comes from a spreadsheet: without names of columns; and changed after it was looked at
        box = page.get_by_label("Rijen uit je rekenblad")
        box.fill(LIST)
        press(page, "De lijst bekijken")
        expect(page.get_by_role("table", name="Wat je kan verwachten")).to_contain_text("Straat")
        wait_until_settled(page)
        press(page, "Deze lijst bewaren")
        expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
        wait_until_settled(page)
        for fact in Facts.model_fields:
            page.get_by_label(fact_label(fact)).fill(f"Vaartdorp: {fact}")
        press(page, "Bewaren wat mensen weten")
        expect(page.get_by_text("Wat mensen te weten krijgen, is bewaard")).to_be_visible()
        wait_until_settled(page)
        press(page, "Alles is ingevuld. Naar de metingen", "link")
        page.wait_for_url("**/rounds")
        press(page, "Deze meting plannen")
        press(page, "Deze meting openen")
        expect(page.get_by_text("9 teams, 74 mensen")).to_be_visible()
        expect(page.get_by_text("de lezer heeft geen sleutel")).to_be_visible()  # and so no open questions
        press(page, "Ja, open ze")
        press(page, "De codes van alle teams maken")
        expect(page.locator(".slips code").nth(73)).to_be_attached()
        press(page, "afdrukken")
        clicks, fields = counted(page, "clicks"), set(counted(page, "fields"))
    assert len(clicks) <= 12, clicks
    assert len(fields) <= 30, fields


def test_a_list_that_is_changed_after_a_look_is_looked_at_again_before_it_is_saved(
    visitor: Callable[..., Page], tmp_path: Path
):
    texts.use("nl")
    page = visitor()
    with served(tmp_path / "log") as server:
        store = storage.open(Settings(data_dir=tmp_path / "data"))
        token = setup.set_up(store, name="OCMW Vaartdorp", kind=None, region=None, passphrase=PASSPHRASE)
        page.context.add_cookies([{"name": "session", "value": token, "url": server.address}])
        open_view(page, f"{server.address}/organisation")
        box = page.get_by_label("Rijen uit je rekenblad")
        box.fill("Wonen;Noord;8")
        press(page, "De lijst bekijken")
        wait_until_settled(page)
        box.fill("Wonen;Noord;9")
        press(page, "Deze lijst bewaren")
        expect(page.get_by_role("table", name="Zo wordt het")).to_contain_text("9")
        wait_until_settled(page)
        press(page, "Deze lijst bewaren")
        expect(page.get_by_text("Diensten en teams zijn bewaard")).to_be_visible()
        with store.reading() as connection:
            (of,) = connection.execute(schema.organisation.select()).all()
        (service,) = organisation.read(store, Principal("management", of.id)).services
        assert service.teams[0].invited == 9
        store.close()

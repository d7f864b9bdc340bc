"""The organisation: a form that is saved whole or not at all, that no other tab wipes, and lists that replace it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit import texts
from audit.access import sessions, setup
from audit.files import tables
from audit.files.roster import as_csv, lost, organisation_of
from audit.manage import organisation
from audit.organisation import Service, Team
from audit.principal import Principal
from audit.rounds import Facts
from audit.storage import Store
from audit.views import navigation
from audit.web.cookies import SESSION
from tests.helpers.house import FACTS, PASSPHRASE, SERVICES, House, manager_in, refused
from tests.helpers.visiting import Visit, fill, save, words
from tests.helpers.workbooks import workbook

CASES = Path(__file__).parents[2] / "cases"
ZUID_IS_NOORD = ("“Zuidrand”: is this the same team as …?", "wonen/noord")
SAVE = "Save services and teams"
LIST = "service;team;invited\nZorg;A;9\nZorg;B;8"


@pytest.fixture
def manager(store: Store, jar: dict[str, str]) -> Principal:
    """Somebody who manages an organisation with services and facts, signed in."""
    who, jar[SESSION] = manager_in(store)
    return who


@pytest.fixture
def newcomer(store: Store, jar: dict[str, str]) -> Principal:
    """Somebody who manages an organisation with nothing in it yet, signed in."""
    token = setup.set_up(store, name="OCMW Vaartdorp", kind="ocmw", region="Waasland", passphrase=PASSPHRASE)
    jar[SESSION] = token
    return sessions.principal(store, token)


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label.replace("\\", "") == label).click().run()


def look(app: AppTest, rows: str) -> AppTest:
    """Paste rows as a list, and look at it."""
    app.text_area[0].input(rows)
    return app.button(key="look").click().run()


def tick(app: AppTest, label: str) -> AppTest:
    """Tick a box. It arrives with the click that follows; outside a form a browser sends it at once."""
    next(one for one in app.checkbox if one.label == label).check()
    return app


def value(app: AppTest, label: str) -> str:
    return next(one for one in app.text_input if one.label == label).value


def services(store: Store, who: Principal) -> tuple[Service, ...]:
    return organisation.read(store, who).services


def test_a_whole_organisation_is_saved_with_one_click(visit: Visit, store: Store, newcomer: Principal):
    app = fill(visit("organisation"), {"Name of service 1": "Thuis", "Team 1.1": "Oost", "People in team 1.1": "7"})
    app = press(fill(app, {"Team 1.3": "*West*", "People in team 1.3": " 5 "}), "More teams in service 1")
    app = press(fill(app, {"Team 1.6": "Zuid", "People in team 1.6": "12"}), "One more service")
    app = fill(app, {"Name of service 2": "Straat", "Team 2.1": "Nacht", "People in team 2.1": "3"})
    assert services(store, newcomer) == ()
    app = press(app, SAVE)
    assert "Services and teams were saved" in words(app)
    assert services(store, newcomer) == (
        Service(
            name="Thuis",
            teams=(Team(name="Oost", invited=7), Team(name="*West*", invited=5), Team(name="Zuid", invited=12)),
        ),
        Service(name="Straat", teams=(Team(name="Nacht", invited=3),)),
    )
    assert "2 services, 4 teams, 27 people" in words(app)
    assert not app.exception


def test_everything_that_is_wrong_is_said_with_its_row_and_nothing_is_saved(
    visit: Visit, store: Store, manager: Principal
):
    app = press(visit("organisation"), "One more service")
    app = fill(
        app,
        {
            "Team 1.1": "Zuid",
            "People in team 1.2": "veel",
            "Team 2.1": "",
            "Name of service 3": "Werk",
            "Team 3.1": "Oost",
            "People in team 3.2": "0",
        },
    )
    app = press(app, SAVE)
    for sentence in (
        "Nothing was saved yet.",
        "Team 1.2: Team 1.1 is called “Zuid” too. Give each its own name.",
        "Team 1.2: “veel” is not a number of people. Write a whole number of at least 1.",
        "Team 2.1: There are people but no team. Fill in its name, or empty the number.",
        "Service 3: Service 2 is called “Werk” too. Give each its own name.",
        "Team 3.1: Fill in how many people are in “Oost”.",
        "Team 3.2: There are people but no team.",
    ):
        assert sentence in words(app)
    assert services(store, manager) == SERVICES
    assert (value(app, "People in team 1.2"), value(app, "Team 3.1")) == ("veel", "Oost")
    app = press(fill(app, {"Name of service 3": "", "Team 3.1": "Oost"}), SAVE)
    assert "Service 3: Fill in its name." in words(app)


def test_a_form_that_another_tab_overtook_wipes_nothing(visit: Visit, store: Store, manager: Principal):
    late, quick = visit("organisation"), visit("organisation")
    quick = press(tick(quick, "Take service 1 away"), SAVE)
    quick = press(quick, "Yes, save it like this")
    assert services(store, manager) == SERVICES[1:]
    late = press(fill(late, {"Team 1.1": "Noordrand", "People in team 1.1": "9"}), SAVE)
    assert "changed in another tab or by a colleague" in words(late)
    assert services(store, manager) == SERVICES[1:]
    assert (value(late, "Team 1.1"), value(late, "People in team 1.1")) == ("Noordrand", "9")
    late = press(late, "Keep what I typed here. It may replace what is saved now")
    late = press(late, SAVE)
    assert [team.name for team in services(store, manager)[0].teams] == ["Noordrand", "Zuid", "Nacht"]


def test_another_tab_may_overtake_between_the_question_and_the_answer(visit: Visit, store: Store, manager: Principal):
    late = press(fill(visit("organisation"), {"Team 1.1": "Noordrand"}), SAVE)
    organisation.save_roster(store, manager, SERVICES[1:])
    late = press(late, "Yes, save it like this")
    assert "Nothing was saved; what you typed still stands here." in words(late)
    assert services(store, manager) == SERVICES[1:]
    assert value(late, "Team 1.1") == "Noordrand"


def test_a_form_that_another_tab_overtook_can_begin_again(visit: Visit, store: Store, manager: Principal):
    late = visit("organisation")
    organisation.save_roster(store, manager, SERVICES[1:])
    late = fill(late.run(), {"Name of service 1": "Thuis"})
    late = press(late, "Show what is saved now. What I typed here may go")
    assert value(late, "Name of service 1") == "Werk"
    assert "another tab" not in words(late)


@pytest.mark.parametrize("form", ["facts", "name"])
def test_facts_and_name_that_another_tab_overtook_are_kept(visit: Visit, store: Store, manager: Principal, form: str):
    late = visit("organisation")
    organisation.save_facts(store, manager, FACTS.model_copy(update={"purpose": "Van een collega"}))
    organisation.rename(store, manager, name="Van een collega", kind=None, region=None)
    label, button = {
        "facts": ("How long results are kept", "Save what people are told"),
        "name": ("Name of your organisation", "Save name"),
    }[form]
    late = press(fill(late, {label: "Van mij"}), button)
    assert "Nothing was saved" in words(late)
    assert "Van een collega" in words(late)
    assert value(late, label) == "Van mij"
    known = organisation.read(store, manager)
    assert (known.name, known.facts.purpose) == ("Van een collega", "Van een collega")
    assert known.facts.retention == FACTS.retention


def test_what_goes_away_must_be_agreed_to(visit: Visit, store: Store, manager: Principal):
    app = fill(visit("organisation"), {"Team 1.3": "", "People in team 1.3": ""})
    app = press(tick(app, "Take service 2 away"), SAVE)
    assert "it goes away: Wonen: Nacht; Werk." in words(app)
    assert services(store, manager) == SERVICES
    app = fill(app, {"Team 1.2": "", "People in team 1.2": ""})  # more than was asked
    app = press(app, "Yes, save it like this")
    assert "it goes away: Wonen: Zuid; Wonen: Nacht; Werk." in words(app)
    assert services(store, manager) == SERVICES
    press(app, "Yes, save it like this")
    assert services(store, manager) == (Service(name="Wonen", teams=(Team(name="Noord", invited=8),)),)


def test_what_is_put_back_needs_no_agreement_any_more(visit: Visit, store: Store, manager: Principal):
    app = press(tick(visit("organisation"), "Take service 2 away"), SAVE)
    next(one for one in app.checkbox if one.label == "Take service 2 away").uncheck()
    app = press(fill(app, {"People in team 1.1": "9"}), "Yes, save it like this")
    assert [team.invited for service in services(store, manager) for team in service.teams] == [9, 6, 3, 12, 5]
    assert "Yes, save it like this" not in [button.label for button in app.button]


def test_another_number_or_another_way_to_write_a_name_asks_nothing(visit: Visit, store: Store, manager: Principal):
    press(fill(visit("organisation"), {"Team 1.1": "noord", "People in team 1.1": "9"}), SAVE)
    assert services(store, manager)[0].teams[0] == Team(name="noord", invited=9)


def test_all_services_cannot_be_taken_away(visit: Visit, store: Store, manager: Principal):
    app = tick(tick(visit("organisation"), "Take service 1 away"), "Take service 2 away")
    app = press(press(app, SAVE), "Yes, save it like this")
    assert "There is no service yet" in words(app)
    assert services(store, manager) == SERVICES


def test_saving_one_form_draws_only_that_one_anew(visit: Visit, store: Store, manager: Principal):
    """A browser keeps what is typed in a field for as long as the field has the same id; tests/browser types it."""

    def ids(app: AppTest) -> dict[str, str]:
        return {field.label: field.proto.id for field in app.text_input if not field.label.startswith("Region")}

    fields = {
        "Name of your organisation": "Save name",
        "How long results are kept": "Save what people are told",
        "Team 1.1": SAVE,
    }
    app = visit("organisation")
    for field, button in fields.items():
        before, app = ids(app), press(app, button)
        assert {one for one in fields if ids(app)[one] != before[one]} == {field}


def test_what_was_typed_and_not_saved_is_gone_after_another_view(visit: Visit, store: Store, manager: Principal):
    app = fill(visit("organisation"), {"Team 1.1": "Half getypt", "How long results are kept": "Half"}).run()
    app.switch_page(navigation.at("method").script)
    app.run()
    organisation.save_roster(store, manager, SERVICES[1:])
    app.switch_page(navigation.at("organisation").script)
    app.run()
    assert value(app, "Team 1.1") == "Atelier"
    assert value(app, "How long results are kept") == FACTS.retention
    assert "another tab" not in words(app)


def test_the_forecast_says_who_will_have_a_result_of_their_own(visit: Visit, store: Store, manager: Principal):
    app = visit("organisation")
    said = words(app)
    for sentence in (
        "Never: fewer than 5 people",
        "Only if at least 5 of 5 people answer",
        "No: it would give away the answers of a small team beside it",
        "Teams with a result of their own: 1 of 5.",
    ):
        assert sentence in said
    app = press(fill(app, {"People in team 1.3": "9", "People in team 2.2": "8"}), "Look ahead with what I typed")
    assert "Every team can have a result of its own." in words(app)
    assert services(store, manager) == SERVICES


def test_small_teams_are_counted_together_with_one_click_and_taken_apart_again(
    visit: Visit, store: Store, manager: Principal
):
    app = fill(visit("organisation"), {"Name of service 2": "Straat"})
    app = press(app, "Count “Zuid”, “Nacht” together: about 7 answers")
    assert (value(app, "Team 1.2"), value(app, "People in team 1.2")) == ("Zuid + Nacht", "9")
    assert "Team 1.3" not in [field.label for field in app.text_input]
    assert value(app, "Name of service 2") == "Straat"
    assert services(store, manager) == SERVICES
    app = press(app, "Take them apart again")
    assert [value(app, f"Team 1.{n}") for n in (1, 2, 3)] == ["Noord", "Zuid", "Nacht"]
    assert [value(app, f"People in team 1.{n}") for n in (1, 2, 3)] == ["8", "6", "3"]
    assert "Take them apart again" not in [button.label for button in app.button]


def choose(app: AppTest, label: str, option: str) -> AppTest:
    next(one for one in app.selectbox if one.label.replace("\\", "") == label).select(option)
    return app


def test_a_team_with_another_name_stays_the_same_team_when_somebody_says_so(
    visit: Visit, store: Store, manager: Principal
):
    app = press(fill(visit("organisation"), {"Team 1.1": "Noordrand"}), SAVE)
    app = choose(app, "“Noordrand”: is this the same team as …?", "wonen/noord")
    press(app, "Yes, save it like this")
    team = services(store, manager)[0].teams[0]
    assert (team.name, team.known_as) == ("Noordrand", "Noord")
    assert organisation.read(store, manager).organisation.units[2].id == "wonen/noord"
    app = press(fill(visit("organisation"), {"People in team 1.1": "9"}), SAVE)
    assert services(store, manager)[0].teams[0] == Team(name="Noordrand", known_as="Noord", invited=9)
    assert "it goes away" not in words(app)


def test_a_service_with_another_name_keeps_its_teams(visit: Visit, store: Store, manager: Principal):
    app = press(fill(visit("organisation"), {"Name of service 1": "Huis", "Team 1.3": "Avond"}), SAVE)
    app = press(choose(app, "“Huis”: is this the same service as …?", "wonen"), "Yes, save it like this")
    assert "it goes away: Wonen: Nacht." in words(app)
    app = press(choose(app, "“Avond”: is this the same team as …?", "wonen/nacht"), "Yes, save it like this")
    ids = [unit.id for unit in organisation.read(store, manager).organisation.units]
    assert ids == ["org", "wonen", "wonen/noord", "wonen/zuid", "wonen/nacht", "werk", "werk/atelier", "werk/balie"]


def test_a_list_asks_too_which_team_has_another_name(visit: Visit, store: Store, manager: Principal):
    rows = as_csv(SERVICES).decode("utf-8-sig").replace("Noord", "Noordrand").replace("Zuid", "Zuidrand")
    app = visit("organisation")
    look(app, rows)
    twice = choose(choose(app, "“Noordrand”: is this the same team as …?", "wonen/noord"), *ZUID_IS_NOORD).run()
    assert "Only one can be the same as “Noord”." in words(twice)
    app = choose(twice, "“Zuidrand”: is this the same team as …?", "").run()
    app = tick(app, "I looked at the names and the numbers. This may replace what stands here now").run()
    assert "This goes away: Wonen: Zuid." in words(app)
    press(app, "Save this list")
    assert [team.known_as for team in services(store, manager)[0].teams] == ["Noord", None, None]


def test_a_name_that_a_renamed_team_had_is_not_free(store: Store, manager: Principal):
    wonen = SERVICES[0].model_copy(
        update={"teams": (Team(name="Noordrand", known_as="Noord", invited=8), Team(name="noord", invited=5))}
    )
    refused("repeated_team", organisation.save_roster, store, manager, (wonen, SERVICES[1]))


def test_no_button_does_anything_after_the_session_ended(visit: Visit, house: House, jar: dict[str, str]):
    """Every button and every form, one by one, on a page that stood open since before."""
    jar[SESSION] = house.token
    store, who = house.store, house.principal
    organisation.save_roster(store, who, SERVICES[:1])
    app = ready_to_press(visit("organisation"))
    keys = [button.key for button in app.button if not (button.key or "").startswith("language-")]
    assert {"save-roster", "sure", "more-services", "replace-list", "replace-earlier", "look"} <= set(keys)
    before = organisation.read(store, who)
    for key in keys:
        token = sessions.sign_in(store, PASSPHRASE)
        jar[SESSION] = token
        app = ready_to_press(visit("organisation"))
        sessions.sign_out(store, token)
        app.button(key=key).click().run()
        assert app.title[0].value == "Sign in first", key
        assert not app.exception
        assert "Vaartdorp" not in words(app)
        assert organisation.read(store, who) == before, key


def ready_to_press(app: AppTest) -> AppTest:
    """The page with everything open: a list looked at and agreed to, an earlier round too, and a team going away."""
    look(app, LIST)
    next(one for one in app.selectbox if one.key == "earlier").select_index(0)
    app = press(fill(app, {"Team 1.1": "Anders", "Name of your organisation": "Anders"}), SAVE)
    for box in app.checkbox:
        if box.label.startswith("I looked"):
            box.check()
    return app.run()


def test_a_list_from_a_spreadsheet_is_looked_at_before_it_is_saved(visit: Visit, store: Store, manager: Principal):
    app = visit("organisation")
    wrong = look(app, "service\tteam\tinvited\nZorg\tA\tveel\nZorg\tA\t0")
    assert "“veel” is not a number of people" in words(wrong)
    assert "for the second time" in words(wrong)
    app = look(wrong, LIST)
    assert "This goes away: Wonen; Werk." in words(app)
    assert "This is new: Zorg." in words(app)
    assert services(store, manager) == SERVICES
    app = press(app, "Save this list")
    assert "tick that you did" in words(app)
    assert services(store, manager) == SERVICES
    app = press(
        tick(app, "I looked at the names and the numbers. This may replace what stands here now"), "Save this list"
    )
    assert [team.invited for team in services(store, manager)[0].teams] == [9, 8]
    assert value(app, "Name of service 1") == "Zorg"
    assert app.text_area[0].value == ""


def test_a_list_does_not_replace_what_another_tab_saved_meanwhile(visit: Visit, store: Store, manager: Principal):
    app = visit("organisation")
    look(app, LIST)
    app = tick(app, "I looked at the names and the numbers. This may replace what stands here now")
    organisation.save_roster(store, manager, SERVICES[1:])
    app = press(app, "Save this list")
    assert "changed in another tab" in words(app)
    assert services(store, manager) == SERVICES[1:]
    assert app.text_area[0].value == LIST


def test_the_first_list_needs_no_agreement(visit: Visit, store: Store, newcomer: Principal):
    app = visit("organisation")
    press(look(app, LIST), "Save this list")
    assert [one.name for one in services(store, newcomer)] == ["Zorg"]


def test_the_services_and_teams_of_an_earlier_round_are_taken_over(visit: Visit, signed_in: House):
    store, who = signed_in.store, signed_in.principal
    changed = (SERVICES[0], Service(name="Straat", teams=(Team(name="Hoek", invited=5),)))
    organisation.save_roster(store, who, changed)
    app = visit("organisation")
    chooser = next(one for one in app.selectbox if one.key == "earlier")
    assert chooser.options == ["2026 · Voorjaar 2026"]
    app = chooser.select_index(0).run()
    said = words(app)
    for sentence in ("This goes away: Straat.", "This is new: Werk.", "Names must stay the same", "Atelier"):
        assert sentence in said
    app = press(app, "Take over these teams")
    assert services(store, who) == changed
    app = tick(app, "I looked at the names and the numbers. This may replace what stands here now")
    app = press(app, "Take over these teams")
    assert services(store, who) == SERVICES
    assert "Services and teams were saved" in words(app)
    app = next(one for one in app.selectbox if one.key == "earlier").select_index(0).run()
    assert "It is like this already" in words(app)


def test_messages_of_buttons_speak_dutch(visit: Visit, store: Store, manager: Principal):
    texts.use("nl")  # for the test itself, which looks up what is chosen; every run has a thread of its own
    app = fill(visit("organisation", "nl"), {"Mensen in team 1.1": "veel"})
    app = press(app, "Diensten en teams bewaren")
    assert "Team 1.1: “veel” is geen aantal mensen" in words(app)
    app = press(fill(app, {"Mensen in team 1.1": "8"}), "Diensten en teams bewaren")
    assert "Diensten en teams zijn bewaard" in words(app)
    app = press(app, "Bewaren wat mensen weten")
    assert "Wat mensen te weten krijgen, is bewaard" in words(app)
    app = press(fill(app, {"Naam van je organisatie": " "}), "Naam bewaren")
    assert "De naam is leeg" in words(app)
    organisation.save_facts(store, manager, Facts())
    app = press(app, "Bewaren wat mensen weten")
    assert "in een ander tabblad of door een collega veranderd" in words(app)
    look(app, LIST)
    assert "vink aan" in words(press(app, "Deze lijst bewaren"))


def test_what_is_missing_is_named_with_a_question_for_who_decides(visit: Visit, store: Store, newcomer: Principal):
    organisation.save_facts(store, newcomer, FACTS.model_copy(update={"retention": "", "purpose": ""}))
    said = words(visit("organisation"))
    assert "○ Services and teams: fill in at least one service" in said
    assert "○ What people are told: 2 answers are still missing." in said
    assert "● No other round is open." in said
    assert "**How long results are kept.** How long do you keep the results?" in said
    assert "**What the results are used for.** What will you do with the results?" in said
    assert "Which organisation decides" not in said


def test_what_is_there_is_seen_at_a_glance(visit: Visit, signed_in: House):
    said = words(visit("organisation"))
    assert "● Services and teams: 2 services, 5 teams, 34 people." in said
    assert "● What people are told: all is filled in." in said
    assert "○ “Voorjaar 2026” is open." in said
    assert "Still to be filled in" not in said


def test_a_fact_that_cannot_be_shown_is_named(visit: Visit, store: Store, manager: Principal):
    app = press(
        fill(visit("organisation"), {"How long results are kept": "Vijf\u202ejaar"}), "Save what people are told"
    )
    assert "How long results are kept: This text holds invisible control characters" in words(app)
    assert organisation.read(store, manager).facts == FACTS


def test_the_list_that_is_downloaded_can_be_uploaded_again():
    odd = (
        *SERVICES,
        Service(name='Met ; en "', kind="caw", region="=Gent", teams=(Team(name="é", invited=1),)),
        Service(name="'=1+1", teams=(Team(name="=1+1", invited=6), Team(name="'-2", invited=5))),
    )
    assert organisation_of(tables.parse(as_csv(odd), "roster.csv"), name="-").services == odd
    assert as_csv(()).decode("utf-8-sig") == "service;team;invited;kind;region\r\n"


def test_no_name_in_the_list_that_is_downloaded_is_a_formula():
    given = tables.parse((CASES / "formula-names" / "list.csv").read_bytes(), "list.csv")
    found = organisation_of(given, name="-").services
    assert [team.name for team in found[0].teams] == ["=1+1", "-2 nacht", "@balie"]
    lines = as_csv(found).decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines[1:]] == ["'=1+1", "'-2 nacht", "'@balie"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook([["Dienst", "Team", "Aantal"], ["Zorg", "A", 9]]), "Dit komt erbij: Zorg."),
        ("Dienst\tTeam\tAantal\r\nZorg\tA\t9".encode("utf-16"), "bewaard als UTF-16. Bewaar het als “CSV UTF-8”"),
        (b"%PDF-1.7", "Bewaar de lijst als .xlsx"),
    ],
    ids=["a workbook", "Unicode text", "a PDF"],
)
def test_a_file_is_read_or_gets_a_dutch_sentence(
    visit: Visit, store: Store, manager: Principal, content: bytes, said: str
):
    texts.use("nl")  # for the test itself, which looks up what is chosen
    app = visit("organisation", "nl")
    app.file_uploader[0].set_value(("lijst.bin", content, "application/octet-stream")).run()
    assert said in words(app)
    assert services(store, manager) == SERVICES


def test_what_is_lost_is_told_by_id():
    renamed = Service(name="wonen!", teams=(Team(name="NOORD", invited=2), Team(name="Zuidrand", invited=6)))
    assert lost(SERVICES, (renamed,)) == ("Wonen: Zuid", "Wonen: Nacht", "Werk")
    assert lost((), SERVICES) == ()
    assert lost(SERVICES, ()) == ("Wonen", "Werk")


def test_the_fold_of_a_list_stands_open_while_what_came_of_it_is_told_in_it(
    visit: Visit, store: Store, jar: dict[str, str]
):
    """Streamlit folds it when the first teams are there, and would hide that they were saved."""
    jar[SESSION] = setup.set_up(store, name="OCMW Vaartdorp", kind=None, region=None, passphrase=PASSPHRASE)
    app = visit("organisation")
    name = "Or take over a list from a spreadsheet"
    (fold,) = [one for one in app.expander if one.label == name]
    assert fold.proto.expanded
    fold.text_area[0].set_value("Wonen;Noord;8")
    app = save(save(app, "Look at the list"), "Save this list")
    assert "Services and teams were saved" in words(app)
    (fold,) = [one for one in app.expander if one.label == name]
    assert fold.proto.expanded
    (fold,) = [one for one in app.run().expander if one.label == name]
    assert not fold.proto.expanded

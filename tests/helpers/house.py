"""Small makers: a clock that can be set forward, an organisation with an open round, and filled-in sheets."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest
from sqlalchemy import func, select, update

from audit.access import reader, sessions, setup
from audit.access.passphrase import derived
from audit.collect import tickets, vault
from audit.collect.sheet import Sheet
from audit.collect.tickets import Ticket
from audit.errors import AuditError
from audit.manage import closing, codes, organisation, rounds
from audit.organisation import Service, Team
from audit.principal import Principal
from audit.questionnaire import Content
from audit.rounds import Facts, Plan, Round
from audit.storage import Store, schema, sealed
from audit.storage.sealed import Key

PASSPHRASE = "vier fietsen onder een afdak"
READER = "zes regenjassen aan de kapstok"
FACTS = Facts(
    controller="OCMW Vaartdorp",
    privacy_contact="privacy@vaartdorp.example",
    retention="Zo lang we bestaan",
    confidential_adviser="An Peeters",
    purpose="Samen beter werken",
    comments_reader="Bo Maes",
)
SERVICES = (
    Service(
        name="Wonen", teams=(Team(name="Noord", invited=8), Team(name="Zuid", invited=6), Team(name="Nacht", invited=3))
    ),
    Service(name="Werk", teams=(Team(name="Atelier", invited=12), Team(name="Balie", invited=5))),
)
PLAN = Plan(title="Voorjaar 2026", year=2026, questionnaires=("ze", "gw", "nw"), last_day=date(2026, 6, 30))
SECOND = PLAN.model_copy(update={"title": "Najaar 2026"})
QUESTIONS = ("ze_good", "ze_step", "gw_good", "gw_step", "nw_good", "nw_step")
NOORD, ZUID, NACHT = "wonen/noord", "wonen/zuid", "wonen/nacht"
ATELIER, BALIE = "werk/atelier", "werk/balie"
SENT = {NOORD: 7, ZUID: 6, NACHT: 2, ATELIER: 10, BALIE: 5}


@dataclass
class Clock:
    """A clock that gives the same moment until it is set forward with `turn` (units as in `timedelta`)."""

    at: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        """Set the clock forward: `clock.turn(days=1)`."""
        self.at += timedelta(**by)


@dataclass
class House:
    """An organisation with an open round: the store it is in, who manages it (and the token of that session), and the
    codes of each team, by unit id, that are not used yet."""

    store: Store
    principal: Principal
    token: str
    round: Round
    codes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def content(self) -> Content:
        """What is asked in the round."""
        return rounds.content(self.store, self.principal, self.round.id)

    @property
    def key(self) -> Key:
        """The key of the reader, opened."""
        made, wrapping = _made()
        with self.store.reading() as connection:
            id = connection.scalar(select(schema.reader.c.id)) or ""
        opened = sealed.unwrap(id, wrapping, made["public"], made["wrapped"])
        assert opened is not None
        return opened

    def ticket(self, team: str) -> Ticket:
        """A ticket for the next unused code of a team."""
        return tickets.enter(self.store, self.codes[team].pop())

    def send(self, team: str, sheet: Sheet) -> None:
        """Send a sheet with the next unused code of a team."""
        vault.send(self.store, self.ticket(team), sheet)


def manager_in(store: Store) -> tuple[Principal, str]:
    """Set up an organisation with its roster and facts. Returns who manages it and the token of the session."""
    token = setup.set_up(store, name="OCMW Vaartdorp", kind="ocmw", region="Waasland", passphrase=PASSPHRASE)
    principal = sessions.principal(store, token)
    organisation.save_roster(store, principal, SERVICES)
    organisation.save_facts(store, principal, FACTS)
    give_key(store, principal)
    return principal, token


@lru_cache(maxsize=1)
def _made() -> tuple[dict[str, bytes], bytes]:
    """A pair of keys under the passphrase of the reader, and what opens it: made once, for it takes long on purpose."""
    made = reader.new_key(READER)
    return made, derived(READER, made["salt"])


def give_key(store: Store, principal: Principal) -> None:
    """Let the reader of the organisation have a key, as setting one does."""
    reader.invite(store, principal)
    with store.writing() as connection:
        connection.execute(update(schema.reader).values(set_on=store.today(), **_made()[0]))


def house_in(store: Store, plan: Plan = PLAN) -> House:
    """Set up an organisation, open a round with this plan, and make the codes of every team."""
    return _open(store, *manager_in(store), plan)


def second_round(house: House, plan: Plan = SECOND) -> House:
    """Close the round that is open, open the next with this plan, and make its codes."""
    closing.close(house.store, house.principal, house.round.id, house.round.plan.title)
    return following(house, plan)


def following(house: House, plan: Plan = SECOND) -> House:
    """Open the next round with this plan, after one that was closed, and make its codes."""
    return _open(house.store, house.principal, house.token, plan)


def _open(store: Store, principal: Principal, token: str, plan: Plan) -> House:
    round = rounds.open(store, principal, rounds.plan(store, principal, plan).id)
    house = House(store, principal, token, round)
    for unit in round.units.units:
        if unit.level == "team":
            house.codes[unit.id] = list(codes.issue(store, principal, round.id, unit.id))
    return house


def sheet(content: Content, seed: int, *, comments: bool = False) -> Sheet:
    """A sheet as an invented person fills it in: mostly answers, sometimes "dk", "na" or nothing, and one in ten
    questionnaires skipped. The same seed gives the same sheet; with `comments` the open questions are answered too.
    Where the round asks what was done with the previous results, most people answer that."""
    chance = random.Random(seed)
    skipped = tuple(questionnaire.id for questionnaire in content.questionnaires if chance.random() < 0.1)
    answers = {
        item.id: chance.choices(["1", "2", "3", "4", "5", "dk", "na", ""], [4, 8, 20, 30, 16, 6, 3, 2])[0]
        for questionnaire in content.questionnaires
        if questionnaire.id not in skipped
        for item in questionnaire.items
    }
    filled = Sheet(role=chance.choice([role.code for role in content.shared.roles]), answers=answers, skipped=skipped)
    themes = filled.offered(content)
    most = min(content.shared.priority.maximum(len(content.themes)), len(themes))
    chosen = chance.choice([None, (), tuple(chance.sample(themes, most))])
    texts = (
        {
            question.id: f"Voorbeeld {seed} bij {question.id}"
            for questionnaire in content.questionnaires
            if questionnaire.id not in skipped
            for question in questionnaire.open_questions
        }
        if comments
        else {}
    )
    asked = content.shared.follow_up
    done = chance.choice([*(option.code for option in asked.options), ""]) if asked else ""
    return filled.model_copy(update={"priorities": chosen, "comments": texts, "follow_up": done})


def refused(code: str, what: object, *args: object, **kwargs: object) -> AuditError:
    """Call a function that must fail with an `AuditError` of this code; returns the error."""
    with pytest.raises(AuditError) as caught:
        what(*args, **kwargs)  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value


def everybody(house: House, *, comments: bool = True) -> list[tuple[str, Sheet]]:
    """Thirty people send a sheet, in a shuffled order. Returns the team and the sheet of each, in that order."""
    people = [team for team, sent in SENT.items() for _person in range(sent)]
    random.Random(5).shuffle(people)
    sheets = [(team, sheet(house.content, seed, comments=comments)) for seed, team in enumerate(people)]
    for team, filled in sheets:
        house.send(team, filled)
    return sheets


def n(house: House, table: object) -> int:
    """How many rows a table has."""
    with house.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]

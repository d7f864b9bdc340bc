"""Whoever only reads waits for nobody who writes."""

from __future__ import annotations

from audit.collect import drafts, tickets
from audit.storage import rounds
from tests.helpers.house import NOORD, House


def test_a_code_and_a_draft_are_looked_up_while_somebody_writes(house: House):
    code = house.codes[NOORD][0]
    ticket = tickets.enter(house.store, code)
    cookie = tickets.seal(house.store, ticket)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    with house.store.writing() as connection:
        rounds.locked(connection, None, house.round.id)
        assert tickets.enter(house.store, code) == ticket
        assert tickets.unseal(house.store, cookie) == ticket
        assert tickets.occasion(house.store, ticket).round.id == house.round.id
        assert drafts.load(house.store, ticket).answers == {"ze1_1": "4"}


def test_whoever_reads_stops_nobody_who_writes(house: House):
    ticket = house.ticket(NOORD)
    with house.store.reading() as connection:
        rounds.read(connection, house.principal.manages(), house.round.id)
        drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    assert drafts.load(house.store, ticket).answers == {"ze1_1": "4"}

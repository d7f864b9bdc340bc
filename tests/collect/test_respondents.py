"""Codes, drafts and sending: one response for each code, nothing lost, nothing that tells who."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import PoolProxiedConnection, select

from audit import storage
from audit.collect import drafts, tickets, vault
from audit.collect.codes import shown
from audit.collect.sheet import Sheet
from audit.collect.tickets import UnknownCode
from audit.errors import AuditError, InputError
from audit.manage import closing, codes, rounds
from audit.rounds import RoundClosed
from audit.settings import Settings
from audit.storage.schema import draft, invitation, remark, response
from tests.helpers.house import BALIE, NACHT, NOORD, PLAN, QUESTIONS, ZUID, Clock, House, n, refused, sheet
from tests.helpers.stores import full

A1 = "Deze code is al gebruikt of niet bekend. Had je al verzonden? Dan zijn je antwoorden goed aangekomen."


def stored(house: House) -> list[dict[str, object]]:
    with house.store.reading() as connection:
        return [json.loads(text) for text in connection.scalars(select(response.c.answers))]


# Codes


def test_a_team_gets_a_code_for_everybody_once(house: House):
    assert {team: len(codes) for team, codes in house.codes.items()} == {
        NOORD: 8,
        ZUID: 6,
        NACHT: 3,
        "werk/atelier": 12,
        BALIE: 5,
    }
    assert n(house, invitation) == 34
    refused("already_issued", codes.issue, house.store, house.principal, house.round.id, NOORD)
    assert codes.issued(house.store, house.principal, house.round.id) == set(house.codes)


def test_no_code_is_in_the_database(house: House):
    with house.store.reading() as connection:
        kept = connection.scalars(select(invitation.c.code)).all()
    plain = {code.replace("-", "")[:12] for codes in house.codes.values() for code in codes}
    assert all(len(code) == 32 for code in kept)
    assert not any(code.encode() in row or row.hex() == code for row in kept for code in plain)


def test_a_code_opens_its_team(house: House):
    ticket = tickets.enter(house.store, house.codes[BALIE][0].lower().replace("-", " "))
    assert (ticket.round, ticket.team) == (house.round.id, BALIE)
    occasion = tickets.occasion(house.store, ticket)
    assert (occasion.team.name, occasion.service.name, occasion.team_is_small) == ("Balie", "Werk", False)
    assert occasion.round.facts == house.round.facts
    assert [questionnaire.id for questionnaire in occasion.content.questionnaires] == ["ze", "gw", "nw"]


def test_a_small_team_is_told_where_it_counts(house: House):
    occasion = tickets.occasion(house.store, house.ticket(NACHT))
    assert occasion.team_is_small
    assert occasion.counts_for.name == "Wonen"


def test_a_ticket_shows_nothing_of_itself(house: House):
    code = house.codes[NOORD][0]
    ticket = tickets.enter(house.store, code)
    assert repr(ticket) == str(ticket) == "Ticket(…)"
    assert code.replace("-", "")[:12] not in f"{ticket} {ticket!r}"


def test_unknown_used_and_replaced_codes_get_one_sentence(house: House):
    from audit import texts

    texts.use("nl")
    used, replaced = house.codes[NOORD][0], house.codes[ZUID][0]
    vault.send(house.store, tickets.enter(house.store, used), sheet(house.content, 1))
    codes.reissue(house.store, house.principal, house.round.id, ZUID)
    for code in (used, replaced, shown("0" * 12)):
        assert refused("code_unknown", tickets.enter, house.store, code).sentence == A1


def test_a_typing_error_is_found_without_looking_it_up(house: House):
    right = house.codes[NOORD][0]
    wrong = ("A" if right[0] != "A" else "B") + right[1:]
    house.store.engine.dispose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(house.store), "reading", lambda self: pytest.fail("looked up"))
        refused("code_typo", tickets.enter, house.store, wrong)


def test_new_codes_replace_those_that_were_not_used(house: House, clock: Clock):
    store, principal, id = house.store, house.principal, house.round.id
    old = list(house.codes[NOORD])
    house.send(NOORD, sheet(house.content, 1))
    house.send(NOORD, sheet(house.content, 2))
    new = codes.reissue(store, principal, id, NOORD)
    assert len(new) == 6
    for code in old:
        refused("code_unknown", tickets.enter, store, code)
    assert tickets.enter(store, new[0]).team == NOORD
    refused("reissued_today", codes.reissue, store, principal, id, NOORD)
    clock.turn(days=1)
    assert len(codes.reissue(store, principal, id, NOORD)) == 6
    assert n(house, invitation) == 6 + 6 + 3 + 12 + 5


def test_a_new_colleague_gets_a_code_and_counts_as_invited(house: House):
    store, principal, id = house.store, house.principal, house.round.id
    more = codes.add(store, principal, id, NACHT, 2)
    assert len(more) == 2
    assert tickets.enter(store, more[0]).team == NACHT
    invited = {unit.id: unit.invited for unit in rounds.read(store, principal, id).units.units}
    assert (invited[NACHT], invited["wonen"], invited["org"]) == (5, 19, 36)
    # who was told that the team is too small is not contradicted: people added after opening protect nobody
    assert tickets.occasion(store, tickets.enter(store, more[1])).counts_for.id == "wonen"
    for wrong in (0, -1, 100_000):
        refused("invited", codes.add, store, principal, id, NACHT, wrong)


def test_who_came_along_before_the_codes_were_made_is_among_them(store, clock: Clock):
    from tests.helpers.house import manager_in

    principal, _token = manager_in(store)
    round = rounds.open(store, principal, rounds.plan(store, principal, PLAN).id)
    assert codes.add(store, principal, round.id, BALIE) == ()
    refused("not_issued", codes.reissue, store, principal, round.id, BALIE)
    assert len(codes.issue(store, principal, round.id, BALIE)) == 6
    assert codes.issued(store, principal, round.id) == {BALIE}


def test_codes_are_for_teams_of_a_round_that_is_open(house: House):
    for what in (codes.issue, codes.reissue, codes.add):
        refused("no_team", what, house.store, house.principal, house.round.id, "wonen")
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    for what in (codes.issue, codes.reissue, codes.add):
        refused("not_open", what, house.store, house.principal, house.round.id, NOORD)


# The cookie


def test_a_cookie_brings_the_ticket_back_and_shows_nothing(house: House):
    ticket = house.ticket(NOORD)
    cookie, other = tickets.seal(house.store, ticket), tickets.seal(house.store, ticket)
    assert cookie != other
    assert ticket.code not in cookie
    assert tickets.unseal(house.store, cookie) == ticket


def test_a_cookie_that_was_touched_opens_nothing(house: House):
    cookie = tickets.seal(house.store, house.ticket(NOORD))
    wrong = [cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :] for place in range(0, 40, 3)]
    for value in [*wrong, "", "é", "A", "AAAA", cookie[:-4], "=" * 80, "A" * 5000]:
        refused("code_unknown", tickets.unseal, house.store, value)


def test_a_cookie_of_somebody_who_has_sent_opens_nothing(house: House):
    ticket = house.ticket(NOORD)
    cookie = tickets.seal(house.store, ticket)
    vault.send(house.store, ticket, sheet(house.content, 1))
    refused("code_unknown", tickets.unseal, house.store, cookie)


def test_a_cookie_of_a_round_that_was_closed_says_that_what_was_not_sent_is_erased(house: House):
    ticket = house.ticket(NOORD)
    cookie = tickets.seal(house.store, ticket)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    sentence = refused("round_closed", tickets.unseal, house.store, cookie).sentence
    assert "This round is closed" in sentence
    assert "was not sent, and has been erased" in sentence


def test_a_cookie_of_a_round_that_was_cancelled_says_so(house: House):
    cookie = tickets.seal(house.store, house.ticket(NOORD))
    closing.cancel(house.store, house.principal, house.round.id, PLAN.title)
    assert "stopped" in refused("round_closed", tickets.unseal, house.store, cookie).sentence


def test_a_cookie_after_the_last_day_says_that_the_code_still_works_when_the_day_is_moved(house: House, clock: Clock):
    ticket, sent = house.ticket(NOORD), house.ticket(NOORD)
    cookie, of_sent = (tickets.seal(house.store, entered) for entered in (ticket, sent))
    vault.send(house.store, sent, sheet(house.content, 1))
    clock.turn(days=60)
    sentence = refused("round_closed", tickets.unseal, house.store, cookie).sentence
    assert "30 June 2026" in sentence
    assert "your code still works if" in sentence
    refused("code_unknown", tickets.unseal, house.store, of_sent)


def test_whose_code_was_replaced_hears_that_there_are_new_ones(house: House):
    ticket = house.ticket(NOORD)
    cookie = tickets.seal(house.store, ticket)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    codes.reissue(house.store, house.principal, house.round.id, NOORD)
    for what in (
        lambda: tickets.unseal(house.store, cookie),
        lambda: drafts.load(house.store, ticket),
        lambda: drafts.save(house.store, ticket, answers={"ze1_1": "5"}),
        lambda: vault.send(house.store, ticket, sheet(house.content, 1)),
        lambda: tickets.occasion(house.store, ticket),
    ):
        with pytest.raises(UnknownCode, match="new codes on 1 June 2026"):
            what()


def test_a_code_typed_while_no_round_is_open_hears_that(house: House):
    code = house.codes[NOORD][0]
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert "No round is open" in refused("code_unknown", tickets.enter, house.store, code).sentence


# Drafts


def test_a_draft_goes_on_on_another_device(house: House):
    code = house.codes[NOORD][0]
    here = tickets.enter(house.store, code)
    assert drafts.load(house.store, here) == Sheet()
    drafts.save(house.store, here, answers={"ze1_1": "4"}, position="ze1")
    drafts.save(house.store, here, answers={"ze1_2": "dk"}, role="leiding", comments={"ze_good": "Één"})
    there = tickets.enter(house.store, code)
    whole = Sheet(answers={"ze1_1": "4", "ze1_2": "dk"}, position="ze1", role="leiding", comments={"ze_good": "Één"})
    assert drafts.load(house.store, there) == whole
    assert drafts.load(house.store, tickets.enter(house.store, house.codes[NOORD][1])) == Sheet()


def test_two_tabs_with_one_code_do_not_undo_each_other(house: House):
    ticket = house.ticket(NOORD)
    gate = threading.Barrier(2)

    def tab(items: list[str], value: str) -> None:
        gate.wait()
        for item in items:
            drafts.save(house.store, ticket, answers={item: value})

    items = [item.id for item in house.content.items]
    halves = ((items[:12], "2"), (items[12:24], "5"))
    threads = [threading.Thread(target=tab, args=half) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both = {item: value for some, value in halves for item in some}
    assert drafts.load(house.store, ticket).answers == both


def test_what_is_saved_can_be_taken_back(house: House):
    ticket = house.ticket(NOORD)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"}, comments={"ze_good": "a"}, priorities=(), skipped=("gw",))
    drafts.save(house.store, ticket, follow_up="some")
    assert (drafts.load(house.store, ticket).priorities, drafts.load(house.store, ticket).follow_up) == ((), "some")
    drafts.save(house.store, ticket, answers={"ze1_1": ""}, comments={"ze_good": ""}, skipped=())
    drafts.save(house.store, ticket, priorities=None, follow_up="")
    assert drafts.load(house.store, ticket) == Sheet()


def test_a_draft_is_of_one_length_and_closed_to_who_has_no_code(house: House):
    small, large = house.ticket(NOORD), house.ticket(NOORD)
    drafts.save(house.store, small, position="ze1")
    drafts.save(house.store, large, answers=sheet(house.content, 1).answers, comments={"ze_good": "Ons geheim"})
    with house.store.reading() as connection:
        sealed = connection.scalars(select(draft.c.sealed)).all()
        assert {len(stored) for stored in sealed} == {12 + 4096 + 16}
        assert not any(b"geheim" in stored or b"position" in stored for stored in sealed)
    drafts.save(house.store, large, comments={"ze_good": "🙂" * 500, "gw_good": "🙂" * 500})
    with house.store.reading() as connection:
        lengths = {len(stored) for stored in connection.scalars(select(draft.c.sealed))}
    assert lengths == {12 + 4096 + 16, 12 + 2 * 4096 + 16}


def test_a_comment_that_is_too_long_is_not_cut_but_refused(house: House):
    ticket = house.ticket(NOORD)
    drafts.save(house.store, ticket, comments={"ze_good": "a" * 500})
    assert "501" in refused("long_comment", drafts.save, house.store, ticket, comments={"ze_good": "b" * 501}).sentence
    refused("odd_comment", drafts.save, house.store, ticket, comments={"ze_good": "a\x00b"})
    refused("odd_comment", drafts.save, house.store, ticket, comments={"ze_good": "a\u202eb"})
    assert drafts.load(house.store, ticket).comments == {"ze_good": "a" * 500}


def test_no_draft_is_left_behind_by_a_tab_that_goes_on_after_sending(house: House):
    ticket = house.ticket(NOORD)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    vault.send(house.store, ticket, sheet(house.content, 1))
    refused("code_unknown", drafts.save, house.store, ticket, answers={"ze1_2": "4"})
    refused("code_unknown", drafts.load, house.store, ticket)
    refused("code_unknown", tickets.occasion, house.store, ticket)
    assert n(house, draft) == 0


# Sending


def test_sending_keeps_the_answers_and_erases_code_and_draft(house: House):
    ticket, filled = house.ticket(NOORD), sheet(house.content, 3, comments=True)
    drafts.save(house.store, ticket, answers=filled.answers)
    vault.send(house.store, ticket, filled)
    assert (n(house, response), n(house, draft), n(house, invitation)) == (1, 0, 33)
    (record,) = stored(house)
    assert record["role"] == filled.role
    assert record["answers"] == {item.id: filled.answers.get(item.id, "") for item in house.content.items}
    assert n(house, remark) == len(filled.comments)


def test_a_code_is_good_for_one_response_however_many_send(house: House):
    tickets = [house.ticket(NOORD) for _code in range(6)]
    gate, outcomes = threading.Barrier(8), []

    def work(seed: int) -> None:
        for ticket in tickets:
            gate.wait()
            try:
                vault.send(house.store, ticket, sheet(house.content, seed, comments=True))
                outcomes.append("sent")
            except UnknownCode:
                outcomes.append("unknown")

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(outcomes) == {"sent": 6, "unknown": 42}
    assert n(house, response) == 6


def test_sending_twice_is_one_response(house: House):
    ticket, filled = house.ticket(NOORD), sheet(house.content, 1)
    vault.send(house.store, ticket, filled)
    refused("code_unknown", vault.send, house.store, ticket, filled)
    assert n(house, response) == 1


def test_everybody_leaves_the_same_keys_in_the_same_order(house: House):
    for seed in range(4):
        house.send(NOORD, sheet(house.content, seed))
    with house.store.reading() as connection:
        records = connection.scalars(select(response.c.answers)).all()
    assert len({tuple(json.loads(record)) for record in records}) == 1
    assert len({tuple(json.loads(record)["answers"]) for record in records}) == 1


def test_themes_are_kept_in_the_order_of_the_questionnaires(house: House):
    filled = Sheet(answers={item.id: "3" for item in house.content.items}, priorities=("nw2", "ze1", "gw1"))
    house.send(NOORD, filled)
    assert stored(house)[0]["priorities"] == ["ze1", "gw1", "nw2"]


def test_what_was_skipped_does_not_count(house: House):
    filled = Sheet(
        answers={item.id: "3" for item in house.content.items},
        skipped=("gw",),
        priorities=("gw1",),
        comments={"gw_good": "toch iets", "ze_good": "  "},
    )
    house.send(NOORD, filled)
    (record,) = stored(house)
    assert {value for id, value in record["answers"].items() if id.startswith("gw")} == {""}  # type: ignore[attr-defined]
    assert record["priorities"] is None  # and not "no preference"
    assert n(house, remark) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answers": {}}, "nothing"),
        ({"answers": {"ze1_1": "6"}}, "value"),
        ({"answers": {"ze9_9": "3"}}, "value"),
        ({"role": "koning"}, "role"),
        ({"priorities": ("ze1", "ze2", "ze3", "ze4")}, "too_many_priorities"),
        ({"priorities": ("ze1", "zz1")}, "not_offered"),
        ({"comments": {"ze_good": "x" * 501}}, "long_comment"),
        ({"comments": {"ze_good": "\x00"}}, "odd_comment"),
    ],
)
def test_what_cannot_be_sent_leaves_everything_as_it_was(house: House, changes: dict[str, object], code: str):
    ticket = house.ticket(NOORD)
    whole = Sheet(answers={item.id: "3" for item in house.content.items})
    with pytest.raises(InputError) as caught:
        vault.send(house.store, ticket, whole.model_copy(update=changes))
    assert caught.value.code == code
    assert (n(house, response), n(house, invitation)) == (0, 34)


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x")', "![](http://x/p.png)", "<script>", "$x$", ":red[a]", "regel\nregel\ttab", "🙂" * 500],
)
def test_what_is_written_is_kept_as_it_is(house: House, text: str):
    house.send(NOORD, sheet(house.content, 1).model_copy(update={"skipped": (), "comments": {"ze_good": text}}))
    with house.store.reading() as connection:
        assert [house.key.read(one) for one in connection.scalars(select(remark.c.sealed))] == [text]


def test_what_is_written_is_kept_composed(house: House):
    filled = sheet(house.content, 1)
    house.send(NOORD, filled.model_copy(update={"skipped": (), "comments": {"ze_good": " e\u0301\r\n"}}))
    with house.store.reading() as connection:
        assert [house.key.read(one) for one in connection.scalars(select(remark.c.sealed))] == ["\u00e9"]


# A round that ends meanwhile


def test_after_the_last_day_nothing_is_accepted_and_the_code_is_still_there(house: House, clock: Clock):
    ticket, other = house.ticket(NOORD), house.codes[NOORD][0]
    clock.at = clock.at.replace(month=6, day=30, hour=21, minute=59)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    clock.turn(minutes=2)  # past midnight in Brussels
    filled = sheet(house.content, 1)
    for what in (
        lambda: vault.send(house.store, ticket, filled),
        lambda: drafts.load(house.store, ticket),
        lambda: drafts.save(house.store, ticket, answers={"ze1_1": "5"}),
        lambda: tickets.enter(house.store, other),
        lambda: tickets.occasion(house.store, ticket),
    ):
        with pytest.raises(RoundClosed, match="30 June 2026"):
            what()
    assert (n(house, response), n(house, invitation), n(house, draft)) == (0, 34, 1)
    rounds.extend(house.store, house.principal, house.round.id, house.round.plan.last_day + timedelta(days=9))
    assert drafts.load(house.store, ticket).answers == {"ze1_1": "4"}
    vault.send(house.store, ticket, filled)
    assert n(house, response) == 1


def test_a_round_that_closes_while_somebody_fills_in_says_so(house: House):
    ticket = house.ticket(NOORD)
    drafts.save(house.store, ticket, answers={"ze1_1": "4"})
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert "closed" in refused("round_closed", vault.send, house.store, ticket, sheet(house.content, 1)).sentence
    refused("round_closed", drafts.save, house.store, ticket, answers={"ze1_1": "4"})
    assert n(house, response) == 0


def test_a_round_that_is_cancelled_while_somebody_fills_in_says_so(house: House):
    ticket = house.ticket(NOORD)
    closing.cancel(house.store, house.principal, house.round.id, PLAN.title)
    assert "erased" in refused("round_closed", vault.send, house.store, ticket, sheet(house.content, 1)).sentence


def test_a_clock_that_is_set_back_a_year_stops_nobody(house: House, clock: Clock):
    ticket = house.ticket(NOORD)
    clock.turn(days=-365)
    vault.send(house.store, ticket, sheet(house.content, 1))
    assert n(house, response) == 1


# A store that cannot be written


def test_when_nothing_can_be_written_nothing_is_half_there(house: House):
    filled = sheet(house.content, 1)
    long = filled.model_copy(update={"skipped": (), "comments": dict.fromkeys(QUESTIONS, "x" * 500)})
    tickets = [house.ticket(team) for team in list(house.codes) for _code in range(len(house.codes[team]))]
    drafts.save(house.store, tickets[-1], answers={"ze1_1": "4"})
    full(house.store.engine)
    sent = 0
    found = []
    for ticket in tickets[:-1]:  # on SQLite the first still fit in what the file has
        try:
            vault.send(house.store, ticket, long)
            sent += 1
        except AuditError as error:
            found.append(error.code)
            break
    for ticket in tickets[sent:-1]:
        try:
            drafts.save(house.store, ticket, answers=filled.answers)
        except AuditError as error:
            found.append(error.code)
            break
    assert found == ["not_saved", "not_saved"]
    assert (n(house, response), n(house, invitation)) == (sent, 34 - sent)
    assert n(house, remark) == sent * len(QUESTIONS)
    assert drafts.load(house.store, tickets[-1]).answers == {"ze1_1": "4"}
    assert drafts.load(house.store, tickets[sent]).answers in ({}, filled.answers)


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
@pytest.mark.parametrize("arrived", [False, True])
def test_a_connection_that_is_lost_is_tried_once_more(house: House, monkeypatch: pytest.MonkeyPatch, arrived: bool):
    """Whoever got no answer tries again; that the first time had arrived is a success, not an error."""
    ticket, filled = house.ticket(NOORD), sheet(house.content, 1)
    lost = lose_connection(house, monkeypatch, arrived=arrived)
    vault.send(house.store, ticket, filled)
    assert lost
    assert (n(house, response), n(house, invitation)) == (1, 33)


def lose_connection(
    house: House, monkeypatch: pytest.MonkeyPatch, *, arrived: bool, meanwhile: Callable[[], object] = lambda: None
) -> list[bool]:
    """Lose the connection at the next commit, before or after it arrived, and do something else before the sender
    notices; the list that comes back holds something once it was lost."""
    lost: list[bool] = []
    dialect = house.store.engine.dialect
    commit = dialect.do_commit

    def lose(connection: PoolProxiedConnection) -> None:
        if lost:
            return commit(connection)
        lost.append(True)
        if arrived:
            commit(connection)
        connection.driver_connection.close()
        meanwhile()
        raise psycopg.OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", lose)
    return lost


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_after_a_lost_connection_a_code_that_was_replaced_is_not_taken_for_sent(
    house: House, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """Nobody knows whether it arrived: saying that it did could lose answers."""
    ticket, filled = house.ticket(NOORD), sheet(house.content, 1)
    management = storage.open(settings, clock=house.store.clock)  # in another process
    lost = lose_connection(
        house,
        monkeypatch,
        arrived=False,
        meanwhile=lambda: codes.reissue(management, house.principal, house.round.id, NOORD),
    )
    error = refused("code_unknown", vault.send, house.store, ticket, filled)
    assert "your team got new codes" in error.sentence
    assert lost
    assert n(house, response) == 0
    management.close()


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_after_a_lost_connection_a_code_of_an_earlier_replacement_counts_as_sent(
    house: House, monkeypatch: pytest.MonkeyPatch, clock: Clock
):
    house.codes[NOORD] = list(codes.reissue(house.store, house.principal, house.round.id, NOORD))
    clock.turn(days=1)
    ticket, filled = house.ticket(NOORD), sheet(house.content, 1)
    lost = lose_connection(house, monkeypatch, arrived=True)
    vault.send(house.store, ticket, filled)
    assert lost
    assert n(house, response) == 1


# Any sheet at all


values = st.sampled_from(["1", "5", "dk", "na", ""])


@given(st.data())
def test_a_settled_sheet_is_settled_and_has_no_problems(data: st.DataObject):
    from audit import questionnaire

    content = questionnaire.read()
    items = [item.id for item in content.items]
    themes = [theme.id for theme in content.themes]
    filled = Sheet(
        answers={**data.draw(st.dictionaries(st.sampled_from(items), values)), "ze1_1": "3"},
        skipped=tuple(data.draw(st.sets(st.sampled_from(["gw", "nw"])))),
        priorities=data.draw(st.none() | st.lists(st.sampled_from(themes), max_size=3, unique=True).map(tuple)),
        comments=data.draw(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["", " ", "goed"]))),
        follow_up=data.draw(st.sampled_from(["much", "some", "hardly", "nothing", "dk", ""])),
    )
    settled = filled.settled(content)
    assert settled.settled(content) == settled
    assert settled.problems(content) == []
    assert set(settled.priorities or ()) <= set(settled.offered(content))
    assert (settled.priorities is None) or (filled.priorities is not None)

"""Data entry from paper: the code on the form opens it and nothing else does, and it goes the way of every answer."""

from __future__ import annotations

import re

import pytest

from audit.access import reader, sessions
from audit.collect import drafts, tickets, vault
from audit.collect.sheet import Sheet
from audit.manage import codes
from audit.web.cookies import CODE, MORE, SESSION
from tests.helpers.asking import Answer, ask
from tests.helpers.house import BALIE, NACHT, NOORD, House, sheet


def given(answer: Answer) -> str:
    """The cookie of the code, as the browser sends it back."""
    return answer.cookie(CODE).split(";")[0]


def opened(house: House, team: str = NOORD) -> tuple[str, str]:
    """The cookie of a form that was opened with a code, and that code."""
    code = house.codes[team].pop()
    answer = ask("/entry", {"code": code})
    assert (answer.status, answer.header("location")) == (303, "entry")
    return given(answer), code


def sealed(page: Answer) -> str:
    """What a page says of the form that it belongs to."""
    found = re.search(r'name="form" value="([^"]+)"', page.body)
    assert found is not None, page.body
    return found[1]


def send(form: str, cookie: str, seen: str | None = None) -> Answer:
    """Send a form from the page of its check, as that is now unless it says what was `seen`."""
    return ask("/entry", {"form": form, "do": "send", "seen": checked(cookie) if seen is None else seen}, cookie=cookie)


def checked(cookie: str) -> str:
    """What the page of the check says of what it shows."""
    found = re.search(r'name="seen" value="([^"]+)"', ask("/entry?check=1", cookie=cookie).body)
    return found[1] if found else ""


def kept(house: House, code: str) -> Sheet:
    return drafts.load(house.store, tickets.enter(house.store, code))


def responses(house: House, team: str) -> int:
    with house.store.reading() as connection:
        return vault.counts(connection, house.round.id).get(team, 0)


def test_a_form_is_keyed_in_looked_at_and_sent(house: House):
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    typed = {item.id: "4" for item in house.content.items} | {"ze1_2": "w", "ze1_3": "n", "ze1_4": ""}
    told = ask("/entry", {"form": form, **typed, "priorities": "2 12", "role": "4"}, cookie=cookie)
    assert (told.status, told.header("location")) == (303, "entry?check=1")
    assert kept(house, code).answers.get("ze1_2") == "dk"
    check = ask("/entry?check=1", cookie=cookie)
    assert "4 w n ·" in check.body
    assert "left blank: question 4" in check.body
    assert "Volunteer" in check.body
    sent = send(form, cookie)
    assert (sent.status, sent.header("location")) == (303, "entry?sent=1")
    assert "expires" in sent.cookie(CODE).lower()
    assert sent.cookie(MORE)
    with house.store.reading() as connection:
        (stored,) = vault.answers(connection, house.round.id, house.content).responses
    assert (stored.team, stored.role, stored.answers[:5]) == (NOORD, "vrijwilliger", ("4", "dk", "na", "", "4"))
    assert stored.priorities == ("ze2", house.content.themes[11].id)
    again = send(form, cookie)
    assert "already been used" in again.body
    assert responses(house, NOORD) == 1


def test_what_was_begun_on_a_screen_stands_in_the_form(house: House):
    cookie, code = opened(house)
    begun = sheet(house.content, 3, comments=True)
    drafts.save(house.store, tickets.enter(house.store, code), **begun.model_dump())
    page = ask("/entry", cookie=cookie)
    assert "Voorbeeld 3 bij" in page.body
    first = next(item.id for item in house.content.items if begun.answers.get(item.id, "") in "12345")
    assert f'name="{first}" value="{begun.answers[first]}"' in page.body


def test_what_is_typed_is_kept_with_the_code_of_its_own_form(house: House):
    """Two tabs of one browser have one cookie: the last form that was opened. The first must not write into it."""
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    other, other_code = opened(house, BALIE)
    assert ask("/entry", {"form": form, "do": "keep", "ze1_1": "5"}, cookie=other).status == 200
    assert kept(house, code).answers == {"ze1_1": "5"}
    assert kept(house, other_code).answers == {}
    on = ask("/entry", {"form": form, "ze1_1": "5"}, cookie=other)
    assert tickets.unseal(house.store, given(on).split("=", 1)[1]).team == NOORD


@pytest.mark.parametrize("do", [{"do": "keep"}, {}])
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_kept(house: House, do: dict[str, str]):
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    typed = {"ze1_1": "3", "ze1_2": "8", "priorities": "1 99", "ze_good": "x" * 501, "ze_step": "Thee"}
    told = ask("/entry", {"form": form, **do, **typed}, cookie=cookie)
    assert told.status == 422
    for sentence in ("Type 1 to 5", "no theme 99", "at most 500 fit"):
        assert sentence in told.body
    if not do:
        assert "x" * 501 in told.body
        assert 'value="1 99"' in told.body
    assert kept(house, code).answers == {"ze1_1": "3"}
    assert kept(house, code).comments == {"ze_step": "Thee"}


def test_an_empty_form_is_not_sent(house: House):
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    told = send(form, cookie)
    assert told.status == 422
    assert "nothing to send" in told.body
    assert kept(house, code) == Sheet()


def test_what_is_sent_is_what_was_looked_at(house: House):
    """Another tab, or a key that arrived late, changed an answer after the page of the check was drawn."""
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    ask("/entry", {"form": form, "ze1_1": "3", "ze1_2": "4"}, cookie=cookie)
    seen = checked(cookie)
    drafts.save(house.store, tickets.enter(house.store, code), position="own-words")  # where somebody is, is not sent
    assert checked(cookie) == seen
    ask("/entry", {"form": form, "do": "keep", "ze1_1": "5"}, cookie=cookie)
    for before in (seen, ""):
        told = send(form, cookie, before)
        assert (told.status, "Nothing was sent" in told.body, "5 4" in told.body) == (422, True, True)
    assert responses(house, NOORD) == 0
    assert send(form, cookie).status == 303
    with house.store.reading() as connection:
        (stored,) = vault.answers(connection, house.round.id, house.content).responses
    assert stored.answers[:2] == ("5", "4")


def test_what_nobody_can_read_is_not_asked(house: House):
    cookie, _code = opened(house)
    assert "ze_good" in ask("/entry", cookie=cookie).body
    reader.forget(house.store, house.principal)
    assert "ze_good" not in ask("/entry", cookie=cookie).body


@pytest.mark.parametrize("form", ["", "nonsense", "gAAAA"])
def test_without_a_code_nothing_opens_or_is_kept(house: House, form: str):
    for do in ("keep", "send", ""):
        told = ask("/entry", {"form": form, "do": do, "ze1_1": "5"})
        assert "ze1_2" not in told.body
        assert "already been used or is not known" in told.body
    assert sum(responses(house, team) for team in (NOORD, NACHT, BALIE)) == 0


def test_no_sign_in_opens_a_form_and_a_code_signs_management_out(house: House):
    signed_in = f"{SESSION}={house.token}"
    assert 'name="code"' in ask("/entry", cookie=signed_in).body
    answer = ask("/entry", {"code": house.codes[NOORD].pop()}, cookie=signed_in)
    assert answer.header("location") == "entry?signed=out"
    assert sessions.principal(house.store, house.token).role == "nobody"


def test_a_code_that_was_replaced_meanwhile_is_told_and_a_wrong_one_too(house: House):
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    codes.reissue(house.store, house.principal, house.round.id, NOORD)
    told = ask("/entry", {"form": form, "do": "keep", "ze1_1": "5"}, cookie=cookie)
    assert (told.status, "got new codes" in told.body) == (409, True)
    wrong = ask("/entry", {"code": code[:-1]})
    assert (wrong.status, wrong.header("location")) == (303, "entry")
    assert "typing error" in ask("/entry", cookie=wrong.cookie("problem").split(";")[0]).body


def test_another_site_cannot_key_in(house: House):
    cookie, code = opened(house)
    form = sealed(ask("/entry", cookie=cookie))
    assert ask("/entry", {"form": form, "ze1_1": "5"}, cookie=cookie, sec_fetch_site="cross-site").status == 403
    assert kept(house, code) == Sheet()

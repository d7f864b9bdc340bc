"""The minutes of a meeting as text and as a calendar file: whole, literal, and as other programs read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audit.act import minutes
from audit.act.meeting import Agreement, Chosen, Meeting, Request

AGREED = Agreement(
    id="a1",
    theme="ze1",
    what="Elke maand samen koffie",
    who="De coach",
    until=date(2026, 10, 15),
    notice="Iedereen komt",
    state="open",
    why="",
    shared=False,
    made_on=date(2026, 6, 1),
    first=None,
    second=None,
)
ASKED = Request("r1", "nw2", "management", "Mag\nde deur open?", "", date(2026, 6, 1), "Ja", date(2026, 6, 2))
HELD = Meeting(
    id="m1",
    unit="wonen/noord",
    round="2026",
    begun_on=date(2026, 6, 1),
    first_check=date(2026, 7, 27),
    second_check=date(2026, 11, 30),
    chosen=(Chosen("ze1", "Omdat het leeft"),),
    agreements=(AGREED, replace(AGREED, id="a2", what="", until=date(2026, 9, 1))),
    requests=(ASKED,),
)
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
ODD = ["![](http://x/p.png)", "<script>alert(1)</script>", "$x$", "a,b;c\\d", "BEGIN:VEVENT\nEND:VCALENDAR", "é" * 500]


def test_the_text_says_what_was_chosen_agreed_and_asked():
    assert minutes.as_text(HELD, "Noord", "Voorjaar 2026", lambda theme: theme.upper()) == (
        "Meeting of Noord about Voorjaar 2026\n1 June 2026\n\n"
        "ZE1\nOmdat het leeft\n- Elke maand samen koffie · De coach · by 15 October 2026\n"
        "  We notice it by: Iedereen komt\n\n"
        "NW2\n- Asked: Mag de deur open?\n  Answer: Ja\n\n"
        "We look back on 27 July 2026 and 30 November 2026.\n"
    )


def read(file: bytes) -> list[tuple[str, str]]:
    """The lines of a calendar file as RFC 5545 says: unfolded, and each value with what was escaped."""
    text = file.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    pairs = [line.partition(":")[::2] for line in lines]
    whole = {"\\\\": "\\", "\\;": ";", "\\,": ","}
    return [(name, _unescaped(value, whole)) for name, value in pairs]


def _unescaped(value: str, whole: dict[str, str]) -> str:
    found, place = "", 0
    while place < len(value):
        pair = value[place : place + 2]
        found += whole.get(pair, value[place])
        place += 2 if pair in whole else 1
    return found


def test_the_calendar_has_the_days_of_agreements_and_both_checks():
    found = read(minutes.calendar(HELD, "Noord", NOW))
    assert [value for name, value in found if name == "DTSTART;VALUE=DATE"] == ["20261015", "20260727", "20261130"]
    assert [value for name, value in found if name == "DTEND;VALUE=DATE"] == ["20261016", "20260728", "20261201"]
    assert ("SUMMARY", "Elke maand samen koffie") in found
    assert len({value for name, value in found if name == "UID"}) == 3
    assert {value for name, value in found if name == "DTSTAMP"} == {"20260601T093000Z"}


@pytest.mark.parametrize("text", ODD)
def test_odd_text_stands_literally_in_both(text: str):
    held = replace(HELD, agreements=(replace(AGREED, what=text),))
    found = read(minutes.calendar(held, "Noord", NOW))
    assert ("SUMMARY", " ".join(text.split())) in found
    assert [name for name, value in found].count("BEGIN") == 4  # the calendar and three days
    assert f"- {' '.join(text.split())} · De coach" in minutes.as_text(held, "Noord", "2026", str)

"""Words on screen: all are there in Dutch, once, with the same places to fill in; numbers as people write them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from audit import texts
from tests.helpers.messages import ROOT, calls, used

DUTCH = ROOT / "audit" / "texts" / "nl"


def rooms() -> dict[str, Catalog]:
    """The catalogue of each room."""
    catalogues = {}
    for path in sorted(DUTCH.glob("*.po")):
        with path.open("rb") as file:
            catalogues[path.name] = read_po(file, locale="nl", abort_invalid=True)
    return catalogues


def entries() -> Iterator[tuple[str, str, Message]]:
    """Room, English and entry of everything that was translated."""
    for name, catalogue in rooms().items():
        for message in catalogue:
            if message.id:
                yield name, message.id if isinstance(message.id, str) else message.id[0], message


def strings(value: object) -> list[str]:
    """The forms of a message: one, or one per plural."""
    return [value] if isinstance(value, str) else list(value)


def places(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def test_every_message_is_there_in_dutch():
    there = {english for _room, english, message in entries() if all(strings(message.string))}
    assert {message: where for message, where in used().items() if message not in there} == {}


def test_no_translation_is_left_over():
    asked = used()
    assert [(room, english) for room, english, _message in entries() if english not in asked] == []


def test_no_translation_is_a_guess():
    assert [(room, english) for room, english, message in entries() if message.fuzzy] == []


def test_one_message_has_one_translation():
    told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _room, english, message in entries():
        told[english].add(tuple(strings(message.string)))
    assert {english: dutch for english, dutch in told.items() if len(dutch) > 1} == {}


def test_translations_fill_in_the_same_things():
    for room, english, message in entries():
        for dutch in strings(message.string):
            wanted = set().union(*map(places, strings(message.id)))
            assert places(dutch) <= wanted, (room, english)
            if not message.pluralizable:  # one of something may be spelled out
                assert places(dutch) == wanted, (room, english)


def test_translations_keep_the_markdown():
    marks = re.compile(r"\*\*|^- |^#+ |\n", re.MULTILINE)
    for room, english, message in entries():
        for dutch in strings(message.string):
            assert sorted(marks.findall(dutch)) == sorted(marks.findall(strings(message.id)[-1])), (room, english)


def test_every_catalogue_says_what_it_is():
    for room, catalogue in rooms().items():
        assert str(catalogue.locale) == "nl", room
        assert catalogue.charset == "utf-8", room
        assert catalogue.num_plurals == 2, room
        assert catalogue.plural_expr == "(n != 1)", room


def test_messages_are_written_where_they_are_asked_for():
    """`_` takes the text itself: of a name or an f-string nobody knows what to translate."""
    found = [where for where, args in calls() if not all(isinstance(text, ast.Constant) for text in args)]
    assert found == []


def test_a_language_is_used_until_another_is():
    texts.use("nl")
    assert (texts.language(), texts._("Welcome")) == ("nl", "Welkom")
    texts.use("en")
    assert (texts.language(), texts._("Welcome")) == ("en", "Welcome")
    texts.use("fr")
    assert texts.language() == "en"
    assert texts._("") == ""


@pytest.mark.parametrize(
    ("value", "digits", "dutch", "english"),
    [
        (3.25, 1, "3,3", "3.3"),  # half up, as people learnt it, not to the even neighbour
        (3.35, 1, "3,4", "3.4"),  # in binary this is a little less than it looks
        (4, 1, "4,0", "4.0"),
        (0.05, 1, "0,1", "0.1"),
        (2.4499, 1, "2,4", "2.4"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (2.345, 2, "2,35", "2.35"),
        (12.5, 0, "13", "13"),
        (-0.25, 1, "-0,3", "-0.3"),
    ],
)
def test_a_number_is_as_people_write_it(value: float, digits: int, dutch: str, english: str):
    texts.use("nl")
    assert texts.number(value, digits) == dutch
    texts.use("en")
    assert texts.number(value, digits) == english


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [(0, "0 %", "0%"), (1, "100 %", "100%"), (0.425, "43 %", "43%"), (0.005, "1 %", "1%"), (1 / 3, "33 %", "33%")],
)
def test_a_share_is_a_whole_percentage(share: float, dutch: str, english: str):
    texts.use("nl")
    assert texts.percentage(share).replace("\N{NO-BREAK SPACE}", " ") == dutch
    texts.use("en")
    assert texts.percentage(share) == english


def test_a_day_is_written_out():
    texts.use("nl")
    assert texts.day(date(2026, 6, 30)) == "30 juni 2026"
    texts.use("en")
    assert texts.day(date(2026, 6, 30)) == "30 June 2026"


@pytest.mark.parametrize("locale", ["C", "nl_BE.UTF-8", "tr_TR.UTF-8"])
def test_the_machine_may_speak_another_language(locale: str):
    """In a Dutch locale a number is not written differently; in a Turkish one I has no dot."""
    code = (
        "import locale; locale.setlocale(locale.LC_ALL, '');"
        "from audit import texts; from audit.organisation import slug; texts.use('nl');"
        "print(ascii((texts.number(1234.5), slug('DIENST INLOOP İ'), texts._('Welcome'))))"
    )
    environment = {**os.environ, "LC_ALL": locale}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    if "unsupported locale" in told.stderr:
        pytest.skip(f"this machine does not know {locale}")
    assert told.stdout == "('1.234,5', 'dienst-inloop-i', 'Welkom')\n", told.stderr

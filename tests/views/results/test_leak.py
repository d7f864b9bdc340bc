"""Nothing leaves the server that is not in the file: every view, tab and unit, and every table that can be saved.

The same organisation is looked at twice: where its round was closed, beside the database, and on a server that has the
file alone. What is sent must be the same to the letter; and an attacker who has the file finds nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from audit.collect import sheet as sheets
from audit.files import delimited
from audit.manage import closing
from audit.publication import from_json, to_json
from audit.storage import archive
from audit.views.kit import visitor
from tests.helpers.attacker import attack
from tests.helpers.house import House, everybody
from tests.helpers.random_rounds import Round
from tests.helpers.visiting import Open, Visit

TABS = ("overview", "themes", "change", "beside", "roles", "table")
SHOWN = ("spec", "data", "datasets", "body", "label", "options", "elements", "alt", "text", "help", "placeholder")


def sent(block: Any) -> Iterator[str]:
    """All that the results send for a screen, element by element, without what only names an element."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from sent(child)
        elif "Show" not in child.type:
            parts = [str(getattr(child.proto, name, "")) for name in SHOWN]
            yield " ".join([child.type, *parts])


def results_of(app: AppTest) -> list[str]:
    assert not app.exception
    lines = list(sent(app.main))
    title = next(place for place, line in enumerate(lines) if '<h1 class="unit">' in line)
    return lines[title:]


def test_what_is_sent_is_a_function_of_the_file_and_the_file_is_safe(
    visit: Visit, opened: Open, signed_in: House, monkeypatch: pytest.MonkeyPatch
):
    answered = everybody(signed_in, comments=False)
    content, units = signed_in.content, signed_in.round.units
    closing.close(signed_in.store, signed_in.principal, signed_in.round.id, signed_in.round.plan.title)
    made = archive.read(signed_in.store, signed_in.principal, signed_in.round.id)
    saved: list[bytes] = []
    written = delimited.written
    monkeypatch.setattr(delimited, "written", lambda *what: saved.append(written(*what)) or saved[-1])
    asked = {unit.id: unit for unit in made.units}
    places = [("org", tab) for tab in TABS[1:]]
    for turn, unit in enumerate(asked):  # each unit with its overview, and the other tabs in turn
        places += [(unit, TABS[0]), (unit, TABS[1 + turn % (len(TABS) - 1)])]
    assert {tab for unit, tab in places if unit != "org"} == set(TABS)
    beside = [results_of(visit("results", "nl", unit=unit, tab=tab)) for unit, tab in places]
    tables_beside, saved[:] = list(saved), []
    monkeypatch.setattr(visitor, "own_publications", lambda: (from_json(to_json(made)),))
    alone = [results_of(opened("results", "nl", unit=unit, tab=tab)) for unit, tab in places]
    assert any(any(char.isdigit() for char in line) for line in alone[0])
    assert beside == alone
    assert tables_beside == saved
    assert len(saved) > len(asked)
    responses = tuple(
        sheets.response(team, filled.settled(content).record(content), content) for team, filled in answered
    )
    found = Round(units, content, responses)
    assert attack(to_json(made), found.people, found.themes) == []

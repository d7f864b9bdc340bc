"""Nothing leaves the server that is not in the file: every tab and unit of the results, and all that is saved there.

The same organisation is looked at twice: where its round was closed, beside the database, and on a server that has the
file alone. Every message of the websocket is recorded. What is sent must be the same to the letter; and an attacker who
has the file finds nothing in it. A picture that is saved is made of what was sent (`tests/browser/test_results.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from google.protobuf.json_format import MessageToDict
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from audit import storage
from audit.collect import sheet as sheets
from audit.manage import closing
from audit.publication import Publication, to_json
from audit.settings import Settings
from audit.storage import archive
from audit.web.cookies import SCREEN, SESSION
from tests.benchmarks.tab import Tab
from tests.helpers.asking import apart
from tests.helpers.attacker import attack
from tests.helpers.house import PLAN, everybody, house_in, manager_in
from tests.helpers.random_rounds import Round
from tests.helpers.serving import Server, served

TABS = ("overview", "themes", "change", "beside", "roles", "table")
NAMES_AN_ELEMENT = {"id", "elementHash", "fragmentId", "activeScriptHash"}
"""Fields that are made anew for each visit, and say nothing of what is drawn."""
SAVED = re.compile(r"/media/\w+\.csv")


def test_what_is_sent_is_a_function_of_the_file_and_the_file_is_safe(tmp_path: Path):
    store = storage.open(Settings(data_dir=tmp_path / "closed" / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today()}))
    answered, content, units = everybody(house, comments=False), house.content, house.round.units
    closing.close(store, house.principal, house.round.id, PLAN.title)
    made = archive.read(store, house.principal, house.round.id)
    store.close()
    beside = everything_of(made, tmp_path / "closed", house.token)
    alone = everything_of(made, *with_the_file_alone(made, tmp_path / "file"))
    assert beside.keys() == alone.keys()
    for place, sent in beside.items():
        assert sent == alone[place], place
    assert sum(any(char.isdigit() for char in sent) for sent in beside.values()) > 3 * len(made.units)
    assert sum(place.endswith(".csv") for place in beside) > len(made.units)
    responses = tuple(
        sheets.response(team, filled.settled(content).record(content), content) for team, filled in answered
    )
    found = Round(units, content, responses)
    assert attack(to_json(made), found.people, found.themes) == []


def with_the_file_alone(made: Publication, folder: Path) -> tuple[Path, str]:
    """The folder of an installation in which nobody ever answered, with the file laid beside its data, and the token of
    its management."""
    store = storage.open(Settings(data_dir=folder / "data"))
    _principal, token = manager_in(store)
    store.close()
    (folder / "data" / "publications").mkdir()
    (folder / "data" / "publications" / "made.json").write_bytes(to_json(made))
    return folder, token


def everything_of(made: Publication, folder: Path, token: str) -> dict[str, str]:
    """What a server with the data in this folder sends for each unit and tab, on a screen and on a phone, and each file
    that can be saved there, by its place."""
    found: dict[str, str] = {}
    with served(folder / "log") as server:

        async def look() -> None:
            for screen in ("wide", "phone"):
                for unit in made.units:
                    await _look(server, f"{SESSION}={token}; {SCREEN}={screen}", unit.id, screen, found)

        apart(look)
    return found


async def _look(server: Server, cookies: str, unit: str, screen: str, found: dict[str, str]) -> None:
    """Look at a unit in each tab; on a phone only where something is drawn for it."""
    heard: list[bytes] = []
    tab = Tab(server.address.replace("localhost", "127.0.0.1"), cookies, "results", heard=heard)
    tab.query = urlencode({"unit": unit, "tab": TABS[0]})
    await tab.open()
    for name in TABS if screen == "wide" else ("overview", "change"):
        heard.clear()
        await tab.go(urlencode({"unit": unit, "tab": name}))
        place = f"{unit} {name} {screen}"
        found[place] = "\n".join(sorted(_drawn(heard)))
        for number, file in enumerate(sorted(set(SAVED.findall(found[place])))):
            with urlopen(server.address + file) as answer:
                found[f"{place} {number}.csv"] = answer.read().decode("utf-8-sig")
    await tab.close()


def _drawn(heard: list[bytes]) -> Iterator[str]:
    """All that the messages put on the screen. An empty place is left out: whether it is told of before it is filled
    depends on how fast it is filled."""
    for came in heard:
        message = ForwardMsg()
        message.ParseFromString(came)
        if message.WhichOneof("type") == "delta" and not message.delta.new_element.HasField("empty"):
            yield json.dumps(_said(MessageToDict(message.delta)), sort_keys=True, ensure_ascii=False)


def _said(part: Any) -> Any:
    """A part of a message without what only names an element."""
    if isinstance(part, dict):
        return {name: _said(value) for name, value in part.items() if name not in NAMES_AN_ELEMENT}
    return [_said(one) for one in part] if isinstance(part, list) else part

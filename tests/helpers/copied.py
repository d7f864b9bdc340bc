"""What somebody can find in one copy of the folder of an open round on SQLite.

The write-ahead log keeps the pages as they were after every transaction since it was last emptied. Cut off after each
transaction, it opens as the database of that moment: what appears and disappears between two moments belongs together.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.collect import drafts, tickets, vault
from audit.collect.sheet import Sheet
from audit.manage import codes as manage_codes
from audit.manage import organisation, rounds
from audit.organisation import Service, Team
from audit.questionnaire import Content
from audit.storage import Store
from tests.helpers.house import PLAN, House, manager_in

DATABASE = "krachtspiegel.db"
_HEADER, _FRAME = 32, 24  # bytes before the frames of the log, and before the page in each frame
_DIGITS = 4


@dataclass(frozen=True)
class Sender:
    """Somebody who sent: the number hidden in the answers, and what stood in the database for the code and draft."""

    number: int
    code: bytes
    draft: bytes


@dataclass
class Links:
    """What an attacker takes to belong together; responses are named by the number hidden in their answers."""

    codes: list[tuple[bytes, int]] = field(default_factory=list)
    drafts: list[tuple[bytes, int]] = field(default_factory=list)
    comments: list[tuple[bytes, int]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)


def numbered(content: Content, number: int) -> Sheet:
    """A whole sheet with the number of the sender in its first answers, base five, and in one open answer."""
    items = [item.id for item in content.items]
    digits = {items[place]: str(number // 5**place % 5 + 1) for place in range(_DIGITS)}
    return Sheet(answers={**dict.fromkeys(items, "3"), **digits}, comments={"ze_good": f"nummer {number}"})


def number_in(record: str, content: Content) -> int:
    """The number in a stored response of `numbered`."""
    answers = json.loads(record)["answers"]
    return sum((int(answers[item.id]) - 1) * 5**place for place, item in enumerate(content.items[:_DIGITS]))


def half_sent(store: Store, n: int, *, with_drafts: bool) -> tuple[House, list[Sender]]:
    """A round of one team in which `n` of 2`n` people sent, in that order; with drafts, those after them have begun."""
    principal, token = manager_in(store)
    organisation.save_roster(store, principal, (Service(name="Een", teams=(Team(name="Team", invited=2 * n),)),))
    opened = rounds.open(store, principal, rounds.plan(store, principal, PLAN).id)
    house = House(store, principal, token, opened)
    content = house.content
    house.codes["een/team"] = list(manage_codes.issue(store, principal, opened.id, "een/team"))
    entered = [tickets.enter(store, code) for code in house.codes["een/team"]]
    del house.codes["een/team"][:n]
    senders = []
    for number, ticket in enumerate(entered[:n]):
        filled = numbered(content, number)
        if with_drafts:
            drafts.save(store, ticket, answers=filled.answers, comments=filled.comments)
            drafts.save(store, entered[n + number], answers={content.items[0].id: "4"})
        vault.send(store, ticket, filled)
        senders.append(Sender(number, tickets.hashed(store.secret, ticket.code), drafts._id(store.secret, ticket.code)))
    return house, senders


def copy(folder: Path, to: Path) -> Path:
    """A copy of the files as they lie there while the app runs."""
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns("secret")))


def links(copied: Path, content: Content) -> Links:
    """Everything that one transaction in the log ties together, and the order of those transactions."""
    found = Links()
    before: dict[str, Counter[object]] | None = None
    for rows in _moments(copied, content):
        if before is not None:
            came = {name: list((rows[name] - before[name]).elements()) for name in rows}
            went = {name: list((before[name] - rows[name]).elements()) for name in rows}
            for number in came["response"]:
                found.codes += [(code, number) for code in went["invitation"]]
                found.drafts += [(draft, number) for draft in went["draft"]]
                found.comments += [(words, number) for words in came["remark"]]
                found.order.append(number)
        before = rows
    return found


def _moments(copied: Path, content: Content) -> Iterator[dict[str, Counter[object]]]:
    """The rows of every table as they were after each transaction in the log, the oldest first."""
    file = copied / f"{DATABASE}-wal"
    log = file.read_bytes() if file.exists() else b""
    for number, end in enumerate(_ends(log)):
        there = copied / "moments" / str(number)
        there.mkdir(parents=True)
        shutil.copy(copied / DATABASE, there / DATABASE)
        (there / file.name).write_bytes(log[:end])
        connection = sqlite3.connect(there / DATABASE)
        yield {
            "invitation": Counter(code for (code,) in connection.execute("SELECT code FROM invitation")),
            "draft": Counter(id for (id,) in connection.execute("SELECT id FROM draft")),
            "remark": Counter(words for (words,) in connection.execute("SELECT sealed FROM remark")),
            "response": Counter(
                number_in(record, content) for (record,) in connection.execute("SELECT answers FROM response")
            ),
        }
        connection.close()
        shutil.rmtree(there)


def _ends(log: bytes) -> Iterator[int]:
    """Where the log could have ended: at its beginning, and after each transaction."""
    yield 0
    if len(log) < _HEADER:
        return
    size = struct.unpack(">I", log[8:12])[0]
    salt = log[16:24]
    for start in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size):
        if log[start + 8 : start + 16] != salt:
            return
        if struct.unpack(">I", log[start + 4 : start + 8])[0]:
            yield start + _FRAME + size

"""The load client does what people do: what it answered and sent is what is stored and published."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path

from sqlalchemy import select

from audit import storage
from audit.manage import results
from audit.settings import Settings
from audit.storage.schema import response
from tests.benchmarks.people import Respondent, managing
from tests.helpers.asking import apart
from tests.helpers.house import ATELIER, PASSPHRASE, PLAN, house_in
from tests.helpers.serving import served


def test_everything_that_was_sent_is_stored_and_published(tmp_path: Path):
    store = storage.open(Settings(data_dir=tmp_path / "data"))
    house = house_in(store, PLAN.model_copy(update={"last_day": store.today(), "questionnaires": ("ze",)}))
    with served(tmp_path / "log") as server:
        address = server.address.replace("localhost", "127.0.0.1")
        people = [Respondent(address, house.codes[ATELIER].pop(), random.Random(seed)) for seed in range(5)]

        async def answer() -> None:
            await asyncio.gather(*(person.answer_everything() for person in people))

        apart(answer)
        assert all(person.sent for person in people)
        with store.reading() as connection:
            stored = [json.loads(record)["answers"] for record in connection.scalars(select(response.c.answers))]
        assert _sorted(stored) == _sorted([person.given for person in people])

        async def close() -> None:
            async with managing(address, PASSPHRASE, house.round.id) as manager:
                await manager.preview()
                await manager.close(PLAN.title)

        apart(close)
    published = results.read(store, house.principal, house.round.id)
    assert published.by_id["org"].responses == 5
    store.close()


def _sorted(answers: list[dict[str, str]]) -> list[str]:
    return sorted(json.dumps(given, sort_keys=True) for given in answers)

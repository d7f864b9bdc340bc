"""Databases of older versions, kept as rows: `python -m tests.helpers.databases` keeps one of the version of today."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Date, LargeBinary, MetaData, Table, insert, select

from audit import storage
from audit.collect import drafts, tickets
from audit.collect.sheet import Sheet
from audit.settings import Settings
from audit.storage import database, migrations, schema
from tests.helpers.house import ATELIER, NOORD, SENT, Clock, everybody, house_in, sheet

FOLDER: Final = Path(__file__).parents[1] / "cases" / "databases"


@dataclass(frozen=True)
class Old:
    """What is in an old database: how many sent, who has begun by code, and a code that nobody used."""

    round: str
    sent: int
    drafts: dict[str, Sheet]
    unused: str


def keep(folder: Path) -> Path:
    """Write a database of the version of today, with an open round, drafts and codes, in a folder named after it."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), database_url="")
        store = storage.open(settings, clock=Clock())
        house = house_in(store)
        everybody(house)
        begun = {}
        for seed, code in enumerate((house.codes[NOORD].pop(), house.codes[ATELIER].pop()), 100):
            filled = sheet(house.content, seed, comments=True).with_change(position="ze1")
            begun[code] = drafts.save(store, tickets.enter(store, code), **filled.model_dump()).model_dump()
        with store.reading() as connection:
            version = MigrationContext.configure(connection).get_current_revision() or ""
            rows = {
                table.name: [
                    {name: _written(value) for name, value in row.items()}
                    for row in connection.execute(select(table)).mappings()
                ]
                for table in schema.metadata.sorted_tables
            }
        kept = {
            "secret": settings.secret.read_text("ascii").strip(),
            "round": house.round.id,
            "sent": sum(SENT.values()),
            "drafts": begun,
            "unused": house.codes[ATELIER][0],
            "rows": rows,
        }
        store.close()
    there = folder / version
    there.mkdir()
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n"
    (there / "database.json").write_text(text, "utf-8")
    return there


def load(settings: Settings, folder: Path) -> Old:
    """Fill an empty database with the rows in the folder of a version, in the tables as they were then."""
    kept = json.loads((folder / "database.json").read_text("utf-8"))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.secret.write_text(kept["secret"], "ascii")
    opened = database.connect(settings.database)
    with opened.begin() as connection:
        command.upgrade(migrations.config(connection), folder.name)
        then = MetaData()
        then.reflect(connection)
        for name, rows in kept["rows"].items():
            if rows:
                connection.execute(insert(then.tables[name]), [_read(then.tables[name], row) for row in rows])
    opened.dispose()
    begun = {code: Sheet.model_validate(filled) for code, filled in kept["drafts"].items()}
    return Old(kept["round"], kept["sent"], begun, kept["unused"])


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _read(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    values = dict(row)
    for name, value in row.items():
        if value is not None and isinstance(table.c[name].type, LargeBinary):
            values[name] = bytes.fromhex(value)
        if value is not None and isinstance(table.c[name].type, Date):
            values[name] = date.fromisoformat(value)
    return values


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{keep(FOLDER)}\n")
    except FileExistsError as error:
        sys.exit(f"There is a database of this version already: {error.filename}")

"""An empty store and an organisation with an open round, made once in every process of the tests and copied for each
test: making them takes longer than most tests do."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import psycopg

from audit import storage
from audit.settings import Settings
from audit.storage import Store
from tests.helpers.house import Clock, House, house_in


class Moulds:
    """Copies a store in which nothing is (`store`) or a house (`house`), as it was at the first moment of a `Clock`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.houses: dict[bool, House] = {}  # by whether it stands in SQLite

    def copy(self, wanted: Sequence[str], data: Path, server: str = "", name: str = "") -> Settings:
        """Settings for a copy of what is `wanted`, the data in a new folder; with the address of a PostgreSQL server,
        in a new database there. Where nothing is wanted that can be copied, nothing is in it."""
        what = next((what for what in ("house", "store") if what in wanted), None)
        mould = self.folder / f"{what}-{bool(server)}"
        if what and not mould.exists():
            self._make(what, mould, server)
        if what:
            shutil.copytree(mould, data)
        if not server:
            return Settings(data_dir=data)
        _create(server, name, f"TEMPLATE {what}" if what else "")
        return Settings(data_dir=data, database_url=f"{server}/{name}")

    def house(self, store: Store) -> House:
        """The house in a store that was opened on a copy of one."""
        made = self.houses[store.is_sqlite]
        return replace(made, store=store, codes={team: list(codes) for team, codes in made.codes.items()})

    def _make(self, what: str, mould: Path, server: str) -> None:
        if server:
            _create(server, what)
        store = storage.open(Settings(data_dir=mould, database_url=f"{server}/{what}" if server else ""), clock=Clock())
        if what == "house":
            self.houses[store.is_sqlite] = house_in(store)
        store.close()


def _create(server: str, name: str, like: str = "") -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {like}")  # type: ignore[arg-type]

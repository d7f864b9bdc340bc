"""Every test of a round runs on SQLite and, where it is on this machine, on a PostgreSQL of its own."""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event

from audit import storage
from audit.settings import Settings
from audit.storage import Store
from tests.helpers.house import Clock, House
from tests.helpers.moulds import Moulds

# Debian keeps these out of the way of its own commands
PATH = os.pathsep.join([os.environ["PATH"], *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)])
INITDB, PG_CTL = shutil.which("initdb", path=PATH), shutil.which("pg_ctl", path=PATH)
REQUIRED = os.environ.get("REQUIRE_POSTGRES") == "1"
KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests, without the name of a database."""
    if not (INITDB and PG_CTL):
        (pytest.fail if REQUIRED else pytest.skip)("NO POSTGRESQL ON THIS MACHINE (initdb, pg_ctl): not tested on it")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    someone = _not_root(folder)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    try:
        _run([*someone, INITDB, "-D", f"{folder}/data", "-U", "audit", "-A", "trust", "--no-sync", "-E", "UTF8"])
        _run([*someone, PG_CTL, "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start"])
        yield f"postgresql://audit@127.0.0.1:{port}"
    finally:
        subprocess.run([*someone, PG_CTL, "-D", f"{folder}/data", "-m", "immediate", "stop"], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> list[str]:
    """The words to put before a command so that it does not run as root, which PostgreSQL refuses; the other user
    becomes the owner of the folder."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody")
    return ["runuser", "-u", "nobody", "--"]


def _run(command: list[str]) -> None:
    # no pipes: the server would keep them open and we would wait for their end
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


@pytest.fixture(scope="session")
def moulds(tmp_path_factory: pytest.TempPathFactory) -> Moulds:
    """What is copied for each test."""
    return Moulds(tmp_path_factory.mktemp("moulds"))


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path, moulds: Moulds) -> Iterator[Settings]:
    """Settings for an empty database; for a test that asks for a store or a house, for the database of that."""
    wanted = request.fixturenames
    if request.param == "sqlite":
        yield moulds.copy(wanted, tmp_path / "data")
        return
    server, name = request.getfixturevalue("postgres"), f"t{uuid.uuid4().hex}"
    yield moulds.copy(wanted, tmp_path / "data", server, name)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    """The clock of the store, at its first moment."""
    return Clock()


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """An opened store with nothing in it."""
    opened = storage.open(settings, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def house(store: Store, moulds: Moulds) -> House:
    """An organisation with an open round and its codes made."""
    return moulds.house(store)


def full(engine: Engine) -> None:
    """Make every write fail on connections opened from here on: SQLite has no room left, PostgreSQL is read-only."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def stop(connection: object, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]
        else:
            with connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute("SET default_transaction_read_only = on")
            connection.commit()  # type: ignore[attr-defined]

"""Nobody else on the computer reads the data folder, whatever was there before and whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import storage
from audit.errors import AuditError
from audit.settings import Settings
from tests.helpers.house import manager_in

FILES = ("krachtspiegel.db", "krachtspiegel.db-wal", "krachtspiegel.db-shm", "secret")


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    return {"folder": stat.S_IMODE(folder.stat().st_mode), **found}


PRIVATE = {"folder": 0o700, **dict.fromkeys(FILES, 0o600)}


@pytest.mark.usefixtures("umask")
def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path):
    folder = tmp_path / "data"
    store = storage.open(Settings(data_dir=folder))
    manager_in(store)
    assert modes(folder) == PRIVATE
    store.close()


@pytest.mark.usefixtures("umask")
def test_a_data_folder_that_others_could_read_is_closed_to_them(tmp_path: Path):
    folder = tmp_path / "data"
    settings = Settings(data_dir=folder)
    left = storage.open(settings)  # another process that runs: the log and its index are there
    manager_in(left)
    folder.chmod(0o777)
    for name in FILES:
        (folder / name).chmod(0o666)
    store = storage.open(settings)
    assert modes(folder) == PRIVATE
    store.close()
    left.close()


def test_an_empty_folder_made_beforehand_is_closed_to_others(tmp_path: Path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    storage.open(Settings(data_dir=folder)).close()
    assert modes(folder)["folder"] == 0o700


def test_a_database_elsewhere_is_private_and_its_folder_stays_as_it_is(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    settings = Settings(data_dir=tmp_path / "data", database_url=f"sqlite:///{elsewhere / 'other.db'}")
    storage.open(settings).close()
    assert modes(elsewhere) == {"folder": 0o755, "other.db": 0o600}


def test_a_folder_of_everybody_is_refused_and_stays_as_it_is(tmp_path: Path):
    tmp_path.chmod(0o1777)
    with pytest.raises(AuditError) as refused:
        storage.open(Settings(data_dir=tmp_path))
    assert refused.value.code == "not_private"
    assert str(tmp_path) in refused.value.sentence
    assert modes(tmp_path) == {"folder": 0o1777}

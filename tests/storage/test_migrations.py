"""Steps of the database: made by one command, and every older database goes along with an open round in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, Table, Text, create_engine, func, select

from audit import storage
from audit.access import sessions
from audit.collect import drafts, tickets, vault
from audit.manage import closing, rounds
from audit.settings import Settings
from audit.storage import archive, migrations, schema
from audit.storage.migrations.__main__ import add
from tests.helpers import databases
from tests.helpers.house import PASSPHRASE, PLAN, SECOND, Clock

OLD = sorted(path.name for path in databases.FOLDER.iterdir() if path.is_dir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the migrations, to add to."""
    return Path(shutil.copytree(migrations.FOLDER, tmp_path / "migrations"))


@pytest.fixture
def planted() -> Iterator[Table]:
    """A table that the schema has and no step makes."""
    columns = (Column("id", Integer, primary_key=True), Column("text", Text, nullable=False))
    table = Table("planted", schema.metadata, *columns, **schema.UNORDERED)
    yield table
    schema.metadata.remove(table)


def test_a_step_is_made_with_the_next_number_and_what_changed_in_the_schema(folder: Path, planted: Table):
    before = {path.name for path in (folder / "versions").glob("v*.py")}
    made = add("add_planted", folder)
    number = f"{len(before) + 1:04}"
    assert made == folder / "versions" / f"v{number}_add_planted.py"
    text = made.read_text("utf-8")
    assert text.startswith('"""Add planted."""')
    assert "sqlite_with_rowid=False" in text
    assert "#" not in text  # no comments of Alembic's
    with create_engine("sqlite://").begin() as connection:
        command.upgrade(migrations.config(connection, folder), "head")
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == number
        assert compare_metadata(context, schema.metadata) == []


def test_a_step_without_a_change_is_there_to_be_filled_in(folder: Path):
    text = add("move_names", folder).read_text("utf-8")
    assert text.rstrip().splitlines()[0] == '"""Move names."""'
    assert text.endswith('    """Move names."""\n    pass\n')
    assert "import sqlalchemy" not in text


@pytest.mark.parametrize("name", ["", "Add", "add something", "../add", "é" * 5])
def test_a_step_without_a_good_name_is_refused_and_not_made(folder: Path, name: str):
    before = set(folder.rglob("*"))
    with pytest.raises(ValueError, match=r"write it as make migration NAME=add_something\.$"):
        add(name, folder)
    assert set(folder.rglob("*")) == before


def test_the_command_without_a_name_ends_with_a_sentence():
    done = subprocess.run([sys.executable, "-m", "audit.storage.migrations", ""], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("write it as make migration NAME=add_something.")
    assert "Traceback" not in done.stderr


def test_every_step_has_a_database_of_its_version():
    """A step that is new needs one: `python -m tests.helpers.databases` makes it."""
    steps = ScriptDirectory(str(migrations.FOLDER)).walk_revisions()
    assert sorted(step.revision for step in steps) == OLD


def test_a_database_of_the_version_of_today_can_be_kept_and_put_back(settings: Settings, tmp_path: Path):
    kept = databases.keep(tmp_path)
    assert kept.name == OLD[-1]
    old = databases.load(settings, kept)
    store = storage.open(settings, clock=Clock())
    assert tickets.enter(store, old.unused).round == old.round
    store.close()


@pytest.mark.parametrize("version", OLD)
def test_a_database_of_an_older_version_with_an_open_round_is_migrated_and_closed(settings: Settings, version: str):
    old = databases.load(settings, databases.FOLDER / version)
    store = storage.open(settings, clock=Clock())
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    token = sessions.sign_in(store, PASSPHRASE)
    principal = sessions.principal(store, token)
    for code, filled in old.drafts.items():
        ticket = tickets.enter(store, code)
        assert drafts.load(store, ticket) == filled
        vault.send(store, ticket, filled)
    assert tickets.enter(store, old.unused).round == old.round
    closing.close(store, principal, old.round, PLAN.title)
    publication = archive.read(store, principal, old.round)
    assert publication.units[0].responses == old.sent + len(old.drafts)
    if version == "0001":  # which did not know the question yet
        assert {unit.follow_up for unit in publication.units} == {None}
        assert not any(filled.follow_up for filled in old.drafts.values())
        following = rounds.open(store, principal, rounds.plan(store, principal, SECOND).id)
        assert rounds.content(store, principal, following.id).shared.follow_up is not None
    with store.reading() as connection:
        for table in schema.PRIVATE:
            assert connection.scalar(select(func.count()).select_from(table)) == 0, table.name
    store.close()

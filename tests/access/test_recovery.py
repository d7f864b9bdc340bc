"""A passphrase that was lost is set anew on the machine itself: asked twice, everybody signed out, written down."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audit import settings, storage
from audit.access import log, recovery, sessions, setup, spare
from audit.cli import main
from audit.settings import Settings
from audit.storage import Store
from tests.helpers.house import PASSPHRASE, manager_in, refused

NEW = "negen groene lampen dansen"


@pytest.fixture
def here(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose store the command line takes for its own."""
    monkeypatch.setattr(storage, "ours", lambda: store)
    monkeypatch.setattr(settings, "read", lambda: Settings(data_dir=tmp_path))
    return tmp_path


def command(*typed: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "nl", "passphrase"], input="".join(f"{line}\n" for line in typed))


def test_the_new_passphrase_opens_and_everybody_is_signed_out(store: Store, here: Path):
    who, token = manager_in(store)
    printed = spare.make(store, who)
    for _try in range(3):
        refused("wrong_passphrase" if _try == 0 else "wait", sessions.sign_in, store, "iets anders dan dat")
    result = command(NEW, NEW)
    assert result.exit_code == 0, result.output
    assert "is veranderd" in result.stdout
    assert NEW not in result.output
    assert sessions.principal(store, token).role == "nobody"
    assert sessions.principal(store, sessions.sign_in(store, NEW)).role == "management"
    refused("wrong_passphrase", sessions.sign_in, store, PASSPHRASE)
    written = here / log.LOG
    assert written.read_text("utf-8") == (
        "2026-06-01T09:00:00Z passphrase of management set anew on this machine; all sessions ended\n"
    )
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    refused("wrong_recovery", spare.use, store, printed, NEW, here)


@pytest.mark.parametrize(
    ("typed", "said"),
    [((NEW, NEW + "!"), "zijn niet gelijk"), (("kort", "kort"), "minstens 12 tekens"), ((), "Gestopt")],
)
def test_what_will_not_do_changes_nothing(store: Store, here: Path, typed: tuple[str, ...], said: str):
    _who, token = manager_in(store)
    result = command(*typed)
    assert (result.exit_code, said in result.stderr) == (1, True), result.output
    assert sessions.principal(store, token).role == "management"
    assert not (here / log.LOG).exists()


def test_what_cannot_be_written_down_is_not_done(store: Store, tmp_path: Path):
    _who, token = manager_in(store)
    refused("unwritable", recovery.reset, store, NEW, tmp_path / "nowhere")
    assert sessions.principal(store, token).role == "management"


def test_there_must_be_an_organisation(store: Store, here: Path):
    result = command(NEW, NEW)
    assert (result.exit_code, "nog niets" in result.stderr) == (1, True), result.output


def test_a_hosted_installation_is_set_up_with_the_link_of_the_console_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(storage, "ours", lambda: store)
    hosted = Settings(data_dir=tmp_path, public_url="https://audit.example.org/")
    monkeypatch.setattr(settings, "read", lambda: hosted)
    shown = CliRunner().invoke(main, ["setup-link"])
    assert shown.stdout == f"https://audit.example.org/set-up#{setup.key(store)}\n"
    assert setup.opens(store, hosted.public_url, setup.key(store))
    assert not setup.opens(store, hosted.public_url, "")
    assert not setup.opens(store, hosted.public_url, "é" * 32)
    assert setup.opens(store, "", "")
    manager_in(store)
    again = CliRunner().invoke(main, ["setup-link"])
    assert (again.exit_code, "already" in again.stderr) == (1, True)


def test_without_a_public_address_there_is_no_link(store: Store, here: Path):
    result = CliRunner().invoke(main, ["setup-link"])
    assert (result.exit_code, "needs no link" in result.stderr) == (1, True)

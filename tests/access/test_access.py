"""The lock: one set-up, a passphrase that is not guessed, and sessions that end."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select, update

from audit.access import passphrase, sessions, setup
from audit.access.devices import Devices
from audit.errors import AuditError, InputError
from audit.manage import organisation
from audit.principal import NOBODY, Forbidden, Principal
from audit.storage import Store
from audit.storage.schema import account, session
from audit.storage.schema import organisation as organisation_table
from tests.helpers.house import PASSPHRASE, Clock, manager_in, refused

ANOTHER = "een heel andere zin met zeven"


def test_setting_up_gives_a_session_of_management(store: Store):
    assert setup.is_empty(store)
    principal, _token = manager_in(store)
    assert principal.role == "management"
    assert organisation.read(store, principal).name == "OCMW Vaartdorp"
    assert not setup.is_empty(store)


def test_setting_up_happens_once(store: Store):
    manager_in(store)
    refused("already_set_up", setup.set_up, store, name="Andere", kind=None, region=None, passphrase=ANOTHER)


def test_of_two_who_set_up_at_once_one_wins(store: Store):
    gate, outcomes = threading.Barrier(6), []

    def work(number: int) -> None:
        gate.wait()
        try:
            outcomes.append(setup.set_up(store, name=f"Dienst {number}", kind=None, region=None, passphrase=ANOTHER))
        except AuditError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("already_set_up") == 5
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(organisation_table)) == 1
        assert connection.scalar(select(func.count()).select_from(account)) == 1


def test_a_set_up_says_everything_that_is_wrong_and_makes_nothing(store: Store):
    with pytest.raises(InputError) as caught:
        setup.set_up(store, name=" ", kind=None, region="x" * 100, passphrase="kort")
    assert [problem.code for problem in caught.value.problems] == ["no_name", "long_name", "short_passphrase"]
    assert setup.is_empty(store)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("elf tekens.", "short_passphrase"),
        ("x" * 11 + "  ", "short_passphrase"),
        ("a" * 201, "long_passphrase"),
        ("Wachtwoord 123", "common_passphrase"),
        ("QWERTYUIOP12", "common_passphrase"),
        ("abababababab", "common_passphrase"),
        ("krachtspiegel2026", "common_passphrase"),
    ],
)
def test_a_passphrase_that_will_not_do(given: str, code: str):
    assert [problem.code for problem in passphrase.problems(given)] == [code]


@pytest.mark.parametrize("given", ["twaalf teken", PASSPHRASE, "ééééabcdefgh", "🚲 fiets brug zon"])
def test_a_passphrase_that_will_do(given: str):
    assert passphrase.problems(given) == []


def test_a_passphrase_is_kept_as_argon2id_with_enough_memory(store: Store):
    manager_in(store)
    with store.reading() as connection:
        kept = connection.scalar(select(account.c.hash)) or ""
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSPHRASE not in kept


def test_a_passphrase_is_the_same_however_it_was_composed():
    kept = passphrase.hashed("\u00e9e\u0301n zin die je onthoudt")
    assert passphrase.is_right("e\u0301\u00e9n zin die je onthoudt ", kept)


def test_an_older_hash_is_renewed_at_signing_in(store: Store):
    from argon2 import PasswordHasher

    manager_in(store)
    with store.writing() as connection:
        weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSPHRASE)
        connection.execute(update(account).values(hash=weak))
    sessions.sign_in(store, PASSPHRASE)
    with store.reading() as connection:
        assert "m=19456,t=2" in (connection.scalar(select(account.c.hash)) or "")


def test_a_wrong_passphrase_waits_longer_every_time_and_never_for_good(store: Store, clock: Clock):
    manager_in(store)
    for delay in (1, 2, 4, 8, 16, 30, 30, 30):
        refused("wrong_passphrase", sessions.sign_in, store, ANOTHER)
        assert f" {delay} second" in refused("wait", sessions.sign_in, store, PASSPHRASE).sentence
        clock.turn(seconds=delay)
    token = sessions.sign_in(store, PASSPHRASE)
    assert sessions.principal(store, token).role == "management"
    refused("wrong_passphrase", sessions.sign_in, store, ANOTHER)
    clock.turn(seconds=1)  # the right one forgot the failures before it
    sessions.sign_in(store, PASSPHRASE)


def test_a_device_that_signed_in_before_never_waits_for_others(store: Store, clock: Clock):
    manager_in(store)
    for delay in (1, 2, 4, 8, 16, 30):
        refused("wrong_passphrase", sessions.sign_in, store, ANOTHER)
        refused("wait", sessions.sign_in, store, PASSPHRASE)
        assert sessions.sign_in(store, PASSPHRASE, "device of An")
        refused("wait", sessions.sign_in, store, PASSPHRASE)  # which brings those others no further
        clock.turn(seconds=delay)


def test_a_device_that_guesses_waits_alone(store: Store, clock: Clock):
    manager_in(store)
    for delay in (1, 2, 4, 8, 16, 30, 30):
        refused("wrong_passphrase", sessions.sign_in, store, ANOTHER, "stolen device")
        assert f" {delay} second" in refused("wait", sessions.sign_in, store, PASSPHRASE, "stolen device").sentence
        assert sessions.sign_in(store, PASSPHRASE, "device of Bo")
        assert sessions.sign_in(store, PASSPHRASE)
        clock.turn(seconds=delay)
    assert sessions.sign_in(store, PASSPHRASE, "stolen device")
    refused("wrong_passphrase", sessions.sign_in, store, ANOTHER, "stolen device")
    clock.turn(seconds=1)  # the right one forgot the failures before it
    assert sessions.sign_in(store, PASSPHRASE, "stolen device")


def test_of_many_devices_that_guess_a_few_are_counted_and_the_rest_wait_with_all(store: Store, clock: Clock):
    """Who once signed in with many browsers gets no more guesses out of them."""
    devices = Devices()
    now = store.now()
    assert all(devices.let_try(f"device {number}", now) for number in range(Devices.MOST))
    assert not devices.let_try("device too many", now)
    refused("wait", devices.let_try, "device 0", now)
    assert not devices.let_try("device too many", now + Devices.KEPT)
    assert devices.let_try("device too many", now + Devices.KEPT + 2)  # the others gave up by then


def test_a_known_device_has_a_place_of_its_own_where_passphrases_are_hashed(monkeypatch: pytest.MonkeyPatch):
    kept = passphrase.hashed(PASSPHRASE)
    monkeypatch.setattr(passphrase, "_PATIENCE", 0)
    with passphrase._turn(known=False):
        refused("busy", passphrase.is_right, PASSPHRASE, kept)
        assert passphrase.is_right(PASSPHRASE, kept, known=True)


def test_another_passphrase_is_set_from_a_known_device_while_others_guess(store: Store):
    principal, _token = manager_in(store)
    refused("wrong_passphrase", sessions.sign_in, store, ANOTHER)
    refused("wait", sessions.change_passphrase, store, principal, PASSPHRASE, ANOTHER)
    assert sessions.change_passphrase(store, principal, PASSPHRASE, ANOTHER, "device of An")


@pytest.mark.parametrize("known", [False, True])
def test_many_tries_at_once_are_no_shortcut(store: Store, known: bool):
    _principal, token = manager_in(store)
    device = token if known else None  # any name that no other test uses
    gate, codes = threading.Barrier(12), []

    def work() -> None:
        gate.wait()
        try:
            sessions.sign_in(store, ANOTHER, device)
        except AuditError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=work) for _one in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["wait"] * 11 + ["wrong_passphrase"]


def test_a_clock_that_was_set_back_locks_nobody_out(store: Store, clock: Clock):
    manager_in(store)
    refused("wrong_passphrase", sessions.sign_in, store, ANOTHER)
    clock.turn(days=-365)
    sessions.sign_in(store, PASSPHRASE)


def test_before_anything_is_set_up_nobody_signs_in(store: Store):
    refused("not_set_up", sessions.sign_in, store, PASSPHRASE)


def test_a_session_ends_after_half_an_hour_of_silence(store: Store, clock: Clock):
    _principal, token = manager_in(store)
    clock.turn(minutes=29)
    assert sessions.principal(store, token).role == "management"
    clock.turn(minutes=29)  # seen in between
    assert sessions.principal(store, token).role == "management"
    clock.turn(minutes=30)
    assert sessions.principal(store, token) == NOBODY


def test_a_session_ends_after_eight_hours_whatever_happens(store: Store, clock: Clock):
    _principal, token = manager_in(store)
    for _quarter in range(8 * 4 - 1):
        clock.turn(minutes=15)
        assert sessions.principal(store, token).role == "management"
    clock.turn(minutes=15)
    assert sessions.principal(store, token) == NOBODY


def test_a_session_ends_at_signing_out(store: Store):
    _principal, token = manager_in(store)
    sessions.sign_out(store, token)
    assert sessions.principal(store, token) == NOBODY
    sessions.sign_out(store, token)
    sessions.sign_out(store, None)


@pytest.mark.parametrize("token", [None, "", "nothing", "é" * 50, "\x00"])
def test_a_token_that_was_never_given_is_nobody(store: Store, token: str | None):
    manager_in(store)
    assert sessions.principal(store, token) == NOBODY


def test_another_passphrase_ends_every_session(store: Store):
    principal, token = manager_in(store)
    other = sessions.sign_in(store, PASSPHRASE)
    new = sessions.change_passphrase(store, principal, PASSPHRASE, ANOTHER)
    assert sessions.principal(store, token) == sessions.principal(store, other) == NOBODY
    assert sessions.principal(store, new) == principal
    refused("wrong_passphrase", sessions.sign_in, store, PASSPHRASE)


def test_another_passphrase_needs_the_old_one_and_must_do(store: Store, clock: Clock):
    principal, token = manager_in(store)
    refused("wrong_passphrase", sessions.change_passphrase, store, principal, ANOTHER, ANOTHER)
    clock.turn(seconds=1)
    refused("short_passphrase", sessions.change_passphrase, store, principal, PASSPHRASE, "kort")
    assert sessions.principal(store, token) == principal


def test_only_a_hash_of_a_token_is_kept(store: Store):
    _principal, token = manager_in(store)
    with store.reading() as connection:
        kept = connection.scalars(select(session.c.token)).one()
    assert len(token) >= 43  # 256 bits
    assert token.encode() not in kept
    assert len(kept) == 32


def test_sessions_that_ran_out_do_not_pile_up(store: Store, clock: Clock):
    manager_in(store)
    for _day in range(5):
        clock.turn(days=1)
        sessions.sign_in(store, PASSPHRASE)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(session)) == 1


@pytest.mark.parametrize("principal", [NOBODY, Principal("management", None), Principal("nobody", "x")])
def test_who_is_no_management_manages_nothing(principal: Principal):
    with pytest.raises(Forbidden):
        principal.manages()

"""The reader's key: with all that management and the machine have, nobody reads what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from audit import storage
from audit.access import reader
from audit.access.passphrase import derived
from audit.collect import vault
from audit.collect.sheet import Sheet
from audit.manage import closing, comments, rounds
from audit.principal import Principal
from audit.questionnaire import Content
from audit.settings import Settings
from audit.storage import Store, schema, sealed
from tests.helpers import databases
from tests.helpers.house import (
    ATELIER,
    PASSPHRASE,
    PLAN,
    READER,
    Clock,
    House,
    everybody,
    following,
    manager_in,
    n,
    refused,
    sheet,
)

MARK = "kwetsbaar-en-van-mij"
OWN = {"ze_good": f"{MARK} een", "gw_step": f"{MARK} twee"}


def written(content: Content, seed: int = 1) -> Sheet:
    return sheet(content, seed).model_copy(update={"skipped": (), "comments": OWN})


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def opened_by(store: Store, passphrase: str) -> sealed.Key | None:
    """What somebody with the database, the secret file and a passphrase makes of the key of the reader."""
    with store.reading() as connection:
        row = connection.execute(select(schema.reader)).one()
    return sealed.unwrap(row.id, derived(passphrase, row.salt), row.public, row.wrapped)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_passphrase_of_management_the_database_and_the_secret_open_no_text(house: House, settings: Settings):
    """Neither while the round is open nor after closing, in any file of the data folder."""
    for _time in range(2):
        house.send(ATELIER, written(house.content))
    assert MARK.encode() not in all_bytes(settings.data_dir)
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    assert MARK.encode() not in all_bytes(settings.data_dir)
    assert opened_by(house.store, PASSPHRASE) is None
    with house.store.reading() as connection:
        texts = connection.scalars(select(schema.comment.c.sealed)).all()
        row = connection.execute(select(schema.reader)).one()
    assert len(texts) >= 4
    secret = house.store.secret
    for purpose in ("cookie", "draft", "recovery", "set-up"):  # the secret has no key for it either
        assert sealed.unwrap(row.id, secret.keyed(purpose, b""), row.public, row.wrapped) is None
    stranger = sealed.unwrap("x", b"k" * 32, *sealed.make(b"k" * 32))
    assert stranger is not None
    for text in texts:
        with pytest.raises(InvalidTag):
            stranger.read(text)
    key = opened_by(house.store, READER)  # and so the search above can fail
    assert key is not None
    assert sorted(text for text in map(key.read, texts) if MARK in text) == sorted([*OWN.values()] * 2)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_released_text_is_the_only_one_that_can_be_read(house: House, settings: Settings):
    house.send(ATELIER, written(house.content))
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    one = next(text for text in comments.waiting(house.store, house.key) if text.text == OWN["ze_good"])
    comments.release(house.store, house.key, one.id, one.text)
    assert MARK.encode() + b" een" in all_bytes(settings.data_dir)
    assert MARK.encode() + b" twee" not in all_bytes(settings.data_dir)


def test_the_link_works_once_and_reports_a_second_use(store: Store, clock: Clock):
    principal, _token = manager_in(store)
    reader.forget(store, principal)
    first = reader.invite(store, principal)
    token = reader.invite(store, principal)
    refused("no_link", reader.look, store, first)  # the one before it stopped working
    refused("no_link", reader.look, store, "")
    clock.turn(days=14)
    assert reader.look(store, token).last_day == store.today()
    clock.turn(days=1)
    assert "15 June 2026" in refused("link_expired", reader.set_key, store, token, READER).sentence
    token = reader.invite(store, principal)
    assert reader.look(store, token).set_on is None
    refused("short_passphrase", reader.set_key, store, token, "kort")
    refused("same_passphrase", reader.set_key, store, token, PASSPHRASE)
    reader.set_key(store, token, READER)
    told = reader.link(store, principal)
    assert told is not None
    assert (told.set_on, told.again_on) == (store.today(), None)
    clock.turn(days=1)
    assert "16 June 2026" in refused("link_used", reader.look, store, token).sentence
    assert "16 June 2026" in refused("link_used", reader.set_key, store, token, "een heel andere zin").sentence
    told = reader.link(store, principal)
    assert told is not None
    assert told.again_on == store.today()
    refused("key_is_set", reader.invite, store, principal)
    assert opened_by(store, READER) is not None


def test_a_wrong_passphrase_makes_the_next_wait(house: House, clock: Clock):
    refused("wrong_passphrase", reader.unlock, house.store, PASSPHRASE)
    refused("wait", reader.unlock, house.store, READER)
    clock.turn(seconds=1)
    assert reader.unlock(house.store, READER).reader == house.key.reader
    reader.forget(house.store, house.principal)
    refused("no_key", reader.unlock, house.store, READER)


def test_wrong_guesses_of_others_do_not_keep_the_browser_of_the_reader_waiting(house: House, clock: Clock):
    known = f"this-browser.{house.key.reader}"
    for _guess in range(4):
        refused("wrong_passphrase", reader.unlock, house.store, PASSPHRASE, "a-browser.of-another-key")
        refused("wait", reader.unlock, house.store, READER)
        assert reader.unlock(house.store, READER, known).reader == house.key.reader
        clock.turn(seconds=30)
    refused("wrong_passphrase", reader.unlock, house.store, PASSPHRASE, known)
    refused("wait", reader.unlock, house.store, READER, known)
    assert reader.unlock(house.store, READER).reader == house.key.reader


def test_without_a_key_the_open_questions_are_not_asked(store: Store):
    principal, _token = manager_in(store)
    reader.forget(store, principal)
    planned = rounds.plan(store, principal, PLAN)
    assert not rounds.content(store, principal, planned.id).own_words
    round = rounds.open(store, principal, planned.id)
    assert round.reader is None
    reader.set_key(store, reader.invite(store, principal), READER)
    assert not rounds.content(store, principal, round.id).own_words  # fixed at opening, as all that is asked


def test_a_lost_key_takes_the_texts_along(house: House):
    everybody(house)
    closing.close(house.store, house.principal, house.round.id, PLAN.title)
    kept = comments.waiting(house.store, house.key)[0]
    comments.release(house.store, house.key, kept.id, kept.text)
    second = following(house)
    second.send(ATELIER, written(second.content))
    waiting = n(house, schema.comment) - 1
    assert n(house, schema.remark) == len(OWN)
    assert reader.forget(house.store, house.principal) == waiting > 10
    assert n(house, schema.comment) == 1  # what was released stays
    assert n(house, schema.remark) == 0
    assert not second.content.own_words
    second.send(ATELIER, written(second.content))
    assert n(house, schema.remark) == 0
    assert reader.forget(house.store, house.principal) == 0


def test_texts_of_before_there_were_keys_are_sealed_with_the_first_key(settings: Settings):
    """And until then the open questions of that round are not asked, so that nothing more is kept as it was typed."""
    old = databases.load(settings, databases.FOLDER / "0001")
    store = storage.open(settings, clock=Clock())
    with store.reading() as connection:
        before = connection.scalars(select(schema.remark.c.text)).all()
        of = connection.scalar(select(schema.organisation.c.id)) or ""
    principal = Principal("management", of)
    assert len(before) > 10
    assert all(before)
    assert not rounds.content(store, principal, old.round).own_words
    assert closing.loses_texts(store, principal, old.round)  # which stands there before the title is typed
    reader.set_key(store, reader.invite(store, principal), READER)
    assert not closing.loses_texts(store, principal, old.round)
    key = reader.unlock(store, READER)
    with store.reading() as connection:
        assert set(connection.scalars(select(schema.remark.c.text))) == {""}
        assert sorted(key.read(text) for _question, text in vault.remarks(connection, old.round)) == sorted(before)
    assert rounds.content(store, principal, old.round).own_words
    closing.close(store, principal, old.round, PLAN.title)
    assert sorted(text.text for text in comments.waiting(store, key)) == sorted(before)
    store.close()

"""Passphrases: long rather than complicated, not one that everybody guesses, and kept only as an argon2id hash."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from audit.errors import AuditError, Problem
from audit.texts import _

SHORTEST: Final = 12
LONGEST: Final = 200
_FEWEST_SIGNS: Final = 5
_DERIVING: Final = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 1}  # never to be changed: keys hang on it
# The second choice of OWASP: a tenth of a second, and an attacker who has the database pays 19 MiB for every guess
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Two at once, more would let anybody fill the memory; one place is for devices that signed in before
_PLACES: Final = {known: threading.BoundedSemaphore(1) for known in (False, True)}
_PATIENCE: Final = 10.0


def problems(passphrase: str) -> list[Problem]:
    """What is wrong with a new passphrase; nothing when it will do."""
    plain = _normal(passphrase)
    if len(plain) < SHORTEST:
        sentence = _("Use at least {n} characters, for example four words that do not belong together.")
        return [Problem("short_passphrase", "passphrase", sentence.format(n=SHORTEST))]
    if len(plain) > LONGEST:
        sentence = _("Use at most {n} characters.").format(n=LONGEST)
        return [Problem("long_passphrase", "passphrase", sentence)]
    bare = "".join(plain.casefold().split())
    if bare in _common() or len(set(bare)) < _FEWEST_SIGNS:
        sentence = _("Everybody would guess this one. Use four words that do not belong together.")
        return [Problem("common_passphrase", "passphrase", sentence)]
    return []


def hashed(passphrase: str, *, known: bool = False) -> str:
    """The passphrase as it is kept; `known`: for a device that signed in before.

    Raises:
        AuditError: too many are being hashed at this moment (`busy`).
    """
    with _turn(known=known):
        return _HASHER.hash(_normal(passphrase))


def is_right(passphrase: str, kept: str, *, known: bool = False) -> bool:
    """Whether this is the passphrase that was kept; `known`: for a device that signed in before.

    Raises:
        AuditError: too many are being hashed at this moment (`busy`).
    """
    with _turn(known=known):
        try:
            return _HASHER.verify(kept, _normal(passphrase))
        except (VerificationError, InvalidHashError):
            return False


def derived(passphrase: str, salt: bytes) -> bytes:
    """A key of 32 bytes made of a passphrase (argon2id): who guesses with a copy of the database pays 64 MiB each time.

    Raises:
        AuditError: too many are being hashed at this moment (`busy`).
    """
    with _turn(known=False):
        return hash_secret_raw(_normal(passphrase).encode(), salt, hash_len=32, type=Type.ID, **_DERIVING)


def is_outdated(kept: str) -> bool:
    """Whether what was kept should be hashed anew, since we ask more of it by now."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def _turn(*, known: bool) -> Iterator[None]:
    """Wait for a place to hash in."""
    place = _PLACES[known]
    if not place.acquire(timeout=_PATIENCE):
        raise AuditError("busy", _("Many people are signing in at this moment. Try again in a minute."))
    try:
        yield
    finally:
        place.release()


def _normal(passphrase: str) -> str:
    """The same characters, whichever keyboard composed them."""
    return unicodedata.normalize("NFKC", passphrase.strip())


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Those that everybody tries first, without spaces and capitals."""
    return frozenset((Path(__file__).parent / "common.txt").read_text("utf-8").split())

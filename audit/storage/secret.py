"""The secret of this installation: a file outside the database, so that a copy of the database opens nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from audit.errors import AuditError
from audit.texts import _

_BYTES: Final = 32
_NONCE: Final = 12
_STEP: Final = 128  # bytes to which a sealed value is rounded up: its length tells less


@dataclass(frozen=True)
class Secret:
    """32 random bytes, never used themselves: every purpose has a key of its own."""

    value: bytes

    def __repr__(self) -> str:
        return "Secret(…)"

    def keyed(self, label: str, data: bytes) -> bytes:
        """The keyed hash (HMAC-SHA256, 32 bytes) of some data for one purpose."""
        return hmac.new(self._key(label, b""), data, hashlib.sha256).digest()

    def seal(self, purpose: str, value: str) -> str:
        """A value as only this installation can read it, and only for this purpose: for a cookie or an address.

        Spaces at its end do not come back.
        """
        sealed = self.encrypt("cookie", value.encode(), purpose.encode(), step=_STEP)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def unseal(self, purpose: str, sealed: str) -> str | None:
        """The value; None when it was not sealed here for this purpose, or was touched."""
        try:
            data = base64.urlsafe_b64decode(sealed.encode("ascii") + b"=" * (-len(sealed) % 4))
            return self.decrypt("cookie", data, purpose.encode()).decode()
        except (ValueError, binascii.Error, InvalidTag):
            return None

    def encrypt(self, label: str, plain: bytes, bound_to: bytes, *, step: int, given: bytes = b"") -> bytes:
        """Some data as only this installation can read it (AES-GCM), behind a nonce of its own.

        Args:
            label: what the key is for.
            bound_to: it opens only together with this.
            step: spaces round its length up to a multiple of so many bytes, so that it tells less.
            given: secret data that is kept nowhere, such as a code: then it opens only together with that too.
        """
        nonce = secrets.token_bytes(_NONCE)
        padded = plain.ljust(-(-len(plain) // step) * step)
        return nonce + AESGCM(self._key(label, given)).encrypt(nonce, padded, bound_to)

    def decrypt(self, label: str, data: bytes, bound_to: bytes, *, given: bytes = b"") -> bytes:
        """What `encrypt` was given, without spaces at its end.

        Raises:
            InvalidTag, ValueError: it was not encrypted here, for this, and with what was given, or was touched.
        """
        return AESGCM(self._key(label, given)).decrypt(data[:_NONCE], data[_NONCE:], bound_to).rstrip(b" ")

    def _key(self, label: str, given: bytes) -> bytes:
        """A key of 32 bytes for one purpose, and for one piece of secret data where that is given."""
        derive = HKDF(algorithm=SHA256(), length=_BYTES, salt=self.value, info=label.encode())
        return derive.derive(given or self.value)


def read(path: Path) -> Secret:
    """The secret in a file, made first where there is none: whole or not at all, and only once.

    Raises:
        AuditError: the file cannot be made or read, or holds something else.
    """
    try:
        if not path.exists():
            _make(path)
        value = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise _unusable(path) from error
    if len(value) != _BYTES:
        raise _unusable(path)
    return Secret(value)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=".secret.", dir=path.parent)
    try:
        Path(name).chmod(0o600)  # whatever the umask
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # unlike a rename, a link fails when somebody was first: then theirs is the secret
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _unusable(path: Path) -> AuditError:
    sentence = _(
        "The file with the secret ({path}) cannot be made or read. Look at its permissions, or put back the "
        "copy that belongs to this database."
    )
    return AuditError("secret", sentence.format(path=path))

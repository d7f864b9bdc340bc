"""Text that only its reader opens: sealed to a public key, of which the private half is kept under a passphrase.

Sealing is HPKE (RFC 9180, X25519) of the `cryptography` library. What is in the database and in the file with the
secret opens nothing without the passphrase of the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from audit.storage.secret import Secret

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_PURPOSE: Final = b"krachtspiegel: own words"
_STEP: Final = 128  # bytes to which a text is rounded up before it is sealed: its length tells less


@dataclass(frozen=True)
class Key:
    """The private key of a reader, opened; `reader` is the id of its row. It shows nothing of itself."""

    reader: str
    private: X25519PrivateKey = field(repr=False)

    def read(self, sealed: bytes) -> str:
        """A text that was sealed to this key.

        Raises:
            InvalidTag: it was sealed to another key, or was touched.
        """
        return _SUITE.decrypt(sealed, self.private, info=_PURPOSE).decode().rstrip(" ")


def make(wrapping: bytes) -> tuple[bytes, bytes]:
    """A new pair of keys: the public one (32 bytes), and the private one as only this key of 32 bytes opens it."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return public, Secret(wrapping).encrypt("reader", private.private_bytes_raw().hex().encode(), public, step=1)


def unwrap(reader: str, wrapping: bytes, public: bytes, wrapped: bytes) -> Key | None:
    """The private key of a reader, or nothing when this is not what it was wrapped with."""
    try:
        plain = Secret(wrapping).decrypt("reader", wrapped, public)
    except (InvalidTag, ValueError):
        return None
    return Key(reader, X25519PrivateKey.from_private_bytes(bytes.fromhex(plain.decode())))


def seal(public: bytes, text: str) -> bytes:
    """A text as only the private key beside this public one opens it. Spaces at its end do not come back."""
    plain = text.encode()
    padded = plain.ljust(-(-len(plain) // _STEP) * _STEP)
    return _SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public), info=_PURPOSE)

"""What a browser keeps for us without being able to read or change it: the value of a cookie."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from audit.storage.secret import Secret

NONCE: Final = 12
"""How many bytes by chance each value is sealed with, never twice the same."""
_STEP: Final = 128  # bytes to which a value is rounded up: its length tells less


def seal(secret: Secret, purpose: str, value: str, nonce: bytes) -> str:
    """The value as only this installation can read it, and only for this purpose."""
    plain = value.encode()
    padded = plain.ljust(-(-len(plain) // _STEP) * _STEP)
    sealed = AESGCM(secret.key("cookie")).encrypt(nonce, padded, purpose.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unseal(secret: Secret, purpose: str, sealed: str) -> str | None:
    """The value, without spaces at its end; None when it was not sealed here for this purpose, or was touched."""
    try:
        data = base64.urlsafe_b64decode(sealed.encode("ascii") + b"=" * (-len(sealed) % 4))
        plain = AESGCM(secret.key("cookie")).decrypt(data[:NONCE], data[NONCE:], purpose.encode())
        return plain.decode().rstrip(" ")
    except (ValueError, binascii.Error, InvalidTag, UnicodeError):
        return None

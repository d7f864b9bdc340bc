"""Whether this app can be reached at the address that `AUDIT_PUBLIC_URL` says: it is asked, and only that address.

The question carries a number used once. Only this very process can answer it, so another site at the same address, or
an older installation, does not pass for us. A redirect is not followed: the server asks no other host, ever.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import re
import secrets
import ssl
import time
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from audit import settings

Answer = Literal["unset", "answers", "silent", "certificate", "other"]
"""No address was set; this app answers there; nobody does; its certificate is not trusted; something else answers."""

_KEY: Final = secrets.token_bytes(32)
_NUMBER: Final = re.compile(r"[0-9a-f]{32}")
_TIMEOUT: Final = 4.0  # seconds
_KEPT: Final = {"answers": 600.0, "unset": 600.0}  # seconds; anything else is asked again sooner
_SOON: Final = 30.0


@dataclass(frozen=True)
class Reach:
    """The address that was set (without a `/` at its end), what came of asking it, and the clock (monotonic) then."""

    address: str
    answer: Answer
    at: float

    @property
    def private(self) -> bool:
        """Whether what people send there is encrypted on the way."""
        return self.address.startswith("https:")


_last: list[Reach] = []


def here(request: Request) -> Response:
    """`/here/<number>`: what only this process can answer to a number."""
    number = str(request.path_params["number"])
    if not _NUMBER.fullmatch(number):
        return Response(status_code=404)
    return PlainTextResponse(_answer(number), headers={"cache-control": "no-store"})


def known() -> Reach:
    """What is known about the address; asked when nothing is, or when that is too old."""
    address = settings.read().public_url.rstrip("/")
    for last in _last:
        if last.address == address and time.monotonic() - last.at < _KEPT.get(last.answer, _SOON):
            return last
    return ask()


def ask() -> Reach:
    """Ask the address that was set now; it takes at most some seconds."""
    address = settings.read().public_url.rstrip("/")
    _last[:] = [Reach(address, _asked(address) if address else "unset", time.monotonic())]
    return _last[0]


def _answer(number: str) -> str:
    return hmac.new(_KEY, number.encode(), hashlib.sha256).hexdigest()


def _asked(address: str) -> Answer:
    number, parts = secrets.token_hex(16), urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT)  # no proxy of the environment is asked
    try:
        connection.request("GET", f"{parts.path}/here/{number}")
        told = connection.getresponse().read(100).decode("ascii", "replace")
    except ssl.SSLCertVerificationError:
        return "certificate"
    except (OSError, http.client.HTTPException, ValueError):
        return "silent"
    finally:
        connection.close()
    return "answers" if hmac.compare_digest(told.encode(), _answer(number).encode()) else "other"

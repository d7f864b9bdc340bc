"""Links with a key behind the #, where no server, proxy or log sees it: a script sends it, and a cookie has it then.

The script is the one that takes the code out of the link of a slip (`/i.js`), and fills in `parts.html`'s `key_form`.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from audit.storage import Store
from audit.web.cookies import KEY
from audit.web.leaf import keep, onward

_LONGEST: Final = 100  # signs of a key; ours are far shorter


def key(store: Store, request: Request) -> str:
    """The key with which this page was opened in this browser; empty for whoever came without."""
    return store.secret.unseal(_purpose(request), request.cookies.get(KEY, "")) or ""


def is_key(told: dict[str, str]) -> bool:
    """Whether a form that was posted is the one that brings the key."""
    return "key" in told


def taken(store: Store, request: Request, told: dict[str, str]) -> Response:
    """On to the same page, with the key in a cookie. What was pasted may be the whole link."""
    given = told["key"].rpartition("#")[2].strip()[:_LONGEST]
    response = onward(request.url.path.rpartition("/")[2])
    keep(request, response, KEY, store.secret.seal(_purpose(request), given))
    return response


def _purpose(request: Request) -> str:
    return f"{KEY} {request.url.path}"

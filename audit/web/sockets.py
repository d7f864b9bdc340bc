"""What is written to a browser goes out at once."""

from __future__ import annotations

import gc
import socket


def write_at_once() -> None:
    """Switch off Nagle's algorithm (TCP_NODELAY) on every socket on which this process listens.

    A connection takes the option from the socket that accepted it. Streamlit makes that socket without naming the
    protocol, for which asyncio leaves the algorithm on: a quiet click then waits 40 ms for the acknowledgement of the
    piece before. Neither Streamlit nor uvicorn hands the socket over, so it is looked up among what is alive.
    """
    for thing in gc.get_objects():
        if type(thing) is socket.socket and _listens(thing):
            thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(candidate: socket.socket) -> bool:
    """Whether this is an open TCP socket on which connections are accepted."""
    if candidate.fileno() < 0 or candidate.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))

"""Python imports this when it starts with this folder on its path: the process that serves the app tells about itself.

On SIGUSR1 it writes its settings and its connections to the file that PROBE_TO names; from the start it writes every
address elsewhere that it connects to, or asks a name of, to the file that PROBE_CALLS names. So a test can ask the very
process that serves the app, without a door in the app itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any


def tell(*_signal: Any) -> None:
    """Write every option of Streamlit, as this process has it, and what its connections are like."""
    from streamlit import config

    options = {name: config.get_option(name) for name in config.get_config_options()}
    target = Path(os.environ["PROBE_TO"])
    half = target.with_suffix(".half")
    half.write_text(json.dumps({"options": options, "nodelay": nodelay(config.get_option("server.port"))}, default=str))
    half.rename(target)


def nodelay(port: int) -> list[bool]:
    """Of each connection that somebody made to this port: whether what is written goes out at once (TCP_NODELAY)."""
    found = []
    for descriptor in os.listdir("/dev/fd"):
        try:
            with socket.socket(fileno=os.dup(int(descriptor))) as copy:
                copy.getpeername()
                if copy.family == socket.AF_INET and copy.getsockname()[1] == port:
                    found.append(bool(copy.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        except OSError:  # no socket, or one without somebody at the other end
            continue
    return found


def note_calls(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: write down a connection to anything but this machine, and a name that is looked up."""
    if event == "socket.connect":
        address = arguments[1]
        called = address[0] if isinstance(address, tuple) else ""  # else it is a socket of unix
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        called = arguments[0]
    else:
        return
    if called and not str(called).startswith(("127.", "::1")):
        with open(os.environ["PROBE_CALLS"], "a", encoding="utf-8") as file:
            file.write(f"{event} {called}\n")


if "PROBE_TO" in os.environ:
    signal.signal(signal.SIGUSR1, tell)
if "PROBE_CALLS" in os.environ:
    sys.addaudithook(note_calls)

"""The line between a browser and the server, to be cut and mended: by a server that starts again, or in between."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack, suppress
from pathlib import Path

from playwright.sync_api import Page

from tests.helpers.serving import free_port, served, wait_until_settled

LOST = "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'"
WATCH = """() => {
    let drawing = false
    window.drawnAgain = false
    new MutationObserver(() => {
        const { testConnectionState, testScriptState } = document.querySelector('[data-testid=stApp]').dataset
        const connected = testConnectionState === 'CONNECTED'
        window.drawnAgain ||= connected && drawing && testScriptState === 'notRunning'
        drawing = connected && testScriptState !== 'notRunning'
    }).observe(document.documentElement, { subtree: true, attributes: true,
        attributeFilter: ['data-test-connection-state', 'data-test-script-state'] })
}"""
"""Notices that the view was drawn from beginning to end with a connection."""


class Running:
    """A server on a port of its own that can be stopped and started again with the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.starts, self.stack = folder, free_port(), 0, ExitStack()
        self.environment: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.starts += 1
        log = self.folder / f"log{self.starts}"
        self.stack.enter_context(served(log, port=self.port, **self.environment))

    def stop(self) -> None:
        self.stack.close()


class Line:
    """Carries what goes to a port of this machine, until it is cut: then every connection breaks and none is made."""

    def __init__(self, to: int) -> None:
        self.to, self.open = to, True
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        self.open = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends = []

    def mend(self) -> None:
        self.open = True

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                if not self.open:
                    near.close()
                    continue
                with suppress(OSError):
                    far = socket.create_connection(("127.0.0.1", self.to))
                    self._ends += [near, far]
                    for one, other in ((near, far), (far, near)):
                        threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(65536):
                there.sendall(data)
        for end in (here, there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def disconnected(page: Page) -> None:
    """Wait until the page lost its connection; from then on it notices that the view is drawn again."""
    page.wait_for_function(LOST)
    page.evaluate(WATCH)


def reconnected(page: Page) -> None:
    """Wait until the page has its connection back, asked for the view again, and drew it."""
    page.wait_for_function("() => window.drawnAgain")
    wait_until_settled(page)

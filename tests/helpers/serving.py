"""Starting the real app in a process of its own, and a real browser to open it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Playwright, expect

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
FLAGS = (
    "--no-sandbox",  # a container's root has no sandbox; the only pages opened are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]')
    return app !== null
        && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('h1') !== null
        && document.querySelector('[data-stale=true], [data-testid=stSkeleton]') === null
        && [...document.querySelectorAll('[data-testid=stExpander] details')].every(fold => fold.style.overflow === '')
        && document.fonts.status === 'loaded'
}"""


def chromium() -> str | None:
    """The Chromium or Chrome of this machine; `CHROMIUM` in the environment names another."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *filter(os.path.exists, PLACES)]
    return next(filter(None, found), None)


def launch(playwright: Playwright, *flags: str) -> Browser:
    """A browser without a window, started with these flags beside our own.

    Raises:
        LookupError: this machine has none.
    """
    path = chromium()
    if path is None:
        raise LookupError("no Chromium or Chrome on this machine")
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


@dataclass(frozen=True)
class Server:
    """A running app: its address (`http://localhost:<port>`), its process and what it has written to its log."""

    address: str
    process: int
    log_file: Path

    @property
    def log(self) -> str:
        """Everything the app wrote so far."""
        return self.log_file.read_text("utf-8")


@contextmanager
def served(log: Path, root: Path = ROOT, port: int | None = None, **environment: str) -> Iterator[Server]:
    """Run the app in `root` as `make run` does, until the block ends, with its data beside the log; on a free port
    unless one is given, as when it starts again."""
    port = port or free_port()
    env = {**os.environ, "AUDIT_DATA_DIR": str(log.parent / "data"), **environment}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT, env=env)
        try:
            _wait_until_healthy(f"http://localhost:{port}/_stcore/health", process, log)
            yield Server(f"http://localhost:{port}", process.pid, log)
        finally:
            process.terminate()
            process.wait(20)


def free_port() -> int:
    """A port on the loopback address that nothing listens to at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the server answers; give up when it stopped or after a minute."""
    for _attempt in range(300):
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            try:
                with urlopen(url) as answer:
                    if answer.status == 200:
                        return
            except OSError:  # not listening yet, or no longer
                continue
        else:
            break
    raise RuntimeError(f"the app did not start: {log.read_text()}")


def open_view(page: Page, address: str) -> None:
    """Go to an address and wait until it is drawn."""
    page.goto(address)
    wait_until_settled(page)


def wait_until_settled(page: Page) -> None:
    """Wait until Streamlit has run the script, drawn a heading and left nothing stale, and no fold moves any more."""
    page.wait_for_function(SETTLED)


def unfold(page: Page, name: str = "") -> None:
    """Open the folds with this in their title, unless they stand open, and wait until they stand still.

    Streamlit takes half a second to unfold. To click on what is not unfolded yet, Playwright scrolls inside the fold;
    that moves back while it grows, and a button that slips away between mouse down and mouse up is not clicked.
    """
    folds = page.locator("[data-testid=stExpander] summary").filter(has_text=name)
    expect(folds).not_to_have_count(0)
    for fold in folds.all():
        if not fold.evaluate("one => one.parentElement.open"):
            fold.click()
            wait_until_settled(page)

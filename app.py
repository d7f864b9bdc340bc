"""Krachtspiegel as an ASGI app: `streamlit run app.py` starts it. The script it runs is `audit/views/shell.py`."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import altair  # noqa: F401  (here and not with the first visitor of a chart: it takes a second in which all wait)
import pandas  # noqa: F401
import streamlit as st
from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir

from audit import settings, storage
from audit.access import setup
from audit.errors import AuditError
from audit.manage import upkeep
from audit.texts import _
from audit.views import navigation
from audit.web import ahead, mishaps, page
from audit.web.assets import AssetsMiddleware
from audit.web.guard import GuardMiddleware, public_origin
from audit.web.headers import HeadersMiddleware
from audit.web.host import HostMiddleware
from audit.web.language import LanguageMiddleware
from audit.web.leaf import use_font
from audit.web.routes import HANDLERS, ROUTES
from audit.web.sockets import write_at_once
from audit.web.strays import StrayMiddleware

_log = logging.getLogger("audit")
SWITCHING = 0.0005
"""Seconds after which Python takes a thread's turn away. A save takes many short turns; with Python's own 5 ms it waits
as long for each while another thread computes, such as one that draws a large page."""


def tell_setup_link() -> None:
    """Write the link for the first set-up on the console, where others reach the app and nobody has set up yet."""
    if settings.read().public_url:
        with suppress(AuditError):  # it was done, or the database is away, which every page says
            logging.getLogger("audit").warning(setup.link(storage.ours(), settings.read().public_url))


@asynccontextmanager
async def ready(_app: Any) -> AsyncIterator[None]:
    """Before the first visitor: what is due is done, and what is loaded now stays, so the garbage collector need not
    look at it again. Afterwards it is done every hour."""
    write_at_once()
    tell_setup_link()
    sys.setswitchinterval(SWITCHING)
    await asyncio.to_thread(keep_up)
    gc.collect()
    gc.freeze()
    hourly = asyncio.create_task(keep_up_hourly())
    yield
    hourly.cancel()


async def keep_up_hourly() -> None:
    while True:
        await asyncio.sleep(3600)
        await asyncio.to_thread(keep_up)


def keep_up() -> None:
    """Erase and wipe what is due. When that fails the log says so: visitors hear it when they come for the data."""
    try:
        upkeep.run(storage.ours())
    except AuditError as error:
        _log.warning("Upkeep was not done: %s", error.sentence)
    except Exception as error:  # noqa: BLE001 (the next hour tries again)
        mishaps.report(error, "in upkeep")


def on_script_error(error: Exception) -> bool:
    """Show a number instead of a trace; the log has the same number and where it went wrong."""
    number = secrets.token_hex(3).upper()
    mishaps.report(error, number)
    sentence = _(
        "Something went wrong here. Try again. If it happens again, give number {number} to whoever runs this site."
    )
    st.error(sentence.format(number=number))
    return True


try:
    default_language = settings.read().default_language
    public = public_origin(settings.read().public_url)
except AuditError as error:
    sys.exit(error.sentence)

# Streamlit writes an exception with its message before it calls us; a message may hold an answer
logging.getLogger("streamlit.error_util").addFilter(mishaps.silence_messages)
static = Path(get_static_dir())
use_font(static / "static")
index = (static / "index.html").read_text("utf-8")
links = {f"/{view.address}": ahead.links(static, index, view.address) for view in navigation.views()}
guard = Middleware(GuardMiddleware, public=public, default_language=default_language)
headers = Middleware(HeadersMiddleware, script_hashes=page.script_hashes(index))
strays = Middleware(StrayMiddleware, addresses={route.path for route in ROUTES if "GET" in (route.methods or ())})
assets = Middleware(AssetsMiddleware, static=static)
language = Middleware(LanguageMiddleware, pages=page.pages(index, {"": "", **links}), default=default_language)
app = st.App(
    "audit/views/shell.py",
    lifespan=ready,
    routes=ROUTES,
    middleware=[guard, headers, assets, language, strays, Middleware(HostMiddleware)],
    exception_handlers=HANDLERS,
    on_script_error=on_script_error,
)

"""Browser profiles for visitors, emptied and lent again: what was loaded and compiled of Streamlit's scripts stays, so
that the next visitor's first page takes half as long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

ONE_PROCESS = "--process-per-site"  # pages of a profile share a process, and with it what that has compiled
KEEPER = "http://localhost/keeper"  # nothing is asked there: the answer is made here
LOOK = ("color_scheme", "reduced_motion", "forced_colors")  # of a page, not of the whole profile


class Profiles:
    """Lends profiles of a browser. Profiles that are lent at the same time know nothing of each other."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: list[tuple[dict[str, Any], BrowserContext, Page]] = []
        self.pages: list[Page] = []  # lent now

    @contextmanager
    def lent(self, width: int = 1280, height: int = 900, locale: str = "nl-BE", **options: Any) -> Iterator[Page]:
        """A page in an empty profile; the other options are those of a context of Playwright."""
        look = {name: options.pop(name) for name in LOOK if name in options}
        asked = {"locale": locale, **options}
        context, keeper = self._taken(asked) or self._made(asked)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**look)
        self.pages.append(page)
        yield page
        self.pages.remove(page)
        for opened in context.pages:
            if opened is not keeper:
                opened.close()
        context.set_storage_state({"cookies": [], "origins": []})
        self.free.append((asked, context, keeper))

    def _taken(self, asked: dict[str, Any]) -> tuple[BrowserContext, Page] | None:
        """A free profile that was made as this asks, no longer free."""
        for place, (made, context, keeper) in enumerate(self.free):
            if made == asked:
                del self.free[place]
                return context, keeper
        return None

    def _made(self, asked: dict[str, Any]) -> tuple[BrowserContext, Page]:
        """A profile with a page that stays, so that its process does."""
        context = self.browser.new_context(**asked)
        keeper = context.new_page()
        keeper.route(KEEPER, lambda route: route.fulfill(body=""))
        keeper.goto(KEEPER)
        return context, keeper

"""Checking a screen in one state after another, so that a test reports all that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Violations = Callable[[Page], list[str]]
LOOKS = [(320, "dark", "nl-BE"), (1280, "light", "en-GB")]


class Eyes:
    """Checks the states of a page; `wrong` holds what is wrong, by the name of the state.

    Args:
        violations: what is wrong with a page for people with a disability (the sentences of axe).
    """

    def __init__(self, page: Page, violations: Violations) -> None:
        self.page, self.violations, self.wrong = page, violations, {}

    def look(self, state: str) -> None:
        """Check the page as it is now: accessibility, and nothing wider than the window or its own place."""
        found = self.violations(self.page)
        width = self.page.viewport_size["width"]  # type: ignore[index]
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} px wide")
        main = self.page.locator("[data-testid=stMain]")
        if main.count() and (over := main.evaluate("main => main.scrollWidth - main.clientWidth")) > 0:
            found.append(f"{over} px sticks out")
        if found:
            self.wrong[state] = found

"""Looking at one state of a screen after another."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Violations = Callable[[Page], list[str]]
LOOKS = [(320, "dark", "nl-BE"), (1280, "light", "en-GB")]


class Eyes:
    """Looks at one state after another and remembers what is wrong with each."""

    def __init__(self, page: Page, violations: Violations) -> None:
        self.page, self.violations, self.wrong = page, violations, {}

    def look(self, state: str) -> None:
        found = self.violations(self.page)
        width = self.page.viewport_size["width"]  # type: ignore[index]
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} px wide")
        main = self.page.locator("[data-testid=stMain]")
        if main.count() and (over := main.evaluate("main => main.scrollWidth - main.clientWidth")) > 0:
            found.append(f"{over} px sticks out")
        if found:
            self.wrong[state] = found

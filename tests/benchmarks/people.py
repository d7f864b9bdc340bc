"""People in front of a tab: who fill in and send, and who manages the round. What they did is timed."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from tests.benchmarks.tab import Tab, post

NOT_SAVED: Final = "This was not saved"
CODES: Final = ("1", "2", "3", "4", "5", "dk", "na")
"""What the options of a question mean, in the order they are shown."""
STEPS: Final = 40
"""More screens than a questionnaire has."""


@dataclass(frozen=True)
class Timing:
    """What somebody did: when it began (seconds of `time.perf_counter`), how long it took, and whether it was refused
    because nothing could be saved."""

    what: str
    began: float
    seconds: float
    refused: bool

    @property
    def ended(self) -> float:
        return self.began + self.seconds


@dataclass
class Respondent:
    """Somebody who enters a code and answers, theme after theme, until everything is sent.

    `theme_seconds` is how long a theme takes (shortest, longest). `given` is every answer that was given, by item;
    `sent` tells whether they arrived, `late` whether the round was closed before.
    """

    address: str
    code: str
    chance: random.Random
    theme_seconds: tuple[float, float] = (0, 0)
    timings: list[Timing] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    sent: bool = False
    late: bool = False

    async def answer_everything(self) -> None:
        """Fill in what is left and send it."""
        cookies = await post(self.address, "/i", code=self.code)
        self._tab = Tab(self.address, cookies, "answer")
        await self._timed("load", self._tab.open())
        for _step in range(STEPS):
            if self.sent or self.late:
                break
            await self._screen()
        else:
            raise RuntimeError("the questionnaire does not end")
        await self._tab.close()

    async def _screen(self) -> None:
        """Answer what is on the screen, and go on."""
        tab, pause = self._tab, self.chance.uniform(*self.theme_seconds)
        questions = tab.keys("likert-")
        for key in questions:
            await asyncio.sleep(pause / (len(questions) + 1))
            number = self.chance.randrange(len(CODES))
            self.given[key.removeprefix("likert-")] = CODES[number]
            await self._timed("answer", tab.fill(key, tab.widgets[key].options[number]))
            if self.late:
                return
        await asyncio.sleep(pause / (len(questions) + 1) if questions else pause / 8)
        themes = [key for key in tab.keys("choose-") if key != "choose-none"]
        for key in self.chance.sample(themes, min(2, len(themes))):
            await self._timed("choice", tab.fill(key, True))
        if "send" in tab.widgets:
            await self._timed("send", tab.press("send"))
            self.sent = "sent.svg" in tab.html
        else:
            await self._timed("page", tab.press("next"))

    async def _timed(self, what: str, act: Awaitable[None]) -> None:
        began = time.perf_counter()
        await act
        refused = any(alert.startswith(NOT_SAVED) for alert in self._tab.alerts)
        self.timings.append(Timing(what, began, time.perf_counter() - began, refused))
        self.late = any("round is closed" in alert for alert in self._tab.alerts)


@asynccontextmanager
async def managing(address: str, passphrase: str, round_id: str) -> AsyncIterator[Manager]:
    """Sign in as management and open the page of a round."""
    tab = Tab(address, await post(address, "/sign-in", passphrase=passphrase), "rounds", f"round={round_id}")
    await tab.open()
    yield Manager(tab, round_id)
    await tab.close()


@dataclass
class Manager:
    """Somebody who looks at the page of a round and closes it."""

    tab: Tab
    round_id: str

    async def preview(self) -> Timing:
        """Ask for the form to close, and time the count of the day, with the units that will be seen."""
        if "close-early" in self.tab.widgets:
            await self.tab.press("close-early")
        else:
            await self.tab.fill(self._title, "")
        return await _timed("preview", lambda: self.tab.press("count-now"))

    async def close(self, title: str) -> Timing:
        """Type the title and close the round."""
        self.tab.values[self._title] = title
        closes = next(key for key in self.tab.widgets if key.startswith("FormSubmitter:close-"))
        return await _timed("close", lambda: self.tab.press(closes))

    @property
    def _title(self) -> str:
        return f"close-{self.round_id}-title"


async def _timed(what: str, act: Callable[[], Awaitable[None]]) -> Timing:
    began = time.perf_counter()
    await act()
    return Timing(what, began, time.perf_counter() - began, refused=False)

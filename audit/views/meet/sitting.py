"""A meeting as it is on the screen now: who looks at which unit and round, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from audit.act.meeting import Meeting
from audit.read.profile import Profile, Row
from audit.views.meet.script import Screen
from audit.views.results.profiles import Seen


@dataclass(frozen=True)
class Sitting:
    """`seen` are the results that are looked at, `why` says why these are not the unit's own (empty where they are),
    `earlier` are the meetings of earlier rounds, the latest first."""

    name: str
    why: str
    seen: Seen
    meeting: Meeting
    earlier: tuple[Meeting, ...]
    screens: tuple[Screen, ...]
    screen: Screen

    @property
    def profile(self) -> Profile:
        return self.seen.profile

    def row(self, theme: str) -> Row:
        """A theme of the results."""
        return next(row for row in self.profile.rows if row.theme == theme)

    def title(self, theme: str) -> str:
        """What a theme is called; its id where this round does not know it."""
        return next((row.title for row in self.profile.rows if row.theme == theme), theme)

    @property
    def place(self) -> int:
        return self.screens.index(self.screen)

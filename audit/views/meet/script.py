"""The script of a meeting: its seven steps, the screens that they take, and how long each may last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from audit.read.profile import Profile, Row
from audit.texts import _

Step = Literal["last", "strong", "guess", "differ", "choose", "talk", "write"]
MINUTES: Final[dict[Step, int]] = {
    "last": 5,
    "strong": 5,
    "guess": 8,
    "differ": 5,
    "choose": 6,
    "talk": 9,
    "write": 7,
}
"""Of a meeting of 45 minutes; one of 90 gives each step twice as much."""
SHORT: Final = sum(MINUTES.values())
LONG: Final = 2 * SHORT
_GUESSED: Final = 3
_STRONG: Final = 3


@dataclass(frozen=True)
class Screen:
    """One screen: its word in the address, the step it belongs to (none for the first and the last), and the theme it
    is about, if it is about one."""

    id: str
    step: Step | None = None
    theme: str = ""


def screens(profile: Profile, chosen: Iterable[str]) -> tuple[Screen, ...]:
    """The screens of a meeting in their order, for the themes that are chosen so far."""
    guessing = [
        Screen(f"{part}-{row.theme}", "guess", row.theme) for row in to_guess(profile) for part in ("guess", "look")
    ]
    about: list[Screen] = []
    for theme in chosen:
        about += [Screen(f"talk-{theme}", "talk", theme), Screen(f"write-{theme}", "write", theme)]
    single = (Screen("last", "last"), Screen("strong", "strong"), *guessing, Screen("differ", "differ"))
    return (Screen("start"), *single, Screen("choose", "choose"), *about, Screen("end"))


def names() -> dict[Step, str]:
    """What each step is called."""
    return {
        "last": _("Last time"),
        "strong": _("What is strong"),
        "guess": _("Guess and look"),
        "differ": _("Where we differ"),
        "choose": _("Choose"),
        "talk": _("Talk"),
        "write": _("Write down"),
    }


def strong(profile: Profile) -> tuple[Row, ...]:
    """The themes to be proud of."""
    return profile.strengths[:_STRONG]


def to_guess(profile: Profile) -> tuple[Row, ...]:
    """The themes to guess before looking: those to discuss first, else the lowest, filled up with the others shown."""
    order = {row.theme: row for row in (*profile.to_discuss, *profile.lowest, *reversed(profile.shown))}
    return tuple(row for row in order.values() if row.cell.shown)[:_GUESSED]


def differing(profile: Profile) -> tuple[Row, ...]:
    """The themes on which people are in two camps, or that many cannot judge."""
    return tuple(row for row in profile.shown if row.explore_first)


def proposed(profile: Profile) -> tuple[str, ...]:
    """The ids of the themes that the results propose to work on."""
    return tuple(row.theme for row in profile.to_discuss[:_GUESSED])

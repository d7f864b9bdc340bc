"""A meeting of a unit about one round, with what was agreed and asked in it: values, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

State = Literal["open", "done", "dropped"]
Went = Literal["done", "on_the_way", "stuck", "dropped"]
"""What a check found of an agreement."""
AskedOf = Literal["service", "management", "network", "policy"]
STATES: tuple[State, ...] = get_args(State)
WENT: tuple[Went, ...] = get_args(Went)
ASKED_OF: tuple[AskedOf, ...] = get_args(AskedOf)
MOST_THEMES: Final = 3
"""So many themes are chosen in a meeting at most."""
_CHECKED_AFTER: Final = (timedelta(weeks=8), timedelta(weeks=26))


@dataclass(frozen=True)
class Chosen:
    """A theme that was chosen together (its id), and why."""

    theme: str
    reason: str


@dataclass(frozen=True)
class Agreement:
    """Who does what until when in a theme, and how it will be noticed; any of it is empty until it was written.

    `why` says why it was dropped. `first` and `second` are what the two checks found; empty before.
    """

    id: str
    theme: str
    what: str
    who: str
    until: date | None
    notice: str
    state: State
    why: str
    shared: bool
    made_on: date
    first: Went | None
    second: Went | None


@dataclass(frozen=True)
class Request:
    """What is asked of whom in a theme, and why; `answer` is empty until management wrote one."""

    id: str
    theme: str
    asked_of: AskedOf
    what: str
    why: str
    made_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class Meeting:
    """The meeting of a unit (its id) about a round (the id in its publication)."""

    id: str
    unit: str
    round: str
    begun_on: date
    first_check: date
    second_check: date
    chosen: tuple[Chosen, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of the themes that were chosen."""
        return tuple(one.theme for one in self.chosen)

    def check_due(self, today: date) -> Literal["first", "second"] | None:
        """The check that is due and was not done for every open agreement; none where there is nothing to look at.
        From the day of the second on, that one counts."""
        which: Literal["first", "second"] = "second" if today >= self.second_check else "first"
        waits = any(one.what and one.state == "open" and getattr(one, which) is None for one in self.agreements)
        return which if waits and today >= self.first_check else None


def proposed_checks(begun_on: date) -> tuple[date, date]:
    """The days on which to look back that are proposed: after eight weeks and after half a year.

    >>> [str(day) for day in proposed_checks(date(2026, 6, 1))]
    ['2026-07-27', '2026-11-30']
    """
    first, second = (begun_on + after for after in _CHECKED_AFTER)
    return first, second

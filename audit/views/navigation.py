"""The one list of views: address, script, title and who has it in the menu, in the order of the menu.

A view that is not in somebody's menu keeps its address, and decides by itself who sees what. That of the reader is in
nobody's: who reads what people wrote has its address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from audit.principal import Role
from audit.texts import _

EVERYBODY: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class View:
    """A view: its `address` (empty for the first one), its `script` beside this file, its `title` in the language in
    use, and the roles that have it in their menu."""

    address: str
    script: str
    title: str
    menu_of: tuple[Role, ...]

    @property
    def needs_sign_in(self) -> bool:
        """Whether it is of those who signed in alone: anybody else gets the way to the sign-in."""
        return bool(self.menu_of) and "nobody" not in self.menu_of

    @property
    def follows_sign_in(self) -> bool:
        """Whether management has it: signing in may lead there."""
        return "management" in self.menu_of


def views() -> tuple[View, ...]:
    """All views, in the order of the menu, with their titles in the language in use."""
    return (
        View("", "about/welcome.py", _("Welcome"), EVERYBODY),
        View("answer", "answer/page.py", _("Fill in"), ("nobody",)),
        View("rounds", "manage/rounds.py", _("Rounds"), ("management",)),
        View("organisation", "manage/organisation.py", _("Organisation"), ("management",)),
        View("texts", "manage/texts.py", _("What people wrote"), ()),
        View("sharing", "manage/sharing.py", _("Links for teams"), ("management",)),
        View("agreements", "manage/agreements.py", _("Agreements"), ("management",)),
        View("meet", "meet/page.py", _("Meeting"), ("management", "meeting")),
        View("results", "results/page.py", _("Results"), EVERYBODY),
        View("method", "about/method.py", _("How we count"), EVERYBODY),
    )


def at(address: str) -> View:
    """The view with this address.

    Raises:
        KeyError: there is none.
    """
    return {view.address: view for view in views()}[address]

"""An attacker outside the organisation, with the file that was shared: it knows as much of who took part as one inside,
and looks for anything about fewer people than the detail minimum."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.helpers.attacker import Attack, Leak, Person, Themes


def attack_from_outside(
    file: bytes, people: Sequence[Person], themes: Themes, teams: Mapping[str, frozenset[str]]
) -> list[Leak]:
    """Everything about too few people that a shared file gives away.

    Args:
        teams: the teams in each unit, of which the file says nothing.
    """
    document = json.loads(file)
    assert document.pop("notice")
    assert document["audience"] == "outside"
    assert not document["rest"]
    return _Outside(document, people, themes, teams).leaks()


class _Outside(Attack):
    def __init__(
        self, document: dict[str, Any], people: Sequence[Person], themes: Themes, teams: Mapping[str, frozenset[str]]
    ) -> None:
        assert not any("added" in unit for unit in document["units"])
        super().__init__(document | {"audience": "organisation"}, people, themes)
        self._teams = dict(teams)
        assert all(unit["level"] != "team" and unit["roles"] is None for unit in document["units"])
        assert (self._k, self._detail) == (document["rules"]["minimum_detail"],) * 2

    def _read_hidden(self, cell: dict[str, Any], names: tuple[str, ...], few: bool | None, what: str) -> None:
        """A hidden cell has no number; why it is hidden may be what the whole publication says."""
        assert all(value is None for name, value in cell.items() if name not in names), what
        assert cell["reason"] in ("too_few", "protects_others", "not_asked"), what

    def _read_pooled(self) -> None:
        """The spread over teams is that of the whole publication, of thirty people and more."""
        for pooled in self._file["pooled_sd"].values():
            assert pooled["df"] >= 30

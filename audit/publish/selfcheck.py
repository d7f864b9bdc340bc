"""The last look before a publication leaves: take the finished rows, and try to work out something about a few people.

It forgets how the patterns were found. For each number in the publication it takes the units that show it as plain
sets of people, finds out which people nobody can tell apart, and looks for a combination of shown sums that is about
fewer people than the rules allow: exactly for one and two indistinguishable groups, by chance for more. Of items beside
the score of their theme it tries every split of the items, and whether everybody could have answered otherwise with the
same counts and scores (by the rule of `audit/publish/exchanges.py`, on remainders that it finds itself).

People added to a team after opening protect nobody: a group has as many people as are left in each of its teams when
all of those are taken to be in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from audit.errors import AuditError
from audit.publication import Publication
from audit.publish.deduction import Known, Shown, leaks, split_leaks, told_apart
from audit.publish.exchanges import ByRole, everybody_can_differ
from audit.publish.tally import DK, NO_FOLLOW_UP, Flags, Tally
from audit.texts import _

_ENOUGH_FOR_SPREAD = 10


def check(publication: Publication, tally: Tally) -> None:
    """Try to break a finished publication with everything in it.

    Raises:
        AuditError: something about too few people can be worked out; names the variable, never a value.
    """
    for name, leaking in _Look(publication, tally).findings():
        if leaking:
            sentence = _("The result was not published: {name} could give people away. Nothing was lost; report this.")
            raise AuditError("disclosure", sentence.format(name=name))


class _Look:
    """Every variable of a finished publication with the people in each of its sums."""

    def __init__(self, publication: Publication, tally: Tally) -> None:
        self._publication, self._tally = publication, tally
        self._k, self._detail = publication.rules.minimum_group, publication.rules.minimum_detail
        self._place = {unit.id: number for number, unit in enumerate(tally.units)}
        self._known = Known(tally.teams, tally.added)
        self._by_role: dict[str, Flags] = {}
        self._cells = {(unit.id, cell.theme): cell for unit in publication.units for cell in unit.themes if cell.shown}
        self._items = {(unit.id, cell.item) for unit in publication.units for cell in unit.items if cell.shown}

    def findings(self) -> Iterator[tuple[str, bool]]:
        """Each variable by its name, and whether it could give people away."""
        for number, theme in enumerate(self._tally.themes):
            yield from self._theme(theme.id, number, [self._tally.items[column] for column in theme.columns])
        yield "responses", leaks(self._responses())
        answered = self._tally.follow_up < NO_FOLLOW_UP
        units = [unit.id for unit in self._publication.units if unit.follow_up is not None and unit.follow_up.shown]
        yield "follow_up", self._leaks(self._rows(units), answered, self._detail)

    def _leaks(self, rows: Flags, has_value: Flags, k: int) -> bool:
        return leaks(Shown("", rows, has_value, k, self._known))

    def _rows(self, units: list[str]) -> Flags:
        """The people of each of some units."""
        return self._tally.members[[self._place[id] for id in units]]

    def _units(self, shown: Callable[[str], bool]) -> list[str]:
        return [unit.id for unit in self._publication.units if shown(unit.id)]

    def _theme(self, id: str, number: int, items: list[str]) -> Iterator[tuple[str, bool]]:
        """What is shown of one theme."""
        tally, in_theme = self._tally, self._tally.in_theme[:, number]
        shown = self._units(lambda unit: (unit, id) in self._cells)
        by_role = self._role_rows(id)
        scores = np.vstack([self._rows(shown), self._rest_rows(id, shown), by_role])
        in_detail = self._units(lambda unit: any((unit, item) in self._items for item in items))
        detail = self._rows(in_detail)
        yield id, self._leaks(np.vstack([scores, detail]), in_theme, self._k)
        spread = self._rows(self._units(lambda unit: (unit, id) in self._cells and bool(self._cells[unit, id].sd)))
        spreads = np.vstack([spread, self._role_rows(id, with_spread=True)])
        yield f"{id}, spreads", self._leaks(spreads, in_theme, max(self._k, _ENOUGH_FOR_SPREAD))
        answered = tally.answered[:, list(tally.themes[number].columns)]
        for column, item in enumerate(items):
            yield item, self._leaks(detail, answered[:, column], self._detail)
        if len(in_detail):
            yield f"{id}, items", split_leaks(answered, scores, detail, self._k, self._known, bool(len(by_role)))
            whole = np.vstack([self._rows(shown), self._rest_rows(id, shown)])
            yield f"{id}, counts", not self._everybody_can_differ(id, number, whole, detail)
        told = self._rows([unit for unit in shown if self._cells[unit, id].dk_share is not None])
        counted = [item for item in items if item in self._publication.organisation_only.dk_counts]
        yield f"{id}, dk", self._leaks(told, tally.heard[:, number], self._k)
        if counted:
            heard = tally.codes[:, list(tally.themes[number].columns)] <= DK
            yield f"{id}, dk of items", split_leaks(heard, told, tally.members[:1], self._k, self._known, False)
        votes = [
            unit.id for unit in self._publication.units for vote in unit.priorities if vote.theme == id and vote.shown
        ]
        yield f"{id}, votes", self._leaks(self._rows(votes), tally.asked_priorities[:, number], self._k)

    def _everybody_can_differ(self, id: str, number: int, scores: Flags, detail: Flags) -> bool:
        """Whether the counts of the items of a theme leave open what everybody answered, beside its scores."""
        tally, n_people = self._tally, len(self._tally.codes)
        groups, splits = np.zeros(n_people, dtype=np.int64), np.zeros(n_people, dtype=np.int64)
        for place, unit in enumerate(self._publication.units, start=1):  # parents before children
            for cell in unit.roles.themes if unit.roles else ():
                if unit.roles and cell.theme == id:
                    who = tally.members[self._place[unit.id]]
                    splits[who] = place
                    groups[who & self._in_roles(cell.role_group)] = unit.roles.groups.index(cell.role_group)
        cells, counted = (told_apart(rows.tobytes(), rows.shape)[1] for rows in (scores, detail))
        counted = np.where(detail.any(axis=0), counted + 1, 0)
        if not splits.any():  # where nothing can be subtracted, counts tell no more than they say
            together = np.unique(np.stack([counted, cells]), axis=1)[0]
            counted = np.where(np.isin(counted, together[1:][together[1:] == together[:-1]]), counted, 0)
        inhabited = np.zeros((max(cells) + 1, len(tally.units)), dtype=np.bool_)
        inhabited[cells, tally.teams] = True
        added = inhabited @ self._known.added
        gave = tally.gave[:, list(tally.themes[number].columns), :DK]
        return everybody_can_differ(gave, cells, added[cells], ByRole(groups, splits, counted))

    def _responses(self) -> Shown:
        """How many of the people invited answered: about all of them, and not only about who answered."""
        units = self._tally.units
        teams = [number for number, unit in enumerate(units) if unit.level == "team"]
        of_person = np.repeat(teams, [units[number].invited for number in teams])
        shown = [number for number, unit in enumerate(self._publication.units) if unit.responses is not None]
        inside = [{number, *(self._place[above] for above in self._above(number))} for number in teams]
        rows = [[unit in above for above in inside] for unit in shown]
        for rest in self._publication.rest:
            if rest.n is not None:
                parts = {self._place[unit] for unit, theme in self._cells if theme == rest.themes[0].theme}
                parent = self._place[rest.parent]
                parts -= {parent, *(self._place[above] for above in self._above(parent))}
                rows.append([parent in above and not above & parts for above in inside])
        people = np.array(rows, dtype=np.bool_).reshape(-1, len(teams))[:, np.searchsorted(teams, of_person)]
        known = Known(of_person, self._tally.added)
        return Shown("responses", people, np.ones(len(of_person), dtype=np.bool_), self._k, known)

    def _above(self, number: int) -> Iterator[str]:
        parent = self._tally.units[number].parent
        while parent is not None:
            yield parent
            parent = self._tally.units[self._place[parent]].parent

    def _rest_rows(self, theme: str, shown: list[str]) -> Flags:
        """The people of each remainder that is shown for a theme: those of a unit in none of its shown parts."""
        found = []
        for rest in self._publication.rest:
            if any(cell.theme == theme for cell in rest.themes):
                inside = self._tally.members[self._place[rest.parent]].copy()
                for unit in shown:
                    if rest.parent in self._above(self._place[unit]):
                        inside &= ~self._tally.members[self._place[unit]]
                found.append(inside)
        return np.array(found, dtype=np.bool_).reshape(len(found), len(self._tally.codes))

    def _in_roles(self, group: str) -> Flags:
        """Who answered in one of the roles of a group."""
        if group not in self._by_role:
            self._by_role[group] = np.isin(self._tally.roles, group.split("+"))
        return self._by_role[group]

    def _role_rows(self, theme: str, *, with_spread: bool = False) -> Flags:
        """The people in each role group of each unit that shows it for a theme, or shows its spread."""
        found = [
            self._tally.members[self._place[unit.id]] & self._in_roles(cell.role_group)
            for unit in self._publication.units
            if unit.roles
            for cell in unit.roles.themes
            if cell.theme == theme and (cell.sd is not None or not with_spread)
        ]
        return np.array(found, dtype=np.bool_).reshape(len(found), len(self._tally.codes))

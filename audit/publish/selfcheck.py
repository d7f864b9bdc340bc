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
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from audit.errors import AuditError
from audit.publication import Publication
from audit.publish.exchanges import ByRole, everybody_can_differ
from audit.publish.scoring import DK, NO_FOLLOW_UP, Flags, Tally
from audit.texts import _

_PRIME = 2_147_483_647
_TRIES = 20
_MOST_ITEMS = 12
_ENOUGH_FOR_SPREAD = 10

Matrix = npt.NDArray[np.int64]


class Known(NamedTuple):
    """The team of each person, numbered from 0, and how many people were added to each team after opening."""

    teams: Matrix
    added: Matrix


@dataclass(frozen=True)
class Shown:
    """Sums that are shown about one variable.

    `rows`: which people are in each sum (rows × people); `has_value`: who has a value. `known`: the number of each
    person's team, and how many people were added to each team.
    """

    name: str
    rows: Flags
    has_value: Flags
    k: int
    known: Known


def check(publication: Publication, tally: Tally) -> None:
    """Try to break a finished publication with everything in it.

    Raises:
        AuditError: something about too few people can be worked out; names the variable, never a value.
    """
    for name, leaking in _Look(publication, tally).findings():
        if leaking:
            sentence = _("The result was not published: {name} could give people away. Nothing was lost; report this.")
            raise AuditError("disclosure", sentence.format(name=name))


def leaks(shown: Shown) -> bool:
    """Whether a combination of the sums is about at least one and fewer than k people who have a value."""
    if not shown.rows.size:
        return False
    columns, groups = _told_apart(np.ascontiguousarray(shown.rows).tobytes(), shown.rows.shape)
    seen = np.asarray(columns.any(axis=0))
    who = shown.has_value & seen[groups]
    there, groups = np.unique(groups[who], return_inverse=True)
    columns, sizes = columns[:, there], _sizes(groups, len(there), shown.known.teams[who], shown.known.added)
    few = np.flatnonzero(sizes < shown.k)
    if not len(few):  # every combination is constant on each group: it is about a whole group, or about nobody
        return False
    unseen = _unseen(columns.tobytes(), columns.shape)
    return _one_or_two(unseen.direction[few], sizes[few], shown.k) or _by_chance(unseen.basis, few, sizes, shown.k)


@lru_cache(maxsize=256)  # most numbers of a publication are shown for the same units
def _told_apart(data: bytes, shape: tuple[int, int]) -> tuple[Flags, Matrix]:
    """The different columns of the rows, and which of them each person has: who has the same cannot be told apart."""
    rows = np.frombuffer(data, dtype=np.bool_).reshape(shape)
    if not rows.size:
        return rows[:, :1], np.zeros(rows.shape[1], dtype=np.int64)
    packed = np.ascontiguousarray(np.packbits(rows, axis=0).T)
    labels = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _labels, first, groups = np.unique(labels, return_index=True, return_inverse=True)
    return rows[:, first], groups


def _sizes(groups: Matrix, n_groups: int, teams: Matrix, added: Matrix) -> Matrix:
    """How many people of each group protect somebody."""
    people = np.bincount(groups * len(added) + teams, minlength=n_groups * len(added))
    return np.asarray(np.maximum(people.reshape(n_groups, len(added)) - added, 0).sum(axis=1))


def _split_leaks(answered: Flags, scores: Flags, items: Flags, k: int, known: Known, by_role: bool) -> bool:
    """Whether sums over all answers of people and sums of one answer of each are about fewer than k people together.

    Args:
        answered: people × items.
        scores: which people are in each sum over all answers: rows × people.
        items: which people are in each sum of one answer, the same for every item: rows × people.
        by_role: whether some of the scores are of groups of roles.
    """
    _columns, score_groups = _told_apart(scores.tobytes(), scores.shape)
    _columns, item_groups = _told_apart(items.tobytes(), items.shape)
    for group in np.unique(item_groups[items.any(axis=0)]):
        who = item_groups == group
        cells, teams = np.unique(score_groups[who], return_inverse=True)[1], known.teams[who]

        def left(flags: Flags, added: Matrix, cells: Matrix = cells, teams: Matrix = teams) -> Matrix:
            return _sizes(cells[flags], int(cells.max()) + 1, teams[flags], added)

        fewest = np.min([left(flags, known.added) for flags in answered[who].T], axis=0)
        if fewest.sum() >= k:  # whatever the split, both sides of each cell have as many
            continue
        for taken in _splits(answered.shape[1]):
            sides = answered[who][:, taken].any(axis=1), answered[who][:, ~taken].any(axis=1)
            people, protecting = (
                int(np.minimum(*(left(side, added) for side in sides)).sum())
                for added in (np.zeros_like(known.added), known.added)
            )
            if protecting < k and (people > 0 or by_role):
                return True
    return False


@lru_cache(maxsize=64)
def _splits(items: int) -> tuple[Flags, ...]:
    """Every way to split items in two; of very many items, those of one item against the others."""
    if items > _MOST_ITEMS:
        return tuple(np.arange(items) == item for item in range(items))
    return tuple(np.array([bool(split >> item & 1) for item in range(items)]) for split in range(1, 2 ** (items - 1)))


class _Unseen(NamedTuple):
    """What a matrix cannot see: a combination of its rows that is zero outside a set of columns exists exactly when the
    rows of `basis` for the set are dependent. `direction` is the same for rows that are multiples of each other, and 0
    for a row of zeros."""

    basis: Matrix
    direction: Matrix


@lru_cache(maxsize=256)
def _unseen(columns: bytes, shape: tuple[int, int]) -> _Unseen:
    basis = _null_space(np.frombuffer(columns, dtype=np.bool_).reshape(shape).astype(np.int64))
    directions, numbers = {bytes(8 * basis.shape[1]): 0}, []
    for row in basis:
        first = int(row[np.flatnonzero(row)[:1]].sum())
        unit = row * pow(first, -1, _PRIME) % _PRIME if first else row
        numbers.append(directions.setdefault(unit.tobytes(), len(directions)))
    return _Unseen(basis, np.array(numbers, dtype=np.int64))


def _one_or_two(direction: Matrix, sizes: Matrix, k: int) -> bool:
    """Whether one or two groups with fewer than k people together can be told from the rest."""
    order = np.lexsort((sizes, direction))
    direction, sizes = direction[order], sizes[order]
    pairs = (direction[1:] == direction[:-1]) & (sizes[1:] + sizes[:-1] < k)
    return bool((direction == 0).any() or pairs.any())


def _by_chance(unseen: Matrix, few: Matrix, sizes: Matrix, k: int) -> bool:
    """Whether a larger set of groups with fewer than k people together can be told from the rest; some are tried."""
    order = np.random.default_rng(len(few)).permuted(np.tile(few, (_TRIES, 1)), axis=1)[:, : k - 1]
    taken = np.cumsum(sizes[order], axis=1) < k
    suspect = (taken.sum(axis=1) > 2) & _singular(unseen, order, taken)
    return any(
        len(_eliminated(unseen[groups[own]])[1]) < own.sum()
        for groups, own in zip(order[suspect], taken[suspect], strict=True)
    )


def _singular(rows: Matrix, sets: Matrix, taken: Flags) -> Flags:
    """For each set of rows (sets × place, of which some places are taken), whether those rows are dependent; now and
    then one more by accident.

    They are folded into a square first, by random sums of their columns: dependent rows stay dependent. Places that are
    not taken get random rows, which depend on nothing.
    """
    size, generator = sets.shape[1], np.random.default_rng(sets.shape[1])
    folds = generator.integers(1, _PRIME, (size, rows.shape[1]))
    folded = np.stack([(rows * fold % _PRIME).sum(axis=1) % _PRIME for fold in folds], axis=1)
    filling = generator.integers(1, _PRIME, (*sets.shape, size))
    square = np.where(taken[:, :, None], folded[sets], filling)
    singular = np.zeros(len(sets), dtype=np.bool_)
    for place in range(size):
        pivot = square[:, place, place]
        singular |= pivot == 0
        below = square[:, place + 1 :]
        below[...] = (below * pivot[:, None, None] - below[:, :, [place]] * square[:, [place]]) % _PRIME
    return singular


class _Look:
    """Every variable of a finished publication with the people in each of its sums."""

    def __init__(self, publication: Publication, tally: Tally) -> None:
        self._publication, self._tally = publication, tally
        self._k, self._detail = publication.rules.minimum_group, publication.rules.minimum_detail
        self._place = {unit.id: number for number, unit in enumerate(tally.units)}
        self._known = Known(tally.teams, tally.added)
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
            yield f"{id}, items", _split_leaks(answered, scores, detail, self._k, self._known, bool(len(by_role)))
            whole = np.vstack([self._rows(shown), self._rest_rows(id, shown)])
            yield f"{id}, counts", not self._everybody_can_differ(id, number, whole, detail)
        told = self._rows([unit for unit in shown if self._cells[unit, id].dk_share is not None])
        counted = [item for item in items if item in self._publication.organisation_only.dk_counts]
        yield f"{id}, dk", self._leaks(told, tally.heard[:, number], self._k)
        if counted:
            heard = tally.codes[:, list(tally.themes[number].columns)] <= DK
            yield f"{id}, dk of items", _split_leaks(heard, told, tally.members[:1], self._k, self._known, False)
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
                    in_group = who & np.isin(tally.roles, cell.role_group.split("+"))
                    groups[in_group] = unit.roles.groups.index(cell.role_group)
        cells, counted = (_told_apart(rows.tobytes(), rows.shape)[1] for rows in (scores, detail))
        counted = np.where(detail.any(axis=0), counted + 1, 0)
        if not splits.any():  # where nothing can be subtracted, counts tell no more than they say
            together = np.unique(np.stack([counted, cells]), axis=1)[0]
            counted = np.where(np.isin(counted, together[1:][together[1:] == together[:-1]]), counted, 0)
        added = np.array(
            [self._known.added[np.unique(tally.teams[cells == one])].sum() for one in range(max(cells) + 1)]
        )
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

    def _role_rows(self, theme: str, *, with_spread: bool = False) -> Flags:
        """The people in each role group of each unit that shows it for a theme, or shows its spread."""
        found = [
            self._tally.members[self._place[unit.id]] & np.isin(self._tally.roles, cell.role_group.split("+"))
            for unit in self._publication.units
            if unit.roles
            for cell in unit.roles.themes
            if cell.theme == theme and (cell.sd is not None or not with_spread)
        ]
        return np.array(found, dtype=np.bool_).reshape(len(found), len(self._tally.codes))


def _eliminated(matrix: Matrix) -> tuple[Matrix, list[int]]:
    """The reduced row echelon form modulo a prime, and its pivot columns."""
    reduced, pivots = matrix % _PRIME, list[int]()
    for column in range(matrix.shape[1]):
        row = len(pivots)
        nonzero = np.flatnonzero(reduced[row:, column])
        if row == len(reduced) or not len(nonzero):
            continue
        reduced[[row, row + nonzero[0]]] = reduced[[row + nonzero[0], row]]
        reduced[row] = reduced[row] * pow(int(reduced[row, column]), -1, _PRIME) % _PRIME
        for other in np.flatnonzero(reduced[:, column]):
            if other != row:
                reduced[other] = (reduced[other] - reduced[other, column] * reduced[row]) % _PRIME
        pivots.append(column)
    return reduced[: len(pivots)], pivots


def _null_space(matrix: Matrix) -> Matrix:
    """Rows: one for each column of the matrix; columns: a basis of what the matrix cannot see."""
    reduced, pivots = _eliminated(matrix)
    free = [column for column in range(matrix.shape[1]) if column not in pivots]
    basis = np.zeros((matrix.shape[1], len(free)), dtype=np.int64)
    basis[free, range(len(free))] = 1
    basis[pivots] = -reduced[:, free] % _PRIME
    return basis

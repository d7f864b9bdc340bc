"""The last look before a publication leaves: take the finished rows, and try to work out something about a few people.

It forgets how the patterns were found. For each number in the publication it takes the units that show it as plain
sets of people, finds out which people nobody can tell apart, and looks for a combination of shown sums that is about
fewer people than the rules allow: exactly for one and two indistinguishable groups, by chance for more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from audit.errors import AuditError
from audit.publication import Publication
from audit.publish.scoring import DK, Flags, Tally
from audit.texts import _

_PRIME = 2_147_483_647
_TRIES = 20

Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shown:
    """Sums that are shown about one variable: which people are in each (rows × people), and who has a value."""

    name: str
    rows: Flags
    has_value: Flags
    k: int


def check(publication: Publication, tally: Tally) -> None:
    """Try to break a finished publication with everything in it.

    Raises:
        AuditError: something about too few people can be worked out; names the variable, never a value.
    """
    for shown in _everything(publication, tally):
        if leaks(shown):
            sentence = _("The result was not published: {name} could give people away. Nothing was lost; report this.")
            raise AuditError("disclosure", sentence.format(name=shown.name))


def leaks(shown: Shown) -> bool:
    """Whether a combination of the sums is about at least one and fewer than k people who have a value."""
    if not shown.rows.size:
        return False
    columns, sizes = _told_apart(shown.rows[:, shown.has_value & shown.rows.any(axis=0)])
    few = np.flatnonzero(sizes < shown.k)
    if not len(few):  # every combination is constant on each group: it is about a whole group, or about nobody
        return False
    unseen = _unseen(columns.tobytes(), columns.shape)
    return _one_or_two(unseen.direction[few], sizes[few], shown.k) or _by_chance(unseen.basis, few, sizes, shown.k)


def _told_apart(rows: Flags) -> tuple[Flags, Matrix]:
    """The different columns of the rows, and how many people have each: whom nobody can tell apart is one group."""
    packed = np.ascontiguousarray(np.packbits(rows, axis=0).T)
    labels = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _labels, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    return rows[:, first], sizes


class _Unseen(NamedTuple):
    """What a matrix cannot see: a combination of its rows that is zero outside a set of columns exists exactly when the
    rows of `basis` for the set are dependent. `direction` is the same for rows that are multiples of each other, and 0
    for a row of zeros."""

    basis: Matrix
    direction: Matrix


@lru_cache(maxsize=256)  # most numbers of a publication are shown for the same units
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
        len(_eliminated(unseen[one[own]])[1]) < own.sum()
        for one, own in zip(order[suspect], taken[suspect], strict=True)
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


def _everything(publication: Publication, tally: Tally) -> Iterator[Shown]:
    """Every variable of a publication with the units that show it, read from the finished rows."""
    place = {unit.id: number for number, unit in enumerate(tally.units)}
    k, detail = publication.rules.minimum_group, publication.rules.minimum_detail
    nobody = np.zeros((0, len(tally.codes)), dtype=np.bool_)

    def rows(ids: list[str]) -> Flags:
        return tally.members[[place[id] for id in ids]] if ids else nobody

    items = {
        id: rows([unit.id for unit in publication.units for cell in unit.items if cell.item == id and cell.shown])
        for id in tally.items
    }
    for number, one in enumerate(tally.themes):
        id = one.theme.id
        cells = [(unit.id, cell) for unit in publication.units for cell in unit.themes if cell.theme == id]
        shown = [unit for unit, cell in cells if cell.shown]
        scores = np.vstack([rows(shown), _rest_rows(publication, tally, id, shown, place)])
        by_role = _role_rows(publication, tally, id, place)
        for column in one.columns:
            answered = tally.codes[:, column] < DK
            item = tally.items[column]
            yield Shown(f"{id}, {item}", np.vstack([scores, items[item], by_role]), answered, k)
            yield Shown(item, items[item], answered, detail)
            heard = tally.codes[:, column] <= DK
            told = {unit for unit, cell in cells if cell.dk_share is not None}
            told |= {publication.units[0].id} if item in publication.organisation_only.dk_counts else set()
            yield Shown(f"{id}, dk", rows(sorted(told)), heard, k)
        votes = [unit.id for unit in publication.units for vote in unit.priorities if vote.theme == id and vote.shown]
        yield Shown(f"{id}, votes", rows(votes), tally.asked_priorities[:, number], k)


def _rest_rows(publication: Publication, tally: Tally, theme: str, shown: list[str], place: dict[str, int]) -> Flags:
    """The people of each remainder that is shown for a theme: those of a unit who are in none of its shown parts."""
    found = []
    for rest in publication.rest:
        if any(cell.theme == theme for cell in rest.themes):
            inside = tally.members[place[rest.parent]].copy()
            for unit in shown:
                if rest.parent in (tally.units[place[unit]].parent, publication.units[0].id) and unit != rest.parent:
                    inside &= ~tally.members[place[unit]]
            found.append(inside)
    return np.array(found, dtype=np.bool_).reshape(len(found), len(tally.codes))


def _role_rows(publication: Publication, tally: Tally, theme: str, place: dict[str, int]) -> Flags:
    """The people in each role group of each unit that shows it for a theme."""
    split = [(place[unit.id], unit.roles) for unit in publication.units if unit.roles]
    found = [
        tally.members[number] & np.isin(tally.roles, cell.role_group.split("+"))
        for number, roles in split
        for cell in roles.themes
        if cell.theme == theme
    ]
    return np.array(found, dtype=np.bool_).reshape(len(found), len(tally.codes))


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

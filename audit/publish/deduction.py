"""What can be worked out from shown sums about people whom nobody can tell apart.

Sums are rows of people. A combination of them is about fewer people than the rules allow, or none is: exactly for one
and two indistinguishable groups, by chance for more. Everything is computed modulo a prime.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from audit.publish.tally import Flags

_PRIME = 2_147_483_647
_TRIES = 20
_MOST_ITEMS = 12

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


def leaks(shown: Shown) -> bool:
    """Whether a combination of the sums is about at least one and fewer than k people who have a value."""
    if not shown.rows.size:
        return False
    columns, groups = told_apart(np.ascontiguousarray(shown.rows).tobytes(), shown.rows.shape)
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
def told_apart(data: bytes, shape: tuple[int, int]) -> tuple[Flags, Matrix]:
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


def split_leaks(answered: Flags, scores: Flags, items: Flags, k: int, known: Known, by_role: bool) -> bool:
    """Whether sums over all answers of people and sums of one answer of each are about fewer than k people together.

    Args:
        answered: people × items.
        scores: which people are in each sum over all answers: rows × people.
        items: which people are in each sum of one answer, the same for every item: rows × people.
        by_role: whether some of the scores are of groups of roles.
    """
    _columns, score_groups = told_apart(scores.tobytes(), scores.shape)
    _columns, item_groups = told_apart(items.tobytes(), items.shape)
    for group in np.unique(item_groups[items.any(axis=0)]):
        who = item_groups == group
        cells, teams = np.unique(score_groups[who], return_inverse=True)[1], known.teams[who]
        if _fewest(answered[who], cells, teams, known.added) >= k:  # whatever the split, both sides have as many
            continue

        def left(flags: Flags, added: Matrix, cells: Matrix = cells, teams: Matrix = teams) -> Matrix:
            return _sizes(cells[flags], int(cells.max()) + 1, teams[flags], added)

        for taken in _splits(answered.shape[1]):
            sides = answered[who][:, taken].any(axis=1), answered[who][:, ~taken].any(axis=1)
            people, protecting = (
                int(np.minimum(*(left(side, added) for side in sides)).sum())
                for added in (np.zeros_like(known.added), known.added)
            )
            if protecting < k and (people > 0 or by_role):
                return True
    return False


def _fewest(answered: Flags, cells: Matrix, teams: Matrix, added: Matrix) -> int:
    """How many people protect somebody in all cells together, where in each the item counts that fewest answered."""
    place = cells * len(added) + teams
    there = np.unique(place)
    people = (place == there[:, None]).astype(np.float64) @ answered.astype(np.float64)
    left = np.maximum(people - added[there % len(added)][:, None], 0)
    of_cell = (there // len(added) == np.unique(cells)[:, None]).astype(np.float64) @ left
    return int(of_cell.min(axis=1).sum())


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

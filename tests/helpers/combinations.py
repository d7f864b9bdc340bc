"""Which combination of known sums is about the fewest people: exact, and knowing nothing of how the sums were chosen.

Every known sum is a row; people whom no row tells apart are a group, with one column for each thing a row may say
about them. A combination of rows is about the groups where it is not zero. All sets of groups with fewer than k people
are looked through, by branching on a group at a time (either the combination is zero on it, or its people are counted)
and giving a branch up when nothing is left of it. Arithmetic is modulo a prime of 31 bits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

PRIME = 2_147_483_647

Matrix = npt.NDArray[np.int64]


def exposed(blocks: Sequence[Matrix], sizes: Sequence[int], k: int) -> int | None:
    """How many people some combination is about, when they are fewer than k; None when there is no such combination.

    Args:
        blocks: for each group, the rows × its columns (modulo `PRIME`).
        sizes: how many people each group has (at least one).
    """
    merged: dict[bytes, tuple[Matrix, int]] = {}
    for block, size in zip(blocks, sizes, strict=True):
        if block.any():
            key = block.tobytes()
            merged[key] = block, size + (merged[key][1] if key in merged else 0)
    if not merged or min(size for _block, size in merged.values()) >= k:
        return None  # a combination is about whole groups
    found = None
    for part in _parts(list(merged.values())):
        groups = sorted(part, key=lambda group: -group[1])
        ends = np.cumsum([block.shape[1] for block, _size in groups])
        columns = [np.arange(end - block.shape[1], end) for (block, _size), end in zip(groups, ends, strict=True)]
        space = reduced(np.hstack([block for block, _size in groups]))
        found = _search(space, columns, [size for _block, size in groups], set(), k - 1, 0)
        if found is not None:
            break
    return found


def _parts(groups: list[tuple[Matrix, int]]) -> list[list[tuple[Matrix, int]]]:
    """The groups in parts that have no combination in common: what is about some of one part and some of another can
    be taken apart."""
    space = reduced(np.hstack([block for block, _size in groups])) != 0
    width = groups[0][0].shape[1]
    touches = space.reshape(len(space), len(groups), width).any(axis=2)
    rows_left, parts = set(range(len(space))), []
    while rows_left:
        rows = {rows_left.pop()}
        while True:
            inside = touches[list(rows)].any(axis=0)
            more = {row for row in rows_left if (touches[row] & inside).any()}
            if not more:
                break
            rows |= more
            rows_left -= more
        parts.append([group for group, there in zip(groups, inside, strict=True) if there])
    return parts


def reduced(matrix: Matrix) -> Matrix:
    """The rows of the reduced row echelon form that are not zero."""
    rest, n = matrix % PRIME, 0
    for column in range(matrix.shape[1]):
        if n == len(rest):
            break
        hit = rest[n:, column].nonzero()[0]
        if not len(hit):
            continue
        rest[[n, n + hit[0]]] = rest[[n + hit[0], n]]
        rest[n] = rest[n] * pow(int(rest[n, column]), -1, PRIME) % PRIME
        factors = rest[:, column].copy()
        factors[n] = 0
        others = factors.nonzero()[0]
        rest[others] = (rest[others] - factors[others, None] * rest[n] % PRIME) % PRIME
        n += 1
    return rest[:n]


def rank(matrix: Matrix) -> int:
    """How many rows of a matrix are independent of each other (modulo `PRIME`)."""
    return len(reduced(matrix))


def _without(rows: Matrix, pivot: Matrix, column: int) -> Matrix:
    """The rows made zero in a column with a row that is 1 there."""
    hit = rows[:, column].nonzero()[0]
    if len(hit):
        rows[hit] = (rows[hit] - rows[hit, column, None] * pivot % PRIME) % PRIME
    return rows


def _vanishing(space: Matrix, columns: Matrix) -> Matrix:
    """The combinations of a space that are zero on some columns."""
    for column in columns:
        hit = space[:, column].nonzero()[0]
        if len(hit):
            pivot = space[hit[0]] * pow(int(space[hit[0], column]), -1, PRIME) % PRIME
            space = _without(np.delete(space, hit[0], axis=0), pivot, int(column))
    return space


def _search(
    space: Matrix, columns: list[Matrix], sizes: list[int], paid: set[int], budget: int, spent: int
) -> int | None:
    """The people of a combination in the space: the groups already paid for, and others within the budget."""
    while True:
        alive = space.any(axis=0).reshape(len(columns), -1).any(axis=1)  # groups have as many columns each
        live = [group for group in alive.nonzero()[0].tolist() if group not in paid]
        if not len(space):
            return None
        if not live or (len(space) == 1 and sum(sizes[group] for group in live) <= budget):
            return spent + sum(sizes[group] for group in live)
        if len(space) == 1:
            return None
        dear = [group for group in live if sizes[group] > budget]
        if not dear:
            break
        space = _vanishing(space, np.concatenate([columns[group] for group in dear]))
    group = live[0]
    found = _search(_vanishing(space, columns[group]), columns, sizes, paid, budget, spent)
    if found is None:
        found = _search(space, columns, sizes, paid | {group}, budget - sizes[group], spent + sizes[group])
    return found

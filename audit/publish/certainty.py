"""How certain it is that a theme belongs to the first priorities, when not everyone answered.

The finite-population Bayesian bootstrap: everyone invited who did not answer copies, by chance, somebody who did or who
was copied before (a Pólya urn, which is the same as Dirichlet(1) weights and multinomial copies). A thousand such
completed groups are drawn; in each, the index of every theme is worked out anew. It assumes that not answering has
nothing to do with opinion.

Source: Lo (1988), A Bayesian bootstrap for a finite population.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DRAWS = 1000
ENOUGH = 10
"""From so many people on, something is said about certainty."""
_STEPS = 20
STEP = 1 / _STEPS
"""How often a theme is among the first is published in steps of this size."""


def seed_of(*names: str) -> int:
    """A seed from the names of a round and a unit, and from nothing that anybody answered: drawn from answers, the
    draws would tell which answers they were."""
    return int.from_bytes(hashlib.sha256("\n".join(names).encode()).digest()[:8], "big")


def in_steps(share: float) -> float:
    """A share in steps of 0.05."""
    return round(share * _STEPS) / _STEPS


def sorted_rows(rows: Floats) -> Floats:
    """The people in the order of their answers, so that who came first cannot matter."""
    return rows[np.lexsort(rows.T[::-1])]


def weights(n: int, invited: int, generator: np.random.Generator) -> npt.NDArray[np.float32]:
    """How often each of n people stands in each drawn group of everyone invited: `DRAWS` × n, each row adds to
    `invited`.

    Copied one by one, or, where more people are missing than answered, by their Dirichlet weights all at once: the same
    by chance, and neither takes long.
    """
    if invited - n > n:
        copies = generator.multinomial(invited - n, generator.dirichlet(np.ones(n), DRAWS))
        return (copies + 1).astype(np.float32)
    labels = np.empty((invited - n, DRAWS), dtype=np.int64)
    for copied in range(invited - n):
        source = (generator.random(DRAWS) * (n + copied)).astype(np.int64)
        from_copy = source >= n
        labels[copied] = source
        if copied:
            labels[copied, from_copy] = labels[source[from_copy] - n, np.flatnonzero(from_copy)]
    counts = np.bincount((labels + np.arange(DRAWS) * n).ravel(), minlength=DRAWS * n).reshape(DRAWS, n)
    return (counts + 1).astype(np.float32)

"""The rule of exchanges alone, on a few people: what it lets through is solved in whole numbers.

Few of the random rounds come as near to its borders: a role of one person, an answer that only somebody added gave,
two regions of roles in one remainder of the items.
"""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
import pytest

from audit.publish.exchanges import ByRole, Counts, everybody_can_differ
from tests.helpers.counts import Counted

NEAR_A_BORDER = (13, 78, 81, 95, 141, 147, 784, 1112, 1299)
"""Cases in which one step of the rule less, or one that is a little too wide, lets something through."""


class Case(NamedTuple):
    """People × items (0: no answer), and of each person the remainder of the scores, the group of roles, the region of
    the roles (0: none) and the remainder of the items; how many people of each remainder of the scores were added."""

    answers: Counts
    cell: Counts
    group: Counts
    region: Counts
    counted: Counts
    added: Counts


def case(seed: int) -> Case:
    """Up to four remainders of up to five people, in most of which nearly all answered alike."""
    chance = random.Random(seed)
    cells, items, roles = chance.randint(1, 4), chance.randint(1, 3), chance.choice((1, 2, 3))
    regions = chance.choice((1, 1, 2))
    region = [chance.randint(1, regions) if roles > 1 else 0 for _cell in range(cells)]
    counted = [chance.choice((1, 1, 1, 2)) for _cell in range(cells)]
    added = [chance.choice((0, 0, 0, 1, 2)) if chance.random() < 0.5 else 0 for _cell in range(cells)]
    points = chance.choice(([1, 2], [2, 4], [1, 3, 5], [2, 3], [1, 2, 3], [3, 4, 5], [1, 2, 3, 4, 5]))
    people = []
    for cell in range(cells):
        said = {key: chance.choice(points) for key in np.ndindex(roles, items) if chance.random() < 0.75}
        differs, skips = chance.choice((0, 0, 0.1, 0.25)), chance.choice((0, 0, 0.15, 0.4))
        for _person in range(chance.randint(1, 5)):
            group, given = chance.randrange(roles), []
            for item in range(items):
                same = said.get((group, item)) if chance.random() >= differs else None
                given.append(0 if chance.random() < skips else same or chance.choice(points))
            people.append((cell, group, *given))
    cell, group, *answers = np.array(people).T
    return Case(np.array(answers).T, cell, group, np.array(region)[cell], np.array(counted)[cell], np.array(added))


def fine(one: Case) -> bool:
    """What the rule says of a case."""
    gave = one.answers[:, :, None] == np.arange(1, 6)
    return everybody_can_differ(gave, one.cell, one.added[one.cell], ByRole(one.group, one.region, one.counted))


def told(one: Case) -> bool:
    """What a solver says of it, to whom some of those added are known: the first of each remainder."""
    before = np.array([(one.cell[:person] == cell).sum() for person, cell in enumerate(one.cell)])
    looked_at = (before >= one.added[one.cell]) & one.answers.any(axis=1)
    sums = [one.cell == cell for cell in np.unique(one.cell)]
    in_roles = np.unique(np.stack([one.region, one.group])[:, one.region > 0], axis=1).T
    sums += [(one.region == region) & (one.group == group) for region, group in in_roles]
    units = [one.counted == number for number in np.unique(one.counted)]
    answers, inside, detail = (rows[looked_at] for rows in (one.answers, np.array(sums).T, np.array(units).T))
    return bool(Counted("", answers, inside, detail).told())


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_what_the_rule_lets_through_tells_nothing(first: int) -> None:
    let_through = [seed for seed in range(first, first + 100) if fine(case(seed))]
    assert let_through
    assert not [seed for seed in let_through if told(case(seed))]


@pytest.mark.parametrize("seed", NEAR_A_BORDER)
def test_nor_near_a_border_of_the_rule(seed: int) -> None:
    assert told(case(seed))
    assert not fine(case(seed))

"""What a publication would show, told beforehand: from who answered what, and never from what was answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from audit.collect.responses import POINTS, Answers, Response
from audit.organisation import Organisation
from audit.publication import Rules
from audit.publish.counting import tally
from audit.publish.disclosure import tree_pattern

_NEUTRAL = "3"


def shown_themes(organisation: Organisation, rules: Rules, answers: Answers) -> dict[str, int]:
    """For each unit that would be shown, the number of themes with a score.

    Every answer 1-5 counts as a 3, so that only the numbers of answers decide. Closing may hide more: the homogeneity
    guard looks at the answers themselves.
    """
    blank = replace(answers, responses=tuple(_blank(response) for response in answers.responses))
    counted = tally(blank, organisation.units, rules.minimum_group)
    found: Counter[str] = Counter()
    for number in range(len(counted.themes)):
        sizes = counted.sizes(counted.in_theme[:, [number]])
        found.update(tree_pattern(counted.units, sizes, rules.minimum_group))
    return dict(found)


def _blank(response: Response) -> Response:
    """The same person having answered the same items, all of them with a 3, and without priorities."""
    answers = tuple(_NEUTRAL if value in POINTS else value for value in response.answers)
    return replace(response, answers=answers, priorities=None)

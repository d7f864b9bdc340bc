"""What is foretold of a publication: the themes shown, from who answered what and never from what was answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audit.collect.responses import POINTS, Answers, Response
from audit.publish import foresight, patterns, splits
from audit.publish.composition import rules_of
from audit.publish.foresight import shown_themes
from tests.helpers.random_rounds import Round, random_round

SEEDS = range(40)


def foretold(round: Round) -> dict[str, int]:
    answers = Answers(round.content.questionnaires, round.responses)
    return shown_themes(round.organisation, rules_of(round.k), answers)


def published(round: Round) -> dict[str, int]:
    counts = {unit.id: sum(cell.shown for cell in unit.themes) for unit in round.publication().units}
    return {id: n for id, n in counts.items() if n}


def in_the_middle(response: Response) -> Response:
    return replace(response, answers=tuple("3" if value in POINTS else value for value in response.answers))


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_what_would_be_published_if_everybody_had_answered_in_the_middle(seed: int):
    round = random_round(seed)
    middle = replace(round, responses=tuple(map(in_the_middle, round.responses)))
    assert foretold(round) == published(middle)


def test_it_does_not_change_with_what_was_answered():
    round = random_round(3)
    turned = {"1": "5", "2": "1", "3": "2", "4": "4", "5": "3"}
    others = tuple(
        replace(response, answers=tuple(turned.get(value, value) for value in response.answers), priorities=())
        for response in round.responses
    )
    assert foretold(round) == foretold(replace(round, responses=others)) != {}


def test_nothing_that_counts_is_given_an_answer(monkeypatch: pytest.MonkeyPatch):
    seen: set[str] = set()
    tally = foresight.tally

    def look(answers, units, minimum_group):
        seen.update(value for response in answers.responses for value in response.answers)
        assert not any(response.priorities for response in answers.responses)
        return tally(answers, units, minimum_group)

    monkeypatch.setattr(foresight, "tally", look)
    foretold(random_round(0))
    assert seen <= {"3", "dk", "na", ""}


def test_without_the_guard_it_is_what_closing_shows(monkeypatch: pytest.MonkeyPatch):
    for module in (patterns, splits):
        monkeypatch.setattr(module, "pinned", lambda *_given: np.False_)
    for seed in SEEDS[:20]:
        assert foretold(random_round(seed)) == published(random_round(seed)), seed

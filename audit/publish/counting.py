"""From the answers of people to what is counted: who counts, and which items are left out, decided before any score is
seen.

Source: the method view; every rule has its sentence there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from audit.collect.responses import ANSWERS, Answers, Response
from audit.organisation import Unit
from audit.publish.tally import DK, EMPTY, FOLLOW_UPS, NA, NO_FOLLOW_UP, Codes, Flags, Tally
from audit.questionnaire import Questionnaire

_CODE = {answer: code for code, answer in enumerate(ANSWERS)}
_NA_LIMIT = Fraction(3, 10)
_FOLLOW_UP = {code: number for number, code in enumerate(FOLLOW_UPS)}


def tally(answers: Answers, units: Sequence[Unit], minimum_group: int) -> Tally:
    """Count who answered what.

    A person counts for a questionnaire when 1-5, dk or na was given to at least half of its items; otherwise that
    person is left out of everything about that questionnaire. An item that is "not applicable" to more than 30 %
    over the organisation is left out of its theme, for all units alike, decided before any score is seen; not where
    fewer than the minimum group judged it, as that would tell what they said.
    """
    place = {unit.id: number for number, unit in enumerate(units)}
    responses, asked = (
        sorted(answers.responses, key=lambda response: (place[response.team], _content(response))),
        answers.asked,
    )
    sizes = [len(questionnaire.items) for questionnaire in asked]
    flat = np.fromiter((_CODE[cell] for response in responses for cell in response.answers), np.uint8)
    codes = flat.reshape(len(responses), sum(sizes))
    of_item = np.repeat(np.arange(len(sizes)), sizes)
    given = np.column_stack([(codes[:, of_item == number] != EMPTY).sum(axis=1) for number in range(len(sizes))])
    codes = np.where((2 * given >= sizes)[:, of_item], codes, np.uint8(EMPTY))
    of_theme = np.repeat(np.arange(len(sizes)), [len(questionnaire.themes) for questionnaire in asked])
    voted = np.array([response.priorities is not None for response in responses], dtype=np.bool_)
    themes = [theme.id for questionnaire in asked for theme in questionnaire.themes]
    chosen = [theme in (response.priorities or ()) for response in responses for theme in themes]
    members = _members([response.team for response in responses], units)
    return Tally(
        units=tuple(units),
        questionnaires=asked,
        dropped=tuple(_dropped(codes, asked, members, units, minimum_group)),
        roles=np.array([response.role for response in responses], dtype=np.str_),
        codes=codes,
        counts=2 * given >= sizes,
        asked_priorities=(given > 0)[:, of_theme] & voted[:, None],
        chosen=np.array(chosen, dtype=np.bool_).reshape(len(responses), len(themes)),
        members=members,
        follow_up=np.array([_FOLLOW_UP.get(response.follow_up, NO_FOLLOW_UP) for response in responses], np.uint8),
        asked_follow_up=any(response.follow_up for response in responses),
    )


def _content(response: Response) -> tuple[object, ...]:
    """What to sort people by, so that who answered first cannot be seen in the last decimal of a sum."""
    return response.role, response.answers, response.priorities or (), response.priorities is None, response.follow_up


def _dropped(
    codes: Codes, asked: Sequence[Questionnaire], members: Flags, units: Sequence[Unit], minimum_group: int
) -> Iterator[str]:
    """The items that more than 30 % of those who judged them called not applicable.

    Not where fewer than a minimum group judged it, without those added after opening.
    """
    items = [item.id for questionnaire in asked for item in questionnaire.items]
    of_teams = [number for number, unit in enumerate(units) if unit.level == "team"]
    judged = members[of_teams].astype(np.int64) @ ((codes < DK) | (codes == NA)).astype(np.int64)
    left = np.maximum(judged - np.array([[units[number].added] for number in of_teams]), 0).sum(axis=0)
    for item, na, n, enough in zip(
        items, (codes == NA).sum(axis=0), judged.sum(axis=0), left >= minimum_group, strict=True
    ):
        if enough and Fraction(int(na), int(n)) > _NA_LIMIT:
            yield item


def _members(teams: Sequence[str], units: Sequence[Unit]) -> Flags:
    """Who belongs to which unit: units × people."""
    team_of = np.array(teams, dtype=np.str_)
    rows = {unit.id: team_of == unit.id for unit in units}
    for unit in reversed(units):
        if unit.parent is not None:
            rows[unit.parent] = rows[unit.parent] | rows[unit.id]
    return np.stack([rows[unit.id] for unit in units])

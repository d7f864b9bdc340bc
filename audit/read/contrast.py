"""A unit against the rest of its organisation, from published sums alone.

Source: V7 of the method (docs/method.md, 5). All themes of a unit are looked at together, so a difference has to be
clearer than one change: at .975, half of the teams that do not differ at all would get at least one word.
"""

from __future__ import annotations

from typing import Final

from audit.publication import Publication, ThemeCell
from audit.read.change import Change, compared, half_answered
from audit.read.spread import Level, level

_QUANTILE: Final = 0.995


def contrasts(publication: Publication, unit_id: str) -> dict[str, Change]:
    """From the rest of the organisation to the unit, for each theme that both show, where the rest has at least a
    minimum group and at least half of the unit answered. Empty for the organisation itself."""
    unit, whole = publication.by_id[unit_id], publication.units[0]
    if unit is whole:
        return {}
    found = {}
    for cell in unit.themes:
        all_together = whole.theme(cell.theme)
        if all_together is None or not all_together.shown or not half_answered(cell, unit):
            continue
        rest = rest_of(all_together, cell, publication)
        if rest is not None:
            found[cell.theme] = compared(rest, level(cell, publication), _QUANTILE)
    return found


def rest_of(whole: ThemeCell, part: ThemeCell, publication: Publication) -> Level | None:
    """The people of the whole who are not in the part: their score from the two sums, and the spread of the whole.
    None where they are fewer than the minimum group."""
    n, answers = (whole.n or 0) - (part.n or 0), (whole.answers or 0) - (part.answers or 0)
    if n < publication.rules.minimum_group or answers <= 0:
        return None
    total = (whole.score or 0) * (whole.answers or 0) - (part.score or 0) * (part.answers or 0)
    spread = level(whole, publication)
    return Level(total / answers, n, spread.sd, spread.df)

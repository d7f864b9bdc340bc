"""The themes of a unit as priorities: what people chose, beside the scores that are shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audit.publication import PriorityCell, RoundLine, ThemeCell
from audit.publish import certainty, priorities
from audit.publish.cells import Cells, reason


class Votes:
    """The priority cells of one round."""

    def __init__(self, cells: Cells, round: RoundLine) -> None:
        self._cells, self._round = cells, round
        self._asked = cells.tally.per_unit(cells.tally.asked_priorities)
        self._chosen = cells.tally.per_unit(cells.tally.chosen)
        sizes = np.array(cells.tally.sizes(cells.tally.asked_priorities & cells.tally.in_theme))
        self._both = sizes[:, sizes.shape[1] - len(cells.number) :]

    def priorities(self, number: int, themes: tuple[ThemeCell, ...]) -> Iterator[PriorityCell]:
        """The themes of a unit as priorities, beside its cells of the same themes."""
        unit, cells = self._cells.tally.units[number], self._cells
        votes = {id: self._votes(id, number) for id in cells.number if unit.id in cells.patterns.votes[id]}
        often = priorities.often_chosen(votes)
        tops = self._tops(number, [cell.theme for cell in themes if cell.shown and cell.theme in votes])
        for cell in themes:
            if cell.theme not in cells.number:
                yield PriorityCell(theme=cell.theme, shown=False, reason="not_asked")
            elif cell.theme not in votes:
                few = self._votes(cell.theme, number)[1] < cells.k
                yield PriorityCell(theme=cell.theme, shown=False, reason=reason(few))
            else:
                yield self._priority(cell, number, cell.theme in often, tops.get(cell.theme))

    def _votes(self, id: str, number: int) -> tuple[int, int]:
        """How many people of a unit chose a theme, of how many who were asked."""
        place = self._cells.number[id]
        return int(self._chosen[number, place]), int(self._asked[number, place])

    def _priority(self, cell: ThemeCell, number: int, often: bool, top: float | None) -> PriorityCell:
        chosen, n = self._votes(cell.theme, number)
        if cell.score is None or cell.n is None:
            return PriorityCell(theme=cell.theme, shown=True, n=n, chosen=chosen, share=chosen / n)
        few = min(n, cell.n, self._both[number, self._cells.number[cell.theme]]) < certainty.ENOUGH
        top = None if few else top
        response = cell.n / self._cells.tally.units[number].invited
        return PriorityCell(
            theme=cell.theme,
            shown=True,
            n=n,
            chosen=chosen,
            share=chosen / n,
            index=float(priorities.index(cell.score, chosen, n)),
            top=top,
            certainty=None if top is None else priorities.certainty_of(top, response),
            outcome=priorities.outcome(cell.score, often),
            explore_first=cell.two_camps or cell.little_sight,
        )

    def _tops(self, number: int, ids: list[str]) -> dict[str, float]:
        """How often each of these themes is among the first priorities of a unit, in steps of 0.05.

        Nothing where all of them would be, or where everyone invited answered.
        """
        tally, unit = self._cells.tally, self._cells.tally.units[number]
        most = self._cells.content.shared.priority.maximum(len(self._cells.number))
        who = tally.members[number] & (tally.counts.any(axis=1) | tally.asked_priorities.any(axis=1))
        if len(ids) <= most or not certainty.ENOUGH <= who.sum() < unit.invited:
            return {}
        places = [self._cells.number[id] for id in ids]
        shares = priorities.tops(
            tally.totals[who][:, places],
            tally.given[who][:, places],
            tally.asked_priorities[who][:, places],
            tally.chosen[who][:, places],
            invited=unit.invited,
            most=most,
            seed=certainty.seed_of(self._round.id, unit.id),
        )
        return dict(zip(ids, map(certainty.in_steps, shares), strict=True))

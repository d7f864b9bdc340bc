"""How did people answer each question? The numbers of its bar (`items`) as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from audit.publication import ItemCell, ItemLine, OrganisationOnly
from audit.questionnaire import Scale
from audit.read import words
from audit.texts import _, language


@dataclass(frozen=True)
class Asked:
    """An item as it was answered at a unit."""

    item: ItemLine
    cell: ItemCell

    @property
    def shares(self) -> tuple[float, ...]:
        """The share (0-1) of each answer, from 1 to 5; empty where the item is not shown."""
        if not self.cell.shown or not self.cell.counts or not self.cell.n:
            return ()
        return tuple(many / self.cell.n for _point, many in sorted(self.cell.counts.items()))


def as_table(asked: Sequence[Asked], scale: Scale, only: OrganisationOnly | None = None) -> pd.DataFrame:
    """The items that are shown, a row each: how many gave each answer, of how many, and the share of the two highest
    answers with its interval. With `only`, of the organisation as a whole, also the answers that are no score."""
    shown = [answered for answered in asked if answered.shares]
    labels = [point.label.to(language()) for point in scale.points]
    counts = [[str(many) for _point, many in sorted((answered.cell.counts or {}).items())] for answered in shown]
    columns = {label: [row[place] for row in counts] for place, label in enumerate(labels)}
    columns[_("Answers")] = [str(answered.cell.n) for answered in shown]
    favourable = _("{fourth} or {fifth}").format(fourth=labels[3], fifth=labels[4].lower())
    columns[favourable] = [_favourable(answered) for answered in shown]
    if only is not None:
        for unscored, of_item in ((scale.dk, only.dk_counts), (scale.na, only.na_counts)):
            columns[unscored.to(language())] = [str(of_item.get(answered.item.id, 0)) for answered in shown]
    index = pd.Index([answered.item.text.to(language()) for answered in shown], name=_("Question"))
    return pd.DataFrame(columns, index=index)


def _favourable(answered: Asked) -> str:
    share, interval = answered.cell.favourable, answered.cell.favourable_interval
    if share is None or interval is None:
        raise ValueError("an item that is shown has a share of favourable answers")
    if interval[0] == interval[1]:
        return words.share(share)
    sentence = _("{share} ({between} if the others think the same)")
    return sentence.format(share=words.share(share), between=words.share_between(interval))

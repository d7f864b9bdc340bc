"""How did people answer this statement? Diverging bars in HTML: the statement above its bar, so that it wraps on a
phone; what leans to "not at all" goes left of the middle, what leans to "fully" goes right."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from audit.publication import ItemCell, ItemLine, OrganisationOnly
from audit.questionnaire import Item, Scale
from audit.read import words
from audit.read.charts.palette import Palette
from audit.texts import _, language, percentage

STYLE = """<style>
.answers-legend { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0 }
.answers .statement { margin: 0.9rem 0 0.25rem; max-width: 44rem }
.answers .absent { margin: 0; opacity: 0.85 }
.answers .bar { display: flex; height: 1.75rem }
.answers .bar span { flex: 0 0 auto; box-sizing: border-box; overflow: hidden; text-align: center; font-size: 0.8rem;
    line-height: 1.75rem; border-inline-end: 2px solid transparent; background-clip: padding-box; white-space: nowrap;
    container-type: inline-size }
@container (max-width: 2.1rem) { .answers .bar b { display: none } }
.answers .bar b { font-weight: 400 }
</style>"""


@dataclass(frozen=True)
class Asked:
    """An item as it was answered at a unit."""

    item: Item | ItemLine
    cell: ItemCell

    @property
    def shares(self) -> tuple[float, ...]:
        """The share (0-1) of each answer, from 1 to 5; empty where the item is not shown."""
        if not self.cell.shown or not self.cell.counts or not self.cell.n:
            return ()
        return tuple(many / self.cell.n for _point, many in sorted(self.cell.counts.items()))


def legend(scale: Scale, colours: Palette) -> str:
    """The five answers with their colours, as HTML."""
    parts = "".join(
        f'<span><span aria-hidden="true" style="color:{colour}">■</span> {html.escape(point.label.to(language()))}'
        "</span>"
        for point, colour in zip(scale.points, colours.answers, strict=True)
    )
    return f'<p class="answers-legend">{parts}</p>'


def bars(asked: Sequence[Asked], scale: Scale, minimum: int, colours: Palette) -> str:
    """The items of a theme, each with its bar or the reason why there is none, as HTML; one middle for all."""
    low = max((_left(answered.shares) for answered in asked if answered.shares), default=0.0)
    high = max((sum(answered.shares) - _left(answered.shares) for answered in asked if answered.shares), default=1.0)
    rows = "".join(_row(answered, scale, minimum, colours, low, low + high) for answered in asked)
    return f'<div class="answers">{rows}</div>'


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
    sentence = _("{share} ({between} if the others think alike)")
    return sentence.format(share=words.share(share), between=words.share_between(interval))


def _left(shares: Sequence[float]) -> float:
    """How much of a bar stands left of the middle: the low answers and half of those in between."""
    return shares[0] + shares[1] + shares[2] / 2


def _row(answered: Asked, scale: Scale, minimum: int, colours: Palette, low: float, width: float) -> str:
    statement = f'<p class="statement">{html.escape(answered.item.text.to(language()))}</p>'
    if not answered.shares:
        reason = html.escape(words.reason(answered.cell.reason or "too_few", minimum))
        return f'{statement}<p class="absent">{reason}</p>'
    labels = [point.label.to(language()) for point in scale.points]
    said = ", ".join(f"{label} {percentage(share)}" for label, share in zip(labels, answered.shares, strict=True))
    parts = "".join(
        f'<span style="flex-basis:{share / width:.2%};background-color:{back};color:{ink}">'
        f"<b>{percentage(share)}</b></span>"
        for share, back, ink in zip(answered.shares, colours.answers, colours.on_answers, strict=True)
        if share
    )
    before = f'<span style="flex-basis:{(low - _left(answered.shares)) / width:.2%}"></span>'
    alt = html.escape(_("Answers: {answers}.").format(answers=said))
    return f'{statement}<div class="bar" role="img" aria-label="{alt}">{before}{parts}</div>'

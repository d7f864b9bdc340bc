"""How did people answer each question of a theme? Bars around one middle: what leans to "not at all" goes left of it,
what leans to "fully" goes right. The texts of the questions are those of the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.publication import ItemCell, Publication
from audit.questionnaire import Scale
from audit.read import words
from audit.read.charts.picture import Numbers
from audit.read.profile import Row
from audit.texts import _, language, percentage


@dataclass(frozen=True)
class Part:
    """Who gave one answer: its place on the scale (0-4), its share of the whole width (0-1) and what stands in it."""

    answer: int
    width: float
    said: str


@dataclass(frozen=True)
class ItemBar:
    """A question: its text, and its bar after an empty start, said in words; or the reason why there is none."""

    text: str
    start: float = 0
    parts: tuple[Part, ...] = ()
    n: int = 0
    said: str = ""
    reason: str = ""

    @property
    def people(self) -> str:
        """How many answered, in words."""
        return words.people(self.n)


@dataclass(frozen=True)
class Items:
    """The questions of a theme: the words of the answers, where the middle of all bars lies (0-1), and the bars."""

    answers: tuple[str, ...]
    middle: float
    bars: tuple[ItemBar, ...]
    numbers: Numbers


def items(row: Row, publication: Publication, scale: Scale) -> Items:
    """The questions of a theme at a unit."""
    labels = tuple(point.label.to(language()) for point in scale.points)
    lines = {line.id: line.text.to(language()) for line in publication.items}
    shares = {cell.item: _shares(cell) for cell in row.items}
    low = max((_left(found) for found in shares.values() if found), default=0.0)
    high = max((1 - _left(found) for found in shares.values() if found), default=1.0)
    k = publication.rules.minimum_detail
    bars = tuple(_bar(cell, lines[cell.item], shares[cell.item], labels, low, low + high, k) for cell in row.items)
    shown = [(cell, lines[cell.item]) for cell in row.items if shares[cell.item]]
    rows = tuple((text, *map(str, _counts(cell)), str(cell.n)) for cell, text in shown)
    return Items(labels, low / (low + high), bars, Numbers((_("Question"), *labels, _("Answers")), rows))


def _counts(cell: ItemCell) -> list[int]:
    return [many for _point, many in sorted((cell.counts or {}).items())]


def _shares(cell: ItemCell) -> tuple[float, ...]:
    """The share (0-1) of each answer, from low to high; empty where the item is not shown."""
    return tuple(many / cell.n for many in _counts(cell)) if cell.shown and cell.n else ()


def _left(shares: Sequence[float]) -> float:
    """How much of a bar stands left of the middle: the low answers and half of those in between."""
    return shares[0] + shares[1] + shares[2] / 2


def _bar(
    cell: ItemCell, text: str, shares: Sequence[float], labels: Sequence[str], low: float, whole: float, k: int
) -> ItemBar:
    if not shares:
        return ItemBar(text, reason=words.reason(cell.reason or "too_few", k))
    parts = tuple(Part(at, share / whole, percentage(share)) for at, share in enumerate(shares) if share)
    told = ", ".join(f"{label} {percentage(share)}" for label, share in zip(labels, shares, strict=True))
    said = _("Answers: {answers}.").format(answers=told)
    return ItemBar(text, (low - _left(shares)) / whole, parts, cell.n or 0, said)

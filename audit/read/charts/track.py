"""The scale of the answers as a track from left to right: bands, borders, words, and the marks of a theme on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audit.read.charts import measure
from audit.read.charts.circle import BORDERS, HIGH, LOW
from audit.read.charts.picture import Box, Line, Mark, Shape, Text
from audit.read.charts.series import Score, Series
from audit.texts import _

_INSET: Final = 9
"""How far the ends of the scale lie inside the track, so that a mark at 1 or 5 does not stick out."""
WORD: Final = 12.5
_AWAY: Final = 12


@dataclass(frozen=True)
class Track:
    """From `left` to `right`, in pixels."""

    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value of the scale lies."""
        span = self.right - self.left - 2 * _INSET
        return self.left + _INSET + (value - LOW) / (HIGH - LOW) * span

    def ground(self, top: float, bottom: float) -> Iterator[Shape]:
        """The bands, and the borders between them."""
        edges = (self.left, *(self.at(border) for border in BORDERS), self.right)
        for band, low, high in zip(("develop", "growing", "strength"), edges, edges[1:], strict=False):
            yield Box(low, top, high - low, bottom - top, band)
        for border in BORDERS:
            yield Line(((self.at(border), top), (self.at(border), bottom)), "border", 1.3, (1.5, 3.5))

    def words(self, y: float) -> Iterator[Text]:
        """The ends and the middle of the scale in words."""
        yield Text(_("not at all"), self.left, y, WORD, colour="muted")
        yield Text(_("partly"), self.at(3), y, WORD, "center", colour="muted")
        yield Text(_("fully"), self.right, y, WORD, "right", colour="muted")

    def marks(self, told: Sequence[tuple[Series, Score]], y: float, bars: bool = False) -> Iterator[Shape]:
        """The marks of one theme, the unit on top with a soft bar where its score probably lies; as `bars`, a bar up to
        the score of the unit instead."""
        for line, score in told:
            if line.focus and bars:
                wide = self.at(score.value) - self.left
                yield Box(self.left, y - 7, wide, 14, line.colour, 2)
            elif line.focus and score.interval:
                low, high = score.interval
                yield Line(((self.at(low), y), (self.at(high), y)), line.colour, 9, round=True, opacity=0.24)
        for line, score in told:
            radius = (6.5 if line.focus else 5.5) + (1.5 if score.kind != "circle" and line.focus else 0)
            yield Mark(self.at(score.value), y, score.kind, line.colour, score.words, radius)

    def beside(self, remark: str, told: Sequence[tuple[Series, Score]], of: str) -> Text | None:
        """A remark at the marks of a theme, on the side where it touches nothing; nothing where neither has room. Its
        `y` is nought."""
        drawn = [self.at(value) for _line, score in told for value in (score.value, *(score.interval or ()))]
        wide = measure.width(remark, WORD)
        if max(drawn) + _AWAY + wide <= self.right - 4:
            return Text(remark, max(drawn) + _AWAY, 0, WORD, italic=True, colour="muted", of=of)
        if min(drawn) - _AWAY - wide >= self.left + 4:
            return Text(remark, min(drawn) - _AWAY, 0, WORD, "right", italic=True, colour="muted", of=of)
        return None

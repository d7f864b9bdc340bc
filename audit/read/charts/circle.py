"""What a radar is drawn on: bands and rings for the scale, a spoke per theme, an arc per questionnaire.

The spokes are turned by half a step, so that nothing stands straight up: there the rings have their words, and
questionnaires meet between two spokes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin
from typing import Final

from audit.read.charts import measure
from audit.read.charts.picture import Arc, Line, Point, Text
from audit.read.charts.series import place
from audit.read.profile import Profile

LOW: Final = 1
HIGH: Final = 5
_CENTRE: Final = 0.5
"""What the middle stands for: half a step below the scale, so that ring 1 is still a ring."""
BORDERS: Final = (2.5, 3.5)
_WORD: Final = 72
_HAIR: Final = 1.2
"""A word this wide bends with its arc without being seen to do so; wider ones are drawn in parts, which stand a hair
apart so that their lower corners do not meet."""


@dataclass(frozen=True)
class Circle:
    """Where the scale lies: its middle, the radius of ring 5, and how many spokes there are."""

    centre: Point
    radius: float
    count: int

    def angle(self, place: int) -> float:
        """The direction of a spoke, clockwise from the top."""
        return 2 * pi * (place + 0.5) / self.count

    def between(self, place: int) -> float:
        """The direction half-way before a spoke."""
        return 2 * pi * place / self.count

    def out(self, value: float) -> float:
        """How far from the middle a value of the scale lies."""
        return (value - _CENTRE) / (HIGH - _CENTRE) * self.radius

    def at(self, value: float, angle: float) -> Point:
        return self.polar(self.out(value), angle)

    def polar(self, distance: float, angle: float) -> Point:
        return self.centre[0] + distance * sin(angle), self.centre[1] - distance * cos(angle)


def ground(circle: Circle, shown: Sequence[bool]) -> Iterator[Arc | Line]:
    """The bands, the rings, the borders between the bands, and the spokes; dotted where a theme is not shown."""
    edges = (_CENTRE, *BORDERS, HIGH)
    for band, low, high in zip(("develop", "growing", "strength"), edges, edges[1:], strict=False):
        yield Arc(circle.centre, circle.out(low), circle.out(high), 0, 2 * pi, band)
    for ring in range(LOW, HIGH + 1):
        yield Arc(circle.centre, 0, circle.out(ring), 0, 2 * pi, "grid", edge=True, thick=0.8)
    for border in BORDERS:
        yield Arc(circle.centre, 0, circle.out(border), 0, 2 * pi, "border", edge=True, dash=(1.5, 3.5), thick=1.3)
    for spoke, is_shown in enumerate(shown):
        ends = (circle.at(LOW, circle.angle(spoke)), circle.at(HIGH, circle.angle(spoke)))
        yield Line(ends, "grid", 0.8) if is_shown else Line(ends, "muted", 1, (1.5, 4))


@dataclass(frozen=True)
class Span:
    """A questionnaire and the part of the circle where its themes stand; without a title where it was not asked."""

    title: str
    place: int
    start: float
    end: float


def spans(profile: Profile, circle: Circle) -> tuple[Span, ...]:
    """A span for each run of themes of one questionnaire, in the order of the spokes."""
    titles, found, first = dict(profile.questionnaires), [], 0
    for questionnaire, rows in groupby(profile.rows, key=lambda row: row.questionnaire):
        own = list(rows)
        last = first + len(own)
        which = place(own[0], profile)
        found.append(Span(titles.get(questionnaire, ""), which, circle.between(first), circle.between(last)))
        first = last
    return tuple(found)


def arcs(found: Sequence[Span], circle: Circle, inner: float, outer: float, colour: str) -> Iterator[Arc]:
    """A piece of ring per span, apart from the next; `colour` is the name of a list of the palette."""
    apart = 0.014 if len(found) > 1 else 0
    for span in found:
        start, end = span.start + apart, span.end - apart
        yield Arc(circle.centre, inner, outer, start, end, f"{colour} {span.place}")


def arc_names(found: Sequence[Span], circle: Circle, radius: float, size: float) -> Iterator[Text]:
    """The names of the questionnaires along their arcs, word by word, to be read from left to right."""
    for span in found:
        room = (span.end - span.start) * radius - 2 * size
        said = measure.shortened(span.title, room, size, bold=True)
        parts = _parts(said, size)
        length = sum(gap + measure.width(part, size, bold=True) for gap, part in parts)
        middle = (span.start + span.end) / 2
        ahead = -1 if pi / 2 < middle % (2 * pi) < 3 * pi / 2 else 1
        along = -length / 2
        for gap, part in parts:
            wide = measure.width(part, size, bold=True)
            angle = middle + ahead * (along + gap + wide / 2) / radius
            along += gap + wide
            x, y = circle.polar(radius, angle)
            turn = angle if ahead == 1 else angle + pi
            full = "" if said == span.title else span.title
            look = f"questionnaires {span.place}"
            yield Text(
                part,
                x,
                y,
                size,
                "center",
                bold=True,
                colour=look,
                turn=turn,
                full=full,
                of=f"questionnaire {span.place}",
            )


def _parts(said: str, size: float) -> list[tuple[float, str]]:
    """A name in parts that need not bend, each with the gap before it: words together while they are short, and the
    halves of a long word."""
    found: list[tuple[float, str]] = []
    space = measure.width(" ", size, bold=True)
    for word in said.split():
        wide = measure.width(word, size, bold=True)
        if found and measure.width(f"{found[-1][1]} {word}", size, bold=True) <= _WORD:
            found[-1] = (found[-1][0], f"{found[-1][1]} {word}")
            continue
        pieces = max(1, round(wide / (1.3 * _WORD)))
        step = -(-len(word) // pieces)
        for at in range(0, len(word), step):
            found.append(((space if found else 0.0) if at == 0 else _HAIR, word[at : at + step]))
    return found

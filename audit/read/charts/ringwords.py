"""The words at the rings and bands of a radar, where they touch no line, mark or other word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot, pi
from typing import Final

from audit.read import words
from audit.read.charts.circle import HIGH, LOW, Circle
from audit.read.charts.picture import Box, Line, Mark, Point, Shape, Text
from audit.texts import _

_STEPS: Final = 36
_NEAR: Final = 9
"""How near a mark or a line may come to a word, in pixels."""


def ring_words(circle: Circle, drawn: Sequence[Shape], size: float) -> tuple[Shape, ...]:
    """The rings 1, 3 and 5 and the three bands in words, each on a plate of the colour under it. `drawn` is what they
    stay clear of; a band without room has no word, for it has a colour and its border."""
    rings = (
        (5.0, f"5 {_('fully')}", 0.0, "strength", True),
        (3.0, f"3 {_('partly')}", -0.4 * pi, "growing", True),
        (1.0, f"1 {_('not at all')}", 0.25 * pi, "develop", True),
        (4.25, words.band("strength").lower(), pi, "strength", False),
        (3.0, words.band("growing").lower(), pi, "growing", False),
        (1.85, words.band("develop").lower(), pi, "develop", False),
    )
    points = tuple(_points(drawn))
    found: list[Text] = []
    plates: list[Box] = []
    for value, said, wanted, colour, needed in rings:
        text = _best(circle, value, said, wanted, size, points, found, needed)
        if text is not None:
            found.append(text)
            plates.append(_plate(text, colour))
    return (*plates, *found)


def _plate(text: Text, colour: str) -> Box:
    wide = text.width + 4
    return Box(text.x - wide / 2, text.y - text.size * 0.55, wide, text.size * 1.1, colour, 3)


def _best(
    circle: Circle,
    value: float,
    said: str,
    wanted: float,
    size: float,
    points: Sequence[Point],
    found: Sequence[Text],
    needed: bool,
) -> Text | None:
    """The word at the direction nearest to the wanted one where it is clear; else, where it is needed, at the one with
    most air."""
    half = size * 0.62
    distance = circle.out(value) - (half + 3 if value == HIGH else 0) + (half if value == LOW else 0)
    best: tuple[float, Text] | None = None
    for step in sorted(range(_STEPS), key=lambda step: min(step, _STEPS - step)):
        x, y = circle.polar(distance, wanted + 2 * pi * step / _STEPS)
        text = Text(said, x, y, size, "center", colour="muted")
        if not _inside(circle, text) or any(_touch(text, other) for other in found):
            continue
        air = _air(text, points)
        if air > _NEAR:
            return text
        if best is None or air > best[0]:
            best = air, text
    return best[1] if best is not None and (needed or best[0] > 3) else None


def _inside(circle: Circle, text: Text) -> bool:
    """Whether a word stays inside ring 5."""
    middle = circle.centre
    return all(hypot(x - middle[0], y - middle[1]) < circle.radius - 1 for x, y in text.corners)


def _touch(one: Text, other: Text) -> bool:
    across = abs(one.x - other.x) - (one.width + other.width) / 2
    down = abs(one.y - other.y) - 0.62 * (one.size + other.size)
    return across < 4 and down < 2


def _air(text: Text, points: Sequence[Point]) -> float:
    """How far the nearest point is from the box of a word; less than nought where it is inside."""
    wide, high, nearest = text.width / 2, 0.55 * text.size, 99.0
    for x, y in points:
        across, down = abs(x - text.x) - wide, abs(y - text.y) - high
        nearest = min(nearest, max(across, down))
    return nearest


def _points(drawn: Iterable[Shape]) -> Iterator[Point]:
    """Points along what is drawn, a few pixels apart."""
    for shape in drawn:
        if isinstance(shape, Mark):
            yield shape.x, shape.y
        elif isinstance(shape, Line):
            for (x, y), (u, v) in zip(shape.points, shape.points[1:], strict=False):
                steps = max(1, int(hypot(u - x, v - y) / 9))
                yield from ((x + (u - x) * k / steps, y + (v - y) * k / steps) for k in range(steps + 1))

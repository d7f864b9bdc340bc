"""A chart as a drawing: points, lines, arcs and texts at places in a design size, with the same in words and numbers.

Pure geometry: nothing here knows what draws it. Colours are names of fields of a `Palette`. Places are pixels of the
design size from the top left corner; angles are radians clockwise from the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, sin
from typing import Literal, TypeAlias

from audit.read.charts import measure

Point: TypeAlias = tuple[float, float]
Align = Literal["left", "center", "right"]
Kind = Literal["circle", "square", "triangle", "cross", "camps", "sight", "camps and sight"]
PHONE = 640
"""Below this width of the window, in pixels, the drawing for a phone is shown (`steps.js` says it too)."""
MARGIN = 2


@dataclass(frozen=True)
class Text:
    """A line of text with its middle at `y`; `turn` is how far it is turned around its place. `full` is what it stands
    for, where it was shortened; lines that are read together have the same `of`."""

    text: str
    x: float
    y: float
    size: float = 15
    align: Align = "left"
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    turn: float = 0
    full: str = ""
    of: str = ""

    @property
    def width(self) -> float:
        return measure.width(self.text, self.size, self.bold)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The corners of its box."""
        left = self.x - {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]
        half = 0.62 * self.size
        across = [(left, -half), (left + self.width, -half), (left + self.width, half), (left, half)]
        return tuple(self._turned(x - self.x, y) for x, y in across)  # type: ignore[return-value]

    def _turned(self, x: float, y: float) -> Point:
        return self.x + x * cos(self.turn) - y * sin(self.turn), self.y + x * sin(self.turn) + y * cos(self.turn)


@dataclass(frozen=True)
class Box:
    """A rectangle, by its left top corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    round: float = 0


@dataclass(frozen=True)
class Arc:
    """A piece of a ring around a point: filled between two radii, or only its outer edge (`edge`)."""

    centre: Point
    inner: float
    outer: float
    start: float
    end: float
    colour: str
    edge: bool = False
    dash: tuple[float, ...] = ()
    thick: float = 1


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    thick: float = 1
    dash: tuple[float, ...] = ()
    round: bool = False
    opacity: float = 1


@dataclass(frozen=True)
class Mark:
    """A mark at a place, and what it stands for in words."""

    x: float
    y: float
    kind: Kind
    colour: str
    words: str = ""
    radius: float = 6.5


Shape: TypeAlias = Text | Box | Arc | Line | Mark


def from_back(shapes: Iterable[Shape]) -> list[Shape]:
    """Boxes, lines, marks and texts over each other in this order: one layer of each is quickest to draw."""
    return sorted(shapes, key=lambda shape: (Box, Arc, Line, Mark, Text).index(type(shape)))


@dataclass(frozen=True)
class Numbers:
    """The numbers of a chart as a table of texts: what is drawn and nothing more. The first head is of the rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A drawing of `width` x `height`, its shapes from back to front; `description` says the same in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    description: str
    numbers: Numbers = field(default=Numbers((), ()))

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Mark))


@dataclass(frozen=True)
class Pair:
    """One chart drawn twice: for a screen, and for a phone. Both say the same."""

    wide: Picture
    phone: Picture

    @property
    def description(self) -> str:
        return self.wide.description

    @property
    def numbers(self) -> Numbers:
        return self.wide.numbers

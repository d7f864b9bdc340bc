"""What the marks and lines of a chart stand for, in words beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.read.charts import measure
from audit.read.charts.picture import MARGIN, Box, Kind, Line, Mark, Shape, Text, from_back
from audit.read.charts.series import Series
from audit.texts import _

_SIZE: Final = 13
_STEP: Final = 20
_KEY: Final = 30
_WIDEST: Final = 150


@dataclass(frozen=True)
class Entry:
    """A name and how it is drawn: a mark on a line, a mark alone, a soft bar (`bar`), or a square of colour."""

    name: str
    colour: str
    kind: Kind | None = None
    dash: tuple[float, ...] | None = None
    bar: bool = False


def entries(series: Sequence[Series], margin: bool, kinds: Sequence[Kind] = ()) -> tuple[Entry, ...]:
    """The series, the soft bar where there is one, and the kinds of marks that need a word."""
    found = [Entry(line.name, line.colour, line.kind, line.dash) for line in series]
    if margin:
        found.append(Entry(_("Margin"), series[0].colour, bar=True))
    if "cross" in kinds:
        found.append(Entry(_("not shown"), "muted", "cross"))
    if "camps" in kinds or "camps and sight" in kinds:
        found.append(Entry(_("two camps"), series[0].colour, "camps"))
    if "sight" in kinds or "camps and sight" in kinds:
        found.append(Entry(_("little sight"), series[0].colour, "sight"))
    return tuple(found)


def stacked(found: Sequence[Entry], bottom: float) -> tuple[tuple[Shape, ...], tuple[float, float]]:
    """The legend in the left corner above `bottom`, an entry on each line, with the width and height that it takes."""
    shapes: list[Shape] = []
    for place, entry in enumerate(reversed(found)):
        shapes += _entry(entry, MARGIN, bottom - MARGIN - _STEP * (place + 0.5), _WIDEST)
    wide = max(_width(entry, _WIDEST) for entry in found)
    return tuple(from_back(shapes)), (wide + 12, len(found) * _STEP + MARGIN)


def in_rows(found: Sequence[Entry], width: float, top: float, margin: float = 0) -> tuple[tuple[Shape, ...], float]:
    """The legend in rows from `top`, as many entries on each as fit, with the height that it takes."""
    shapes: list[Shape] = []
    x, y = margin, top + _STEP / 2
    for entry in found:
        wide = _width(entry, width - 2 * margin)
        if x > margin and x + wide > width - margin:
            x, y = margin, y + _STEP
        shapes += _entry(entry, x, y, width - 2 * margin)
        x += wide + 14
    return tuple(from_back(shapes)), y + _STEP / 2 - top + 2 if found else 0


def _width(entry: Entry, most: float) -> float:
    key = _KEY if entry.dash is not None or entry.bar else 18
    return min(key + measure.width(entry.name, _SIZE), most)


def _entry(entry: Entry, x: float, y: float, most: float) -> list[Shape]:
    key = _KEY if entry.dash is not None or entry.bar else 18
    name = measure.shortened(entry.name, most - key, _SIZE)
    found: list[Shape] = []
    if entry.bar:
        found.append(Line(((x + 5, y), (x + 19, y)), entry.colour, 8, round=True, opacity=0.24))
    elif entry.dash is not None:
        found.append(Line(((x, y), (x + 24, y)), entry.colour, 2, entry.dash))
    if entry.kind is not None:
        found.append(Mark(x + (12 if entry.dash is not None else 6), y, entry.kind, entry.colour, "", 5))
    elif not entry.bar:
        found.append(Box(x, y - 5, 11, 11, entry.colour, 2))
    return [*found, Text(name, x + key, y, _SIZE, full="" if name == entry.name else entry.name)]

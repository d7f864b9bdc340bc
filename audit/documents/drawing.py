"""A chart as paths and texts at places, which a page draws as they are: vectors, and texts that can be read and found.

Places are pixels of the design size of the picture; a page draws it as large as it has room.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, degrees, pi, sin, tan
from typing import Any, Final, TypeAlias

from audit.documents.legible import legible
from audit.read.charts.palette import Palette
from audit.read.charts.picture import Arc, Box, Line, Mark, Picture, Text

Piece: TypeAlias = list[Any]
"""Part of a path: "m" or "l" with a point, "c" with three, or "z"."""
_PIECE: Final = pi / 4
_HOLLOW: Final = ("square", "triangle", "sight", "camps and sight")
_THICK: Final = {"cross": 2.0, "sight": 2.6, "camps and sight": 2.2}
_HALF: Final = 0.2


def drawn(picture: Picture, colours: Palette) -> dict[str, Any]:
    """A picture as JSON: its size, what it shows in words, and its shapes from back to front."""
    shapes: list[dict[str, Any]] = []
    for shape in picture.shapes:
        if isinstance(shape, Text):
            shapes.append(_text(shape, colours))
        elif isinstance(shape, Box):
            shapes.append(_box(shape, colours))
        elif isinstance(shape, Arc):
            shapes.append(_arc(shape, colours))
        elif isinstance(shape, Line):
            shapes.append(_line(shape, colours))
        else:
            shapes += _mark(shape, colours)
    return {"width": picture.width, "height": picture.height, "alt": legible(picture.description), "shapes": shapes}


def _path(
    pieces: list[Piece], fill: str = "", stroke: str = "", thick: float = 0, dash: tuple[float, ...] = (), cap: str = ""
) -> dict[str, Any]:
    return {"path": pieces, "fill": fill, "stroke": stroke, "thick": thick, "dash": list(dash), "cap": cap or "butt"}


def _text(text: Text, colours: Palette) -> dict[str, Any]:
    return {
        "text": legible(text.text),
        "x": round(text.x, 2),
        "y": round(text.y, 2),
        "size": text.size,
        "align": text.align,
        "bold": text.bold,
        "italic": text.italic,
        "fill": colours.named(text.colour),
        "turn": round(degrees(text.turn) % 360, 2),
    }


def _box(box: Box, colours: Palette) -> dict[str, Any]:
    right, bottom = box.x + box.width, box.y + box.height
    corners: list[Piece] = [
        ["m", [box.x, box.y]],
        ["l", [right, box.y]],
        ["l", [right, bottom]],
        ["l", [box.x, bottom]],
        ["z"],
    ]
    return _path(corners, fill=colours.named(box.colour))


def _line(line: Line, colours: Palette) -> dict[str, Any]:
    first, *others = line.points
    pieces: list[Piece] = [["m", list(first)], *(["l", list(point)] for point in others)]
    stroke = colours.named(line.colour) + (f"{round(255 * line.opacity):02X}" if line.opacity < 1 else "")
    return _path(pieces, stroke=stroke, thick=line.thick, dash=line.dash, cap="round" if line.round else "")


def _arc(arc: Arc, colours: Palette) -> dict[str, Any]:
    colour = colours.named(arc.colour)
    if arc.edge:
        pieces = list(_curve(arc.centre, arc.outer, arc.start, arc.end))
        return _path(pieces, stroke=colour, thick=arc.thick, dash=arc.dash)
    outer = list(_curve(arc.centre, arc.outer, arc.start, arc.end))
    inner = list(_curve(arc.centre, arc.inner, arc.end, arc.start)) if arc.inner else []
    if arc.end - arc.start >= 2 * pi - 1e-9:
        return _path([*outer, ["z"], *inner, *([["z"]] if inner else [])], fill=colour)
    joined = [["l", inner[0][1]], *inner[1:]] if inner else [["l", list(arc.centre)]]
    return _path([*outer, *joined, ["z"]], fill=colour)


def _curve(centre: tuple[float, float], radius: float, start: float, end: float) -> Iterator[Piece]:
    """A piece of a circle as Bézier curves of at most an eighth each; angles are clockwise from the top."""
    count = max(1, round(abs(end - start) / _PIECE + 0.499))
    step = (end - start) / count
    reach = 4 / 3 * tan(step / 4) * radius

    def at(angle: float, along: float = 0) -> list[float]:
        x = centre[0] + radius * sin(angle) + along * cos(angle)
        y = centre[1] - radius * cos(angle) + along * sin(angle)
        return [round(x, 3), round(y, 3)]

    yield ["m", at(start)]
    for place in range(count):
        here, there = start + place * step, start + (place + 1) * step
        yield ["c", at(here, reach), at(there, -reach), at(there)]


def _mark(mark: Mark, colours: Palette) -> Iterator[dict[str, Any]]:
    colour, x, y, r = colours.named(mark.colour), mark.x, mark.y, mark.radius
    fill = colours.page if mark.kind in _HOLLOW else colour
    stroke = colour if mark.kind in (*_HOLLOW, "cross") else colours.page
    dash = (3.2, 2.4) if "sight" in mark.kind else ()
    thick = _THICK.get(mark.kind, 1.8)
    if mark.kind == "cross":
        a = 0.7 * r
        ends = [["m", [x - a, y - a]], ["l", [x + a, y + a]], ["m", [x + a, y - a]], ["l", [x - a, y + a]]]
        yield _path(ends, stroke=stroke, thick=thick)
    elif mark.kind in ("square", "triangle"):
        yield _path(_polygon(mark), fill, stroke, thick)
    elif mark.kind in ("circle", "sight"):
        yield _path([*_curve((x, y), r, 0, 2 * pi), ["z"]], fill, stroke, thick, dash)
    else:
        for side in (-1, 1):
            half = _curve((x + side * _HALF * r, y), 0.98 * r, 0, side * pi)
            yield _path([*half, ["z"]], fill, stroke, thick, dash)


def _polygon(mark: Mark) -> list[Piece]:
    x, y, r = mark.x, mark.y, mark.radius
    if mark.kind == "square":
        a = 0.82 * r
        corners = [[x - a, y - a], [x + a, y - a], [x + a, y + a], [x - a, y + a]]
    else:
        corners = [[x, y - r], [x + 0.95 * r, y + 0.75 * r], [x - 0.95 * r, y + 0.75 * r]]
    return [["m", corners[0]], *(["l", corner] for corner in corners[1:]), ["z"]]

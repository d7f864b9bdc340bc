"""A picture drawn with Altair: shapes of one kind that follow each other are one layer.

A chart holds the places of what is drawn, its texts and its words, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from math import degrees
from typing import Any, Final, TypeAlias

import altair as alt

from audit.read.charts.palette import Palette
from audit.read.charts.picture import Arc, Box, Line, Mark, Picture, Shape, Text

_Layers: TypeAlias = list[list[dict[str, Any]]]
"""The rows of each layer."""
FONT: Final = "'Source Sans 3', 'Source Sans', 'DejaVu Sans', sans-serif"
"""In quotes: a family name that ends in a digit makes all text vanish in some renderers."""
_HALVES: Final = "M-0.2,-0.98A1,1,0,0,0,-0.2,0.98Z M0.2,-0.98A1,1,0,0,1,0.2,0.98Z"
_SHAPES: Final = {
    "circle": "circle",
    "square": "M-.82,-.82H.82V.82H-.82Z",
    "triangle": "triangle-up",
    "cross": "M-.7,-.7L.7,.7M.7,-.7L-.7,.7",
    "camps": _HALVES,
    "sight": "circle",
    "camps and sight": _HALVES,
}
_DASH: Final = "datum.strokeDash ? split(datum.strokeDash, ' ') : null"
"""A list in a column arrives as one text, so a dash stands there as one."""
_HOLLOW: Final = ("square", "triangle", "sight", "camps and sight")
"""These are filled with the page, so that marks on the same place are all seen."""


def specification(picture: Picture, colours: Palette) -> dict[str, Any]:
    """The picture as a specification in Vega-Lite on a transparent ground, that grows with its place (`look.css`). The
    description is not in it: it is said once, by the element around it."""
    layers = []
    for kind, shapes in groupby(picture.shapes, type):
        for rows in _ROWS[kind](list(shapes), colours):
            layers.append({**_template(kind, tuple(rows[0])), "data": {"values": rows}})
    return {**_frame(), "width": picture.width, "height": picture.height, "layer": layers}


@lru_cache
def _frame() -> dict[str, Any]:
    """All of a specification but its size and its layers."""
    empty = (
        alt.layer(alt.Chart(alt.InlineData(values=[])).mark_point())
        .properties(autosize=alt.AutoSizeParams(type="none"), padding=0, background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
    )
    found: dict[str, Any] = empty.to_dict()
    return {name: value for name, value in found.items() if name not in ("layer", "datasets")}


@lru_cache
def _template(kind: type[Shape], columns: tuple[str, ...]) -> dict[str, Any]:
    """A layer for rows with these columns, without its rows. Made once: Altair takes longer than a whole chart may."""
    base = alt.Chart(alt.InlineData(values=[]))
    look = _given(*(name for name in columns if name not in ("line", "order", "words", "full")))
    if kind is Mark:
        spoken = "words" in columns
        layer = base.mark_point(opacity=1, aria=spoken, **look)
        layer = layer.encode(description="words:N", tooltip="words:N") if spoken else layer
    elif kind is Line:
        layer = base.mark_line(aria=False, strokeJoin="round", **look).encode(detail="line:N", order="order:Q")
    elif kind is Text:
        layer = base.mark_text(aria=False, baseline="middle", limit=0, **look)
        layer = layer.encode(tooltip="full:N") if "full" in columns else layer
    else:
        layer = {Box: base.mark_rect, Arc: base.mark_arc}[kind](aria=False, **look)
    found: dict[str, Any] = layer.to_dict()
    return {name: found[name] for name in ("mark", "encoding") if name in found}


def _given(*names: str) -> dict[str, Any]:
    """Properties of a mark that each stand in the column of their own name."""
    return {name: alt.ExprRef(_DASH if name == "strokeDash" else f"datum.{name}") for name in names}


def _boxes(boxes: Iterable[Box], colours: Palette) -> _Layers:
    rows = [
        {
            "x": _px(box.x),
            "y": _px(box.y),
            "x2": _px(box.x + box.width),
            "y2": _px(box.y + box.height),
            "fill": colours.named(box.colour),
            "cornerRadius": box.round,
        }
        for box in boxes
    ]
    return [rows]


def _arcs(arcs: Iterable[Arc], colours: Palette) -> _Layers:
    rows = [
        {
            "x": _px(arc.centre[0]),
            "y": _px(arc.centre[1]),
            "innerRadius": _px(arc.outer if arc.edge else arc.inner),
            "outerRadius": _px(arc.outer),
            "theta": round(arc.start, 4),
            "theta2": round(arc.end, 4),
            "fill": "transparent" if arc.edge else colours.named(arc.colour),
            "stroke": colours.named(arc.colour) if arc.edge else "transparent",
            "strokeWidth": arc.thick if arc.edge else 0,
            "strokeDash": _dash(arc.dash),
        }
        for arc in arcs
    ]
    return [rows]


def _lines(lines: Iterable[Line], colours: Palette) -> _Layers:
    rows = [
        {
            "line": place,
            "order": order,
            "x": _px(x),
            "y": _px(y),
            "stroke": colours.named(line.colour),
            "strokeWidth": line.thick,
            "strokeDash": _dash(line.dash),
            "strokeCap": "round" if line.round else "butt",
            "opacity": line.opacity,
        }
        for place, line in enumerate(lines)
        for order, (x, y) in enumerate(line.points)
    ]
    return [rows]


def _marks(marks: Iterable[Mark], colours: Palette) -> _Layers:
    rows = [
        {
            "x": _px(mark.x),
            "y": _px(mark.y),
            "shape": _SHAPES[mark.kind],
            "size": round((2 * mark.radius) ** 2),
            "fill": colours.page if mark.kind in _HOLLOW else colours.named(mark.colour),
            "stroke": colours.named(mark.colour) if mark.kind in (*_HOLLOW, "cross") else colours.page,
            "strokeWidth": {"cross": 2, "sight": 2.6, "camps and sight": 2.2}.get(mark.kind, 1.8),
            "strokeDash": "3.2 2.4" if "sight" in mark.kind else "",
            **({"words": mark.words} if mark.words else {}),
        }
        for mark in marks
    ]
    return _apart(rows, "words")


def _texts(texts: Iterable[Text], colours: Palette) -> _Layers:
    """The texts, and apart the shortened ones: they say on a mouse what they stand for."""
    rows = [
        {
            "text": text.text,
            "x": _px(text.x),
            "y": _px(text.y),
            "align": text.align,
            "fontSize": text.size,
            "fontWeight": 600 if text.bold else 400,
            "fontStyle": "italic" if text.italic else "normal",
            "fill": colours.named(text.colour),
            "angle": round(degrees(text.turn) % 360, 2),
            **({"full": text.full} if text.full else {}),
        }
        for text in texts
    ]
    return _apart(rows, "full")


def _apart(rows: list[dict[str, Any]], column: str) -> _Layers:
    """The rows without a column, and then those that have it: a layer each."""
    parts = [[row for row in rows if (column in row) == has] for has in (False, True)]
    return [part for part in parts if part]


def _px(value: float) -> float:
    """A place in pixels, as fine as a screen shows it."""
    return round(value, 1)


def _dash(dash: Iterable[float]) -> str:
    return " ".join(map(str, dash))


_ROWS: Final[dict[type[Shape], Any]] = {Box: _boxes, Arc: _arcs, Line: _lines, Mark: _marks, Text: _texts}

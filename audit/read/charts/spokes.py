"""What a radar is drawn on: a spoke for each theme, a ring for each point of the scale, and their names."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

import altair as alt
import pandas as pd

from audit.read.charts.palette import Palette
from audit.read.charts.style import NARROW, Layer
from audit.read.profile import Profile
from audit.texts import _

TOP = 5
CENTRE = 0.5
"""What the middle stands for: half a step below the scale, so that ring 1 is still a ring."""
_RADIUS = f"min(width / 2 - ({NARROW} ? 78 : 122), height / 2 - 60)"
_ABOVE = 64
"""Room for names above the circle. It stands at the top: a phone shows only as much of the height as is drawn."""


@dataclass(frozen=True)
class Spoke:
    """The direction of a theme: clockwise from the top."""

    angle: float

    def at(self, value: float) -> dict[str, float]:
        """Where a value of the scale lies, in radii from the middle, to four decimals (0.01 pixel)."""
        length = (value - CENTRE) / (TOP - CENTRE)
        return {"x": round(length * sin(self.angle), 4), "y": round(length * cos(self.angle), 4)}

    @property
    def align(self) -> str:
        """On which side of its place a text at the end of the spoke begins: away from the circle."""
        side = sin(self.angle)
        return "center" if abs(side) < 0.1 else ("left" if side > 0 else "right")


def positions() -> tuple[alt.X, alt.Y]:
    """Radii from the middle as places in the chart: a circle at any width."""

    def axis(low: str, high: str) -> dict[str, Any]:
        ends = [alt.expr(low), alt.expr(high)]
        return {"axis": None, "scale": alt.Scale(domain=[-1, 1], nice=False, zero=False, range=ends)}

    across = axis(f"width / 2 - {_RADIUS}", f"width / 2 + {_RADIUS}")
    return alt.X("x:Q", **across), alt.Y("y:Q", **axis(f"{_ABOVE} + 2 * {_RADIUS}", str(_ABOVE)))


def rings(spokes: Sequence[Spoke], colours: Palette) -> Layer:
    """A closed line for each point of the scale, the middle one thicker."""
    corners = [
        {"ring": ring, "order": order, **spoke.at(ring)}
        for ring in range(1, TOP + 1)
        for order, spoke in enumerate([*spokes, spokes[0]])
    ]
    x, y = positions()
    width = alt.condition("datum.ring == 3", alt.value(1.6), alt.value(0.8))
    return (
        alt.Chart(pd.DataFrame(corners))
        .mark_line(aria=False, color=colours.grid)
        .encode(x, y, detail="ring:N", order="order:O", strokeWidth=width)
    )


def spoke_lines(profile: Profile, spokes: Sequence[Spoke], colours: Palette) -> Layer:
    """A line per theme, dotted where the theme is not shown."""
    ends = [
        {"spoke": place, "order": order, "shown": row.cell.shown, **spoke.at(value)}
        for place, (row, spoke) in enumerate(zip(profile.rows, spokes, strict=True))
        for order, value in enumerate((CENTRE, TOP))
    ]
    x, y = positions()
    base = alt.Chart(pd.DataFrame(ends)).encode(x, y, detail="spoke:N", order="order:O")
    look: dict[str, Any] = {"aria": False, "color": colours.grid, "strokeWidth": 0.8}
    return alt.layer(
        base.transform_filter("datum.shown").mark_line(**look),
        base.transform_filter("!datum.shown").mark_line(strokeDash=[2, 4], **look),
    )


def ring_names(spokes: Sequence[Spoke], colours: Palette) -> Layer:
    """The numbers of the rings, and inside ring 3 what it stands for; they keep clear of the lines they stand on."""
    step, shrink = pi / len(spokes), cos(pi / len(spokes))
    numbers = [{"name": str(ring), **Spoke(step).at(CENTRE + (ring - CENTRE) * shrink)} for ring in range(1, TOP + 1)]
    word = [{"name": "\n".join(textwrap.wrap(_("partly"), 8)), **Spoke(pi / 2 + step).at(3 * shrink)}]
    x, y = positions()
    look: dict[str, Any] = {"aria": False, "fontSize": 12, "lineBreak": "\n", "lineHeight": 12, "baseline": "middle"}
    inside = {**look, "align": "right", "opacity": alt.expr("width < 300 ? 0 : 1")}
    clear: dict[str, Any] = {"stroke": colours.page, "strokeWidth": 4, "strokeJoin": "round"}
    return alt.layer(
        *[
            alt.Chart(pd.DataFrame(data)).mark_text(**side, **ink).encode(x, y, text="name:N")
            for data, side in ((numbers, {**look, "align": "center"}), (word, inside))
            for ink in (clear, {"color": colours.muted})
        ]
    )

"""Which theme stands higher? One row per theme, its name above its marks, on the scale of the answers."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt
import pandas as pd

from audit.read import words
from audit.read.charts.palette import Palette
from audit.read.charts.style import NARROW, SOFT, Layer, Series, marked, marks, series_of, styled, text_colour
from audit.read.profile import Profile, Row
from audit.read.sentences import description
from audit.texts import _, number

Order = Literal["questionnaire", "score"]
ROW = 52
"""Height of a row in pixels: a line of text, and a line with its marks."""
_ENDS = 64
"""Height of the scale above the rows and the legend below them."""
_LETTER = 6.8
"""The mean width of a letter in pixels, on the generous side: a name that has no room beside its number is short."""
_NAME, _MARK = -8, 12
"""How far above and below the middle of a row its name and its marks stand, in pixels."""


def dots(profile: Profile, colours: Palette, order: Order = "questionnaire") -> alt.LayerChart:
    """The profile as a dot plot: a filled circle for the unit, in it or beside it a square for the organisation and a
    triangle for the earlier round. A soft bar is where the score of the unit probably lies. Sorted by score, themes
    that are not shown come last."""
    rows = _ordered(profile, order)
    series = series_of(profile, colours)
    layers = [
        _tracks(rows, colours),
        _bars(profile, rows, series[0], colours),
        _titles(profile, rows, colours),
        _numbers(rows, profile, colours),
        _marks(profile, rows, series, colours),
    ]
    chart = alt.layer(*[layer for layer in layers if layer is not None])
    return styled(chart, colours, ROW * len(rows) + _ENDS, description(profile))


def _ordered(profile: Profile, order: Order) -> tuple[Row, ...]:
    if order == "questionnaire":
        return profile.rows
    return tuple(sorted(profile.rows, key=lambda row: -(row.cell.score or 0) if row.cell.shown else 0))


def _x(colours: Palette) -> alt.X:
    """The scale from 1 to 5, above the rows, its ends and its middle in words."""
    said = {1: _("not at all"), 3: _("partly"), 5: _("fully")}
    ends = " : ".join(f"datum.value == {value} ? '{value}: {word}'" for value, word in said.items())
    label = f"{ends} : {NARROW} ? '' : format(datum.value, 'd')"
    axis = alt.Axis(
        aria=False,
        orient="top",
        values=[1, 2, 3, 4, 5],
        labelExpr=label,
        labelFlush=True,
        labelOverlap=False,
        labelPadding=8,
        labelFontSize=12,
        labelColor=colours.muted,
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        gridColor=colours.grid,
        gridOpacity=0.5,
    )
    return alt.X("score:Q", axis=axis, scale=alt.Scale(domain=[1, 5], nice=False, zero=False))


def _y(rows: tuple[Row, ...]) -> alt.Y:
    return alt.Y(
        "theme:N",
        sort=[row.theme for row in rows],
        axis=None,
        scale=alt.Scale(type="band", padding=0, domain=[row.theme for row in rows]),
    )


def _tracks(rows: tuple[Row, ...], colours: Palette) -> Layer:
    """A thin line under the marks of each theme that is shown."""
    ends = [{"theme": row.theme, "score": end} for row in rows if row.cell.shown for end in (1, 5)]
    data = pd.DataFrame(ends, columns=["theme", "score"])
    return (
        alt.Chart(data)
        .mark_line(aria=False, color=colours.grid, strokeWidth=1, yOffset=_MARK)
        .encode(_x(colours), _y(rows), detail="theme:N")
    )


def _bars(profile: Profile, rows: tuple[Row, ...], focus: Series, colours: Palette) -> Layer:
    ends = [
        {"theme": mark.row.theme, "score": end}
        for mark in marks(profile, focus)
        if mark.interval
        for end in mark.interval
    ]
    if not ends:
        return None
    return (
        alt.Chart(pd.DataFrame(ends))
        .mark_line(color=focus.colour, yOffset=_MARK, **SOFT)
        .encode(_x(colours), _y(rows), detail="theme:N")
    )


def _titles(profile: Profile, rows: tuple[Row, ...], colours: Palette) -> Layer:
    room = f"{_LETTER} * length(datum.title) < width - ({NARROW} ? 85 : 250)"
    data = [
        {"theme": row.theme, "title": row.title, "short": row.short, "colour": text_colour(row, profile, colours)}
        for row in rows
    ]
    return (
        alt.Chart(pd.DataFrame(data))
        .mark_text(
            aria=False,
            align="left",
            dy=_NAME,
            fontSize=14,
            color=alt.expr("datum.colour"),
            text=alt.expr(f"{room} ? datum.title : datum.short"),
        )
        .encode(_y(rows), x=alt.value(0))
    )


def _numbers(rows: tuple[Row, ...], profile: Profile, colours: Palette) -> Layer:
    """What a row says, at its right: the score in words, or why there is none."""
    shown = [
        {"theme": row.theme, "full": words.score(row.cell), "short": number(row.cell.score)}
        for row in rows
        if row.cell.shown and row.cell.score is not None
    ]
    hidden = [
        {
            "theme": row.theme,
            "full": words.theme(row.cell, profile.minimum_group),
            "short": _("not asked") if row.cell.reason == "not_asked" else _("not shown"),
        }
        for row in rows
        if not row.cell.shown
    ]
    look: dict[str, Any] = {"align": "right", "dy": _NAME, "text": alt.expr(f"{NARROW} ? datum.short : datum.full")}
    names = ["theme", "full", "short"]
    right = alt.value("width")
    return alt.layer(
        alt.Chart(pd.DataFrame(shown, columns=names))
        .mark_text(aria=False, fontSize=14, fontWeight="bold", **look)
        .encode(_y(rows), x=right),
        alt.Chart(pd.DataFrame(hidden, columns=names))
        .mark_text(fontSize=13, color=colours.muted, **look)
        .encode(_y(rows), x=right, description="full:N"),
    )


def _marks(profile: Profile, rows: tuple[Row, ...], series: tuple[Series, ...], colours: Palette) -> Layer:
    points = [
        {"theme": mark.row.theme, "series": line.name, "score": float(mark.score), "words": mark.words, "few": mark.few}
        for line in reversed(series)
        for mark in marks(profile, line)
    ]
    if not points:
        return None
    return marked(alt.Chart(pd.DataFrame(points)).encode(_x(colours), _y(rows)), series, colours, size=110, y=_MARK)

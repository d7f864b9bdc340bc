"""What the charts of a profile have in common: their series, scale, legend and looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import altair as alt

from audit.publication import Interval, ThemeCell
from audit.read import sentences, words
from audit.read.charts.palette import Palette
from audit.read.profile import Profile, Row
from audit.texts import _, separators

Layer: TypeAlias = Any
"""A part of a chart. Altair's own types lose track after `encode`, so they are not repeated here."""
FONT = "'Source Sans 3', 'Source Sans', 'DejaVu Sans', sans-serif"
"""In quotes: a family name that ends in a digit makes all text vanish in some renderers."""
NARROW = "width < 480"
"""In a chart's own expressions: whether it stands on a phone."""
SOFT: dict[str, Any] = {"aria": False, "opacity": 0.32, "strokeWidth": 9, "strokeCap": "round"}
"""The look of an interval: a soft bar under its mark, whose words tell it."""
_FEW = 10


@dataclass(frozen=True)
class Series:
    """One line of a chart: its name in the legend, its colour, shape and dash, and a cell per theme (or none).

    `fill` is what a lone mark is filled with: the unit's with its colour, the others stay hollow, so that marks on the
    same place are all seen. The `focus` is the unit that is read: it alone has intervals.
    """

    name: str
    colour: str
    fill: str
    shape: str
    dash: tuple[int, ...]
    width: float
    cells: tuple[ThemeCell | None, ...]
    focus: bool = False


@dataclass(frozen=True)
class Mark:
    """A cell that is drawn: the place of its theme, the score, itself in words, and its interval for everyone invited
    (only of the focus, and only where it has a width). `few` marks of the focus stand for fewer than ten people."""

    place: int
    row: Row
    score: float
    words: str
    few: bool
    interval: Interval | None


def series_of(profile: Profile, colours: Palette) -> tuple[Series, ...]:
    """The series of a profile, the unit first; an organisation or earlier round only where there is one."""
    unit = Series(
        sentences.series(profile.unit),
        colours.unit,
        colours.unit,
        "circle",
        (1, 0),
        3,
        tuple(row.cell for row in profile.rows),
        focus=True,
    )
    found = [unit]
    if any(row.organisation for row in profile.rows):
        found.append(
            Series(
                _("The organisation"),
                colours.organisation,
                "transparent",
                "square",
                (7, 4),
                1.8,
                tuple(row.organisation for row in profile.rows),
            )
        )
    if profile.earlier_title is not None:
        found.append(
            Series(
                profile.earlier_title,
                colours.earlier,
                "transparent",
                "triangle-up",
                (2, 3),
                1.8,
                tuple(row.earlier for row in profile.rows),
            )
        )
    return tuple(found)


def marks(profile: Profile, series: Series) -> Iterator[Mark]:
    """The cells of a series that are shown."""
    for place, (row, cell) in enumerate(zip(profile.rows, series.cells, strict=True)):
        if cell is None or not cell.shown or cell.score is None:
            continue
        said, interval = f"{row.title}, {series.name}: {words.score(cell)}", None
        if series.focus and cell.interval_now is not None:
            said += f"; {words.spread(cell)}"
            interval = cell.interval_now if cell.interval_now[0] < cell.interval_now[1] else None
        few = series.focus and (cell.n or 0) < _FEW
        yield Mark(place, row, cell.score, said, few, interval)


def text_colour(row: Row, profile: Profile, colours: Palette) -> str:
    """The colour of the name of a theme: that of its questionnaire."""
    order = [name for name, _title in profile.questionnaires]
    return colours.questionnaire(order.index(row.questionnaire)) if row.questionnaire in order else colours.ink


def marked(
    base: Layer,
    series: Sequence[Series],
    colours: Palette,
    size: Any,
    y: int = 0,
    legend: Literal["top", "bottom"] = "bottom",
) -> Layer:
    """The marks of the series (columns `series`, `words` and `few`) with their legend, `y` pixels below their place.
    Marks for few people are hollow."""
    key = _legend(colours, legend)
    return base.mark_point(size=size, opacity=1, strokeWidth=2, yOffset=y).encode(
        description="words:N",
        tooltip="words:N",
        fillOpacity=alt.condition("datum.few", alt.value(0), alt.value(1)),
        fill=alt.Fill("series:N", scale=_by_series(series, "fill"), legend=key),
        color=alt.Color("series:N", scale=_by_series(series, "colour"), legend=key),
        shape=alt.Shape("series:N", scale=_by_series(series, "shape"), legend=key),
    )


def _by_series(series: Sequence[Series], look: Literal["colour", "fill", "shape"]) -> alt.Scale:
    """A scale from the names of the series to one of their looks."""
    return alt.Scale(domain=[line.name for line in series], range=[getattr(line, look) for line in series])


def _legend(colours: Palette, orient: Literal["top", "bottom"]) -> alt.Legend:
    """The legend of the series; `title` stands here because in the config alone it loses legends."""
    return alt.Legend(
        aria=False,
        title=None,
        orient=orient,
        direction="horizontal",
        columns=3,
        symbolSize=140,
        symbolStrokeWidth=2,
        labelLimit=150,
        labelColor=colours.ink,
        columnPadding=14,
    )


def styled(chart: Layer, colours: Palette, height: int, description: str) -> alt.LayerChart:
    """The finished chart: transparent, as wide as its place, its own fonts, numbers in the language in use."""
    decimal, thousands = separators()
    numbers = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["€", ""]}
    finished: alt.LayerChart = (
        chart.properties(height=height, width="container", background="transparent", description=description)
        .configure(font=FONT, locale={"number": numbers}, padding={"left": 0, "right": 0, "top": 8, "bottom": 4})
        .configure_view(stroke=None)
        .configure_text(color=colours.ink, fontSize=14)
        .configure_legend(labelFontSize=14)
    )
    return finished

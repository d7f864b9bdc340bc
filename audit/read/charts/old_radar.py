"""What does our profile look like? One spoke per theme, on the scale of the answers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from math import cos, pi
from typing import Any

import altair as alt
import pandas as pd

from audit.read.charts.palette import Palette
from audit.read.charts.spokes import TOP, Spoke, positions, ring_names, rings, spoke_lines
from audit.read.charts.style import NARROW, SOFT, Layer, Series, marked, marks, series_of, styled, text_colour
from audit.read.profile import Profile
from audit.read.sentences import description
from audit.texts import _

HEIGHT = 510


def radar(profile: Profile, colours: Palette) -> alt.LayerChart:
    """The profile as a radar.

    The focus is a thick solid line with circles; the organisation is dashed with squares, the earlier round dotted
    with triangles. A line stops at a theme that is not shown: it is never drawn as nought and never bridged. Soft bars
    on the spokes are where the scores of the focus probably lie; a band would run between themes that have nothing to
    do with each other.
    """
    spokes = [Spoke(2 * pi * place / len(profile.rows)) for place in range(len(profile.rows))]
    series = series_of(profile, colours)
    layers = [
        rings(spokes, colours),
        spoke_lines(profile, spokes, colours),
        _bars(profile, spokes, series),
        _lines(profile, spokes, series),
        ring_names(spokes, colours),
        _points(profile, spokes, series, colours),
        _crosses(profile, spokes, colours),
        _names(profile, spokes, colours),
    ]
    return styled(alt.layer(*[layer for layer in layers if layer is not None]), colours, HEIGHT, description(profile))


def _lines(profile: Profile, spokes: Sequence[Spoke], series: Sequence[Series]) -> Layer:
    """A layer per series, the unit on top."""
    layers = []
    x, y = positions()
    for line in reversed(series):
        corners = [
            {"run": run, "order": order, **spokes[place].at(score)}
            for run, places in enumerate(_runs(profile, line))
            for order, (place, score) in enumerate(places)
        ]
        if corners:
            layers.append(
                alt.Chart(pd.DataFrame(corners))
                .mark_line(
                    aria=False,
                    strokeJoin="round",
                    color=line.colour,
                    strokeWidth=line.width,
                    strokeDash=list(line.dash),
                )
                .encode(x, y, detail="run:N", order="order:O")
            )
    return alt.layer(*layers) if layers else None


def _bars(profile: Profile, spokes: Sequence[Spoke], series: Sequence[Series]) -> Layer:
    """The interval of each theme of the focus, on its spoke."""
    focus = series[0]
    ends = [
        {"bar": mark.place, "order": order, **spokes[mark.place].at(end)}
        for mark in marks(profile, focus)
        if mark.interval
        for order, end in enumerate(mark.interval)
    ]
    if not ends:
        return None
    x, y = positions()
    return (
        alt.Chart(pd.DataFrame(ends))
        .mark_line(color=focus.colour, **SOFT)
        .encode(x, y, detail="bar:N", order="order:O")
    )


def _points(profile: Profile, spokes: Sequence[Spoke], series: Sequence[Series], colours: Palette) -> Layer:
    points = [
        {"series": line.name, "words": mark.words, "few": mark.few, **spokes[mark.place].at(mark.score)}
        for line in reversed(series)
        for mark in marks(profile, line)
    ]
    if not points:
        return None
    x, y = positions()
    return marked(
        alt.Chart(pd.DataFrame(points)).encode(x, y),
        series,
        colours,
        size=alt.expr(f"{NARROW} ? 36 : 70"),
        legend="top",
    )


def _crosses(profile: Profile, spokes: Sequence[Spoke], colours: Palette) -> Layer:
    crosses = [
        {"words": f"{row.title}: {_absence(row.cell.reason)}", **spoke.at(TOP)}
        for row, spoke in zip(profile.rows, spokes, strict=True)
        if not row.cell.shown
    ]
    if not crosses:
        return None
    x, y = positions()
    return (
        alt.Chart(pd.DataFrame(crosses))
        .mark_text(text="×", fontSize=20, color=colours.muted)
        .encode(x, y, description="words:N")
    )


def _names(profile: Profile, spokes: Sequence[Spoke], colours: Palette) -> Layer:
    """The names of the themes, in the colour of their questionnaire; short ones on a phone."""
    names: list[dict[str, Any]] = []
    for row, spoke in zip(profile.rows, spokes, strict=True):
        full = _wrapped(row.title, 20 if spoke.align == "center" else 15)
        full += [] if row.cell.shown else [f"({_absence(row.cell.reason)})"]
        short = _wrapped(row.short, 10)
        names.append(
            {
                "full": "\n".join(full),
                "short": "\n".join(short),
                "align": spoke.align,
                **spoke.at(TOP + 0.4),
                "up": -_upwards(spoke) * (len(full) - 1),
                "up_short": -_upwards(spoke) * (len(short) - 1),
                "push": -13 * cos(spoke.angle) if spoke.align == "center" else 0,
                "colour": text_colour(row, profile, colours),
            }
        )
    x, y = positions()
    base = alt.Chart(pd.DataFrame(names))
    return alt.layer(
        *[
            base.transform_filter(f"datum.align == '{align}'")
            .mark_text(
                aria=False,
                color=alt.expr("datum.colour"),
                align=align,
                dx={"left": 6, "right": -6}.get(align, 0),
                baseline="middle",
                lineBreak="\n",
                fontSize=alt.expr(f"{NARROW} ? 12 : 14"),
                lineHeight=alt.expr(f"{NARROW} ? 13 : 16"),
                dy=alt.expr(f"datum.push + ({NARROW} ? 13 * datum.up_short : 16 * datum.up)"),
                text=alt.expr(f"{NARROW} ? datum.short : datum.full"),
            )
            .encode(x, y)
            for align in sorted({name["align"] for name in names})
        ]
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False)


def _upwards(spoke: Spoke) -> float:
    """Which part of its lines a name stands above its first: all at the top, half at the sides, none below."""
    return (1 + cos(spoke.angle)) / 2


def _absence(reason: str | None) -> str:
    return _("not asked") if reason == "not_asked" else _("not shown")


def _runs(profile: Profile, series: Series) -> Iterator[list[tuple[int, float]]]:
    """The stretches of a closed line between themes that are not shown, each from its first to its last theme.

    A whole circle ends where it began. A stretch over the top of the circle stays in one piece.
    """
    scores = {mark.place: mark.score for mark in marks(profile, series)}
    count = len(profile.rows)
    if len(scores) == count:
        yield [(place, scores[place]) for place in [*range(count), 0]]
        return
    for start in scores:
        if (start - 1) % count in scores:
            continue
        places = [start]
        while (places[-1] + 1) % count in scores:
            places.append((places[-1] + 1) % count)
        yield [(place, scores[place]) for place in places]

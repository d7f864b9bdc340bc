"""Are we changing? A small panel per theme over all rounds, on the scale of the answers.

Only rounds that asked the same questions in the same words are drawn; a line stops where a round has no score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from audit.publication import Publication, ThemeLine
from audit.read.change import items_asked, same_unit
from audit.read.charts import legend as legends
from audit.read.charts import measure
from audit.read.charts.circle import BORDERS, HIGH, LOW
from audit.read.charts.picture import Box, Line, Mark, Numbers, Pair, Picture, Shape, Text, from_back
from audit.read.charts.series import seen
from audit.texts import _, language, number

_ROW: Final = 4
_TITLE: Final = 14
_SMALL: Final = 12
_PLOT: Final = 104
_HEAD: Final = 40
_FOOT: Final = 18
_BETWEEN: Final = 18
_SCALE: Final = 14
"""Room before a panel for the numbers of the scale."""
_CROWDED: Final = 27
"""Nearer to each other than this, only the first and the last score stand in numbers."""


@dataclass(frozen=True)
class Step:
    """A theme in a round: its score, or in a few words why there is none."""

    round: str
    year: int
    score: float | None
    absent: str = ""

    @property
    def words(self) -> str:
        return self.absent if self.score is None else number(self.score)


@dataclass(frozen=True)
class Course:
    """A theme over the rounds, the oldest first."""

    theme: str
    title: str
    steps: tuple[Step, ...]


def courses(rounds: Sequence[Publication], unit_id: str) -> tuple[Course, ...]:
    """The themes of the last round (rounds: the oldest first) at a unit, each over all rounds."""
    last = rounds[-1]
    return tuple(
        Course(line.id, line.title.to(language()), tuple(_step(one, last, line, unit_id) for one in rounds))
        for line in last.themes
        if line.id in last.theme_ids
    )


def trends(rounds: Sequence[Publication], unit_id: str, theme: str = "") -> Pair:
    """The themes of a unit as panels beside each other: four on a row, and two on a phone; or one theme alone."""
    found = [course for course in courses(rounds, unit_id) if theme in ("", course.theme)]
    name = rounds[-1].by_id[unit_id].name
    if theme:
        return Pair(_picture(found, name, 343, 1), _picture(found, name, 343, 1))
    return Pair(_picture(found, name, 744, _ROW), _picture(found, name, 343, 2))


def in_rows(rounds: Sequence[Publication], unit_id: str) -> tuple[Picture, ...]:
    """The same panels as a picture for every row of four, so that a page can end between them."""
    found, name = courses(rounds, unit_id), rounds[-1].by_id[unit_id].name
    return tuple(_picture(found[at : at + _ROW], name, 744, _ROW) for at in range(0, len(found), _ROW))


def _step(asked: Publication, last: Publication, line: ThemeLine, unit_id: str) -> Step:
    def without(why: str) -> Step:
        return Step(asked.round.title, asked.round.year, None, why)

    unit = asked.by_id.get(unit_id)
    if asked is not last and unit and same_unit(asked, last, unit_id) is None:
        return without(_("not compared"))
    cell = unit.theme(line.id) if unit else None
    if cell is None:
        return without(_("not there"))
    if cell.reason == "not_asked":
        return without(_("not asked"))
    if items_asked(asked, line.id) != items_asked(last, line.id):
        return without(_("other questions"))
    if not cell.shown or cell.score is None:
        return without(_("not shown"))
    return Step(asked.round.title, asked.round.year, seen(cell.score))


def _picture(found: Sequence[Course], name: str, width: float, columns: int) -> Picture:
    wide = (width - _BETWEEN * (columns - 1)) / columns
    high = _HEAD + _PLOT + _FOOT + _BETWEEN
    shapes: list[Shape] = []
    for place, course in enumerate(found):
        shapes += _panel(course, place % columns * (wide + _BETWEEN), place // columns * high, wide)
    bottom = -(-len(found) // columns) * high
    absent = dict.fromkeys(step.absent for course in found for step in course.steps if step.score is None)
    legend, more = legends.in_rows([legends.Entry(why, "muted", "cross") for why in absent], width, bottom)
    return Picture(width, bottom + more, tuple(from_back([*shapes, *legend])), _said(found, name), _numbers(found))


def _panel(course: Course, left: float, top: float, wide: float) -> Iterator[Shape]:
    plot = top + _HEAD

    def y(value: float) -> float:
        return plot + 5 + (HIGH - value) / (HIGH - LOW) * (_PLOT - 10)

    lines = measure.lines(course.title, wide / 1.04, _TITLE, 2)
    full = "" if " ".join(lines) == course.title else course.title
    for place, said in enumerate(lines):
        at = top + 10 + 16 * place
        yield Text(said, left, at, _TITLE, bold=True, full=full, of=course.theme)
    edges = (plot + _PLOT, y(BORDERS[0]), y(BORDERS[1]), plot)
    for band, low, high in zip(("develop", "growing", "strength"), edges, edges[1:], strict=False):
        yield Box(left + _SCALE, high, wide - _SCALE, low - high, band)
    for border in BORDERS:
        yield Line(((left + _SCALE, y(border)), (left + wide, y(border))), "border", 1.1, (1.5, 3.5))
    for value in (LOW, 3, HIGH):
        yield Text(str(value), left, y(value), 11.5, colour="muted")
    yield from _course(course, left + _SCALE + 20, left + wide - 20, plot, y)


def _course(course: Course, left: float, right: float, plot: float, y: Callable[[float], float]) -> Iterator[Shape]:
    """The line of a theme with its marks and numbers, and the years below."""
    steps = course.steps
    apart = (right - left) / max(1, len(steps) - 1)
    places = [left + apart * at if len(steps) > 1 else (left + right) / 2 for at in range(len(steps))]
    for has_score, run in groupby(zip(places, steps, strict=True), key=lambda pair: pair[1].score is not None):
        points = tuple((x, y(step.score or 0)) for x, step in run)
        if has_score and len(points) > 1:
            yield Line(points, "unit", 2.6)
    shown = [at for at, step in enumerate(steps) if step.score is not None]
    ends = (0, len(steps) - 1)
    for at, (x, step) in enumerate(zip(places, steps, strict=True)):
        said = f"{course.title}, {step.round}: {step.words}"
        if step.score is None:
            yield Mark(x, y(3), "cross", "muted", said, 4)
        else:
            yield Mark(x, y(step.score), "circle", "unit", said, 5)
            if apart >= _CROWDED or at in (shown[0], shown[-1]):
                up = -12 if y(step.score) > plot + 16 else 12
                yield Text(
                    number(step.score), x, y(step.score) + up, 12.5, "center", bold=True, of=f"{course.theme} {at}"
                )
        if apart >= 32 or at in ends:
            yield Text(str(step.year), x, plot + _PLOT + 10, _SMALL, "center", colour="muted", of=f"year {at}")


def _said(found: Sequence[Course], name: str) -> str:
    intro = _("Scores of {unit} on a scale from 1 to 5, round by round.").format(unit=name)
    themes = (f"{one.title}: " + ", ".join(f"{step.round} {step.words}" for step in one.steps) for one in found)
    return f"{intro} {'; '.join(themes)}."


def _numbers(found: Sequence[Course]) -> Numbers:
    rounds = tuple(step.round for step in found[0].steps) if found else ()
    return Numbers((_("Theme"), *rounds), tuple((one.title, *(step.words for step in one.steps)) for one in found))

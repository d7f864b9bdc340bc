"""What does our profile look like? One spoke per theme, on the scale of the answers.

The unit is a thick line; the organisation is dashed with squares, the earlier round dotted with triangles. A line stops
at a theme that is not shown: it is never drawn as nought and never bridged. Soft bars on the spokes are where the
scores of the unit probably lie; a band would run between themes that have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin, tan
from typing import Final

from audit.read.charts import measure
from audit.read.charts.circle import HIGH, Circle, arc_names, arcs, ground, spans
from audit.read.charts.dots import bars
from audit.read.charts.legend import Entry, entries, in_rows, stacked
from audit.read.charts.names import Frame, Label, names
from audit.read.charts.picture import MARGIN, Line, Mark, Pair, Picture, Shape, Text
from audit.read.charts.ringwords import ring_words
from audit.read.charts.series import Beside, Score, absence, numbers, remarks, scores, series_of, text_colour
from audit.read.charts.spoken import of_profile
from audit.read.profile import Profile
from audit.texts import number

FEWEST: Final = 3
MOST: Final = 20
"""How many themes make a radar; with fewer or more, bars say the same."""
WIDTH: Final = 744
HEIGHT: Final = 558
_RADIUS: Final = 233
_ARC: Final = (6, 24)
_NAMES: Final = 32
"""How far outside ring 5 the arcs lie, and the names of the themes begin."""
PHONE_WIDTH: Final = 375
_PHONE_RADIUS: Final = 150
_ABOVE: Final = 42
_RIM: Final = (2, 6)


def radar(profile: Profile, beside: Beside) -> Pair:
    """The profile as a radar; as bars where it has fewer than three themes or more than twenty."""
    if not FEWEST <= len(profile.rows) <= MOST:
        return bars(profile, beside)
    return Pair(_wide(profile, beside), _phone(profile, beside))


def _wide(profile: Profile, beside: Beside) -> Picture:
    """For a screen, with the names of the themes around it."""
    circle = Circle((WIDTH / 2, HEIGHT / 2), _RADIUS, len(profile.rows))
    found = spans(profile, circle)
    inner, outer = (_RADIUS + away for away in _ARC)
    drawn = tuple(_drawn(profile, beside, circle))
    key = entries(series_of(profile, beside), beside.margin)
    legend, taken = stacked(key, HEIGHT) if len(key) > 1 else ((), (0, 0))
    shapes = (
        *ground(circle, [row.cell.shown for row in profile.rows]),
        *arcs(found, circle, inner, outer, "tints"),
        *ring_words(circle, drawn, 12.5),
        *drawn,
        *arc_names(found, circle, (inner + outer) / 2, 14),
        *names(_labels(profile, circle), Frame(circle, _RADIUS + _NAMES, WIDTH, HEIGHT, taken)),
        *legend,
    )
    return Picture(WIDTH, HEIGHT, shapes, of_profile(profile), numbers(profile, beside, n=False))


def _phone(profile: Profile, beside: Beside) -> Picture:
    """As wide as a phone, with short names along its rim and what its colours and marks stand for below it."""
    circle = Circle((PHONE_WIDTH / 2, _PHONE_RADIUS + _ABOVE), _PHONE_RADIUS, len(profile.rows))
    found = spans(profile, circle)
    drawn = tuple(_drawn(profile, beside, circle, small=True))
    below = 2 * circle.centre[1]
    kinds = dict.fromkeys(shape.kind for shape in drawn if isinstance(shape, Mark))
    key = entries(series_of(profile, beside), beside.margin, tuple(kinds))
    lines = [Entry(title, colour=f"questionnaires {which}") for title, which in _titles(profile)]
    legend, height = in_rows([*lines, *(key if len(key) > 1 else ())], PHONE_WIDTH, below, margin=17)
    shapes = (
        *ground(circle, [row.cell.shown for row in profile.rows]),
        *arcs(found, circle, _PHONE_RADIUS + _RIM[0], _PHONE_RADIUS + _RIM[1], "questionnaires"),
        *ring_words(circle, drawn, 11.5),
        *drawn,
        *_along(profile, circle),
        *legend,
    )
    return Picture(PHONE_WIDTH, below + height, shapes, of_profile(profile), numbers(profile, beside, n=False))


def _titles(profile: Profile) -> list[tuple[str, int]]:
    asked = {row.questionnaire for row in profile.rows}
    return [(title, at) for at, (id, title) in enumerate(profile.questionnaires) if id in asked]


def _drawn(profile: Profile, beside: Beside, circle: Circle, small: bool = False) -> Iterator[Shape]:
    """The lines and marks, the unit on top."""
    told = [(line, list(scores(profile, line))) for line in reversed(series_of(profile, beside))]
    if beside.margin:
        for score in told[-1][1]:
            if score.interval:
                ends = tuple(circle.at(end, circle.angle(score.place)) for end in score.interval)
                yield Line(ends, "unit", 7 if small else 9, round=True, opacity=0.24)
    for line, found in told:
        for run in _runs(found, circle.count):
            points = tuple(circle.at(value, circle.angle(place)) for place, value in run)
            if len(points) > 1:
                yield Line(points, line.colour, line.thick * (0.8 if small else 1), line.dash)
    for line, found in told:
        for score in found:
            x, y = circle.at(score.value, circle.angle(score.place))
            radius = (6.5 if line.focus else 5.5) + (1.5 if score.kind != "circle" and line.focus else 0)
            yield Mark(x, y, score.kind, line.colour, score.words, radius * (0.8 if small else 1))
    for place, row in enumerate(profile.rows):
        if not row.cell.shown:
            x, y = circle.at(HIGH - 0.3, circle.angle(place))
            yield Mark(x, y, "cross", "muted", f"{row.title}: {absence(row)}", 5)


def _runs(scores: Sequence[Score], count: int) -> Iterator[list[tuple[int, float]]]:
    """The stretches of a closed line between themes that are not shown, each from its first to its last theme.

    A whole circle ends where it began. A stretch over the top of the circle stays in one piece.
    """
    found = {score.place: score.value for score in scores}
    if len(found) == count:
        yield [(place, found[place]) for place in [*range(count), 0]]
        return
    for start in found:
        if (start - 1) % count in found:
            continue
        places = [start]
        while (places[-1] + 1) % count in found:
            places.append((places[-1] + 1) % count)
        yield [(place, found[place]) for place in places]


def _labels(profile: Profile, circle: Circle) -> list[Label]:
    return [
        Label(
            row.theme,
            circle.angle(place),
            row.title,
            row.short,
            number(row.cell.score) if row.cell.shown and row.cell.score is not None else "",
            ", ".join(remarks(row)) if row.cell.shown else absence(row),
        )
        for place, row in enumerate(profile.rows)
    ]


def _along(profile: Profile, circle: Circle) -> Iterator[Text]:
    """The short names along the rim, in one or two lines, each as wide as its neighbours and the edge allow."""
    size, step = 12, 13.5
    base = circle.radius + _RIM[1] + 8
    room = min(2 * base * tan(min(pi / circle.count, 1.1)) - 8, 1.5 * circle.radius)
    for place, row in enumerate(profile.rows):
        angle = circle.angle(place)
        low = pi / 2 < angle < 3 * pi / 2
        aside = [
            2 * (circle.centre[0] - MARGIN - outer * abs(sin(angle))) / max(abs(cos(angle)), 0.01)
            for outer in (base + size * 0.6, base + step + size * 0.6)
        ]
        lines = _short_lines(row.title, row.short, [min(room, wide) for wide in aside], size)
        said = " ".join(lines).replace("\u2010 ", "")
        full = "" if said == row.title else row.title
        for at, line in enumerate(lines):
            x, y = circle.polar(base + (at if low else len(lines) - 1 - at) * step, angle)
            turn = angle + pi if low else angle
            yield Text(line, x, y, size, "center", colour=text_colour(row, profile), turn=turn, full=full, of=row.theme)


def _short_lines(title: str, short: str, rooms: Sequence[float], size: float) -> Sequence[str]:
    """The name in one line or two without breaking a word, or else the short name, broken or cut off where it must be.
    `rooms` says how wide a line may be where there is one, and where there are two, which reach further out."""
    for name in (short, title):
        for count, room in enumerate(rooms, 1):
            if measure.longest_word(name, size) <= room and len(found := measure.lines(name, room, size, 3)) <= count:
                return found
    return measure.lines(short, rooms[-1], size, len(rooms))
